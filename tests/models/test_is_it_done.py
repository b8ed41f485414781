"""Is it done? The group's answers: counted, never twice, and small numbers told nowhere."""

from datetime import date

import pytest

from models.errors import RefusedError
from models.kiosk.kiosk import read_kiosk
from models.promise.is_it_done import (
    DoneAnswer,
    DoneAnswers,
    answer_done,
    answers_to,
    count_hands_on,
)
from models.promise.promise import (
    Promise,
    PromiseKind,
    add_update,
    make_promise,
    promises_of,
    remove_promise,
)
from models.promise.standing import group_says
from models.space.space import Space
from models.store.base import database

YES, NOT_YET, CANNOT_SAY = DoneAnswer


def promised(space: Space, *, done: bool = True) -> Promise:
    made = make_promise(
        space.uid, PromiseKind.WILL, "Phone back within two days", who="The team", due="2030-01-29"
    )
    if done:
        today = date.today().isoformat()
        add_update(made.uid, "Two people do it.", made_on=today, done=True, evidence="A list")
    return made


def test_answers_are_counted_and_a_visit_counts_once(space: Space) -> None:
    one = promised(space).uid
    answer_done(one, YES)
    answer_done(one, NOT_YET)
    answer_done(one, NOT_YET, instead_of=YES)
    answer_done(one, NOT_YET, instead_of=NOT_YET)
    assert answers_to(one) == DoneAnswers(yes=0, not_yet=2)
    count_hands_on(one, [7, 3, 2])
    assert count_hands_on(one, [6, 3, 1]) == DoneAnswers(6, 5, 1, hands=True)
    row = database.execute_sql("SELECT * FROM done_answer LIMIT 1")
    assert [column[0] for column in row.description] == [
        "uid",
        "promise_id",
        "way",
        "answer",
        "number",
    ], "no time, no kiosk, no person"


@pytest.mark.parametrize("hands", [[], [1, 2], [1, 2, 3, 4], [1, -1, 0], [10_000, 0, 0]])
def test_hands_are_three_numbers_of_people(space: Space, hands: list[int]) -> None:
    with pytest.raises(RefusedError, match="Three numbers"):
        count_hands_on(promised(space).uid, hands)


def test_only_what_staff_call_done_is_asked_about(space: Space) -> None:
    open_, done = promised(space, done=False), promised(space)
    assert [one.uid for one in read_kiosk(space.uid).called_done] == [done.uid]
    with pytest.raises(RefusedError):
        answer_done(open_.uid, YES)
    with pytest.raises(RefusedError, match="Nobody calls"):
        count_hands_on(open_.uid, [1, 2, 3])
    answer_done(done.uid, YES)
    assert read_kiosk(space.uid).called_done[0].group is None, "nobody is led by what others say"
    remove_promise(done.uid)
    assert read_kiosk(space.uid).called_done == ()
    with pytest.raises(RefusedError, match="changed meanwhile"):
        answer_done(done.uid, YES)


def test_not_yet_stands_beside_done_and_small_numbers_are_not_told(space: Space) -> None:
    one = promised(space).uid
    answer_done(one, NOT_YET)
    assert group_says(promises_of(space.uid)[0]) == "People say not yet: fewer than 5"
    count_hands_on(one, [9, 11, 0])
    assert group_says(promises_of(space.uid)[0]) == "People say not yet: 12, yes: 9"
    assert promises_of(space.uid)[0].group == DoneAnswers(9, 12, hands=True)


def test_what_most_say_stands_first() -> None:
    assert DoneAnswers(12, 12, 7).outside() == "not yet: 12, yes: 12, can't say: 7"
    assert (
        DoneAnswers(2, 9, 1).outside() == "not yet: 9, yes: fewer than 5, can't say: fewer than 5"
    )
    assert DoneAnswers(2, 9, 1).at_the_desk() == "not yet: 9, yes: 2, can't say: 1"
    assert DoneAnswers(12, 2).outside() == "yes: not shown, not yet: fewer than 5"
    assert DoneAnswers().outside() == DoneAnswers().at_the_desk() == ""
