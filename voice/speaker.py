"""The voice as the app sees it."""

from __future__ import annotations

import contextlib
import itertools
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from assets.language import now
from voice.events import VoiceEvent
from voice.keeper import Keeper, Request
from voice.recording import Part, remove_leftovers
from voice.troubles import Trouble

SLOWEST, FASTEST = 80, 450  # words a minute; espeak-ng goes no slower than 80
LOUDEST = 2.0  # 1.0 is the engine's own; 2.0 is 5.5 dB more, and still clean


def _nobody(event: VoiceEvent) -> None:
    """Hear nothing of the news."""


class Speaker:
    """Says texts aloud through a process of its own, and never keeps its caller waiting.

    The process starts with the first `say` or `save` and is replaced when it crashes or hangs.
    `on_event` is called on a thread of the voice, in the order in which things happen; it may
    be called before the `say` it belongs to has returned. All methods may be called from any
    thread. After `close` nothing is said and nothing is answered.

    `off` is None, or why there is no sound as a sentence for a person. It stays until
    something has been heard to its end. Saying something again tries again.
    """

    def __init__(
        self,
        on_event: Callable[[VoiceEvent], None] = _nobody,
        *,
        rate: int = 150,
        volume: float = 1.0,
        voice: str = "en-gb",
        player: Sequence[str] | None = None,
        device: str = "",
        voices: Path | None = None,
    ) -> None:
        """Remember the settings; nothing starts yet.

        `rate` is in words a minute (80 to 450), `volume` 1.0 is the engine's own (0 to 2),
        `voice` is the voice for English, `player` the command of a sound player that takes raw
        samples on its stdin (16 bits, mono, `{rate}` becomes their rate), None looks for one.
        `device` is the sound device as the player names it; "" is the system's own.
        `voices` is the folder of the voices of Piper; `voice` chooses one as `piper:NAME`.
        """
        self.off: str | None = None
        self._voice = voice
        self._numbers = itertools.count(1)
        self._last: tuple[str, str] | None = None
        # Numbers and the inbox must agree on the order when two threads speak at once.
        self._lock = threading.Lock()
        self._on_event = on_event
        self._open: set[int] = set()  # speech that was neither heard to its end nor stopped
        self._files: dict[int, Path] = {}  # that are being saved
        self._paused = False
        settings: dict[str, Any] = {"player": list(player) if player else None, "device": device}
        settings["voices"] = str(voices.absolute()) if voices else None
        settings |= _within_bounds(rate, volume)
        self._keeper = Keeper(self._hear, self._set_off, settings)

    @property
    def is_speaking(self) -> bool:
        """Whether something is being said, or waits to be, and is not paused."""
        with self._lock:
            return bool(self._open) and not self._paused

    @property
    def is_paused(self) -> bool:
        """Whether `go_on` would say the rest of something."""
        with self._lock:
            return self._paused

    def say(self, text: str, *, interrupt: bool = True, language: str = "en") -> int:
        """Say `text`; return the number of this request.

        `interrupt` silences what is being said and forgets what waits; without it the text
        waits for its turn. `language` is a tag such as `pl`. When this machine has no voice for
        it, a sentence says so instead (the event `note`).
        """
        with self._lock:
            self._last = (text, language)
            if interrupt:
                self._forget_open()
            return self._ask("say", text, language, cut=interrupt)

    def stop(self) -> None:
        """Be silent now. Files that are being saved are not touched."""
        with self._lock:
            self._keeper.stop()
            self._forget_open()

    def pause(self) -> None:
        """Be silent now, and keep what was being said, and what waits, for `go_on`.

        Text that interrupts, a `stop` or a `repeat` ends the pause and what it kept. Text that
        does not interrupt waits behind it. With nothing to be heard there is nothing to pause.
        """
        with self._lock:
            if self._open and not self._paused:
                self._paused = True
                self._keeper.pause()

    def go_on(self) -> None:
        """Say the rest, from the beginning of the word at which it was paused.

        It is the same request: `start` comes again, `word` counts in the whole text, and `end`
        comes once.
        """
        with self._lock:
            if self._paused:
                self._paused = False
                self._keeper.go_on()

    def repeat(self) -> int | None:
        """Say the last text again from its beginning; None when nothing was said yet."""
        last = self._last
        return self.say(last[0], language=last[1]) if last else None

    def set(
        self, *, rate: int | None = None, volume: float | None = None, device: str | None = None
    ) -> None:
        """Change settings from the next text on; values out of bounds are brought in."""
        settings = _within_bounds(rate, volume)
        if device is not None:
            settings["device"] = device
        self._keeper.set(settings)

    def save(self, text: str, path: Path, language: str = "en") -> int:
        """Write `text` as speech to a file; return the number of this request.

        It is an MP3 file where `path` ends in `.mp3` (with the extra `heard[recording]`), else
        a WAV file. No player is needed. `path` appears when the file is whole. Its `end` brings
        a sentence when it could not be written, and then nothing is left behind.
        """
        with self._lock:
            return self._ask("save", text, language, path=str(path.absolute()))

    def save_parts(self, parts: Sequence[Part], path: Path, also: Sequence[Path] = ()) -> int:
        """Write titled parts as speech to one file, one after the other, as `save` does.

        Beside `outcome.mp3` appears `outcome.chapters.json`, which tells where each part is; an
        MP3 file has the chapters in itself as well. The same sound goes into the files of
        ``also``, which costs less than to speak it again.
        """
        with self._lock:
            told = [asdict(part) for part in parts]
            others = [str(one.absolute()) for one in also]
            return self._ask("save", "", "", path=str(path.absolute()), also=others, parts=told)

    def close(self) -> None:
        """Silence the voice and end its process now. Open requests end uncompleted."""
        with self._lock:
            self._forget_open()
        self._keeper.close()

    def _ask(self, operation: str, text: str, language: str, **more: Any) -> int:
        number = next(self._numbers)
        command = {"op": operation, "id": number, "text": text, "voice": self._voice, **more}
        command |= {"language": language, "told_in": now()}
        if operation == "say":
            self._open.add(number)
        else:
            self._files[number] = Path(more["path"])
        self._keeper.ask(Request(number, command), paused=self._paused)
        return number

    def _forget_open(self) -> None:
        self._open.clear()
        self._paused = False

    def _hear(self, event: VoiceEvent) -> None:
        if event.kind == "end" and event.request is not None:
            with self._lock:
                self._open.discard(event.request)
                file = self._files.pop(event.request, None)
                if not self._open:
                    self._paused = False  # the last word was over when the pause came
            if file and not event.completed:
                event = self._not_saved(event, file)
        self._on_event(event)

    def _not_saved(self, event: VoiceEvent, file: Path) -> VoiceEvent:
        """Clear up after a process that may have died over a file, and give a reason."""
        with contextlib.suppress(OSError):
            remove_leftovers(file)
        return replace(event, sentence=event.sentence or Trouble.NOT_SAVED.sentence)

    def _set_off(self, sentence: str | None) -> None:
        self.off = sentence


