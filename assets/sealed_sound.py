"""The form of a sealed recording: how its bytes stand in a file.

The voice writes it as somebody speaks, and the models read it again; so it lies below both.

A mark, libsodium's header, then pieces: four bytes for the length, then as many that are sealed
(secretstream: XChaCha20-Poly1305, doc.libsodium.org/secret-key_cryptography/secretstream). Each
piece is bound to those before it, and the last says that it is the last. So a byte that changed,
a piece that is missing, and an end that was cut off are all told.
"""

import importlib
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

__all__ = [
    "MARK",
    "SealedSoundError",
    "Sealer",
    "new_sound_key",
    "open_sound",
    "pieces_in",
    "plain_bytes_in",
    "with_its_length",
]

MARK = b"HEARD-S1"
_HEAD_BYTES = len(MARK) + 24
_MORE_BYTES = 17  # what sealing adds to a piece
_LENGTH = struct.Struct("<I")
# No piece of ours is larger; a damaged length never makes us read a gigabyte.
_LARGEST = 1 << 20
_WAVE_HEAD = 44


class SealedSoundError(Exception):
    """A sealed recording cannot be opened: it is damaged, cut off, or of another key."""


def _sodium(name: str) -> Any:
    # Loaded where something is sealed: importing it takes 40 ms.
    return getattr(
        importlib.import_module("nacl.bindings"), f"crypto_secretstream_xchacha20poly1305_{name}"
    )


def new_sound_key() -> str:
    """Return a new key for one recording, as hexadecimal digits."""
    key: bytes = _sodium("keygen")()
    return key.hex()


class Sealer:
    """Seals one file, piece by piece, with a key (hexadecimal digits) that is for it alone."""

    def __init__(self, key: str) -> None:
        self._state = _sodium("state")()
        self._push = _sodium("push")
        header: bytes = _sodium("init_push")(self._state, bytes.fromhex(key))
        self.head = MARK + header

    def seal(self, plain: bytes, *, last: bool = False) -> bytes:
        """Return the next piece as it stands in the file; ``last`` says that nothing follows."""
        tag = _sodium("TAG_FINAL" if last else "TAG_MESSAGE")
        sealed: bytes = self._push(self._state, plain, None, tag)
        return _LENGTH.pack(len(sealed)) + sealed


def pieces_in(file: BinaryIO, key: str, *, may_be_cut: bool = False) -> Iterator[bytes]:
    """Yield what is in a sealed file, piece by piece; ``SealedSoundError`` where it is damaged.

    With ``may_be_cut`` it may end anywhere, as after a power cut: what came before is yielded.
    """
    head = file.read(_HEAD_BYTES)
    if head[: len(MARK)] != MARK or len(head) < _HEAD_BYTES:
        raise SealedSoundError
    state, pull, final = _sodium("state")(), _sodium("pull"), _sodium("TAG_FINAL")
    _sodium("init_pull")(state, head[len(MARK) :], bytes.fromhex(key))
    failed: type[Exception] = importlib.import_module("nacl.exceptions").CryptoError
    for sealed in _sealed_pieces(file):
        try:
            plain, tag = pull(state, sealed)
        except (failed, RuntimeError, ValueError):
            raise SealedSoundError from None
        yield plain
        if tag == final:
            if file.read(1):
                raise SealedSoundError
            return
    if not may_be_cut:
        raise SealedSoundError


def open_sound(path: Path, key: str, *, may_be_cut: bool = False) -> bytes:
    """Return the sound in a sealed file, in memory alone: a WAV with a header that is right.

    Raises ``SealedSoundError`` and ``OSError``.
    """
    with path.open("rb") as file:
        return with_its_length(b"".join(pieces_in(file, key, may_be_cut=may_be_cut)))


def with_its_length(sound: bytes) -> bytes:
    """Return a WAV whose header tells its length (RIFF: the sizes at 4 and at 40).

    A recording that is sealed as it grows begins with a header from before there was any sound.
    """
    size = (len(sound) - _WAVE_HEAD) // 2 * 2
    if size < 0 or sound[:4] != b"RIFF":
        return sound
    told = sound[:4] + struct.pack("<I", size + 36) + sound[8:40] + struct.pack("<I", size)
    return told + sound[_WAVE_HEAD : _WAVE_HEAD + size]


def plain_bytes_in(file: BinaryIO) -> int:
    """Return how much is in a sealed file, told from the lengths of its pieces, with no key."""
    file.seek(_HEAD_BYTES)
    return sum(max(0, len(sealed) - _MORE_BYTES) for sealed in _sealed_pieces(file))


def _sealed_pieces(file: BinaryIO) -> Iterator[bytes]:
    """Yield each piece that is there whole."""
    while len(length := file.read(_LENGTH.size)) == _LENGTH.size:
        [size] = _LENGTH.unpack(length)
        if size > _LARGEST:
            return
        sealed = file.read(size)
        if len(sealed) < size:
            return
        yield sealed
