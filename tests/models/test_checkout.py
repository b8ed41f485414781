"""How was this meeting? Counts alone are kept, and small numbers are never told apart (D41)."""

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.language import languages
from models.errors import RefusedError
from models.kiosk.kiosk import read_kiosk
from models.meeting.checkout import (
    FEWEST,
    PROBLEM,
    Value,
    check_out,
    checkout_of,
    close_checkout,
    count_hands,
    is_offered,
    open_checkout,
    told,
)
from models.meeting.ladder import Side, rate_on_ladder, ratings_of
from models.meeting.running_order import running_order
from models.room.stage import show_item
from models.space.prompt import prompts_of
from models.space.space import Space, close_space
from models.store import writer
from models.store.base import database


def test_d41_only_counts_are_kept_and_nothing_ties_five_answers_together(space: Space) -> None:
    check_out(space.uid, [1, 2, 3, 4, 5])
    check_out(space.uid, [1, 1, 1, 1, 1])
    check_out(space.uid, [0, 0, 5, 0, 0])
    found = checkout_of(space.uid)
    assert found.people == 3
    assert found.scores[Value.HONESTY] == (2, 0, 0, 0, 0)
    assert found.scores[Value.EQUALITY] == (1, 1, 0, 0, 0)
    assert found.scores[Value.ACCESSIBILITY] == (1, 0, 1, 0, 1)
    columns = {column.name for column in database.get_columns("checkout_count")}
    assert columns == {"uid", "space_id", "way", "value", "score", "number"}, "no time, no person"
    rows = database.execute_sql("SELECT value, score, number FROM checkout_count").fetchall()
    assert len(rows) == len({(value, score) for value, score, _ in rows}), "one row an answer"


def test_nothing_is_counted_for_who_rather_not_says(space: Space) -> None:
    check_out(space.uid, [0] * 5)
    assert checkout_of(space.uid).people == 0
    assert not checkout_of(space.uid).answered


@pytest.mark.parametrize("answers", [[6, 1, 1, 1, 1], [-1], [1] * 6])
def test_what_is_no_answer_is_refused_and_counts_nothing(space: Space, answers: list[int]) -> None:
    with pytest.raises(RefusedError):
        check_out(space.uid, answers)
    assert checkout_of(space.uid).people == 0


def test_many_kiosks_at_once_lose_no_answer(space: Space) -> None:
    with ThreadPoolExecutor(4) as kiosks:
        done = [
            kiosks.submit(lambda: writer.submit(check_out, space.uid, [1] * 5).result(20))
            for _ in range(20)
        ]
        for one in done:
            one.result(20)
    assert checkout_of(space.uid).people == 20
    assert set(checkout_of(space.uid).scores.values()) == {(20, 0, 0, 0, 0)}


def test_hands_are_added_to_what_kiosks_took_and_can_be_counted_again(space: Space) -> None:
    check_out(space.uid, [2] * 5)
    count_hands(space.uid, Value.RESPECT, [9, 9, 9, 9, 9])
    count_hands(space.uid, Value.RESPECT, [7, 3, 2, 0, 1])
    found = checkout_of(space.uid)
    assert found.scores[Value.RESPECT] == (7, 4, 2, 0, 1)
    assert found.hands == {Value.RESPECT}
    for wrong in ([1, 2, 3], [1, 2, 3, 4, -5], [10_000, 0, 0, 0, 0]):
        with pytest.raises(RefusedError, match="Five numbers"):
            count_hands(space.uid, Value.RESPECT, wrong)
    assert checkout_of(space.uid) == found


def test_opening_it_brings_the_prompt_on_what_got_in_the_way_in_every_language(
    space: Space,
) -> None:
    before = len(prompts_of(space.uid))
    assert not read_kiosk(space.uid).asks_how_it_was
    opened = open_checkout(space.uid)
    assert open_checkout(space.uid) == opened, "twice changes nothing"
    sees = read_kiosk(space.uid)
    assert sees.asks_how_it_was
    assert len(sees.prompts) == before + 1
    prompt = next(one for one in sees.prompts if one.uid == sees.problem)
    assert prompt.text == PROBLEM
    assert all(prompt.has(tag) for tag in languages())
    assert len({prompt.text_in(tag) for tag in languages()}) == len(languages())
    close_checkout(space.uid)
    assert not read_kiosk(space.uid).asks_how_it_was


def test_kiosks_ask_it_when_the_meeting_comes_to_the_part_after_its_answers(space: Space) -> None:
    for item in running_order(space.uid):
        show_item(space.uid, item.uid)
        assert is_offered(space.uid) is (item.title == "How was it?"), item.title


def test_d42_a_closed_space_takes_no_answers(space: Space) -> None:
    open_checkout(space.uid)
    close_space(space.uid)
    assert not is_offered(space.uid)
    for act in (
        lambda: check_out(space.uid, [1]),
        lambda: count_hands(space.uid, Value.RESPECT, [1, 0, 0, 0, 0]),
        lambda: open_checkout(space.uid),
    ):
        with pytest.raises(RefusedError):
            act()
    assert not checkout_of(space.uid).answered


def test_the_ladder_is_rated_by_both_sides_with_reasons(space: Space) -> None:
    with pytest.raises(RefusedError, match="reason"):
        rate_on_ladder(space.uid, Side.STAFF, 5, "  ")
    with pytest.raises(RefusedError, match="seven"):
        rate_on_ladder(space.uid, Side.STAFF, 8, "Why not")
    rate_on_ladder(space.uid, Side.PEOPLE, 3, "We were told.")
    rate_on_ladder(space.uid, Side.STAFF, 6, "We did it together.")
    rate_on_ladder(space.uid, Side.STAFF, 5, "We decided at the end.")
    staff, people = ratings_of(space.uid)
    assert (staff.rung.name, staff.reason) == ("engagement", "We decided at the end.")
    assert (people.rung.name, people.rung.way) == ("informing", "doing for")


@given(st.lists(st.integers(0, 40), min_size=5, max_size=5))
def test_d41_small_numbers_are_never_told_nor_found_by_subtraction(scores: list[int]) -> None:
    words = told(scores)
    if sum(scores) < FEWEST:
        assert words == ()
        return
    shown = [number for number, word in zip(scores, words, strict=True) if word.isdecimal()]
    assert all(number >= FEWEST for number in shown)
    hidden = len(scores) - len(shown)
    assert hidden != 1, "whoever knows how many answered could subtract"
    for number, word in zip(scores, words, strict=True):
        if word.isdecimal():
            assert int(word) == number
        elif word.startswith("fewer"):
            assert number < FEWEST


def test_what_is_told_of_every_small_table() -> None:
    for scores in itertools.product(range(3), repeat=5):
        words = told(scores)
        assert words == () if sum(scores) < FEWEST else set(words) == {"fewer than 5"}
