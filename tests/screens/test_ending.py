"""The end of a meeting: promises by theme, how it was, the report, and what comes late."""

from functools import partial
from pathlib import Path

from textual.widgets import Static

from models.contribution.contribution import State, capture, move, newest
from models.meeting.checkout import Value, checkout_of, open_checkout
from models.meeting.ladder import ratings_of
from models.outcome.told import quoted_in, to_recall
from models.promise.promise import PromiseKind, promises_of
from models.space.space import Space, SpaceState, close_space, find_space, open_space
from screens.desk.checkout import CheckoutScreen, hands_in
from screens.desk.desk import DeskScreen
from screens.desk.promise import PromiseDialog
from screens.desk.promise_update import UpdateDialog
from screens.desk.promises import PromisesScreen
from screens.desk.report import ReportScreen
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.write import WriteDialog
from screens.kiosk.bodies import Question
from screens.kiosk.kiosk import KioskScreen
from screens.kiosk.visit import PageName
from screens.widgets.coach import Coach
from screens.widgets.line_list import LineList
from screens.widgets.words_line import WordsLine
from tests.screens.cells import rows
from tests.screens.staging import Stage, put_on
from tests.screens.test_desk import told


async def more(stage: Stage, words: str) -> None:
    """Choose something from the menu of the desk."""
    await stage.press("escape", "f10")
    dialog = stage.screen
    assert isinstance(dialog, PickDialog)
    await stage.press(str(dialog.choices.index(words) + 1))
    await stage.until(lambda: stage.screen is not dialog)


def _is_told(stage: Stage, words: str) -> bool:
    return words in told(stage)


def read_back(form: PromiseDialog) -> str:
    """Return what the form says under its lines."""
    return str(form.query_one("#missing", Static).content)


def asked(screen: KioskScreen) -> str:
    """Return the question of the kiosk's page, which is drawn large."""
    return screen.query_one(Question).words


async def test_d36_themes_without_an_answer_come_first_and_are_answered(demo: Space) -> None:
    before = len(promises_of(demo.uid))
    async with put_on(DeskScreen, (44, 12)) as stage:
        await more(stage, "Promises")
        screen = stage.screen
        assert isinstance(screen, PromisesScreen)
        assert "No answer yet" in screen.query_one(LineList).aloud_lit()
        theme = screen.theme
        assert theme is not None
        await stage.press("w", "3")
        form = stage.screen
        assert isinstance(form, PromiseDialog)
        await stage.press(*"Look into it", "f2")
        await stage.until(lambda: "Say what exactly will be done." in read_back(form))
        form.query_one("#what", WordsLine).value = "Ask three firms"
        form.query_one("#who", WordsLine).value = "The lead"
        form.query_one("#due", WordsLine).value = "soon"
        await stage.press("f2")
        await stage.until(lambda: "not a date" in read_back(form))
        form.query_one("#due", WordsLine).value = "31/3/99"
        await stage.press("f2")
        await stage.until(lambda: "Tuesday 31 March 2099" in read_back(form))
        await stage.settle()
        assert "Right? Enter saves it." in told(stage), "it is in sight where rows are few"
        assert len(promises_of(demo.uid)) == before, "it is read back before it is saved"
        form.query_one("#who", WordsLine).value = "The team"
        await stage.settle()
        await stage.press("f2")
        await stage.until(lambda: "The team, by Tuesday" in read_back(form))
        await stage.press("f2")
        await stage.until(lambda: len(promises_of(demo.uid)) == before + 1)
        made = promises_of(demo.uid)[-1]
        assert (made.kind, made.theme, made.due, made.who) == (
            PromiseKind.MORE_TIME,
            theme.uid,
            "2099-03-31",
            "The team",
        )
        await stage.until(lambda: "0 themes without an answer" in told(stage))


async def test_the_coach_advises_on_a_promise_and_stops_nothing(demo: Space) -> None:
    async with put_on(PromisesScreen) as stage:
        await stage.press("w", "1")
        form = stage.screen
        assert isinstance(form, PromiseDialog)
        coach = form.query_one(Coach)
        assert coach.has_class("-hidden")
        form.query_one("#what", WordsLine).value = "Utilise the DRE"
        await stage.until(lambda: "use" in coach.told)
        form.query_one("#who", WordsLine).value = "The lead"
        form.query_one("#due", WordsLine).value = "31/3/99"
        await stage.settle()
        await stage.press("f2")
        await stage.until(lambda: "Right? Enter saves it." in read_back(form))
        assert coach.has_class("-hidden"), "what is read back stands alone"
        await stage.press("f2")
        await stage.until(lambda: promises_of(demo.uid)[-1].what == "Utilise the DRE")