def say_and_wait(
    text: str,
    *,
    language: str = "en",
    rate: int = 150,
    volume: float = 1.0,
    voice: str = "en-gb",
    player: Sequence[str] | None = None,
    device: str = "",
    voices: Path | None = None,
) -> str | None:
    """Say `text` and wait until it is over, for `heard say "..."`.

    Returns None when it was heard, else why not, as a sentence for a person.
    """
    ends: queue.SimpleQueue[VoiceEvent] = queue.SimpleQueue()

    def listen(event: VoiceEvent) -> None:
        if event.kind == "end":
            ends.put(event)

    speaker = Speaker(
        listen,
        rate=rate,
        volume=volume,
        voice=voice,
        player=player,
        device=device,
        voices=voices,
    )
    try:
        speaker.say(text, language=language)
        if ends.get().completed:
            return None
        return speaker.off or Trouble.ENGINE_FAILED.sentence
    finally:
        speaker.close()


def save_and_wait(
    text: str | Sequence[Part],
    path: Path,
    *,
    also: Sequence[Path] = (),
    language: str = "en",
    rate: int = 150,
    volume: float = 1.0,
    voice: str = "en-gb",
    voices: Path | None = None,
) -> str | None:
    """Save a text, or titled parts, as speech and wait until it is done, for the command line.

    Returns None when the file is there, else why not, as a sentence for a person.
    """
    ends: queue.SimpleQueue[VoiceEvent] = queue.SimpleQueue()
    offs: list[str] = []

    def listen(event: VoiceEvent) -> None:
        if event.kind == "off":
            offs.append(event.sentence)
        elif event.kind == "end":
            ends.put(event)

    speaker = Speaker(listen, rate=rate, volume=volume, voice=voice, voices=voices)
    try:
        if isinstance(text, str):
            speaker.save(text, path, language)
        else:
            speaker.save_parts(text, path, also)
        end = ends.get()
        return None if end.completed else (offs or [end.sentence])[-1]
    finally:
        speaker.close()


def _within_bounds(rate: int | None, volume: float | None) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    if rate is not None:
        settings["rate"] = max(SLOWEST, min(FASTEST, int(rate)))
    if volume is not None:
        settings["volume"] = max(0.0, min(LOUDEST, float(volume)))
    return settings
