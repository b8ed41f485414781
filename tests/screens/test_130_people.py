"""A full hall: 130 people, each with words of their own, at 80x24 and at 44x12."""

import itertools

import pytest

from models.contribution.contribution import Consent, Role, State, capture, move
from models.desk.desk import read_desk
from models.meeting.attendance import how_many_came, set_came
from models.meeting.needs import add_need
from models.meeting.running_order import running_order
from models.room.room import read_room
from models.room.stage import show_item
from models.space.prompt import prompts_of
from models.space.space import Space
from models.store.base import database
from models.theme.board import read_board
from models.theme.theme import new_theme, put_in_theme, themes_of
from screens.desk.desk import DeskScreen
from screens.desk.themes import ThemesScreen
from screens.room.room import RoomScreen
from screens.widgets.line_list import LineList
from tests.screens.conftest import Voice
from tests.screens.staging import put_on

PEOPLE = 130
ROLES = (Role.USES_SERVICES, Role.CARER, Role.STAFF)
FULL = Consent(room=True, report=True, quote=True)
# At each size another one is looked for: the first who spoke, and the last.
SIZES = {(80, 24): "Person-000", (44, 12): "Person-129"}


def fill(space: Space) -> None:
    """Let 130 people say something to the first prompt, cleared, each in one of 13 themes."""
    item = next(one for one in running_order(space.uid) if one.prompt)
    themes = [new_theme(space.uid, f"theme {number}").uid for number in range(13)]
    for number, role in zip(range(PEOPLE), itertools.cycle(ROLES), strict=False):
        words = f"Person-{number:03} needs a bus at {number % 24}"
        one = capture(space.uid, words, prompt=item.prompt, role=role, consent=FULL)
        move(one.uid, State.CLEARED)
        put_in_theme(themes[number % 13], one.uid)
    for role, how_many in zip(ROLES, (70, 40, 20), strict=True):
        set_came(space.uid, role, how_many)
    add_need(space.uid, "large print", PEOPLE)
    show_item(space.uid, item.uid)


def on_screen(stage: object) -> str:
    rows = stage.screen._compositor.render_strips()  # type: ignore[attr-defined]
    return "\n".join("".join(part.text for part in strip) for strip in rows)


@pytest.fixture
def full(space: Space) -> Space:
    with database.atomic():  # the verbs join it: one transaction
        fill(space)
    return space


async def test_130_people_at_the_desk_in_groups_and_in_the_room(full: Space, voice: Voice) -> None:
    space = full
    assert sum(one.how_many for one in how_many_came(space.uid)) == PEOPLE
    assert sum(len(theme.members) for theme in themes_of(space.uid)) == PEOPLE
    assert prompts_of(space.uid)
    desk = DeskScreen(read_desk(space.uid))
    async with put_on(desk, (80, 24)) as stage:
        found = desk.query_one("#list", LineList)
        for size, wanted in SIZES.items():
            await stage.resize(size)
            assert f"{PEOPLE} heard" in on_screen(stage), size
            # Any one is found by its letters.
            await stage.press("escape", "comma", "8", *wanted, "enter")
            await stage.until(
                lambda wanted=wanted: [wanted in one.body for one in found.entries] == [True]  # type: ignore[misc]
            )
            await stage.press("comma", "1")
            await stage.until(lambda: len(found.entries) > 1)
            # And all of them are reached by keys: to the end, and to the beginning again.
            await stage.press("end")
            await stage.until(lambda: found.place == PEOPLE - 1)
            assert "Person-000" in found.entries[-1].body
            await stage.press("home")
            await stage.until(lambda: found.place == 0)

    await in_groups_and_in_the_room(space)


async def in_groups_and_in_the_room(full: Space) -> None:
    board = ThemesScreen(read_board(full.uid))
    async with put_on(board, (80, 24)) as stage:
        for size in SIZES:
            await stage.resize(size)
            words, themes = board.query(LineList)
            assert len(themes.entries) >= 13
            for found in (words, themes):
                found.focus()
                await stage.press("end")
                await stage.until(lambda found=found: found.lit_key is not None)  # type: ignore[misc]
                last = len(found.entries) - 1
                await stage.until(
                    lambda found=found, last=last: found.lit_key == found.entries[last].key  # type: ignore[misc]
                )
    room = RoomScreen(read_room(full.uid), "heard.example/k7")
    async with put_on(room, (80, 24)) as stage:
        for size in SIZES:
            await stage.resize(size)
            assert "heard.example/k7" in on_screen(stage)
    # Where not all of them fit, the newest is the one that is read first.
    assert read_room(full.uid).contributions[0].words.startswith("Person-129")
