"""Is it done? What staff call done, asked of the people it was promised to, one by one."""

from dataclasses import replace
from uuid import UUID

from assets.language import N_, _, now
from models.kiosk.picture import Picture, feelings
from models.promise.done_answers import DoneAnswer
from models.promise.promise import Promise
from models.words import stop
from screens.kiosk.pages.base import PagesBase
from screens.kiosk.visit import Act, Body, Choice, Page, Visit
from screens.kiosk.visit import PageName as N

__all__ = ["DonePages"]

# In the order of the three faces: happy, so-so, not happy.
WORDS = {
    DoneAnswer.YES: N_("Yes, it is done"),
    DoneAnswer.CANNOT_SAY: N_("I can't say"),
    DoneAnswer.NOT_YET: N_("Not yet"),
}


class DonePages(PagesBase):
    """The promises that are called done, a question a page, and the thanks after the last."""

    @property
    def _in_turn(self) -> tuple[Promise, ...]:
        """What is asked about, in turn: first what answers the words somebody came back for."""
        return tuple(sorted(self.sees.called_done, key=lambda one: one.uid not in self._own))

    @property
    def own_done_choice(self) -> tuple[Choice, ...]:
        """The choice that leads here from what became of somebody's words."""
        is_asked = any(one.uid in self._own for one in self.sees.called_done)
        return self.done_choice if is_asked else ()

    @property
    def _own(self) -> frozenset[UUID]:
        """The promises that answer the words somebody came back for."""
        fate = self.visit.fate
        return frozenset(one.uid for one in fate.promises) if fate else frozenset()

    @property
    def done_choice(self) -> tuple[Choice, ...]:
        """The choice that leads here, where there is anything to ask and it was not asked yet."""
        if not self.sees.called_done or self.visit.answered or self.visit.said_done:
            return ()
        begin = replace(self.visit, board=0, page=N.DONE)
        return (Choice(_("Say whether promises are done"), begin),)

    def done(self) -> Page:
        """Ask about one promise. Each answer counts at once, and can be changed by going back."""
        asked = self._in_turn
        if self.visit.board >= len(asked):  # one was taken away meanwhile
            return self.done_thanks()
        one = asked[self.visit.board]
        said = [
            Choice(_(WORDS[answer]), self._after(one, answer), Act.SAY_DONE, picture=face)
            for answer, face in zip(WORDS, _faces(), strict=True)
        ]
        stop_here = Choice(_("I have answered enough"), self.visit.to(N.DONE_THANKS))
        language = self.sees.space.language
        return Page(
            _told(one),
            (*said, stop_here),
            more=_("We promised this. Staff say it is done. Is it? Nobody sees who answers what."),
            body=Body.PICTURES,
            language=language if language != now() else "",
        )

    def _after(self, one: Promise, answer: DoneAnswer) -> Visit:
        """Return the visit at the next question, or at the thanks, with this answer in it."""
        answered = {**dict(self.visit.answered), one.uid: answer}
        is_last = self.visit.board + 1 >= len(self.sees.called_done)
        return replace(
            self.visit,
            answered=tuple(answered.items()),
            board=self.visit.board if is_last else self.visit.board + 1,
            page=N.DONE_THANKS if is_last else N.DONE,
        )

    def done_thanks(self) -> Page:
        """Thank them; everything else is still there."""
        choices = [Choice(_("I have finished"), self.visit, Act.FINISH)]
        if not self.sees.is_closed:
            # From here on the visit knows no more than that it was asked.
            said = bool(self.visit.answered)
            on = replace(self.visit, answered=(), said_done=said, board=0, page=N.PROMPT)
            choices.append(Choice(_("Say something else"), on))
        counted = _("Thank you. Your answers are counted.")
        return Page(
            counted if self.visit.answered else _("Thank you. Nothing was counted."),
            tuple(choices),
            more=_('Where people say "not yet", that stands beside "done".'),
        )


def _told(one: Promise) -> str:
    """Return what was promised, and what staff say was done: both in the language of the space."""
    update = one.done_update
    return "\n".join(stop(words) for words in (one.what, update.words if update else "") if words)


def _faces() -> list[Picture]:
    """Return the three faces, with the words of the three answers in the place of their own."""
    return [
        replace(face, words=words) for face, words in zip(feelings(), WORDS.values(), strict=True)
    ]
