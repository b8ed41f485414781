"""News of a promise: what changed, what people can see, another day and why; and its review."""

from datetime import date
from uuid import UUID

from models.dates import read_date, say_date
from models.days import read_day
from models.desk.history import ActKind, Step, is_forced, note, step
from models.errors import ChangedSinceError, RefusedError
from models.promise.reading import promises_from
from models.promise.table import PromiseRow, UpdateRow
from models.promise.types import Promise, PromiseState
from models.store.verbs import verb
from models.words import one_line

__all__ = ["NEWS_STATES", "add_update", "check_update", "set_review"]

# What an update may say of a promise. None is news that moves nothing.
NEWS_STATES = (
    PromiseState.DOING,
    PromiseState.DONE,
    PromiseState.LATE,
    PromiseState.CANNOT,
)
WORDS_MISSING = {
    PromiseState.DONE: "Say what changed. What is different now?",
    PromiseState.LATE: "Say why it takes longer. People were told a day.",
    PromiseState.CANNOT: "Say why not. A clear reason is a kind of respect.",
}
NO_EVIDENCE = "Say what people can see of it. Example: the new rota hangs in each office."


def check_update(
    state: PromiseState | None,
    words: str,
    *,
    evidence: str = "",
    new_due: str = "",
    due: str = "",
    made_on: str = "",
) -> dict[str, str]:
    """Return what is still missing, as a sentence for each field; empty when it may be saved.

    "Done" says what changed and what people can see of it. A delay says why, and gives another
    day, which is after ``due`` (the day it was promised for) and not before ``made_on``.
    """
    missing = {}
    if not one_line(words):
        missing["words"] = WORDS_MISSING.get(state or PromiseState.DOING, "Say what changed.")
    if state is PromiseState.DONE and not one_line(evidence):
        missing["evidence"] = NO_EVIDENCE
    if state is PromiseState.LATE:
        sentence = _why_no_day(new_due, due, made_on)
        if sentence:
            missing["new_due"] = sentence
    return missing


def _why_no_day(new_due: str, due: str, made_on: str) -> str:
    if not one_line(new_due):
        return "Say the new day. Example: 30 June 2027."
    try:
        day = read_day(new_due)
    except RefusedError as refusal:
        return str(refusal)
    if due and day <= due:
        return f"The new day has to be after {say_date(due)}, the day that was promised."
    if day < (made_on or date.today().isoformat()):
        return "The new day has gone by already. Say a day that is still to come."
    return ""


@verb
def add_update(
    promise: UUID,
    words: str,
    *,
    made_on: str,
    done: bool = False,
    state: PromiseState | None = None,
    evidence: str = "",
    new_due: str = "",
) -> Promise:
    """Add a dated update, also where the space is closed; return the promise as it stands now.

    Refused, kindly, where ``check_update`` finds something missing: "done" without what changed
    and what people can see, a delay without its reason and another day. ``done`` is short for
    the state DONE.
    """
    state = PromiseState.DONE if done else state
    if state is not None and state not in NEWS_STATES:
        raise ValueError(f"an update cannot say {state}")
    row = PromiseRow.get((PromiseRow.uid == promise) & (PromiseRow.removed == 0))
    (now,) = promises_from([row])
    day = read_date(made_on)
    missing = check_update(
        state, words, evidence=evidence, new_due=new_due, due=now.due, made_on=day
    )
    if missing:
        raise RefusedError(f"{next(iter(missing.values()))} Nothing was saved.")
    note(row.space_id, ActKind.PROMISE_NEWS, promise)
    UpdateRow.create(
        promise=promise,
        made_on=day,
        words=one_line(words),
        done=state is PromiseState.DONE,
        state=state or "",
        evidence=one_line(evidence) if state is PromiseState.DONE else "",
        new_due=read_day(new_due) if state is PromiseState.LATE else "",
    )
    (now,) = promises_from([row])
    return now


@verb
def set_review(promise: UUID, day: str) -> Promise:
    """Say when somebody looks at a promise again, also where its space is closed; "" for never."""
    row = PromiseRow.get((PromiseRow.uid == promise) & (PromiseRow.removed == 0))
    before, now = row.review, read_day(day) if one_line(day) else ""
    if now != before:
        row.review = now
        row.save()
        note(
            row.space_id,
            ActKind.PROMISE_REVIEW,
            promise,
            undo=[Step.of(put_review, promise=promise, day=before, was=now)],
            redo=[Step.of(put_review, promise=promise, day=now, was=before)],
        )
    (found,) = promises_from([row])
    return found


@step
@verb
def put_review(promise: UUID, day: str, was: str) -> None:
    """Put back a review date, unless somebody set another day since."""
    row = PromiseRow.get_by_id(promise)
    if row.review != was and not is_forced():
        raise ChangedSinceError("Another day was set since. Nothing was undone.")
    row.review = day
    row.save()
