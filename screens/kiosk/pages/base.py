"""What all pages of a visit share."""

from dataclasses import dataclass, replace
from typing import Any

from assets.language import _, languages, now
from models.kiosk.kiosk import KioskSees
from models.kiosk.picture import Picture
from models.space.prompt import Prompt, Wording
from screens.kiosk.visit import Body, Choice, Page, PageName, Visit

__all__ = ["MOST_PROMPTS", "Around", "PagesBase", "offered"]

MOST_PROMPTS = 4


@dataclass(frozen=True)
class Around:
    """What the face knows and a visit does not: it changes what pages say."""

    echoes: bool = False
    scans: bool = False
    pictures: tuple[Picture, ...] = ()
    has_room_for_square: bool = True
    per_board: int = 5  # how many pictures fit at once


@dataclass(frozen=True)
class PagesBase:
    """A visit, what the kiosk sees, and what is around; a method for each page."""

    visit: Visit
    sees: KioskSees
    around: Around

    def about_the_prompt(self, **parts: Any) -> Page:
        """Return a page that asks the prompt of the visit, in the form that fits the person."""
        found = next((p for p in self.sees.prompts if p.uid == self.visit.prompt), None)
        if found is None:
            return Page(_("What do you want to say?"), **parts)
        form = found.wording_in(now())
        return Page(form.text, spoken=form.spoken, language=foreign(form), **parts)

    def prompt_choice(self, prompt: Prompt) -> Choice:
        """Return the choice of a prompt."""
        form = prompt.wording_in(now())
        to = replace(self.visit, prompt=prompt.uid, board=0, page=PageName.WAY)
        return Choice(form.text, to, language=foreign(form))

    @property
    def typing(self) -> Body:
        """What words are written in: a box, or letters to choose, for one key and for few."""
        return Body.LETTERS if self.visit.few_keys or self.around.scans else Body.WORDS

    @property
    def ordered_prompts(self) -> list[Prompt]:
        """The prompts, the one the room is at first."""
        first = self.sees.problem if self.sees.asks_how_it_was else self.sees.room_is_at
        return sorted(self.sees.prompts, key=lambda prompt: prompt.uid != first)


def foreign(form: Wording) -> str:
    """Return the language of a prompt's form, where it is not that of the person."""
    return form.language if form.language != now() else ""


def offered(sees: KioskSees) -> tuple[str, ...]:
    """Return the languages a person can choose: those of the space that the kiosk speaks."""
    return tuple(tag for tag in sees.languages if tag in languages())