async def test_a_promise_is_changed_and_taken_away_while_the_space_is_open(demo: Space) -> None:
    async with put_on(PromisesScreen) as stage:
        screen = stage.screen
        assert isinstance(screen, PromisesScreen)
        one = promises_of(demo.uid)[0]
        screen.query_one(LineList).light(one.uid)
        await stage.press("c")
        form = stage.screen
        assert isinstance(form, PromiseDialog)
        what = form.query_one("#what", WordsLine)
        assert what.value == one.what
        what.value = "Something else"
        await stage.settle()
        await stage.press("f2")
        await stage.until(lambda: "Right?" in read_back(form))
        await stage.press("f2")
        await stage.until(lambda: promises_of(demo.uid)[0].what == "Something else")
        assert promises_of(demo.uid)[0].public_id == one.public_id
        await stage.until(lambda: screen.lit is not None and screen.lit.what == "Something else")
        await stage.press("d")
        assert isinstance(stage.screen, ConfirmDialog)
        await stage.press("2")
        await stage.until(lambda: one.uid not in {p.uid for p in promises_of(demo.uid)})
        close_space(demo.uid)
        await stage.until(lambda: screen.space.state is SpaceState.CLOSED)
        screen.query_one(LineList).light(promises_of(demo.uid)[0].uid)
        for key in ("w", "c", "d"):
            await stage.press(key)
            assert "The space is closed" in told(stage), key
        await stage.press("n", "2")
        assert isinstance(stage.screen, UpdateDialog)
        await stage.press(*"It works", "enter", *"Ring us", "enter")
        await stage.until(lambda: promises_of(demo.uid)[0].done)


async def test_d41_hands_are_counted_and_both_sides_rate_the_meeting(demo: Space) -> None:
    async with put_on(DeskScreen, (120, 40)) as stage:
        await more(stage, "How was this meeting?")
        assert isinstance(stage.screen, CheckoutScreen)
        await stage.press("4", *"7 three", "enter")
        await stage.until(lambda: "Five numbers are needed" in told(stage))
        dialog = stage.screen
        assert dialog.query_one(WordsLine).value == "7 three", "what was typed comes back"
        dialog.query_one(WordsLine).value = "7, 3, 2, 0, 1"
        await stage.press("enter")
        scores = (7, 3, 2, 0, 1)
        await stage.until(lambda: checkout_of(demo.uid).scores[Value.RESPECT] == scores)
        await stage.until(lambda: "hands counted" in told(stage))
        for key, rung, reason in (("s", "5", "We asked"), ("p", "3", "We were told")):
            await stage.press(key, rung)
            await stage.until(lambda: isinstance(stage.screen, WriteDialog))
            await stage.press(*reason, "enter")
            await stage.until(partial(_is_told, stage, reason))
        staff, people = ratings_of(demo.uid)
        assert (staff.rung.name, people.rung.name) == ("engagement", "informing")
        await stage.press("o")
        await stage.until(lambda: checkout_of(demo.uid).is_open)
        await stage.until(lambda: "the kiosks ask it" in told(stage))
        await stage.press("o")
        await stage.until(lambda: not checkout_of(demo.uid).is_open)


def test_hands_are_read_from_any_line() -> None:
    assert hands_in("7, 3 2,0  1") == (7, 3, 2, 0, 1)
    assert hands_in("seven") == ()
    assert hands_in("-1 ² 5") == (5,)


async def test_d41_five_keys_at_a_kiosk_and_nothing_else_is_kept(demo: Space) -> None:
    async with put_on(KioskScreen) as stage:
        screen = stage.screen
        assert isinstance(screen, KioskScreen)
        await stage.until(lambda: screen.face_name)
        heard = len(newest(demo.uid))
        open_checkout(demo.uid)
        await stage.until(lambda: asked(screen) == "Welcome. How was this meeting?")
        await stage.press("enter")
        await stage.until(lambda: screen.visit.page is not PageName.WELCOME)
        if screen.visit.page is PageName.LANGUAGE:
            await stage.press("1")
        await stage.until(lambda: screen.visit.page is PageName.HOW_OFFER)
        await stage.press("1")
        for number, key in enumerate("12316", 1):
            await stage.until(partial(_is_told, stage, f"step {number} of 5"))
            assert len(screen.page.choices) == 6
            if number == 3:
                await stage.press("9")
                await stage.until(lambda: "step 2 of 5" in told(stage))
                await stage.press("2")
                await stage.until(lambda: "step 3 of 5" in told(stage))
            await stage.press(key)
        await stage.until(lambda: screen.visit.page is PageName.HOW_THANKS)
        assert screen.visit.marks == (), "from then on the visit does not know them"
        found = checkout_of(demo.uid)
        assert found.people == 1
        assert [sum(found.scores[value]) for value in Value] == [1, 1, 1, 1, 0]
        assert found.scores[Value.ACCESSIBILITY] == (0, 0, 1, 0, 0)
        assert len(newest(demo.uid)) == heard, "it is no contribution, and has no receipt"
        await stage.press("2")
        await stage.until(lambda: screen.visit.page is PageName.WAY)
        assert screen.visit.prompt == found.prompt
        await stage.until(lambda: "What got in the way today?" in told(stage))


