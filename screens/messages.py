"""What screens ask of the application, and what it tells them."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from textual.message import Message

__all__ = [
    "BiggerLetters",
    "ByEar",
    "ChangeScan",
    "ChangeVoice",
    "CheckKit",
    "FormatDone",
    "Hush",
    "KitLine",
    "LearnPad",
    "LeaveFace",
    "MakeOutcome",
    "NextColours",
    "NextPerson",
    "OpenFace",
    "OutcomeMade",
    "Pause",
    "PlayRecording",
    "PlayingEnded",
    "PlayingPosition",
    "Record",
    "RecordingBegan",
    "RecordingEnded",
    "RecordingLevel",
    "RecordingWaits",
    "RecordingWarning",
    "Scan",
    "SoundIsOff",
    "Speak",
    "StartDemo",
    "StopPlaying",
    "StopRecording",
    "ThrowAwayRecording",
    "Word",
]


@dataclass
class Speak(Message):
    """Say these words aloud. ``interrupt`` cuts short what is being said."""

    words: str
    interrupt: bool = True
    language: str = "en"
    while_recording: bool = False
    """Said even into a recording; anything else is not said while one is on."""


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


@dataclass
class Scan(Message):
    """Let the light move by itself, for one switch: each choice for so long; 0 turns it off."""

    seconds: float


@dataclass
class ChangeScan(Message):
    """Make the light that moves by itself faster (1) or slower (-1); it begins where it was off."""

    steps: int


class NextColours(Message):
    """Change to the next colour scheme."""


@dataclass
class BiggerLetters(Message):
    """Make the terminal's letters larger (1) or smaller (-1); where it cannot be, it is said."""

    step: int = 1


class NextPerson(Message):
    """Somebody else is here now: voice and colours go back to the settings."""


@dataclass
class OpenFace(Message):
    """Open a face: "desk", "room", "driven room", "kiosk" or "door"."""

    face: str
    space: UUID | None = None


@dataclass
class CheckKit(Message):
    """Look whether everything is ready for a space, and show what was found.

    With ``names``, only those lines are looked at again, for the dialog that shows them.
    """

    names: tuple[str, ...] = ()
    space: UUID | None = None


class LearnPad(Message):
    """Learn the ten keys of the number pad that is plugged in, for the kit check."""


@dataclass
class KitLine(Message):
    """One line of the kit check: "pass", "without", "problem", "stop" or "looking"."""

    name: str
    title: str
    verdict: str
    found: str
    do: str = ""
    asks: bool = True

    @property
    def asks_now(self) -> bool:
        """Return whether a person is to say if it was so: where it passed, and was not said."""
        return self.asks and self.verdict == "pass"


class StartDemo(Message):
    """Open the demo, started clean."""


class LeaveFace(Message):
    """Leave this face: back to the front door, or out where there was none."""


@dataclass
class Word(Message):
    """The voice says this word of the words now; none of them with ``length`` 0.

    ``ended`` when it says these words no longer.
    """

    words: str
    at: int = 0
    length: int = 0
    ended: bool = False


@dataclass
class SoundIsOff(Message):
    """There is no sound, and this sentence says why; an empty one says that it is back."""

    sentence: str


@dataclass
class Record(Message):
    """Record an answer; ``uid`` is that of the contribution it will be. The voice is silent."""

    uid: UUID


class StopRecording(Message):
    """Record no more; what was said comes with ``RecordingEnded``."""


@dataclass
class ThrowAwayRecording(Message):
    """Take away what was recorded, or is being recorded, and was not kept."""

    uid: UUID


@dataclass
class PlayRecording(Message):
    """Play a recording. With ``or_stop``, the key that asks for it stops it where it plays."""

    path: Path
    or_stop: bool = False


class StopPlaying(Message):
    """Play no more."""


@dataclass
class RecordingWaits(Message):
    """A voice is talking on this face's loudspeaker; the recording begins after it."""

    sentence: str


class RecordingBegan(Message):
    """The first sound was recorded."""


@dataclass
class RecordingLevel(Message):
    """How loud it is now: ten times a second.

    ``shown`` is how much of a meter is full (0 to 1), ``hears`` whether somebody was heard in the
    last seconds. ``seconds`` were recorded, and ``left`` may still be.
    """

    shown: float
    hears: bool
    seconds: float
    left: float


@dataclass
class RecordingWarning(Message):
    """There are only so many seconds left to record."""

    left: float


@dataclass
class RecordingEnded(Message):
    """A recording has ended; each ``Record`` gets exactly one.

    ``path`` is what was recorded, until it is kept or thrown away; None for nothing. Trouble has
    a ``sentence``, and may leave a path of what was said until then. ``is_full`` tells that the
    time was up, ``has_voice`` whether anything was as loud as somebody who speaks.
    """

    uid: UUID
    path: Path | None
    seconds: float = 0.0
    has_voice: bool = False
    is_full: bool = False
    sentence: str = ""


@dataclass
class PlayingPosition(Message):
    """A recording plays, and is at this second of so many."""

    at: float
    of: float


@dataclass
class PlayingEnded(Message):
    """A recording has ended, or was stopped, or could not be played and this says why."""

    completed: bool
    sentence: str = ""


@dataclass
class MakeOutcome(Message):
    """Make formats of a space's outcome, and put them into a folder.

    ``names`` are those of the formats, ``paper`` that of a paper; ``language`` is a tag, "" for
    the space's own. With ``copies``, they are sent to the printer as well, so often.
    ``FormatDone`` comes with each, ``OutcomeMade`` at the end.
    """

    space: UUID
    names: tuple[str, ...]
    folder: Path
    paper: str = "white"
    copies: int = 0
    language: str = ""


@dataclass
class FormatDone(Message):
    """One more format of the outcome is done: this many of so many."""

    number: int
    of: int
    words: str


@dataclass
class OutcomeMade(Message):
    """The formats are made, or could not be: what there is to say of it, and where they are."""

    sentences: tuple[str, ...]
    folder: Path | None = None
    made: tuple[str, ...] = ()
