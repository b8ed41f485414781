"""The app's hold on a process of the voice: it starts it, writes to it, reads from it, kills it."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from voice.leash import Leash
from voice.pipes import news_from

CANNOT_SPEAK = 3  # its exit status when there is no engine: starting it again would be no use

_START = ("-I", "-m")
_SPEAKS = "voice.worker"
_HIDE_WINDOW = 0x08000000  # CREATE_NO_WINDOW, on Windows


class Child:
    """One process of the voice: by default the one that speaks, else that of another `module`.

    `on_line(child, news)` is called for each line it tells, then `on_death(child, status)`
    once, both on a thread of the child's own. `send` never waits: a thread does the writing,
    because a process that hangs stops reading, and a pipe holds only 64 KB.

    Raises OSError when the process cannot be started.
    """

    def __init__(
        self,
        on_line: Callable[[Child, dict[str, Any]], None],
        on_death: Callable[[Child, int], None],
        module: str = _SPEAKS,
    ) -> None:
        self.is_ready = False
        self.player: Leash | None = None
        self.was_killed = False
        self._on_line = on_line
        self._on_death = on_death
        self._lock = threading.Lock()
        self._outbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        windows = sys.platform == "win32"
        self._process = subprocess.Popen(
            [sys.executable, *_START, module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            start_new_session=not windows,  # out of reach of the terminal's ctrl+c
            creationflags=_HIDE_WINDOW if windows else 0,
        )
        threading.Thread(target=self._write, name="voice-writer", daemon=True).start()
        threading.Thread(target=self._read, name="voice-reader", daemon=True).start()

    @property
    def pid(self) -> int:
        """The number of the process, and on Linux of its group, to which its player belongs."""
        return self._process.pid

    def send(self, command: dict[str, Any]) -> None:
        """Write a command, soon; one to a dead process is lost."""
        self._outbox.put(json.dumps(command).encode() + b"\n")

    def kill(self) -> None:
        """End the process and its player now."""
        with self._lock:
            self.was_killed = True
            self._kill_group()

    def _kill_group(self) -> None:
        """Kill whatever is left; the process was not waited for yet, so its number is its own."""
        if self._process.returncode is not None:
            return
        if sys.platform == "win32":
            self._process.kill()
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def _write(self) -> None:
        assert self._process.stdin  # noqa: S101 (for mypy: it is a pipe)
        with self._process.stdin as pipe, contextlib.suppress(OSError):
            while (line := self._outbox.get()) is not None:
                rest = memoryview(line)
                while rest:
                    rest = rest[pipe.write(rest) or 0 :]

    def _hear(self, news: dict[str, Any]) -> None:
        if news["ev"] == "player":
            self._hold(Leash(news["pid"], self.pid))
        else:
            self._on_line(self, news)

    def _hold(self, player: Leash | None) -> None:
        before, self.player = self.player, player
        if before:
            before.let_go()

    def _read(self) -> None:
        assert self._process.stdout  # noqa: S101 (for mypy: it is a pipe)
        with self._process.stdout as pipe:
            for news in news_from(pipe):
                self._hear(news)
        if sys.platform == "linux":  # macOS had no waitid before Python 3.13
            # It ended, or is about to. Its player goes with it, before its number is free.
            with contextlib.suppress(ChildProcessError):
                os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOWAIT)
        with self._lock:
            self._kill_group()
            status = self._process.wait()
        self._outbox.put(None)
        self._hold(None)
        self._on_death(self, status)
