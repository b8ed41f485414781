"""Opening what a command needs: the settings and the database."""

import os
import sys
from dataclasses import replace

import click

from models.database import open_store
from models.errors import HeardError
from models.places import data_folder, database_address
from models.settings import Settings, read_settings

__all__ = ["begin", "need_terminal"]


def begin(data: str | None, *, create: bool = True) -> Settings:
    """Read the settings, open the database and tell what is wrong with either.

    In what is returned, ``data`` is the folder that is used.
    """
    settings, wrong = read_settings()
    for sentence in wrong:
        click.echo(sentence, err=True)
    folder = data or _settled(settings)
    warning = open_store(database_address(folder), create=create)
    if warning:
        click.echo(warning, err=True)
    return replace(settings, data=str(data_folder(folder)))


def _settled(settings: Settings) -> str | None:
    """Return the folder of the settings file, unless the environment says where the data is."""
    if os.environ.get("HEARD_DATABASE") or os.environ.get("HEARD_DATA"):
        return None
    return settings.data or None


def need_terminal() -> None:
    """Refuse, in words, to draw where there is no terminal."""
    if os.environ.get("TERM") and sys.stdin.isatty() and sys.stdout.isatty():
        return
    raise HeardError(
        "There is no terminal here to draw on. Start heard in a terminal window, "
        "or see it work without one: heard tour"
    )
