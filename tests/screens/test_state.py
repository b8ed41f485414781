"""A22, A29, A30: state is a word or a shape. Take the colours away, and it can still be seen."""

import pytest
from textual.widget import Widget

from models.room.stage import Showing
from models.space.space import Space
from screens.desk.desk import DeskScreen
from screens.desk.themes import ThemesScreen
from screens.dialogs.pin import PinDialog
from screens.kiosk.kiosk import KioskScreen
from screens.messages import Word
from screens.room.room import RoomScreen
from screens.widgets.caption import Caption
from screens.widgets.line_list import LineList
from screens.widgets.words_line import WordsLine
from tests.screens.cells import Picture, picture, rows
from tests.screens.discovery import SCREENS, ScreenClass
from tests.screens.staging import Stage, layouts_of, put_on, views_of

# A focus that changes fewer cells than this is not seen from where a person sits.
LEAST_CELLS = 12
# The others are drawn by the same rules: `make soak` looks at them at the second size, too.
OFTEN = (DeskScreen, RoomScreen, KioskScreen, ThemesScreen)
BORDER = set("─│╭╮╰╯━┃┏┓┗┛")


def changed(before: Picture, after: Picture) -> int:
    """Count the cells in which somebody who sees no colours sees a difference."""
    return sum(cell.differs(after[place]) for place, cell in before.items() if place in after)


async def focused_picture(stage: Stage, widget: Widget, seen: Widget) -> Picture:
    """Return how one widget looks while another one, or itself, has the focus."""
    stage.screen.set_focus(widget)
    await stage.settle()
    return picture(stage.app, seen.region)


async def focus_faults(stage: Stage, view: str) -> list[str]:
    """Compare each place with and without the focus."""
    chain = stage.screen.focus_chain
    if len(chain) < 2:
        return []  # nothing to be mistaken for
    found = []
    without = await focused_picture(stage, chain[-1], chain[0])
    for widget, following in zip(chain, [*chain[1:], chain[0]], strict=True):
        having = await focused_picture(stage, widget, widget)
        cells = changed(without, having)
        # The pictures of a kiosk are shown one at a time.
        if cells < min(LEAST_CELLS, len(having)) and not getattr(widget, "alone", False):
            found.append(
                f"{type(widget).__name__}#{widget.id} in {view} at {stage.app.size}: "
                f"the focus changes {cells} cells"
            )
        without = picture(stage.app, following.region)
    return found


async def look_at_the_focus(screen: ScreenClass, size: tuple[int, int], colours: str) -> None:
    found = []
    async with put_on(screen) as stage:
        await stage.colours(colours)
        await stage.resize(size)
        for view in layouts_of(screen):
            await view.turn(stage)
            found += await focus_faults(stage, view.name)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("screen", SCREENS)
async def test_the_focus_is_a_shape(screen: ScreenClass, demo: Space) -> None:
    await look_at_the_focus(screen, (80, 24), "night")


@pytest.mark.parametrize(
    "screen",
    [pytest.param(one, marks=[] if one in OFTEN else pytest.mark.soak) for one in SCREENS],
)
async def test_the_focus_is_a_shape_at_another_size_in_other_colours(
    screen: ScreenClass, demo: Space
) -> None:
    # On the smallest screen the desk has one place at a time, and nothing to mistake it for.
    size = (120, 40) if screen in (DeskScreen, ThemesScreen) else (44, 12)
    await look_at_the_focus(screen, size, "cream")


@pytest.mark.parametrize("screen", [DeskScreen, ThemesScreen])
async def test_a_focused_place_has_another_border(screen: ScreenClass, demo: Space) -> None:
    """Heavy lines and light lines: on paper, in grey, for any eyes."""
    async with put_on(screen, (120, 40)) as stage:
        places = [one for one in stage.screen.focus_chain if isinstance(one, LineList | WordsLine)]
        assert len(places) > 1
        for number, place in enumerate(places):
            pictures = [
                await focused_picture(stage, one, place) for one in (places[number - 1], place)
            ]
            light, heavy = (
                {cell.char for cell in one.values() if cell.char in BORDER} for one in pictures
            )
            assert "│" in light
            assert "┃" not in light
            assert "┃" in heavy
            assert "│" not in heavy


