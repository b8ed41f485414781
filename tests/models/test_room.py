"""What is on the shared screen, and what is read aloud there."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from models.contribution.contribution import State, VersionKind, add_version, capture, move
from models.errors import RefusedError
from models.meeting.running_order import ItemKind, go_to_item, running_order
from models.promise.promise import PromiseKind, make_promise
from models.room.aloud import as_read_aloud
from models.room.room import MOST_SHOWN, Reading, last_promises, read_room
from models.room.stage import (
    ITEM_SHOWS,
    Showing,
    Square,
    hush_room,
    read_to_room,
    show,
    show_contribution,
    show_item,
    show_or_take_away,
)
from models.space.prompt import prompts_of
from models.space.space import Space, close_space, new_space, open_space
from models.theme.theme import new_theme, put_in_theme


def item_of(space: Space, kind: ItemKind) -> UUID:
    return next(item.uid for item in running_order(space.uid) if item.kind is kind)


def cleared(space: Space, words: str, prompt: UUID | None = None) -> UUID:
    return move(capture(space.uid, words, prompt=prompt).uid, State.CLEARED).uid


def test_a_new_room_welcomes(space: Space) -> None:
    sees = read_room(space.uid)
    assert sees.showing is Showing.WELCOME
    assert sees.item is None
    assert sees.reading == Reading()
    assert as_read_aloud(sees) == (
        "Getting help at home. Tell us what help at home is like for you. "
        "One person speaks at a time. Take a break when you need one."
    )


def test_every_kind_of_item_shows_something() -> None:
    assert set(ITEM_SHOWS) == set(ItemKind)


@pytest.mark.parametrize("what", [one for one in Showing if one is not Showing.BLANK])
def test_blank_twice_brings_back_what_was_there(space: Space, what: Showing) -> None:
    show(space.uid, what)
    before = read_room(space.uid)
    show(space.uid, Showing.BLANK)
    blank = read_room(space.uid)
    assert blank.showing is Showing.BLANK
    assert blank.contributions + blank.themes + blank.promises + blank.last_promises == ()
    assert as_read_aloud(blank) == ""
    show(space.uid, Showing.BLANK)
    assert read_room(space.uid) == before


def test_blank_brings_back_one_contribution(space: Space) -> None:
    uid = cleared(space, "More time.")
    show_contribution(space.uid, uid)
    before = read_room(space.uid)
    show(space.uid, Showing.BLANK)
    show(space.uid, Showing.BLANK)
    assert read_room(space.uid) == before
    assert [one.uid for one in before.contributions] == [uid]


def test_showing_something_else_ends_the_blank(space: Space) -> None:
    show(space.uid, Showing.BLANK)
    show(space.uid, Showing.QR)
    assert read_room(space.uid).showing is Showing.QR
    show(space.uid, Showing.BLANK)
    show(space.uid, Showing.BLANK)
    assert read_room(space.uid).showing is Showing.QR


def test_a_prompt_is_shown_with_its_newest_cleared_words(space: Space) -> None:
    first, second = (prompt.uid for prompt in prompts_of(space.uid))
    cleared(space, "about another prompt", second)
    capture(space.uid, "not cleared yet", prompt=first)
    words = [f"words {n}" for n in range(MOST_SHOWN + 3)]
    for one in words:
        cleared(space, one, first)
    show_item(space.uid, item_of(space, ItemKind.PROMPT))
    sees = read_room(space.uid)
    assert sees.prompt == prompts_of(space.uid)[0]
    assert [one.words for one in sees.contributions] == words[::-1][:MOST_SHOWN]
    said = as_read_aloud(sees)
    assert said.startswith(f"What helps you stay at home? {words[-1]}. {words[-2]}. ")


def test_one_contribution_is_shown_tidied(space: Space) -> None:
    uid = cleared(space, "um more um time")
    add_version(uid, VersionKind.TIDIED, "More time")
    show_contribution(space.uid, uid)
    sees = read_room(space.uid)
    assert sees.contributions[0].shown == "More time"
    assert as_read_aloud(sees) == "More time. tidied by the scribe.", "D19: with who did it"


@pytest.mark.parametrize("state", [state for state in State if state is not State.CLEARED])
def test_what_is_not_cleared_is_refused_with_the_reason(space: Space, state: State) -> None:
    uid = move(capture(space.uid, "More time.").uid, state, reason="a name").uid
    before = read_room(space.uid)
    asks: list[Callable[[UUID, UUID], None]] = [show_contribution, read_to_room]
    for ask in asks:
        with pytest.raises(RefusedError, match="Not for the room"):
            ask(space.uid, uid)
    assert read_room(space.uid) == before


def test_d6_what_is_held_later_leaves_the_screen(space: Space) -> None:
    prompt = prompts_of(space.uid)[0].uid
    uid = cleared(space, "Sharon was late", prompt)
    show_item(space.uid, item_of(space, ItemKind.PROMPT))
    assert read_room(space.uid).contributions
    move(uid, State.HELD, reason="a name")
    assert read_room(space.uid).contributions == ()


def test_themes_and_promises_come_with_the_outcome(space: Space) -> None:
    theme = new_theme(space.uid, "Nobody phones back").uid
    put_in_theme(theme, cleared(space, "I rang three times."))
    make_promise(
        space.uid, PromiseKind.WILL, "Phone back", who="The office", due="30/4/2027", theme=theme
    )
    make_promise(space.uid, PromiseKind.CANNOT, "Longer visits", because="There is no money")
    show(space.uid, Showing.THEMES)
    sees = read_room(space.uid)
    assert [one.title for one in sees.themes] == ["Nobody phones back"]
    assert sees.promises == ()
    assert as_read_aloud(sees) == "What you said. 1. Nobody phones back."
    show(space.uid, Showing.OUTCOME)
    assert as_read_aloud(read_room(space.uid)) == (
        "You said, we will. You said: Nobody phones back. "
        "We will: Phone back. The office, by 30 April 2027. "
        "We can't: Longer visits. Because: There is no money."
    )


def test_a_promise_that_is_shown_is_taken_away_by_showing_it_again(space: Space) -> None:
    one, other = (
        make_promise(
            space.uid, PromiseKind.WILL, f"Ring back {when}", who="The team", due="2099-04-30"
        ).uid
        for when in ("on the day", "on the next day")
    )
    assert show_or_take_away(space.uid, Square.PROMISE, promise=one)
    assert show_or_take_away(space.uid, Square.WORDS, promise=one), "another square of it"
    assert show_or_take_away(space.uid, Square.WORDS, promise=other), "another promise"
    sees = read_room(space.uid)
    assert sees.promise is not None
    assert (sees.square, sees.promise.uid) == (Square.WORDS, other)
    assert not show_or_take_away(space.uid, Square.WORDS, promise=other)
    assert read_room(space.uid).showing is Showing.WELCOME, "the meeting has not begun"
    show_item(space.uid, item_of(space, ItemKind.BREAK))
    began = running_order(space.uid)
    assert show_or_take_away(space.uid, Square.WORDS, promise=other)
    show(space.uid, Showing.BLANK)
    assert show_or_take_away(space.uid, Square.WORDS, promise=other), "a blank screen shows nothing"
    assert not show_or_take_away(space.uid, Square.WORDS, promise=other)
    assert read_room(space.uid).showing is Showing.BREAK
    assert running_order(space.uid) == began, "the clock of the break goes on"


def test_last_promises_are_those_of_the_closed_space_before(store: object) -> None:
    assert last_promises(uuid4()) == ()
    spaces = [new_space(f"Space {n}") for n in range(4)]
    for one in spaces:
        open_space(one.uid)
        make_promise(one.uid, PromiseKind.CANNOT, f"Promise of {one.title}", because="No.")
    assert last_promises(spaces[3].uid) == ()
    close_space(spaces[0].uid)
    close_space(spaces[1].uid)
    assert [p.what for p in last_promises(spaces[3].uid)] == ["Promise of Space 1"]
    assert [p.what for p in last_promises(spaces[1].uid)] == ["Promise of Space 0"]
    assert last_promises(spaces[0].uid) == ()
    show(spaces[3].uid, Showing.PROMISES)
    sees = read_room(spaces[3].uid)
    assert "Last time's promises. We can't: Promise of Space 1." in as_read_aloud(sees)


def test_a_break_says_how_long(space: Space) -> None:
    show_item(space.uid, item_of(space, ItemKind.BREAK))
    assert as_read_aloud(read_room(space.uid)) == "Break. 12 minutes."


def test_everything_that_can_be_shown_can_be_read_aloud(space: Space) -> None:
    for what in Showing:
        show(space.uid, what)
        as_read_aloud(read_room(space.uid))


def test_each_request_to_read_is_a_new_one(space: Space) -> None:
    uid = cleared(space, "More time.")
    read_to_room(space.uid)
    first = read_room(space.uid).reading
    assert (first.aloud, first.contribution) == (True, None)
    read_to_room(space.uid)
    second = read_room(space.uid).reading
    assert second.number > first.number
    read_to_room(space.uid, uid)
    third = read_room(space.uid).reading
    assert third.aloud
    assert third.contribution is not None
    assert third.contribution.uid == uid
    hush_room(space.uid)
    quiet = read_room(space.uid).reading
    assert (quiet.aloud, quiet.contribution) == (False, None)
    assert quiet.number > third.number > second.number


def test_reading_changes_nothing_on_the_screen(space: Space) -> None:
    show(space.uid, Showing.QR)
    read_to_room(space.uid)
    hush_room(space.uid)
    assert read_room(space.uid).showing is Showing.QR


def test_the_meeting_is_at_one_item_and_its_clock_starts_once(space: Space) -> None:
    items = running_order(space.uid)
    assert not any(item.current or item.started for item in items)
    started = go_to_item(space.uid, items[2].uid).started
    assert started > 0
    go_to_item(space.uid, items[0].uid)
    assert go_to_item(space.uid, items[2].uid).started == started
    assert [item.number for item in running_order(space.uid) if item.current] == [3]


def test_an_item_of_another_space_is_refused(space: Space) -> None:
    other = new_space("Another")
    item = running_order(space.uid)[0]
    with pytest.raises(RefusedError):
        show_item(other.uid, item.uid)
    with pytest.raises(RefusedError):
        show_item(space.uid, uuid4())
    assert not any(one.current for one in running_order(space.uid))
