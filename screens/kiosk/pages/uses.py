"""The pages on who a person is here as, and what their words may be used for."""

from dataclasses import replace

from assets.language import _
from models.contribution.contribution import Role
from screens.kiosk.pages.base import PagesBase
from screens.kiosk.visit import Act, Choice, Page, Visit
from screens.kiosk.visit import PageName as N

__all__ = ["UsePages"]


class UsePages(PagesBase):
    """The pages on who a person is here as, and what their words may be used for."""

    def role(self) -> Page:
        """Ask for a role, never a name."""
        roles = (
            (_("I use services"), Role.USES_SERVICES),
            (_("I am a carer"), Role.CARER),
            (_("I am staff"), Role.STAFF),
            (_("I am an advocate"), Role.ADVOCATE),
            (_("I'd rather not say"), Role.UNKNOWN),
        )
        return Page(
            _("Who are you here as, if you wish to say?"),
            tuple(
                Choice(words, replace(self.visit, role=role, page=N.ROOM), Act.DESCRIBE)
                for words, role in roles
            ),
        )

    def _yes_or_no(self, question: str, use: str, yes: Visit, no: Visit) -> Page:
        """Ask for one use; "no" is one key, as "yes" is."""

        def answered(to: Visit, given: bool) -> Visit:
            return replace(to, consent=replace(self.visit.consent, **{use: given}))

        return Page(
            question,
            (
                Choice(_("Yes"), answered(yes, True), Act.DESCRIBE),
                Choice(_("No"), answered(no, False), Act.DESCRIBE),
            ),
        )

    def room(self) -> Page:
        """Ask for the first use: the room's screen."""
        after = self.visit.to(N.REPORT)
        return self._yes_or_no(
            _("May we show your words on the room's screen?"), "room", after, after
        )

    def report(self) -> Page:
        """Ask for the second use: the report."""
        page = self._yes_or_no(
            _("May your words count in the report?"),
            "report",
            self.visit.to(N.QUOTE),
            self._last(),
        )
        yes, no = page.choices
        # Who does not want to be in the report cannot be quoted in it.
        none = replace(no.to, consent=replace(no.to.consent, quote=False))
        return replace(page, choices=(yes, replace(no, to=none, act=Act.GIVE_RECEIPT)))

    def quote(self) -> Page:
        """Ask for the third use: a quote."""
        page = self._yes_or_no(
            _("May the report quote your words as you said them?"),
            "quote",
            self._last(),
            self._last(),
        )
        return replace(
            page, choices=tuple(replace(choice, act=Act.GIVE_RECEIPT) for choice in page.choices)
        )

    def _last(self) -> Visit:
        """Return the visit at its last page: help numbers come before the receipt."""
        return self.visit.to(N.NUMBERS if self.visit.needs_numbers else N.THANKS)

    def numbers(self) -> Page:
        """Show the numbers that the facilitator has set. Heard gives no advice."""
        numbers = self.sees.help_numbers
        return Page(
            _("Thank you for telling us. A person reads it first."),
            (Choice(_("Go on"), self.visit.to(N.THANKS)),),
            more="\n".join((_("You can call:"), *numbers)) if numbers else "",
        )
