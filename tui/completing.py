"""The names of spaces, for a shell that completes what is typed."""

import os
from contextlib import suppress

import click
from click.shell_completion import CompletionItem

__all__ = ["complete_space"]

# What the click library's scripts set: "bash_complete", "zsh_complete", "fish_complete".
SHELL = "_HEARD_COMPLETE"
# What a shell does not take for a part of a word. Bash inserts what it gets as it stands.
SAFE = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./%+,@")


def complete_space(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the spaces whose title or id begins like what is typed; never makes a database."""
    del param
    from models.errors import HeardError
    from models.places import database_address
    from models.settings import read_settings
    from models.space.space import list_spaces
    from models.store.base import database
    from models.store.database import close_store, open_store

    data = ctx.find_root().params.get("data")
    if not data and not (os.environ.get("HEARD_DATABASE") or os.environ.get("HEARD_DATA")):
        data = read_settings()[0].data or None
    found: list[CompletionItem] = []
    # A person is in the middle of a line: whatever is wrong is told by the command itself.
    with suppress(HeardError, OSError):
        open_store(database_address(data), create=False)
        wanted = incomplete.casefold()
        for space in list_spaces():
            if space.title.casefold().startswith(wanted):
                found.append(CompletionItem(for_shell(space.title), help=str(space.state)))
            elif wanted and space.public_id.startswith(wanted):
                found.append(CompletionItem(space.public_id, help=space.title))
    if database.obj is not None:
        close_store()
    return found


def for_shell(title: str) -> str:
    """Return a title as it has to stand in the line; only bash does not see to that itself.

    Its script reads what it gets and takes one backslash away on the way.
    """
    if not os.environ.get(SHELL, "").startswith("bash"):
        return title
    return "".join(char if char in SAFE or not char.isascii() else f"\\\\{char}" for char in title)
