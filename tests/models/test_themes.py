"""The theme board: every act of it, its history, and that undo gives back what there was."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from models.contribution.contribution import State, capture, move
from models.contribution.visibility import Where, may_be_seen
from models.desk.acting import Actor, acting_as
from models.desk.desk import read_desk
from models.desk.undoing import redo, undo
from models.errors import ChangedSinceError, RefusedError
from models.identity import new_uid
from models.promise.promise import PromiseKind, make_promise, promises_of
from models.room.room import read_room
from models.room.stage import Showing
from models.space.space import Space, new_space, open_space
from models.store.database import close_store, open_store
from models.theme.names import names_before
from models.theme.read_back import ThemeAnswer, answers_of, read_back, room_agreed
from models.theme.shape import merge_themes, move_theme, split_theme
from models.theme.theme import (
    Theme,
    new_theme,
    put_in_theme,
    remove_theme,
    rename_theme,
    take_out_of_theme,
    themes_of,
)

DESKS = [Actor(new_uid(), "desk 1"), Actor(new_uid(), "desk 2")]


@contextmanager
def at_desk(number: int = 1) -> Iterator[None]:
    with acting_as(DESKS[number - 1]):
        yield


@pytest.fixture(autouse=True)
def _at_the_first_desk() -> Iterator[None]:
    with at_desk(1):
        yield


def cleared(space: Space, words: str = "Nobody phones back.") -> UUID:
    return move(capture(space.uid, words).uid, State.CLEARED).uid


def titles(space: Space) -> list[str]:
    return [theme.title for theme in themes_of(space.uid)]


def theme(space: Space, title: str) -> Theme:
    (found,) = [one for one in themes_of(space.uid) if one.title == title]
    return found


def state_of(space: UUID) -> Any:
    """Everything that the acts of the board change."""
    found = themes_of(space)
    names = {one.uid: [(n.title, n.why) for n in names_before(one.uid)] for one in found}
    promises = [(one.uid, one.theme) for one in promises_of(space)]
    answers = [(one.kind, one.theme) for one in answers_of(space)]
    return found, names, promises, answers


def test_a_theme_is_split_and_put_together_again(space: Space) -> None:
    a, b, c = (cleared(space) for _ in range(3))
    one = new_theme(space.uid, "Waiting")
    new_theme(space.uid, "Money")
    for uid in (a, b, c):
        put_in_theme(one.uid, uid)
    before = state_of(space.uid)
    made = split_theme(one.uid, "Waiting for a call", [b, c])
    assert titles(space) == ["Waiting", "Waiting for a call", "Money"]
    assert theme(space, "Waiting").members == {a}
    assert theme(space, "Waiting for a call").members == {b, c} == made.members
    after = state_of(space.uid)
    undo(space.uid)
    assert state_of(space.uid) == before
    redo(space.uid)
    assert state_of(space.uid) == after
    merge_themes(one.uid, made.uid)
    assert titles(space) == ["Waiting", "Money"]
    assert theme(space, "Waiting").members == {a, b, c}
    (name,) = names_before(one.uid)
    assert (name.title, name.why, name.by) == ("Waiting for a call", "merged", "desk 1")
    undo(space.uid)
    assert state_of(space.uid) == after


def test_what_was_in_both_stays_in_the_first_when_they_part_again(space: Space) -> None:
    a, b = cleared(space), cleared(space)
    one, other = new_theme(space.uid, "One"), new_theme(space.uid, "Other")
    for where, uid in ((one, a), (other, a), (other, b)):
        put_in_theme(where.uid, uid)
    promise = make_promise(
        space.uid, PromiseKind.WILL, "Phone back", who="The team", due="2027-04-30", theme=other.uid
    )
    before = state_of(space.uid)
    merge_themes(one.uid, other.uid)
    assert [one_.theme for one_ in promises_of(space.uid)] == [one.uid]
    after = state_of(space.uid)
    undo(space.uid)
    assert state_of(space.uid) == before
    assert [p.theme for p in promises_of(space.uid) if p.uid == promise.uid] == [other.uid]
    redo(space.uid)
    assert state_of(space.uid) == after


def test_splitting_needs_a_name_and_somebody_to_go(space: Space) -> None:
    one = new_theme(space.uid, "One")
    put_in_theme(one.uid, cleared(space))
    elsewhere = cleared(space)
    before = state_of(space.uid)
    with pytest.raises(RefusedError, match="needs a name"):
        split_theme(one.uid, "  ", [elsewhere])
    with pytest.raises(RefusedError, match="nothing was split"):
        split_theme(one.uid, "Two", [elsewhere])
    with pytest.raises(RefusedError, match="itself"):
        merge_themes(one.uid, one.uid)
    assert state_of(space.uid) == before


def test_old_names_are_kept_with_when_and_who(space: Space) -> None:
    one = new_theme(space.uid, "Phones")
    with at_desk(2):
        rename_theme(one.uid, "Nobody phones back")
    rename_theme(one.uid, "Phone us back", for_room=True)
    rename_theme(one.uid, "Phone us back")  # the same again is no change
    names = names_before(one.uid)
    assert [(n.title, n.by, n.why) for n in names] == [
        ("Nobody phones back", "desk 1", "the room"),
        ("Phones", "desk 2", "renamed"),
    ]
    assert names[0].until >= names[1].until > 0
    undo(space.uid)
    assert titles(space) == ["Nobody phones back"]
    assert [n.title for n in names_before(one.uid)] == ["Phones"]
    redo(space.uid)
    assert [n.title for n in names_before(one.uid)] == ["Nobody phones back", "Phones"]
    remove_theme(one.uid)
    undo(space.uid)
    assert [n.title for n in names_before(one.uid)] == ["Nobody phones back", "Phones"]


def test_two_desks_do_not_overwrite_one_another(space: Space) -> None:
    one = new_theme(space.uid, "Phones")
    with at_desk(2):
        rename_theme(one.uid, "Nobody phones back", was="Phones")
    with pytest.raises(RefusedError, match="other desk gave it another name"):
        rename_theme(one.uid, "Calls", was="Phones")
    assert titles(space) == ["Nobody phones back"]
    with at_desk(2):
        uid = cleared(space)
        put_in_theme(one.uid, uid)
    with pytest.raises(ChangedSinceError):
        undo(space.uid)  # its making; the other desk has filled and renamed it since
    assert theme(space, "Nobody phones back").members == {uid}
    undo(space.uid, anyway=True)
    assert titles(space) == []


def test_themes_move_up_and_down_and_not_beyond_the_end(space: Space) -> None:
    made = [new_theme(space.uid, title) for title in "abcd"]
    move_theme(made[3].uid, -2)
    assert titles(space) == ["a", "d", "b", "c"]
    move_theme(made[3].uid, -5)
    assert titles(space) == ["d", "a", "b", "c"]
    move_theme(made[3].uid, -1)  # no change, and nothing to undo
    undo(space.uid)
    assert titles(space) == ["a", "d", "b", "c"]
    move_theme(made[0].uid, 9)
    assert titles(space) == ["d", "b", "c", "a"]
    assert [one.number for one in themes_of(space.uid)] == [1, 2, 3, 4]


def test_a_removed_theme_comes_back_with_all_it_had_but_what_was_withdrawn(space: Space) -> None:
    a, b, c = (cleared(space) for _ in range(3))
    new_theme(space.uid, "First")
    one = new_theme(space.uid, "Middle")
    new_theme(space.uid, "Last")
    for uid in (a, b, c):
        put_in_theme(one.uid, uid)
    promise = make_promise(
        space.uid, PromiseKind.WILL, "Phone back", who="The team", due="2027-04-30", theme=one.uid
    )
    before = themes_of(space.uid)[1]
    remove_theme(one.uid)
    assert titles(space) == ["First", "Last"]
    with acting_as(Actor()):
        move(b, State.WITHDRAWN)
        move(c, State.HELD, reason="a name")
    undo(space.uid)
    back = themes_of(space.uid)[1]
    assert (back.uid, back.public_id, back.title) == (before.uid, before.public_id, "Middle")
    assert back.members == {a}
    assert [p.theme for p in promises_of(space.uid) if p.uid == promise.uid] == [one.uid]
    move(c, State.CLEARED)
    assert themes_of(space.uid)[1].members == {a, c}, "held, it was in the theme all the same"


def test_d32_what_the_leader_says_goes_into_no_theme(space: Space) -> None:
    from models.contribution.types import THE_LEADER

    one = new_theme(space.uid, "One")
    said = capture(space.uid, "We are short of staff.", role=THE_LEADER).uid
    move(said, State.CLEARED)
    with pytest.raises(RefusedError, match="leader said this"):
        put_in_theme(one.uid, said)
    assert themes_of(space.uid)[0].members == frozenset()


def test_d35_the_room_is_asked_and_what_it_answers_is_kept(space: Space) -> None:
    with pytest.raises(RefusedError, match="nothing to read back"):
        read_back(space.uid)
    one = new_theme(space.uid, "Phones")
    read_back(space.uid)
    room = read_room(space.uid)
    assert room.showing is Showing.THEMES
    assert room.reading.aloud
    assert room.reading.asks_if_right
    rename_theme(one.uid, "Nobody phones back", for_room=True)
    added = new_theme(space.uid, "Buses", for_room=True)
    room_agreed(space.uid)
    told = [(one_.kind, one_.theme, one_.by) for one_ in answers_of(space.uid)]
    assert told[0] == (ThemeAnswer.ASKED, None, "desk 1")
    assert sorted(told[1:], key=str) == sorted(
        [
            (ThemeAnswer.RENAMED, one.uid, "desk 1"),
            (ThemeAnswer.ADDED, added.uid, "desk 1"),
            (ThemeAnswer.AGREED, None, "desk 1"),
        ],
        key=str,
    )
    for kind in (ThemeAnswer.AGREED, ThemeAnswer.ADDED, ThemeAnswer.RENAMED):
        undo(space.uid)
        assert kind not in [one_.kind for one_ in answers_of(space.uid)]
    assert titles(space) == ["Phones"]


# -- anything, by two desks, in any order ------------------------------------------------------

PEOPLE = st.integers(1, 2)


class Board(RuleBasedStateMachine):
    """Two desks at one board; contributions move between states meanwhile."""

    contributions = Bundle("contributions")
    themes = Bundle("themes")

    def __init__(self) -> None:
        super().__init__()
        open_store(":memory:")
        self.space = open_space(new_space("A space").uid).uid
        self.heard: set[UUID] = set()

    def teardown(self) -> None:
        close_store()

    @initialize(target=themes)
    def there_is_a_theme(self) -> UUID:
        return new_theme(self.space, "the first").uid

    @rule(target=contributions, into=themes, at=PEOPLE)
    def somebody_says_something(self, into: UUID, at: int) -> UUID:
        with at_desk(at):
            uid = move(capture(self.space, "words").uid, State.CLEARED).uid
            self.heard.add(uid)
            self.allowed(put_in_theme, into, uid)
        return uid

    def allowed(self, act: Any, *args: Any, **kwargs: Any) -> Any:
        """Do something; where it is refused, nothing may have changed."""
        before = state_of(self.space)
        try:
            return act(*args, **kwargs)
        except RefusedError:
            assert state_of(self.space) == before
            return None

    def done_and_undone(self, at: int, act: Any, *args: Any) -> Any:
        """Do something at a desk, undo it, do it again: each time all is as it should be."""
        with at_desk(at):
            before = state_of(self.space)
            result = self.allowed(act, *args)
            after = state_of(self.space)
            if after == before:
                return result
            undo(self.space)
            assert state_of(self.space) == before, f"undo of {act.__name__} restores"
            redo(self.space)
            assert state_of(self.space) == after, f"redo of {act.__name__} does it again"
        return result

    @rule(uid=contributions, to=st.sampled_from(State), at=PEOPLE)
    def it_is_moved(self, uid: UUID, to: State, at: int) -> None:
        with at_desk(at):
            self.allowed(move, uid, to, reason="a name")

    @rule(target=themes, at=PEOPLE, for_room=st.booleans())
    def a_theme_is_made(self, at: int, for_room: bool) -> UUID:
        def make(space: UUID, title: str) -> Theme:
            return new_theme(space, title, for_room=for_room)

        made: Theme = self.done_and_undone(at, make, self.space, "a theme")
        return made.uid

    @rule(theme=themes, uid=contributions, at=PEOPLE, out=st.booleans())
    def it_is_put_in_or_taken_out(self, theme: UUID, uid: UUID, at: int, out: bool) -> None:
        self.done_and_undone(at, take_out_of_theme if out else put_in_theme, theme, uid)

    @rule(theme=themes, at=PEOPLE)
    def it_is_removed(self, theme: UUID, at: int) -> None:
        self.done_and_undone(at, remove_theme, theme)

    @rule(theme=themes, at=PEOPLE, title=st.sampled_from(["one name", "another name"]))
    def it_is_renamed(self, theme: UUID, at: int, title: str) -> None:
        self.done_and_undone(at, rename_theme, theme, title)

    @rule(theme=themes, other=themes, at=PEOPLE)
    def two_are_put_together(self, theme: UUID, other: UUID, at: int) -> None:
        self.done_and_undone(at, merge_themes, theme, other)

    @rule(target=themes, theme=themes, at=PEOPLE, which=st.integers(0, 31))
    def it_is_split(self, theme: UUID, at: int, which: int) -> UUID:
        found = {one.uid: one for one in themes_of(self.space)}
        inside = sorted(found[theme].members) if theme in found else []
        going = {uid for place, uid in enumerate(inside) if which >> place & 1}
        made = self.done_and_undone(at, split_theme, theme, "a part", going)
        return made.uid if made else theme

    @rule(theme=themes, at=PEOPLE, steps=st.integers(-3, 3))
    def it_is_moved_among_them(self, theme: UUID, at: int, steps: int) -> None:
        self.done_and_undone(at, move_theme, theme, steps)

    @rule(at=PEOPLE, again=st.booleans())
    def the_last_act_of_a_desk_is_undone(self, at: int, again: bool) -> None:
        with at_desk(at):
            self.allowed(redo if again else undo, self.space)

    @invariant()
    def d34_the_sum_is_right_and_the_numbers_have_no_gap(self) -> None:
        desk = read_desk(self.space)
        tally = desk.tally
        assert tally.heard == (
            tally.in_themes + tally.not_in_a_theme + tally.set_aside + tally.held + tally.waiting
        )
        assert min(tally.in_themes, tally.not_in_a_theme) >= 0
        assert [one.number for one in desk.themes] == list(range(1, len(desk.themes) + 1))
        now = {one.uid: one for one in desk.contributions}
        grouped = frozenset[UUID]().union(*(one.members for one in desk.themes))
        assert tally.in_themes == len(grouped)
        assert all(may_be_seen(now[uid], Where.DESK) for uid in grouped)
        assert all(now[uid].state is State.CLEARED for uid in grouped)


def play(examples: int, steps: int) -> None:
    some = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, phases=[Phase.generate]
    )
    run_state_machine_as_test(Board, settings=some)


def test_d34_the_sum_is_right_after_any_acts_by_two_desks() -> None:
    play(3, 25)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_d34_the_sum_is_right_after_very_many_acts_by_two_desks() -> None:
    play(80, 40)
