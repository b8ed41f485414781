"""The board of pictures: drawn so that each can be told from all others, heard, and chosen."""

from collections.abc import Sequence

import pytest
from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from assets import language
from assets.pictures import BYTES, SIDE
from models.kiosk.picture import Picture, feelings, pictures, signs
from screens.spoken import Spoken
from screens.widgets.choices import Choices
from screens.widgets.picture_cells import ACROSS, DOWN, LEAST_ROWS, blocks, cells_of, columns_of
from screens.widgets.pictures import PER_PAGE, PictureBoard
from tests.screens.cells import BLANK, picture, rows
from tests.screens.conftest import Voice
from tests.screens.staging import SIZES, Stage, put_on
from tests.screens.test_spoken import seen_on, words_in

EVERY = (*pictures(), *feelings(), *signs().values())
# As the terminal is at each size that a kiosk has to be whole at, under a question and a caption.
HEIGHTS = (6, 7, 9, 13)
COLOURS = ("night", "day", "cream")


class Host(Spoken):
    """A page as a kiosk has it: a question, the board, choices below it, and a caption."""

    def __init__(
        self,
        shown: Sequence[Picture] = pictures(),
        *,
        below: Sequence[str] = (),
        chosen: Sequence[str] = (),
        many: bool = True,
    ) -> None:
        super().__init__()
        self.has_voice = True
        self.told: list[int] = []
        self.board = PictureBoard(shown, chosen=chosen, many=many)
        self.below = below

    def compose(self) -> ComposeResult:
        yield Static("What do you want to talk about?", id="question")
        yield self.board
        if self.below:
            yield Choices(self.below, first=1, id="below")
        yield Static("Say it again: 7", id="foot")

    def on_mount(self) -> None:
        self.set_focus(self.board.tiles[0])

    def on_choices_chosen(self, message: Choices.Chosen) -> None:
        self.told.append(message.number)


def host_of(stage: Stage) -> Host:
    assert isinstance(stage.screen, Host)
    return stage.screen


