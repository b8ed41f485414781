"""What a file holds beside contributions, taken in once: counts, answers, unfinished answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models.contribution.table import ContributionRow
from models.identity import new_uid
from models.kiosk.draft import DraftRow
from models.kiosk.draft_key import DraftKeyRow
from models.meeting.checkout import PEOPLE, CountRow
from models.merge.carrying import was_erased
from models.outbox.table import MergedCountRow
from models.promise.is_it_done import DoneAnswerRow
from models.promise.table import PromiseRow
from models.store.base import plain
from models.store.verbs import question, verb

__all__ = ["Extras", "extras_of", "take_extras"]


@dataclass(frozen=True)
class Extras:
    """What a file holds beside contributions: counts, and unfinished answers."""

    counts: Sequence[dict[str, Any]]
    answers: Sequence[dict[str, Any]]
    drafts: Sequence[dict[str, Any]]
    key: str


@question
def extras_of(space: UUID) -> Extras:
    """Return the extras of a space in a file."""
    key = DraftKeyRow.get_or_none()
    counts = (CountRow.space == space) & (CountRow.way == "kiosk")
    answers = (PromiseRow.space == space) & (DoneAnswerRow.way == "kiosk")
    return Extras(
        plain(CountRow.select().where(counts)),
        plain(DoneAnswerRow.select().join(PromiseRow).where(answers)),
        plain(DraftRow.select().where(DraftRow.space == space)),
        key.public_key if key else "",
    )


@verb
def take_extras(extras: Extras) -> dict[str, int]:
    """Take in what is not here yet; return how much, by the names of ``Merged``."""
    answers = 0
    for row in extras.counts:
        more = _add_count(row)
        answers += more if row["value"] == PEOPLE else 0
    for row in extras.answers:
        answers += _add_answer(row)
    if not extras.drafts:
        return {"answers": answers}
    key = DraftKeyRow.get_or_none()
    if key is None or key.public_key != extras.key:
        return {"answers": answers, "sealed_elsewhere": len(extras.drafts)}
    taken = 0
    for row in extras.drafts:
        if ContributionRow.select().where(ContributionRow.uid == row["uid"]).exists():
            continue  # it was sent after all
        if was_erased(row["uid"], row["space"]):
            continue
        draft = {**row, "face": None}
        taken += DraftRow.insert(draft).on_conflict_ignore().as_rowcount().execute()
    return {"answers": answers, "unfinished": taken}


def _news(row: dict[str, Any]) -> int:
    """Return how much of another machine's count is not here yet, and remember that it is now."""
    known = MergedCountRow.get_or_none(MergedCountRow.uid == row["uid"])
    before = known.number if known else 0
    more: int = max(0, row["number"] - before)
    if more:
        MergedCountRow.insert(uid=row["uid"], number=row["number"]).on_conflict(
            conflict_target=[MergedCountRow.uid], update={MergedCountRow.number: row["number"]}
        ).execute()
    return more


def _add_count(row: dict[str, Any]) -> int:
    if CountRow.select().where(CountRow.uid == row["uid"]).exists():
        return 0  # the file is a copy of this database: its counts are these
    more = _news(row)
    if more:
        CountRow.insert({**row, "uid": new_uid(), "number": more}).on_conflict(
            conflict_target=[CountRow.space, CountRow.way, CountRow.value, CountRow.score],
            update={CountRow.number: CountRow.number + more},
        ).execute()
    return more


def _add_answer(row: dict[str, Any]) -> int:
    own = DoneAnswerRow.select().where(DoneAnswerRow.uid == row["uid"]).exists()
    if own or not PromiseRow.select().where(PromiseRow.uid == row["promise"]).exists():
        return 0
    more = _news(row)
    if more:
        DoneAnswerRow.insert({**row, "uid": new_uid(), "number": more}).on_conflict(
            conflict_target=[DoneAnswerRow.promise, DoneAnswerRow.way, DoneAnswerRow.answer],
            update={DoneAnswerRow.number: DoneAnswerRow.number + more},
        ).execute()
    return more
