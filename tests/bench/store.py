"""The only file of the bench that knows the models: it opens a store and says words in it.

As a program of its own it is the second process of the capture-to-room measure: a desk
somewhere else. It reads one line of words at a time, saves and clears them through the same
verbs that the desk uses, and answers with two moments of ``time.perf_counter`` (the system's
monotonic clock, the same for all processes): when it began, and when everything was saved.
"""

import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from models.contribution.contribution import ContributionRow, State, capture, move
from models.identity import new_uid
from models.kiosk.pin import set_pin
from models.meeting.running_order import ItemKind, running_order
from models.places import database_address
from models.room.stage import show_item
from models.space.template import first_space
from models.store.database import PRAGMAS, close_store, open_store

__all__ = ["PRAGMAS", "close_store", "open_space", "raw_insert", "say"]


def open_space(data: Path) -> UUID:
    """Open the store in a folder, made where it is missing; return its space's number."""
    open_store(database_address(data))
    return first_space().uid


def make_ready(data: Path) -> None:
    """Make the store and choose a PIN, as whoever sets up a kiosk did before anybody comes."""
    open_space(data)
    set_pin("7302")
    close_store()


def show_a_question(space: UUID) -> UUID:
    """Put the first question on the room's screen; return the question's number."""
    for item in running_order(space):
        if item.kind is ItemKind.PROMPT and item.prompt is not None:
            show_item(space, item.uid)
            return item.prompt
    raise LookupError("the ready-made space has no question in its running order")


def say(space: UUID, words: str) -> None:
    """Save words, as the scribe does: one verb, one transaction."""
    capture(space, words)


def say_and_show(space: UUID, prompt: UUID, words: str) -> None:
    """Save words and clear them for the room: two verbs, as the desk does."""
    move(capture(space, words, prompt=prompt).uid, State.CLEARED)


def raw_insert(space: UUID, words: str) -> tuple[str, list[Any]]:
    """Return the SQL and the values of the one row that ``say`` writes."""
    sql, values = ContributionRow.insert(
        uid=new_uid(),
        space=space,
        words=words,
        way_in="said",
    ).sql()
    return sql, list(values)


def serve(data: Path) -> None:
    """Say every line that comes in, and answer with the two moments."""
    space = open_space(data)
    prompt = show_a_question(space)
    print("ready", flush=True)
    for line in sys.stdin:
        began = time.perf_counter()
        say_and_show(space, prompt, line.strip())
        print(f"{began!r} {time.perf_counter()!r}", flush=True)
    close_store()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
