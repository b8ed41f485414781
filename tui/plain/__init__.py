"""The kiosk on plain lines: no full screen, for braille displays, screen readers, slow links."""

import signal
import sys
from uuid import UUID

__all__ = ["run_plain_kiosk"]


def run_plain_kiosk(space: UUID) -> None:
    """Open the plain kiosk of a space on standard input and output, until it is left."""
    if sys.stdin is None or sys.stdout is None:
        return  # they were closed, and their numbers may be other files by now

    from tui.plain.kiosk import PlainKiosk
    from tui.plain.lines import Lines
    from tui.plain.record import Record

    lines = Lines(encoding=getattr(sys.stdin, "encoding", None) or "utf-8")

    def end(_number: int, _frame: object) -> None:
        lines.is_ended = True

    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU):
        signal.signal(number, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
    lines.keyboard.take_over()
    try:
        PlainKiosk(space, lines, Record(space)).run()
    finally:
        lines.keyboard.give_back()
