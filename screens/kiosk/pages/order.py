"""The way back: from each page to the one before it."""

from dataclasses import replace

from models.contribution import WayIn
from models.kiosk import KioskSees
from screens.kiosk.pages.base import offered
from screens.kiosk.visit import PageName as N
from screens.kiosk.visit import Visit

__all__ = ["back", "begin"]

BEFORE = {
    N.LANGUAGE: N.WELCOME,
    N.WAY: N.PROMPT,
    N.WORDS: N.WAY,
    N.FEELING: N.PICTURES,
    N.CHOSEN: N.WAY,
    N.RECORD: N.WAY,
    N.ASKED: N.WAY,
    N.ROOM: N.ROLE,
    N.REPORT: N.ROOM,
    N.QUOTE: N.REPORT,
    N.SQUARE: N.THANKS,
    N.BEEN_HERE: N.PROMPT,
    N.RECEIPT: N.BEEN_HERE,
    N.FATE: N.FOUND,
    N.NEW_WORDS: N.FOUND,
    N.NEW_READ_BACK: N.NEW_WORDS,
    N.TAKE_BACK: N.FOUND,
}


def begin(sees: KioskSees) -> Visit:
    """Return a visit at the page after the welcome."""
    return Visit(N.LANGUAGE if len(offered(sees)) > 1 else N.PROMPT)


def back(visit: Visit, sees: KioskSees) -> Visit:
    """Return the visit one page back; after sending, the words stay sent."""
    if visit.behind:
        return visit.under()
    before = BEFORE.get(visit.page) or _before(visit, sees)
    if visit.page is N.PROMPT and visit.board:
        before = N.PROMPT
    pictures = visit.pictures[:-1] if visit.page is N.FEELING else visit.pictures
    board = 0 if before in (N.PROMPT, N.CHOSEN, N.WAY) else visit.board
    return replace(visit, page=before, pictures=pictures, board=board)


def _before(visit: Visit, sees: KioskSees) -> N:
    """Return the page before one that has several ways to it; a page itself where there is none."""
    ways = {
        N.PROMPT: N.LANGUAGE if len(offered(sees)) > 1 else N.WELCOME,
        N.PICTURES: N.CHOSEN if visit.pictures else N.WAY,
        N.READ_BACK: N.CHOSEN if visit.way is WayIn.PICTURES else N.WORDS,
        N.THROW_AWAY: N.LISTEN_BACK if visit.way is WayIn.RECORDED else N.READ_BACK,
    }
    return ways.get(visit.page, visit.page)
