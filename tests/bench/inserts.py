"""How many contributions a second can be saved: the models' verb beside bare SQLite.

Both write the same row into the same tables with the same pragmas, one transaction each. They
take turns row by row, so that a busy spell of the disk, which is most of it, meets both alike.
"""

import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench import store


@dataclass(frozen=True)
class Inserts:
    """Saved per second, from the median time of one."""

    verb_per_second: float
    raw_per_second: float

    @property
    def ratio(self) -> float:
        """How many times as fast bare SQLite is."""
        return self.raw_per_second / self.verb_per_second


def inserts(folder: Path, times: int) -> Inserts:
    """Save that many contributions with each, in two new databases in the folder."""
    raw_space = store.open_space(folder / "raw")
    store.close_store()
    [raw_file] = (folder / "raw").glob("*.db")
    space = store.open_space(folder / "verb")
    verb, raw = [], []
    try:
        with closing(sqlite3.connect(raw_file, isolation_level=None)) as connection:
            for name, value in store.PRAGMAS.items():
                if name != "trusted_schema":  # an older SQLite takes our index for unsafe with it
                    connection.execute(f"PRAGMA {name} = {value}")

            def save_raw(sql: str, values: list[object]) -> None:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(sql, values)
                connection.execute("COMMIT")

            for number in range(times):
                words = f"Nobody phoned me back. {number}"
                verb.append(_seconds(partial(store.say, space, words)))
                row = store.raw_insert(raw_space, words)
                raw.append(_seconds(partial(save_raw, *row)))
    finally:
        store.close_store()
    return Inserts(1 / statistics.median(verb), 1 / statistics.median(raw))


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
