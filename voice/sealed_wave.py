"""A recording that is sealed as somebody speaks: no plain byte of it is ever on the disk.

It goes to the disk every two seconds, as a plain one does. What a power cut leaves can be opened
up to its last whole piece.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from assets.sealed_sound import Sealer, plain_bytes_in
from voice.wave_file import (
    BYTES_A_SECOND,
    HEADER_BYTES,
    OURS_ALONE,
    SAFE_EVERY,
    header,
    sync_folder,
)


class SealedWave:
    """Takes samples as they come, and seals them with a key. Raises OSError, as for a full disk."""

    def __init__(self, path: Path, key: str) -> None:
        self.path = path
        self.sound_bytes = 0
        self._safe_bytes = 0
        self._odd = b""
        self._sealer = Sealer(key)
        flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        self._file = os.open(path, flags, OURS_ALONE)
        self._size = 0
        self._append(self._sealer.head + self._sealer.seal(header(0)))
        sync_folder(path.parent)  # else a power cut may take the name of the file

    @property
    def seconds(self) -> float:
        """How much sound is in it."""
        return self.sound_bytes / BYTES_A_SECOND

    def write(self, samples: bytes) -> None:
        """Add samples."""
        samples = self._odd + samples
        whole = len(samples) // 2 * 2
        self._odd = samples[whole:]
        if whole:
            self._append(self._sealer.seal(samples[:whole]))
            self.sound_bytes += whole
        if self.sound_bytes - self._safe_bytes >= SAFE_EVERY:
            self.make_safe()

    def make_safe(self) -> None:
        """See that all of it is on the disk."""
        os.fsync(self._file)
        self._safe_bytes = self.sound_bytes

    def close(self) -> None:
        """Finish it: the last piece says that it is the last."""
        try:
            self._append(self._sealer.seal(b"", last=True))
            self.make_safe()
        finally:
            os.close(self._file)

    def discard(self) -> None:
        """Take it away for good."""
        os.close(self._file)
        self.path.unlink(missing_ok=True)
        sync_folder(self.path.parent)

    def _append(self, piece: bytes) -> None:
        """Add a piece whole, or not at all: half a one would end the file for whoever reads it."""
        try:
            rest = memoryview(piece)
            while rest:
                rest = rest[os.write(self._file, rest) :]
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(self._file, self._size)
            raise
        self._size += len(piece)


def sealed_seconds_in(path: Path) -> float:
    """Return how long the sound in a sealed file is, without its key; 0 where there is none."""
    try:
        with path.open("rb") as file:
            return max(0, plain_bytes_in(file) - HEADER_BYTES) / BYTES_A_SECOND
    except OSError:
        return 0.0
