"""A kiosk of a server: its own database on its own disk, and the link that brings it home."""

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from peewee import PeeweeException

from models.errors import HeardError, RefusedError, StoreError
from models.outbox.link import Link
from models.outbox.outbox import use_link
from models.outbox.pack import apply_pack, packed_spaces, read_pack
from models.places import DATABASE_NAME, data_folder
from models.space.space import Space, find_space
from models.store.base import elsewhere
from models.store.database import close_store, open_store
from models.store.server import server_at
from models.store.troubles import in_words

__all__ = ["kiosk_database", "open_kiosk_store"]

NEVER_REACHED = (
    "The server cannot be reached, and this kiosk was never connected to it, so it does not know "
    "the prompts. Nothing was lost. Connect it once, or bring a kiosk pack on a stick: "
    "heard space pack"
)
FROM_ITS_COPY = (
    "The server cannot be reached. This kiosk starts from its last copy of the space, and keeps "
    "what is said on its own disk until the server is back."
)


def kiosk_database(address: str) -> Path:
    """Return the file of the own database of a kiosk of a server: one folder for each server."""
    server = hashlib.sha256(address.rpartition("@")[2].encode()).hexdigest()[:8]
    return data_folder() / f"kiosk of a server {server}" / DATABASE_NAME


def open_kiosk_store(address: str, space: str = "") -> tuple[Callable[[], None], str]:
    """Open the database of a kiosk of a server, and begin to bring home what is in it.

    Without a network it begins with its last copy. Returns what to call at the end, and a
    warning in words or nothing. ``StoreError`` where there is no copy either.
    """
    server = server_at(address)
    warning = open_store(str(kiosk_database(address))) or ""
    try:
        try:
            found = _fetch(server, space)
        except HeardError as trouble:
            if isinstance(trouble, RefusedError):
                raise  # the server is there, and knows no such space
            found = _copied(space)
            warning = f"{warning} {FROM_ITS_COPY}".strip()
    except HeardError:
        close_store()
        raise
    link = Link(server, found)
    use_link(link)
    link.start()

    def end() -> None:
        link.stop()
        use_link(None)

    return end, warning


def _fetch(server: Any, space: str) -> UUID:
    """Bring the copy of the space up to date; whatever is wrong with the network is raised."""
    try:
        with elsewhere(server):
            try:
                server.connect()
                found: Space = find_space(space)
                pack = read_pack(found.uid)
            except PeeweeException as trouble:
                raise in_words(trouble) from None
    finally:
        with contextlib.suppress(PeeweeException):
            server.close()
    apply_pack(pack)
    return found.uid


def _copied(space: str) -> UUID:
    if not packed_spaces():
        raise StoreError(NEVER_REACHED)
    return find_space(space).uid
