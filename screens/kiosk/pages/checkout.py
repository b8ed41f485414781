"""How was this meeting? Five short questions; and what stands here when the meeting is over."""

from dataclasses import replace

from assets.language import _
from models.meeting.checkout import QUESTIONS, SCORES, Value
from screens.kiosk.pages.done import DonePages
from screens.kiosk.visit import Act, Choice, Page
from screens.kiosk.visit import PageName as N

__all__ = ["CheckoutPages"]


class CheckoutPages(DonePages):
    """The five questions at the end, and the page of a meeting that is over."""

    def how_offer(self) -> Page:
        """Offer the five questions, and everything else beside them."""
        return Page(
            _("How was this meeting?"),
            (
                Choice(_("Answer five short questions"), replace(self.visit, marks=(), page=N.HOW)),
                Choice(_("Say something else"), self.visit.to(N.PROMPT)),
                *self.done_choice,
            ),
            more=_("Nobody can see who answered what."),
        )

    def how(self) -> Page:
        """Ask one of the five; the last answer is saved with the others."""
        value = list(Value)[len(self.visit.marks)]
        is_last = len(self.visit.marks) + 1 == len(Value)
        answers = [*((_(words), score) for score, words in enumerate(SCORES, 1))]
        answers.append((_("I'd rather not say"), 0))
        return Page(
            _(QUESTIONS[value]),
            tuple(
                Choice(
                    words,
                    replace(
                        self.visit,
                        marks=(*self.visit.marks, score),
                        page=N.HOW_THANKS if is_last else N.HOW,
                    ),
                    Act.CHECK_OUT if is_last else None,
                )
                for words, score in answers
            ),
        )

    def how_thanks(self) -> Page:
        """Thank them, and ask what got in the way."""
        problem = self.visit.prompt or self.sees.problem
        return Page(
            _("Thank you. Your answers are counted."),
            (
                Choice(_("I have finished"), self.visit, Act.FINISH),
                Choice(
                    _("Say what got in the way today"),
                    replace(self.visit, prompt=problem, page=N.WAY),
                ),
            ),
            more=_("Nobody can see who answered what."),
        )

    def closed(self) -> Page:
        """Say that the meeting is over; who was here before can still do something."""
        return Page(
            _("This meeting has ended. Thank you for coming."),
            (
                Choice(
                    _("I have been here before"), replace(self.visit, words="", page=N.BEEN_HERE)
                ),
                Choice(_("I have finished"), self.visit, Act.FINISH),
                *self.done_choice,
            ),
            more=_("Do you want to add something? Ask a person here."),
        )
