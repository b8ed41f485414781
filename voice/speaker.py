"""The voice as the app sees it."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from voice.events import VoiceEvent
from voice.keeper import Keeper, Request
from voice.languages import voice_for
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
    ) -> None:
        """Remember the settings; nothing starts yet.

        `rate` is in words a minute (80 to 450), `volume` 1.0 is the engine's own (0 to 2),
        `voice` is the voice for English, `player` the command of a sound player that takes raw
        samples on its stdin (16 bits, mono, `{rate}` becomes their rate), None looks for one.
        """
        self.off: str | None = None
        self._voice = voice
        self._numbers = itertools.count(1)
        self._last: tuple[str, str] | None = None
        # Numbers and the inbox must agree on the order when two threads speak at once.
        self._lock = threading.Lock()
        settings: dict[str, Any] = {"player": list(player) if player else None}
        settings |= _within_bounds(rate, volume)
        self._keeper = Keeper(on_event, self._set_off, settings)

    def say(self, text: str, *, interrupt: bool = True, language: str = "en") -> int:
        """Say `text`; return the number of this request.

        `interrupt` silences what is being said and forgets what waits; without it the text
        waits for its turn. `language` is a tag such as `pl`; an unknown one is read as English.
        """
        with self._lock:
            self._last = (text, language)
            return self._ask("say", text, language, cut=interrupt)

    def stop(self) -> None:
        """Be silent now. Files that are being saved are not touched."""
        self._keeper.stop()

    def repeat(self) -> int | None:
        """Say the last text again from its beginning; None when nothing was said yet."""
        last = self._last
        return self.say(last[0], language=last[1]) if last else None

    def set(self, *, rate: int | None = None, volume: float | None = None) -> None:
        """Change rate or volume from the next text on; values out of bounds are brought in."""
        self._keeper.set(_within_bounds(rate, volume))

    def save(self, text: str, path: Path) -> int:
        """Write `text` as speech to a WAV file; return the number of this request.

        No player is needed. `path` appears when the file is whole. Its `end` brings a
        sentence when it could not be written.
        """
        with self._lock:
            return self._ask("save", text, "en", path=str(path.absolute()))

    def close(self) -> None:
        """Silence the voice and end its process now. Open requests end uncompleted."""
        self._keeper.close()

    def _ask(self, operation: str, text: str, language: str, **more: Any) -> int:
        number = next(self._numbers)
        voice = voice_for(language, self._voice)
        command = {"op": operation, "id": number, "text": text, "voice": voice, **more}
        self._keeper.ask(Request(number, command))
        return number

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
) -> str | None:
    """Say `text` and wait until it is over, for `heard say "..."`.

    Returns None when it was heard, else why not, as a sentence for a person.
    """
    ends: queue.SimpleQueue[VoiceEvent] = queue.SimpleQueue()

    def listen(event: VoiceEvent) -> None:
        if event.kind == "end":
            ends.put(event)

    speaker = Speaker(listen, rate=rate, volume=volume, voice=voice, player=player)
    try:
        speaker.say(text, language=language)
        if ends.get().completed:
            return None
        return speaker.off or Trouble.ENGINE_FAILED.sentence
    finally:
        speaker.close()


def _within_bounds(rate: int | None, volume: float | None) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    if rate is not None:
        settings["rate"] = max(SLOWEST, min(FASTEST, int(rate)))
    if volume is not None:
        settings["volume"] = max(0.0, min(LOUDEST, float(volume)))
    return settings
