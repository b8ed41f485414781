"""Making and handing out from the desk, by keys: a stick, no printer, the post, what to recall."""

from pathlib import Path

import pytest

from models.contribution.contribution import State, move
from models.meeting.needs import add_need
from models.outcome.asked_for import asked_for, post_to_whom
from models.outcome.told import How, handed_out, note_handed_out, outcome_to_hand_out, to_recall
from models.space.space import Space
from screens.desk.copies import MOST_TO_CHOOSE
from screens.desk.desk import DeskScreen
from screens.desk.handing_out import HandingOutScreen
from screens.desk.lines import LinesDialog
from screens.desk.more import MORE
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.write import WriteDialog
from screens.widgets.words_line import WordsLine
from tests.screens.cells import rows
from tests.screens.staging import Stage, put_on


@pytest.fixture(autouse=True)
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick that is plugged in, a home of the test's own, and no printer."""
    folder = tmp_path / "STICK"
    folder.mkdir()
    monkeypatch.setattr("screens.desk.handing_out.sticks", lambda: (folder,))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr("outcomes.printing.shutil.which", lambda _: None)
    return folder


def told(stage: Stage) -> str:
    return " ".join(" ".join(rows(stage.app)).split())


def screen_of(stage: Stage) -> HandingOutScreen:
    (found,) = [one for one in stage.app.screen_stack if isinstance(one, HandingOutScreen)]
    return found


async def only(stage: Stage, digit: str) -> None:
    """Turn everything off but one format, and light it."""
    await stage.press("a")
    await stage.press(digit)
    screen = screen_of(stage)
    assert len(screen.wanted) == 1
    for _ in range(int(digit) - 1):
        await stage.press("down")


async def write(stage: Stage, words: str) -> None:
    await stage.until(lambda: isinstance(stage.screen, WriteDialog))
    stage.screen.query_one(WordsLine).value = words
    await stage.press("enter")


async def test_d39_files_go_to_the_stick_with_a_list_of_what_is_to_be_posted(
    demo: Space, stick: Path
) -> None:
    for need in asked_for(demo.uid):
        assert need.to_post == need.asked
    add_need(demo.uid, "large print", 2)
    async with put_on(DeskScreen) as stage:
        place = [entry.action for entry in MORE].index("hand_out") + 1
        await stage.press("escape", "full_stop", str(place))
        await stage.until(lambda: isinstance(stage.screen, HandingOutScreen))
        await stage.until(lambda: "asked for it" in told(stage))
        screen = screen_of(stage)
        await only(stage, "2")
        await stage.press("3", "m")
        await stage.until(lambda: "The USB stick STICK" in told(stage))
        await stage.press("1")
        await stage.until(lambda: "2 files are in" in told(stage))
        assert not screen.is_making
        folder = stick / demo.public_id
        assert {one.name for one in folder.iterdir()} == {
            "outcome.txt",
            "large-print-18.pdf",
            "what-is-here.txt",
        }
        posts = (stick / "to-post.txt").read_text(encoding="utf-8-sig")
        assert "Large print, 18 point (asked for:" in posts
        assert [one.place for one in handed_out(demo.uid)] == [str(stick)]
        # No printer is a file and a next step, and never an error.
        await stage.press("p")
        await write(stage, "2")
        await stage.press("1")
        await stage.until(lambda: isinstance(stage.screen, LinesDialog))
        await stage.until(lambda: "There is no printer here." in told(stage))
        assert "take it to one" in told(stage)
        await stage.press("escape")
        await stage.until(lambda: stage.screen is screen)
        assert "Making." not in told(stage), "it is made, and the caption says where"


async def test_what_is_asked_handed_out_and_posted_is_counted(demo: Space, tmp_path: Path) -> None:
    async with put_on(HandingOutScreen) as stage:
        await only(stage, "2")
        await stage.press("n")
        await write(stage, "3")
        await stage.until(lambda: "3 asked for it, 3 to post" in told(stage))
        await stage.press("h")
        await stage.until(lambda: "1 handed out, 2 to post" in told(stage))
        await stage.press("b")
        await stage.until(lambda: "3 asked for it, 3 to post" in told(stage))
        await stage.press("n")
        await write(stage, "many")
        await stage.until(lambda: "That is no number." in told(stage))
        await stage.press("d")
        await write(stage, "Mrs Zemlinsky, 1 High Street")
        await stage.until(lambda: len(post_to_whom(demo.uid)) == 1)
        await stage.until(lambda: "It is kept until it is posted" in told(stage))
        assert "Zemlinsky" not in told(stage)
        await stage.press("l")
        await write(stage, str(tmp_path / "post-to.txt"))
        await stage.until((tmp_path / "post-to.txt").exists)
        await stage.press("s")
        await stage.until(lambda: isinstance(stage.screen, PickDialog))
        assert "Zemlinsky" in told(stage)
        await stage.press("1")
        await stage.until(lambda: "one was posted. The address is deleted." in told(stage))
        assert post_to_whom(demo.uid) == ()
        [recall] = to_recall(demo.uid)
        assert recall.sentences[0].endswith(f"To: {tmp_path / 'post-to.txt'}")
        await stage.press("s")
        await stage.until(lambda: "2 posted, 1 to post" in told(stage))


async def test_d45_the_desk_says_what_to_recall_until_it_is_back(demo: Space) -> None:
    out = outcome_to_hand_out(demo.uid)
    note_handed_out(
        demo.uid,
        How.MADE,
        "a stick for Mansfield",
        ["text"],
        with_words=["text"],
        contributions=out.contributions,
    )
    async with put_on(HandingOutScreen) as stage:
        await stage.press("r")
        await stage.until(lambda: "There is nothing to recall." in told(stage))
        assert "a stick for Mansfield" in told(stage)
        await stage.press("escape")
        move(min(out.contributions), State.WITHDRAWN)
        await stage.until(lambda: "1 to recall: R" in told(stage))
        await stage.press("r", "1")
        await stage.until(lambda: isinstance(stage.screen, ConfirmDialog))
        assert "Delete these files there" in told(stage)
        await stage.press("2")
        await stage.until(lambda: "it is back, or is deleted" in told(stage))
        assert to_recall(demo.uid) == ()
    assert MOST_TO_CHOOSE < 9


async def test_the_room_sees_nothing_of_it_while_it_sees_the_desk(demo: Space) -> None:
    async with put_on(DeskScreen) as stage:
        desk = stage.screen
        assert isinstance(desk, DeskScreen)
        desk.in_sight = True
        assert desk.check_action("hand_out", ()) is False


async def test_d39_the_desk_chooses_the_language_of_what_is_made(demo: Space) -> None:
    async with put_on(HandingOutScreen) as stage:
        screen = stage.screen
        assert isinstance(screen, HandingOutScreen)
        await stage.press("o")
        await stage.press("3")
        await stage.until(lambda: screen.tongue == "pl")
        await stage.until(lambda: "Polish" in "\n".join(rows(stage.app)))
