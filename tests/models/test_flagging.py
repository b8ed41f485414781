"""What flags do: held, set aside, first in the list, until a person decides."""

import pytest

from models.contribution.contribution import (
    State,
    VersionKind,
    WayIn,
    add_version,
    capture,
    contribution,
    move,
    newest,
    said_nothing,
    set_aside,
)
from models.desk.desk import read_desk
from models.errors import RefusedError
from models.flags.table import FlagRow
from models.flags.types import FlagKind
from models.kiosk.kiosk import read_kiosk
from models.outcome.outcome import read_outcome
from models.room.room import read_room
from models.room.stage import show_contribution
from models.space.space import Space, new_space
from models.theme.theme import new_theme, put_in_theme

HARM = "He takes my money and I'm frightened of him."
NAME = "Dilys at the front office lost my form."


@pytest.mark.parametrize("way_in", list(WayIn))
def test_words_are_held_whatever_way_they_came(space: Space, way_in: WayIn) -> None:
    one = capture(space.uid, NAME, way_in=way_in)
    assert (one.state, one.reason) == (State.HELD, "may name a person")
    assert one.flags == {FlagKind.NAME}


def test_words_that_hold_nothing_wait(space: Space) -> None:
    one = capture(space.uid, "More time from the carers.")
    assert (one.state, one.reason, one.flags) == (State.WAITING, "", frozenset())


def test_several_reasons_are_told_in_plain_words(space: Space) -> None:
    one = capture(space.uid, "Sharon in the Mansfield office is a lazy cow.")
    assert (one.state, one.reason) == (State.HELD, "may name a person; strong language")


def test_saving_again_flags_once(space: Space) -> None:
    one = capture(space.uid, NAME)
    move(one.uid, State.CLEARED)
    assert capture(space.uid, NAME, uid=one.uid).state is State.CLEARED
    assert FlagRow.select().count() == 1


def test_d22_possible_harm_is_first_counted_and_nowhere_else(space: Space) -> None:
    harm = capture(space.uid, HARM)
    for number in range(210):
        capture(space.uid, f"More time, said {number}.")
    desk = read_desk(space.uid)
    assert desk.contributions[0] == harm
    assert [one.uid for one in desk.contributions].count(harm.uid) == 1
    assert (desk.tally.may_be_harm, desk.tally.held, desk.tally.heard) == (1, 1, 211)
    assert not read_room(space.uid).contributions
    with pytest.raises(RefusedError, match="held"):
        show_contribution(space.uid, harm.uid)
    with pytest.raises(RefusedError, match="Only cleared"):
        put_in_theme(new_theme(space.uid, "Money").uid, harm.uid)


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        (State.WAITING, ""),
        (State.CLEARED, ""),
        (State.SET_ASIDE, ""),
        (State.HELD, "private details"),
    ],
)
def test_it_is_first_until_a_person_decides(space: Space, to: State, reason: str) -> None:
    harm = capture(space.uid, HARM)
    capture(space.uid, "More time.")
    decided = move(harm.uid, to, reason=reason)
    desk = read_desk(space.uid)
    assert not decided.flags
    assert desk.tally.may_be_harm == 0
    assert desk.contributions[-1].uid == harm.uid


def test_whoever_holds_for_harm_puts_it_first(space: Space) -> None:
    one = capture(space.uid, "It is not right what goes on there.")
    capture(space.uid, "More time.")
    assert move(one.uid, State.HELD, reason="may be about harm").may_be_harm
    assert read_desk(space.uid).contributions[0].uid == one.uid
    assert move(one.uid, State.HELD, reason="not sure yet").may_be_harm is False


def test_d23_no_answer_is_set_aside_and_counted(space: Space) -> None:
    for words in ("nothing", "no", "N/A", "nie wiem"):
        assert capture(space.uid, words).state is State.SET_ASIDE
    other = capture(space.uid, "Buses.")
    set_aside(other.uid)
    assert said_nothing(space.uid) == 4
    outcome = read_outcome(space.uid)
    assert (outcome.heard, outcome.set_aside, outcome.said_nothing) == (5, 5, 4)


def test_what_was_set_aside_comes_back_and_is_counted_no_more(space: Space) -> None:
    one = capture(space.uid, "no")
    assert move(one.uid, State.WAITING).state is State.WAITING
    assert said_nothing(space.uid) == 0
    assert set_aside(one.uid, no_answer=True).state is State.SET_ASIDE
    assert said_nothing(space.uid) == 1


def test_the_counts_add_up_in_every_state(space: Space) -> None:
    for words in (HARM, NAME, "no", "More time.", "A rail."):
        capture(space.uid, words)
    cleared = next(one for one in newest(space.uid) if one.words == "A rail.")
    move(cleared.uid, State.CLEARED)
    tally = read_desk(space.uid).tally
    parts = tally.in_themes + tally.not_in_a_theme + tally.waiting + tally.set_aside + tally.held
    assert tally.heard == parts == 5
    assert (tally.held, tally.may_be_harm, tally.set_aside) == (2, 1, 1)


def test_a_translation_is_looked_at_too_and_a_decision_is_not_asked_twice(space: Space) -> None:
    one = capture(space.uid, "Er ist böse.", language="de")
    assert one.state is State.WAITING
    held = add_version(one.uid, VersionKind.TRANSLATED, "He hits me.")
    assert held.may_be_harm
    assert held.reason == "may be about harm"
    move(one.uid, State.CLEARED)
    again = add_version(one.uid, VersionKind.TIDIED, "He hits me, he said.")
    assert again.state is State.CLEARED


def test_a_person_who_takes_words_back_takes_the_flags_too(space: Space) -> None:
    one = capture(space.uid, HARM)
    move(one.uid, State.WITHDRAWN)
    assert FlagRow.select().count() == 0
    assert contribution(one.uid).flags == frozenset()
    assert read_desk(space.uid).tally.may_be_harm == 0


def test_no_words_are_in_the_table_of_flags(space: Space) -> None:
    capture(space.uid, HARM)
    columns = set(FlagRow._meta.columns)
    assert columns == {"uid", "contribution_id", "kind", "decided"}


def test_the_kiosk_knows_whom_to_call(store: object) -> None:
    made = new_space("Help", help_numbers=["In danger now: 999", "Samaritans: 116 123"])
    assert read_kiosk(made.uid).help_numbers == ("In danger now: 999", "Samaritans: 116 123")
