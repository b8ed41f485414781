"""The application's one voice: made when it is first needed, and told what screens ask."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.settings import Settings
from screens.messages import SoundIsOff, Word

if TYPE_CHECKING:
    from voice import Speaker, VoiceEvent

__all__ = ["Aloud"]

STEP_RATE, LOWEST_RATE, HIGHEST_RATE = 25, 80, 450
STEP_VOLUME, LOWEST_VOLUME, HIGHEST_VOLUME = 0.25, 0.25, 2.0


class Aloud:
    """Says words and reports each of them, through the speaking process."""

    def __init__(self, settings: Settings, report: Callable[[Word | SoundIsOff], None]) -> None:
        self._settings = settings
        self._report = report
        self._speaker: Speaker | None = None
        self._rate, self._volume = settings.voice.rate, settings.voice.volume
        self._said: dict[int, str] = {}
        self._off = ""

    def say(self, words: str, *, interrupt: bool = True, language: str = "en") -> None:
        """Say words; the speaking process is started by the first of them."""
        if self._speaker is None:
            from voice import Speaker

            self._speaker = Speaker(
                self._heard,
                rate=self._rate,
                volume=self._volume,
                voice=self._settings.voice.voice,
                player=self._settings.voice.player or None,
            )
        request = self._speaker.say(words, interrupt=interrupt, language=language)
        self._said = {n: w for n, w in self._said.items() if n > request - 20} | {request: words}

    def stop(self) -> None:
        """Be quiet, now."""
        if self._speaker is not None:
            self._speaker.stop()

    def change(self, *, volume: int = 0, rate: int = 0) -> None:
        """Step the volume or the rate up or down, and say so with the new voice."""
        self._rate = max(LOWEST_RATE, min(HIGHEST_RATE, self._rate + rate * STEP_RATE))
        self._volume = max(LOWEST_VOLUME, min(HIGHEST_VOLUME, self._volume + volume * STEP_VOLUME))
        words = (
            ("Louder." if volume > 0 else "Quieter.")
            if volume
            else ("Faster." if rate > 0 else "Slower.")
        )
        if self._speaker is not None:
            self._speaker.set(rate=self._rate, volume=self._volume)
        self.say(words)

    def reset(self) -> None:
        """Go back to the rate and volume of the settings, for the next person."""
        self._rate, self._volume = self._settings.voice.rate, self._settings.voice.volume
        if self._speaker is not None:
            self._speaker.set(rate=self._rate, volume=self._volume)

    def close(self) -> None:
        """End the speaking process."""
        if self._speaker is not None:
            self._speaker.close()

    def _heard(self, event: "VoiceEvent") -> None:
        words = self._said.get(event.request or 0, "")
        if event.kind == "word":
            self._report(Word(words, event.at, event.length))
        elif event.kind in ("start", "end") and not self._off:
            # Without sound the reason stays to be read; words that nobody hears would hide it.
            self._report(Word(words))
        if event.kind == "off":
            self._off = event.sentence
            self._report(SoundIsOff(event.sentence))
        elif event.kind == "end" and event.completed and self._off:
            self._off = ""
            self._report(SoundIsOff(""))
