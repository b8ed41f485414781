"""Spaces, their prompts, their running order, their themes, and finding the one that is meant."""

import pytest

from models.contribution.contribution import State, capture, move
from models.errors import RefusedError
from models.kiosk.kiosk import read_kiosk
from models.meeting.running_order import ItemKind, add_item, running_order
from models.room.stage import Showing, show, show_item
from models.space.prompt import add_prompt, prompts_of
from models.space.space import (
    Space,
    SpaceState,
    close_space,
    find_space,
    list_spaces,
    new_space,
    open_space,
)
from models.theme.theme import (
    new_theme,
    put_in_theme,
    remove_theme,
    rename_theme,
    take_out_of_theme,
    themes_of,
)


def test_a_space_keeps_what_it_was_given(space: Space) -> None:
    assert space.state is SpaceState.OPEN
    assert space.rules == ("One person speaks at a time.", "Take a break when you need one.")
    assert list_spaces() == [space]
    assert find_space() == space


@pytest.mark.parametrize("title", ["", "  ", "\x1b[31m\x00"])
def test_a_space_needs_a_title(store: object, title: str) -> None:
    with pytest.raises(RefusedError, match="title"):
        new_space(title)
    assert list_spaces() == []


def test_opening_and_closing_twice_changes_nothing(store: object) -> None:
    one = new_space("A space")
    assert one.state is SpaceState.PLANNED
    assert open_space(one.uid) == open_space(one.uid)
    assert close_space(one.uid) == close_space(one.uid)
    assert open_space(one.uid).state is SpaceState.OPEN


def test_find_space_without_any_says_what_to_do(store: object) -> None:
    for name in ("", "x"):
        with pytest.raises(RefusedError, match="no space yet"):
            find_space(name)


def test_find_space_by_id_title_or_start(store: object) -> None:
    home, away, hall = (new_space(t) for t in ("Getting help at home", "Getting away", "Hall"))
    assert find_space(home.public_id) == home
    assert find_space("getting HELP at home") == home
    assert find_space("getting a") == away
    assert find_space(" hall ") == hall
    with pytest.raises(RefusedError, match="Several spaces"):
        find_space("getting")
    with pytest.raises(RefusedError, match="No space has that name"):
        find_space("nothing like it")


def test_a_whole_title_wins_over_a_longer_one(store: object) -> None:
    short = new_space("Help")
    new_space("Help at home")
    assert find_space("help") == short


def test_two_spaces_of_one_title_are_told_apart_by_id(store: object) -> None:
    first, second = new_space("Help"), new_space("Help")
    with pytest.raises(RefusedError, match="Several"):
        find_space("Help")
    assert find_space(second.public_id) == second
    assert find_space(first.public_id) == first


def test_with_no_name_the_newest_open_one_is_meant(store: object) -> None:
    first, second, third = (new_space(f"Space {n}") for n in range(3))
    assert find_space() == third
    first = open_space(first.uid)
    assert find_space() == first
    second = open_space(second.uid)
    assert [one.uid for one in list_spaces()] == [second.uid, first.uid, third.uid]
    close_space(second.uid)
    close_space(first.uid)
    assert find_space() == third


def test_prompts_are_numbered_and_spoken(store: object) -> None:
    one = new_space("A space").uid
    add_prompt(one, " What  helps? ")
    add_prompt(one, "DP?", spoken="Direct payments?")
    found = prompts_of(one)
    assert [(p.number, p.text, p.spoken) for p in found] == [
        (1, "What helps?", "What helps?"),
        (2, "DP?", "Direct payments?"),
    ]
    with pytest.raises(RefusedError):
        add_prompt(one, " ")
    assert prompts_of(one) == found


def test_the_running_order_keeps_its_order(space: Space) -> None:
    items = running_order(space.uid)
    assert [item.number for item in items] == list(range(1, 9))
    assert sum(item.minutes for item in items) == 119
    assert [item.prompt for item in items if item.kind is ItemKind.PROMPT] == [
        prompt.uid for prompt in prompts_of(space.uid)
    ]
    last = add_item(space.uid, ItemKind.OTHER, "Tea", 10)
    assert running_order(space.uid)[-1] == last


def test_themes_are_numbered_named_and_taken_away(space: Space) -> None:
    first, second = new_theme(space.uid, "One"), new_theme(space.uid, "Two")
    rename_theme(first.uid, "  The  first ")
    for nothing in ("", " "):
        with pytest.raises(RefusedError):
            rename_theme(second.uid, nothing)
        with pytest.raises(RefusedError):
            new_theme(space.uid, nothing)
    assert [(t.number, t.title) for t in themes_of(space.uid)] == [(1, "The first"), (2, "Two")]
    third = new_theme(space.uid, "Three")
    remove_theme(first.uid)
    # Those after it move up: the keys 1 to 8 never run out early.
    assert [(t.number, t.uid) for t in themes_of(space.uid)] == [(1, second.uid), (2, third.uid)]
    assert new_theme(space.uid, "Four").number == 3


def test_only_what_is_cleared_goes_into_a_theme(space: Space) -> None:
    theme = new_theme(space.uid, "One").uid
    for state in State:
        uid = move(capture(space.uid, "More time.").uid, state, reason="a name").uid
        if state is State.CLEARED:
            put_in_theme(theme, uid)
            put_in_theme(theme, uid)
            assert themes_of(space.uid)[0].members == frozenset({uid})
            move(uid, State.HELD, reason="a name")
            assert themes_of(space.uid)[0].members == frozenset()
            move(uid, State.CLEARED)
            take_out_of_theme(theme, uid)
        else:
            with pytest.raises(RefusedError, match="cleared"):
                put_in_theme(theme, uid)
        assert themes_of(space.uid)[0].members == frozenset()


def test_a_theme_of_another_space_is_refused(space: Space) -> None:
    other = new_theme(new_space("Another").uid, "Theirs").uid
    uid = move(capture(space.uid, "More time.").uid, State.CLEARED).uid
    with pytest.raises(RefusedError, match="another space"):
        put_in_theme(other, uid)


def test_a_kiosk_sees_the_prompts_and_where_the_room_is(space: Space) -> None:
    first, second = prompts_of(space.uid)
    capture(space.uid, "my own words", prompt=first.uid)
    assert read_kiosk(space.uid).prompts == (first, second)
    assert read_kiosk(space.uid).room_is_at is None
    show_item(space.uid, running_order(space.uid)[4].uid)
    assert read_kiosk(space.uid).room_is_at == second.uid
    assert "my own words" not in repr(read_kiosk(space.uid))
    show(space.uid, Showing.BLANK)
    assert read_kiosk(space.uid).room_is_at is None
