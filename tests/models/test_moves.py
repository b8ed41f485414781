"""The table of moves: every way from one state to another, tried."""

from itertools import product

import pytest

from models.contribution.contribution import (
    MOVES,
    Contribution,
    Mover,
    State,
    capture,
    contribution,
    move,
)
from models.errors import RefusedError
from models.space.space import Space

# Where a contribution may go, written down here again by hand, so that a slip in the table of
# the program is seen.
DESK_MAY = {
    State.WAITING: {State.CLEARED, State.HELD, State.SET_ASIDE, State.WITHDRAWN},
    State.CLEARED: {State.WAITING, State.HELD, State.SET_ASIDE, State.WITHDRAWN},
    State.HELD: {State.WAITING, State.CLEARED, State.SET_ASIDE, State.WITHDRAWN},
    State.SET_ASIDE: {State.WAITING, State.CLEARED, State.HELD, State.WITHDRAWN},
    State.WITHDRAWN: set(),
}
PERSON_MAY = {state: {State.WITHDRAWN} - {state} for state in State}


def one_that_is(space: Space, state: State) -> Contribution:
    made = capture(space.uid, "More time.", role="a carer")
    return move(made.uid, state, reason="a name" if state is State.HELD else "")


def test_the_table_says_what_was_agreed() -> None:
    for now, to in product(State, State):
        movers = MOVES.get((now, to), frozenset())
        assert (Mover.DESK in movers) == (to in DESK_MAY[now]), (now, to)
        assert (Mover.PERSON in movers) == (to in PERSON_MAY[now]), (now, to)


@pytest.mark.parametrize(("now", "to", "mover"), list(product(State, State, Mover)))
def test_every_move(space: Space, now: State, to: State, mover: Mover) -> None:
    before = one_that_is(space, now)
    may = (DESK_MAY if mover is Mover.DESK else PERSON_MAY)[now]
    if to in may or to is now:
        after = move(before.uid, to, reason="strong language", mover=mover)
        assert after.state is to
        if to is now and now is not State.HELD:
            assert after == before, "a move to where it is changes nothing"
    else:
        with pytest.raises(RefusedError, match="cannot become"):
            move(before.uid, to, reason="strong language", mover=mover)
        assert contribution(before.uid) == before, "a refused move changes nothing"


@pytest.mark.parametrize("reason", ["", "  ", "\x00"])
def test_holding_needs_a_reason(space: Space, reason: str) -> None:
    before = capture(space.uid, "More time.")
    with pytest.raises(RefusedError, match="reason"):
        move(before.uid, State.HELD, reason=reason)
    assert contribution(before.uid) == before


def test_the_reason_can_be_changed_and_goes_with_the_hold(space: Space) -> None:
    uid = one_that_is(space, State.HELD).uid
    assert move(uid, State.HELD, reason="possible harm").reason == "possible harm"
    assert move(uid, State.CLEARED).reason == ""


def test_words_survive_every_move_but_withdrawing(space: Space) -> None:
    uid = capture(space.uid, "More time.", role="a carer").uid
    for to in (State.HELD, State.CLEARED, State.SET_ASIDE, State.WAITING, State.CLEARED):
        one = move(uid, to, reason="a name")
        assert (one.words, one.role) == ("More time.", "a carer")
