"""A17, A25, A32: everything by keys, no key that some terminals keep, help in the same place."""

import re
from typing import Any

import pytest
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, TextArea

from models.space.space import Space
from screens.desk.desk import DeskScreen
from screens.desk.themes import ThemesScreen
from screens.dialogs.keys import KeysDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.settings import SettingsDialog
from screens.face import HeardScreen
from screens.kiosk.kiosk import KioskScreen
from screens.kiosk.visit import Body
from screens.widgets.choices import Choices
from screens.widgets.key_bar import bound_keys, key_name
from screens.widgets.words_area import WordsArea
from tests.screens.cells import rows
from tests.screens.discovery import SCREENS, ScreenClass, bindings_of, is_dialog, widgets_with_keys
from tests.screens.staging import Stage, layouts_of, put_on, views_of

OWNERS: list[type[Any]] = [*SCREENS, *widgets_with_keys()]
FACES = [screen for screen in SCREENS if not is_dialog(screen)]
DIALOGS = [screen for screen in SCREENS if is_dialog(screen)]
# Textual's own keys for the application; none of them may end or stop Heard.
DEAF = ("ctrl+q", "ctrl+c", "ctrl+p", "ctrl+z", "ctrl+backslash", "ctrl+d")


def keys_of(binding: Binding) -> list[str]:
    """Return the keys of a binding as it is written down."""
    return [key.strip() for key in binding.key.split(",")]


@pytest.mark.parametrize("owner", OWNERS)
def test_every_key_has_a_name_and_says_what_it_does(owner: type[Any]) -> None:
    found = bindings_of(owner)
    ids = [one.id for one in found]
    assert all(ids), [one.key for one in found if not one.id]
    assert len(set(ids)) == len(ids), sorted(one for one in ids if ids.count(one) > 1 and one)
    for one in found:
        assert one.description.strip(), one.id
        assert "[" not in one.description + one.tooltip, f"{one.id}: keys are not markup"


@pytest.mark.parametrize("owner", OWNERS)
def test_no_key_is_one_that_terminals_keep(owner: type[Any]) -> None:
    for one in bindings_of(owner):
        keys = keys_of(one)
        assert "ctrl+s" not in keys, f"{one.id}: Ctrl+S stops some terminals"
        if "ctrl+h" in keys:
            assert "backspace" in keys, f"{one.id}: Ctrl+H is Backspace on some terminals"


@pytest.mark.parametrize(
    "owner", [KioskScreen, PickDialog, SettingsDialog, Choices, WordsArea], ids=lambda o: o.__name__
)
def test_nobody_at_the_kiosk_needs_two_keys_at_once(owner: type[Any]) -> None:
    for one in bindings_of(owner):
        held = [key for key in keys_of(one) if "+" in key and key != "shift+tab"]
        assert not held or (held == ["ctrl+h"] and "backspace" in keys_of(one)), one.id


@pytest.mark.parametrize("owner", [DeskScreen, ThemesScreen])
def test_every_function_key_of_the_desk_has_a_twin(owner: type[Any]) -> None:
    """Some terminals keep F1, F10 and F11 for themselves."""
    for one in bindings_of(owner):
        keys = keys_of(one)
        if any(re.fullmatch(r"f\d+", key) for key in keys):
            assert any(re.fullmatch(r"[a-z]|enter|full_stop", key) for key in keys), one.id


async def test_the_twins_work_once_the_line_sleeps(demo: Space) -> None:
    async with put_on(DeskScreen) as stage:
        screen = stage.screen
        assert isinstance(screen, DeskScreen)
        await stage.press("k")
        assert screen.query_one(Input).value == "k", "while the line is awake, letters are text"
        await stage.press("backspace", "escape")
        for one in bindings_of(DeskScreen):
            letters = [key for key in keys_of(one) if len(key) == 1 and key.isalpha()]
            if len(keys_of(one)) > 1 and letters:
                done = screen.active_bindings[letters[0]].binding
                assert done.action == one.action
                assert screen.active_bindings[keys_of(one)[0]].binding.action == one.action
        await stage.press("k")
        assert isinstance(stage.screen, KeysDialog)


async def go_round(stage: Stage, view: str) -> None:
    """Go to every place by Tab, and back."""
    chain = list(stage.screen.focus_chain)
    if not chain:
        return
    stage.screen.set_focus(chain[0])
    await stage.settle()
    for key in ("tab", "shift+tab"):
        seen = []
        for _ in chain:
            seen.append(stage.screen.focused)
            await stage.press(key)
        assert stage.screen.focused is chain[0], f"{key} in {view}: a trap"
        assert set(seen) == set(chain), f"{key} in {view} misses a place"
        assert seen[1:] == (chain[1:] if key == "tab" else chain[:0:-1]), view