def dots_of(bits: bytes, number: int) -> list[int]:
    """Return the dots under each cell, as numbers, by a second way of cutting a picture up."""
    across, down = SIDE // columns_of(number), SIDE // number
    found = []
    for row in range(number):
        for column in range(columns_of(number)):
            dots = 0
            for y in range(row * down, (row + 1) * down):
                for x in range(column * across, (column + 1) * across):
                    place = y * SIDE + x
                    dots = dots << 1 | bits[place // 8] >> (7 - place % 8) & 1
            found.append(dots)
    return found


@pytest.mark.parametrize("one", EVERY, ids=lambda one: f"{one.topic} {one.name}")
def test_what_is_drawn_is_the_picture(one: Picture) -> None:
    """At six rows a cell is eight dots wide and sixteen high, so each can be compared."""
    whole = (1 << ACROSS * DOWN) - 1
    shapes = blocks()
    shapes["█"] = whole
    wrong = ink = 0
    for dots, (block, exchanged) in zip(
        dots_of(one.look, 6), [cell for row in cells_of(one.look, 6) for cell in row], strict=True
    ):
        wrong += (shapes[block] ^ (whole if exchanged else 0) ^ dots).bit_count()
        ink += dots.bit_count()
    assert wrong / ink < 0.27, "too much of it is lost in cells"


@pytest.mark.parametrize("height", HEIGHTS)
def test_every_picture_is_drawn_different_from_all_others(height: int) -> None:
    drawn = {one.drawing: cells_of(one.look, height) for one in EVERY}
    assert len(set(drawn.values())) == len(EVERY)
    names = list(drawn)
    for place, name in enumerate(names):
        assert len(drawn[name]) == height
        assert {len(row) for row in drawn[name]} == {columns_of(height)}
        for other in names[place + 1 :]:
            differ = sum(
                a != b
                for row, row2 in zip(drawn[name], drawn[other], strict=True)
                for a, b in zip(row, row2, strict=True)
            )
            # The three faces are those that are most alike: one shape, and three mouths.
            assert differ >= height, f"{name} and {other} look alike"


def test_no_ink_and_all_ink_are_drawn_as_such() -> None:
    assert {cell for row in cells_of(b"\0" * BYTES, 7) for cell in row} == {(" ", False)}
    assert {cell for row in cells_of(b"\xff" * BYTES, 7) for cell in row} == {("█", False)}


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("colours", COLOURS)
async def test_tiles_fit_and_can_be_seen(size: tuple[int, int], colours: str) -> None:
    async with put_on(Host(chosen=["money"]), size, colours=colours) as stage:
        board = host_of(stage).board
        for tile in board.tiles:
            stage.screen.set_focus(tile)
            await stage.settle()
            assert board.region.contains_region(tile.region), "the focus is always in sight"
            assert tile.region.area
            assert tile.size.height >= LEAST_ROWS
            lines = tile.render().plain.split("\n")
            assert len(lines) <= tile.size.height
            assert max(map(len, lines)) <= tile.size.width
            assert any(tile.picture.shown.split()[0] in line for line in lines)
            seen = picture(stage.app, tile.region)
            assert {cell.ratio >= 7 for cell in seen.values() if cell.kind != BLANK} == {True}
        assert len(board.tiles) == PER_PAGE


@pytest.mark.parametrize(("size", "at_once"), [((44, 12), 1), ((80, 24), 6), ((120, 40), 6)])
async def test_six_at_once_where_they_can_be_recognised(
    size: tuple[int, int], at_once: int
) -> None:
    async with put_on(Host(), size) as stage:
        board = host_of(stage).board
        for page in range(board.pages - 1):  # the last page has fewer
            await board.show_page(page)
            await stage.settle()
            tiles = board.tiles
            inside = [tile for tile in tiles if board.region.contains_region(tile.region)]
            assert len(inside) == at_once, [tile.picture.name for tile in tiles]
            assert ("1 of 6" in tiles[0].render().plain) == (at_once == 1)


async def test_a_size_that_changes_in_mid_use_keeps_the_place() -> None:
    async with put_on(Host(), (120, 40)) as stage:
        host = host_of(stage)
        await stage.press("right", "right", "right", "enter")
        for size in ((44, 12), (80, 24), (58, 16), (132, 43)):
            await stage.resize(size)
            assert stage.screen.focused is host.board.tiles[3]
            stage.screen.set_focus(host.board.tiles[2])
            stage.screen.set_focus(host.board.tiles[3])
            await stage.settle()
            assert host.board.region.contains_region(host.board.tiles[3].region)
            assert "✓ chosen" in "\n".join(rows(stage.app))
        assert [one.name for one in host.board.chosen] == ["transport"]


@pytest.mark.parametrize("shown", [pictures(), feelings(), list(signs().values())], ids=len)
async def test_everything_that_is_shown_is_said(voice: Voice, shown: Sequence[Picture]) -> None:
    chosen = [shown[1].name]
    async with put_on(Host(shown, chosen=chosen), (132, 43), has_voice=True) as stage:
        stage.screen.call_later(host_of(stage).announce, whole=True)
        await stage.settle()
        assert seen_on(stage) - words_in(" ".join(voice.said)) == set()
        voice.said.clear()
        await stage.press("right")
        assert voice.said == [f"2 of {min(6, len(shown))}. {shown[1].words}: chosen."]


async def test_a_mark_is_a_word_and_a_shape() -> None:
    async with put_on(Host(), (80, 24)) as stage:
        tile = host_of(stage).board.tiles[4]
        before = picture(stage.app, tile.region)
        host_of(stage).board.choose(4)
        stage.screen.set_focus(host_of(stage).board.tiles[0])
        await stage.settle()
        after = picture(stage.app, tile.region)
        assert "✓ chosen" in tile.render().plain
        filled = [spot for spot, cell in after.items() if cell.paper != before[spot].paper]
        assert len(filled) >= len("✓ chosen"), "a filled shape, not the word alone"


async def test_choosing_marks_and_choosing_again_takes_it_back() -> None:
    async with put_on(Host(), (80, 24)) as stage:
        host = host_of(stage)
        await stage.press("enter", "right", "enter")
        assert [one.name for one in host.board.chosen] == ["waiting", "money"]
        assert host.board.aloud_chosen(1) == "Money: chosen."
        assert "2: Money: chosen." in host.board.aloud()
        await stage.press("left", "enter")
        assert [one.name for one in host.board.chosen] == ["money"]
        assert host.board.aloud_chosen(0) == "Waiting: not chosen."
        assert host.told == [0, 1, 0]


async def test_one_answer_only_tells_and_marks_nothing() -> None:
    async with put_on(Host(feelings(), many=False), (80, 24)) as stage:
        await stage.press("right", "right", "enter")
        assert host_of(stage).told == [2]
        assert host_of(stage).board.chosen == ()
        assert "chosen" not in "\n".join(rows(stage.app))


async def test_digits_touch_and_arrows_reach_every_tile_and_what_is_below() -> None:
    async with put_on(Host(below=["More pictures", "I have finished"]), (80, 24)) as stage:
        host, app = host_of(stage), stage.app
        tiles = host.board.tiles
        for number, tile in enumerate(tiles):
            await stage.pilot.click(tile)
            await stage.settle()
            assert host.told[-1] == number
        for number in range(6):
            assert host.board.choose_key(events.Key(str(number + 1), str(number + 1)))
            await stage.settle()
            assert host.told[-1] == number
        assert not host.board.choose_key(events.Key("7", "7"))
        stage.screen.set_focus(tiles[1])
        for key, there in (("down", 4), ("up", 1), ("right", 2), ("right", 3), ("left", 2)):
            await stage.press(key)
            assert app.focused is tiles[there], key
        await stage.press("down", "down")
        assert app.focused is host.query_one("#below", Choices).boxes[0]


async def test_pages_go_round_and_what_was_chosen_stays() -> None:
    async with put_on(Host(), (80, 24)) as stage:
        board = host_of(stage).board
        await stage.press("enter")
        await board.show_page(1)
        await stage.settle()
        assert [tile.picture for tile in board.tiles] == list(pictures()[6:12])
        assert stage.app.focused is board.tiles[0]
        assert board.aloud().startswith("6 choices. 1: My home.")
        await stage.press("enter")
        await board.show_page(board.pages - 1)
        await stage.settle()
        assert len(board.tiles) == len(pictures()) % 6 == len(board.words)
        await board.show_page(board.pages)
        await stage.settle()
        assert board.page == 0
        assert [one.name for one in board.chosen] == ["waiting", "home"]
        assert board.tiles[0].chosen


async def test_all_words_are_in_the_language_of_the_person() -> None:
    language.use(language.Pseudo.NAME)
    try:
        async with put_on(Host(chosen=["money"]), (80, 24)) as stage:
            board = host_of(stage).board
            for tile in board.tiles:
                letters = [char for char in tile.render().plain if char.isalpha()]
                assert letters
                assert not any(char.isascii() for char in letters)
    finally:
        language.use(language.ENGLISH)


async def test_people_s_words_on_a_picture_are_text() -> None:
    odd = Picture("x.png", "[/x] [@click=app.quit]", "A sign.", "MIT", "Ann", bits=b"\x3c" * BYTES)
    async with put_on(Host([odd]), (80, 24)) as stage:
        tile = host_of(stage).board.tiles[0]
        assert isinstance(tile.render(), Content)
        assert "[/x]" in tile.render().plain
        assert any("[/x]" in row for row in rows(stage.app))
