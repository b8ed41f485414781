"""The outcome to listen to: the voice's own process reads it into a file, chapter by chapter."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from models.errors import HeardError
from models.outcome.outcome import Outcome
from models.settings import Settings
from outcomes import outcome_chapters
from outcomes.making import Made, Maker, Making
from outcomes.tongues import name_in
from tui.aloud import voices_folder

__all__ = ["makers"]

NAMES = {"mp3": "outcome.mp3", "wav": "outcome.wav"}
CHAPTERS = "outcome.chapters.json"
NOT_MADE = "The recording was not made. {why} The other files are made."


def makers(settings: Settings) -> Mapping[str, Maker]:
    """Return what makes each kind of sound file, by the name of its format.

    They share what they read aloud: for both kinds of file the voice speaks once.
    """
    reading = _Reading(settings)
    return {kind: reading.maker(kind) for kind in NAMES}


class _Reading:
    """One outcome, read aloud once for every kind of file."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._of: tuple[Outcome, str] | None = None
        self._kept: dict[str, bytes] = {}

    def maker(self, kind: str) -> Maker:
        """Return what makes one kind of file, and the list of the chapters beside the first."""

        def make(making: Making) -> list[Made]:
            if (making.outcome, making.language) != self._of or NAMES[kind] not in self._kept:
                self._read(making, kind)
            # The chapters are those of both kinds, and go with the first.
            names = [name for name in (NAMES[kind], CHAPTERS) if name in self._kept]
            made = [Made(name, self._kept.pop(name)) for name in names]
            return [_of_the_sound(one, NAMES[kind], making) for one in made]

        return make

    def _read(self, making: Making, kind: str) -> None:
        """Have it read. With an MP3 file comes the WAV file, which then costs next to nothing.

        Raises HeardError with the reason where the voice cannot do it.
        """
        from voice import Part, save_and_wait  # with the first recording

        voice = self._settings.voice
        chapters = outcome_chapters(making.outcome, making.language)
        with tempfile.TemporaryDirectory(prefix="heard-") as name:
            folder = Path(name)
            trouble = save_and_wait(
                [Part(one.title, one.text, making.tongue) for one in chapters],
                folder / NAMES[kind],
                also=[folder / NAMES["wav"]] if kind == "mp3" else [],
                rate=voice.rate,
                volume=voice.volume,
                voice=voice.voice,
                voices=voices_folder(self._settings),
            )
            if trouble:
                why = trouble.replace("press the key again", "try again")
                raise HeardError(NOT_MADE.format(why=why))
            self._of = making.outcome, making.language
            self._kept = {file.name: file.read_bytes() for file in folder.iterdir()}


def _of_the_sound(made: Made, sound: str, making: Making) -> Made:
    """Have the list of the chapters name the sound as it lies beside it: by its language."""
    if made.name != CHAPTERS:
        return made
    name = name_in(sound, making.outcome.space.language, making.language)
    content = made.content.replace(json.dumps(sound).encode(), json.dumps(name).encode(), 1)
    return replace(made, content=content)
