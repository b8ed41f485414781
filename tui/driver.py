"""The way from the terminal's keyboard to the application, and what is done when it is gone."""

import codecs
import os
import selectors
import threading
import time
from typing import Any

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from models import writer

__all__ = ["SteadyDriver", "leave_without_terminal"]

# How long to wait for the rest of a sequence before Escape is taken for the key.
REST_SECONDS = 0.11
# Leaving in order takes a moment; without a terminal it can also wait for ever to draw.
GRACE_SECONDS = 3.0
HUNG_UP = 129  # the shell's own status for "ended by SIGHUP"


def leave_without_terminal() -> None:
    """End this process soon, whatever it waits for: first what was asked to be saved is saved."""

    def leave() -> None:
        time.sleep(GRACE_SECONDS)
        writer.finish()
        os._exit(HUNG_UP)

    threading.Thread(target=leave, daemon=True, name="leaving").start()


class SteadyDriver(LinuxDriver):
    """A driver that outlives bytes that are no text and sequences that are no keys.

    Textual's own shows a traceback and ends at the first of them, and where the terminal is
    gone it asks for keys as fast as it can. This one also sleeps until a key comes, instead of
    looking ten times a second.
    """

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._told_to_leave, self._tell_to_leave = os.pipe()

    def disable_input(self) -> None:
        """Have no more keys read."""
        if self._key_thread is not None and self._key_thread.is_alive():
            os.write(self._tell_to_leave, b".")
        super().disable_input()

    # These two are private in Textual, hence the exact pin.
    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except OSError:  # the terminal is gone
            leave_without_terminal()
            self._app.call_later(self._app.exit)

    def run_input_thread(self) -> None:
        """Hand on what is typed, until the application ends or the terminal is gone."""
        decode = codecs.getincrementaldecoder("utf-8")("ignore").decode
        parser = XTermParser(self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._told_to_leave, selectors.EVENT_READ)
            rest = None
            while True:
                ready = {key.fd for key, _ in selector.select(rest)}
                if self._told_to_leave in ready:
                    os.read(self._told_to_leave, 1)
                    return
                typed = ""
                rest = REST_SECONDS if ready else None
                if ready:
                    found = os.read(self.fileno, 4096)
                    if not found:
                        raise OSError
                    typed = decode(found)
                try:
                    for event in [*(parser.feed(typed) if typed else ()), *parser.tick()]:
                        self.process_message(event)
                except Exception:
                    # No key at all: only what came with it is lost.
                    parser = XTermParser(self._debug)
