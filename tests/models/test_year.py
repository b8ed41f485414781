"""The report of a period: which spaces are in it, how they add up, and what is never told."""

from datetime import date
from uuid import UUID

import pytest

from models.contribution.contribution import Consent, State, capture, move
from models.contribution.types import Role, WayIn
from models.errors import RefusedError
from models.meeting.attendance import set_came
from models.meeting.needs import Met, add_need, set_met
from models.outcome.year import Year, read_year
from models.period import read_period, season_of
from models.promise.promise import PromiseKind, PromiseState, add_update, make_promise
from models.space.space import Space, new_space, open_space
from models.theme.alike import fold_title, keep_apart, may_be_one, put_together
from models.theme.theme import new_theme, put_in_theme

IN_REPORT = Consent(report=True)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def held(title: str, day: str, **more: str) -> Space:
    """Make a space that was held on a day."""
    return open_space(new_space(title, held_on=day, **more).uid)  # type: ignore[arg-type]


def say(space: Space, how_many: int, **more: object) -> list[UUID]:
    """Have so many things said that may be in a report."""
    made = []
    for _ in range(how_many):
        one = capture(space.uid, "Words of a person", consent=IN_REPORT, **more).uid  # type: ignore[arg-type]
        move(one, State.CLEARED)
        made.append(one)
    return made


def test_d49_all_spaces_of_a_period_add_up(store: object) -> None:
    spring, autumn = held("Spring", "2026-04-20"), held("Autumn", "2026-11-17", languages="pl")
    held("Before", "2025-12-31")
    held("After", "2027-01-01")
    held("No day", "")
    new_space("Planned", held_on="2026-12-01")
    for space, title in ((spring, "Phone us back"), (autumn, "PHONE us  back!")):
        theme = new_theme(space.uid, title).uid
        for one in say(space, 6):
            put_in_theme(theme, one)
    new_theme(autumn.uid, "Buses")
    say(autumn, 5, language="pl", way_in=WayIn.PAPER)
    for number, kind in enumerate(PromiseKind):
        make_promise(
            autumn.uid, kind, f"What {number} is", who="Us", due="2026-01-31", because="No money"
        )
    kept = make_promise(spring.uid, PromiseKind.WILL, "Phone back", who="Us", due="2026-05-31")
    add_update(kept.uid, "It rings.", made_on="2026-05-30", done=True, evidence="Ring it.")
    year = read_year(*YEAR)
    assert [one.title for one in year.spaces] == ["Spring", "Autumn"]
    assert [one.season for one in year.spaces] == ["Spring 2026", "Autumn 2026"]
    assert (year.planned, year.undated) == (1, 1)
    assert year.heard.told == sum(one.heard or 0 for one in year.spaces) == 17
    assert len(year.promises) == sum(one.promises for one in year.spaces) == 4
    assert sum(year.states.values()) == len(year.promises)
    assert year.states[PromiseState.DONE] == 1
    assert year.states[PromiseState.CANNOT] == 1
    assert year.states[PromiseState.LATE] == 2
    assert all(len(year.in_state(state)) == year.states[state] for state in PromiseState)
    phone, buses = year.themes
    assert (phone.spaces, phone.said.told, phone.chosen) == (("Spring", "Autumn"), 12, False)
    assert {phone.title, *phone.titles} == {"Phone us back", "PHONE us back!"}
    assert (buses.said.told, buses.answers) == (0, 0)
    assert year.unanswered == 3
    assert {one.name: (one.spaces, one.told) for one in year.languages} == {
        "en": (2, 12),
        "pl": (1, 5),
    }
    assert {one.name: one.told for one in year.ways} == {"said": 12, "paper": 5}
    assert read_year(date(2024, 1, 1), date(2024, 12, 31)).spaces == ()


def test_who_came_and_who_was_not_in_the_room(store: object) -> None:
    spring, autumn = held("Spring", "2026-04-20"), held("Autumn", "2026-11-17")
    held("Nobody counted", "2026-06-01")
    for space, role, number in (
        (spring, Role.USES_SERVICES, 14),
        (spring, Role.CARER, 6),
        (autumn, Role.USES_SERVICES, 9),
        (autumn, Role.CARER, 8),
        (autumn, Role.STAFF, 3),
    ):
        set_came(space.uid, role, number)
    for space, met in ((spring, Met.MET), (autumn, Met.NOT_MET)):
        set_met(add_need(space.uid, "large print", 2).uid, met)
    year = read_year(*YEAR)
    assert (year.came.told, year.came.few, year.not_counted) == (40, 0, 1)
    assert {one.name: one.told for one in year.roles} == {"uses services": 23, "a carer": 6}, (
        "eight carers would give away that three staff came"
    )
    assert year.missing_roles == ("staff", "an advocate", "someone else")
    (need,) = year.needs
    assert (need.spaces, need.met, need.not_met) == (2, 1, 1)


