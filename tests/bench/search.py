"""Words, lists and what goes out, at ten thousand, a hundred thousand and a million; the desk's MB.

CPU time of one question for the newest page, beside a walk through all rows with LIKE, which is
what there is without an index; rows out as CSV beside the bare driver. It says it by itself:
``python -m tests.bench.search``. ``--million`` adds the greatest size, which takes a quarter of an
hour to fill, and ``--draw FILE`` draws how each grows.
"""

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from models.contribution.contribution import State
from models.contribution.lists import Which, list_page
from models.contribution.table import ContributionRow
from models.desk.desk import read_desk
from models.identity import new_uid
from models.search.finding import found_uids, search
from models.search.keeping import catch_up
from models.settings import Settings
from models.space.space import Space, find_space, new_space, open_space
from models.store.base import database
from models.store.database import close_store, open_store
from tests.bench.figures import aligned
from tests.bench.growth import draw
from tests.bench.in_and_out import bare_csv, export
from tests.bench.process import megabytes

__all__ = ["report"]

SIZES = (10_000, 100_000)
MILLION = 1_000_000
ROUNDS = 25
COMMON = ("carers", "library", "phone", "visits", "nobody", "waiting", "evening", "bus")
ASKED = {
    "a common word": "carers",
    "a rare word": "word17",
    "three letters": "lib*",
    "one letter": "l*",
    "six letters of a common word": "librar*",
    "six letters of many words": "word12*",
    "two words": "carers phone",
    "words in a row": '"carers phone"',
    "one without another": "carers -bus",
    "nothing": "zeppelin",
}


def filled(folder: Path, number: int) -> tuple[Space, float, float]:
    """Make so many contributions; return the space, and seconds to save and to index them."""
    open_store(str(folder / f"search-{number}.db"))
    space = open_space(new_space("Getting help at home").uid)
    chance = random.Random(number)
    words = [f"word{n}" for n in range(5_000)] + list(COMMON) * 60
    before = time.process_time()
    for _ in range(number // 500):
        rows = [
            {
                "uid": new_uid(),
                "space": space.uid,
                "way_in": "said",
                "words": " ".join(chance.choices(words, k=25)),
                "role": "a carer" if number % 3 else "",
                "state": State.CLEARED if number % 5 else State.WAITING,
                "consent_room": True,
                "consent_report": True,
                "consent_quote": True,
            }
            for number in range(500)
        ]
        with database.atomic():
            ContributionRow.insert_many(rows).execute()
    saved = time.process_time()
    catch_up()
    return space, saved - before, time.process_time() - saved


def _median_ms(ask: Callable[[], object], rounds: int = ROUNDS) -> float:
    taken = []
    for _ in range(rounds):
        before = time.process_time()
        ask()
        taken.append((time.process_time() - before) * 1000)
    return statistics.median(taken)


def _like(space: Space) -> object:
    query = ContributionRow.select(ContributionRow.uid).where(
        (ContributionRow.space == space.uid) & ContributionRow.words.contains("zeppelin")
    )
    return list(query.tuples())


def measure(folder: Path, number: int) -> dict[str, float]:
    """Return what each question takes, in CPU milliseconds, and what filling took in seconds."""
    space, saved, indexed = filled(folder, number)
    found = {
        name: _median_ms(lambda words=words: search(space.uid, words, limit=1))  # type: ignore[misc]
        for name, words in ASKED.items()
    }
    found["a common word, the finding alone"] = _median_ms(
        lambda: found_uids(space.uid, "carers", most=1)
    )
    found["a page of 60"] = _median_ms(lambda: search(space.uid, "carers"))
    found["LIKE through all"] = _median_ms(lambda: _like(space), 3)
    found["the desk, read anew"] = _median_ms(lambda: read_desk(space.uid, limit=60), 5)
    found["a list by role"] = _median_ms(lambda: list_page(space.uid, Which(role="a carer")), 9)
    waiting = Which(state=State.WAITING)
    found["a list by state"] = _median_ms(lambda: list_page(space.uid, waiting), 9)
    found["out as CSV, s"] = _median_ms(lambda: export(folder / "out.csv", space), 1) / 1000
    found["out, bare driver, s"] = (
        _median_ms(lambda: bare_csv(folder / "bare.csv", space), 1) / 1000
    )
    found["the desk, MB"] = _desk_megabytes(folder / f"search-{number}.db")
    found["saved, s"], found["indexed, s"] = saved, indexed
    found["file, MB"] = (folder / f"search-{number}.db").stat().st_size / 1e6
    close_store()
    return found


def _desk_megabytes(path: Path) -> float:
    """Return the memory of a desk, in a process of its own, once it shows its list."""
    argv = [sys.executable, "-m", "tests.bench.search", "--desk", str(path)]
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


async def _desk(path: Path) -> float:
    """Open a desk, go to the other end of its list and back, and return what this process has."""
    from screens.desk.desk import DeskScreen
    from tui.app import HeardApp

    open_store(str(path))
    space = find_space()
    app = HeardApp(Settings(), lambda: DeskScreen(read_desk(space.uid)), door=False)
    async with app.run_test(size=(120, 40)) as pilot:
        app.screen.query_one("#list").focus()
        for key in ("end", "home"):
            await pilot.press(key)
            await pilot.pause()
        return megabytes(os.getpid())


def report(folder: Path, *, million: bool = False) -> tuple[str, dict[str, dict[str, float]]]:
    """Return a table, and the figures: for each size, CPU milliseconds by question."""
    sizes = (*SIZES, MILLION) if million else SIZES
    found = {str(number): measure(folder, number) for number in sizes}
    names = list(found[str(sizes[0])])
    rows = [("finding words, CPU ms", *(f"{number:,}" for number in sizes))]
    rows += [(name, *(f"{found[str(number)][name]:.2f}" for number in sizes)) for name in names]
    return aligned(rows), found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search", description=__doc__)
    parser.add_argument("--million", action="store_true", help="add the greatest size")
    parser.add_argument("--draw", type=Path, metavar="FILE", help="draw the growth, as SVG")
    parser.add_argument("--desk", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.desk:
        print(asyncio.run(_desk(asked.desk)))
        return
    with tempfile.TemporaryDirectory(prefix="heard-bench-") as name:
        text, found = report(Path(name), million=asked.million)
    print(text)
    if asked.draw:
        asked.draw.write_text(draw(found))


if __name__ == "__main__":
    main()
