"""Speech in a process of its own: `python -I -m voice.worker`, started by `voice.child`.

JSON lines come in on stdin and go out on stdout; everything else that this process or its
libraries write goes nowhere, so that nothing scribbles on the screen. What it takes:

    {"op": "say", "id": 7, "text": "...", "language": "en", "voice": "en-gb", "cut": true,
     "from": 0}
    {"op": "save", "id": 8, "text": "...", "language": "pl", "voice": "en-gb",
     "path": "/.../x.wav"}
    {"op": "save", "id": 9, "parts": [{"title": "...", "text": "...", "language": ""}],
     "text": "", "language": "", "voice": "en-gb", "path": "/.../x.mp3"}
    {"op": "stop"}
    {"op": "set", "rate": 150, "volume": 1.0, "player": null, "device": "",
     "voices": "/.../voices"}
    {"op": "quit"}

What it tells: `ready`; per request `start`, perhaps `note` (with the `sentence` that is said
instead of the text), perhaps `wait` (another process talks on its device), `player` (with `pid`,
so that the app can silence it by itself), `word` (with `at`, `n`), perhaps `off` (with
`trouble`), and exactly one `end` (with `ok`, `heard`, for a file perhaps `trouble`). Speech
begins at the character `from` of its text. The text is written out for the ear (`voice.ear`),
but `at` counts in the text that came. When no engine can be had: one `off`, and the process
ends with the status CANNOT_SPEAK.

One utterance at a time. A cut drops speech that waits, never a file that waits; a file that
is being written makes way for speech and is written anew after it.
"""

from __future__ import annotations

import json
import os
import queue
import threading
import time
from collections import deque
from collections.abc import Iterator
from typing import Any, BinaryIO

from assets.language import now, use
from voice.child import CANNOT_SPEAK
from voice.ear import Spoken, written_out
from voice.engine import build_engine
from voice.languages import ENGLISH, ListedVoice, language_of, missing_voice, voice_for
from voice.piper import PREFIX, find_voice
from voice.pipes import Emit, take_the_pipes, vanish
from voice.recording import Recording, prepared
from voice.troubles import SpeechError, Trouble
from voice.words import clean

# How often a word may have become due; 5 ms of processor time per second of speech.
_TURN_SECONDS = 0.008
# How long a cut may take before the next request begins anyway (0.5 ms is usual).
_CUT_TURNS = 1000

Command = dict[str, Any]


