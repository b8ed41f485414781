"""What screens ask of the application, and what it tells them."""

from dataclasses import dataclass
from uuid import UUID

from textual.message import Message

__all__ = [
    "ByEar",
    "ChangeVoice",
    "CheckKit",
    "Hush",
    "LeaveFace",
    "NextColours",
    "NextPerson",
    "OpenFace",
    "Pause",
    "SoundIsOff",
    "Speak",
    "StartDemo",
    "Word",
]


@dataclass
class Speak(Message):
    """Say these words aloud. ``interrupt`` cuts short what is being said."""

    words: str
    interrupt: bool = True
    language: str = "en"


class Hush(Message):
    """Stop speaking, now."""


class Pause(Message):
    """Pause the voice; or go on, where it is paused."""


class ByEar(Message):
    """Whoever is at the front door works by ear: the desk speaks from now on."""


@dataclass
class ChangeVoice(Message):
    """Make the voice louder or quieter, faster or slower: steps up (1) or down (-1)."""

    volume: int = 0
    rate: int = 0


class NextColours(Message):
    """Change to the next colour scheme."""


class NextPerson(Message):
    """Somebody else is here now: voice and colours go back to the settings."""


@dataclass
class OpenFace(Message):
    """Open a face: "desk", "room", "kiosk" or "door"."""

    face: str
    space: UUID | None = None


class CheckKit(Message):
    """Look whether everything is ready, and show what was found."""


class StartDemo(Message):
    """Open the demo, started clean."""


class LeaveFace(Message):
    """Leave this face: back to the front door, or out where there was none."""


@dataclass
class Word(Message):
    """The voice says this word of the words now; ``length`` 0 when it has finished."""

    words: str
    at: int = 0
    length: int = 0


@dataclass
class SoundIsOff(Message):
    """There is no sound, and this sentence says why; an empty one says that it is back."""

    sentence: str
