"""One recording in a process of its own: `python -I -m voice.recorder_process`.

JSON lines come in on stdin and go out on stdout, as for `voice.worker`. The first is the order:

    {"op": "record", "path": "/.../x.wav.part", "command": null, "device": "", "speaker": "",
     "limit": 180, "warn": 20, "key": ""}

With a `key` the file is sealed as it grows: the key comes on this pipe, and is in no list of
processes. No `path` means: listen only, and keep nothing. After it come `stop`, or `throw away`.

It tells `waits` (a voice is talking on the `speaker`), `player` (with the `pid` of the recording
program), `began`, `level` ten times for each second of sound, `warn`, and exactly one `ended`.
Then it ends.

While it records it holds the turn of the loudspeaker, so that no voice talks into the answer. It
lets go of it with the warning, which has to be heard.

When the app dies, the recording program is killed, and what was said so far stays in the file.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from voice.levels import Hearing, level_of
from voice.microphone import NoRecording, RecorderError, find_recorder, trouble_with_recorder
from voice.pipes import Emit, take_the_pipes, vanish
from voice.turns import turn
from voice.wave_file import BYTES_A_SECOND, GrowingWave

if TYPE_CHECKING:
    from voice.sealed_wave import SealedWave

if sys.platform == "linux":
    import fcntl

# One level: a tenth of a second.
_PIECE = BYTES_A_SECOND // 10
# A microphone that is there sends twenty pieces a second. One that hangs sends nothing.
_STILL_SECONDS = 10.0
# A disk that is slow for half a minute makes no gap in the sound.
_PIPE_BYTES = 1 << 20
# What has to be free beside the recording itself, so that the database can go on.
_SPARE_BYTES = 20_000_000
_APP_IS_GONE_SECONDS = 2.0

Order = dict[str, Any]


class _Told(threading.Event):
    """Something that is told once it is so."""

    def __init__(self, tell: Emit) -> None:
        super().__init__()
        self._tell = tell

    def set(self) -> None:
        if not self.is_set():
            self._tell(ev="waits")
        super().set()


class Recording:
    """What is being recorded. `stop` may be called from another thread."""

    def __init__(self, order: Order, emit: Emit) -> None:
        self._order = order
        self._emit = emit
        self._limit = int(order["limit"] * BYTES_A_SECOND)
        self._warn_at = self._limit - int(order["warn"] * BYTES_A_SECOND)
        self._stopped = threading.Event()
        self._thrown_away = False
        self._taken = 0
        self._hearing = Hearing()
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = contextlib.ExitStack()
        self._file: GrowingWave | SealedWave | None = None

    def stop(self, *, throw_away: bool = False) -> None:
        """Record no more."""
        self._thrown_away = self._thrown_away or throw_away
        self._stopped.set()
        if self._process:
            self._process.kill()

    def run(self) -> None:
        """Record until it is stopped, the time is up, or it fails."""
        trouble: NoRecording | None = None
        try:
            self._prepare()
            command = find_recorder(self._order["command"], self._order["device"])
            waits = _Told(self._emit)
            held = self._turn.enter_context(turn(self._order["speaker"], self._stopped, waits))
            if not self._stopped.is_set():
                trouble = self._record(command, held)
        except RecorderError as error:
            trouble = error.trouble
        finally:
            self._turn.close()
        trouble = self._finish() or trouble
        self._tell_the_end(trouble)

    def _prepare(self) -> None:
        """Open the file, where there is room for all that may be said."""
        if not self._order["path"]:
            return
        path = Path(self._order["path"])
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if shutil.disk_usage(path.parent).free < self._limit + _SPARE_BYTES:
                raise RecorderError(NoRecording.NO_ROOM)
            self._file = _new_file(path, self._order.get("key", ""))
        except OSError:
            raise RecorderError(NoRecording.NO_FOLDER) from None

    def _record(self, command: list[str], our_turn: int | None) -> NoRecording | None:
        # Complaints go to memory, not to a pipe: a pipe nobody reads can fill up and block.
        with os.fdopen(os.memfd_create("recorder-complaints"), "rb") as complaints:
            process = self._start(command, complaints.fileno(), our_turn)
            try:
                trouble = self._listen(process)
            finally:
                process.kill()
                process.wait()
                assert process.stdout  # noqa: S101 (for mypy: it is a pipe)
                process.stdout.close()
            if trouble is NoRecording.STOPPED:
                complaints.seek(0)
                said = complaints.read(65536).decode(errors="replace")
                trouble = trouble_with_recorder(said, self._order["device"])
            return trouble

    def _start(
        self, command: list[str], complaints: int, our_turn: int | None
    ) -> subprocess.Popen[bytes]:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
                pass_fds=() if our_turn is None else (our_turn,),
                bufsize=0,
            )
        except OSError:
            raise RecorderError(NoRecording.CANNOT_START) from None
        assert process.stdout  # noqa: S101 (for mypy: it is a pipe)
        if sys.platform == "linux":
            with contextlib.suppress(OSError):
                fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        self._process = process
        self._emit(ev="player", pid=process.pid)
        if self._stopped.is_set():  # stop() came before there was anything to kill
            process.kill()
        return process

    def _listen(self, process: subprocess.Popen[bytes]) -> NoRecording | None:
        """Take what is heard, to the end; return why it came to its end by itself."""
        assert process.stdout  # noqa: S101 (for mypy: it is a pipe)
        piece = b""
        while self._taken < self._limit:
            ready, _, _ = select.select([process.stdout], [], [], _STILL_SECONDS)
            if not ready:
                return NoRecording.STANDS_STILL
            room = self._limit - self._taken - len(piece)
            heard = process.stdout.read(min(_PIECE - len(piece), room))
            piece += heard
            if heard and len(piece) < _PIECE and len(piece) < self._limit - self._taken:
                continue
            try:
                self._take(piece)
            except OSError:
                return NoRecording.DISK_FULL
            piece = b""
            if not heard:
                return None if self._stopped.is_set() else NoRecording.STOPPED
        return None

    def _take(self, piece: bytes) -> None:
        if not piece:
            return
        if self._file:
            self._file.write(piece)
        if not self._taken:
            self._emit(ev="began")
        before, self._taken = self._taken, self._taken + len(piece)
        seconds = self._taken / BYTES_A_SECOND
        level = level_of(piece)
        hears = self._hearing.take(level, len(piece) / BYTES_A_SECOND)
        self._emit(
            ev="level",
            seconds=seconds,
            peak=level.peak,
            rms=level.rms,
            shown=level.shown,
            hears=hears,
        )
        if before < self._warn_at <= self._taken < self._limit:
            self._turn.close()
            self._emit(ev="warn", seconds=seconds)

    def _finish(self) -> NoRecording | None:
        """Put the file in order, or take it away where nothing is in it."""
        if not self._file:
            return None
        try:
            if self._thrown_away or not self._file.sound_bytes:
                self._file.discard()
                self._file = None
            else:
                self._file.close()
        except OSError:
            return NoRecording.DISK_FULL
        return None

    def _tell_the_end(self, trouble: NoRecording | None) -> None:
        loudest = self._hearing.loudest
        self._emit(
            ev="ended",
            kept=bool(self._file),
            seconds=self._file.seconds if self._file else self._taken / BYTES_A_SECOND,
            peak=loudest.peak,
            rms=loudest.rms,
            voice=loudest.is_a_voice,
            full=self._taken >= self._limit,
            trouble=trouble,
        )


def _new_file(path: Path, key: str) -> GrowingWave | SealedWave:
    if not key:
        return GrowingWave(path)
    from voice.sealed_wave import SealedWave  # only where something is sealed

    return SealedWave(path, key)


def _read(commands: BinaryIO, recording: Recording) -> None:
    """Obey; when the pipe closes the app is gone, and what was said so far stays."""
    for line in commands:
        recording.stop(throw_away=json.loads(line)["op"] == "throw away")
    recording.stop()
    threading.Event().wait(_APP_IS_GONE_SECONDS)  # for the file
    vanish()


def main() -> int:
    """Record once; return the exit status."""
    commands, emit = take_the_pipes()
    order = json.loads(commands.readline() or "null")
    if order is None:
        return 0
    recording = Recording(order, emit)
    threading.Thread(target=_read, args=(commands, recording), daemon=True).start()
    recording.run()
    return 0


if __name__ == "__main__":
    os._exit(main())  # not sys.exit: that would wait for the thread that reads
