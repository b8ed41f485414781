"""A recording played in a process of its own: `python -I -m voice.playback_process`.

One JSON line comes in: `{"path": "/.../x.wav", "player": null, "device": "", "key": ""}`. With a
`key` the file is sealed, and opened in memory alone. It tells `waits`,
`player` (with its `pid`), `position` a few times a second (with `seconds` and `of`), and exactly
one `ended`, perhaps with a `trouble`. It plays when it is its turn on the device, as the voice
does. When the app dies, it ends with its player.
"""

from __future__ import annotations

import json
import os
import struct
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO

from voice.pipes import Emit, take_the_pipes, vanish
from voice.player import find_player
from voice.troubles import SpeechError, Trouble
from voice.utterance import Utterance
from voice.wave_file import HEADER_BYTES

# How often the position is told, and how often we look whether it is over.
_POSITION_SECONDS = 0.25
_LOOK_SECONDS = 0.02
_PIECE = 4096


def play(order: dict[str, Any], emit: Emit) -> Trouble | None:
    """Play a file to its end; return what went wrong."""
    try:
        sound = _read_sound(Path(order["path"]), order.get("key", ""))
    except OSError:
        return Trouble.PLAYER_FAILED
    if sound is None:
        return Trouble.CANNOT_BE_OPENED
    # What the header says of the length may be older than the file: all of it is played.
    hertz = struct.unpack_from("<I", sound, 24)[0] if len(sound) > HEADER_BYTES else 0
    if sound[:4] != b"RIFF" or not 8000 <= hertz <= 48000:
        return Trouble.PLAYER_FAILED
    samples = sound[HEADER_BYTES : len(sound) - len(sound) % 2]
    try:
        player = find_player(hertz, order["player"], order["device"])
    except SpeechError as error:
        return error.trouble
    utterance = Utterance("", hertz, player=player, device=order["device"])
    threading.Thread(target=_feed, args=(utterance, samples), daemon=True).start()
    _follow(utterance, len(samples) / 2 / hertz, emit)
    return utterance.problem


def _read_sound(path: Path, key: str) -> bytes | None:
    """Return what a file holds; None where it is sealed and cannot be opened."""
    if not key:
        return path.read_bytes()
    from assets.sealed_sound import SealedSoundError, open_sound  # only where something is sealed

    try:
        return open_sound(path, key, may_be_cut=path.name.endswith(".part"))
    except SealedSoundError:
        return None


def _feed(utterance: Utterance, samples: bytes) -> None:
    for at in range(0, len(samples), _PIECE):
        if not utterance.feed(samples[at : at + _PIECE]):
            return
    utterance.close()


def _follow(utterance: Utterance, length: float, emit: Emit) -> None:
    told_player = told_wait = False
    told = -_POSITION_SECONDS
    while not utterance.is_over():
        if utterance.player and not told_player:
            told_player = True
            emit(ev="player", pid=utterance.player)
        if utterance.waits and not told_wait:
            told_wait = True
            emit(ev="waits")
        at = min(utterance.seconds_heard, length)
        if at - told >= _POSITION_SECONDS and utterance.player:
            told = at
            emit(ev="position", seconds=at, of=length)
        time.sleep(_LOOK_SECONDS)


def _read(commands: BinaryIO) -> None:
    """Wait for the end of the pipe: then the app is gone, and so are we."""
    commands.read()
    vanish()


def main() -> int:
    """Play once; return the exit status."""
    commands, emit = take_the_pipes()
    order = json.loads(commands.readline() or "null")
    if order is None:
        return 0
    threading.Thread(target=_read, args=(commands,), daemon=True).start()
    emit(ev="ended", trouble=play(order, emit))
    return 0


if __name__ == "__main__":
    os._exit(main())  # not sys.exit: that would wait for the thread that reads
