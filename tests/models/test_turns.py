"""D31: the speakers' queue. Its order is kept, one can pass, and it is gone at close."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import ChangedSinceError, RefusedError
from models.identity import new_uid
from models.meeting.turn import (
    MOST_LETTERS,
    TURN_MS,
    Turn,
    TurnRow,
    TurnState,
    back_in,
    end_turn,
    join_turns,
    marks_passed,
    next_turn,
    pass_turn,
    turn_words,
    turns_of,
)
from models.room.room import read_room
from models.room.stage import Showing, show
from models.space.space import Space, close_space, open_space
from tests.support.held import held_in

PLACES = ("by the window", "at the back", "near the door", "at the front")


def names(space: Space, state: TurnState = TurnState.WAITING) -> list[str]:
    return [turn.name for turn in turns_of(space.uid) if turn.state is state]


def test_d31_order_is_kept_one_can_pass_and_the_queue_is_cleared_at_close(
    space: Space, store: Path
) -> None:
    first, second, third, _ = (join_turns(space.uid, place) for place in PLACES)
    assert names(space) == [
        "1, by the window",
        "2, at the back",
        "3, near the door",
        "4, at the front",
    ]
    assert next_turn(space.uid, None) is not None
    pass_turn(second.uid)
    after = next_turn(space.uid, first.uid)
    assert after is not None
    assert after.uid == third.uid
    assert after.started > 0
    back_in(second.uid)
    assert names(space) == ["4, at the front", "2, at the back"], "back in is at the end"
    assert names(space, TurnState.SPEAKING) == ["3, near the door"]
    assert names(space, TurnState.DONE) == ["1, by the window"]
    show(space.uid, Showing.TURNS)
    assert len(read_room(space.uid).turns) == 4
    close_space(space.uid)
    assert turns_of(space.uid) == read_room(space.uid).turns == ()
    assert TurnRow.select().count() == 0
    with pytest.raises(RefusedError, match="closed"):
        join_turns(space.uid, "by the window")
    held = held_in(store, settled=True)
    assert not any(place.encode() in held for place in PLACES), "not in a free page"
    open_space(space.uid)
    assert join_turns(space.uid, "at the back").number == 1


def test_two_desks_that_go_on_at_once_cut_nobody_off(space: Space) -> None:
    first, second, third = (join_turns(space.uid, place) for place in PLACES[:3])
    next_turn(space.uid, None)
    assert next_turn(space.uid, first.uid) is not None
    with pytest.raises(ChangedSinceError, match="Another desk"):
        next_turn(space.uid, first.uid)
    assert names(space, TurnState.SPEAKING) == [second.name]
    assert names(space) == [third.name]


def test_the_last_turn_ends_and_nobody_speaks(space: Space) -> None:
    assert next_turn(space.uid, None) is None
    only = join_turns(space.uid, "by the window")
    next_turn(space.uid, None)
    end_turn(only.uid)
    assert next_turn(space.uid, None) is None
    assert names(space, TurnState.DONE) == [only.name]
    assert back_in(only.uid).state is TurnState.WAITING
    assert back_in(only.uid).state is TurnState.WAITING, "twice changes nothing"


@pytest.mark.parametrize("place", ["", "  \n ", "x" * (MOST_LETTERS + 1)])
def test_a_place_is_a_few_words(space: Space, place: str) -> None:
    with pytest.raises(RefusedError):
        join_turns(space.uid, place)
    assert turns_of(space.uid) == ()


@given(st.integers(0, 20 * TURN_MS))
def test_every_two_minutes_there_is_a_mark(gone: int) -> None:
    turn = Turn(new_uid(), 1, "by the window", TurnState.SPEAKING, started=1_000)
    assert marks_passed(turn, 1_000 + gone) == gone // 120_000
    said = turn_words(turn, 1_000 + gone)
    assert ("are over" in said) is (gone >= 120_000)
    if gone >= 120_000:
        assert f"{gone // 120_000 * 2} minutes are over" in said
