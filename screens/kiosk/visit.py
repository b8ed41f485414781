"""A visit: what one person is asked, page by page, and what they said. No screen in it."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from models.contribution import Consent, Role
from models.kiosk import KioskSees
from models.prompt import Prompt

__all__ = ["Page", "PageName", "Visit", "page_of"]

STEPS = 6
ROLES = (Role.USES_SERVICES, Role.CARER, Role.STAFF, Role.ADVOCATE, Role.UNKNOWN)


class PageName(StrEnum):
    """The pages of a visit, in their order."""

    WELCOME = "welcome"
    PROMPT = "prompt"
    WAY = "way"
    WORDS = "words"
    READ_BACK = "read back"
    THROW_AWAY = "throw away"
    ROLE = "role"
    ROOM = "room"
    REPORT = "report"
    QUOTE = "quote"
    THANKS = "thanks"


STEP_OF = {
    PageName.PROMPT: 1,
    PageName.WAY: 2,
    PageName.WORDS: 3,
    PageName.READ_BACK: 4,
    PageName.THROW_AWAY: 4,
    PageName.ROLE: 5,
    PageName.ROOM: 6,
    PageName.REPORT: 6,
    PageName.QUOTE: 6,
}


@dataclass(frozen=True)
class Page:
    """One question, and the choices to answer it with."""

    name: PageName
    question: str
    choices: tuple[str, ...] = ()
    more: str = ""

    @property
    def step(self) -> str:
        """Say how far the visit is: "step 2 of 6", or nothing before and after."""
        number = STEP_OF.get(self.name)
        return f"step {number} of {STEPS}" if number else ""


@dataclass(frozen=True)
class Visit:
    """What one person chose and said so far."""

    page: PageName = PageName.WELCOME
    prompt: UUID | None = None
    words: str = ""
    role: Role = Role.UNKNOWN
    consent: Consent = field(default_factory=Consent)
    saved: UUID | None = None  # the contribution, once it is sent

    def to(self, page: PageName) -> "Visit":
        """Return the visit at another page."""
        return replace(self, page=page)

    def back(self, sees: KioskSees) -> "Visit":
        """Return the visit one page back; after sending, the words stay sent."""
        before = {
            PageName.PROMPT: PageName.WELCOME,
            PageName.WAY: PageName.PROMPT if len(sees.prompts) > 1 else PageName.WELCOME,
            PageName.WORDS: PageName.WAY,
            PageName.READ_BACK: PageName.WORDS,
            PageName.THROW_AWAY: PageName.READ_BACK,
            PageName.ROOM: PageName.ROLE,
            PageName.REPORT: PageName.ROOM,
            PageName.QUOTE: PageName.REPORT,
        }
        return self.to(before.get(self.page, self.page))

    def choose(self, number: int, sees: KioskSees) -> "Visit":
        """Return the visit after a choice on its page; ``number`` counts from 0."""
        if self.page is PageName.PROMPT:
            prompts = ordered_prompts(sees)
            chosen = prompts[number].uid if number < len(prompts) else None
            return replace(self, prompt=chosen, page=PageName.WAY)
        if self.page is PageName.ROLE:
            return replace(self, role=ROLES[number], page=PageName.ROOM)
        yes = number == 0
        if self.page is PageName.ROOM:
            return replace(self, consent=replace(self.consent, room=yes), page=PageName.REPORT)
        if self.page is PageName.REPORT:
            # Who does not want to be in the report cannot be quoted in it.
            after = PageName.QUOTE if yes else PageName.THANKS
            return replace(self, consent=replace(self.consent, report=yes, quote=False), page=after)
        if self.page is PageName.QUOTE:
            return replace(self, consent=replace(self.consent, quote=yes), page=PageName.THANKS)
        return self


def ordered_prompts(sees: KioskSees) -> list[Prompt]:
    """Return the prompts, the one the room is at first."""
    return sorted(sees.prompts, key=lambda prompt: prompt.uid != sees.room_is_at)[:5]


def page_of(visit: Visit, sees: KioskSees) -> Page:
    """Return the page that a visit is at."""
    prompts = ordered_prompts(sees)
    question = next((p.text for p in prompts if p.uid == visit.prompt), "What do you want to say?")
    pages = {
        PageName.WELCOME: Page(
            PageName.WELCOME,
            "Welcome. Say what matters to you.",
            more="Nobody asks for your name. Press any key to begin. Press 5 to hear each key.",
        ),
        PageName.PROMPT: Page(
            PageName.PROMPT,
            "What do you want to talk about?",
            (*(p.text for p in prompts), "Anything you want to say"),
        ),
        PageName.WAY: Page(
            PageName.WAY,
            "How do you want to answer?",
            ("Type it", "Ask a person to write it for me"),
            more=question,
        ),
        PageName.WORDS: Page(PageName.WORDS, question, more="Type, then press Enter."),
        PageName.READ_BACK: Page(
            PageName.READ_BACK,
            "Is this what you want to say?",
            ("Send it", "Change it", "Throw it away"),
            more=visit.words,
        ),
        PageName.THROW_AWAY: Page(
            PageName.THROW_AWAY, "Throw your words away?", ("No, keep them", "Yes, throw them away")
        ),
        PageName.ROLE: Page(
            PageName.ROLE,
            "Who are you here as, if you wish to say?",
            (
                "I use services",
                "I am a carer",
                "I am staff",
                "I am an advocate",
                "I'd rather not say",
            ),
        ),
        PageName.ROOM: Page(
            PageName.ROOM, "May we show your words on the room's screen?", ("Yes", "No")
        ),
        PageName.REPORT: Page(
            PageName.REPORT, "May your words count in the report?", ("Yes", "No")
        ),
        PageName.QUOTE: Page(
            PageName.QUOTE, "May the report quote your words as you wrote them?", ("Yes", "No")
        ),
        PageName.THANKS: Page(
            PageName.THANKS,
            "Thank you. Your words are safe with us.",
            ("I have finished",),
            more="A person reads them first. Nothing is shown that you said no to.",
        ),
    }
    return pages[visit.page]
