"""Is it done? The group's own answers about a promise that staff call done.

Only counts are kept, for a promise and an answer: no person, no kiosk, no time, no language. So
nothing links an answer to a contribution or a receipt, and nothing has to be withdrawn.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from peewee import Check, ForeignKeyField, IntegerField, TextField, UUIDField

from assets.language import _
from models.desk.history import ActKind, note
from models.errors import RefusedError
from models.identity import new_uid
from models.promise.done_answers import DoneAnswer, DoneAnswers
from models.promise.reading import promises_from, standing_rows
from models.promise.table import PromiseRow
from models.store.base import Base
from models.store.verbs import question, verb

__all__ = [
    "DoneAnswer",
    "DoneAnswers",
    "answer_done",
    "answers_for",
    "answers_to",
    "count_hands_on",
]


class Way(StrEnum):
    """How the answers came: at a kiosk, one person at a time, or by a show of hands."""

    KIOSK = "kiosk"
    HANDS = "hands"


class DoneAnswerRow(Base):
    """How often an answer was given about a promise."""

    promise_id: UUID
    uid = UUIDField(primary_key=True, default=new_uid)
    promise = ForeignKeyField(PromiseRow, on_delete="CASCADE")
    way = TextField(constraints=[Check("way in ('kiosk', 'hands')")])
    answer = TextField(constraints=[Check("answer in ('yes', 'not yet', 'can''t say')")])
    number = IntegerField(constraints=[Check("number >= 0")])

    class Meta:
        table_name = "done_answer"
        indexes = ((("promise", "way", "answer"), True),)


@verb
def answer_done(promise: UUID, answer: DoneAnswer, *, instead_of: DoneAnswer | None = None) -> None:
    """Count what one person at a kiosk says, at once.

    ``instead_of`` is what the same visit said before: it goes, so nobody counts twice. Refused
    where nobody calls the promise done any more.
    """
    _refuse_unless_done(promise, _("This promise has changed meanwhile. Nothing was saved."))
    if answer is instead_of:
        return
    if instead_of is not None:
        DoneAnswerRow.update(number=DoneAnswerRow.number - 1).where(
            (DoneAnswerRow.promise == promise)
            & (DoneAnswerRow.way == Way.KIOSK)
            & (DoneAnswerRow.answer == instead_of)
            & (DoneAnswerRow.number > 0)
        ).execute()
    # In the database itself: two kiosks may count at one moment.
    DoneAnswerRow.insert(
        uid=new_uid(), promise=promise, way=Way.KIOSK, answer=answer, number=1
    ).on_conflict(
        conflict_target=[DoneAnswerRow.promise, DoneAnswerRow.way, DoneAnswerRow.answer],
        update={DoneAnswerRow.number: DoneAnswerRow.number + 1},
    ).execute()


@verb
def count_hands_on(promise: UUID, hands: Sequence[int]) -> DoneAnswers:
    """Save how many hands went up for yes, not yet, can't say; counted again, these count.

    Refused where there are not three numbers of people, or nobody calls the promise done.
    """
    _refuse_unless_done(promise, "Nobody calls this promise done. Nothing was saved.")
    if len(hands) != len(DoneAnswer) or not all(0 <= number < 10_000 for number in hands):
        raise RefusedError(
            "Three numbers are needed: yes, not yet, can't say. Nothing was saved. Example: 7 3 2"
        )
    DoneAnswerRow.delete().where(
        (DoneAnswerRow.promise == promise) & (DoneAnswerRow.way == Way.HANDS)
    ).execute()
    for answer, number in zip(DoneAnswer, hands, strict=True):
        if number:
            DoneAnswerRow.create(promise=promise, way=Way.HANDS, answer=answer, number=number)
    note(PromiseRow.get_by_id(promise).space_id, ActKind.HANDS_COUNTED, promise)
    return answers_to(promise)


def _refuse_unless_done(promise: UUID, sentence: str) -> None:
    """Refuse where the newest word of staff is no longer that it is done."""
    found = promises_from(standing_rows().where(PromiseRow.uid == promise))
    if not found or not found[0].done:
        raise RefusedError(sentence)


@question
def answers_to(promise: UUID) -> DoneAnswers:
    """Return what the group says about one promise."""
    return answers_for([promise]).get(promise, DoneAnswers())


@question
def answers_for(promises: Iterable[UUID]) -> Mapping[UUID, DoneAnswers]:
    """Return what the group says about each of some promises; none for one that nobody answered."""
    rows = DoneAnswerRow.select().where(
        (DoneAnswerRow.promise << list(promises)) & (DoneAnswerRow.number > 0)
    )
    found: dict[UUID, dict[DoneAnswer, int]] = {}
    by_hands: set[UUID] = set()
    for row in rows:
        numbers = found.setdefault(row.promise_id, dict.fromkeys(DoneAnswer, 0))
        numbers[DoneAnswer(row.answer)] += row.number
        if row.way == Way.HANDS:
            by_hands.add(row.promise_id)
    return {
        uid: DoneAnswers(
            numbers[DoneAnswer.YES],
            numbers[DoneAnswer.NOT_YET],
            numbers[DoneAnswer.CANNOT_SAY],
            hands=uid in by_hands,
        )
        for uid, numbers in found.items()
    }
