"""Redaction: the words are gone from every table and from the bytes on the disk."""

from pathlib import Path

import pytest

from models.contribution.contribution import (
    State,
    VersionKind,
    add_version,
    capture,
    contribution,
    move,
)
from models.contribution.redaction import redact
from models.errors import RefusedError
from models.flags.table import RedactionReason, RedactionRow
from models.outcome.outcome import read_outcome
from models.space.space import Space
from tests.support.held import held_in

NAME = "Zephyrinax"
ANGRY = f"Miss {NAME} in the Mansfield office is a lazy cow."
AFTER = "A worker in the Mansfield office is a lazy cow."


def test_d21_who_when_and_why_is_noted_and_the_words_are_not(space: Space) -> None:
    one = capture(space.uid, ANGRY)
    assert one.reason == "may name a person; strong language"
    now = redact(one.uid, AFTER, RedactionReason.NAME)
    assert (now.words, now.shown) == (AFTER, AFTER)
    assert now.redacted == "names a person, by the scribe"
    assert (now.state, now.reason) == (State.HELD, "strong language")
    row = RedactionRow.get()
    assert row.made_at > 0
    for value in row.__data__.values():
        assert NAME not in str(value)


def test_what_is_clean_after_it_waits(space: Space) -> None:
    one = capture(space.uid, f"Mrs {NAME} lost my form.")
    assert redact(one.uid, "A worker lost my form.", RedactionReason.NAME).state is State.WAITING
    assert move(one.uid, State.CLEARED).state is State.CLEARED


def test_the_name_is_in_no_byte_of_the_database(space: Space, store: Path) -> None:
    """Short words, and words so long that they fill pages of their own."""
    for padding in ("", "I said it and said it again. " * 800):
        one = capture(space.uid, f"{padding}Mrs {NAME} lost my form.")
        add_version(one.uid, VersionKind.TIDIED, f"{NAME} lost it.")
        for number in range(30):
            capture(space.uid, f"More time {number}.")
        assert NAME.encode() in held_in(store)
        redact(one.uid, f"{padding}A worker lost my form.", RedactionReason.NAME)
        assert NAME.encode() not in held_in(store)


def test_the_log_is_emptied_at_once_where_nobody_reads(space: Space, store: Path) -> None:
    one = capture(space.uid, f"Mrs {NAME} lost my form.")
    redact(one.uid, "A worker lost my form.", RedactionReason.NAME)
    assert NAME.encode() not in held_in(store)


def test_versions_go_since_they_may_hold_the_name(space: Space) -> None:
    one = capture(space.uid, f"Pani {NAME} zgubiła mój formularz.", language="pl")
    add_version(one.uid, VersionKind.TRANSLATED, f"Mrs {NAME} lost my form.")
    now = redact(one.uid, "Pracownica zgubiła mój formularz.", RedactionReason.NAME)
    assert now.versions == ()


def test_a_cleared_one_stays_cleared_and_no_outcome_has_the_name(space: Space) -> None:
    one = capture(space.uid, f"Mrs {NAME} lost my form.")
    move(one.uid, State.CLEARED)
    assert redact(one.uid, "A worker lost it.", RedactionReason.NAME).state is State.CLEARED
    assert NAME not in repr(read_outcome(space.uid))


@pytest.mark.parametrize("words", ["", "  \n ", ANGRY])
def test_nothing_is_changed_where_nothing_is_left_or_taken_out(space: Space, words: str) -> None:
    one = capture(space.uid, ANGRY)
    with pytest.raises(RefusedError, match="Nothing was changed") as refusal:
        redact(one.uid, words, RedactionReason.NAME)
    assert NAME not in str(refusal.value)
    assert contribution(one.uid) == one


def test_what_was_withdrawn_cannot_be_redacted(space: Space) -> None:
    one = capture(space.uid, ANGRY)
    move(one.uid, State.WITHDRAWN)
    with pytest.raises(RefusedError, match="withdrawn"):
        redact(one.uid, AFTER, RedactionReason.NAME)


def test_a_reason_is_one_of_four_so_it_never_holds_the_words(space: Space) -> None:
    one = capture(space.uid, ANGRY)
    with pytest.raises(ValueError, match="not a valid"):
        redact(one.uid, AFTER, "Zephyrinax again")  # type: ignore[arg-type]
    assert contribution(one.uid) == one
