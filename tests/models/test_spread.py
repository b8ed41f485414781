"""Numbers of people over several spaces: none of the small ones is told, or can be worked out."""

import itertools
from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from models.meeting.attendance import Came, came_outside
from models.outcome.small_numbers import FEWEST
from models.outcome.spread import Spread, Total, spread_over, total_of

ROLES = ("carer", "uses services", "staff")
TABLES = st.lists(st.dictionaries(st.sampled_from(ROLES), st.integers(0, 12)), max_size=5)


@given(TABLES)
def test_what_is_told_is_true_and_never_small(tables: list[dict[str, int]]) -> None:
    for one in spread_over(tables):
        numbers = [table[one.name] for table in tables if table.get(one.name)]
        assert one.spaces == len(numbers)
        assert one.told <= sum(numbers)
        assert one.told_at <= one.spaces
        assert one.told == 0 or one.told >= FEWEST * one.told_at
    for hidden in spread_over(tables, presence=False):
        assert hidden.spaces == hidden.told_at > 0


@given(st.lists(st.one_of(st.none(), st.integers(0, 30)), max_size=6))
def test_a_total_is_the_sum_of_what_may_be_told(numbers: list[int | None]) -> None:
    found = total_of(numbers)
    told = [one for one in numbers if one is not None and (one == 0 or one >= FEWEST)]
    assert found == Total(sum(told), len(numbers) - len(told))
    assert found.told == 0 or found.told >= FEWEST


def test_no_small_number_can_be_worked_out_even_by_who_knows_the_rule() -> None:
    """Each number under five has another table that is told in the very same way.

    All tables of three roles with up to fifteen people: whoever reads what is told, with how many
    came, and knows the rule by heart, cannot say which of them it was.
    """
    told_alike: dict[tuple[object, object], list[tuple[int, ...]]] = defaultdict(list)
    for numbers in itertools.product(range(16), repeat=len(ROLES)):
        if sum(numbers) <= 15:
            table = dict(zip(ROLES, numbers, strict=True))
            total, _shown = came_outside([Came(*one) for one in table.items()])
            told_alike[total, spread_over([table], presence=False)].append(numbers)
    assert sum(len(alike) for (_total, told), alike in told_alike.items() if told) > 300
    for alike in told_alike.values():
        for place in range(len(ROLES)):
            found = {numbers[place] for numbers in alike}
            assert len(found) > 1 or not found & set(range(1, FEWEST)), alike


def test_two_periods_beside_each_other_tell_no_more_than_their_spaces() -> None:
    """With a month more, what is told grows by what that month's space tells by itself."""
    year = [{"carer": 7, "staff": 9}, {"carer": 2, "staff": 8}]
    more = {"carer": 3, "staff": 11, "uses services": 6}
    before, after = spread_over(year, presence=False), spread_over([*year, more], presence=False)
    alone = {one.name: one.told for one in spread_over([more], presence=False)}
    told = {one.name: one.told for one in before}
    assert {one.name: one.told - told.get(one.name, 0) for one in after} == {
        **dict.fromkeys(told, 0),
        **alone,
    }
    assert alone.get("carer", 0) == 0


def test_the_words_of_a_total() -> None:
    assert total_of([12, 5]).words == "17"
    assert total_of([12, 4, None]).words == "12, and fewer than 5 at 2 spaces"
    assert total_of([3]).words == "fewer than 5 at 1 space"
    assert total_of([]).words == "0"
    assert spread_over([{"pl": 6, "en": 20}]) == (Spread("en", 1, 20, 1), Spread("pl", 1, 6, 1))