class Worker:
    """The queue, and the one request that is being said."""

    def __init__(self, engine: Any, emit: Emit) -> None:
        self._engine = engine
        self._emit = emit
        self._says: deque[Command] = deque()
        self._saves: deque[Command] = deque()
        self._now: Command | None = None
        self._put_back = False
        # Whose last part waits to be taken into its file, or is being taken.
        self._recorded: Command | None = None
        self._trouble: Trouble | None = None
        self._spoken = Spoken("")
        self._listed: list[ListedVoice] | None = None
        self._settings: Command = {}
        engine.connect("started-word", self._on_word)
        engine.connect("finished-utterance", self._on_end)
        engine.connect("waits-for-turn", self._on_wait)
        engine.connect("started-player", self._on_player)
        engine.connect("error", self._on_error)
        engine.startLoop(False)

    @property
    def is_busy(self) -> bool:
        """Whether there is something to do without a further command."""
        return bool(self._now or self._says or self._saves or self._recorded)

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
                self._take_save(command)
            elif operation == "say" and place < last_cut:
                self._end(command, completed=False)
            elif operation == "say":
                self._says.append(command)

    def _take_save(self, command: Command) -> None:
        try:
            self._saves.append(prepared(command))
        except SpeechError as error:
            self._end(command, completed=False, trouble=error.trouble)

    def turn(self) -> None:
        """Tell what has happened, and begin the next request when there is one."""
        self._engine.iterate()
        self._go_on_recording()
        if self._now is None and self._says:
            self._begin(self._says.popleft())
        elif self._now is None and self._saves and not self._recorded:
            self._begin(self._saves.popleft())

    def _begin(self, command: Command) -> None:
        self._now = command
        self._emit(ev="start", id=command["id"])
        for name in ("rate", "volume", "player", "device"):
            if name in self._settings:
                self._engine.setProperty(name, self._settings[name])
        text, language = self._choose_voice(command)
        self._trouble = None  # a setting that was refused does not make silence
        if not language:
            self._trouble = Trouble.NO_VOICE_FOR_FILE
            self._on_end(completed=False)
            return
        # Cleaned before it is cut: half an escape sequence would be read out.
        place = command.get("from", 0)
        rest = clean(text)[place:] if place else text
        self._spoken = written_out(rest, language)
        if not self._spoken.text.strip():
            self._on_end(completed=command["op"] == "say", heard=False)
        elif command["op"] == "say":
            self._engine.say(self._spoken.text)
        else:
            self._engine.save_to_file(self._spoken.text, command["path"])

    def _choose_voice(self, command: Command) -> tuple[str, str]:
        """Set the voice; return the text to be read and its language.

        Where no voice speaks the language, the text is a sentence that says so; for a file,
        which nobody reads along, there is no language.
        """
        text = command["text"]
        language = language_of(text, command.get("language", ""))
        voices = self._voices()
        piper = find_voice(command["voice"], self._settings.get("voices"), language)
        self._engine.setProperty("piper", piper)
        if self._engine.getProperty("piper"):
            return text, language
        english = "en-gb" if command["voice"].startswith(PREFIX) else command["voice"]
        voice = voice_for(language, english, voices)
        if voice is None and voices and clean(text).strip():
            if command["op"] == "save":
                return text, ""
            text, language = self._note_missing(command, language, english)
            voice = voice_for(language, english, voices)
        if voice is not None:
            self._engine.setProperty("voice", voice)
        return text, language

    def _note_missing(self, command: Command, missing: str, english: str) -> tuple[str, str]:
        """Tell that a voice is missing, in the person's language where that has a voice."""
        language = str(command.get("told_in", ENGLISH))
        if voice_for(language, english, self._voices()) is None:
            language = ENGLISH
        use(language)
        text = missing_voice(missing)
        self._emit(ev="note", id=command["id"], sentence=text)
        return text, now()

    def _voices(self) -> list[ListedVoice]:
        """Return the engine's voices, the best for a language before its others."""
        if self._listed is None:
            self._listed = [
                ListedVoice(voice.id, ((voice.languages or [""])[0] or "").replace("_", "-"))
                for voice in self._engine.getProperty("voices")
            ]
        return self._listed

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
            at, length = self._spoken.place(location, length)
            self._emit(ev="word", id=self._now["id"], at=self._now.get("from", 0) + at, n=length)

    def _on_wait(self, **_: object) -> None:
        if self._now:
            self._emit(ev="wait", id=self._now["id"])

    def _on_player(self, pid: int, **_: object) -> None:
        self._emit(ev="player", pid=pid)

    def _on_error(self, exception: Exception, **_: object) -> None:
        self._trouble = getattr(exception, "trouble", Trouble.ENGINE_FAILED)

    def _on_end(self, completed: bool, heard: bool = True, **_: object) -> None:
        command, self._now = self._now, None
        if command is None:
            return
        if self._put_back and not completed:
            self._saves.appendleft(command)
        elif completed and "recording" in command:
            self._recorded = command
        else:
            self._end(command, completed, heard, self._trouble)
        self._put_back = False

    def _go_on_recording(self) -> None:
        command = self._recorded
        if command is None or not command["recording"].is_idle:
            return
        recording: Recording = command["recording"]
        if not (recording.trouble or recording.is_spoken):
            recording.take_part()
            if recording.is_spoken:
                return  # its last part is being taken
        self._recorded = None
        if recording.trouble or recording.is_spoken:
            self._end(command, completed=not recording.trouble, trouble=recording.trouble)
        else:
            self._saves.appendleft(recording.next_command(command))

    def _end(
        self,
        command: Command,
        completed: bool,
        heard: bool = False,
        trouble: Trouble | None = None,
    ) -> None:
        is_speech = command["op"] == "say"
        if "recording" in command and not completed:
            command["recording"].discard()
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
    commands, emit = take_the_pipes()
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
            vanish()
        worker.take(arrived)
        worker.turn()


def _read(commands: BinaryIO, inbox: queue.SimpleQueue[Command]) -> None:
    """Pass commands on; when the pipe closes the parent is gone, and so are we."""
    for line in commands:
        inbox.put(json.loads(line))
    vanish()


def _arrivals(inbox: queue.SimpleQueue[Command], patience: float | None) -> Iterator[Command]:
    """Wait for a command, at most `patience` seconds, then yield all that are there."""
    try:
        yield inbox.get(timeout=patience)
        while True:
            yield inbox.get_nowait()
    except queue.Empty:
        return


if __name__ == "__main__":
    os._exit(main())  # not sys.exit: that would wait for the thread that reads
