"""The receipt, and the pages for who comes back with one."""

from dataclasses import replace
from textwrap import wrap
from typing import TYPE_CHECKING

from assets.language import _
from screens.kiosk.pages.done import DonePages
from screens.kiosk.pages.order import back
from screens.kiosk.visit import Act, Body, Choice, Page
from screens.kiosk.visit import PageName as N

if TYPE_CHECKING:
    from models.contribution.fate import Fate

__all__ = ["ReceiptPages"]

# With three choices beneath, so many are whole on the smallest screen.
MOST_LETTERS = 160


def pages_of(fate: "Fate") -> list[str]:
    """Return what became of somebody's words page by page; each promise begins a new one."""
    pages = []
    for part in fate.parts():
        page = ""
        for piece in (piece for words in part for piece in wrap(words, MOST_LETTERS)):
            joined = f"{page} {piece}".lstrip()
            if page and len(joined) > MOST_LETTERS:
                pages.append(page)
                joined = piece
            page = joined
        pages.append(page)
    return pages


class ReceiptPages(DonePages):
    """The receipt, and the pages for who comes back with one."""

    def thanks(self) -> Page:
        """Thank them, and give the receipt."""
        done = Choice(_("I have finished"), self.visit, Act.FINISH)
        if not self.visit.receipt:
            return Page(
                _("Thank you. Your words are safe with us."),
                (done,),
                more=_("A person reads them first. Nothing is shown that you said no to."),
            )
        square = Choice(_("Show them as a square for a phone"), self.visit.to(N.SQUARE))
        return Page(
            _("Thank you. Keep these four words:"),
            (done, square) if self.around.has_room_for_square else (done,),
            huge=self.visit.receipt,
            more=_("With them you can change your words, or take them back."),
        )

    def square(self) -> Page:
        """Show the receipt as a square that holds the words themselves."""
        return Page(
            _("A phone reads your four words from this square. Press 9 to go back."),
            more=" ".join(self.visit.receipt),
            body=Body.SQUARE,
        )

    def been_here(self) -> Page:
        """Ask how they want to give their four words."""
        return Page(
            _("You have four words from last time."),
            (
                Choice(_("Type them"), replace(self.visit, few_keys=False, page=N.RECEIPT)),
                Choice(_("Type with few keys"), replace(self.visit, few_keys=True, page=N.RECEIPT)),
                Choice(_("Go back"), back(self.visit, self.sees)),
            ),
        )

    def receipt(self) -> Page:
        """Ask for the four words."""
        more = _("Type them, then press Enter.") if self.typing is Body.WORDS else ""
        return Page(_("What are your four words?"), more=more, body=self.typing)

    def found(self) -> Page:
        """Read what they told us."""
        return Page(
            _("This is what you told us."),
            (
                Choice(_("What became of it"), replace(self.visit, board=0, page=N.FATE)),
                Choice(_("Change it"), self.visit.to(N.NEW_WORDS)),
                Choice(_("Take it back"), self.visit.to(N.TAKE_BACK)),
                Choice(_("I have finished"), self.visit, Act.FINISH),
            ),
            more=self.visit.words or _("You told us with your voice."),
        )

    def fate(self) -> Page:
        """Say what became of it, as much at a time as every screen has place for."""
        parts = pages_of(self.visit.fate) if self.visit.fate else [""]
        number = min(self.visit.board, len(parts) - 1)
        finish = Choice(_("I have finished"), self.visit, Act.FINISH)
        if number < len(parts) - 1:
            choices = [Choice(_("Go on"), replace(self.visit, board=number + 1)), finish]
        else:
            found = Choice(_("Go back"), self.visit.to(N.FOUND))
            choices = [found, *self.own_done_choice, finish]
        step = _("step {number} of {all}").format(number=number + 1, all=len(parts))
        return Page(
            _("What became of it"),
            tuple(choices),
            more=parts[number],
            step=step if len(parts) > 1 else "",
        )

    def new_words(self) -> Page:
        """Let them change their words."""
        more = _("Type, then press Enter.") if self.typing is Body.WORDS else ""
        return Page(_("Change what you told us."), more=more, body=self.typing)

    def new_read_back(self) -> Page:
        """Read the changed words back."""
        return Page(
            _("Is this what you want to say now?"),
            (
                Choice(_("Yes, keep it so"), self.visit, Act.CHANGE_WORDS),
                Choice(_("Change it"), self.visit.to(N.NEW_WORDS)),
                Choice(_("Leave it as it was"), self.visit, Act.FINISH),
            ),
            more=self.visit.words,
        )

    def take_back(self) -> Page:
        """Ask again before words are taken back."""
        return Page(
            _("Take your words back? They are deleted for good."),
            (
                Choice(_("No, keep them"), self.visit.to(N.FOUND)),
                Choice(_("Yes, take them back"), self.visit.to(N.GONE), Act.WITHDRAW),
            ),
        )

    def gone(self) -> Page:
        """Say that the words are gone."""
        return Page(
            _("Your words are gone."),
            (Choice(_("I have finished"), self.visit, Act.FINISH),),
            more=_("Nobody can see them any more. Your four words work no longer."),
        )
