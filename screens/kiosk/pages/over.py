"""The pages that stand over any other one, and go back to it."""

from assets.language import _
from screens.kiosk.pages.base import PagesBase
from screens.kiosk.pages.order import back
from screens.kiosk.visit import Act, Choice, Page
from screens.kiosk.visit import PageName as N

__all__ = ["OverPages"]


class OverPages(PagesBase):
    """The pages that stand over any other one, and go back to it."""

    def other_keys(self) -> Page:
        """Offer the page's keys as choices: while a person types, digits are text."""
        under = self.visit.under()
        return Page(
            _("What next?"),
            (
                Choice(_("Go on typing"), under),
                Choice(_("Say it again"), under, Act.SAY_AGAIN),
                Choice(_("Louder, bigger, language"), self.visit.to(N.SETTINGS)),
                Choice(_("Go back"), back(under, self.sees)),
                Choice(_("Ask for help"), under, Act.HELP),
            ),
        )

    def settings(self) -> Page:
        """Offer what a person needs most often."""
        return Page(
            _("What would help?"),
            (
                Choice(_("Louder"), self.visit, Act.LOUDER),
                Choice(_("Slower"), self.visit, Act.SLOWER),
                Choice(_("Bigger letters"), self.visit, Act.BIGGER),
                Choice(_("Other colours"), self.visit, Act.COLOURS),
                Choice(_("Other language"), self.visit.to(N.LANGUAGE)),
                Choice(_("More"), self.visit.to(N.MORE_SETTINGS)),
            ),
        )

    def more_settings(self) -> Page:
        """Offer the rest."""
        echoes, scans = self.around.echoes, self.around.scans
        letters = _("Say each letter I type: on") if echoes else _("Say each letter I type: off")
        one_key = _("Choose with one key: on") if scans else _("Choose with one key: off")
        return Page(
            _("What would help?"),
            (
                Choice(_("Quieter"), self.visit, Act.QUIETER),
                Choice(_("Faster"), self.visit, Act.FASTER),
                Choice(_("Smaller letters"), self.visit, Act.SMALLER),
                Choice(letters, self.visit, Act.LETTERS),
                Choice(one_key, self.visit.to(N.SPEED), Act.ONE_KEY),
                Choice(_("Go back"), self.visit.under()),
            ),
        )

    def speed(self) -> Page:
        """Offer how long the light stays on each choice."""
        return Page(
            _("How long should the light stay on each choice?"),
            (
                Choice(_("Longer"), self.visit, Act.LIGHT_SLOWER),
                Choice(_("Shorter"), self.visit, Act.LIGHT_FASTER),
                Choice(_("Choose with one key: off"), self.visit.to(N.MORE_SETTINGS), Act.ONE_KEY),
                Choice(_("It is good so"), self.visit.under()),
            ),
            more=_("Press Enter or Space when what you want is lit."),
        )

    def still_there(self) -> Page:
        """Ask whether somebody is still here; any key says so."""
        return Page(
            _("Are you still there?"),
            more=_("Press any key to go on. Nothing that you said is lost."),
        )

    def handed_back(self) -> Page:
        """Offer words that the desk gave back."""
        return Page(
            _("The person at the desk gave these words back. Are they yours?"),
            (
                Choice(_("Yes, go on"), self.visit.to(N.WORDS)),
                Choice(_("No, they are not mine"), self.visit, Act.FINISH),
            ),
            more=self.visit.words,
        )