async def press_what_ends_programs(stage: Stage, view: str) -> None:
    """Press keys that end other programs; no screen is left, no words are lost."""
    before, words = list(stage.app.screen_stack), words_in(stage)
    page = rows(stage.app)
    await stage.press(*[key for key in DEAF if not (words and key == "ctrl+d")])
    assert list(stage.app.screen_stack) == before
    if view not in ("page welcome", "page still_there"):  # any key goes on from there
        assert words_in(stage) == words
        assert rows(stage.app) == page


@pytest.mark.usefixtures("still_clock")
@pytest.mark.parametrize("screen", SCREENS)
async def test_tab_goes_round_and_comes_back_and_keys_that_end_programs_do_nothing(
    screen: ScreenClass, demo: Space
) -> None:
    """Also not by a message that nobody sees."""
    seen: list[Message] = []
    async with put_on(screen, hook=seen.append) as stage:
        for view in layouts_of(screen):
            await view.turn(stage)
            await go_round(stage, view.name)
            await press_what_ends_programs(stage, view.name)
        assert stage.app.is_running
    assert not [one for one in seen if type(one).__name__ in ("ExitApp", "Leave")]


@pytest.mark.parametrize("screen", DIALOGS)
async def test_nine_and_escape_leave_every_dialog_and_change_nothing(
    screen: ScreenClass, demo: Space
) -> None:
    """9 goes back where no words are typed; there, it is a figure."""
    async with put_on(screen) as stage:
        line = list(stage.screen.query(Input))
        area = list(stage.screen.query(WordsArea))
        await stage.press("9")
        if line or area:
            assert any("9" in one.value for one in line) or any("9" in one.text for one in area)
        else:
            assert not is_dialog(type(stage.screen)), "9"
            stage.app.push_screen(screen.example())  # type: ignore[attr-defined]
            await stage.settle()
        assert is_dialog(type(stage.screen))
        hint = "\n".join(rows(stage.app))
        assert not (line or area) or not re.search(r"\b9\b +Back|Esc or 9", hint), "9 is a figure"
        await stage.press("escape")
        assert not is_dialog(type(stage.screen)), "escape"


def shown_bindings(screen: Screen[Any]) -> list[Binding]:
    """Return the bindings that a person is shown now."""
    return [one.binding for one in screen.active_bindings.values() if one.binding.show]


@pytest.mark.parametrize("screen", [one for one in FACES if one is not KioskScreen])
async def test_help_is_one_key_away_and_tells_every_key(screen: ScreenClass, demo: Space) -> None:
    (way,) = [one for one in bindings_of(screen) if (one.id or "").endswith(".keys")]
    async with put_on(screen) as stage:
        face = stage.screen
        for key in keys_of(way):
            if stage.screen.query(Input) and len(key) == 1:
                await stage.press("escape")
            wanted = shown_bindings(face)
            await stage.press(key)
            dialog = stage.screen
            assert isinstance(dialog, KeysDialog), key
            told = {what: keys for keys, what in dialog.keys}
            for one in wanted:
                what = one.tooltip or one.description
                assert what in told, f"{one.id} is not among the keys"
                assert key_name(one.key) in told[what], one.id
            await stage.press("escape")


@pytest.mark.parametrize("screen", FACES)
async def test_the_key_bar_says_nothing_that_is_not_so(screen: ScreenClass, demo: Space) -> None:
    async with put_on(screen, (132, 43)) as stage:
        for view in layouts_of(screen):
            await view.turn(stage)
            actions = {one.key_display or key_name(one.key) for one in shown_bindings(stage.screen)}
            assert {cap for cap, _ in bound_keys(stage.screen)} <= actions


async def test_zero_and_h_ask_a_person_at_the_kiosk(demo: Space) -> None:
    from models.desk.face import faces_of

    async with put_on(KioskScreen) as stage:
        screen = stage.screen
        assert isinstance(screen, KioskScreen)
        await stage.until(lambda: screen.face_name)
        for view in views_of(KioskScreen):
            await view.turn(stage)
            if screen.page.body is Body.WORDS:
                continue  # there, Esc leads to help: digits are text
            assert bound_keys(screen)[-1] == ("0", "Help"), f"{view.name}: help is always last"
        await stage.press("0")
        await stage.until(lambda: any(face.asks_help for face in faces_of(demo.uid)))


def words_in(stage: Stage) -> list[str]:
    """Return everything that is typed on the screen now."""
    found = [one.value for one in stage.screen.query(Input)]
    return found + [one.text for one in stage.screen.query(TextArea)]


@pytest.mark.parametrize("screen", [one for one in FACES if issubclass(one, HeardScreen)])
async def test_leaving_asks_first(screen: ScreenClass, demo: Space) -> None:
    """Where a key leaves a face, it asks, and "no" is the first answer."""
    from screens.dialogs.confirm import ConfirmDialog

    ways = [one for one in bindings_of(screen) if one.action == "leave"]
    if not ways:
        return
    async with put_on(screen) as stage:
        if stage.screen.query(Input):
            await stage.press("escape")
        await stage.press("9")
        assert isinstance(stage.screen, ConfirmDialog)
        await stage.press("enter")
        assert not is_dialog(type(stage.screen))
        assert stage.app.is_running
