"""How the desk opens "Prepare"."""

from models.space.prepare import PrepareSees, read_prepare
from screens.desk.acts import DeskActs

__all__ = ["PrepareActs"]


class PrepareActs(DeskActs):
    """Open the pages of "Prepare"; the desk mixes this in."""

    def action_prepare(self) -> None:
        """Prepare the space: read what there is, then open it."""
        self.do(read_prepare, self.space.uid, then=self._prepare)

    def _prepare(self, sees: PrepareSees) -> None:
        # Loaded when it is first used: the desk opens without it.
        from screens.desk.prepare import PrepareScreen

        self.app.push_screen(PrepareScreen(sees))
