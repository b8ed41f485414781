"""A21, D16: one key is enough, few keys write, and the first press of a digit can speak."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Static

from models.settings import KioskSettings, Settings
from screens.dialogs import PickDialog
from screens.face import HeardScreen
from screens.letters import ALPHABETS, BY_FREQUENCY, MOST, alphabet
from screens.messages import ChangeScan, Word
from screens.scanning import ROUNDS, SPEEDS, Scanner, next_speed
from screens.widgets.caption import Caption
from screens.widgets.choices import Choices
from screens.widgets.key_bar import KeyBar
from screens.widgets.letter_board import LetterBoard
from screens.widgets.scan_bar import ScanBar, ScanCap
from tests.screens.conftest import Voice
from tui.app import HeardApp


@dataclass
class Clock:
    """A clock that goes only when it is told to."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


# -- when the light moves, and which stop a press chooses ------------------------------------


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_the_light_goes_round_three_times_and_rests(clock: Clock) -> None:
    scanner = Scanner(2.0, clock)
    scanner.begin(3)
    seen = [scanner.at]
    while scanner.move():
        seen.append(scanner.at)
    assert seen == [0, 1, 2] * ROUNDS
    assert scanner.resting
    assert scanner.press() is None
    scanner.begin(3)
    assert scanner.press() == 0


def test_the_first_stop_is_lit_twice_as_long(clock: Clock) -> None:
    scanner = Scanner(2.0, clock)
    scanner.begin(4)
    assert scanner.wait == 4.0
    clock.now += 4
    assert scanner.wait == 0
    scanner.move()
    assert scanner.wait == 2.0


def test_a_press_just_after_a_move_was_meant_for_what_was_lit_before(clock: Clock) -> None:
    scanner = Scanner(2.0, clock)
    scanner.begin(4)
    assert scanner.press() == 0
    scanner.move()
    clock.now += 0.2
    assert scanner.press() == 0
    clock.now += 0.1
    assert scanner.press() == 1
    fast = Scanner(0.5, clock)
    fast.begin(4)
    fast.move()
    clock.now += 0.15  # never more than a quarter of the time
    assert fast.press() == 1


def test_the_light_waits_for_the_voice_and_a_press_meanwhile_is_for_what_it_says(
    clock: Clock,
) -> None:
    scanner = Scanner(2.0, clock)
    scanner.begin(4)
    scanner.move()
    for _ in range(30):
        clock.now += 1
        scanner.hold()
        assert scanner.wait == 2.0
        assert scanner.press() == 1


def test_speeds() -> None:
    assert next_speed(0, 1) == 2.0
    assert next_speed(2.0, 1) == 1.5
    assert next_speed(2.0, -1) == 3.0
    assert next_speed(0.5, 1) == 0.5
    assert next_speed(20, -1) == 20.0
    assert next_speed(2.2, 1) == 1.5
    assert list(SPEEDS) == sorted(SPEEDS)


# -- on a page --------------------------------------------------------------------------------


@dataclass
class Done:
    """What was done on the page below."""

    chosen: list[int] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


class Page(HeardScreen):
    """A page as a kiosk has it."""

    KIND = "kiosk"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("7", "again", "Again", id="page.again"),
        Binding("0,h", "help", "Help", id="page.keys"),
    ]

    def __init__(self, done: Done, *, board: bool = False) -> None:
        super().__init__()
        self.has_voice = True
        self.done = done
        self.board = board

    def compose(self) -> ComposeResult:
        yield Static("How do you want to answer?", markup=False)
        yield LetterBoard() if self.board else Choices(["Type it", "Choose pictures", "Say it"])
        yield Caption()
        yield KeyBar()

    def on_key(self, event: Any) -> None:
        for choices in self.query(Choices):
            choices.choose_key(event)

    @on(Choices.Chosen)
    def _chosen(self, message: Choices.Chosen) -> None:
        self.done.chosen.append(message.number)

    @on(LetterBoard.Finished)
    def _finished(self, message: LetterBoard.Finished) -> None:
        self.done.words.append(message.words)

    def action_again(self) -> None:
        self.done.acts.append("again")

    def action_help(self) -> None:
        self.done.acts.append("help")


class Lit:
    """A page with the light on, and a clock of its own."""

    def __init__(self, page: Page, scan_seconds: float) -> None:
        settings = Settings(kiosk=KioskSettings(repeat_seconds=0, scan_seconds=scan_seconds))
        self.page = page
        self.clock = Clock()
        self.app = HeardApp(settings, lambda: page, door=False)
        self.app.switch._clock = self.clock
        self.app.switch.set(scan_seconds)

    async def go(self, pilot: Pilot[Any], seconds: float) -> None:
        """Let time go by, and the light with it."""
        self.clock.now += seconds
        self.look()
        await pilot.pause()
        await pilot.pause()

    def look(self) -> None:
        switch = self.app.switch
        if switch._timer is not None:
            switch._timer.stop()
        switch._look()

    def lit(self) -> str:
        return str(getattr(self.app.focused, "words", ""))


