"""The clocks of the running order, breaks, late promises and the look before it is shown."""

import threading
from collections.abc import Callable
from uuid import UUID

import pytest

from models.contribution.contribution import State, capture, move
from models.desk.acting import Actor, act_as
from models.desk.undoing import undo
from models.errors import RefusedError
from models.identity import new_uid
from models.meeting.breaks import break_is_to_be_told, tell_of_break
from models.meeting.going_on import go_on, go_on_unless_late
from models.meeting.item_time import break_is_on, later_by, minutes_left, time_left
from models.meeting.running_order import Item, ItemKind, add_item, give_more_time, running_order
from models.promise.late import late_promises, note_on_late
from models.promise.promise import PromiseKind, add_update, make_promise
from models.room.preview import preview_contribution, preview_item
from models.room.room import RoomSees, last_promises, read_room
from models.room.stage import show_contribution, show_item
from models.space.space import Space, close_space, new_space, open_space
from models.store.base import database
from models.store.mark import all_marks
from models.store.server import is_server

MINUTE = 60_000
START = 1_800_000_000_000


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> int:
        return self.now

    def wait(self, minutes: float) -> None:
        self.now += round(minutes * MINUTE)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    for module in ("meeting.running_order", "meeting.going_on", "meeting.breaks", "room.stage"):
        monkeypatch.setattr(f"models.{module}.now_ms", made)
    return made


def item_of(space: Space, kind: ItemKind) -> Item:
    return next(item for item in running_order(space.uid) if item.kind is kind)


def at(space: Space) -> Item:
    return next(item for item in running_order(space.uid) if item.current)


def test_a_clock_stands_still_while_the_meeting_is_elsewhere(space: Space, clock: Clock) -> None:
    welcome, _, prompt = running_order(space.uid)[:3]
    go_on(space.uid, prompt.uid)
    clock.wait(10)
    assert minutes_left(at(space), clock.now) == 30
    go_on(space.uid, welcome.uid)
    clock.wait(3)
    assert minutes_left(item_of(space, ItemKind.PROMPT), clock.now) == 30
    go_on(space.uid, prompt.uid)
    clock.wait(0.5)
    assert time_left(at(space), clock.now) == round(29.5 * MINUTE)
    assert minutes_left(at(space), clock.now) == 30, "minutes are rounded up"
    go_on(space.uid, prompt.uid)
    assert time_left(at(space), clock.now) == round(29.5 * MINUTE), "going where we are is nothing"
    clock.wait(31)
    assert minutes_left(at(space), clock.now) == -1


def test_more_time_is_kept_beside_what_was_planned(space: Space, clock: Clock) -> None:
    with pytest.raises(RefusedError, match="has not begun"):
        give_more_time(space.uid)
    go_on(space.uid, running_order(space.uid)[0].uid)
    clock.wait(1)
    given = give_more_time(space.uid)
    assert (given.minutes, given.extra, minutes_left(given, clock.now)) == (5, 5, 9)
    clock.wait(12.5)
    assert minutes_left(at(space), clock.now) == -3
    assert minutes_left(give_more_time(space.uid), clock.now) == 6, "from now, when it is over"
    assert at(space).minutes == 5


def test_more_time_is_undone_by_the_desk_that_gave_it(space: Space, clock: Clock) -> None:
    one, other = Actor(new_uid(), "desk 1"), Actor(new_uid(), "desk 2")
    go_on(space.uid, item_of(space, ItemKind.BREAK).uid)
    before = at(space)
    act_as(one, give_more_time, space.uid)
    with pytest.raises(RefusedError, match="nothing that can be undone"):
        act_as(other, undo, space.uid)
    act_as(one, undo, space.uid)
    assert at(space) == before


