"""Opening what a command needs: the settings and the database."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace

import click

from models.doctor.support_log import log_to
from models.encryption.store_key import handed_on
from models.errors import HeardError
from models.places import data_folder, database_address
from models.settings import Settings, read_settings
from models.store.database import open_store
from tui.unlocking import unlock

__all__ = ["begin", "begin_kiosk", "data_of", "hold_key", "need_terminal"]


def begin(data: str | None, *, create: bool = True, made_up: bool = False) -> Settings:
    """Read the settings, open the database and tell what is wrong with either.

    In what is returned, ``data`` is the folder that is used. A database with ``made_up`` words
    alone has no key.
    """
    settings, wrong = read_settings()
    for sentence in wrong:
        click.echo(sentence, err=True)
    folder = data or _settled(settings)
    address = database_address(folder)
    log_to(data_folder(folder))
    unlock(address, "" if made_up else settings.store.key, create=create)
    warning = open_store(address, create=create)
    if warning:
        click.echo(warning, err=True)
    return replace(settings, data=str(data_folder(folder)))


def hold_key(data: str | None) -> None:
    """Take the key of the database and hold it open, for a process that takes our place."""
    settings, _ = read_settings()
    unlock(database_address(data or _settled(settings)), settings.store.key)
    handed_on()


def data_of(data: str | None) -> str | None:
    """Return the folder that a command means: as it was told, else as the settings say."""
    return data or _settled(read_settings()[0])


def folder_of(data: str | None, settings: Settings) -> str | None:
    """Return the folder that is used where one was named, or where the settings name one."""
    return data or _settled(settings)


def begin_kiosk(data: str | None, space: str = "") -> tuple[Settings, Callable[[], None]]:
    """Begin as ``begin`` does, for a kiosk: of a server it keeps all on a disk of its own.

    Returns the settings and what to call at the end. ``space`` is as a person named it.
    """
    settings, wrong = read_settings()
    folder = data or _settled(settings)
    address = database_address(folder)
    if not address.startswith(("postgres://", "postgresql://")):
        return begin(data), lambda: None
    from models.outbox.kiosk_store import kiosk_database, open_kiosk_store

    for sentence in wrong:
        click.echo(sentence, err=True)
    log_to(data_folder(folder))
    unlock(str(kiosk_database(address)), settings.store.key, create=True)
    end, warning = open_kiosk_store(address, space)
    if warning:
        click.echo(warning, err=True)
    return replace(settings, data=str(data_folder(folder))), end


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
