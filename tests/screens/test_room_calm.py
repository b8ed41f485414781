"""The room: every showing at every size (D27), pages that lose nothing, and calm changes (A27)."""

import asyncio
import random
from collections.abc import Callable

import pytest
from textual.strip import Strip

from models.contribution.contribution import Consent, State, capture, move
from models.promise.promise import Promise, PromiseKind
from models.promise.standing import left_of_break, standing
from models.room.page import tell_room_size, turn_page
from models.room.room import RoomSees, read_room
from models.room.stage import Showing, show
from models.space.space import Space
from models.store import writer
from models.theme.theme import new_theme
from screens.messages import Word
from screens.room.drawing import draw_room
from screens.room.pages import page_in_room, page_of, pages_of
from screens.room.room import RoomScreen
from screens.widgets.large import Look, Mark
from tests.screens.cells import picture, rows
from tests.screens.conftest import Voice
from tests.screens.staging import Stage, put_on, set_stage
from tests.screens.test_reflow import faults

SIZES = [(44, 12), (58, 16), (80, 24), (120, 40), (200, 60)]
LOOKS = [Look(width - 2, height - 4) for width, height in SIZES]
RESIZES = [(80, 24), (200, 60), (44, 12)]


def seen(space: Space, what: Showing) -> RoomSees:
    set_stage(space.uid, what)
    return read_room(space.uid)


@pytest.mark.parametrize("what", list(Showing))
def test_nothing_is_cut_off_at_any_size(demo: Space, what: Showing) -> None:
    """Each page fits, in rows and in columns, and none of them ends in a sign for more."""
    sees = seen(demo, what)
    for look in LOOKS:
        for page in pages_of(sees, look):
            drawn = draw_room(page, look)
            assert len(drawn) <= look.height, (what, look)
            assert all(row.cell_length <= look.width for row in drawn), (what, look)
            plain = draw_room(page, Look(look.width, 400, plain=True))
            assert drawn or what is Showing.BLANK
            assert "…" not in [row.plain for row in plain]
            if what is not Showing.PROMPT:  # its first page shows as many as fit, others all
                assert "…" not in [row.plain for row in drawn], (what, look)


def test_pages_hold_everything_once(demo: Space) -> None:
    for number in range(14):
        new_theme(demo.uid, f"Theme number {number} of them")
    themes, answers = seen(demo, Showing.THEMES), seen(demo, Showing.OUTCOME)
    last, rules = seen(demo, Showing.PROMISES), seen(demo, Showing.WELCOME)
    prompt = seen(demo, Showing.PROMPT)
    assert len(themes.themes) > 14
    for look in LOOKS:
        assert [t for p in pages_of(themes, look) for t in p.themes] == list(themes.themes)
        in_pages = [one for p in pages_of(answers, look) for one in p.promises]
        assert sorted(one.uid for one in in_pages) == sorted(one.uid for one in answers.promises)
        assert {t.uid for p in pages_of(answers, look) for t in p.themes} == {
            theme.uid for theme in answers.themes
        }
        assert [o for p in pages_of(last, look) for o in p.last_promises] == list(
            last.last_promises
        )
        ruled = [one for p in pages_of(rules, look) for one in p.space.rules]
        assert ruled == list(rules.space.rules)
        first, *others = pages_of(prompt, look)
        drawn = "\n".join(row.plain for row in draw_room(first, Look(look.width, 400, plain=True)))
        told = {one.uid for p in others for one in p.contributions}
        assert all(one.uid in told or one.shown[:9] in drawn for one in prompt.contributions)


