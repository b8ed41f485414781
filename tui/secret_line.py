"""Asking for a line on the terminal, hidden or not; where nobody types, it comes from stdin."""

import sys

import click

from models.errors import HeardError

__all__ = ["ask_line"]


def ask_line(question: str, *, hidden: bool = False, may_be_empty: bool = False) -> str:
    """Return a line as it was typed. It is never an argument: a shell keeps those.

    One that ``may_be_empty`` is empty too where there is nothing more to read.
    """
    if sys.stdin.isatty():
        default = "" if may_be_empty else None
        answer: str = click.prompt(
            question, hide_input=hidden, err=True, default=default, show_default=False
        )
        return answer
    line = sys.stdin.readline()
    if not line and not may_be_empty:
        raise HeardError(f"Nothing was typed for: {question}. Nothing was changed. Start it again.")
    return line.rstrip("\r\n")
