"""A28 to A30: what is drawn can be read, in every screen, every colour scheme, every size."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from textual.scrollbar import ScrollBar
from textual.widget import Widget

from models.space.space import Space
from screens.colours import COLOURS
from screens.door import DoorScreen
from screens.kiosk.kiosk import KioskScreen
from screens.room.room import RoomScreen
from screens.widgets.caption import Caption
from screens.widgets.choices import Choices
from screens.widgets.qr_square import QrSquare
from tests.screens.cells import BLANK, LETTERS, LINE, Cell, contrast, picture
from tests.screens.discovery import SCREENS, ScreenClass, is_dialog
from tests.screens.staging import Stage, View, layouts_of, put_on, views_of

LEAST = {LETTERS: 7.0, LINE: 3.0, BLANK: 3.0}
NAMES = [scheme.name for scheme in COLOURS]
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


@dataclass(frozen=True)
class Fault:
    """Something that cannot be read well: its kind, how well, and where it was seen first."""

    kind: str
    least: float
    cell: Cell
    where: str
    text: str

    def __str__(self) -> str:
        ink, paper = (
            "#{:02x}{:02x}{:02x}".format(*rgb) for rgb in (self.cell.ink, self.cell.paper)
        )
        return (
            f"{self.kind} {self.text!r} of {self.where}: {ink} on {paper} "
            f"is {self.cell.ratio:.2f}:1, not {self.least}:1"
        )


def _judge(stage: Stage, x: int, y: int, cell: Cell) -> tuple[str, float] | None:
    """Return the kind of a cell and the contrast that it needs, where it has too little."""
    page = stage.app.current_theme.background
    assert page is not None
    paper = tuple(int(page[n : n + 2], 16) for n in (1, 3, 5))
    if cell.kind is BLANK:
        # A filled shape, such as the bar of a scrolling list, has to stand out from the page.
        ratio = contrast(cell.paper, (paper[0], paper[1], paper[2]))
        return ("filled shape", LEAST[BLANK]) if 1 < ratio < LEAST[BLANK] else None
    if cell.ratio >= LEAST[cell.kind]:
        return None
    widget, region = stage.screen.get_widget_at(x, y)
    if isinstance(widget, ScrollBar):
        return None if cell.ratio >= 3 or cell.ink == cell.paper else ("scrollbar", 3.0)
    if isinstance(widget, QrSquare):
        return _judge_qr(cell)
    if isinstance(widget, Caption) and x == region.x and widget.has_class("-empty"):
        return None  # the mark of a caption that says nothing now is not drawn at all
    return ("line", 3.0) if cell.kind is LINE else ("text", 7.0)


def _judge_qr(cell: Cell) -> tuple[str, float] | None:
    exact = {cell.ink, cell.paper} <= {BLACK, WHITE}
    return None if exact else ("QR that is not pure black and white", 21.0)


def faults(stage: Stage, view: str) -> Iterator[Fault]:
    """Look at every cell of the screen."""
    drawn = picture(stage.app)
    for (x, y), cell in drawn.items():
        found = _judge(stage, x, y, cell)
        if found:
            widget, _ = stage.screen.get_widget_at(x, y)
            text = "".join(drawn[at, y].char for at in range(x, x + 16) if (at, y) in drawn).strip()
            where = f"{_name(widget)} in {view}, {stage.app.theme} {stage.app.size}"
            yield Fault(*found, cell, where, text)


def _name(widget: Widget) -> str:
    return f"{type(widget).__name__}#{widget.id}" if widget.id else type(widget).__name__


def report(found: list[Fault]) -> str:
    """Tell each fault once, with how often it was seen."""
    first: dict[tuple[str, Cell], Fault] = {}
    for fault in found:
        first.setdefault((fault.kind, Cell("", fault.cell.ink, fault.cell.paper)), fault)
    return "\n".join(["These cannot be read well:", *map(str, first.values())])


async def scan(stage: Stage, view: View, schemes: list[str]) -> list[Fault]:
    """Turn the screen to a view and look at it in some colour schemes."""
    await view.turn(stage)
    found: list[Fault] = []
    # A change of colours draws everything anew: the colours that are there come first.
    for name in sorted(schemes, key=lambda one: one != stage.app.theme):
        await stage.colours(name)
        found += faults(stage, view.name)
    return found


def sizes_of(screen: ScreenClass) -> list[tuple[int, int]]:
    """Return the sizes at which a screen is looked at: at the smallest, what people see."""
    small = [(44, 12)] if issubclass(screen, KioskScreen | RoomScreen) else []
    large = [] if is_dialog(screen) else [(120, 40)]
    return [(80, 24), *small, *large]


@pytest.mark.parametrize("screen", SCREENS)
async def test_everything_drawn_can_be_read(screen: ScreenClass, demo: Space) -> None:
    """What has many looks in every scheme; lists and dialogs in one scheme after the other."""
    await look_for_faults(screen, every=len(layouts_of(screen)) > 1)


@pytest.mark.soak
@pytest.mark.parametrize("screen", SCREENS)
async def test_everything_can_be_read_in_every_scheme(screen: ScreenClass, demo: Space) -> None:
    await look_for_faults(screen, every=True)


async def look_for_faults(screen: ScreenClass, *, every: bool) -> None:
    """See each view in every scheme; in the other sizes, or not ``every``, in one after another."""
    found: list[Fault] = []
    first = SCREENS.index(screen)
    async with put_on(screen, colours=NAMES[first % len(NAMES)]) as stage:
        for number, size in enumerate(sizes_of(screen)):
            await stage.resize(size)
            for turn, view in enumerate(layouts_of(screen), first + number):
                one = NAMES[turn % len(NAMES)]
                found += await scan(stage, view, NAMES if every and not number else [one])
    assert not found, report(found)


async def test_a_qr_is_black_on_white_in_every_scheme(demo: Space) -> None:
    """A phone's camera does not care for the colours that a person chose."""
    async with put_on(RoomScreen) as stage:
        view = next(one for one in views_of(RoomScreen) if one.name == "showing qr")
        await view.turn(stage)
        square = stage.screen.query_one(QrSquare)
        assert square.display
        for scheme in COLOURS:
            await stage.colours(scheme.name)
            modules = [c for c in picture(stage.app, square.region).values() if c.char == "▀"]
            assert len(modules) > 29 * 14
            assert {cell.ink for cell in modules} == {BLACK, WHITE}
            assert {cell.paper for cell in modules} == {BLACK, WHITE}


async def test_the_check_itself_bites(demo: Space) -> None:
    """Grey text, dim text, a pale line and a pale shape are each found, and told by their kind."""
    async with put_on(DoorScreen, colours="day") as stage:
        assert not list(faults(stage, ""))
        stage.screen.query_one("#title").styles.color = "#777777"
        stage.screen.query_one("#which").styles.text_style = "dim"
        boxes = stage.screen.query_one(Choices).boxes
        boxes[1].styles.border = ("round", "#cccccc")
        boxes[2].styles.background = "#eeeeee"
        await stage.settle()
        told = report(list(faults(stage, "")))
    for fault in (
        "text 'Heard' of Static#title",
        "#777777 on #ffffff is 4.48:1, not 7.0:1",
        "of Static#which",
        "line",
        "#cccccc on #ffffff is 1.61:1, not 3.0:1",
        "filled shape",
    ):
        assert fault in told, told
