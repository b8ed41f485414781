"""Finding back-ups where the database cannot say where they are: that is when they are needed.

The folders that back-ups went to stand in a small file beside the database, too. It holds names of
folders and nothing that anybody said.
"""

import contextlib
import glob
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from models.backup.file import checksums_file, is_backup_name, opened, read_checksums
from models.backup.table import BackUp

__all__ = ["back_up_folder", "backups_on_disk", "forget_places", "known_places", "remember_place"]

_ENDING = ".back-ups"


def back_up_folder(store: Path) -> Path:
    """Return the folder beside a database where back-ups go that nobody named a place for."""
    return store.parent / ("back-ups" if store.stem == "heard" else f"back-ups of {store.stem}")


def remember_place(store: Path, place: Path) -> None:
    """Write down beside the database that back-ups went to a folder.

    It is a help and no more: where it cannot be written, the back-up is as good.
    """
    known = _written_down(store)
    if place in known:
        return
    file = store.with_name(f"{store.name}{_ENDING}")
    part = file.with_name(f"{file.name}.part")
    with contextlib.suppress(OSError):
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as made:
            made.writelines(os.fsencode(one) + b"\n" for one in (*known, place))
            made.flush()
            os.fsync(made.fileno())
        part.replace(file)


def forget_places(store: Path) -> None:
    """Forget the folders: the database and its back-ups are deleted together."""
    store.with_name(f"{store.name}{_ENDING}").unlink(missing_ok=True)


def _written_down(store: Path) -> list[Path]:
    try:
        lines = store.with_name(f"{store.name}{_ENDING}").read_bytes().split(b"\n")
    except OSError:
        return []
    return [Path(os.fsdecode(line)) for line in lines if line.startswith(b"/")]


def known_places(store: Path, to: str = "") -> list[Path]:
    """Return the folders that back-ups of a database go to; ``to`` is the one of the settings."""
    named = [Path(to).expanduser().absolute()] if to else []
    return list(dict.fromkeys([*named, *_written_down(store), back_up_folder(store)]))


def backups_on_disk(store: Path, places: Iterable[Path]) -> tuple[BackUp, ...]:
    """Return the back-ups in some folders, and those that the register still names; newest first.

    The database itself may be damaged or gone: what can still be read of its register is taken.
    How many contributions one holds is not known, and left at 0.
    """
    found = {one.path: one for one in _in_register(store)}
    for place in places:
        with contextlib.suppress(OSError):
            for path in place.glob(f"{glob.escape(store.stem)}-*.db"):
                if is_backup_name(path.name) and path.is_file():
                    found[path] = _from_file(path)
    return tuple(sorted(found.values(), key=lambda one: (one.made, one.path), reverse=True))


def _from_file(path: Path) -> BackUp:
    stamp = path.stem.removeprefix(path.stem[: -len("2026-11-22-154300")])
    try:
        made = int(datetime.strptime(stamp, "%Y-%m-%d-%H%M%S").astimezone().timestamp() * 1000)
    except ValueError:  # two in one second: the second has a number behind its time
        made = int(path.stat().st_mtime * 1000)
    sha256 = read_checksums(path).get(path.name, "") if checksums_file(path).is_file() else ""
    return BackUp(path, made, sha256, path.stat().st_size, 0)


def _in_register(store: Path) -> list[BackUp]:
    if not store.is_file() or not store.stat().st_size:
        return []
    sql = "SELECT place, name, made, sha256, bytes, contributions FROM back_up WHERE gone = 0"
    try:
        with opened(store, query_only=1) as engine:
            rows = engine.execute_sql(sql).fetchall()
    except Exception:  # each driver has errors of its own, of a damaged file or a wrong key
        return []
    found = [BackUp(Path(place) / name, *rest) for place, name, *rest in rows]
    return [one for one in found if is_backup_name(one.path.name)]