async def test_d42_a_kiosk_says_that_the_meeting_is_over(demo: Space) -> None:
    async with put_on(KioskScreen) as stage:
        screen = stage.screen
        assert isinstance(screen, KioskScreen)
        await stage.until(lambda: screen.face_name)
        close_space(demo.uid)
        await stage.until(lambda: asked(screen).startswith("This meeting has ended."))
        await stage.press("enter")
        await stage.until(lambda: screen.visit.page is not PageName.WELCOME)
        if screen.visit.page is PageName.LANGUAGE:
            await stage.press("1")
        await stage.until(lambda: screen.visit.page is PageName.CLOSED)
        await stage.press("1")
        await stage.until(lambda: screen.visit.page is PageName.BEEN_HERE)
        await stage.press("9")
        await stage.until(lambda: screen.visit.page is PageName.CLOSED)
        await stage.press("2")
        await stage.until(lambda: screen.visit.page is PageName.WELCOME)
        open_space(demo.uid)
        await stage.until(lambda: asked(screen) == "Welcome. Say what matters to you.")


async def test_d42_the_report_is_read_saved_and_the_space_closed_after_asking(
    demo: Space, tmp_path: Path
) -> None:
    async with put_on(DeskScreen) as stage:
        await more(stage, "Report and close")
        screen = stage.screen
        assert isinstance(screen, ReportScreen)
        assert "draft" in told(stage)
        top = rows(stage.app)
        await stage.press("pagedown")
        await stage.until(lambda: rows(stage.app) != top)
        await stage.press("s")
        dialog = stage.screen
        assert isinstance(dialog, WriteDialog)
        file = tmp_path / "report.txt"
        dialog.query_one(WordsLine).value = str(file)
        await stage.press("enter")
        await stage.until(file.exists)
        assert "You said:" in file.read_text(encoding="utf-8")
        # D45: it was noted whose words are in it, so that it can be called back.
        assert to_recall(demo.uid) == ()
        move(min(quoted_in(demo.uid)), State.WITHDRAWN)
        (recall,) = to_recall(demo.uid)
        assert recall.taken_back == 1
        assert recall.sentences[0].endswith(f"made: report. To: {file}")
        await stage.press("s")
        stage.screen.query_one(WordsLine).value = str(tmp_path / "report.txt" / "no")
        await stage.press("enter")
        await stage.until(lambda: "could not be written" in told(stage))
        await stage.press("x")
        assert isinstance(stage.screen, ConfirmDialog)
        assert "may be about harm" in told(stage), "what is left to do is named first"
        await stage.press("1")
        assert find_space().state is SpaceState.OPEN
        await stage.press("x", "2")
        await stage.until(lambda: find_space(demo.public_id).state is SpaceState.CLOSED)
        await stage.until(lambda: "Report · closed" in told(stage))


async def test_d42_at_the_desk_a_late_addition_takes_a_second_enter(demo: Space) -> None:
    close_space(demo.uid)
    before = len(newest(demo.uid))
    async with put_on(DeskScreen) as stage:
        desk = stage.screen
        assert isinstance(desk, DeskScreen)
        line = desk.query_one("#line", WordsLine)
        await stage.press(*"From a letter", "enter")
        await stage.until(lambda: line.value.strip() == "From a letter")
        assert "Press Enter again to add it late." in told(stage)
        assert len(newest(demo.uid)) == before
        await stage.press(*"that came", "enter")
        await stage.until(lambda: "Press Enter again" in told(stage) and line.value.strip())
        assert len(newest(demo.uid)) == before, "other words are asked about anew"
        await stage.press("enter")
        await stage.until(lambda: len(newest(demo.uid)) == before + 1)
        one = newest(demo.uid, most=1)[0]
        assert (one.words, one.late) == ("From a letter that came", True)
        await stage.until(lambda: "late addition" in told(stage))
    open_space(demo.uid)
    assert not capture(demo.uid, "More").late
