"""The way from the terminal's keyboard to the application, and what is done when it is gone."""

import codecs
import os
import selectors
import threading
import time
from typing import Any

from textual import constants
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import (
    KITTY_DISAMBIGUATE_ESCAPE_CODES,
    KITTY_REPORT_ALL_KEYS,
    KITTY_REPORT_ASSOCIATED_TEXT,
    LinuxDriver,
)
from textual.events import Key, MouseEvent, Paste, Resize
from textual.message import Message

from models.store import writer
from tui.gate import Gate
from tui.pastes import PASTE_SECONDS, PasteWatch

__all__ = ["SteadyDriver", "leave_without_terminal"]

# How long to wait for the rest of a sequence before Escape is taken for the key.
REST_SECONDS = 0.11
# Leaving in order takes a moment; without a terminal it can also wait for ever to draw.
GRACE_SECONDS = 3.0
# What a kiosk takes. A fast typist makes ten keys a second; a test, and a person who pastes into
# a terminal that has no brackets for it, some hundred at once.
KEYS_A_SECOND, KEYS_AT_ONCE = 60, 240
MOUSE_A_SECOND, MOUSE_AT_ONCE = 100, 200
LONGEST_PASTE = 20_000  # characters
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
        self._key_gate = Gate(KEYS_A_SECOND, KEYS_AT_ONCE)
        self._mouse_gate = Gate(MOUSE_A_SECOND, MOUSE_AT_ONCE)

    @property
    def _at_kiosk(self) -> bool:
        return bool(getattr(self._app, "at_kiosk", False))

    def process_message(self, message: Message) -> None:
        """Hand on what was pressed or pasted; of a flood at a kiosk, only what a person can do."""
        if isinstance(message, Resize) and not message.size:
            return  # a faulty report: on no rows at all, nothing would be drawn any more
        if self._at_kiosk:
            if isinstance(message, Paste):
                message.text = message.text[:LONGEST_PASTE]
            gates = ((Key, self._key_gate), (MouseEvent, self._mouse_gate))
            if any(isinstance(message, kind) and not gate.lets_in() for kind, gate in gates):
                return
        super().process_message(message)

    def _sigtstp_application(self, *args: object) -> None:
        """Stop until somebody goes on, as other programs do; a kiosk stays as it is."""
        if not self._at_kiosk:
            super()._sigtstp_application(*args)

    def disable_input(self) -> None:
        """Have no more keys read."""
        if self._key_thread is not None and self._key_thread.is_alive():
            os.write(self._tell_to_leave, b".")
        super().disable_input()

    def enter_again(self) -> None:
        """Tell a terminal that came in the place of another what we need of it.

        What Textual's own start writes, without its threads and the settings of the line, which
        are as they were.
        """
        self.write("\x1b[?1049h\x1b[?25l\x1b[?1004h")  # a screen of its own, no cursor, focus
        self._enable_mouse_support()
        flags = KITTY_DISAMBIGUATE_ESCAPE_CODES | KITTY_REPORT_ALL_KEYS
        if not constants.DISABLE_KITTY_KEY:
            self.write(f"\x1b[>{flags | KITTY_REPORT_ASSOCIATED_TEXT}u")
        self._in_band_window_resize = False
        self._request_terminal_sync_mode_support()
        self._query_in_band_window_resize()
        self._enable_bracketed_paste()
        self._disable_line_wrap()
        self.flush()

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
        paste = PasteWatch()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._told_to_leave, selectors.EVENT_READ)
            rest = None
            while True:
                ready = {key.fd for key, _ in selector.select(rest)}
                if self._told_to_leave in ready:
                    os.read(self._told_to_leave, 1)
                    return
                typed = paste.end() if paste.is_open and not ready else ""
                rest = REST_SECONDS if ready else None
                if ready:
                    found = os.read(self.fileno, 4096)
                    if not found:
                        raise OSError
                    typed = decode(found)
                    paste.saw(typed)
                if paste.is_open:
                    rest = PASTE_SECONDS
                try:
                    for event in [*(parser.feed(typed) if typed else ()), *parser.tick()]:
                        self.process_message(event)
                except Exception:
                    # No key at all: only what came with it is lost.
                    parser = XTermParser(self._debug)