async def test_one_key_reaches_everything_on_a_page(voice: Voice) -> None:
    lit = Lit(Page(Done()), 2.0)
    async with lit.app.run_test() as pilot:
        await lit.go(pilot, 0)
        await lit.go(pilot, 0)
        seen = [lit.lit()]
        await lit.go(pilot, 4.1)
        for _ in range(4):
            seen.append(lit.lit())
            await lit.go(pilot, 2.1)
        assert seen == ["Type it", "Choose pictures", "Say it", "Again", "Help"]
        assert lit.lit() == "Type it"
        assert not lit.page.query_one(KeyBar).display
        for said in ("2 of 3. Choose pictures.", "Again.", "Help."):
            assert said in voice.said
        await lit.go(pilot, 2.1)
        lit.clock.now += 1
        await pilot.press("space")
        assert lit.page.done.chosen == [1]
        for _ in range(4):
            await lit.go(pilot, 4.1)
        assert lit.lit() == "Help"
        lit.clock.now += 1
        await pilot.press("enter")
        await pilot.pause()
        assert lit.page.done.acts == ["help"]
        await pilot.press("1")
        assert lit.page.done.chosen == [1, 0], "digits choose all the same"


async def test_the_light_rests_and_a_press_only_wakes_it(voice: Voice) -> None:
    lit = Lit(Page(Done()), 2.0)
    async with lit.app.run_test() as pilot:
        await lit.go(pilot, 0)
        for _ in range(5 * ROUNDS + 2):
            await lit.go(pilot, 4.1)
        assert "The light rests. Press your key to go on." in voice.said
        await pilot.press("enter")
        assert lit.page.done == Done()
        await lit.go(pilot, 1)
        assert lit.lit() == "Type it"
        await pilot.press("enter")
        assert lit.page.done.chosen == [0]


async def test_a_dialog_over_the_page_is_reached_too() -> None:
    lit = Lit(Page(Done()), 2.0)
    answers: list[int | None] = []
    async with lit.app.run_test(size=(44, 12)) as pilot:
        await lit.go(pilot, 0)
        lit.app.push_screen(PickDialog("What next?", ["Say it again", "Go on"]), answers.append)
        await pilot.pause()
        await lit.go(pilot, 0)
        await lit.go(pilot, 0)
        names = []
        for _ in range(3):
            names.append(lit.lit())
            await lit.go(pilot, 4.1)
        assert names == ["Say it again", "Go on", "Back"]
        cap = lit.app.screen.query_one(ScanCap)
        assert lit.app.screen.region.contains_region(cap.region)
        for _ in range(2):
            await lit.go(pilot, 4.1)
        lit.clock.now += 1
        await pilot.press("enter")
        await pilot.pause()
        assert answers == [None]


async def test_the_light_stays_while_the_voice_speaks() -> None:
    lit = Lit(Page(Done()), 2.0)
    async with lit.app.run_test() as pilot:
        await lit.go(pilot, 0)
        for _ in range(9):
            lit.app.switch.heard(Word("How do you want to answer?", at=0, length=3))
            await lit.go(pilot, 1.9)
        assert lit.lit() == "Type it"
        lit.app.switch.heard(Word("How do you want to answer?"))
        await lit.go(pilot, 4.1)
        assert lit.lit() == "Choose pictures"


async def test_the_speed_is_changed_in_mid_use_and_the_light_goes_out(voice: Voice) -> None:
    lit = Lit(Page(Done()), 2.0)
    async with lit.app.run_test() as pilot:
        await lit.go(pilot, 0)
        lit.page.post_message(ChangeScan(-1))
        await pilot.pause()
        assert lit.app.switch.seconds == 3.0
        assert "The light stays on each choice for 3 seconds." in voice.said
        lit.app.switch.set(0)
        await pilot.pause()
        assert not lit.page.query(ScanBar)
        assert lit.page.query_one(KeyBar).display


# -- the first press says it, the second one chooses it ---------------------------------------


async def test_the_first_press_of_a_digit_speaks_and_the_second_one_acts(voice: Voice) -> None:
    """A21: keys are found by touch, and nothing happens by finding them."""
    lit = Lit(Page(Done()), 0)
    lit.page.press_twice = True  # type: ignore[attr-defined]
    async with lit.app.run_test() as pilot:
        await pilot.press("1", "2", "3", "2")
        assert lit.page.done.chosen == []
        assert voice.said[-1] == "2 of 3. Choose pictures. Press 2 again to choose it."
        assert lit.lit() == "Choose pictures"
        await pilot.press("2")
        assert lit.page.done.chosen == [1]


