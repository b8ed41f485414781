"""What the desk does, key by key, as a scribe and a facilitator do it."""

from uuid import UUID

from textual.message import Message

from models.contribution.contribution import (
    NO_CONSENT,
    THE_LEADER,
    Role,
    State,
    capture,
    contribution,
    counts,
    newest,
    set_consent,
)
from models.desk.desk import read_desk
from models.flags.types import HOLD_REASONS
from models.promise.promise import PromiseKind, promises_of
from models.room.room import read_room
from models.room.stage import Showing
from models.space.space import Space, close_space
from screens.desk.desk import DeskScreen
from screens.desk.promise import PromiseDialog
from screens.desk.themes import ThemesScreen
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.pick import PickDialog
from screens.messages import Speak
from screens.widgets.line_list import LineList
from screens.widgets.words_line import WordsLine
from tests.screens.cells import rows
from tests.screens.conftest import Voice
from tests.screens.staging import Stage, put_on


def desk(stage: Stage) -> DeskScreen:
    """Return the desk that is on."""
    screen = stage.app.screen_stack[0]
    assert isinstance(screen, DeskScreen)
    return screen


def lit(stage: Stage) -> UUID:
    """Return what is lit at the desk."""
    one = desk(stage).lit
    assert one is not None
    return one.uid


def told(stage: Stage) -> str:
    """Return everything that stands on the screen, on one line."""
    return " ".join(" ".join(rows(stage.app)).split())


async def light(stage: Stage, uid: UUID) -> None:
    """Put the light on a contribution, as the arrows do."""
    await stage.until(lambda: uid in {one.uid for one in desk(stage).sees.contributions})
    desk(stage).query_one("#list", LineList).light(uid)
    await stage.settle()
    assert lit(stage) == uid


# -- the scribe's line -------------------------------------------------------------------------


async def test_enter_saves_and_the_light_goes_to_what_was_saved(demo: Space) -> None:
    async with put_on(DeskScreen) as stage:
        await stage.press("down", "down", *"More time", "enter")
        await stage.until(lambda: newest(demo.uid, most=1)[0].words == "More time")
        await stage.until(lambda: lit(stage) == newest(demo.uid, most=1)[0].uid)
        assert desk(stage).query_one(WordsLine).value == ""
        assert "Saved." in told(stage)
        await stage.press(*"Next", "enter")
        await stage.until(lambda: lit(stage) == newest(demo.uid, most=1)[0].uid)
        assert [one.words for one in newest(demo.uid, most=2)] == ["Next", "More time"]


async def test_what_is_saved_goes_with_the_question_of_now(demo: Space) -> None:
    async with put_on(DeskScreen) as stage:
        current = desk(stage).sees.current
        await stage.press(*"Words", "enter")
        await stage.until(lambda: newest(demo.uid, most=1)[0].words == "Words")
        saved = newest(demo.uid, most=1)[0]
        assert current is not None
        assert saved.prompt == current.prompt
        assert saved.state is State.WAITING


async def test_an_empty_line_saves_nothing_and_says_why(demo: Space) -> None:
    before = counts(demo.uid)
    async with put_on(DeskScreen) as stage:
        await stage.press("space", "enter")
        await stage.until(lambda: "There are no words yet." in told(stage))
    assert counts(demo.uid) == before


async def test_a_save_that_fails_gives_the_words_back_and_says_why(demo: Space) -> None:
    async with put_on(DeskScreen) as stage:
        line = desk(stage).query_one(WordsLine)
        await stage.press(*"Do not lose me")
        close_space(demo.uid)
        await stage.press("enter")
        await stage.until(lambda: line.value.strip() == "Do not lose me")
        assert "This space is closed, so nothing was saved." in told(stage)
        assert line.cursor_position == len(line.value)
        await stage.press("escape", "x", "enter")
        await stage.until(lambda: "The space is open." in told(stage))
        await stage.press("f9", "enter")
        await stage.until(lambda: newest(demo.uid, most=1)[0].words == "Do not lose me")


async def test_words_typed_while_a_save_fails_are_kept_too(demo: Space) -> None:
    close_space(demo.uid)
    async with put_on(DeskScreen) as stage:
        line = desk(stage).query_one(WordsLine)
        await stage.pilot.press(*"first", "enter", *"second")
        await stage.until(lambda: "first" in line.value)
        assert line.value.split() == ["first", "second"]


