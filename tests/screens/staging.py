"""Putting one screen on, and turning it to each of the things that it can show."""

import contextlib
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen

from models.contribution.contribution import Consent, WayIn, newest
from models.contribution.visibility import Where, may_be_seen
from models.kiosk.chosen import choose
from models.kiosk.kiosk import KioskSees
from models.kiosk.picture import pictures
from models.meeting.running_order import running_order
from models.room.room import read_room
from models.room.stage import ITEM_SHOWS, Showing, show, show_contribution, show_item
from models.settings import KioskSettings, Settings
from screens.desk.desk import DeskScreen
from screens.door import DoorScreen
from screens.kiosk.kiosk import OVER, KioskScreen
from screens.kiosk.visit import PageName, Visit
from screens.messages import Word
from screens.room.room import RoomScreen
from screens.spoken import Spoken
from tests.screens.discovery import ScreenClass, is_dialog
from tui.app import HeardApp

__all__ = [
    "PICTURES",
    "RECEIPT",
    "SIZES",
    "Size",
    "Stage",
    "View",
    "layouts_of",
    "put_on",
    "until",
    "views_of",
    "visit_at",
]

Size = tuple[int, int]
SIZES: list[Size] = [(44, 12), (58, 16), (80, 24), (120, 40), (132, 43)]
WORDS = "More time from the carers. Eleven minutes is not a visit."


@dataclass
class Stage:
    """A running application with one screen on."""

    pilot: Pilot[Any]

    @property
    def app(self) -> HeardApp:
        """The application."""
        app = self.pilot.app
        assert isinstance(app, HeardApp)
        return app

    @property
    def screen(self) -> Screen[Any]:
        """The screen on top."""
        return self.app.screen

    async def settle(self) -> None:
        """Wait until everything that is under way is drawn."""
        for _ in range(2):
            await self.pilot.pause()

    async def resize(self, size: Size) -> None:
        """Change the size of the terminal in mid-use."""
        await self.pilot.resize_terminal(*size)
        await self.settle()

    async def colours(self, name: str) -> None:
        """Change the colours in mid-use."""
        self.app.theme = name
        await self.settle()

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def begin_visit(self, key: str = "enter") -> None:
        """Begin a visit at the kiosk, and choose English where languages are offered."""
        screen = self.screen
        assert isinstance(screen, KioskScreen)
        await self.press(key)
        await self.until(lambda: screen.visit.page is not PageName.WELCOME)
        if screen.visit.page is PageName.LANGUAGE:
            await self.press("1")
        await self.until(lambda: screen.visit.page is PageName.PROMPT)

    async def to_words(self, key: str = "enter") -> None:
        """Begin a visit and go to where words are typed, on anything a person wants to say."""
        screen = self.screen
        assert isinstance(screen, KioskScreen)
        await self.begin_visit(key)
        await self.press("1", "1")
        await self.until(lambda: screen.visit.page is PageName.WORDS)

    async def until(self, true: Callable[[], object], seconds: float = 20) -> None:
        """Wait until something is so; what other threads do takes its time."""
        await until(true, self.pilot, seconds)
        await self.settle()


