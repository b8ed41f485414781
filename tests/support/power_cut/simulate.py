"""Rebuilds the files of a database as power cuts at random moments would have left them.

What was synced is there. What was written since may be there or not, each write by itself, or
torn: a disk keeps or loses each sector of 512 bytes whole.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.power_cut.record import Entry

__all__ = ["Cut", "Facts", "cuts", "missing"]

SECTOR = 512
NAMES = {"d": "", "l": "-wal", "j": "-journal"}
Fact = tuple[str, str]


class Facts:
    """What people were told, by lines of the workload; of one process or of several."""

    def __init__(self) -> None:
        self.told: dict[Fact, Any] = {}
        self._newest: dict[tuple[int, str], str] = {}

    def take(self, line: str | bytes) -> None:
        """Take one line: what, of which, how it is now, and which process told it."""
        kind, uid, value, process = json.loads(line)
        self.told[kind, uid] = value
        self._newest[process, "draft" if "draft" in kind else "words"] = uid

    @property
    def unsure(self) -> set[str]:
        """What something may have been done with that nobody was told yet."""
        return set(self._newest.values())


@dataclass
class Cut:
    """The files as one cut left them, and what people had been told by then."""

    files: dict[str, bytearray]
    told: dict[Fact, Any]
    unsure: set[str]  # what something was being done with

    def write(self, store: Path) -> None:
        """Write the files, in place of those of another cut."""
        for name in ("-shm", *NAMES.values()):
            store.with_name(f"{store.name}{name}").unlink(missing_ok=True)
        for file, content in self.files.items():
            if content:
                store.with_name(f"{store.name}{NAMES[file]}").write_bytes(content)


@dataclass
class _Disk:
    """What is safe on the disk, and what was only written."""

    safe: dict[str, bytearray] = field(
        default_factory=lambda: {file: bytearray() for file in NAMES}
    )
    open: dict[str, list[Entry]] = field(default_factory=lambda: {file: [] for file in NAMES})

    def take(self, entry: Entry) -> None:
        if entry.operation != "s":
            self.open[entry.file].append(entry)
            return
        for one in self.open[entry.file]:
            _apply(self.safe[entry.file], one.operation, one.offset, one.data)
        self.open[entry.file].clear()

    def cut(self, chance: random.Random) -> dict[str, bytearray]:
        """Return what a cut leaves now. Every fourth loses all that was not synced."""
        left = {file: bytearray(content) for file, content in self.safe.items()}
        how = chance.choice(("nothing", "some", "torn", "torn"))
        for file, entries in self.open.items():
            for one in entries if how != "nothing" else ():
                step = SECTOR if how == "torn" and one.operation == "w" else max(1, len(one.data))
                for start in range(0, max(1, len(one.data)), step):
                    if chance.random() < 0.5:
                        part = one.data[start : start + step]
                        _apply(left[file], one.operation, one.offset + start, part)
        return left


def _apply(content: bytearray, operation: str, offset: int, data: bytes) -> None:
    if operation == "t":
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(data)] = data


def cuts(entries: list[Entry], before: bytes, number: int, chance: random.Random) -> Iterator[Cut]:
    """Yield a number of cuts, at moments all over a recording.

    ``before`` is the database file as it was before. Half of the moments come right after
    somebody was told something: there most is to be lost.
    """
    told_at = [place for place, one in enumerate(entries, 1) if one.operation == "a"]
    moments = sorted(
        chance.choice(told_at) if turn % 2 else chance.randrange(len(entries))
        for turn in range(number)
    )
    disk, facts, place = _Disk(), Facts(), 0
    disk.safe["d"] = bytearray(before)
    for moment in moments:
        for entry in entries[place:moment]:
            if entry.operation == "a":
                facts.take(entry.data)
            else:
                disk.take(entry)
        place = moment
        yield Cut(disk.cut(chance), dict(facts.told), facts.unsure)


def missing(connection: Any, told: dict[Fact, Any], unsure: set[str]) -> list[Fact]:
    """Return which of the things that people were told are not in a database.

    What is ``unsure`` may be one step further than was told: a draft deleted, words taken back.
    """
    rows = {
        uid: (words, state, [int(one) for one in consent])
        for uid, words, state, *consent in connection.execute(
            "SELECT uid, words, state, consent_room, consent_report, consent_quote "
            "FROM contribution"
        )
    }
    versions = dict(connection.execute("SELECT contribution_id, words FROM contribution_version"))
    receipts = {uid for (uid,) in connection.execute("SELECT contribution_id FROM receipt")}
    drafts = dict(connection.execute("SELECT uid, length FROM draft"))
    gone = {uid for kind, uid in told if kind == "gone"} | unsure
    sent = {uid for kind, uid in told if kind == "no draft"} | unsure

    def is_there(kind: str, uid: str, value: Any) -> bool:
        if kind == "draft":
            return uid in sent or bool(drafts.get(uid, 0) >= value)
        if kind == "no draft":
            return uid not in drafts
        if uid not in rows:
            return False
        words, state, consent = rows[uid]
        if kind == "gone":
            return state == "withdrawn" and not words and uid not in versions
        if state == "withdrawn" and uid in gone:
            return True
        found: dict[str, bool] = {
            "words": words == value,
            "state": state == value,
            "consent": consent == value,
            "version": versions.get(uid) == value,
            "receipt": uid in receipts,
        }
        return found[kind]

    return [fact for fact, value in told.items() if not is_there(*fact, value)]
