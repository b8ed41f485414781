"""The desk with ten thousand contributions beside the desk with ten: keys, scroll, filter, search.

Both run in one go, in turn, so that a busy machine is busy for both. CPU time, not the clock.
``python -m tests.bench.lists`` says it by itself.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from models.contribution.contribution import State
from models.contribution.lists import Which, list_page
from models.contribution.table import ContributionRow
from models.desk.desk import read_desk
from models.identity import new_uid
from models.settings import Settings
from models.space.space import Space, new_space, open_space
from models.store import writer
from models.store.base import database
from models.store.database import close_store, open_store
from screens.desk.desk import DeskScreen
from screens.widgets.line_list import LineList
from tests.bench.figures import aligned
from tui.app import HeardApp

__all__ = ["measure", "report"]

FEW, MANY, ROUNDS = 10, 10_000, 15


def filled(folder: Path, number: int) -> Space:
    """Make a space with so many contributions."""
    open_store(str(folder / f"{number}.db"))
    space = new_space("Getting help at home")
    open_space(space.uid)
    with database.atomic():
        for n in range(number):
            ContributionRow.insert(
                uid=new_uid(),
                space=space.uid,
                words=f"More time from the carers, and a list of who is coming. Number {n}.",
                way_in="said",
                role="a carer" if n % 3 else "",
                state=State.CLEARED if n % 2 else State.WAITING,
            ).execute()
    return space


async def _times(act: Callable[[], Awaitable[object]]) -> float:
    """Return the median of the CPU milliseconds that an act takes."""
    found = []
    for _ in range(ROUNDS):
        before = time.process_time()
        await act()
        found.append((time.process_time() - before) * 1000)
    return statistics.median(found)


async def measure(space: Space) -> dict[str, float]:
    """Return CPU milliseconds: an arrow, a scroll to each end, a filter, a search, a look again."""
    app = HeardApp(Settings(), lambda: DeskScreen(read_desk(space.uid)), door=False)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        found = app.screen.query_one("#list", LineList)
        found.focus()

        async def press(key: str) -> None:
            await pilot.press(key)
            await pilot.pause()

        async def look(which: Which) -> None:
            list_page(space.uid, which)

        async def ends() -> None:
            await press("end" if found.place == 0 else "home")

        return {
            "an arrow key": await _times(lambda: press("down")),
            "to the other end": await _times(ends),
            "filter by role": await _times(lambda: look(Which(role="a carer"))),
            "filter by state": await _times(lambda: look(Which(state=State.WAITING))),
            "search for words": await _times(lambda: look(Which(words="Number 7"))),
        }


def report(folder: Path) -> tuple[str, dict[str, tuple[float, float]]]:
    """Return a table, and for each act what it takes with few and with many, in CPU ms."""
    taken = []
    for number in (FEW, MANY):
        space = filled(folder, number)
        taken.append(asyncio.run(measure(space)))
        writer.finish()
        close_store()
    few, many = taken
    found = {name: (few[name], many[name]) for name in few}
    rows = [("the desk, CPU ms an act", f"{FEW:,} contributions", f"{MANY:,}", "")]
    rows += [(name, f"{a:.1f}", f"{b:.1f}", f"{b / a:.1f}x") for name, (a, b) in found.items()]
    return aligned(rows), found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        print(report(Path(scratch))[0])
