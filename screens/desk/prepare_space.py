"""Pages of "Prepare" about the space itself: its title and times, its lines, its languages."""

from functools import partial
from typing import ClassVar

from assets.language_names import NAMES, language_name
from models.dates import say_date
from models.space.agreed import set_approval, set_roles_shown
from models.space.preparing import (
    Lines,
    add_line,
    change_line,
    change_space,
    move_line,
    remove_line,
    speak_first,
    switch_language,
)
from models.space.space import Space
from models.space.wordings import languages_of
from models.times import read_minutes
from screens.desk.prepare_page import Line, Page, state_line
from screens.widgets.line_list import Entry

__all__ = ["AgreedPage", "LanguagesPage", "LinesPage", "SpacePage"]

LIST = frozenset({"change", "add", "remove", "up", "down"})
NOT_SAID = "not yet"


class SpacePage(Page):
    """Title, purpose, place, date, when it begins, the time booked, how long words are kept."""

    title = "Title, place and time"
    QUESTIONS: ClassVar[dict[str, tuple[str, str]]] = {
        "title": ("Title", "A few plain words: what it is about."),
        "purpose": ("Purpose", "One or two sentences: why people should come."),
        "place": ("Place", ""),
        "held_on": ("Date", "Write it like this: 30 April 2027. Nothing takes it away."),
        "starts": ("Begins at", "Write it like this: 13:00. Nothing takes it away."),
        "minutes": ("Time booked", "In minutes or hours: 120, or 2 hours."),
        "keep_until": ("Words kept until", "A date. Nothing means two years after the meeting."),
    }

    UNSAID: ClassVar[dict[str, str]] = {"keep_until": "two years after it"}

    def lines(self) -> list[Line]:
        """Return what there is to say, with what is said."""
        return [
            state_line(
                name, str(number), question, self._now(name) or self.UNSAID.get(name, NOT_SAID)
            )
            for number, (name, (question, _)) in enumerate(self.QUESTIONS.items(), 1)
        ]

    def _now(self, name: str) -> str:
        space = self.sees.space
        if name == "minutes":
            return f"{space.minutes} minutes" if space.minutes else ""
        found = str(getattr(space, name))
        return say_date(found) if name in ("held_on", "keep_until") else found

    def change(self, key: str) -> None:
        """Write one of them anew."""
        question, more = self.QUESTIONS[key]
        space = self.sees.space.uid

        def save(text: str) -> Space:
            if key == "minutes":
                return change_space(space, minutes=read_minutes(text or "0"))
            return change_space(space, **{key: text})  # type: ignore[arg-type]

        now = self._now(key)
        self.write(question, save, words=now, more=more, coached=key in ("title", "purpose"))


class LinesPage(Page):
    """Rules, help numbers or consent wording: a list of lines."""

    keys = LIST
    ABOUT: ClassVar[dict[Lines, tuple[str, str]]] = {
        Lines.RULES: ("Rules of the room", "One rule, in a few plain words."),
        Lines.HELP_NUMBERS: (
            "Help numbers",
            "Who helps, and the number. Put your own local contact first.",
        ),
        Lines.CONSENT_WORDING: (
            "Consent wording",
            "One sentence. It is read aloud before anybody speaks.",
        ),
    }

    def __init__(self, screen: object, which: Lines) -> None:
        super().__init__(screen)  # type: ignore[arg-type]
        self.which = which
        self.title, self.more = self.ABOUT[which]

    def _texts(self) -> tuple[str, ...]:
        found: tuple[str, ...] = getattr(self.sees.space, self.which)
        return found

    def lines(self) -> list[Line]:
        """Return the lines. Each is known by its words."""
        return [Entry(text, f"{n:>2}  {text}") for n, text in enumerate(self._texts(), 1)]

    def add(self) -> None:
        """Write another line."""
        self.write(self.title, partial(add_line, self.sees.space.uid, self.which), more=self.more)

    def change(self, key: str) -> None:
        """Write a line anew."""
        save = partial(change_line, self.sees.space.uid, self.which, key)
        self.write(self.title, save, words=key, more=self.more)

    def remove(self, key: str) -> None:
        """Ask, then take a line away."""
        self.ask_and_do("Take this line away?", key, remove_line, self._uid, self.which, key)

    def move(self, key: str, steps: int) -> None:
        """Move a line."""
        self.save(move_line, self._uid, self.which, key, steps)

    @property
    def _uid(self) -> object:
        return self.sees.space.uid


class LanguagesPage(Page):
    """The languages that the prompts should be in, those that are chosen first."""

    title = "Languages"
    keys = frozenset({"change", "first"})

    def lines(self) -> list[Line]:
        """Return every language that has a name, with whether it is chosen."""
        space = self.sees.space
        chosen = languages_of(space)
        others = sorted((tag for tag in NAMES if tag not in chosen), key=language_name)
        found = [state_line(space.language, "", language_name(space.language), "its own")]
        found += [state_line(tag, "", language_name(tag), "chosen") for tag in chosen[1:]]
        return found + [state_line(tag, "", language_name(tag), "no") for tag in others]

    def below(self) -> str:
        """Say what it is for."""
        return "A kiosk offers each language. What a prompt lacks is said."

    def change(self, key: str) -> None:
        """Choose a language, or no longer."""
        self.save(switch_language, self.sees.space.uid, key)

    def mark(self, key: str, mark: str) -> None:
        """Make it the space's own."""
        del mark
        self.save(speak_first, self.sees.space.uid, key)


class AgreedPage(Page):
    """What is agreed before anybody speaks: approval, and roles shown or not."""

    title = "Approval and roles"

    def lines(self) -> list[Line]:
        """Return both, with how they are set."""
        agreed = self.sees.agreed
        return [
            state_line(
                "approval",
                " 1",
                "A person clears what comes in",
                "yes" if agreed.approval else "no",
            ),
            state_line(
                "roles",
                " 2",
                "Roles such as “a carer” are shown",
                "yes" if agreed.roles_shown else "no",
            ),
        ]

    def below(self) -> str:
        """Say whether it can still be changed."""
        if self.sees.agreed.frozen:
            return "Somebody has spoken already, so both stay as they are."
        return "Both stay as they are from the first contribution on."

    def change(self, key: str) -> None:
        """Turn one of them round."""
        agreed, space = self.sees.agreed, self.sees.space.uid
        if key == "approval":
            self.save(set_approval, space, not agreed.approval)
        else:
            self.save(set_roles_shown, space, not agreed.roles_shown)
