"""Preparing a space: its lines, prompts, order, team, needs, and how many came."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.contribution.contribution import Role, capture
from models.desk.history import ActKind
from models.errors import RefusedError
from models.meeting.attendance import FEWEST_SHOWN, Came, came_outside, how_many_came, set_came
from models.meeting.day_sheet import day_sheet, needs_sentence
from models.meeting.needs import Met, add_need, change_need, needs_of, remove_need, set_met
from models.meeting.planning import (
    LONGEST_WITHOUT_BREAK,
    add_part,
    change_item,
    move_item,
    plan_of,
    remove_item,
)
from models.meeting.running_order import ItemKind, go_to_item, running_order
from models.meeting.team import Job, add_member, change_member, remove_member, team_of
from models.space.prepare import read_prepare
from models.space.preparing import (
    Lines,
    add_line,
    change_line,
    change_space,
    move_line,
    remove_line,
    speak_first,
    switch_language,
)
from models.space.prompt import add_wording, prompts_of
from models.space.prompt_changes import change_prompt, move_prompt, remove_prompt, write_wording
from models.space.space import Space, close_space, new_space
from models.space.wordings import languages_of
from models.times import at_time, read_minutes, read_time, say_time

MANY = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


def refused(act: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(RefusedError) as refusal:
        act(*args, **kwargs)
    assert "Nothing was" in str(refusal.value)
    return str(refusal.value)


def test_the_space_itself_is_changed_piece_by_piece(space: Space) -> None:
    changed = change_space(space.uid, place="The hall", held_on="1 May 2027", starts="1.30 pm")
    changed = change_space(space.uid, minutes=read_minutes("2 hours"))
    assert (changed.place, changed.held_on, changed.starts) == ("The hall", "2027-05-01", "13:30")
    assert (changed.minutes, changed.title, changed.rules) == (120, space.title, space.rules)
    assert change_space(space.uid, held_on=" ").held_on == ""
    for wrong in ({"title": " "}, {"held_on": "soon"}, {"starts": "25:00"}, {"minutes": -1}):
        refused(change_space, space.uid, **wrong)
    close_space(space.uid)
    assert "closed" in refused(change_space, space.uid, place="Elsewhere")


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("13:00", "13:00"),
        ("9.05", "09:05"),
        ("1 pm", "13:00"),
        ("12am", "00:00"),
        ("1:30PM", "13:30"),
    ],
)
def test_times_as_people_write_them(text: str, time: str) -> None:
    assert read_time(text) == time
    assert say_time(at_time(text)) == time


@pytest.mark.parametrize("text", ["", "13", "24:00", "9:60", "13 pm", "0 am", "noon"])
def test_what_is_no_time(text: str) -> None:
    refused(read_time, text)


def test_lengths_as_people_write_them() -> None:
    found = [
        read_minutes(text) for text in ("120", "2 h", "2 hours", "1.5 hours", "1 h 30", "5 min")
    ]
    assert found == [120, 120, 120, 90, 90, 5]
    for text in ("", "a while", "-5", "99 h"):
        refused(read_minutes, text)


def test_lines_are_known_by_their_words_so_nothing_is_overwritten(space: Space) -> None:
    first, second = space.rules
    rules = Lines.RULES
    assert add_line(space.uid, rules, " Ask. ").rules == (first, second, "Ask.")
    assert move_line(space.uid, rules, "Ask.", -9).rules == ("Ask.", first, second)
    assert change_line(space.uid, rules, first, "Be kind.").rules == ("Ask.", "Be kind.", second)
    for act in (
        lambda: change_line(space.uid, rules, first, "Mine."),
        lambda: remove_line(space.uid, rules, first),
        lambda: move_line(space.uid, rules, first, 1),
    ):
        assert "another desk" in refused(act)
    refused(add_line, space.uid, rules, "Ask.")
    refused(add_line, space.uid, rules, " ")
    assert remove_line(space.uid, rules, "Ask.").rules == ("Be kind.", second)
    assert add_line(space.uid, Lines.CONSENT_WORDING, "You can say no.").consent_wording == (
        "You can say no.",
    )


def test_languages_are_chosen_and_left_out(space: Space) -> None:
    assert languages_of(space) == ("en", "pl", "cy") or set(languages_of(space)) == {
        "en",
        "pl",
        "cy",
    }
    assert "cy" not in languages_of(switch_language(space.uid, "cy"))
    assert languages_of(switch_language(space.uid, "pl")) == ("en",)
    assert languages_of(switch_language(space.uid, "ur"))[-1] == "ur"
    refused(switch_language, space.uid, "en")
    refused(speak_first, space.uid, "pl")
    made = new_space("Po polsku")
    assert speak_first(made.uid, "pl").language == "pl"


def test_a_prompt_is_changed_with_its_forms_and_moved(space: Space) -> None:
    first, second = prompts_of(space.uid)
    change_prompt(first.uid, spoken="What helps you stay at home today?")
    write_wording(first.uid, "pl", text="Co pomaga?")
    write_wording(first.uid, "pl", spoken="Co Ci pomaga?")
    found = write_wording(first.uid, "pl", text="Co dziś pomaga?")
    assert found.wording_in("pl").spoken == "Co Ci pomaga?"
    assert "Write the words first" in refused(write_wording, first.uid, "cy", spoken="Beth?")
    assert read_prepare(space.uid).missing[0].sentence == (
        "Prompts 1 and 2 have no Easy Read form."
    )
    move_prompt(first.uid, 1)
    assert [one.uid for one in prompts_of(space.uid)] == [second.uid, first.uid]
    assert [one.number for one in prompts_of(space.uid)] == [1, 2]
    assert prompts_of(space.uid)[1].wording_in("pl").text == "Co dziś pomaga?"


def test_a_prompt_that_was_answered_stays(space: Space) -> None:
    first, second = prompts_of(space.uid)
    capture(space.uid, "More time.", prompt=first.uid)
    assert "People have answered" in refused(remove_prompt, first.uid)
    add_wording(second.uid, "pl", "Co?")
    remove_prompt(second.uid)
    assert [one.uid for one in prompts_of(space.uid)] == [first.uid]
    assert [item.number for item in running_order(space.uid)] == list(range(1, 8))
    assert "Prompt 2" not in [item.title for item in running_order(space.uid)]


def test_the_minutes_beside_the_time_booked(space: Space) -> None:
    assert plan_of(space.uid).sentence == "119 minutes; say how long is booked."
    change_space(space.uid, minutes=120)
    assert plan_of(space.uid).sentence == "119 of 120 minutes; 1 left."
    assert plan_of(space.uid).warnings == ("Some of the time booked has no part yet.",)
    last = running_order(space.uid)[-1]
    change_item(last.uid, minutes=last.minutes + 1)
    assert plan_of(space.uid).sentence == "120 of 120 minutes; it fits."
    assert plan_of(space.uid).warnings == ()
    change_item(last.uid, minutes=16)
    assert plan_of(space.uid).sentence == "130 of 120 minutes; 10 too many."
    rest = next(item for item in running_order(space.uid) if item.kind is ItemKind.BREAK)
    remove_item(rest.uid)
    assert plan_of(space.uid).warnings[-1] == (
        "118 minutes go by without a break. Put one before the end of: We will."
    )


@pytest.mark.parametrize("minutes", [0, LONGEST_WITHOUT_BREAK, LONGEST_WITHOUT_BREAK + 1])
def test_a_break_is_missed_after_ninety_minutes(store: object, minutes: int) -> None:
    made = new_space("A space")
    add_part(made.uid, ItemKind.PROMPT, "Long", minutes)
    add_part(made.uid, ItemKind.BREAK, "Break", 10)
    add_part(made.uid, ItemKind.OTHER, "Short", 20)
    assert bool(plan_of(made.uid).break_after) == (minutes > LONGEST_WITHOUT_BREAK)


def test_parts_are_added_moved_and_taken_away(space: Space) -> None:
    first, *_ = running_order(space.uid)
    made = add_part(space.uid, ItemKind.BREAK, "Tea", 10, after=first.uid)
    assert made.number == 2
    go_to_item(space.uid, first.uid)
    assert "The meeting is at this part" in refused(remove_item, first.uid)
    refused(change_item, made.uid, minutes=601)
    refused(change_item, made.uid, title=" ")
    remove_item(made.uid)
    assert [item.number for item in running_order(space.uid)] == list(range(1, 9))


@MANY
@given(moves=st.lists(st.tuples(st.integers(0, 7), st.integers(-9, 9)), max_size=6))
def test_moving_keeps_every_part_once_and_in_one_row(
    space: Space, moves: list[tuple[int, int]]
) -> None:
    titles = [item.title for item in running_order(space.uid)]
    for place, steps in moves:
        move_item(running_order(space.uid)[place].uid, steps)
        moved = titles.pop(place)
        titles.insert(max(0, min(len(titles), place + steps)), moved)
    found = running_order(space.uid)
    assert [item.title for item in found] == titles
    assert [item.number for item in found] == list(range(1, 9))


def test_who_is_who(space: Space) -> None:
    leader = add_member(space.uid, Job.LEADER, " Service  Director ")
    add_member(space.uid, Job.FACILITATOR, "Sam")
    assert [(one.job, one.name, one.shown) for one in team_of(space.uid)] == [
        (Job.FACILITATOR, "Sam", False),
        (Job.LEADER, "Service Director", False),
    ]
    assert change_member(leader.uid, shown=True).shown
    refused(change_member, leader.uid, name=" ")
    remove_member(leader.uid)
    assert len(team_of(space.uid)) == 1


# -- needs, and the day sheet --------------------------------------------------------------------

D2 = (
    ("large print", 2),
    ("Polish", 1),
    ("step-free route", 1),
    ("headphones", 1),
    ("quiet corner", 1),
)


def test_d02_the_day_sheet_counts_adjustments_and_holds_no_name_and_no_condition(
    space: Space,
) -> None:
    for kind, how_many in D2:
        add_need(space.uid, kind, how_many)
    add_member(space.uid, Job.LEADER, "Grace", shown=True)
    sheet = day_sheet(space.uid)
    assert "2 large print, 1 Polish, 1 step-free route, 1 headphones, 1 quiet corner" in sheet
    assert "Grace" not in sheet
    for personal in (
        *("Sharon Smith needs a chair", "a chair for Mrs Khan", "ring 01632 960 001"),
        *("deaf", "He is blind", "dementia friendly", "wheelchair for MS, stroke", "x" * 41, " "),
    ):
        refused(add_need, space.uid, personal, 1)
        assert personal.strip() == "" or personal not in day_sheet(space.uid)
    assert add_need(space.uid, "a table by the window").kind == "a table by the window"


def test_d24_a_need_that_was_met_until_1340_is_only_partly_met(space: Space) -> None:
    need = add_need(space.uid, "Polish")
    assert set_met(need.uid, Met.MET).standing == "met"
    assert set_met(need.uid, Met.PARTLY, until=at_time("13:40")).standing == (
        "partly met until 13:40"
    )
    assert "[-] 1 Polish: partly met until 13:40" in day_sheet(space.uid)
    assert needs_of(space.uid)[0].met is Met.PARTLY
    assert set_met(need.uid, Met.NOT_MET, until=5).until == 0
    close_space(space.uid)
    assert change_need(need.uid, 2).how_many == 2, "the record is put right after the meeting, too"
    refused(change_need, need.uid, 0)
    remove_need(need.uid)
    assert needs_sentence(needs_of(space.uid)) == ""


# -- how many came -------------------------------------------------------------------------------


def test_how_many_came_by_role_and_outside_never_fewer_than_five(space: Space) -> None:
    for role, how_many in (
        (Role.USES_SERVICES, 14),
        (Role.CARER, 6),
        (Role.STAFF, 3),
        (Role.ADVOCATE, 1),
        (Role.OTHER, 1),
    ):
        set_came(space.uid, role, how_many)
    came = how_many_came(space.uid)
    assert sum(one.how_many for one in came) == 25
    assert came_outside(came) == (
        25,
        (Came("uses services", 14), Came("a carer", 6), Came("others", 5)),
    )
    set_came(space.uid, Role.STAFF, 0)
    assert came_outside(how_many_came(space.uid)) == (
        22,
        (Came("uses services", 14), Came("others", 8)),
    )
    refused(set_came, space.uid, Role.STAFF, -1)


@given(st.lists(st.integers(0, 12), min_size=5, max_size=5))
def test_no_count_that_is_told_gives_away_fewer_than_five(counts: list[int]) -> None:
    came = [Came(str(n), many) for n, many in enumerate(counts) if many]
    total, shown = came_outside(came)
    if total is None:
        assert 0 < sum(counts) < FEWEST_SHOWN
        assert shown == ()
        return
    assert total == sum(counts)
    assert all(one.how_many >= FEWEST_SHOWN for one in shown)
    assert not shown or sum(one.how_many for one in shown) == total


def test_what_is_prepared_is_noted_without_the_words(space: Space) -> None:
    from models.desk.act_table import ActRow

    add_line(space.uid, Lines.RULES, "SECRET")
    add_need(space.uid, "braille")
    set_came(space.uid, Role.CARER, 6)
    rows = list(ActRow.select().where(ActRow.space == space.uid))
    assert {row.kind for row in rows} >= {ActKind.PREPARED, ActKind.NEED, ActKind.CAME}
    assert "SECRET" not in "".join(f"{row.kind}{row.by}{row.undo}{row.redo}" for row in rows)
    assert isinstance(rows[0].space_id, UUID)
