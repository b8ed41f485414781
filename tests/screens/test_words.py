"""People's words are text: shown as they are, whatever they are, and never markup."""

import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest
from rich.cells import cell_len
from textual.screen import Screen
from textual.widgets import Static

from models.desk.desk import read_desk
from models.kiosk.kiosk import read_kiosk
from models.promise.promise import PromiseKind
from models.room.room import read_room
from models.room.stage import Showing
from models.space.space import Space, list_spaces
from models.words import clean, one_line
from screens.desk.desk import DeskScreen
from screens.desk.promise import PromiseDialog, PromiseForm
from screens.desk.themes import ThemesScreen
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.whole import WholeDialog
from screens.dialogs.write import WriteDialog
from screens.door import DoorScreen
from screens.face import FollowingScreen
from screens.kiosk.kiosk import KioskScreen
from screens.kiosk.visit import PageName, Visit
from screens.messages import Word
from screens.room.room import RoomScreen
from tests.screens.cells import rows
from tests.screens.staging import Stage, put_on, set_stage
from tests.screens.words import BIG, SHORT, Words, flat, space_of

ALL = [Words(name, text) for name, text in (SHORT | BIG).items()]
# In `make test`: one of each kind that was ever drawn wrongly. `make soak` takes all of them.
KINDS = ("a bad tag", "a link", "an emoji", "Arabic and Urdu", "a terminal's own", "a megabyte")
SOME = [one for one in ALL if one.name in KINDS]
# Drawn in block letters: what could break their drawing.
HARD = [one for one in ALL if one.name in BIG or one.name.startswith(("an emoji", "Ar", "a link"))]
# Where one text is drawn as another is: what could be taken for something else.
TAGS = [one for one in SOME if one.name in ("a bad tag", "a link", "a megabyte", "an emoji")]
# In the room, each text is drawn by these; the other showings are laid out as one of them is.
DRAWS_WORDS = (Showing.PROMPT, Showing.CONTRIBUTION, Showing.THEMES, Showing.OUTCOME)
# The pages of the kiosk on which somebody's words are.
WITH_WORDS = (PageName.WELCOME, PageName.PROMPT, PageName.WAY, PageName.WORDS, PageName.READ_BACK)
# Seconds of work for all the views of one screen, with a megabyte in every place.
PATIENCE = 10


