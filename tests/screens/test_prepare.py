"""Prepare, by keys alone: at the desk from More, and at the front door for a new space."""

from pathlib import Path

from models.kiosk.pin import check_pin
from models.meeting.attendance import how_many_came
from models.meeting.needs import Met, needs_of
from models.meeting.running_order import running_order
from models.meeting.team import team_of
from models.space.agreed import agreed_for
from models.space.prompt import prompts_of
from models.space.space import Space, list_spaces
from models.space.template import load_template
from models.times import say_time
from screens.desk.desk import DeskScreen
from screens.desk.prepare import PrepareScreen
from screens.desk.prepare_menu import MenuPage
from screens.dialogs.coach import CoachDialog
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.pick import PickDialog
from screens.door import DoorScreen
from screens.widgets.coach import Coach
from screens.widgets.line_list import LineList
from screens.widgets.words_line import WordsLine
from tests.screens.cells import rows
from tests.screens.conftest import Voice
from tests.screens.staging import Stage, put_on


def text(stage: Stage) -> str:
    """Everything on the screen, one space between words."""
    return " ".join(" ".join(rows(stage.app)).split())


async def write(stage: Stage, words: str) -> None:
    """Write a line anew and end it; wait until it was taken."""
    dialog = stage.screen
    assert isinstance(dialog, CoachDialog), dialog
    dialog.query_one(WordsLine).value = words
    await stage.press("enter")
    await stage.until(lambda: stage.screen is not dialog)


def prepare(stage: Stage) -> PrepareScreen:
    assert isinstance(stage.screen, PrepareScreen), stage.screen
    return stage.screen


async def test_d01_prompts_with_all_their_forms_and_what_is_missing_is_said(demo: Space) -> None:
    async with put_on(DeskScreen) as stage:
        await stage.press("escape", "full_stop", "1")
        await stage.until(lambda: isinstance(stage.screen, PrepareScreen))
        assert "2 Prompts 3 prompts" in text(stage)
        await stage.press("2", "n")
        # The coach advises under the line, and holds nobody up.
        dialog = stage.screen
        await stage.press(*"Utilise it?")
        coach = dialog.query_one(Coach)
        await stage.until(lambda: coach.told)
        assert "“utilise”: you could say “use”." in text(stage)
        await stage.press("enter")
        await stage.until(lambda: len(prompts_of(demo.uid)) == 4)
        await stage.until(lambda: "Prompt 4 ·" in text(stage))
        assert "Polish, its words missing" in text(stage)
        # Polish is the fourth form, after the words, read aloud and Easy Read.
        for number, words in (("3", "Do you use it?"), ("4", "Czy?"), ("5", "Czy tak?")):
            await stage.press(number)
            await write(stage, words)
        await stage.until(lambda: prompts_of(demo.uid)[3].wording_in("pl").spoken == "Czy tak?")
        assert prompts_of(demo.uid)[3].wording_in("en", easy_read=True).text == "Do you use it?"
        await stage.press("escape")
        await stage.until(lambda: "4 Utilise it? no Welsh" in text(stage))
        assert "4 prompts, 1 has no Welsh. Nothing waits" in text(stage)
        # Up, then away after asking; one that people answered stays.
        await stage.press("u")
        await stage.until(lambda: prompts_of(demo.uid)[2].text == "Utilise it?")
        await stage.until(lambda: stage.screen.query_one(LineList).lit == 2)
        await stage.press("x")
        assert isinstance(stage.screen, ConfirmDialog)
        await stage.press("2")
        await stage.until(lambda: len(prompts_of(demo.uid)) == 3)
        await stage.press("home", "x", "2")
        await stage.until(lambda: "People have answered this prompt" in text(stage))
        await stage.press("9")
        assert isinstance(prepare(stage).page, MenuPage)
        assert prepare(stage).lit == "2", "the way back leads to where one was"
        await stage.press("9")
        assert isinstance(stage.screen, DeskScreen)


