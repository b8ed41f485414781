"""Speech in a process of its own: `python -I -m voice.worker`, started by `voice.child`.

JSON lines come in on stdin and go out on stdout; everything else that this process or its
libraries write goes nowhere, so that nothing scribbles on the screen. What it takes:

    {"op": "say", "id": 7, "text": "...", "voice": "en-gb", "cut": true}
    {"op": "save", "id": 8, "text": "...", "voice": "pl", "path": "/.../read-out.wav"}
    {"op": "stop"}
    {"op": "set", "rate": 150, "volume": 1.0, "player": null}
    {"op": "quit"}

What it tells: `ready`; per request `start`, `word` (with `at`, `n`), perhaps `off` (with
`trouble`), and exactly one `end` (with `ok`, `heard`, for a file perhaps `trouble`). When no
engine can be had: one `off`, and the process ends with the status CANNOT_SPEAK.

One utterance at a time. A cut drops speech that waits, never a file that waits; a file that
is being written makes way for speech and is written anew after it.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NoReturn

from voice.child import CANNOT_SPEAK
from voice.engine import build_engine
from voice.troubles import SpeechError, Trouble
from voice.words import clean

# How often a word may have become due; 5 ms of processor time per second of speech.
_TURN_SECONDS = 0.008
# How long a cut may take before the next request begins anyway (0.5 ms is usual).
_CUT_TURNS = 1000

Command = dict[str, Any]
Emit = Callable[..., None]


class Worker:
    """The queue, and the one request that is being said."""

    def __init__(self, engine: Any, emit: Emit) -> None:
        self._engine = engine
        self._emit = emit
        self._says: deque[Command] = deque()
        self._saves: deque[Command] = deque()
        self._now: Command | None = None
        self._put_back = False
        self._trouble: Trouble | None = None
        self._settings: Command = {}
        engine.connect("started-word", self._on_word)
        engine.connect("finished-utterance", self._on_end)
        engine.connect("error", self._on_error)
        engine.startLoop(False)

    @property
    def is_busy(self) -> bool:
        """Whether there is something to do without a further command."""
        return bool(self._now or self._says or self._saves)

    def take(self, commands: list[Command]) -> None:
        """Take all commands that have arrived; of several cuts only the last one matters."""
        cuts = [place for place, one in enumerate(commands) if _cuts(one)]
        last_cut = cuts[-1] if cuts else -1
        for place, command in enumerate(commands):
            if place == last_cut:
                self._cut()
            operation = command["op"]
            if operation == "set":
                self._settings.update(command)
            elif operation == "save":
                self._saves.append(command)
            elif operation == "say" and place < last_cut:
                self._end(command, completed=False)
            elif operation == "say":
                self._says.append(command)

    def turn(self) -> None:
        """Tell what has happened, and begin the next request when there is one."""
        self._engine.iterate()
        if self._now is None and self._says:
            self._begin(self._says.popleft())
        elif self._now is None and self._saves:
            self._begin(self._saves.popleft())

    def _begin(self, command: Command) -> None:
        self._now = command
        self._emit(ev="start", id=command["id"])
        for name in ("rate", "volume", "player"):
            if name in self._settings and (name != "player" or sys.platform == "linux"):
                self._engine.setProperty(name, self._settings[name])
        if sys.platform == "linux":  # elsewhere the voices have other names
            self._engine.setProperty("voice", command["voice"])
        self._trouble = None  # a setting that was refused does not make silence
        if not clean(command["text"]).strip():
            self._on_end(completed=command["op"] == "say", heard=False)
        elif command["op"] == "say":
            self._engine.say(command["text"])
        else:
            self._engine.save_to_file(command["text"], command["path"])

    def _cut(self) -> None:
        while self._says:
            self._end(self._says.popleft(), completed=False)
        if self._now is None:
            return
        self._put_back = self._now["op"] == "save"
        self._engine.stop()
        for _ in range(_CUT_TURNS):
            self._engine.iterate()
            if self._now is None:
                return
            time.sleep(0.0005)

    def _on_word(self, location: int, length: int, **_: object) -> None:
        if self._now and self._now["op"] == "say" and length > 0:
            self._emit(ev="word", id=self._now["id"], at=location, n=length)

    def _on_error(self, exception: Exception, **_: object) -> None:
        self._trouble = getattr(exception, "trouble", Trouble.ENGINE_FAILED)

    def _on_end(self, completed: bool, heard: bool = True, **_: object) -> None:
        command, self._now = self._now, None
        if command is None:
            return
        if self._put_back and not completed:
            self._saves.appendleft(command)
        else:
            self._end(command, completed, heard, self._trouble)
        self._put_back = False

    def _end(
        self,
        command: Command,
        completed: bool,
        heard: bool = False,
        trouble: Trouble | None = None,
    ) -> None:
        is_speech = command["op"] == "say"
        if trouble and is_speech and not completed:
            self._emit(ev="off", id=command["id"], trouble=trouble)
        said = {"ok": completed, "heard": completed and heard and is_speech}
        if not is_speech and not completed:
            said["trouble"] = trouble or Trouble.NOT_SAVED
        self._emit(ev="end", id=command["id"], **said)


def _cuts(command: Command) -> bool:
    return command["op"] == "stop" or (command["op"] == "say" and bool(command.get("cut")))


def main() -> int:
    """Speak until the parent says quit or is gone; return the exit status."""
    commands, emit = _take_the_pipes()
    inbox: queue.SimpleQueue[Command] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(commands, inbox), daemon=True).start()
    try:
        worker = Worker(build_engine(), emit)
    except SpeechError as error:
        emit(ev="off", id=None, trouble=error.trouble)
        return CANNOT_SPEAK
    emit(ev="ready")
    while True:
        arrived = list(_arrivals(inbox, _TURN_SECONDS if worker.is_busy else None))
        if any(command["op"] == "quit" for command in arrived):
            _vanish()
        worker.take(arrived)
        worker.turn()


def _take_the_pipes() -> tuple[BinaryIO, Emit]:
    """Keep stdin and stdout for ourselves and leave /dev/null to everybody else."""
    commands = os.fdopen(os.dup(0), "rb")
    out = os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)

    def emit(**news: object) -> None:
        try:
            os.write(out, (json.dumps(news) + "\n").encode())
        except OSError:  # the parent is gone
            _vanish()

    return commands, emit


def _read(commands: BinaryIO, inbox: queue.SimpleQueue[Command]) -> None:
    """Pass commands on; when the pipe closes the parent is gone, and so are we."""
    for line in commands:
        inbox.put(json.loads(line))
    _vanish()


def _arrivals(inbox: queue.SimpleQueue[Command], patience: float | None) -> Iterator[Command]:
    """Wait for a command, at most `patience` seconds, then yield all that are there."""
    try:
        yield inbox.get(timeout=patience)
        while True:
            yield inbox.get_nowait()
    except queue.Empty:
        return


def _vanish() -> NoReturn:
    """End at once, with the player. The group is ours alone when we lead it."""
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(0)


if __name__ == "__main__":
    os._exit(main())  # not sys.exit: that would wait for the thread that reads
