"""What the database that is there knows, and a back-up that is put back does not.

No words of anybody are in it: ids, numbers, and what the registers hold.
"""

import contextlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from peewee import DoesNotExist

from models.backup.file import describe, opened
from models.backup.table import take_over
from models.contribution.acts import move
from models.contribution.reading import contribution
from models.contribution.types import State
from models.erasure.retention import forget_space
from models.erasure.table import WhyErased
from models.errors import HeardError
from models.identity import new_uid, now_ms
from models.outcome.asked_for import forget_address
from models.store.base import database
from models.store.verbs import verb

__all__ = ["Since", "catch_up", "read_since"]

REDACTED = "redacted after the back-up that was put back was made"
# The register of what was handed out: each table, and what its rows belong to.
HANDED_OUT = {
    "hand_out": {"space_id": "space"},
    "hand_out_words": {"hand_out_id": "hand_out", "contribution_id": "contribution"},
    "hand_out_address": {"hand_out_id": "hand_out"},
}


@dataclass
class Since:
    """What the database that is there now knows, and the back-up does not."""

    withdrawn: set[UUID] = field(default_factory=set)
    empty: set[UUID] = field(default_factory=set)
    redacted: dict[UUID, int] = field(default_factory=dict)
    register: list[dict[str, Any]] = field(default_factory=list)
    forgotten: set[UUID] = field(default_factory=set)  # spaces whose words were deleted
    addresses: set[UUID] = field(default_factory=set)  # that were deleted
    handed_out: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    aside: str = ""
    recordings: int = 0
    is_known: bool = True

    def as_json(self) -> str:
        """Return it as text. No words of anybody are in it."""
        ids = {"withdrawn": self.withdrawn, "empty": self.empty, "addresses": self.addresses}
        ids["forgotten"] = self.forgotten
        return json.dumps(
            {name: sorted(map(str, found)) for name, found in ids.items()}
            | {"redacted": {str(uid): number for uid, number in self.redacted.items()}}
            | {"register": [row | {"uid": str(row["uid"])} for row in self.register]}
            | {"handed_out": self.handed_out}
            | {"aside": self.aside, "recordings": self.recordings, "is_known": self.is_known}
        )

    @classmethod
    def from_json(cls, text: str) -> "Since":
        """Return what was written down."""
        found = json.loads(text)
        return cls(
            set(map(UUID, found["withdrawn"])),
            set(map(UUID, found["empty"])),
            {UUID(uid): number for uid, number in found["redacted"].items()},
            [row | {"uid": UUID(row["uid"])} for row in found["register"]],
            set(map(UUID, found.get("forgotten", ()))),  # an older Heard did not write these
            set(map(UUID, found.get("addresses", ()))),
            found.get("handed_out", {}),
            found["aside"],
            found["recordings"],
            found["is_known"],
        )


def read_since(path: Path) -> Since:
    """Read what the database that is there knows of words that went, if it can say."""
    if not path.exists():
        return Since()
    try:
        describe(path)
        with opened(path, query_only=1) as engine:
            empty = engine.execute_sql(
                "SELECT uid, state FROM contribution WHERE words = ''"
            ).fetchall()
            redacted = engine.execute_sql(
                "SELECT contribution_id, count(*) FROM redaction GROUP BY 1"
            ).fetchall()
            register = _rows(engine, "back_up")
            gone = [row for row in _rows(engine, "erasure") if row["why"] == WhyErased.ADDRESS]
            forgotten = [row for row in _rows(engine, "space") if row.get("forgotten")]
            handed_out = {table: _rows(engine, table) for table in HANDED_OUT}
    except Exception:  # a driver's own errors, of a damaged or an older file
        return Since(is_known=False)
    return Since(
        {UUID(uid) for uid, state in empty if state == State.WITHDRAWN},
        {UUID(uid) for uid, _ in empty},
        {UUID(uid): number for uid, number in redacted},
        [row | {"uid": UUID(row["uid"])} for row in register],
        {UUID(row["uid"]) for row in forgotten},
        {UUID(row["subject"]) for row in gone},
        handed_out,
    )


def _rows(engine: Any, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table as they lie there; a database of an older Heard has none."""
    if not engine.table_exists(table):
        return []
    rows = engine.execute_sql(f"SELECT * FROM {table}")
    names = [column[0] for column in rows.description]
    return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


@verb
def catch_up(path: Path, since: Since) -> tuple[int, int, int]:
    """Take back again what was taken back, hold what was redacted, and complete the registers.

    Returns how many contributions were taken back and are held, and how many spaces forgotten.
    """
    from models.flags.table import RedactionRow

    aside = Path(since.aside) if since.aside else None
    if aside is not None:
        old = {"uid": new_uid(), "made": now_ms(), "place": str(aside), "name": path.name}
        file = aside / path.name  # somebody may have deleted it since
        size = file.stat().st_size if file.exists() else 0
        rest: dict[str, Any] = {"sha256": "", "bytes": size, "contributions": 0, "gone": 0}
        take_over([*since.register, old | rest])
    taken_back = held = forgotten = 0
    for uid in since.forgotten:
        with contextlib.suppress(HeardError, DoesNotExist):  # it was forgotten in there, too
            forget_space(uid)
            forgotten += 1
    for uid in since.empty:
        with contextlib.suppress(HeardError, DoesNotExist):  # it came in after the back-up was made
            one = contribution(uid)
            # What was recorded has no words at first, and is not gone for that.
            if (one.words or uid in since.withdrawn) and one.state is not State.WITHDRAWN:
                move(uid, State.WITHDRAWN)
                taken_back += 1
    for uid, number in since.redacted.items():
        known = RedactionRow.select().where(RedactionRow.contribution == uid).count()
        if known < number:
            with contextlib.suppress(HeardError, DoesNotExist):
                move(uid, State.HELD, reason=REDACTED)
                held += 1
    for uid in since.addresses:
        with contextlib.suppress(DoesNotExist):  # it is not in the back-up
            forget_address(uid)
    for table, rows in since.handed_out.items():
        for row in rows:
            _note_again(table, row)
    return taken_back, held, forgotten


def _note_again(table: str, row: dict[str, Any]) -> None:
    """Note again what was handed out since, where what it belongs to is in the back-up."""
    belongs_to = HANDED_OUT[table]
    wheres = [f"EXISTS (SELECT 1 FROM {other} WHERE uid = ?)" for other in belongs_to.values()]
    database.execute_sql(
        f"INSERT OR IGNORE INTO {table} ({', '.join(row)}) "
        f"SELECT {', '.join('?' * len(row))} WHERE {' AND '.join(wheres)}",
        (*row.values(), *(row[column] for column in belongs_to)),
    )