@pytest.mark.parametrize(("screen", "name"), [(DeskScreen, "#list"), (ThemesScreen, "#words")])
async def test_what_is_lit_is_a_filled_row(screen: ScreenClass, name: str, demo: Space) -> None:
    async with put_on(screen, (120, 40)) as stage:
        one = stage.screen.query_one(name, LineList)
        one.focus()
        await stage.settle()
        for colours in ("night", "day", "cream"):
            await stage.colours(colours)
            one.lit = 1
            await stage.settle()
            unlit = picture(stage.app, one.content_region)
            one.lit = 0
            await stage.settle()
            lit = picture(stage.app, one.content_region)
            top = one.content_region.y
            row = [place for place in lit if place[1] == top]
            assert sum(lit[at].differs(unlit[at]) for at in row) > one.content_size.width - 2


async def test_the_part_of_now_has_a_sign(demo: Space) -> None:
    async with put_on(DeskScreen, (120, 40)) as stage:
        shown = "\n".join(rows(stage.app))
        assert "▶ Prompt 1" in shown
        assert "✓ Welcome" not in shown


async def test_who_asks_for_help_has_a_sign(demo: Space) -> None:
    async with put_on(DeskScreen, (120, 40)) as stage:
        screen = stage.screen
        assert isinstance(screen, DeskScreen)
        from models.desk.face import FaceKind, ask_for_help, report_face
        from models.identity import new_uid

        kiosk = new_uid()
        report_face(kiosk, demo.uid, FaceKind.KIOSK)
        ask_for_help(kiosk)
        await stage.until(lambda: any("! Kiosk 1 asks for help" in row for row in rows(stage.app)))
        shown = rows(stage.app)
        assert screen.query_one("#needs").has_class("-urgent")
        assert any("┏━ 4 Needs a person" in row for row in shown)


async def test_the_word_being_said_is_a_filled_shape(demo: Space) -> None:
    """In the large letters of the room and in the caption, at every size."""
    async with put_on(RoomScreen) as stage:
        screen = stage.screen
        assert isinstance(screen, RoomScreen)
        await stage.until(lambda: screen.sees.showing is Showing.PROMPT)
        assert screen.sees.prompt is not None
        words = screen.sees.prompt.text
        at = words.index("helps")
        for size in ((44, 12), (80, 24), (120, 40)):
            await stage.resize(size)
            screen.post_message(Word(words, 0, 0))
            await stage.settle()
            before = picture(stage.app)
            screen.post_message(Word(words, at, len("helps")))
            await stage.settle()
            after = picture(stage.app)
            caption = screen.query_one("#caption").region
            below = {place for place in before if place[1] >= caption.y}
            in_caption = sum(before[at].differs(after[at]) for at in below)
            large = sum(cell.differs(after[at]) for at, cell in before.items() if at not in below)
            assert in_caption >= len("helps"), size
            assert large >= len("helps"), size


async def test_what_a_dialog_said_goes_with_it(demo: Space) -> None:
    """Its words are about keys that are not there any more."""
    async with put_on(KioskScreen) as stage:
        screen = stage.screen
        dialog = PinDialog.example()
        await stage.app.push_screen(dialog)
        await stage.settle()
        caption = screen.query_one(Caption)
        caption.mark("The PIN of this kiosk", 0, 3)
        dialog.dismiss(None)
        await stage.until(lambda: caption.has_class("-empty"))
        screen.post_message(Word("The PIN of this kiosk", ended=True))
        await stage.settle()
        assert caption.has_class("-empty")


async def test_a_choice_says_its_number(demo: Space) -> None:
    """The choice that has the focus is not the only one that can be told: each has its key."""
    async with put_on(KioskScreen) as stage:
        for view in views_of(KioskScreen):
            await view.turn(stage)
            screen = stage.screen
            assert isinstance(screen, KioskScreen)
            shown = "\n".join(rows(stage.app))
            for number, choice in enumerate(screen.page.choices, 1):
                if choice.picture is None:
                    assert f"{number}  {choice.words}" in shown