# -- which presses count, in the application ---------------------------------------------------


def at(key: str, moment: float) -> Key:
    """Return a key that was pressed at a moment of the event's own clock."""
    event = Key(key, None)
    event.time = moment
    return event


async def test_presses_count_in_their_order_also_when_one_waited_for_proof() -> None:
    page = Page(Done())
    app = HeardApp(Settings(), lambda: page, door=False)
    async with app.run_test() as pilot:
        for key, moment in (("1", 50.0), ("1", 50.8), ("2", 50.9), ("3", 51.0)):
            app.post_message(at(key, moment))
            await pilot.pause()
        await pilot.pause()
        assert page.done.chosen == [0, 0, 1, 2]
        app.post_message(at("3", 52.2))
        while page.done.chosen != [0, 0, 1, 2, 2]:  # by itself, once it is proved
            await pilot.pause(0.05)


async def test_arrows_are_not_filtered_and_mapped_keys_are() -> None:
    page = Page(Done())
    app = HeardApp(Settings(keys={"f13": "2", "f14": "help"}), lambda: page, door=False)
    async with app.run_test() as pilot:
        for key, moment in (("down", 50.0), ("down", 50.1), ("f13", 50.2), ("f13", 50.3)):
            app.post_message(at(key, moment))
        app.post_message(at("f14", 50.4))
        await pilot.pause()
        await pilot.pause()
        assert page.focused is page.query_one(Choices).boxes[2]
        assert page.done.chosen == [1]
        assert page.done.acts == ["help"]


# -- letters with few keys --------------------------------------------------------------------


def keys_for(board: LetterBoard, letter: str) -> list[str]:
    """Return the digits that lead to a letter."""

    def way(group: Any) -> list[str] | None:
        for number, one in enumerate(group, 1):
            if one == letter:
                return [str(number)]
            rest = way(one) if isinstance(one, tuple) else None
            if rest is not None:
                return [str(number), *rest]
        return None

    found = way(board._root)
    assert found, letter
    return found


@pytest.mark.parametrize("language", ALPHABETS)
@pytest.mark.parametrize("by_frequency", [False, True])
def test_every_letter_is_reached_by_few_digits(language: str, by_frequency: bool) -> None:
    board = LetterBoard(language=language, by_frequency=by_frequency)
    letters = alphabet(language, by_frequency=by_frequency) + " .,?!'-0123456789"
    ways = {letter: keys_for(board, letter) for letter in letters}
    assert max(len(way) for letter, way in ways.items() if letter not in "0123456789") <= 3
    assert all(1 <= int(digit) <= MOST for way in ways.values() for digit in way)
    assert len({tuple(way) for way in ways.values()}) == len(letters)
    assert sorted(ALPHABETS[language]) == sorted(BY_FREQUENCY[language])


def test_the_letters_that_are_needed_most_cost_least() -> None:
    often = LetterBoard(by_frequency=True)
    plain = LetterBoard()

    def cost(board: LetterBoard, words: str) -> int:
        return sum(int(digit) for letter in words for digit in keys_for(board, letter))

    words = "there is not enough time to sit and talk"
    assert cost(often, words) < 0.9 * cost(plain, words)


async def test_words_are_written_with_six_digits(voice: Voice) -> None:
    lit = Lit(Page(Done(), board=True), 0)
    async with lit.app.run_test(size=(44, 12)) as pilot:
        board = lit.page.query_one(LetterBoard)
        for letter in "no one\bell":
            await pilot.press(*keys_for(board, letter))
        assert board.text == "no onell"
        assert {"n", "no", "deleted"} <= set(voice.said)
        await pilot.press("1")
        assert board.query_one(Choices).words == ("a", "b", "c", "d", "e", "f")
        assert board.back()
        await pilot.pause()
        assert board.query_one(Choices).words[0] == "a b c d e f"
        assert not board.back()
        for box in board.query_one(Choices).boxes:
            assert lit.page.region.contains_region(box.region)
        await pilot.press(*keys_for(board, "\r"))
        assert lit.page.done.words == ["no onell"]


async def test_words_are_written_with_one_key() -> None:
    lit = Lit(Page(Done(), board=True), 2.0)
    async with lit.app.run_test() as pilot:
        board = lit.page.query_one(LetterBoard)
        for digit in [one for letter in "hi" for one in keys_for(board, letter)]:
            await lit.go(pilot, 0)
            await lit.go(pilot, 0)
            for _ in range(int(digit) - 1):
                await lit.go(pilot, 4.1)
            lit.clock.now += 1
            await pilot.press("space")
            await pilot.pause()
        assert board.text == "hi"