def test_the_rest_of_the_order_shows_the_shift(space: Space, clock: Clock) -> None:
    items = running_order(space.uid)
    assert later_by(items, clock.now) == {}, "before it begins nothing is late"
    go_on(space.uid, items[0].uid)
    assert set(later_by(running_order(space.uid), clock.now).values()) == {0}
    give_more_time(space.uid)
    clock.wait(10)
    assert set(later_by(running_order(space.uid), clock.now).values()) == {5}
    clock.wait(2)
    later = later_by(running_order(space.uid), clock.now)
    assert later == {item.uid: 7 for item in items[1:]}, "and what runs over counts too"
    go_on(space.uid, items[1].uid)
    go_on(space.uid, items[2].uid)
    later = later_by(running_order(space.uid), clock.now)
    assert later == {item.uid: 2 for item in items[3:]}, "five minutes were won back"
    assert [item.minutes for item in running_order(space.uid)] == [i.minutes for i in items]


# -- breaks --------------------------------------------------------------------------------------


def test_a_break_ends_by_the_clock_on_the_wall(space: Space, clock: Clock) -> None:
    pause, after = running_order(space.uid)[3:5]
    go_on(space.uid, pause.uid)
    assert at(space).ends == START + 12 * MINUTE
    clock.wait(4)
    go_on(space.uid, after.uid, because="the room is needed")
    assert item_of(space, ItemKind.BREAK).cut_short == "the room is needed"
    clock.wait(4)
    go_on(space.uid, pause.uid)
    assert minutes_left(at(space), clock.now) == 4, "what was told stays true"
    assert at(space).cut_short == "", "nothing was cut short after all"
    clock.wait(5)
    assert not break_is_on(at(space), clock.now)
    assert minutes_left(give_more_time(space.uid), clock.now) == 5


def test_d28_a_break_is_not_cut_short_without_a_reason(space: Space, clock: Clock) -> None:
    pause, after = running_order(space.uid)[3:5]
    go_on(space.uid, pause.uid)
    clock.wait(1)
    for because in ("", "  "):
        with pytest.raises(RefusedError, match="11 minutes left"):
            go_on(space.uid, after.uid, because=because)
    assert at(space).uid == pause.uid
    clock.wait(11)
    go_on(space.uid, after.uid)
    assert (at(space).uid, item_of(space, ItemKind.BREAK).cut_short) == (after.uid, "")


def test_the_end_of_a_break_is_told_twice_and_each_once(space: Space, clock: Clock) -> None:
    go_on(space.uid, item_of(space, ItemKind.BREAK).uid)

    def told() -> str:
        due = break_is_to_be_told(at(space), clock.now)
        words = tell_of_break(space.uid)
        assert bool(words) is due
        assert tell_of_break(space.uid) == "", "who asks next says nothing"
        return words

    assert told() == ""
    clock.wait(9.9)
    assert told() == ""
    clock.wait(0.1)
    assert told() == "2 minutes of the break left."
    clock.wait(1.9)
    assert told() == ""
    give_more_time(space.uid)
    assert told() == ""
    clock.wait(3.5)
    assert told() == "2 minutes of the break left.", "there is a new end, so it is told again"
    clock.wait(3)
    assert told() == "The break is over. We go on."
    go_on(space.uid, running_order(space.uid)[4].uid)
    assert told() == ""


def test_a_break_outlives_a_crash(space: Space, clock: Clock) -> None:
    go_on(space.uid, item_of(space, ItemKind.BREAK).uid)
    clock.wait(3)
    database.close()
    database.connect()
    assert minutes_left(at(space), clock.now) == 9
    clock.wait(7.5)
    assert tell_of_break(space.uid) == "2 minutes of the break left."


# -- late promises -------------------------------------------------------------------------------


@pytest.fixture
def after_promises(store: object) -> Space:
    """Make a space after one that promised five things: three done, one late, one can't."""
    before = open_space(new_space("Spring", held_on="2026-05-12").uid)
    for number in range(3):
        made = make_promise(
            before.uid, PromiseKind.WILL, f"Kept {number}", who="A team", due="2026-09-01"
        )
        add_update(made.uid, "It is done", made_on="2026-09-01", done=True, evidence="Look")
    make_promise(before.uid, PromiseKind.WILL, "Phone back", who="A team", due="2026-10-01")
    make_promise(before.uid, PromiseKind.CANNOT, "Longer visits", because="There is no money")
    close_space(before.uid)
    space = new_space("Autumn", held_on="2026-11-17")
    for kind in (ItemKind.WELCOME, ItemKind.PROMISES, ItemKind.OTHER):
        add_item(space.uid, kind, kind.capitalize(), 5)
    return open_space(space.uid)


