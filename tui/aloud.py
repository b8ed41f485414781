"""The application's one voice: made when it is first needed, and told what screens ask."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assets.language import _, now
from models.places import data_folder
from models.settings import Settings
from screens.messages import SoundIsOff, Word

if TYPE_CHECKING:
    from voice import Speaker, VoiceEvent

__all__ = ["Aloud"]

STEP_RATE, LOWEST_RATE, HIGHEST_RATE = 25, 80, 450
STEP_VOLUME, LOWEST_VOLUME, HIGHEST_VOLUME = 0.25, 0.25, 2.0


def voices_folder(settings: Settings) -> Path:
    """Return where the voices are that a person has added."""
    return data_folder(settings.data or None) / "voices"


class Aloud:
    """Says words and reports each of them, through the speaking process."""

    def __init__(self, settings: Settings, report: Callable[[Word | SoundIsOff], None]) -> None:
        self._settings = settings
        self._report = report
        self._speaker: Speaker | None = None
        self._rate, self._volume = settings.voice.rate, settings.voice.volume
        # The voice may tell of words before it is known which they are.
        self._lock = threading.Lock()
        self._said: dict[int, str] = {}
        self._off = ""
        self._device = ""

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
                device=self._device,
                voices=voices_folder(self._settings),
            )
        with self._lock:
            request = self._speaker.say(words, interrupt=interrupt, language=language)
            self._said = {n: w for n, w in self._said.items() if n > request - 20}
            self._said[request] = words

    def stop(self) -> None:
        """Be quiet, now."""
        if self._speaker is not None:
            self._speaker.stop()

    def cut(self) -> None:
        """Be quiet because a person did something; what is not being said is left alone."""
        if self._speaker is not None and (self._speaker.is_speaking or self._speaker.is_paused):
            self._speaker.stop()

    def pause_or_go_on(self) -> bool:
        """Pause, or go on where it is paused; say whether it is paused now."""
        speaker = self._speaker
        if speaker is None:
            return False
        if speaker.is_paused:
            speaker.go_on()
        elif speaker.is_speaking:
            speaker.pause()
            return True
        return False

    def use(self, device: str) -> None:
        """Speak through this sound device from now on; "" is the system's own."""
        if device != self._device:
            self._device = device
            if self._speaker is not None:
                self._speaker.set(device=device)

    def change(self, *, volume: int = 0, rate: int = 0) -> None:
        """Step the volume or the rate up or down, and say so with the new voice."""
        self._rate = max(LOWEST_RATE, min(HIGHEST_RATE, self._rate + rate * STEP_RATE))
        self._volume = max(LOWEST_VOLUME, min(HIGHEST_VOLUME, self._volume + volume * STEP_VOLUME))
        if self._speaker is not None:
            self._speaker.set(rate=self._rate, volume=self._volume)
        if volume:
            level, loudest = round(self._volume / STEP_VOLUME), round(HIGHEST_VOLUME / STEP_VOLUME)
            told = (
                _("Louder. {level} of {most}.") if volume > 0 else _("Quieter. {level} of {most}.")
            )
            self.say(told.format(level=level, most=loudest), language=now())
        else:
            told = (
                _("Faster. {rate} words a minute.")
                if rate > 0
                else _("Slower. {rate} words a minute.")
            )
            self.say(told.format(rate=self._rate), language=now())

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
        with self._lock:
            words = self._said.get(event.request or 0, "")
        if event.kind == "word":
            self._report(Word(words, event.at, event.length))
        elif event.kind in ("start", "end") and not self._off:
            # Without sound the reason stays to be read; words that nobody hears would hide it.
            self._report(Word(words, ended=event.kind == "end"))
        if event.kind == "note" and event.request:
            # Something else is said than was asked for: that is what the caption shows.
            with self._lock:
                self._said[event.request] = event.sentence
            self._report(Word(event.sentence))
        if event.kind == "wait":
            # Another face is talking on this device: the sentence says so, until our turn comes.
            self._report(Word(event.sentence))
        if event.kind == "off":
            self._off = event.sentence
            self._report(SoundIsOff(event.sentence))
        elif event.kind == "end" and event.completed and self._off:
            self._off = ""
            self._report(SoundIsOff(""))
