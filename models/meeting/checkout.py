"""How was this meeting? Five short questions, one for each of the values that we promise.

Only counts are kept: no person's five answers stand together anywhere, and no answer has a time,
a place or a language. So nothing can be traced back, and nothing has to be withdrawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from peewee import BooleanField, Check, ForeignKeyField, IntegerField, TextField, UUIDField

from assets.language import N_, _, in_language, languages
from models.desk.history import ActKind, note
from models.errors import RefusedError
from models.identity import new_uid
from models.meeting.running_order import ItemKind, running_order
from models.outcome.small_numbers import FEWEST, few, told
from models.space.prompt import PromptRow, add_prompt, add_wording
from models.space.space import SpaceRow, SpaceState
from models.store.base import Base
from models.store.verbs import question, verb

__all__ = [
    "FEWEST",
    "PROBLEM",
    "QUESTIONS",
    "SCORES",
    "Checkout",
    "Value",
    "Way",
    "check_out",
    "checkout_of",
    "close_checkout",
    "count_hands",
    "few",
    "is_offered",
    "open_checkout",
    "told",
]

# From the best to the worst, as the keys 1 to 5 choose them.
SCORES = (
    N_("Yes, very much"),
    N_("Mostly yes"),
    N_("Half and half"),
    N_("Mostly no"),
    N_("No, not at all"),
)
PROBLEM = N_("What got in the way today?")
PEOPLE = "people"


class Value(StrEnum):
    """What is asked about: honesty and trust, equality, accessibility, respect, diversity."""

    HONESTY = "honesty"
    EQUALITY = "equality"
    ACCESSIBILITY = "accessibility"
    RESPECT = "respect"
    DIVERSITY = "diversity"


QUESTIONS = {
    Value.HONESTY: N_("Were we honest with you today?"),
    Value.EQUALITY: N_("Did you have the same chance to speak as others?"),
    Value.ACCESSIBILITY: N_("Could you follow everything and join in?"),
    Value.RESPECT: N_("Did people listen to you with respect?"),
    Value.DIVERSITY: N_("Were all kinds of people welcome here?"),
}


class Way(StrEnum):
    """How the answers came: at a kiosk, one person at a time, or by a show of hands."""

    KIOSK = "kiosk"
    HANDS = "hands"


class CheckoutRow(Base):
    """Whether the questions are open at the kiosks, and the prompt on what got in the way."""

    prompt_id: UUID | None
    space_id: UUID
    space = ForeignKeyField(SpaceRow, primary_key=True, on_delete="CASCADE")
    is_open = BooleanField(default=False)
    prompt = ForeignKeyField(PromptRow, null=True, on_delete="SET NULL")

    class Meta:
        table_name = "checkout"


class CountRow(Base):
    """How often an answer was given. ``score`` is 1 for the best to 5; 0 beside "people"."""

    uid = UUIDField(primary_key=True, default=new_uid)
    space = ForeignKeyField(SpaceRow, on_delete="CASCADE")
    way = TextField(constraints=[Check("way in ('kiosk', 'hands')")])
    value = TextField(
        constraints=[
            Check(
                "value in ('honesty', 'equality', 'accessibility', 'respect', 'diversity', "
                "'people')"
            )
        ]
    )
    score = IntegerField(constraints=[Check("score between 0 and 5")])
    number = IntegerField(default=0)

    class Meta:
        table_name = "checkout_count"
        indexes = ((("space", "way", "value", "score"), True),)


@dataclass(frozen=True)
class Checkout:
    """How the meeting was, as it stands in the table: for the desk's eyes, never for an output.

    ``scores`` has five numbers for each value, of those who answered "yes, very much" first;
    ``people`` counts who answered at a kiosk.
    """

    is_open: bool = False
    prompt: UUID | None = None
    people: int = 0
    scores: Mapping[Value, tuple[int, ...]] = field(default_factory=dict, hash=False)
    hands: frozenset[Value] = frozenset()  # counted by a show of hands

    @property
    def answered(self) -> bool:
        """Whether anybody answered anything."""
        return any(map(sum, self.scores.values()))


@verb
def open_checkout(space: UUID) -> Checkout:
    """Offer the questions at every kiosk. The first time, the prompt on what got in the way comes.

    Refused where the space is not open.
    """
    if SpaceRow.get_by_id(space).state != SpaceState.OPEN:
        raise RefusedError("This space is not open. Nothing was changed. Open the space first.")
    row = _row_of(space)
    if not row.is_open:
        row.is_open = True
        row.save()
        _with_prompt(row)
        note(space, ActKind.CHECKOUT_OPENED)
    return checkout_of(space)


@verb
def close_checkout(space: UUID) -> Checkout:
    """Offer the questions no longer. What was answered stays."""
    row = _row_of(space)
    if row.is_open:
        row.is_open = False
        row.save()
        note(space, ActKind.CHECKOUT_CLOSED)
    return checkout_of(space)


def _row_of(space: UUID) -> CheckoutRow:
    found: CheckoutRow | None = CheckoutRow.get_or_none(CheckoutRow.space == space)
    return found or CheckoutRow.create(space=space)


def _with_prompt(row: CheckoutRow) -> UUID:
    """Return the prompt on what got in the way, made where there is none."""
    if row.prompt_id is not None:
        return row.prompt_id
    made = _add_problem_prompt(row.space_id)
    CheckoutRow.update(prompt=made).where(CheckoutRow.space == row.space_id).execute()
    return made


def _add_problem_prompt(space: UUID) -> UUID:
    """Add the prompt on what got in the way, in every language that Heard speaks."""
    own = SpaceRow.get_by_id(space).language
    text = in_language(own, PROBLEM) if own in languages() else PROBLEM
    prompt = add_prompt(space, text).uid
    add_wording(prompt, own, text, easy_read=True)
    for tag in languages():
        if tag != own:
            add_wording(prompt, tag, in_language(tag, PROBLEM))
    return prompt


@verb
def check_out(space: UUID, answers: Sequence[int], *, was_in_time: bool = False) -> UUID:
    """Count one person's answers at a kiosk, a score from 1 to 5 for each value in turn.

    0 stands for "I'd rather not say". Returns the prompt on what got in the way. Refused: a
    space that is not open, and a score that is none. ``was_in_time``: they were given while it
    was open, at a kiosk whose link was down.
    """
    if not was_in_time:
        _refuse_unless_open(space)
    if len(answers) > len(Value) or not all(0 <= score <= len(SCORES) for score in answers):
        raise RefusedError("Those are no answers to these questions. Nothing was saved.")
    if any(answers):
        _add(space, PEOPLE, 0)
    for value, score in zip(Value, answers, strict=False):
        if score:
            _add(space, value, score)
    return _with_prompt(_row_of(space))


def _refuse_unless_open(space: UUID) -> None:
    if SpaceRow.get_by_id(space).state != SpaceState.OPEN:
        raise RefusedError(_("This meeting is closed, so nothing was saved."))


def _add(space: UUID, value: str, score: int) -> None:
    """Count one up, in the database itself: two kiosks may do so at one moment."""
    CountRow.insert(
        uid=new_uid(), space=space, way=Way.KIOSK, value=value, score=score, number=1
    ).on_conflict(
        conflict_target=[CountRow.space, CountRow.way, CountRow.value, CountRow.score],
        update={CountRow.number: CountRow.number + 1},
    ).execute()


@verb
def count_hands(space: UUID, value: Value, hands: Sequence[int]) -> Checkout:
    """Save how many hands went up for each answer, the best first; counted again, these count.

    Refused where there are not five numbers, or one is no number of people.
    """
    _refuse_unless_open(space)
    if len(hands) != len(SCORES) or not all(0 <= number < 10_000 for number in hands):
        raise RefusedError(
            "Five numbers are needed, one for each answer. Nothing was saved. Example: 7 3 2 0 1"
        )
    CountRow.delete().where(
        (CountRow.space == space) & (CountRow.way == Way.HANDS) & (CountRow.value == value)
    ).execute()
    for score, number in enumerate(hands, 1):
        if number:
            CountRow.create(space=space, way=Way.HANDS, value=value, score=score, number=number)
    note(space, ActKind.HANDS_COUNTED)
    return checkout_of(space)


@question
def checkout_of(space: UUID) -> Checkout:
    """Return how the meeting was so far."""
    row = CheckoutRow.get_or_none(CheckoutRow.space == space)
    found = list(CountRow.select().where(CountRow.space == space))
    counts = {(one.way, one.value, one.score): one.number for one in found}
    return Checkout(
        is_open=bool(row and row.is_open),
        prompt=row.prompt_id if row else None,
        people=counts.get((Way.KIOSK, PEOPLE, 0), 0),
        scores={
            value: tuple(
                sum(counts.get((way, value, score), 0) for way in Way)
                for score in range(1, len(SCORES) + 1)
            )
            for value in Value
        },
        hands=frozenset(Value(one.value) for one in found if one.way == Way.HANDS),
    )


@question
def is_offered(space: UUID) -> bool:
    """Say whether kiosks offer the questions: the desk opened them, or the meeting is there.

    It is there in a part of its own after the answers were given, whatever that part is called.
    """
    if SpaceRow.get_by_id(space).state != SpaceState.OPEN:
        return False
    row = CheckoutRow.get_or_none(CheckoutRow.space == space)
    if row is not None and row.is_open:
        return True
    parts = running_order(space)
    kinds = [part.kind for part in parts]
    at = next((place for place, part in enumerate(parts) if part.current), 0)
    return bool(parts) and kinds[at] is ItemKind.OTHER and ItemKind.OUTCOME in kinds[:at]