async def until(true: Callable[[], object], pilot: Pilot[Any], seconds: float = 20) -> None:
    """Wait until something is so; TimeoutError where it does not come to pass."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError("it did not come to pass in time")
        await pilot.pause(0.02)


@contextlib.asynccontextmanager
async def put_on(
    first: ScreenClass | Screen[Any],
    size: Size = (80, 24),
    *,
    colours: str = "night",
    hook: Callable[[Message], None] | None = None,
    has_voice: bool = False,
) -> AsyncIterator[Stage]:
    """Start the application with one screen, by its example; a dialog stands over a face."""
    made = first if isinstance(first, Screen) else example_of(first)
    under = DoorScreen.example() if is_dialog(type(made)) else made
    if has_voice and isinstance(under, Spoken):
        under.has_voice = under.says_private = True
    # A test presses faster than any person: here each press counts.
    settings = Settings(colours=colours, kiosk=KioskSettings(repeat_seconds=0))
    app = HeardApp(settings, lambda: under, door=False)
    async with app.run_test(size=size, message_hook=hook) as pilot:
        stage = Stage(pilot)
        await stage.settle()
        if under is not made:
            app.push_screen(made)
        await stage.settle()
        yield stage


def example_of(screen: ScreenClass) -> Screen[Any]:
    """Return the example of a screen, or say in words that it has none."""
    make = getattr(screen, "example", None)
    assert make is not None, (
        f"{screen.__name__} has no classmethod example(). Every screen and dialog needs one, "
        "so that it is tested in every size and colour."
    )
    made = make()
    assert type(made) is screen, f"{screen.__name__}.example() makes a {type(made).__name__}."
    return made


Turn = Callable[[Stage], Any]


@dataclass(frozen=True)
class View:
    """One thing that a screen can show, and how to turn the screen to it."""

    name: str
    turn: Turn


async def _as_it_opens(stage: Stage) -> None:
    await stage.settle()


PICTURES = pictures()
RECEIPT = ("river", "lamp", "stone", "kite")


def visit_at(name: PageName, sees: KioskSees) -> Visit:
    """Return a visit as it is when a person comes to a page."""
    is_recorded = name in (PageName.RECORD, PageName.RECORDING, PageName.LISTEN_BACK)
    over = name in (PageName.OTHER_KEYS, *OVER)
    return Visit(
        name,
        prompt=sees.prompts[0].uid,
        words=WORDS,
        way=WayIn.RECORDED if is_recorded else WayIn.TYPED,
        pictures=(choose(PICTURES[0]),),
        seconds=12,
        consent=Consent(room=True, report=True),
        receipt=RECEIPT,
        behind=PageName.WORDS if over or name is PageName.STILL_THERE else None,
    )


def _page(name: PageName, **more: Any) -> View:
    async def turn(stage: Stage) -> None:
        screen = stage.screen
        assert isinstance(screen, KioskScreen)
        await stage.until(lambda: screen.pictures)
        screen.call_later(screen.turn_to, replace(visit_at(name, screen.sees), **more))
        await stage.until(lambda: screen.visit.page is name)
        screen.tell("We have asked a person to come to you.")
        await stage.settle()

    return View(f"page {name}{' with few keys' if more else ''}", turn)


def set_stage(space: UUID, what: Showing) -> None:
    """Put something on the room's screen, by the verbs of the desk."""
    if read_room(space).showing is Showing.BLANK:
        show(space, Showing.BLANK)
    item = next((one for one in running_order(space) if ITEM_SHOWS[one.kind] is what), None)
    if what is Showing.CONTRIBUTION:
        show_contribution(
            space, next(one.uid for one in newest(space) if may_be_seen(one, Where.ROOM))
        )
    elif item is not None:
        show_item(space, item.uid)
    else:
        show(space, what)


def _showing(what: Showing) -> View:
    async def turn(stage: Stage) -> None:
        screen = stage.screen
        assert isinstance(screen, RoomScreen)
        set_stage(screen.space.uid, what)
        await stage.until(lambda: screen.sees.showing is what)
        shown = screen.sees.prompt.text if screen.sees.prompt else WORDS
        start = shown.index(" ") + 1
        screen.post_message(Word(shown, start, shown.index(" ", start) - start))
        await stage.settle()

    return View(f"showing {what}", turn)


def _keys(name: str, *keys: str) -> View:
    async def turn(stage: Stage) -> None:
        await stage.press(*keys)

    return View(name, turn)


# Kiosk pages that are laid out alike are looked at once where every size and colour is.
LAYOUTS = (
    PageName.WELCOME,
    PageName.LANGUAGE,
    PageName.PROMPT,
    PageName.WORDS,
    PageName.PICTURES,
    PageName.FEELING,
    PageName.RECORDING,
    PageName.READ_BACK,
    PageName.NUMBERS,
    PageName.THANKS,
    PageName.SQUARE,
    PageName.SETTINGS,
)


def layouts_of(screen: ScreenClass) -> list[View]:
    """Return what a screen can show, each layout once."""
    alike = [f"page {name}" for name in PageName if name not in LAYOUTS]
    return [view for view in views_of(screen) if view.name not in alike]


def views_of(screen: ScreenClass) -> list[View]:
    """Return everything that a screen can show: pages, showings, places."""
    if issubclass(screen, KioskScreen):
        return [*(_page(name) for name in PageName), _page(PageName.WORDS, few_keys=True)]
    if issubclass(screen, RoomScreen):
        return [_showing(what) for what in Showing]
    if issubclass(screen, DeskScreen):
        return [
            _keys("awake", "f9"),
            _keys("asleep", "escape"),
            *[_keys(f"place {n}", "escape", str(n)) for n in (1, 2, 3, 4)],
        ]
    return [View("as it opens", _as_it_opens)]
