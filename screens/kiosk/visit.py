"""A visit: what one person is asked, page by page, and what they said. No screen in it."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from models.contribution.contribution import Consent, Role, WayIn
from models.identity import new_uid
from models.promise.done_answers import DoneAnswer

if TYPE_CHECKING:
    from models.contribution.fate import Fate
    from models.kiosk.chosen import Chosen
    from models.kiosk.picture import Picture

__all__ = ["TO_THE_LOCK", "Act", "Body", "Choice", "Page", "PageName", "Visit"]


# On the welcome page these lead to the PIN: a word for a keyboard, and three times the same
# digit for a number pad. Nobody comes upon them by chance, and they alone open nothing.
TO_THE_LOCK = ("leave", "999")


class PageName(StrEnum):
    """The pages of a visit, in their order."""

    WELCOME = "welcome"
    LANGUAGE = "language"
    PROMPT = "prompt"
    WAY = "way"
    WORDS = "words"
    PICTURES = "pictures"
    FEELING = "feeling"
    CHOSEN = "chosen"
    RECORD = "record"
    RECORDING = "recording"
    LISTEN_BACK = "listen_back"
    ASKED = "asked"
    READ_BACK = "read_back"
    THROW_AWAY = "throw_away"
    ROLE = "role"
    ROOM = "room"
    REPORT = "report"
    QUOTE = "quote"
    NUMBERS = "numbers"
    THANKS = "thanks"
    SQUARE = "square"
    # "I have been here before"
    BEEN_HERE = "been_here"
    RECEIPT = "receipt"
    FOUND = "found"
    FATE = "fate"
    NEW_WORDS = "new_words"
    NEW_READ_BACK = "new_read_back"
    TAKE_BACK = "take_back"
    GONE = "gone"
    # "How was this meeting?", and when it is over
    HOW_OFFER = "how_offer"
    HOW = "how"
    HOW_THANKS = "how_thanks"
    CLOSED = "closed"
    # "Is it done?"
    DONE = "done"
    DONE_THANKS = "done_thanks"
    # Over any other page
    OTHER_KEYS = "other_keys"
    SETTINGS = "settings"
    MORE_SETTINGS = "more_settings"
    SPEED = "speed"
    STILL_THERE = "still_there"
    HANDED_BACK = "handed_back"


class Act(StrEnum):
    """What the face has to do when a choice is made; turning the page alone is no act."""

    SEND = "send"
    DESCRIBE = "describe"
    GIVE_RECEIPT = "give_receipt"
    HELP = "help"
    FINISH = "finish"
    THROW_AWAY = "throw_away"
    SAY_AGAIN = "say_again"
    RECORD = "record"
    STOP_RECORDING = "stop_recording"
    LISTEN = "listen"
    FORGET_RECORDING = "forget_recording"
    CHANGE_WORDS = "change_words"
    WITHDRAW = "withdraw"
    CHECK_OUT = "check_out"
    SAY_DONE = "say_done"
    LANGUAGE = "language"
    LOUDER = "louder"
    QUIETER = "quieter"
    SLOWER = "slower"
    FASTER = "faster"
    BIGGER = "bigger"
    SMALLER = "smaller"
    COLOURS = "colours"
    LETTERS = "letters"
    ONE_KEY = "one_key"
    LIGHT_FASTER = "light_faster"
    LIGHT_SLOWER = "light_slower"


class Body(StrEnum):
    """What stands on a page beside its question and its choices."""

    CHOICES = "choices"
    WORDS = "words"  # a box to type in
    LETTERS = "letters"  # letters to choose one after the other
    PICTURES = "pictures"
    LEVEL = "level"  # what the microphone hears
    SQUARE = "square"


@dataclass(frozen=True)
class Choice:
    """An answer: its words, the visit after it, and what is to be done."""

    words: str
    to: "Visit"
    act: Act | None = None
    language: str = ""  # the words' own language, where it is not the page's
    picture: "Picture | None" = None


@dataclass(frozen=True)
class Page:
    """One question, and the choices to answer it with."""

    question: str
    choices: tuple[Choice, ...] = ()
    more: str = ""
    huge: tuple[str, ...] = ()  # what a person has to keep in mind
    body: Body = Body.CHOICES
    spoken: str = ""  # the question for the ear, where it is another
    language: str = ""  # of the question, where it is not the person's
    step: str = ""  # "step 2 of 7", or nothing before and after


@dataclass(frozen=True)
class Visit:
    """What one person chose and said so far."""

    page: PageName = PageName.WELCOME
    uid: UUID = field(default_factory=new_uid, compare=False)
    """Of the contribution that it may become, and of the draft before that."""
    prompt: UUID | None = None
    way: WayIn = WayIn.TYPED
    words: str = ""
    pictures: "tuple[Chosen, ...]" = ()
    few_keys: bool = False  # letters are chosen rather than typed
    board: int = 0  # which pictures, or which prompts, are shown: the first, the next
    take: Path | None = None  # the recording, until it is sent
    seconds: int = 0
    role: Role = Role.UNKNOWN
    consent: Consent = field(default_factory=Consent)
    saved: UUID | None = None  # the contribution, once it is sent
    needs_numbers: bool = False  # the help numbers are shown
    receipt: tuple[str, ...] = ()
    marks: tuple[int, ...] = ()  # how the meeting was, so far: 1 for the best to 5, 0 for none
    answered: tuple[tuple[UUID, DoneAnswer], ...] = ()  # "is it done?", by promise
    said_done: bool = False  # it was answered, and is not asked again
    fate: "Fate | None" = None  # of an earlier contribution
    behind: PageName | None = None  # the page that this one stands over

    def to(self, page: PageName) -> "Visit":
        """Return the visit at another page."""
        return replace(self, page=page)

    def over(self, page: PageName) -> "Visit":
        """Return the visit at a page that stands over this one, and goes back to it."""
        return replace(self, page=page, behind=self.behind or self.page)

    def under(self) -> "Visit":
        """Return the visit at the page under the one that stands over it."""
        return replace(self, page=self.behind or self.page, behind=None)
