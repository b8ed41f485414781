"""Finds the program that records, and says why there is no recording.

As with the player, a program of its own needs no Python package and stops at once when it is
killed. It writes raw samples to its stdout: 16 bits, little-endian, one channel.

Only arecord was run. The other command lines follow the manuals of pulseaudio-utils and of
pipewire (`--raw` needs a pw-cat that has it).
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from enum import StrEnum

from assets.language import N_, _
from voice.wave_file import HERTZ

_RATE = "{rate}"
_DEVICE = "{device}"
# What was not yet handed over when it is killed is lost: at most this much.
_PERIOD_MICROSECONDS = "50000"

RECORDERS: tuple[tuple[str, ...], ...] = (
    (
        *("arecord", "-q", "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", _RATE),
        *("-F", _PERIOD_MICROSECONDS, "-"),
    ),
    ("pw-record", "--raw", "--format", "s16", "--channels", "1", "--rate", _RATE, "-"),
    (
        *("parecord", "--raw", "--format=s16le", "--channels=1", f"--rate={_RATE}"),
        "--latency-msec=50",
    ),
)
_NAMES_DEVICE: dict[str, tuple[str, ...]] = {
    "arecord": ("-D", _DEVICE),
    "pw-record": ("--target", _DEVICE),
    "parecord": (f"--device={_DEVICE}",),
}


class NoRecording(StrEnum):
    """A reason why nothing, or nothing more, is recorded. Its value travels on the pipe."""

    NO_RECORDER = "no-recorder"
    NAMED_RECORDER_MISSING = "named-recorder-missing"
    NO_CARD = "no-card"
    DEVICE_MISSING = "device-missing"
    BUSY = "busy"
    NOT_ALLOWED = "not-allowed"
    STOPPED = "stopped"
    STANDS_STILL = "stands-still"
    NO_ROOM = "no-room"
    DISK_FULL = "disk-full"
    NO_FOLDER = "no-folder"
    CANNOT_START = "cannot-start"

    @property
    def sentence(self) -> str:
        """What a person reads, in the language of now: the reason, then what to do."""
        return _(_SENTENCES[self])


_SENTENCES = {
    NoRecording.NO_RECORDER: N_(
        "This machine cannot record: it has no recording program. "
        "Ask whoever looks after it to run: make system."
    ),
    NoRecording.NAMED_RECORDER_MISSING: N_(
        "This machine cannot record: the recording program named in the settings was not found. "
        "Change or remove that setting."
    ),
    NoRecording.NO_CARD: N_(
        "This machine cannot record: no microphone was found. Plug one in, then try again."
    ),
    NoRecording.DEVICE_MISSING: N_(
        "This machine cannot record: the microphone chosen in the settings was not found. "
        "Plug it in, then try again."
    ),
    NoRecording.BUSY: N_(
        "This machine cannot record now: another program is using the microphone. "
        "Close that program, then try again."
    ),
    NoRecording.NOT_ALLOWED: N_(
        "This machine cannot record: Heard may not use the microphone. "
        "Ask whoever looks after this machine to allow it."
    ),
    NoRecording.STOPPED: N_("The recording stopped too early. Try again."),
    NoRecording.STANDS_STILL: N_(
        "The microphone gives no sound at all. Plug it in again, then try again."
    ),
    NoRecording.NO_ROOM: N_(
        "This machine cannot record: its disk is nearly full. "
        "Ask a person to make room, or answer in another way."
    ),
    NoRecording.DISK_FULL: N_(
        "The recording stopped: the disk is full. Ask a person to make room."
    ),
    NoRecording.NO_FOLDER: N_(
        "This machine cannot record: the folder for recordings cannot be written. "
        "Ask whoever looks after this machine."
    ),
    NoRecording.CANNOT_START: N_(
        "This machine cannot record now: the recorder could not be started. Try again."
    ),
}

# What recorders were seen to write (arecord 1.2.8), or print according to their manuals.
_COMPLAINTS = (
    ("device or resource busy", NoRecording.BUSY),
    ("permission denied", NoRecording.NOT_ALLOWED),
    ("access denied", NoRecording.NOT_ALLOWED),
    ("no such file or directory", NoRecording.NO_CARD),
    ("no such device", NoRecording.NO_CARD),
    ("no such entity", NoRecording.NO_CARD),
    ("unknown pcm", NoRecording.NO_CARD),
    ("host is down", NoRecording.NO_CARD),
    ("connection refused", NoRecording.NO_CARD),
    ("connection failure", NoRecording.NO_CARD),
)


class RecorderError(Exception):
    """Nothing can be recorded, for a reason that has a sentence."""

    def __init__(self, trouble: NoRecording) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def find_recorder(named: Sequence[str] | None = None, device: str = "") -> list[str]:
    """Return the command of the first recording program on this machine.

    `named` is the command of a setting; it is used alone. `{rate}` in it becomes the number of
    samples a second, and `{device}` becomes `device`, or `default` where that is empty.

    Raises RecorderError(NO_RECORDER or NAMED_RECORDER_MISSING).
    """
    for program, *options in [named] if named else RECORDERS:
        path = shutil.which(program)
        if path:
            where = _NAMES_DEVICE[program] if device and not named else ()
            return [path, *(_fill_in(option, device) for option in (*where, *options))]
    raise RecorderError(NoRecording.NAMED_RECORDER_MISSING if named else NoRecording.NO_RECORDER)


def _fill_in(option: str, device: str) -> str:
    return option.replace(_RATE, str(HERTZ)).replace(_DEVICE, device or "default")


def trouble_with_recorder(complaint: str, device: str = "") -> NoRecording:
    """Return the reason behind what a recording program wrote, its last line first."""
    for line in reversed(complaint.lower().splitlines()):
        for words, trouble in _COMPLAINTS:
            if words in line:
                missing = trouble is NoRecording.NO_CARD and device
                return NoRecording.DEVICE_MISSING if missing else trouble
    return NoRecording.STOPPED
