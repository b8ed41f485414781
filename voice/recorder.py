"""Recording what a person says, as the app sees it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from voice.child import Child
from voice.microphone import NoRecording
from voice.wave_file import seconds_in, sync_folder

LIMIT_SECONDS = 180.0
WARN_SECONDS = 20.0
PART = ".wav.part"
SEALED_PART = ".sealed.part"
_MODULE = "voice.recorder_process"
# A recorder stops within milliseconds, and then the disk may be slow. After this long it hangs.
_STOP_SECONDS = 15.0

Kind = Literal["waits", "began", "level", "warn", "ended"]


@dataclass(frozen=True)
class Take:
    """Something that was recorded. `path` ends in `.part` until somebody keeps it.

    `loudness` is the loudest tenth of a second (root mean square, 0 to 1); `has_voice` tells
    whether that is as loud as somebody who speaks.
    """

    path: Path
    seconds: float
    loudness: float = 0.0
    has_voice: bool = True


@dataclass(frozen=True)
class RecorderEvent:
    """One piece of news from the recorder.

    `kind` is one of:

    - `waits`: a voice is talking on the loudspeaker; the recording begins after it.
    - `began`: the first sound came.
    - `level`: ten times for each second. `seconds` were recorded, `left` is how much may still
      come; `peak` and `rms` are 0 to 1, `shown` is how much of a meter is full, and `hears`
      tells whether somebody was heard in the last few seconds.
    - `warn`: there are only `left` seconds.
    - `ended`: exactly one for each start. `take` is what was recorded, or None; `is_full` tells
      that the time was up, and `sentence` tells of trouble: why, and what to do. Trouble in the
      middle leaves a take of what was said until then.
    """

    kind: Kind
    name: str
    seconds: float = 0.0
    left: float = 0.0
    peak: float = 0.0
    rms: float = 0.0
    shown: float = 0.0
    hears: bool = False
    take: Take | None = None
    is_full: bool = False
    sentence: str = ""


class Recorder:
    """Records one answer at a time into `folder`, in a process of its own.

    No method waits. `on_event` is called on a thread of the recorder. All methods may be called
    from any thread. Nothing is started before the first `start`.

    `command` is a recording program to use instead of looking for one; `microphone` is its
    device, as the program names it; `speaker` is the sound device on which no voice shall talk
    meanwhile. A take is `limit` seconds long at most, and warned of `warn` seconds before.
    """

    def __init__(
        self,
        folder: Path,
        on_event: Callable[[RecorderEvent], None],
        *,
        command: Sequence[str] | None = None,
        microphone: str = "",
        speaker: str = "",
        limit: float = LIMIT_SECONDS,
        warn: float = WARN_SECONDS,
    ) -> None:
        self._folder = folder
        self._on_event = on_event
        self._limit = limit
        self._order = {
            "op": "record",
            "command": list(command) if command else None,
            "device": microphone,
            "speaker": speaker,
            "limit": limit,
            "warn": warn,
        }
        self._lock = threading.Lock()
        self._job: _Job | None = None

    @property
    def is_recording(self) -> bool:
        """Whether a recording was started and has not ended."""
        return self._job is not None

    def start(self, name: str, key: str = "") -> bool:
        """Record into the file of that name (an id, never a person's words).

        With a ``key`` (hexadecimal digits, for this recording alone) it is sealed as it grows.
        Returns False, and does nothing, while another recording is on.
        """
        with self._lock:
            if self._job is not None:
                return False
            job = self._job = _Job(name, self._folder / f"{name}{SEALED_PART if key else PART}")
        try:
            job.child = Child(
                lambda _, news: self._hear(job, news),
                lambda child, _: self._died(job, closed=child.was_killed),
                _MODULE,
            )
        except OSError:
            self._end(job, take=None, sentence=NoRecording.CANNOT_START.sentence)
            return True
        job.child.send({**self._order, "path": str(job.path.absolute()), "key": key})
        return True

    def stop(self) -> None:
        """Stop, and keep the take for the person to decide; the microphone is off at once."""
        self._stop({"op": "stop"})

    def throw_away(self) -> None:
        """Stop, and take away what was recorded."""
        self._stop({"op": "throw away"})

    def close(self) -> None:
        """End everything now. What was recorded so far stays in its `.part` file."""
        job = self._job
        if job and job.child:
            job.child.kill()

    def _stop(self, command: dict[str, Any]) -> None:
        job = self._job
        if job is None or job.child is None:
            return
        job.asked_to_stop = True
        job.thrown_away = job.thrown_away or command["op"] == "throw away"
        job.child.send(command)
        if job.child.player:
            job.child.player.silence()
        watchdog = threading.Timer(_STOP_SECONDS, job.child.kill)
        watchdog.daemon = True
        watchdog.start()
        job.watchdog = watchdog

    # What the child's thread calls.

    def _hear(self, job: _Job, news: dict[str, Any]) -> None:
        kind = news["ev"]
        seconds = news.get("seconds", 0.0)
        if kind == "ended":
            self._ended(job, news)
        elif kind == "level":
            levels = {name: news[name] for name in ("peak", "rms", "shown", "hears")}
            self._tell(job, "level", seconds=seconds, left=self._limit - seconds, **levels)
        elif kind in ("waits", "began", "warn"):
            self._tell(job, kind, seconds=seconds, left=self._limit - seconds)

    def _ended(self, job: _Job, news: dict[str, Any]) -> None:
        take = None
        if news["kept"] and not job.thrown_away:
            take = Take(job.path, news["seconds"], news["rms"], news["voice"])
        # A program that was silenced from here leaves early, as it was told to.
        trouble = None if job.asked_to_stop else news["trouble"]
        sentence = NoRecording(trouble).sentence if trouble else ""
        self._end(job, take=take, sentence=sentence, is_full=news["full"])

    def _died(self, job: _Job, *, closed: bool) -> None:
        if self._job is not job:
            return  # it told that it ended
        seconds = _seconds_in(job.path)
        take = Take(job.path, seconds) if seconds and not job.thrown_away else None
        if take is None:
            _remove(job.path)
        quiet = closed or job.asked_to_stop
        self._end(job, take=take, sentence="" if quiet else NoRecording.STOPPED.sentence)

    def _end(self, job: _Job, *, take: Take | None, sentence: str, is_full: bool = False) -> None:
        with self._lock:
            if self._job is not job:
                return
            self._job = None
        if job.watchdog:
            job.watchdog.cancel()
        if job.thrown_away:
            _remove(job.path)
        self._tell(job, "ended", take=take, sentence=sentence, is_full=is_full)

    def _tell(self, job: _Job, kind: Kind, **what: Any) -> None:
        self._on_event(RecorderEvent(kind, job.name, **what))


class _Job:
    """One recording that has not ended."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.path = path
        self.child: Child | None = None
        self.asked_to_stop = False
        self.thrown_away = False
        self.watchdog: threading.Timer | None = None


def _seconds_in(path: Path) -> float:
    if not path.name.endswith(SEALED_PART):
        return seconds_in(path)
    from voice.sealed_wave import sealed_seconds_in

    return sealed_seconds_in(path)


def _remove(path: Path) -> None:
    """Take a file away for good."""
    try:
        path.unlink()
    except OSError:
        return  # the process did it, or it never came to be
    sync_folder(path.parent)


def try_microphone(
    *,
    command: Sequence[str] | None = None,
    microphone: str = "",
    seconds: float = 1.0,
    patience: float = 20.0,
) -> tuple[str, float]:
    """Listen for a moment and keep nothing; wait for it.

    Returns a sentence that tells why nothing can be recorded, or "", and the loudness (0 to 1).
    """
    found: list[dict[str, Any]] = []
    over = threading.Event()

    def hear(_: Child, news: dict[str, Any]) -> None:
        if news["ev"] == "ended":
            found.append(news)

    try:
        child = Child(hear, lambda *_: over.set(), _MODULE)
    except OSError:
        return NoRecording.CANNOT_START.sentence, 0.0
    order = {"device": microphone, "command": list(command) if command else None}
    child.send({"op": "record", "path": "", "speaker": "", "limit": seconds, "warn": 0, **order})
    if not over.wait(patience):
        child.kill()
    if not found:
        return NoRecording.STANDS_STILL.sentence, 0.0
    trouble = found[0]["trouble"]
    return NoRecording(trouble).sentence if trouble else "", found[0]["rms"]
