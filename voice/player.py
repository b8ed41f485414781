"""Finds the program that turns samples into sound.

The samples are raw: 16 bits, little-endian, one channel, written to the player's stdin. A
player in a process of its own needs no Python package, and SIGKILL silences it at once
(1 ms at most from the kill to silence, heard at PulseAudio's monitor).

A device is named as the player names it: for aplay as `aplay -L` lists it (`plughw:1,0`), for
the others a sink of PulseAudio or a node of PipeWire.

Only aplay was run. The other command lines follow the manuals of pulseaudio-utils and of
pipewire (`--raw` needs a pw-cat that has it).
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence

from voice.troubles import SpeechError, Trouble

_RATE = "{rate}"
_DEVICE = "{device}"
_PULSE = ("--raw", "--format=s16le", "--channels=1", f"--rate={_RATE}")
_PIPEWIRE = ("--raw", "--format", "s16", "--channels", "1", "--rate", _RATE, "-")

PLAYERS: tuple[tuple[str, ...], ...] = (
    ("aplay", "-q", "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", _RATE, "-"),
    ("paplay", *_PULSE),
    ("pacat", "--playback", *_PULSE),
    ("pw-cat", "--playback", *_PIPEWIRE),
    ("pw-play", *_PIPEWIRE),
)
_NAMES_DEVICE: dict[str, tuple[str, ...]] = {
    "aplay": ("-D", _DEVICE),
    "paplay": (f"--device={_DEVICE}",),
    "pacat": (f"--device={_DEVICE}",),
    "pw-cat": ("--target", _DEVICE),
    "pw-play": ("--target", _DEVICE),
}


def find_player(hertz: int, named: Sequence[str] | None = None, device: str = "") -> list[str]:
    """Return the command of the first player on this machine; it plays at `hertz`.

    `named` is the command of a setting; it is used alone. `{rate}` in it becomes `hertz`, and
    `{device}` becomes `device`, or `default` where that is empty. The player is looked for
    anew each time: someone may install one while Heard runs.

    Raises SpeechError(NO_PLAYER or NAMED_PLAYER_MISSING).
    """
    for program, *options in [named] if named else PLAYERS:
        path = shutil.which(program)
        if path:
            where = _NAMES_DEVICE[program] if device and not named else ()
            return [path, *(_fill_in(option, hertz, device) for option in (*where, *options))]
    raise SpeechError(Trouble.NAMED_PLAYER_MISSING if named else Trouble.NO_PLAYER)


def _fill_in(option: str, hertz: int, device: str) -> str:
    return option.replace(_RATE, str(hertz)).replace(_DEVICE, device or "default")
