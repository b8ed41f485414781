"""Back-ups by themselves, while a desk is open in this process."""

from typing import TYPE_CHECKING

from models.settings import BackupSettings

if TYPE_CHECKING:
    from models.backing_up import BackingUp
    from tui.keyboard import Keyboard

__all__ = ["DeskBackUps"]


class DeskBackUps:
    """Starts the thread that makes them, once a desk is here: a room or a kiosk has none."""

    def __init__(self, app: "Keyboard", settings: BackupSettings) -> None:
        self._app = app
        self._settings = settings
        self._going: BackingUp | None = None

    def look(self) -> None:
        """Start where a desk is open; called now and then, and costs nothing after that."""
        if self._going is None and self._is_desk():
            from models.backing_up import BackingUp  # a face does not wait for it

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
