"""The kit check inside the application: it looks on a thread, and hands each line to the dialog."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from textual.app import SuspendNotSupported

from models.errors import HeardError
from models.settings import Settings
from screens.messages import KitLine

if TYPE_CHECKING:
    from tui.asking import Answers
    from tui.keyboard import Keyboard
    from tui.kit_lines import Around

__all__ = ["KitLooks"]


class KitLooks:
    """Looks at the kit, and shows what was found."""

    def __init__(self, app: "Keyboard", settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._answers: Answers | None = None
        # Two sentences at once would be one noise.
        self._one_at_a_time = asyncio.Lock()

    def look(self, names: Sequence[str], space: UUID | None) -> None:
        """Open the dialog and look at everything; with names, look at those for the open one."""
        if not names:
            self._open(space)
        self._app.run_worker(
            self._go(tuple(names), space),
            exit_on_error=False,
            group="kit",
            description="kit check",
        )

    def _open(self, space: UUID | None) -> None:
        from screens.dialogs import KitDialog
        from tui.kit import LOOKS

        self._answers = self._ask()
        waiting = [KitLine(name, title, "looking", "") for name, (title, _) in LOOKS.items()]
        self._app.push_screen(KitDialog(waiting, space))

    def _ask(self) -> "Answers | None":
        """Ask the terminal how it draws: the screen is put aside for that moment."""
        from tui.asking import ask_terminal
        from tui.kit_screen import SAMPLES

        if self._app.is_headless:
            return None
        try:
            with self._app.suspend():
                return ask_terminal(list(SAMPLES.values()))
        except SuspendNotSupported:
            return None

    def learn(self) -> None:
        """Learn the keys of a number pad, on the plain terminal beneath, and use them at once."""
        from models.settings import read_settings
        from tui.commands.keys import learn_pad

        if self._app.is_headless:
            return
        try:
            with self._app.suspend():
                learn_pad()
        except (HeardError, SuspendNotSupported):
            return  # stopped: nothing was changed
        keys = read_settings()[0].keys
        self._settings = replace(self._settings, keys=keys)
        self._app.use_keys(keys)
        self.look(("pad",), None)

    async def _go(self, names: tuple[str, ...], space: UUID | None) -> None:
        from screens.dialogs import KitDialog
        from tui.kit import LOOKS, around_here, look

        async with self._one_at_a_time:
            size = self._app.size

            def around_now() -> "Around":
                return around_here(
                    self._settings, size.width, size.height, answers=self._answers, space=space
                )

            around = await asyncio.to_thread(around_now)
            for name in names or LOOKS:
                line = await asyncio.to_thread(look, name, around)
                shown = [one for one in self._app.screen_stack if isinstance(one, KitDialog)]
                if not shown:
                    return  # nobody waits for the rest
                found = KitLine(line.name, line.title, str(line.verdict), line.found, line.do)
                shown[-1].post_message(found)