@pytest.fixture(autouse=True)
def _no_watcher(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each text is handed to the screen by the test, so nothing else may come in between."""
    monkeypatch.setattr("screens.face.FollowingScreen._follow", lambda _: None)


@pytest.fixture
def plain_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw with the terminal's own letters, so that a test can read them."""
    monkeypatch.setattr("screens.widgets.large.block_lines", lambda *_: None)


def check(stage: Stage, words: Words, where: str, *, whole: bool = True) -> None:
    """Look whether the words are on the screen, as they are, and moved nothing."""
    shown = rows(stage.app)
    for row in shown:
        assert cell_len(row) == stage.app.size.width, f"{words.name} moves a border: {where}"
        assert "\x1b" not in row
    if whole and words.name in SHORT:
        assert flat(clean(words.text)) in flat("".join(shown)), f"{words.name}: {where}"


def see(stage: Stage, sees: object) -> None:
    """Hand a screen what it should show, as its watcher does."""
    screen = stage.screen
    assert isinstance(screen, FollowingScreen)
    screen.post_message(FollowingScreen.Sees(sees))


async def on_every_text(
    first: Callable[[Space], Screen[Any]],
    size: tuple[int, int],
    turn: "Turn",
    texts: Sequence[Words] = SOME,
) -> None:
    """Open a screen once, and show each text on it."""
    start = space_of("Plain words")
    async with put_on(first(start), size) as stage:
        for words in texts:
            space = space_of(words.text)
            began = time.process_time()
            await turn(stage, space, words)
            assert time.process_time() - began < PATIENCE, f"{words.name} takes too long"
            assert stage.app.is_running


Turn = Callable[[Stage, Space, Words], Awaitable[None]]


@pytest.mark.parametrize("texts", [SOME, pytest.param(ALL, marks=pytest.mark.soak)], ids=len)
async def test_the_desk_shows_any_words(store: object, texts: Sequence[Words]) -> None:
    async def turn(stage: Stage, space: Space, words: Words) -> None:
        see(stage, read_desk(space.uid))
        await stage.settle()
        check(stage, words, "the list")
        if words not in TAGS:
            return
        await stage.press("escape")
        for place in "1234":
            await stage.press(place)
            check(stage, words, f"place {place}", whole=place != "4")
        await stage.press("2", "home", "o")
        assert isinstance(stage.screen, WholeDialog)
        check(stage, words, "in whole")
        await stage.press("escape", "down", "s")
        assert isinstance(stage.screen, ConfirmDialog), "what is held asks first"
        check(stage, words, "the question about what is held")
        await stage.press("escape", "f9")

    await on_every_text(lambda s: DeskScreen(read_desk(s.uid)), (80, 24), turn, texts)


async def test_the_theme_board_shows_any_words(store: object) -> None:
    async def turn(stage: Stage, space: Space, words: Words) -> None:
        see(stage, read_desk(space.uid))
        await stage.settle()
        check(stage, words, "the board")
        await stage.press("enter")
        check(stage, words, "what is behind a theme")
        await stage.press("enter", "w")
        assert isinstance(stage.screen, PickDialog)
        check(stage, words, "the kinds of promise")
        await stage.press("1")
        assert isinstance(stage.screen, PromiseDialog)
        check(stage, words, "the promise form")
        await stage.press("escape", "e")
        assert isinstance(stage.screen, WriteDialog)
        await stage.press("escape")

    await on_every_text(lambda s: ThemesScreen(read_desk(s.uid)), (120, 40), turn, TAGS)


@pytest.mark.usefixtures("plain_letters")
async def test_the_room_shows_any_words_as_they_are(store: object) -> None:
    await on_every_text(lambda s: RoomScreen(read_room(s.uid)), (80, 24), turn_room)


@pytest.mark.soak
@pytest.mark.usefixtures("plain_letters")
async def test_the_room_shows_any_words_at_every_showing(store: object) -> None:
    async def turn(stage: Stage, space: Space, words: Words) -> None:
        await turn_room(stage, space, words, tuple(Showing))

    await on_every_text(lambda s: RoomScreen(read_room(s.uid)), (80, 24), turn, ALL)


@pytest.mark.soak
async def test_the_room_draws_any_words_large(store: object) -> None:
    await on_every_text(lambda s: RoomScreen(read_room(s.uid)), (120, 40), turn_room, HARD)


async def turn_room(
    stage: Stage, space: Space, words: Words, showings: Sequence[Showing] = ()
) -> None:
    readable = stage.app.size.width < 100
    for what in showings or (Showing if words in TAGS else DRAWS_WORDS):
        set_stage(space.uid, what)
        see(stage, read_room(space.uid))
        await stage.settle()
        whole = readable and what not in (Showing.BLANK, Showing.QR, Showing.BREAK)
        check(stage, words, f"showing {what}", whole=whole)
        if what in (Showing.PROMPT, Showing.CONTRIBUTION, Showing.OUTCOME):
            # ... and while it is read aloud, with a word marked in the middle of it.
            text = one_line(words.text)
            stage.screen.post_message(Word(text, len(text) // 2, 3))
            await stage.settle()
            check(stage, words, f"saying {what}", whole=False)


@pytest.mark.usefixtures("plain_letters")
@pytest.mark.parametrize("texts", [SOME, pytest.param(ALL, marks=pytest.mark.soak)], ids=len)
async def test_the_kiosk_shows_any_words_as_they_are(store: object, texts: Sequence[Words]) -> None:
    await on_every_text(
        lambda s: KioskScreen(read_kiosk(s.uid), asks_for_pin=False), (80, 24), turn_kiosk, texts
    )


@pytest.mark.soak
async def test_the_kiosk_draws_any_words_large(store: object) -> None:
    await on_every_text(
        lambda s: KioskScreen(read_kiosk(s.uid), asks_for_pin=False), (120, 40), turn_kiosk, HARD
    )


async def turn_kiosk(stage: Stage, space: Space, words: Words) -> None:
    screen = stage.screen
    assert isinstance(screen, KioskScreen)
    sees = read_kiosk(space.uid)
    see(stage, sees)
    await stage.settle()
    for page in WITH_WORDS:
        if page is PageName.WORDS and len(words.text) > 100_000:
            continue  # pasted into the box in test_paste.py
        visit = Visit(page, sees.prompts[0].uid, words=clean(words.text))
        screen.call_later(screen.turn_to, visit, speak=False)
        await stage.until(lambda page=page: screen.visit.page is page)  # type: ignore[misc]
        check(stage, words, f"page {page}", whole=stage.app.size.width < 100)


async def test_the_door_shows_any_words(store: object) -> None:
    for words in TAGS:
        space = space_of(words.text)
        began = time.process_time()
        async with put_on(DoorScreen(space, tuple(list_spaces()))) as stage:
            check(stage, words, "the front door")
            await stage.press("6")
            check(stage, words, "the list of spaces", whole=False)
            await stage.press("1")
        assert time.process_time() - began < PATIENCE, words.name


async def test_every_dialog_takes_any_words(store: object) -> None:
    space = space_of("Plain words")
    async with put_on(DoorScreen(space, (space,))) as stage:
        for words in TAGS:
            line = one_line(words.text)[:100_000]
            form = PromiseForm(PromiseKind.CANNOT, what=line, who=line, due=line, because=line)
            made: list[Screen[Any]] = [
                ConfirmDialog(line, line, yes=line, no=line),
                PickDialog(line, [line, line], more=line),
                WriteDialog(line, "Save", words=line),
                PromiseDialog(form, line),
            ]
            for dialog in made:
                stage.app.push_screen(dialog)
                await stage.settle()
                check(stage, words, type(dialog).__name__)
                await stage.press("escape")


async def test_what_is_written_on_screens_is_never_markup(store: object) -> None:
    """A last net: no text of any screen is read for tags."""
    space = space_of("[@click=app.quit]x[/]")
    for made in (
        DeskScreen(read_desk(space.uid)),
        ThemesScreen(read_desk(space.uid)),
        RoomScreen(read_room(space.uid)),
        KioskScreen(read_kiosk(space.uid)),
        DoorScreen(space, (space,)),
    ):
        async with put_on(made, (120, 40)) as stage:
            for one in stage.screen.query(Static):
                assert not one._render_markup, f"{one!r} of {type(made).__name__} reads markup"
            links = [
                segment
                for strip in stage.app.screen._compositor.render_strips()
                for segment in strip
                if segment.style and (segment.style.link or "@click" in (segment.style.meta or {}))
            ]
            assert not links, type(made).__name__
