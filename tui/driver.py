"""The way from the terminal's keyboard to the application."""

from textual.drivers.linux_driver import LinuxDriver

__all__ = ["SteadyDriver"]

PAUSE_SECONDS = 0.05


class SteadyDriver(LinuxDriver):
    """A driver that outlives bytes that are no text and sequences that are no keys.

    Textual's own shows a traceback and ends at the first of them.
    """

    # Private in Textual, hence the exact pin.
    def _run_input_thread(self) -> None:
        while not self.exit_event.is_set():
            try:
                self.run_input_thread()
            except OSError:  # the terminal is gone
                self._app.call_later(self._app.exit)
                return
            except Exception:
                self.exit_event.wait(PAUSE_SECONDS)  # only what came with the garbage is lost
