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
