"""Back-ups by themselves: while a desk is open here, and after a command closed a space."""

from typing import TYPE_CHECKING

from models.settings import BackupSettings

if TYPE_CHECKING:
    from models.backup.backing_up import BackingUp
    from tui.keyboard import Keyboard

__all__ = ["DeskBackUps", "back_up_after_close"]

ON_A_SERVER = "It is on a server, whose own tools make the back-ups."


class DeskBackUps:
    """Starts the thread that makes them, once a desk is here: a room or a kiosk has none."""

    def __init__(self, app: "Keyboard", settings: BackupSettings) -> None:
        self._app = app
        self._settings = settings
        self._going: BackingUp | None = None

    def look(self) -> None:
        """Start where a desk is open; called now and then, and costs nothing after that."""
        if self._going is None and self._is_desk():
            from models.backup.backing_up import BackingUp  # a face does not wait for it

            self._going = BackingUp(self._settings)
            self._going.start()

    def _is_desk(self) -> bool:
        face = self._app.screen_stack[0] if self._app.screen_stack else None
        # The room that is led from itself is the desk of a machine with one screen.
        return getattr(face, "KIND", "") == "desk" or bool(getattr(face, "driven", False))

    def close(self) -> None:
        """Make the one that is due after a close, then end."""
        if self._going is not None:
            self._going.close()
            self._going = None


def back_up_after_close(settings: BackupSettings) -> tuple[str, str]:
    """Make the back-up that is due after a close, with no desk there to make it.

    Returns what was made and what was in the way, each in words or nothing. Where a desk makes
    one at this moment, there is nothing to tell.
    """
    from models.backup.backing_up import BackingUp
    from models.backup.table import backup_trouble
    from models.store.server import is_server

    if is_server():
        return ON_A_SERVER, ""
    done = BackingUp(settings).look(only_after_close=True)
    return f"Its back-up is {done.path}" if done else "", backup_trouble()
