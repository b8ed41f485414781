"""The desk with what is kept: receipts, unfinished answers, the PIN; and the PIN's own dialog."""

import functools
from uuid import uuid4

import pytest
from textual.events import Paste
from textual.widgets import Input, Static

from models.contribution.contribution import State, capture, contribution
from models.desk.face import FaceKind, report_face
from models.encryption.sealing import new_pair
from models.kiosk.draft import drafts, save_draft, take_back
from models.kiosk.draft_key import DraftKeyRow
from models.kiosk.pin import PinRow, check_pin, has_pin, set_pin
from models.kiosk.receipt import give_receipt
from models.space.space import Space
from screens.desk.desk import DeskScreen
from screens.dialogs.ask import AskDialog
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.fate import FateDialog
from screens.dialogs.key import KeyDialog, SecretLine
from screens.dialogs.pick import PickDialog
from screens.dialogs.pin import PinDialog
from screens.dialogs.whole import WholeDialog
from tests.screens.cells import rows
from tests.screens.conftest import Voice
from tests.screens.staging import Stage, put_on

PIN = "7391"
MARK = "Nobody phoned me ba"


@pytest.fixture
def demo(demo: Space) -> Space:
    """Open the made-up space as a store where nobody has set a PIN yet."""
    PinRow.delete().execute()
    DraftKeyRow.delete().execute()
    return demo


def page(stage: Stage) -> str:
    return "\n".join(rows(stage.app))


def tells(stage: Stage, words: str) -> bool:
    return words in told(stage)


async def type_in(stage: Stage, text: str) -> None:
    await stage.press(*["space" if one == " " else one for one in text], "enter")


def told(stage: Stage) -> str:
    return str(stage.screen.query_one("#told", Static).content)


async def test_the_pin_is_stars_to_the_eye_and_to_the_ear(demo: Space, voice: Voice) -> None:
    """A08, A34: no typed digit is drawn or said, on headphones neither, until a key shows it."""
    async with put_on(PinDialog, has_voice=True) as stage:
        stage.app.screen_stack[0].echoes = True  # type: ignore[attr-defined]
        voice.said.clear()
        await stage.press(*"7391")
        assert "****" in page(stage)
        assert "7391" not in page(stage)
        assert voice.said == ["star"] * 4
        await stage.press("backspace", "1", "tab", "shift+tab")
        await stage.press("asterisk")
        assert "7391" in page(stage)
        assert "****" not in page(stage)
        await stage.press("f2")
        assert "7391" not in page(stage)
        await stage.press("a", "minus")
        assert stage.screen.query_one(Input).value == "7391"
        stage.screen.announce(whole=True)  # type: ignore[attr-defined]
        await stage.press("enter")
        await stage.until(lambda: told(stage))
        said = " ".join(voice.said)
        assert not [digit for digit in "7391" if digit in said], said
        assert "star star star star" in said
        assert "The digits are shown." in said


async def test_a_wrong_pin_is_told_and_typed_anew(demo: Space) -> None:
    set_pin(PIN)
    answers: list[object] = []
    async with put_on(DeskScreen) as stage:
        stage.app.push_screen(PinDialog("The PIN", check_pin), answers.append)
        await stage.settle()
        for left in (4, 3):
            await type_in(stage, "5555")
            await stage.until(functools.partial(tells, stage, f"{left} tries are left"))
            assert stage.screen.query_one(Input).value == ""
        await stage.press("enter")
        assert "nothing there yet" in told(stage)
        await type_in(stage, PIN)
        await stage.until(lambda: answers)
    assert answers == [True]


async def test_the_time_to_wait_is_told(demo: Space) -> None:
    set_pin(PIN)
    async with put_on(DeskScreen) as stage:
        stage.app.push_screen(PinDialog("The PIN", check_pin))
        await stage.settle()
        for _ in range(5):
            await type_in(stage, "5555")
            await stage.until(lambda: stage.screen.query_one(Input).value == "" and told(stage))
            stage.screen.query_one("#told", Static).update("")
        await type_in(stage, PIN)
        await stage.until(lambda: "Please wait" in told(stage))
        assert "second" in told(stage)


async def test_a_fault_never_tells_what_was_typed(demo: Space) -> None:
    def broken(words: str) -> bool:
        raise ValueError(words)

    async with put_on(AskDialog("The words", broken)) as stage:
        await type_in(stage, "river kite")
        await stage.until(lambda: "Heard had a fault" in told(stage))
        assert "river" not in told(stage)