def test_the_rule_for_what_may_be_seen_is_asked(store: object) -> None:
    space = held("Spring", "2026-04-20")
    say(space, 5)
    for state, consent in (
        (State.HELD, IN_REPORT),
        (State.SET_ASIDE, IN_REPORT),
        (State.CLEARED, Consent(room=True)),
        (State.WITHDRAWN, IN_REPORT),
    ):
        for _ in range(5):
            one = capture(space.uid, "Sekret", language="pl", consent=consent).uid
            move(one, state, reason="Sharon is in it" if state is State.HELD else "")
    say(space, 2, role="the leader")
    year = read_year(*YEAR)
    assert [(one.name, one.told) for one in year.languages] == [("en", 5)]
    assert [(one.name, one.told) for one in year.ways] == [("said", 5)]
    assert [one.name for one in year.why_held] == ["another reason"]
    assert (year.heard.told, year.held.told, year.withdrawn.told) == (20, 5, 5)
    assert "Sharon" not in repr(year)
    assert "Sekret" not in repr(year)


def titles(year: Year) -> list[str]:
    return [one.title for one in year.themes]


def test_other_themes_are_one_only_where_a_person_says_so(store: object) -> None:
    spring, autumn = held("Spring", "2026-04-20"), held("Autumn", "2026-11-17")
    new_theme(spring.uid, "Nobody phones us back")
    new_theme(autumn.uid, "You never phone back")
    new_theme(autumn.uid, "Buses")
    year = read_year(*YEAR)
    assert len(year.themes) == 3
    (pair,) = year.may_be_one
    assert {pair.title, pair.other} == {"Nobody phones us back", "You never phone back"}
    put_together("You never phone BACK", "Nobody phones us back")
    year = read_year(*YEAR)
    assert titles(year) == ["Nobody phones us back", "Buses"]
    assert year.themes[0].chosen
    assert year.themes[0].titles == ("You never phone back",)
    assert year.may_be_one == ()
    with pytest.raises(RefusedError, match="one already"):
        put_together("Nobody phones us back", "You never phone back")
    put_together("Nobody phones us back", "Buses")
    assert titles(read_year(*YEAR)) == ["Buses"], "what stood for others takes them along"
    keep_apart("Buses")
    assert len(titles(read_year(*YEAR))) == 2
    keep_apart("Nobody phones us back")
    assert len(titles(read_year(*YEAR))) == 3


def test_names_are_the_same_but_for_how_they_are_written() -> None:
    assert fold_title("Łódź: Café!") == fold_title("łódź  cafe")
    assert fold_title("مساعدة في البيت") != fold_title("مساعدة")
    assert fold_title("!!!") != fold_title("???")
    assert may_be_one(["Buses", "Letters about money"]) == ()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("", "2026-01-01", "2026-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-01..2026-06", "2026-01-01", "2026-06-30"),
        ("2026/27", "2026-04-01", "2027-03-31"),
        ("2026-27", "2026-04-01", "2027-03-31"),
        ("Spring 2026", "2026-03-01", "2026-05-31"),
        ("winter 2026", "2026-12-01", "2027-02-28"),
        ("spring 2026..autumn 2026", "2026-03-01", "2026-11-30"),
        ("2026-11-17", "2026-11-17", "2026-11-17"),
    ],
)
def test_a_period_is_read_as_people_write_it(text: str, first: str, last: str) -> None:
    found = read_period(text, date(2026, 11, 22))
    assert found == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["soon", "2026-13", "2026/29", "2026-02-30", "0000", "2027..2026"])
def test_what_is_no_period_is_refused_in_words(text: str) -> None:
    with pytest.raises(RefusedError, match="Nothing was made"):
        read_period(text)


def test_winter_has_the_year_in_which_it_begins() -> None:
    days = {"2026-02-28": "Winter 2025", "2026-03-01": "Spring 2026", "2026-12-01": "Winter 2026"}
    assert {day: season_of(date.fromisoformat(day)) for day in days} == days