async def test_the_order_adds_up_and_rules_and_the_rest_are_a_key_away(
    demo: Space, tmp_path: Path
) -> None:
    async with put_on(PrepareScreen) as stage:
        await stage.press("1", "6")
        await write(stage, "2 hours")
        await stage.until(lambda: "120 minutes" in text(stage))
        await stage.press("escape", "3")
        assert "119 of 120 minutes; 1 left. ! Some of the time booked" in text(stage)
        # A slip is told where it is written, and the line stays.
        await stage.press("8", "1")
        stage.screen.query_one(WordsLine).value = "soon"
        await stage.press("enter")
        await stage.until(lambda: "That is not a number of minutes." in text(stage))
        await write(stage, "6")
        await stage.until(lambda: "120 of 120 minutes; it fits." in text(stage))
        await stage.press("home", "n", "4")
        await write(stage, "10")
        await stage.until(lambda: running_order(demo.uid)[1].title == "Break")
        await stage.until(lambda: "130 of 120 minutes; 10 too many." in text(stage))
        assert prepare(stage).lit == str(running_order(demo.uid)[1].uid)
        await stage.press("escape", "4", "n")
        await write(stage, "Phones are off.")
        await stage.until(lambda: "7 Phones are off." in text(stage))
        await stage.press("escape", "7", "3")
        await stage.until(lambda: "Welsh no" in text(stage))
        await stage.press("escape", "w", "n", "3")
        await write(stage, "Service Director")
        await stage.until(lambda: "Leader who listens: Service Director" in text(stage))
        await stage.press("v")
        await stage.until(lambda: team_of(demo.uid)[0].shown)
        await stage.press("escape", "a", "1")
        await stage.until(lambda: "Somebody has already spoken" in text(stage))
        assert agreed_for(demo.uid).approval
        await stage.press("escape", "i")
        for pin in ("7302", "6048", "6048"):
            dialog = stage.screen
            await stage.press(*pin, "enter")
            await stage.until(lambda before=dialog: stage.screen is not before)  # type: ignore[misc]
        await stage.until(lambda: "The PIN is set." in text(stage))
        assert check_pin("6048")
        await stage.press("t")
        await write(stage, str(tmp_path / "plan.toml"))
    assert load_template(tmp_path / "plan.toml").rules[-1] == "Phones are off."


async def test_d02_d24_needs_are_counts_and_the_sheet_is_a_key_away(demo: Space) -> None:
    async with put_on(PrepareScreen) as stage:
        await stage.press("8", "n", "2")
        await write(stage, "2")
        await stage.until(lambda: "2 large print to do" in text(stage))
        await stage.press("n", "1")
        # What may be a name is refused in the line itself.
        stage.screen.query_one(WordsLine).value = "Sharon needs a chair"
        await stage.press("enter")
        await stage.until(lambda: "That may be a name" in text(stage))
        await write(stage, "a Polish interpreter")
        await stage.until(lambda: "For how many people?" in text(stage))
        await write(stage, "1")
        await stage.until(lambda: len(needs_of(demo.uid)) == 2)
        await stage.until(lambda: "2 large print, 1 a Polish interpreter." in text(stage))
        await stage.press("m")
        await stage.until(lambda: needs_of(demo.uid)[0].met is Met.MET)
        await stage.press("down", "p")
        await write(stage, "13:40")
        await stage.until(lambda: "partly met until 13:40" in text(stage))
        assert say_time(needs_of(demo.uid)[1].until) == "13:40"
        await stage.press("s")
        await stage.until(lambda: "Day sheet" in text(stage))
        assert "2 large print, 1 a Polish interpreter" in text(stage)
        assert "Sharon" not in text(stage)
        assert "[x] 2 large print: met" in text(stage)
        await stage.press("9", "9", "c", "2")
        await write(stage, "6")
        await stage.until(lambda: [one.how_many for one in how_many_came(demo.uid)] == [6])
        await stage.until(lambda: "6 came. Outside the desk: 6 a carer." in text(stage))


async def test_the_coach_is_heard_after_a_pause_and_knows_english_alone(
    demo: Space, voice: Voice
) -> None:
    dialog = CoachDialog("A prompt", lambda _: True, words="Wykorzystanie DRE", language="pl")
    async with put_on(dialog, has_voice=True) as stage:
        assert stage.screen.query_one(Coach).told == ""
        await stage.press("escape")
        stage.app.push_screen(CoachDialog("A prompt", lambda _: True))
        await stage.settle()
        await stage.press(*"The DRE")
        await stage.until(lambda: "say what the letters stand for" in voice.said[-1])
        said = len(voice.said)
        await stage.press("backspace", "E")
        coach = stage.screen.query_one(Coach)
        await stage.pilot.pause(1)
        assert coach.told
        assert not any("letters" in one for one in voice.said[said:]), "it says a thing once"


async def test_a_new_space_at_the_front_door_is_prepared_at_once(
    demo: Space, tmp_path: Path
) -> None:
    async with put_on(DoorScreen) as stage:
        await stage.press("6", str(len(list_spaces()) + 1))
        assert isinstance(stage.screen, PickDialog)
        await stage.press("2")
        await write(stage, "Getting about")
        await stage.until(lambda: isinstance(stage.screen, PrepareScreen))
        made = list_spaces()
        found = next(one for one in made if one.title == "Getting about")
        assert [one.wordings for one in prompts_of(found.uid)] == [
            one.wordings for one in prompts_of(demo.uid)
        ]
        await stage.press("1", "3")
        await write(stage, "The hall")
        await stage.until(lambda: "3 Place The hall" in text(stage))
        await stage.press("escape", "escape")
        await stage.until(lambda: "Getting about The hall, planned" in text(stage))
        # A template that is not there is told in the line, and nothing is made.
        await stage.press("6", str(len(made) + 1), "3")
        stage.screen.query_one(WordsLine).value = str(tmp_path / "none.toml")
        await stage.press("enter")
        await stage.until(lambda: "cannot be read" in text(stage))
        assert len(list_spaces()) == len(made)
