"""The pages of a visit in words: each asks one question, and each choice says where it leads."""

from dataclasses import replace

from assets.language import _
from models.kiosk.kiosk import KioskSees
from models.meeting.checkout import Value
from screens.kiosk.pages.answer import AnswerPages
from screens.kiosk.pages.base import Around, offered
from screens.kiosk.pages.checkout import CheckoutPages
from screens.kiosk.pages.order import back, begin
from screens.kiosk.pages.over import OverPages
from screens.kiosk.pages.receipt import ReceiptPages
from screens.kiosk.pages.uses import UsePages
from screens.kiosk.visit import Page, Visit
from screens.kiosk.visit import PageName as N

__all__ = ["Around", "back", "begin", "page_of"]

STEPS = (
    {N.LANGUAGE},
    {N.PROMPT},
    {N.WAY},
    {N.WORDS, N.PICTURES, N.FEELING, N.CHOSEN, N.RECORD, N.RECORDING, N.ASKED},
    {N.READ_BACK, N.LISTEN_BACK, N.THROW_AWAY},
    {N.ROLE},
    {N.ROOM, N.REPORT, N.QUOTE},
    {N.THANKS, N.NUMBERS, N.SQUARE},
)


class Pages(AnswerPages, UsePages, ReceiptPages, CheckoutPages, OverPages):
    """Every page; each method bears the name of its page."""


def page_of(visit: Visit, sees: KioskSees, around: Around | None = None) -> Page:
    """Return the page that a visit is at."""
    page: Page = getattr(Pages(visit, sees, around or Around()), visit.page)()
    return replace(page, step=page.step or _step_of(visit, sees))


def _step_of(visit: Visit, sees: KioskSees) -> str:
    """Say how far the visit is: "step 2 of 8", or nothing before it and beside it."""
    if visit.page is N.DONE and sees.called_done:
        all_ = len(sees.called_done)
        return _("step {number} of {all}").format(number=min(visit.board + 1, all_), all=all_)
    if visit.page is N.HOW:
        return _("step {number} of {all}").format(number=len(visit.marks) + 1, all=len(Value))
    steps = STEPS if len(offered(sees)) > 1 else STEPS[1:]
    for number, pages in enumerate(steps, 1):
        if visit.page in pages:
            return _("step {number} of {all}").format(number=number, all=len(steps))
    return ""
