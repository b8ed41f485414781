"""One text in a process of its own: `python -I -m voice.one_text`, started by `voice.stock`.

It makes pyttsx3's own driver ready and waits for one JSON line on stdin:

    {"op": "voices"}
    {"op": "say", "text": "...", "voice": "...", "rate": 150, "volume": 1.0, "device": ""}
    {"op": "save", "text": "...", "path": "/.../heard.wav", ...}

It tells `voices`, or `word` (with `at`, `n`) and `end` (with `trouble` or null); or `off` when
it cannot speak. Then it ends, as it does when stdin closes.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

from voice.child import CANNOT_SPEAK
from voice.library import load_espeak
from voice.pipes import Emit, take_the_pipes, vanish
from voice.troubles import SpeechError, Trouble
from voice.turns import turn

_ON_LINUX = sys.platform == "linux"


def main() -> int:
    """Do what the one line says; return the exit status."""
    commands, emit = take_the_pipes()
    try:
        engine = stock_engine()
    except SpeechError as error:
        emit(ev="off", trouble=error.trouble)
        return CANNOT_SPEAK
    line = commands.readline()
    if not line:
        vanish()
    threading.Thread(target=_watch, args=(commands,), daemon=True).start()
    command = json.loads(line)
    if command["op"] == "voices":
        voices = [(voice.id, voice.languages) for voice in engine.getProperty("voices")]
        emit(ev="voices", voices=voices)
        return 0
    _apply(engine, command)
    if command["op"] == "save":
        _save(engine, command, emit)
    else:
        _say(engine, command, emit)
    return 0


def stock_engine() -> Any:
    """Return pyttsx3's own engine for this system.

    Raises SpeechError with the reason.
    """
    try:
        if _ON_LINUX:
            load_espeak()
        return importlib.import_module("pyttsx3").init()
    except SpeechError:
        raise
    except ImportError:
        raise SpeechError(Trouble.CANNOT_START) from None
    except (OSError, RuntimeError):
        raise SpeechError(Trouble.NO_LIBRARY) from None


def _watch(commands: BinaryIO) -> None:
    """Be gone with the worker."""
    commands.read()
    vanish()


def _apply(engine: Any, command: dict[str, Any]) -> None:
    for name in ("voice", "rate", "volume"):
        value = command.get(name)
        if name == "volume" and value is not None and not _ON_LINUX:
            value = min(value, 1.0)  # sapi5 and nsss have no louder than that
        if value is not None:
            engine.setProperty(name, value)


def _say(engine: Any, command: dict[str, Any], emit: Emit) -> None:
    def word(name: str | None, location: int, length: int) -> None:
        # sapi5 tells of the beginning of its stream as of a word with no name; espeak counts
        # from 1.
        if name:
            emit(ev="word", at=location - 1 if _ON_LINUX else location, n=length)

    def end(completed: bool, **_: object) -> None:
        emit(ev="end", trouble=None if completed else Trouble.ENGINE_FAILED)
        vanish()  # what the drivers do after a text is not to be relied on

    engine.connect("started-word", word)
    engine.connect("finished-utterance", end)
    with turn(command.get("device", ""), threading.Event()):
        # sapi5 takes a text that begins with this sign for XML.
        engine.say(command["text"].replace("<", " "))
        engine.startLoop()  # not runAndWait(), which may cancel what was just set
        threading.Event().wait()  # espeak's loop may end before its sound: `end` ends us


def _save(engine: Any, command: dict[str, Any], emit: Emit) -> None:
    path = Path(command["path"])
    part = Path(f"{path}.part")

    def end(completed: bool = True, **_: object) -> None:
        emit(ev="end", trouble=_keep(part, path) if completed else Trouble.NOT_SAVED)
        vanish()

    engine.connect("finished-utterance", end)
    engine.connect("error", lambda **_: end(completed=False))
    try:
        part.touch()  # espeak's driver never comes back from a place it cannot write to
    except OSError:
        end(completed=False)
    engine.save_to_file(command["text"], str(part))
    if sys.platform == "win32":
        engine.runAndWait()  # sapi5 is done when it returns, and tells nobody
        end()
    engine.startLoop()
    threading.Event().wait()


def _keep(part: Path, path: Path) -> Trouble | None:
    """Give the file its name; it must be a WAV: on macOS the stock driver writes AIFF."""
    try:
        with part.open("rb") as file:
            is_wav = file.read(4) == b"RIFF"
        if not is_wav:
            return Trouble.NO_FILES_HERE
        part.replace(path)
    except OSError:
        return Trouble.NOT_SAVED
    return None


if __name__ == "__main__":
    os._exit(main())  # not sys.exit: that would wait for threads, and run the driver's clean-up