@pytest.mark.parametrize("words", ["time and people who know us. " * 85, "x" * 2400, "你好 " * 300])
def test_one_long_contribution_is_shown_to_its_end(demo: Space, words: str) -> None:
    sees = seen(demo, Showing.CONTRIBUTION)
    from dataclasses import replace

    long = replace(sees.contributions[0], words=words.strip(), versions=())
    sees = replace(sees, contributions=(long,))
    for look in LOOKS:
        pages = pages_of(sees, look)
        pieces = [page.contributions[0].shown for page in pages]
        assert "".join("".join(pieces).split()) == "".join(words.split()), look
        for page in pages:
            assert len(draw_room(page, look)) <= look.height
            # The word being said is marked in its piece, though the voice says all of it.
            if len(pages) > 1:
                mark = Mark(words, words.index(page.contributions[0].shown), 1)
                assert mark.within(page.contributions[0].shown) is not None


def test_d7_a_late_promise_is_shown_as_late(demo: Space) -> None:
    day = "2026-11-17"
    due = Promise(demo.uid, "a", PromiseKind.WILL, "Train", "The team", "2026-10-30")
    assert standing(due, day) == ("!", "Late. It was due on 30 October 2026")
    sees = seen(demo, Showing.PROMISES)
    for look in LOOKS:
        late = [
            page
            for page in pages_of(sees, look)
            if any("Train" in one.what for one in page.last_promises)
        ]
        plain = Look(look.width, 400, plain=True)
        assert any("! Late" in row.plain for row in draw_room(late[0], plain))


def test_a_break_shows_seconds_only_in_its_last_minute(demo: Space) -> None:
    item = seen(demo, Showing.BREAK).item
    assert item is not None
    assert item.ends
    shown = [left_of_break(item, item.ends - left * 1000) for left in (720, 61, 60, 59, 1, 0)]
    assert shown == [
        "12 minutes",
        "2 minutes",
        "1 minute",
        "59 seconds",
        "1 second",
        "We go on now",
    ]


def test_the_desk_shows_the_page_that_the_room_is_at(demo: Space) -> None:
    """D6: not the same list from its beginning, but the very page, at the room's own size."""
    set_stage(demo.uid, Showing.PROMISES)
    tell_room_size(demo.uid, 78, 20)
    for at in (0, 1, 2):
        sees = read_room(demo.uid)
        pages = pages_of(sees, Look(78, 20))
        assert page_in_room(sees) == pages[at] == page_of(sees, Look(78, 20))
        turn_page(demo.uid, 1, of=len(pages))
    assert turn_page(demo.uid, 99, of=len(pages)) == len(pages) - 1
    show(demo.uid, Showing.THEMES)
    assert read_room(demo.uid).at.page == 0, "what is new begins at its first page"


async def resized(space: Space, sizes_of: Callable[[int], list[tuple[int, int]]]) -> list[str]:
    """Resize the room in the middle of each showing, while a word is said; return what is cut."""
    found: list[str] = []
    async with put_on(RoomScreen, (132, 43)) as stage:
        screen = stage.screen
        assert isinstance(screen, RoomScreen)
        for number, what in enumerate(Showing):
            set_stage(space.uid, what)
            await stage.until(lambda what=what: screen.sees.showing is what)  # type: ignore[misc]
            screen.post_message(Word("More time from the carers.", 5, 4))
            for size in RESIZES if what is Showing.QR else sizes_of(number):
                await stage.resize(size)
                await stage.settle()
                found += faults(screen, f"showing {what}")
                square, words = screen.query_one("#qr"), screen.query_one("#stage")
                assert square.display != words.display
                if what is Showing.QR:
                    assert square.display == (size[1] >= 24), size
    return found


async def test_d27_a_resize_in_the_middle_of_each_showing(demo: Space, voice: Voice) -> None:
    """While a word is being said, with the square on: nothing is cut, and there is no crash."""
    found = await resized(demo, lambda number: [RESIZES[number % len(RESIZES)]])
    assert not found, "\n".join(found)


@pytest.mark.soak
async def test_d27_each_resize_in_the_middle_of_each_showing(demo: Space, voice: Voice) -> None:
    found = await resized(demo, lambda _: RESIZES)
    assert not found, "\n".join(found)