async def test_f7_takes_the_next_role(demo: Space) -> None:
    async with put_on(DeskScreen) as stage:
        for role in [*list(Role)[1:], THE_LEADER, Role.UNKNOWN]:
            await stage.press("f7")
            if role == THE_LEADER:
                assert "The leader says (not counted as heard)" in told(stage)
                continue
            assert f"Said by: {role or 'not asked'}." in told(stage)
            assert f"by: {role or 'not asked'}" in told(stage)
        await stage.press("f7", *"Words", "enter")
        await stage.until(lambda: newest(demo.uid, most=1)[0].role == Role.USES_SERVICES)


async def test_the_light_never_moves_by_itself(demo: Space) -> None:
    """Whoever is about to press a key means what is lit now."""
    async with put_on(DeskScreen) as stage:
        await stage.press("down", "down", "down")
        before = lit(stage)
        for number in range(5):
            capture(demo.uid, f"New words {number}", face="kiosk 1")
        await stage.until(lambda: desk(stage).sees.tally.heard == 35)
        assert lit(stage) == before
        assert contribution(before).words in told(stage), "and it stays in sight"


# -- what is lit -------------------------------------------------------------------------------


async def test_f2_clears_and_again_shows_it_large(demo: Space) -> None:
    uid = capture(demo.uid, "Show me").uid
    async with put_on(DeskScreen) as stage:
        await light(stage, uid)
        await stage.press("f2")
        await stage.until(lambda: contribution(uid).state is State.CLEARED)
        await stage.until(lambda: "Shown: the room may see it." in told(stage))
        assert read_room(demo.uid).showing is Showing.PROMPT
        await stage.until(lambda: desk(stage).lit == contribution(uid))
        await stage.press("f2")
        await stage.until(lambda: read_room(demo.uid).showing is Showing.CONTRIBUTION)
        assert [one.uid for one in read_room(demo.uid).contributions] == [uid]


async def test_f2_without_consent_says_why_and_the_room_does_not_have_it(demo: Space) -> None:
    uid = capture(demo.uid, "Only for those in charge", consent=NO_CONSENT).uid
    async with put_on(DeskScreen) as stage:
        await light(stage, uid)
        for _ in range(2):
            await stage.press("f2")
            await stage.until(lambda: "This person has not agreed" in told(stage))
            await stage.until(lambda: desk(stage).lit == contribution(uid))
        assert contribution(uid).state is State.CLEARED
        assert "cleared, not for the room" in told(stage)
        assert "Only for those in charge" not in repr(read_room(demo.uid))
        await stage.press("f4")
        assert "Only for those in charge" not in repr(read_room(demo.uid))


async def test_consent_that_is_taken_back_takes_it_out_of_the_room(demo: Space) -> None:
    uid = capture(demo.uid, "Not any more").uid
    async with put_on(DeskScreen) as stage:
        await light(stage, uid)
        await stage.press("f2")
        await stage.until(lambda: desk(stage).lit == contribution(uid))
        await stage.press("f2")
        await stage.until(lambda: "Not any more" in repr(read_room(demo.uid)))
        set_consent(uid, NO_CONSENT)
        assert "Not any more" not in repr(read_room(demo.uid))
        await stage.until(lambda: "Not any more" not in repr(desk(stage).sees.room))


async def test_f3_holds_with_a_reason(demo: Space) -> None:
    uid = capture(demo.uid, "Hold me").uid
    async with put_on(DeskScreen) as stage:
        await light(stage, uid)
        await stage.press("f3", "escape")
        assert contribution(uid).state is State.WAITING, "Esc changes nothing"
        await stage.press("f3")
        assert isinstance(stage.screen, PickDialog)
        await stage.press("2")
        await stage.until(lambda: contribution(uid).state is State.HELD)
        assert contribution(uid).reason == HOLD_REASONS[1]
        await stage.until(lambda: f"held: {HOLD_REASONS[1]}" in told(stage))
        await stage.press("f3", str(len(HOLD_REASONS) + 1), *"my own", "enter")
        await stage.until(lambda: contribution(uid).reason == "my own")


async def test_what_is_held_is_cleared_only_after_asking(demo: Space) -> None:
    held = next(one for one in read_desk(demo.uid).contributions if one.state is State.HELD)
    async with put_on(DeskScreen) as stage:
        await light(stage, held.uid)
        await stage.press("f2")
        assert isinstance(stage.screen, ConfirmDialog)
        await stage.press("enter")
        assert contribution(held.uid).state is State.HELD
        await stage.press("f2", "2")
        await stage.until(lambda: contribution(held.uid).state is State.CLEARED)


