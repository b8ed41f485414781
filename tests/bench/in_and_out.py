"""A hundred thousand contributions out and in, beside what the bare driver and the disk take.

CPU time, in turn, so that a busy spell meets both. The bare driver reads the same rows by the same
statement and writes them with the standard library, guards nothing and hides nothing.
``python -m tests.bench.in_and_out`` says it by itself.
"""

import csv
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from models.contribution.contribution import State
from models.contribution.table import ContributionRow
from models.exchange.column_map import guess
from models.exchange.exporting import note_export, send_rows
from models.exchange.importing import take_in
from models.exchange.rows import Reader
from models.exchange.sheet_files import open_sheet
from models.identity import new_uid
from models.space.prompt import add_prompt
from models.space.space import Space, new_space, open_space
from models.store import writer
from models.store.base import database
from models.store.database import close_store, open_store
from outcomes.export_files import Writing
from tests.bench.figures import aligned

__all__ = ["bare_csv", "export", "report"]

GOAL = 2.5
MANY, ROUNDS = 100_000, 3
TAKEN_IN = 2_000  # of these the rate is told: looking for flags takes the same for each
SAID = (
    "More time from the carers, and a list of who is coming. Nobody phones me back, and I "
    "waited nine days for a call. The bus stops at six, so I cannot come to anything. Number {}."
)
BARE = (
    "SELECT c.uid, p.text, c.words, c.language, c.role, c.way_in, c.late, c.consent_room, "
    "c.consent_report, c.consent_quote FROM contribution c LEFT JOIN prompt p "
    "ON p.uid = c.prompt_id WHERE c.space_id = ?"
)


def report(folder: Path, *, many: int = MANY) -> tuple[str, dict[str, Any]]:
    """Return a table and the figures: seconds of CPU, and how many times the bare driver's."""
    open_store(str(folder / "in-and-out.db"))
    try:
        space = _filled(many)
        found: dict[str, Any] = {"rows": many}
        for form, bare in (("csv", bare_csv), ("jsonl", _bare_lines)):
            ours, theirs = [], []
            for _ in range(ROUNDS):
                theirs.append(_cpu(partial(bare, folder / "bare", space)))
                ours.append(_cpu(partial(export, folder / f"out.{form}", space)))
            mine, other = statistics.median(ours), statistics.median(theirs)
            found[form] = {"s": mine, "bare_s": other, "ratio": mine / other}
        found["xlsx"] = {"s": _cpu(lambda: export(folder / "out.xlsx", space))}
        sent = export(folder / "out.csv", space)
        found["noting"] = {"s": _cpu(lambda: note_export(space.uid, "bench", "csv", sent))}
        found["in"] = _taken_in(folder)
    finally:
        writer.finish()
        close_store()
    return _table(found), found


def _filled(many: int) -> Space:
    space = new_space("Getting help at home", held_on="2026-11-17")
    prompt = add_prompt(space.uid, "What helps you stay at home?")
    open_space(space.uid)
    said = {"space": space.uid, "prompt": prompt.uid, "way_in": "said", "state": State.CLEARED}
    agreed = {"consent_room": True, "consent_report": True, "consent_quote": True}
    with database.atomic():
        for start in range(0, many, 500):
            ContributionRow.insert_many(
                [
                    {"uid": new_uid(), "words": SAID.format(n * 7919 % many), **said, **agreed}
                    for n in range(start, min(many, start + 500))
                ]
            ).execute()
    return space


def export(path: Path, space: Space) -> Any:
    """Write what may be quoted to a file, as ``heard export`` does."""
    with Writing(path) as writing:
        sent = send_rows(space, writing.write)
        writing.put_in_place()
    return sent


def bare_csv(path: Path, space: Space) -> None:
    """Write the same rows by the driver and the standard library alone."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(database.connection().execute(BARE, (space.uid.hex,)))
        file.flush()
        os.fsync(file.fileno())


def _bare_lines(path: Path, space: Space) -> None:
    with path.open("w", encoding="utf-8") as file:
        cursor = database.connection().execute(BARE, (space.uid.hex,))
        names = [column[0] for column in cursor.description]
        for row in cursor:
            file.write(f"{json.dumps(dict(zip(names, row, strict=True)))}\n")
        file.flush()
        os.fsync(file.fileno())


def _taken_in(folder: Path) -> dict[str, float]:
    """Return how many rows a second come in, and are found to be there the second time."""
    path = folder / "in.csv"
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Comment"])
        rows.writerows([SAID.format(n)] for n in range(TAKEN_IN))
    sheet = open_sheet(path)
    space = open_space(new_space("Another").uid)

    def take() -> None:
        take_in(space.uid, sheet, Reader(space.uid, "en", sheet, guess(sheet)))

    return {"per_s": TAKEN_IN / _cpu(take), "again_per_s": TAKEN_IN / _cpu(take)}


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _table(found: dict[str, Any]) -> str:
    rows: list[tuple[str, ...]] = [
        (f"{found['rows']:,} contributions out", "CPU", "bare driver", "ratio")
    ]
    for form in ("csv", "jsonl"):
        one = found[form]
        over = " OVER" if one["ratio"] > GOAL else ""
        told = f"{one['ratio']:.2f} of {GOAL:g}x{over}"
        rows.append((form, f"{one['s']:.2f} s", f"{one['bare_s']:.2f} s", told))
    rows.append(("xlsx", f"{found['xlsx']['s']:.2f} s", "", ""))
    rows.append(("noting whose words left", f"{found['noting']['s']:.2f} s", "", ""))
    rows.append(("taken in", f"{found['in']['per_s']:.0f} rows/s", "", ""))
    rows.append(("found to be there", f"{found['in']['again_per_s']:.0f} rows/s", "", ""))
    return aligned(rows)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="heard-bench-") as name:
        print(report(Path(name))[0])
