"""An encrypted database beside a plain one: opening, saving, the desk's list, a search, the size.

Both take turns act by act, so that a busy machine is busy for both. Saving ends with the disk, so
it is told by the clock; the rest in CPU time.
``python -m tests.bench.encrypted`` says it by itself.
"""

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.contribution.contribution import capture
from models.contribution.lists import Which, list_page
from models.encryption.new_key import change_key
from models.encryption.store_key import forget_key, stretched, use_key
from models.store import writer
from models.store.database import close_store, open_store
from tests.bench.figures import aligned
from tests.bench.lists import filled

__all__ = ["report"]

MANY, ROUNDS, SAVED = 10_000, 9, 100
KEY = "correct horse battery staple"
PLAIN, ENCRYPTED = "plain", "encrypted"


def _ms(act: Callable[[], object], clock: Callable[[], float]) -> float:
    before = clock()
    act()
    return (clock() - before) * 1000


def report(folder: Path) -> tuple[str, dict[str, Any]]:
    """Measure with two databases in the folder; return a table, and milliseconds of each."""
    space = filled(folder, MANY).uid
    writer.finish()
    close_store()
    plain, secret = folder / f"{MANY}.db", folder / "encrypted.db"
    shutil.copyfile(plain, secret)
    change = _ms(lambda: change_key(secret, "", KEY), time.perf_counter)
    use_key(KEY)
    salt = secret.read_bytes()[:16]
    stretching = _ms(lambda: stretched(f"{KEY} again", salt), time.process_time)
    acts: dict[str, tuple[Callable[[], object], Callable[[], float]]] = {
        "save one": (lambda: capture(space, "More time from the carers."), time.perf_counter),
        "a page of the list": (lambda: list_page(space, Which()), time.process_time),
        "a search": (lambda: list_page(space, Which(words="Number 7")), time.process_time),
    }
    found: dict[str, dict[str, list[float]]] = {}
    for _ in range(ROUNDS):
        for name, path in ((PLAIN, plain), (ENCRYPTED, secret)):
            times = found.setdefault(name, {})
            opened = _ms(lambda path=path: open_store(str(path)), time.process_time)  # type: ignore[misc]
            times.setdefault("open", []).append(opened)
            for act, (run, clock) in acts.items():
                often = SAVED // ROUNDS if act == "save one" else 3
                times.setdefault(act, []).extend(_ms(run, clock) for _ in range(often))
            close_store()
    medians = {
        name: {act: statistics.median(taken) for act, taken in times.items()}
        for name, times in found.items()
    }
    lines = [["", PLAIN, ENCRYPTED, "times"]]
    for act, one in medians[PLAIN].items():
        other = medians[ENCRYPTED][act]
        lines.append([f"{act}, ms", f"{one:.2f}", f"{other:.2f}", f"{other / one:.2f}"])
    sizes = [path.stat().st_size / 1e6 for path in (plain, secret)]
    lines.append(["size, MB", f"{sizes[0]:.1f}", f"{sizes[1]:.1f}", f"{sizes[1] / sizes[0]:.2f}"])
    text = aligned(lines) + (
        f"\nStretching the key, once a start: {stretching:.0f} ms of CPU. "
        f"Encrypting {MANY} contributions, compared row by row: {change / 1000:.1f} s."
    )
    forget_key()  # what is measured next is plain
    figures = {**medians, "size_mb": sizes, "stretch_ms": stretching, "encrypt_ms": change}
    return text, figures


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        print(report(Path(place))[0])
