"""A31: every size, and a size that changes in mid-use. Regions are tested, not scrolling."""

from collections.abc import Sequence

import pytest
from rich.cells import cell_len
from textual.containers import ScrollableContainer
from textual.screen import Screen
from textual.scrollbar import ScrollBar
from textual.widget import Widget

from models.space.prompt import add_prompt
from models.space.space import Space
from screens.desk.desk import DeskScreen
from screens.kiosk.kiosk import KioskScreen
from screens.kiosk.visit import PageName
from screens.room.room import RoomScreen
from screens.widgets.choices import Choice
from screens.widgets.key_bar import KeyBar, bound_keys
from tests.screens.cells import rows
from tests.screens.discovery import SCREENS, ScreenClass, is_dialog
from tests.screens.staging import SIZES, Size, Stage, layouts_of, put_on, views_of

THERE_AND_BACK = [*SIZES, *reversed(SIZES)]
# Nobody works at these, but a window passes through them while it is pulled.
ODD = [(1, 1), (300, 5), (12, 100)]
# What fits between the smallest and the largest of these fits at 120 columns, too. A dialog is one
# box in the middle: the smallest and the usual size say all of it. `make soak` looks at each.
LOOKED_AT = [size for size in SIZES if size != (120, 40)]
DIALOGS_AT = [(44, 12), (80, 24)]


def _scrolls(widget: Widget) -> bool:
    """Say whether a widget lies in something that a person can scroll with the arrows."""
    return any(
        isinstance(one, ScrollableContainer) and one.can_focus
        for one in widget.ancestors
        if isinstance(one, Widget)
    )


def faults(screen: Screen[object], view: str) -> list[str]:
    """Look where everything is that should be seen."""
    found = []
    for widget in screen.query("*"):
        if not widget.display or isinstance(widget, ScrollBar) or _scrolls(widget):
            continue
        if getattr(widget, "alone", False):
            continue  # a picture that is shown one at a time
        if any(not one.display for one in widget.ancestors if isinstance(one, Widget)):
            continue
        place = screen.find_widget(widget)
        name = f"{type(widget).__name__}#{widget.id} in {view} at {screen.size}"
        if not screen.region.contains_region(place.region):
            found.append(f"{name} is outside the screen: {place.region}")
        elif place.region != place.visible_region and place.region:
            found.append(f"{name} is cut: {place.visible_region} is seen of {place.region}")
        elif widget.focusable and not place.region:
            found.append(f"{name} can have the focus and is not there")
    return found


def key_faults(stage: Stage, view: str) -> list[str]:
    """Look whether the way to all keys is told, whole, at this size."""
    screen, shown = stage.screen, rows(stage.app)
    where = f"{view} at {stage.app.size}"
    if any(cell_len(row) != stage.app.size.width for row in shown):
        return [f"a row of {where} is too short or too long"]
    if is_dialog(type(screen)):
        hints = [row for row in shown if "Esc" in row]
        return [] if hints or screen.query("Choices") else [f"{where} does not say how to leave"]
    found = []
    for bar in screen.query(KeyBar):
        cap, what = bound_keys(screen)[-1]
        if bar.words[-1] != (cap, what):
            found.append(f"{where}: the last key is {bar.words[-1]}, not {cap} {what}")
        for one, meaning in bar.words:
            if not any(f" {one}  {meaning}" in row for row in shown[-2:]):
                found.append(f"{where}: {one} {meaning} is cut off in {shown[-1]!r}")
    return found


def look(stage: Stage, view: str) -> list[str]:
    """Look at everything on the screen, and at its keys."""
    return faults(stage.screen, view) + key_faults(stage, view)


@pytest.mark.usefixtures("still_clock")
@pytest.mark.parametrize("screen", SCREENS)
async def test_everything_is_in_sight_at_every_size_and_leaves_nothing_behind(
    screen: ScreenClass, demo: Space
) -> None:
    """There and back again, the picture is the same; on the way, nothing is cut."""
    if is_dialog(screen):
        await look_at(screen, [ODD[0]], DIALOGS_AT)
    elif len(layouts_of(screen)) == 1:
        await look_at(screen, ODD[:2], [(44, 12), (80, 24), (132, 43)])
    else:
        await look_at(screen, ODD, LOOKED_AT)


