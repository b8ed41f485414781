"""Heard with three keys more: F11 larger letters, Ctrl+O smaller, F10 the next person."""

import sys

from textual.events import Key

from screens.messages import BiggerLetters, NextPerson
from tui import app
from tui.cli import main


class WithKeys(app.HeardApp):
    """The application as it is, and the keys."""

    def before_key(self, event: Key) -> None:
        """Ask the application what a page of the kiosk asks it."""
        if event.key == "f10":
            self.screen.post_message(NextPerson())
        elif event.key in ("f11", "ctrl+o"):
            self.screen.post_message(BiggerLetters(1 if event.key == "f11" else -1))
        super().before_key(event)


if __name__ == "__main__":
    sys.path.insert(0, sys.argv.pop(1))
    app.HeardApp = WithKeys  # type: ignore[misc]
    main()
