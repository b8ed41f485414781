"""The way back: from each page to the one before it."""

from dataclasses import replace

from models.contribution.contribution import WayIn
from models.kiosk.kiosk import KioskSees
from screens.kiosk.pages.base import offered
from screens.kiosk.visit import PageName as N
from screens.kiosk.visit import Visit

__all__ = ["back", "begin", "first_page"]

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
    N.RECEIPT: N.BEEN_HERE,
    N.FATE: N.FOUND,
    N.NEW_WORDS: N.FOUND,
    N.NEW_READ_BACK: N.NEW_WORDS,
    N.TAKE_BACK: N.FOUND,
}


def begin(sees: KioskSees) -> Visit:
    """Return a visit at the page after the welcome."""
    return Visit(N.LANGUAGE if len(offered(sees)) > 1 else first_page(sees))


def first_page(sees: KioskSees) -> N:
    """Return the first page that asks something, once the language is chosen."""
    if sees.is_closed:
        return N.CLOSED
    return N.HOW_OFFER if sees.asks_how_it_was else N.PROMPT


def back(visit: Visit, sees: KioskSees) -> Visit:
    """Return the visit one page back; after sending, the words stay sent."""
    if visit.behind:
        return visit.under()
    if visit.page is N.HOW and visit.marks:
        return replace(visit, marks=visit.marks[:-1])
    if visit.page in (N.DONE, N.FATE) and visit.board:
        return replace(visit, board=visit.board - 1)
    if visit.page is N.DONE_THANKS:
        return replace(visit, page=N.DONE)
    before = BEFORE.get(visit.page) or _before(visit, sees)
    if visit.page is N.PROMPT and visit.board:
        before = N.PROMPT
    pictures = visit.pictures[:-1] if visit.page is N.FEELING else visit.pictures
    board = 0 if before in (N.PROMPT, N.CHOSEN, N.WAY) else visit.board
    return replace(visit, page=before, pictures=pictures, board=board)


def _before(visit: Visit, sees: KioskSees) -> N:
    """Return the page before one that has several ways to it; a page itself where there is none."""
    begins = N.LANGUAGE if len(offered(sees)) > 1 else N.WELCOME
    ways = {
        N.PROMPT: N.HOW_OFFER if sees.asks_how_it_was else begins,
        N.HOW_OFFER: begins,
        N.CLOSED: begins,
        N.HOW: N.HOW_OFFER,
        N.BEEN_HERE: N.CLOSED if sees.is_closed else N.PROMPT,
        N.DONE: N.FATE if visit.fate else first_page(sees),
        N.PICTURES: N.CHOSEN if visit.pictures else N.WAY,
        N.READ_BACK: N.CHOSEN if visit.way is WayIn.PICTURES else N.WORDS,
        N.THROW_AWAY: N.LISTEN_BACK if visit.way is WayIn.RECORDED else N.READ_BACK,
    }
    return ways.get(visit.page, visit.page)