@pytest.mark.usefixtures("still_clock")
@pytest.mark.soak
@pytest.mark.parametrize("screen", SCREENS)
async def test_everything_is_in_sight_at_all_sizes(screen: ScreenClass, demo: Space) -> None:
    await look_at(screen, ODD, SIZES)


async def look_at(screen: ScreenClass, odd: Sequence[Size], sizes: Sequence[Size]) -> None:
    """Pull a screen through some sizes, look at it at others, and see that it comes back."""
    found: list[str] = []
    views = layouts_of(screen)
    async with put_on(screen) as stage:
        before = rows(stage.app)
        for size in odd:
            await stage.resize(size)
        for size in sizes if len(views) == 1 else ():
            await stage.resize(size)
            found += look(stage, "as it opens")
        await stage.resize((80, 24))
        assert rows(stage.app) == before
        for size in sizes if len(views) > 1 else ():
            await stage.resize(size)
            for view in views:
                await view.turn(stage)
                found += look(stage, view.name)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", [(44, 12), (58, 16), (80, 24)])
async def test_a_place_of_the_desk_fills_the_screen(size: tuple[int, int], demo: Space) -> None:
    """One place at a time, drawn for the size that it has then."""
    async with put_on(DeskScreen, size) as stage:
        for number, name in enumerate(("#order", "#list", "#sees", "#needs"), 1):
            await stage.press("escape", str(number))
            await stage.settle()
            assert stage.screen.query_one(name).region.width == size[0], name
            if name == "#order":
                (part,) = [row for row in rows(stage.app) if "Last promises" in row]
                assert part.strip("│┃ ").startswith("Last promises")
                assert part.rstrip("│┃ ").endswith(" 5")
                assert cell_len(part.rstrip("│┃ ")) > size[0] - 6, "minutes stand at the right"


async def test_a_qr_comes_and_goes_with_the_size(demo: Space) -> None:
    """Where the square does not fit, the address stands in words, and the other way round."""
    async with put_on(RoomScreen) as stage:
        view = next(one for one in views_of(RoomScreen) if one.name == "showing qr")
        await view.turn(stage)
        for size in (*THERE_AND_BACK, (80, 24), (80, 10), (20, 24), (80, 24)):
            await stage.resize(size)
            await stage.settle()
            square, words = stage.screen.query_one("#qr"), stage.screen.query_one("#stage")
            assert square.display != words.display, size
            assert square.display == (size[1] >= 24 and size[0] >= 33), size
            assert not faults(stage.screen, "showing qr") or size[0] < 44


async def test_all_choices_of_the_kiosk_are_whole_on_the_smallest_screen(demo: Space) -> None:
    """Also with as many questions as a kiosk offers, and longer than a row."""
    add_prompt(demo.uid, "What would you tell the person who plans the visits of your carers?")
    add_prompt(demo.uid, "What did we forget to ask you today?")
    found = []
    async with put_on(KioskScreen, (44, 12)) as stage:
        for view in views_of(KioskScreen):
            await view.turn(stage)
            screen = stage.screen
            assert isinstance(screen, KioskScreen)
            boxes = [box for box in screen.query(Choice) if not getattr(box, "alone", False)]
            for box in boxes:
                place = screen.find_widget(box)
                inner = box.content_size
                drawn = len(box.content.wrap(max(1, inner.width))) if inner else 99  # type: ignore[union-attr]
                if place.visible_region.height < max(1, drawn):
                    found.append(f"{view.name}: {box.words!r} is cut")
            if screen.visit.page is not PageName.WELCOME:
                top = screen.page.question.split()[0]
                if not any(top in row for row in rows(stage.app)):
                    found.append(f"{view.name}: the question is not seen")
    assert not found, "\n".join(found)


async def test_the_room_leads_to_its_keys_without_a_bar(demo: Space) -> None:
    """Everyone sees the room, so it has no bar of keys; 0, F1 and ? show them."""
    from screens.dialogs.keys import KeysDialog

    async with put_on(RoomScreen, (44, 12)) as stage:
        assert not stage.screen.query(KeyBar)
        for key in ("0", "f1", "question_mark"):
            await stage.press(key)
            assert isinstance(stage.screen, KeysDialog)
            await stage.press("escape")
