"""pyttsx3's own driver behind the interface of our engine, for Windows and macOS.

There the stock drivers cannot be trusted with a second text: 2.99 says only the first on
Windows, and on macOS it hangs. So each text has a process of its own (`voice.one_text`), which
is killed to stop it. The next one stands ready, so that a text need not wait for a start.

With HEARD_ENGINE=stock this runs on Linux too, with pyttsx3's espeak driver: that is how it is
tested. Windows and macOS themselves were not run.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from voice.pipes import news_from
from voice.troubles import SpeechError, Trouble

_COMMAND = ("-I", "-m", "voice.one_text")
_HIDE_WINDOW = 0x08000000  # CREATE_NO_WINDOW, on Windows

News = dict[str, Any]
_GONE: News = {"ev": "gone"}


class StockEngine:
    """What the worker uses of a pyttsx3 engine, with one process for each text.

    Raises SpeechError with the reason when the first process cannot speak.
    """

    def __init__(self) -> None:
        self._listeners: dict[str, list[Callable[..., None]]] = {}
        self._settings: dict[str, Any] = {}
        self._now: OneText | None = None
        self._spare = OneText()
        self._voices = self._ask_for_voices()

    def connect(self, topic: str, listener: Callable[..., None]) -> None:
        """Have `listener` called with each `started-word`, `finished-utterance` or `error`."""
        self._listeners.setdefault(topic, []).append(listener)

    def startLoop(self, use_driver_loop: bool = False) -> None:  # noqa: N802 (pyttsx3's name)
        """Do nothing: the loop is the caller's, by `iterate`."""

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802 (pyttsx3's name)
        """Have a property apply from the next text on; `player` is not the stock driver's."""
        if name != "piper":  # it speaks by its own voices only
            self._settings[name] = value

    def getProperty(self, name: str) -> Any:  # noqa: N802 (pyttsx3's name)
        """Return the voices, or what a property was set to."""
        return self._voices if name == "voices" else self._settings.get(name)

    def say(self, text: str) -> None:
        """Begin to speak; the end is told by `finished-utterance`."""
        if sys.platform == "linux" and not shutil.which("aplay"):
            # The stock driver would take silence for success.
            self._tell("error", exception=SpeechError(Trouble.NO_PLAYER))
            self._tell("finished-utterance", completed=False, heard=False)
            return
        self._begin({"op": "say", "text": text})

    def save_to_file(self, text: str, filename: str) -> None:
        """Begin to write a WAV file; the end is told by `finished-utterance`."""
        self._begin({"op": "save", "text": text, "path": filename})

    def stop(self) -> None:
        """Silence what is being said; `finished-utterance` comes with an iterate() soon."""
        if self._now:
            self._now.kill()

    def iterate(self) -> None:
        """Tell what has happened since the last time."""
        while self._now and (news := self._now.news()):
            match news["ev"]:
                case "word":
                    self._tell("started-word", location=news["at"], length=news["n"])
                case "end":
                    self._finish(Trouble(news["trouble"]) if news["trouble"] else None)
                case "off":
                    self._finish(Trouble(news["trouble"]))
                case "gone":
                    self._finish(Trouble.ENGINE_FAILED)

    def _begin(self, command: News) -> None:
        self._now, self._spare = self._spare, OneText()
        self._now.send({**self._settings, **command})

    def _finish(self, trouble: Trouble | None) -> None:
        if self._now is None:
            return
        was_killed = self._now.was_killed
        self._now.kill()
        self._now = None
        if trouble and not was_killed:
            self._tell("error", exception=SpeechError(trouble))
        completed = not (trouble or was_killed)
        self._tell("finished-utterance", completed=completed, heard=completed)

    def _tell(self, topic: str, **news: Any) -> None:
        for listener in self._listeners.get(topic, []):
            listener(**news)

    def _ask_for_voices(self) -> list[StockVoice]:
        asked, self._spare = self._spare, OneText()
        asked.send({"op": "voices"})
        news = asked.wait()
        asked.kill()
        if news["ev"] == "voices":
            return [StockVoice(identifier, tags) for identifier, tags in news["voices"]]
        self._spare.kill()
        raise SpeechError(Trouble(news.get("trouble", Trouble.CANNOT_START)))


class StockVoice:
    """A voice as pyttsx3 lists it."""

    def __init__(self, identifier: str, languages: list[str]) -> None:
        self.id = identifier
        self.languages = languages


class OneText:
    """A process that says one text, or writes it to a file, and ends."""

    def __init__(self) -> None:
        self.was_killed = False
        self._part: Path | None = None
        self._inbox: queue.SimpleQueue[News] = queue.SimpleQueue()
        windows = sys.platform == "win32"
        try:
            self._process = subprocess.Popen(
                [sys.executable, *_COMMAND],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                # A group of its own, to be killed with the player that the stock driver starts.
                # If the worker dies, the pipe closes, and the process ends its group itself.
                process_group=None if windows else 0,
                creationflags=_HIDE_WINDOW if windows else 0,
            )
        except OSError:
            raise SpeechError(Trouble.CANNOT_START) from None
        threading.Thread(target=self._read, name="voice-text", daemon=True).start()

    def send(self, command: News) -> None:
        """Tell the process what to do."""
        if command["op"] == "save":
            self._part = Path(f"{command['path']}.part")
        line = json.dumps(command).encode() + b"\n"
        # On a thread: a process that hangs does not read, and a pipe holds only 64 KB.
        threading.Thread(target=self._write, args=(line,), daemon=True).start()

    def news(self) -> News | None:
        """Return the next piece of news if there is one."""
        with contextlib.suppress(queue.Empty):
            return self._inbox.get_nowait()
        return None

    def wait(self) -> News:
        """Return the next piece of news when it comes; `gone` is the last."""
        return self._inbox.get()

    def kill(self) -> None:
        """End the process and its player now, and half a file with them."""
        self.was_killed = True
        if sys.platform == "win32":
            self._process.kill()
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self._part:
            with contextlib.suppress(OSError):
                self._part.unlink(missing_ok=True)

    def _write(self, line: bytes) -> None:
        assert self._process.stdin  # noqa: S101 (for mypy: it is a pipe)
        rest = memoryview(line)
        with contextlib.suppress(OSError):
            while rest:
                rest = rest[self._process.stdin.write(rest) or 0 :]

    def _read(self) -> None:
        assert self._process.stdout  # noqa: S101 (for mypy: it is a pipe)
        with self._process.stdout as pipe:
            for news in news_from(pipe):
                self._inbox.put(news)
        self._inbox.put(_GONE)
