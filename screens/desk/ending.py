"""The end of a meeting, from the desk: promises, how it was, the report. Screens of their own."""

from screens.desk.acts import DeskActs

__all__ = ["EndingActs"]


class EndingActs(DeskActs):
    """The ways to them; the desk mixes this in. Each is loaded when it is asked for."""

    def action_promises(self) -> None:
        """See all promises by theme, and which themes have no answer yet."""
        from screens.desk.promises import PromisesScreen

        self.app.push_screen(PromisesScreen(self.sees))

    def action_how_was_it(self) -> None:
        """Ask how the meeting was."""
        from screens.desk.checkout import CheckoutScreen

        self.app.push_screen(CheckoutScreen(self.space))

    def action_report(self) -> None:
        """Read the draft report, save it, close the space."""
        from screens.desk.report import ReportScreen

        self.app.push_screen(ReportScreen(self.space))

    def action_hand_out(self) -> None:
        """Make the outcome in every format, and hand it out."""
        from screens.desk.handing_out import HandingOutScreen

        self.app.push_screen(HandingOutScreen(self.space))

    def action_year(self) -> None:
        """Read the report of the year: all spaces, all promises."""
        from screens.desk.year import open_year

        open_year(self)

    def action_keep_words(self) -> None:
        """See until when the words of this space are kept, and decide."""
        from models.erasure.retention import kept_words
        from screens.keeping import ask_about_words

        self.do(kept_words, self.space.uid, then=lambda kept: ask_about_words(self, kept))

    def action_easy_read(self) -> None:
        """Make the Easy Read paper easier, and have it signed."""
        from screens.desk.easy_read import EasyReadScreen

        self.app.push_screen(EasyReadScreen(self.space))