async def test_pages_are_turned_by_a_key_and_never_by_themselves(demo: Space, voice: Voice) -> None:
    set_stage(demo.uid, Showing.PROMISES)
    async with put_on(RoomScreen) as stage:
        screen = stage.screen
        assert isinstance(screen, RoomScreen)
        await stage.until(lambda: any("1 of 5" in row for row in rows(stage.app)))
        await stage.press("right")
        await stage.until(lambda: any("2 of 5" in row for row in rows(stage.app)))
        await stage.press("7")
        assert "Ask people which days suit them" in " ".join(voice.said)
        assert "phone number" not in " ".join(voice.said), "what is said is what is shown"
        assert "Page 2 of 5." in " ".join(voice.said)
        await stage.press("left")
        await stage.until(lambda: any("1 of 5" in row for row in rows(stage.app)))


@pytest.mark.usefixtures("still_clock")
async def test_a27_what_is_equal_draws_no_cell(demo: Space, voice: Voice) -> None:
    """Between two equal states nothing is drawn anew, and nothing in any of them blinks."""
    drawn = 0

    async with put_on(RoomScreen, (120, 40)) as stage:
        screen = stage.screen
        assert isinstance(screen, RoomScreen)
        for what in (Showing.PROMPT, Showing.OUTCOME, Showing.BREAK):
            set_stage(demo.uid, what)
            await stage.until(lambda what=what: screen.sees.showing is what)  # type: ignore[misc]
            await stage.settle()
            before = picture(stage.app)
            render = screen.query_one("#stage").render_line

            def count(y: int, render=render) -> Strip:  # type: ignore[no-untyped-def]
                nonlocal drawn
                drawn += 1
                return render(y)  # type: ignore[no-any-return]

            drawn = 0
            screen.query_one("#stage").render_line = count  # type: ignore[method-assign]
            for _ in range(5):
                screen.show(screen.sees)
                await stage.settle()
            assert drawn == 0, what
            assert picture(stage.app) == before
            strips = stage.app.screen._compositor.render_strips()
            assert not any(s.style and s.style.blink for strip in strips for s in strip), what


async def fifty_a_second(stage: Stage, space: Space, seconds: int) -> int:
    """Have fifty come in each second, cleared at once; return how often the room drew them."""
    screen = stage.screen
    assert isinstance(screen, RoomScreen)
    changes = 0
    shown = screen.show

    def count(sees: RoomSees) -> None:
        nonlocal changes
        changes += 1
        newest = [int(one.words.split()[-1]) for one in sees.contributions if "Number" in one.words]
        assert newest == sorted(newest, reverse=True), "the newest stands first"
        shown(sees)

    screen.show = count  # type: ignore[method-assign]
    prompt = screen.sees.prompt
    assert prompt is not None
    dice = random.Random(5)

    def come_in() -> None:
        for number in range(50 * seconds):
            words = f"{'More time. ' * dice.randrange(1, 6)}Number {number}"
            one = capture(space.uid, words, prompt=prompt.uid, consent=Consent(room=True))
            move(one.uid, State.CLEARED)

    begun = asyncio.get_running_loop().time()
    await asyncio.wrap_future(writer.submit(come_in))
    last = f"Number {50 * seconds - 1}"
    await stage.until(lambda: last in screen.sees.contributions[0].words)
    took = asyncio.get_running_loop().time() - begun
    # However fast they come: four pictures a second at most, and one more at each end.
    assert changes <= took * 4 + 2
    return changes


async def test_a27_fifty_a_second_are_shown_in_order_and_calmly(demo: Space, voice: Voice) -> None:
    set_stage(demo.uid, Showing.PROMPT)
    async with put_on(RoomScreen) as stage:
        assert await fifty_a_second(stage, demo, 1) >= 1


@pytest.mark.soak
async def test_a27_fifty_a_second_for_twenty_seconds(demo: Space, voice: Voice) -> None:
    set_stage(demo.uid, Showing.PROMPT)
    async with put_on(RoomScreen, (120, 40)) as stage:
        assert await fifty_a_second(stage, demo, 20) >= 5
