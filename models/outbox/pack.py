"""A kiosk pack: all that a kiosk needs to know of a space, and nobody's words.

The space keeps its identity, so that what is said at the kiosk comes home to it. A pack goes to a
second laptop as a file, and to a kiosk of a server by its link.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from models.errors import HeardError, RefusedError
from models.kiosk.draft import DraftRow
from models.kiosk.draft_key import DraftKeyRow, draft_public_key
from models.kiosk.picture_table import PictureRow
from models.kiosk.pin import PinRow
from models.kiosk.receipt import ReceiptSaltRow, salt_of
from models.meeting.checkout import CheckoutRow
from models.meeting.running_order import ItemRow
from models.outbox.table import OtherSaltRow
from models.promise.table import PromiseRow, UpdateRow
from models.room.stage import StageRow
from models.space.agreed import AgreedRow
from models.space.last_time import meetings_before
from models.space.prompt import PromptRow, WordingRow
from models.space.space import Space, SpaceRow, space_from
from models.store.base import Base, elsewhere, plain
from models.store.verbs import question, verb

__all__ = [
    "Pack",
    "apply_pack",
    "packed_spaces",
    "read_pack",
    "read_space_as_it_is",
    "unpack",
    "write_pack",
]

# Others point at these, so they are brought up to date one by one, in this order.
POINTED_AT: tuple[type[Base], ...] = (SpaceRow, PromptRow, PromiseRow, CheckoutRow, ReceiptSaltRow)
# Nothing points at these: where anything differs, they are written anew.
ANEW: tuple[type[Base], ...] = (WordingRow, ItemRow, StageRow, UpdateRow, AgreedRow, PictureRow)
# What opens the kiosk, and what people type there is sealed to.
KEYS: tuple[type[Base], ...] = (PinRow, DraftKeyRow)
# The shared screen may show somebody's words. A kiosk asks only whether it is dark.
NO_WORDS: dict[str, Any] = {
    "item": None,
    "square": "outcome",
    "square_holds": "",
    "square_says": "",
    "reading": 0,
    "reading_what": "",
    "reading_item": None,
    "changed": 0,
}

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Pack:
    """The rows of a pack, by the names of their tables. The first space is the one it is for."""

    space: UUID
    rows: dict[str, Rows] = field(default_factory=dict, repr=False)


def read_pack(space: UUID) -> Pack:
    """Return what a kiosk needs of a space. What it lacks yet is made: a salt, a key for drafts."""
    _make_ready(space)
    return read_space_as_it_is(space)


@verb
def _make_ready(space: UUID) -> None:
    """Make what two machines must not each make for themselves."""
    salt_of(space)
    try:
        draft_public_key()
    except HeardError:  # without the library nothing is sealed, here or there
        return


@question
def read_space_as_it_is(space: UUID) -> Pack:
    """Return the pack of a space without making anything that it lacks."""
    found: dict[str, Rows] = {}
    spaces = [space, *meetings_before(space)]
    for table in (*POINTED_AT, *ANEW, *KEYS):
        found[table._meta.table_name] = _rows_of(table, space, spaces)
    return Pack(space, found)


def _rows_of(table: type[Base], space: UUID, spaces: list[UUID]) -> Rows:
    """Return the rows of one table that belong into the pack of a space, in a steady order."""
    query = table.select().order_by(table._meta.primary_key)
    if table is SpaceRow:
        query = query.where(SpaceRow.uid << spaces)
    elif table is PromiseRow:
        query = query.where((PromiseRow.space << spaces) & (PromiseRow.removed == 0))
    elif table is UpdateRow:
        query = query.join(PromiseRow).where(
            (PromiseRow.space << spaces) & (PromiseRow.removed == 0)
        )
    elif table is WordingRow:
        query = query.join(PromptRow).where(PromptRow.space == space)
    elif "space" in table._meta.fields:
        query = query.where(table._meta.fields["space"] == space)
    rows: Rows = plain(query)
    for row in rows:
        if table is StageRow:
            row.update(NO_WORDS, before_blank="welcome")
            row["showing"] = "blank" if row["showing"] == "blank" else "welcome"
        elif table is PromiseRow:
            row["theme"] = None  # what people said stays at home
    return rows


@verb
def apply_pack(pack: Pack, *, keys: bool = True) -> bool:
    """Bring this database up to date with a pack; say no where it was already.

    What was said here is never touched. ``keys``: take its PIN too. Its key for drafts is not
    taken while unfinished answers here are sealed to another one.
    """
    changed = False
    for table in POINTED_AT:
        changed |= _update(table, pack.rows.get(table._meta.table_name, []))
    _forget_prompts_and_promises(pack)
    for table in ANEW:
        changed |= _write_anew(table, pack)
    if keys:
        changed |= _take_keys(pack)
    return changed


def _update(table: type[Base], rows: Rows) -> bool:
    key: Any = table._meta.primary_key
    changed = False
    for row in rows:
        if table is ReceiptSaltRow and _has_another_salt(row):
            continue
        there = plain(table.select().where(key == row[key.name]))
        if there == [row]:
            continue
        changed = True
        if table is PromptRow:
            # Two prompts may have changed places, and no two have one number.
            at = (PromptRow.space == row["space"]) & (PromptRow.number == row["number"])
            for other in PromptRow.select().where(at & (PromptRow.uid != row["uid"])):
                PromptRow.update(number=-other.number - 1).where(
                    PromptRow.uid == other.uid
                ).execute()
        if there:
            values = {name: value for name, value in row.items() if name != key.name}
            table.update(values).where(key == row[key.name]).execute()
        else:
            table.insert(row).execute()
    return changed


def _has_another_salt(row: dict[str, Any]) -> bool:
    """Keep the salt of receipts that were given here already; the pack's stands beside it."""
    there = ReceiptSaltRow.get_or_none(ReceiptSaltRow.space == row["space"])
    if there is None or there.salt == row["salt"]:
        return False
    OtherSaltRow.insert(space=row["space"], salt=row["salt"]).on_conflict_ignore().execute()
    return True