async def test_blank_and_back_and_next(demo: Space) -> None:
    async with put_on(DeskScreen) as stage:
        for key, showing in (
            ("f5", Showing.BLANK),
            ("f5", Showing.PROMPT),
            ("f6", Showing.QR),
            ("f6", Showing.PROMPT),
            ("f8", Showing.BREAK),
        ):
            await stage.press(key)
            await stage.until(lambda showing=showing: read_room(demo.uid).showing is showing)  # type: ignore[misc]
            await stage.until(
                lambda: desk(stage).sees.room and desk(stage).sees.room == read_room(demo.uid)
            )


# -- themes and promises -----------------------------------------------------------------------


async def test_a_digit_puts_what_is_lit_into_a_theme_and_out(demo: Space) -> None:
    async with put_on(ThemesScreen) as stage:
        board = stage.screen
        assert isinstance(board, ThemesScreen)
        one = board.lit
        assert one is not None

        def members(number: int) -> frozenset[UUID]:
            return read_desk(demo.uid).themes[number - 1].members

        assert one.uid not in members(2)
        await stage.press("2")
        await stage.until(lambda: one.uid in members(2))
        await stage.until(lambda: board.lit is not None and board.lit.uid != one.uid)
        board.query_one("#words", LineList).light(one.uid)
        await stage.until(lambda: one.uid in board.sees.themes[1].members)
        await stage.press("2")
        await stage.until(lambda: one.uid not in members(2))
        await stage.press("8")
        await stage.until(lambda: "There is no such theme yet." in told(stage))


async def test_a_promise_that_says_too_little_is_refused_kindly(demo: Space) -> None:
    before = len(promises_of(demo.uid))
    async with put_on(ThemesScreen) as stage:
        await stage.press("w", "1")
        assert isinstance(stage.screen, PromiseDialog)
        await stage.press(*"try our best", "enter", *"The team", "enter", "enter")
        dialog = stage.screen
        assert isinstance(dialog, PromiseDialog)
        assert "Say what exactly will be done." in told(stage)
        assert dialog.query_one("#what", WordsLine).value == "try our best"
        assert dialog.query_one("#who", WordsLine).value == "The team"
        assert dialog.query_one("#what").has_focus, "where something is missing, the cursor is"
        for _ in "try our best":
            await stage.pilot.press("backspace")
        await stage.press(*"Phone back", "enter", "enter", "enter")
        assert "Say by when." in told(stage)
        assert len(promises_of(demo.uid)) == before
        await stage.press(*"30/4/2027", "enter")
        assert "Phone back. The team, by Friday 30 April 2027" in told(stage), "read back first"
        assert len(promises_of(demo.uid)) == before
        await stage.press("enter")
        await stage.until(lambda: len(promises_of(demo.uid)) == before + 1)
        promise = promises_of(demo.uid)[-1]
        assert (promise.kind, promise.what, promise.who, promise.due) == (
            PromiseKind.WILL,
            "Phone back",
            "The team",
            "2027-04-30",
        )


# -- the voice ---------------------------------------------------------------------------------


async def test_the_room_speaks_when_the_desk_asks_and_not_the_desk(
    demo: Space, voice: Voice
) -> None:
    seen: list[Message] = []
    async with put_on(DeskScreen, hook=seen.append) as stage:
        await stage.press("f4")
        assert "No room screen is open, so nothing is read aloud." in told(stage)
        await stage.press(*"Words", "enter", "f7", "f2")
        await stage.settle()
    assert not [one for one in seen if isinstance(one, Speak)], "the desk is silent by itself"
    assert voice.said == []


async def test_who_asks_for_help_is_told_at_once_and_said(demo: Space, voice: Voice) -> None:
    from models.desk.face import FaceKind, ask_for_help, report_face
    from models.identity import new_uid

    async with put_on(DeskScreen, has_voice=True) as stage:
        screen = stage.screen
        assert isinstance(screen, DeskScreen)
        kiosk = new_uid()
        report_face(kiosk, demo.uid, FaceKind.KIOSK)
        ask_for_help(kiosk)
        await stage.until(lambda: "! Kiosk 1 asks for help" in voice.said)
        assert any("Kiosk 1 asks for help" in row for row in rows(stage.app))
        await stage.resize((120, 40))
        assert voice.said.count("! Kiosk 1 asks for help") == 1