def test_d7_the_late_one_is_not_passed_over_without_a_note(after_promises: Space) -> None:
    space = after_promises
    welcome, promises, other = running_order(space.uid)
    [late] = late_promises(space.uid)
    assert late.what == "Phone back"
    go_on(space.uid, welcome.uid)
    for first in (promises, welcome):  # nor by leaving the item out
        go_on(space.uid, first.uid)
        with pytest.raises(RefusedError, match="is late, and nobody has said why"):
            go_on(space.uid, other.uid)
        assert go_on_unless_late(space.uid, other.uid) == (late,)
        assert at(space).uid == first.uid
    with pytest.raises(RefusedError, match="Nothing was saved"):
        note_on_late(space.uid, late.uid, "   ")
    note_on_late(space.uid, late.uid, "They hire two people, then it starts.")
    assert late_promises(space.uid) == ()
    assert go_on_unless_late(space.uid, other.uid) == ()
    assert at(space).uid == other.uid
    noted = next(one for one in last_promises(space.uid) if one.uid == late.uid)
    assert [update.words for update in noted.updates] == ["They hire two people, then it starts."]
    assert not noted.done, "it is late all the same"


def test_news_from_before_it_was_due_explains_nothing(after_promises: Space) -> None:
    [late] = late_promises(after_promises.uid)
    add_update(late.uid, "We have begun", made_on="2026-08-01")
    assert len(late_promises(after_promises.uid)) == 1
    add_update(late.uid, "It takes until spring", made_on="2026-10-02")
    assert late_promises(after_promises.uid) == ()


def test_only_last_times_promises_are_noted_here(after_promises: Space) -> None:
    made = make_promise(
        after_promises.uid, PromiseKind.WILL, "Phone", who="A team", due="1 May 2027"
    )
    with pytest.raises(RefusedError, match="not one of last time"):
        note_on_late(after_promises.uid, made.uid, "words")


# -- look first ----------------------------------------------------------------------------------


def test_a_preview_is_what_is_shown_and_leaves_nothing(space: Space, clock: Clock) -> None:
    prompt = item_of(space, ItemKind.PROMPT)
    uid = move(capture(space.uid, "More time.", prompt=prompt.prompt).uid, State.CLEARED).uid
    before, order = read_room(space.uid), running_order(space.uid)
    looks: list[tuple[Callable[..., RoomSees], Callable[..., None], UUID]] = [
        *((preview_item, show_item, item.uid) for item in order),
        (preview_contribution, show_contribution, uid),
    ]
    for preview, show, what in looks:
        with database.atomic() as trial:
            seen = preview(space.uid, what)
            assert (read_room(space.uid), running_order(space.uid)) == (before, order)
            show(space.uid, what)
            assert read_room(space.uid) == seen
            trial.rollback()


def test_nobody_looks_again_because_of_a_preview(space: Space, clock: Clock) -> None:
    """A rolled back look is no commit: the room and the other desks do not even read."""
    version = all_marks if is_server() else lambda: database.obj.data_version
    seen: list[object] = []
    first, second = threading.Event(), threading.Event()

    def elsewhere() -> None:
        database.connect()
        seen.append(version())
        first.set()
        second.wait(20)
        seen.append(version())
        database.close()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    assert first.wait(20)
    preview_item(space.uid, item_of(space, ItemKind.PROMPT).uid)
    second.set()
    thread.join(20)
    assert len(seen) == 2
    assert seen[0] == seen[1]


@pytest.mark.parametrize("state", [State.WAITING, State.HELD, State.SET_ASIDE])
def test_d6_what_may_not_be_shown_may_not_be_looked_at_as_shown(space: Space, state: State) -> None:
    uid: UUID = move(capture(space.uid, "More time.").uid, state, reason="a name").uid
    with pytest.raises(RefusedError, match="Not for the room"):
        preview_contribution(space.uid, uid)
