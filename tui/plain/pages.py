"""The pages of a visit as plain lines: what is asked, and what there is to choose."""

from dataclasses import dataclass, replace

from assets.language import _
from models.kiosk.kiosk import KioskSees
from models.kiosk.picture import Picture
from screens.kiosk.pages import Around, back, page_of
from screens.kiosk.pages.base import offered
from screens.kiosk.visit import Body, Choice, Page, PageName, Visit

__all__ = [
    "AGAIN",
    "BACK",
    "HELP",
    "OTHER_LANGUAGE",
    "Rewrite",
    "can_change_language",
    "page_here",
    "written",
]

AGAIN, OTHER_LANGUAGE, BACK, HELP = "7", "8", "9", "0"
# There is no microphone page here, no square, and who reads lines has a voice of their own.
NOT_HERE = {PageName.RECORD, PageName.SQUARE, PageName.SETTINGS, PageName.MORE_SETTINGS}
# With "other pictures" there are six choices, and 7 is free for "again".
PICTURES_AT_ONCE = 5


@dataclass(frozen=True)
class Rewrite(Choice):
    """Write again where words stand already: below them, or in their place."""

    adds: bool = False


def page_here(visit: Visit, sees: KioskSees, pictures: tuple[Picture, ...]) -> Page:
    """Return the page that a visit is at, with the choices that there are on plain lines."""
    page = page_of(visit, sees, Around(pictures=pictures, per_board=PICTURES_AT_ONCE))
    if page.body is Body.WORDS and visit.words and visit.page is not PageName.RECEIPT:
        return _words_stand(page, visit)
    return replace(page, choices=tuple(one for one in page.choices if _is_here(one)))


def _words_stand(page: Page, visit: Visit) -> Page:
    """Ask what to do with words that stand there: a line cannot be gone back to and mended."""
    is_new = visit.page is PageName.NEW_WORDS
    empty = replace(visit, words="")
    return replace(
        page,
        body=Body.CHOICES,
        more=visit.words,
        choices=(
            Rewrite(_("Add to these words"), empty, adds=True),
            Rewrite(_("Write them anew"), empty),
            Choice(
                _("Leave them as they are"),
                visit.to(PageName.NEW_READ_BACK if is_new else PageName.READ_BACK),
            ),
        ),
    )


def _is_here(choice: Choice) -> bool:
    return choice.to.page not in NOT_HERE and not choice.to.few_keys


def can_change_language(visit: Visit, sees: KioskSees) -> bool:
    """Say whether another language is offered from this page."""
    return visit.page is not PageName.LANGUAGE and len(offered(sees)) > 1


def written(page: Page, visit: Visit, sees: KioskSees) -> str:
    """Return a page as lines, with what can be typed at its end."""
    parts = [page.step, page.question]
    if visit.page is PageName.WELCOME:
        parts = [sees.space.title, page.question]
        parts.append(_("Nobody asks for your name. Press Enter to begin."))
    elif visit.page is PageName.RECEIPT:
        parts += [page.more, _("An empty line alone goes back.")]
    elif page.body is Body.WORDS:
        parts.append(_("Type your words. An empty line ends them."))
        parts.append(_("An empty line alone goes back."))
    else:
        parts += [*_twice(page.huge), page.more]
        parts += [f"{number}: {one.words}" for number, one in enumerate(page.choices, 1)]
        parts += [_("Type a number, then press Enter."), _keys(visit, sees)]
    return "\n".join(part for part in parts if part)


def _twice(receipt: tuple[str, ...]) -> list[str]:
    """Return the words of a receipt, and once more."""
    words = ", ".join(receipt)
    return [words, f"{_('Once more:')} {words}"] if receipt else []


def _keys(visit: Visit, sees: KioskSees) -> str:
    """Name the numbers that mean the same everywhere, as far as they do something here."""
    keys = {AGAIN: _("Again")}
    if can_change_language(visit, sees):
        keys[OTHER_LANGUAGE] = _("Other language")
    if back(visit, sees) != visit:
        keys[BACK] = _("Back")
    keys[HELP] = _("Help")
    return " ".join(f"{key}: {words}." for key, words in keys.items())