def _forget_prompts_and_promises(pack: Pack) -> None:
    """Forget what was taken away at home; what was said to it here stays."""
    prompts = [row["uid"] for row in pack.rows.get("prompt", [])]
    PromptRow.delete().where(
        (PromptRow.space == pack.space) & PromptRow.uid.not_in(prompts)
    ).execute()
    promises = [row["uid"] for row in pack.rows.get("promise", [])]
    spaces = [row["uid"] for row in pack.rows.get("space", [])]
    PromiseRow.delete().where(
        PromiseRow.space.in_(spaces) & PromiseRow.uid.not_in(promises)
    ).execute()


def _write_anew(table: type[Base], pack: Pack) -> bool:
    rows = pack.rows.get(table._meta.table_name, [])
    spaces = [row["uid"] for row in pack.rows.get("space", [])]
    here = _rows_of(table, pack.space, spaces)
    if here == rows:
        return False
    key: Any = table._meta.primary_key
    table.delete().where(key << [row[key.name] for row in [*here, *rows]]).execute()
    for row in rows:
        table.insert(row).execute()
    return True


def _take_keys(pack: Pack) -> bool:
    changed = False
    for table in KEYS:
        rows = pack.rows.get(table._meta.table_name, [])
        here: Rows = plain(table.select())
        if not rows or here == rows:
            continue
        other = (
            bool(here) and table is DraftKeyRow and here[0]["public_key"] != rows[0]["public_key"]
        )
        if other and DraftRow.select().exists():
            continue
        table.delete().execute()
        for row in rows:
            table.insert(row).execute()
        changed = True
    return changed


@question
def packed_spaces() -> tuple[Space, ...]:
    """Return the spaces of a pack's file, the one that it is for first."""
    rows = SpaceRow.select().join(PromptRow).group_by(SpaceRow).order_by(SpaceRow.uid.desc())
    return tuple(space_from(row) for row in rows)


def write_pack(space: UUID, file: Path) -> Space:
    """Write the pack of a space as a new file, which a second laptop's ``heard`` can take in."""
    from models.merge.other_store import new_file

    if file.exists():
        raise RefusedError(f"There is a file {file} already. Nothing was written. Choose another.")
    if not file.absolute().parent.is_dir():
        raise RefusedError(f"{file} cannot be written. Look whether the stick is in.")
    pack = read_pack(space)
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    try:
        engine = new_file(part)
        try:
            with elsewhere(engine):
                apply_pack(pack)
                engine.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                engine.execute_sql("PRAGMA journal_mode = delete")
        finally:
            engine.close()
        part.rename(file)
    except OSError:
        raise RefusedError(f"{file} cannot be written. Look whether the stick is in.") from None
    finally:
        part.unlink(missing_ok=True)
    return _space(space)


@question
def _space(space: UUID) -> Space:
    return space_from(SpaceRow.get_by_id(space))


def unpack(file: Path) -> Space:
    """Take a pack into the database that is open here; taken again, it brings it up to date."""
    from models.merge.other_store import opened_copy

    with opened_copy(file) as engine, elsewhere(engine):
        found = packed_spaces()
        if not found:
            raise RefusedError(f"There is no space in {file}. Nothing was taken from it.")
        pack = read_space_as_it_is(found[0].uid)
    apply_pack(pack)
    return _space(pack.space)