async def test_the_pin_is_set_and_changed_at_the_desk(demo: Space) -> None:
    async with put_on(DeskScreen) as stage:
        await stage.press("escape", "j")
        await stage.until(lambda: "A new PIN" in page(stage))
        await type_in(stage, "1234")
        await stage.until(lambda: "easy to guess" in told(stage))
        await type_in(stage, PIN)
        await stage.until(lambda: "once more" in page(stage))
        await type_in(stage, "7392")
        await stage.until(lambda: "not the same" in told(stage))
        assert not has_pin()
        await type_in(stage, PIN)
        await stage.until(lambda: "The PIN is set." in page(stage))
        assert check_pin(PIN)
        await stage.press("j")
        await stage.until(lambda: "set now" in page(stage))
        await type_in(stage, PIN)
        await stage.until(lambda: "A new PIN" in page(stage))
        await type_in(stage, "80255")
        await stage.until(lambda: "once more" in page(stage))
        await type_in(stage, "80255")
        await stage.until(lambda: isinstance(stage.screen, DeskScreen))
    assert check_pin("80255")


async def test_one_is_found_by_its_receipt_and_taken_back(demo: Space) -> None:
    """D45: the person rings, and reads four words out."""
    uid = capture(demo.uid, "My ramp is too short.").uid
    words = give_receipt(uid)
    async with put_on(DeskScreen) as stage:
        await stage.press("escape", "i")
        await type_in(stage, "river kite lamp")
        await stage.until(lambda: "four words" in told(stage))
        stage.screen.query_one(Input).value = ""
        await type_in(stage, " ".join(words))
        await stage.until(lambda: isinstance(stage.screen, FateDialog))
        assert "not read it yet" in page(stage)
        assert "ramp" not in page(stage).split("What became of it")[1].split("Take it")[0]
        desk = stage.app.screen_stack[0]
        assert isinstance(desk, DeskScreen)
        assert desk.lit is not None
        assert desk.lit.uid == uid
        await stage.press("2")
        await stage.until(lambda: isinstance(stage.screen, WholeDialog))
        await stage.press("escape", "i")
        await type_in(stage, " ".join(words))
        await stage.until(lambda: isinstance(stage.screen, FateDialog))
        await stage.press("3")
        await stage.until(lambda: isinstance(stage.screen, ConfirmDialog))
        await stage.press("2")
        await stage.until(lambda: contribution(uid).state is State.WITHDRAWN)


async def test_an_unfinished_answer_is_given_back_by_the_pin(demo: Space) -> None:
    """D25: the console offers it, and nobody else."""
    pair, face, uid = new_pair(), uuid4(), uuid4()
    save_draft(uid, demo.uid, uuid4(), MARK, face_name="kiosk 1")
    report_face(face, demo.uid, FaceKind.KIOSK, public_key=pair.public)
    set_pin(PIN)
    async with put_on(DeskScreen, (120, 40)) as stage:
        await stage.until(lambda: "1 unfinished answer on kiosk 1" in " ".join(page(stage).split()))
        assert MARK not in page(stage)
        await stage.press("escape", "u")
        assert isinstance(stage.screen, PickDialog)
        await stage.press("1")
        await stage.until(lambda: isinstance(stage.screen, PinDialog))
        await type_in(stage, PIN)
        await stage.until(lambda: isinstance(stage.screen, DeskScreen))
        assert "It is given back." in page(stage)
        assert MARK not in page(stage)
        opened = take_back(face, pair.private)
        assert opened is not None
        assert opened.words == MARK


@pytest.mark.parametrize("sure", [True, False])
async def test_an_unfinished_answer_is_thrown_away_after_asking(demo: Space, sure: bool) -> None:
    for name in ("kiosk 1", "kiosk 2"):
        save_draft(uuid4(), demo.uid, uuid4(), MARK, face_name=name)
    async with put_on(DeskScreen) as stage:
        await stage.press("escape", "u", "2")
        assert isinstance(stage.screen, PickDialog)
        await stage.press("2")
        assert isinstance(stage.screen, ConfirmDialog)
        await stage.press("2" if sure else "1")
        names = ["kiosk 1"] if sure else ["kiosk 1", "kiosk 2"]
        await stage.until(lambda: [one.face_name for one in drafts(demo.uid)] == names)


async def test_with_no_kiosk_and_with_none_unfinished_it_says_so(demo: Space) -> None:
    async with put_on(DeskScreen) as stage:
        await stage.press("escape", "u")
        assert "no unfinished answer" in page(stage)
        save_draft(uuid4(), demo.uid, uuid4(), MARK)
        desk = stage.screen
        assert isinstance(desk, DeskScreen)
        await stage.until(lambda: desk.sees.drafts)
        await stage.press("u", "1")
        assert "No kiosk is open" in page(stage)


async def test_a_key_is_pasted_as_it_is(demo: Space) -> None:
    async with put_on(KeyDialog) as stage:
        line = stage.screen.query_one(SecretLine)
        line.post_message(Paste(" two  words \r\nand another line"))
        await stage.settle()
        assert line.value == " two  words "
