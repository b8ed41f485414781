"""Merging: taking in what another machine's file holds, once, however often it is merged.

What was decided here is never overwritten. Where the same contribution has other words there,
both are kept and a person is asked. What was taken back, on either side, is taken back.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from models.contribution.acts import describe
from models.contribution.table import ContributionRow, VersionRow
from models.contribution.types import NO_CONSENT, Consent, State
from models.desk.act_table import ActRow
from models.desk.history import ActKind
from models.errors import RefusedError
from models.kiosk.own_words import OwnChangeRow, take_back_words
from models.kiosk.receipt import ReceiptRow, ReceiptSaltRow
from models.merge.carrying import Carried, put_new, read_carried, was_erased, was_forgotten
from models.merge.extras import extras_of, take_extras
from models.merge.other_store import opened_copy
from models.merge.other_version import keep_other_version
from models.outbox.deeds import do_deed
from models.outbox.pack import Pack, apply_pack, read_space_as_it_is
from models.outbox.table import DeedRow, OtherSaltRow
from models.recording.recording import RecordingRow, path_of, put_file
from models.space.space import Space, SpaceRow, space_from
from models.store.base import elsewhere
from models.store.verbs import question, verb

__all__ = ["Merged", "merge_file"]

# A batch is one transaction: kiosks that write at the same time wait for no longer than that.
BATCH = 100


@dataclass(frozen=True)
class Merged:
    """What a merge did, in numbers. Only ``strangers`` has words: titles of spaces."""

    new: int = 0
    already: int = 0
    twice: int = 0
    """How many stand here more often than once afterwards: none, and it is counted to be sure."""
    to_decide: int = 0
    taken_back: int = 0
    completed: int = 0
    """Contributions here that got what their person said later: a role, consent, a receipt."""
    stay_away: int = 0
    """Taken back or deleted here before: they do not come back."""
    recordings: int = 0
    lost_recordings: int = 0
    """Recordings whose file is missing there, or is not what was recorded."""
    answers: int = 0
    unfinished: int = 0
    sealed_elsewhere: int = 0
    strangers: tuple[tuple[str, int], ...] = ()
    """Spaces that are not here, with how many contributions each has there."""

    def plus(self, **counts: int) -> "Merged":
        """Return it with more."""
        return replace(self, **{name: getattr(self, name) + n for name, n in counts.items()})

    @property
    def sentences(self) -> tuple[str, ...]:
        """Say it, the most important first."""
        told = [f"{self.new} new, {self.twice} twice."]
        if self.already:
            told.append(f"{_count(self.already, 'was', 'were')} here already.")
        if self.to_decide:
            told.append(
                f"{_count(self.to_decide, 'has', 'have')} other words here and there. Both are "
                "kept. Decide at the desk. List: heard merge --conflicts"
            )
        if self.completed:
            told.append(f"{self.completed} got what their person said later.")
        if self.taken_back:
            told.append(f"{_count(self.taken_back, 'was', 'were')} taken back there, so here too.")
        if self.stay_away:
            told.append(
                f"{_count(self.stay_away, 'was', 'were')} taken away here: not brought back."
            )
        if self.recordings:
            told.append(f"Recordings brought along: {self.recordings}.")
        if self.lost_recordings:
            told.append(
                f"Recordings with no good file there: {self.lost_recordings}. What is known of "
                "them is here. Copy the folder of recordings too, then merge again."
            )
        if self.answers:
            told.append(f"Answers to questions with counts: {self.answers}.")
        if self.unfinished:
            told.append(f"Unfinished answers: {self.unfinished}. They are at the desk, under U.")
        if self.sealed_elsewhere:
            told.append(
                f"Unfinished answers that only that machine can open: {self.sealed_elsewhere}. "
                "They were left there."
            )
        for title, number in self.strangers:
            told.append(
                f"{title} is not here, so {_count(number, 'was', 'were')} left in the file. "
                "To bring that space along, use --add-spaces."
            )
        return tuple(told)


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


class _OnlyLookedError(Exception):
    """Ends the transaction of a dry run, so that nothing of it stays."""

    def __init__(self, merged: Merged) -> None:
        super().__init__()
        self.merged = merged


def merge_file(
    file: Path,
    *,
    key: str = "",
    dry_run: bool = False,
    add_spaces: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Merged:
    """Take in what a file holds, and say what that did. The file is left as it was.

    ``file`` is a whole database or what a kiosk kept, of this version or an older one. ``key``
    opens one that is encrypted; without it the key of this database is tried. With ``dry_run``
    nothing is changed. ``progress`` gets how many were looked at, and of how many.
    Raises ``StoreError`` with a sentence where the file cannot be used.
    """
    with opened_copy(file, key) as engine:
        if not dry_run:
            return _merge(engine, add_spaces, progress, with_sound=True)
        try:
            _look(engine, add_spaces, progress)
        except _OnlyLookedError as looked:
            return looked.merged
    raise AssertionError("a dry run always ends by what it found")  # pragma: no cover


@verb
def _look(engine: Any, add_spaces: bool, progress: Callable[[int, int], None]) -> None:
    raise _OnlyLookedError(_merge(engine, add_spaces, progress, with_sound=False))


def _merge(
    engine: Any, add_spaces: bool, progress: Callable[[int, int], None], *, with_sound: bool
) -> Merged:
    with elsewhere(engine):
        there = _what_is_there()
    total = sum(len(uids) for _, uids in there)
    before, done, merged = _how_many(), 0, Merged()
    for space, uids in there:
        if not _is_here(space.uid):
            if not add_spaces:
                if uids:
                    strangers = (*merged.strangers, (space.title, len(uids)))
                    merged = replace(merged, strangers=strangers)
                done += len(uids)
                continue
            with elsewhere(engine):
                pack = read_space_as_it_is(space.uid)
            _add_space(pack)
        with elsewhere(engine):
            salts = _salts_of(space.uid)
        _take_salts(space.uid, salts)
        waiting = list(uids)
        while waiting:
            with elsewhere(engine):
                batch = read_carried(waiting[:BATCH], with_sound=with_sound)
            merged = _take(batch, merged, with_sound=with_sound)
            waiting = waiting[len(batch) :]
            done += len(batch)
            progress(done, total)
        with elsewhere(engine):
            extras = extras_of(space.uid)
        merged = merged.plus(**take_extras(extras))
    with elsewhere(engine):
        deeds = _deeds_there()
    for deed in deeds:
        do_deed(*deed)
    return merged.plus(twice=_how_many() - before - merged.new)


# -- there -----------------------------------------------------------------------------------


@question
def _what_is_there() -> list[tuple[Space, list[UUID]]]:
    """Return the spaces of the file with their contributions, in the order of their capture."""
    found: dict[UUID, list[UUID]] = {}
    query = ContributionRow.select(ContributionRow.uid, ContributionRow.space)
    for row in query.order_by(ContributionRow.uid):
        found.setdefault(row.space_id, []).append(row.uid)
    rows = SpaceRow.select().order_by(SpaceRow.uid)
    return [(space_from(row), found.get(row.uid, [])) for row in rows]


@question
def _salts_of(space: UUID) -> tuple[str, ...]:
    rows = [
        *ReceiptSaltRow.select().where(ReceiptSaltRow.space == space),
        *OtherSaltRow.select().where(OtherSaltRow.space == space),
    ]
    return tuple(row.salt for row in rows)


@question
def _deeds_there() -> tuple[tuple[UUID, str, UUID | None, str], ...]:
    """Return what a kiosk of a server kept and could not bring home any more."""
    rows = DeedRow.select().order_by(DeedRow.uid)
    return tuple((row.uid, row.kind, row.contribution, row.content) for row in rows)


# -- here ------------------------------------------------------------------------------------


@question
def _how_many() -> int:
    found: int = ContributionRow.select().count()
    return found


@question
def _is_here(space: UUID) -> bool:
    return bool(SpaceRow.select().where(SpaceRow.uid == space).exists())


@verb
def _add_space(pack: Pack) -> None:
    apply_pack(pack, keys=False)


@verb
def _take_salts(space: UUID, salts: Sequence[str]) -> None:
    """Keep the salts of receipts that were given there, so that their four words work here."""
    for salt in () if was_forgotten(space) else salts:
        ReceiptSaltRow.insert(space=space, salt=salt).on_conflict_ignore().execute()
        if ReceiptSaltRow.get_by_id(space).salt != salt:
            OtherSaltRow.insert(space=space, salt=salt).on_conflict_ignore().execute()


@verb
def _take(batch: Sequence[Carried], merged: Merged, *, with_sound: bool) -> Merged:
    for read in batch:
        carried, is_lost = _checked(read) if with_sound else (read, False)
        space: UUID = carried.row["space"]
        if ContributionRow.select().where(ContributionRow.uid == carried.uid).exists():
            merged = _compare(carried, merged.plus(already=1))
        elif was_erased(carried.uid, space):
            merged = merged.plus(stay_away=1)
        elif put_new(carried):
            sound = "recording" in carried.parts and not is_lost
            merged = merged.plus(new=1, recordings=int(sound), lost_recordings=int(is_lost))
    return merged


def _checked(carried: Carried) -> tuple[Carried, bool]:
    """Look whether the file of a recording is the one that was recorded; another is left out."""
    known = carried.parts.get("recording")
    if not known or carried.row["state"] == State.WITHDRAWN:
        return carried, False
    if carried.sound is not None and sha256(carried.sound).hexdigest() == known[0]["sha256"]:
        return carried, False
    return replace(carried, sound=None), True


def _compare(carried: Carried, merged: Merged) -> Merged:
    """Bring what is here and what is there together, without overwriting anything."""
    here = ContributionRow.get_by_id(carried.uid)
    if here.state == State.WITHDRAWN:
        is_news = carried.row["state"] != State.WITHDRAWN
        return merged.plus(stay_away=int(is_news))
    if carried.row["state"] == State.WITHDRAWN:
        take_back_words(carried.uid)
        return merged.plus(taken_back=1)
    if was_forgotten(here.space_id):
        return merged.plus(stay_away=1)
    if carried.sound is not None and not _has_file(carried.uid):
        put_file(carried.uid, carried.sound)
        merged = merged.plus(recordings=1)
    if _complete(here, carried):
        merged = merged.plus(completed=1)
    if carried.row["words"] == here.words:
        for part in carried.parts.get("contribution_version", ()):
            VersionRow.insert(part).on_conflict_ignore().execute()
        return merged
    changed_here, changed_there = _changes(carried)
    if not changed_there and (changed_here or was_erased(carried.uid, here.space_id)):
        return merged  # the person's newer words stand here, and older ones do not come back
    kept = keep_other_version(
        carried.uid, carried.row["words"], carried.row["language"], carried.row["face"]
    )
    return merged.plus(to_decide=int(kept))


def _has_file(uid: UUID) -> bool:
    """Say whether the file of a recording is here; where there is no recording, none is missing."""
    if not RecordingRow.select().where(RecordingRow.contribution == uid).exists():
        return True
    try:
        return path_of(uid).is_file()
    except RefusedError:
        return False


def _changes(carried: Carried) -> tuple[set[UUID], set[UUID]]:
    """Return what the person changed here alone, and there alone."""
    here = {
        row.uid for row in OwnChangeRow.select().where(OwnChangeRow.contribution == carried.uid)
    }
    there = {part["uid"] for part in carried.parts.get("own_change", ())}
    return here - there, there - here


def _complete(here: ContributionRow, carried: Carried) -> bool:
    """Take what the person said after their words, where nobody here has said otherwise."""
    there = carried.row
    consent = Consent(there["consent_room"], there["consent_report"], there["consent_quote"])
    said_here = Consent(here.consent_room, here.consent_report, here.consent_quote)
    told = False
    if said_here == NO_CONSENT and not here.role and (consent != NO_CONSENT or there["role"]):
        by_desk = (ActRow.subject == here.uid) & (ActRow.kind << [ActKind.CONSENT, ActKind.ROLE])
        if not ActRow.select().where(by_desk).exists():
            describe(here.uid, role=there["role"], consent=consent)
            told = True
    for part in carried.parts.get("receipt", ()):
        if not ReceiptRow.select().where(ReceiptRow.contribution == here.uid).exists():
            told |= bool(ReceiptRow.insert(part).on_conflict_ignore().as_rowcount().execute())
    return told
