"""The Easy Read paper at the desk, by keys: easier words, a picture, a mark, a name."""

from textual.widgets import Static

from models.easy_read.easy_read import easy_read_of
from models.easy_read.writing import write_easy_item
from models.space.space import Space
from models.theme.theme import rename_theme, themes_of
from screens.desk.easy_read import EasyReadScreen, EasyReportDialog
from screens.desk.easy_read_item import EasyItemScreen
from screens.desk.easy_read_line import EasyLineDialog
from screens.desk.easy_read_picture import EasyPictureDialog
from screens.dialogs.ask import AskDialog
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.write import WriteDialog
from screens.widgets.coach import Coach
from screens.widgets.line_list import LineList
from screens.widgets.words_line import WordsLine
from tests.screens.staging import Stage, put_on
from tests.screens.test_desk import told


async def type_in(stage: Stage, words: str) -> None:
    """Put words into the line of a dialog, and end it."""
    line = stage.screen.query_one(WordsLine)
    line.value = words
    await stage.press("enter")


def title(stage: Stage) -> str:
    return str(stage.screen.query_one("#title", Static).content)


async def test_a_part_is_made_easier_and_its_hard_word_explained(demo: Space) -> None:
    async with put_on(EasyReadScreen) as stage:
        board = stage.screen
        assert isinstance(board, EasyReadScreen)
        assert "draft, nobody has signed" in title(stage)
        assert "own words" in board.query_one(LineList).aloud_lit()
        await stage.press("c")
        part = stage.screen
        assert isinstance(part, EasyItemScreen)
        assert "It was about: Getting help at home." in str(part.query_one(LineList).entries)
        await stage.press("down", "c")
        line = stage.screen
        assert isinstance(line, EasyLineDialog)
        line.query_one(WordsLine).value = "An advocate came; we had tea."
        await stage.until(lambda: "more than one idea" in line.query_one(Coach).told)
        assert "“advocate” is a hard word" in line.query_one(Coach).told
        await type_in(stage, "An advocate came.")
        await stage.until(lambda: part.sees.opening.sentences[1] == "An advocate came.")
        await stage.until(lambda: "easy words" in title(stage))
        assert "“advocate” is a hard word" in part.query_one(LineList).aloud_lit()

        await stage.press("h", "1")
        await stage.until(lambda: isinstance(stage.screen, EasyLineDialog))
        assert stage.screen.query_one(WordsLine).value == "a person who helps you to speak up"
        await type_in(stage, "a person who speaks up with you")
        await stage.until(lambda: "hard word" not in part.query_one(LineList).aloud_lit())
        assert [one.explains for one in part.sees.opening.said if one.explains] == ["advocate"]
        await stage.press("h", "2")
        await stage.until(lambda: isinstance(stage.screen, WriteDialog))
        await type_in(stage, "tea")
        await stage.until(lambda: isinstance(stage.screen, EasyLineDialog))
        await type_in(stage, "a hot drink")
        await stage.until(lambda: stage.screen is part)

        await stage.press("a")
        await type_in(stage, "We had tea.")
        await stage.until(lambda: "tea" in part.sees.opening.sentences[2])
        await stage.until(lambda: "3. We had tea." in str(part.query_one(LineList).entries))
        await stage.press("down", "d")
        await stage.until(lambda: "We had tea." not in part.sees.opening.sentences)
        await stage.until(lambda: "We had tea." not in str(part.query_one(LineList).entries))

        await stage.press("p")
        await stage.until(lambda: isinstance(stage.screen, EasyPictureDialog))
        await stage.press("home", "enter")
        await stage.until(lambda: stage.screen is part)
        await stage.until(lambda: (shown := part.sees.opening.picture) and shown.name == "waiting")
        await stage.until(lambda: "Picture: Waiting" in str(part.query_one(LineList).entries))
        await stage.press("b")
        assert isinstance(stage.screen, ConfirmDialog)
        await stage.press("2")
        await stage.until(
            lambda: part.sees.opening.sentences[1] == "It was about: Getting help at home."
        )
        await stage.press("9")
        await stage.until(lambda: stage.screen is board)


async def test_d46_a_promise_is_left_out_with_a_reason_and_the_paper_is_signed(
    demo: Space,
) -> None:
    easy = easy_read_of(demo.uid)
    last = easy.news[-1].key
    for one in easy.items:
        if one.key not in ("", last):
            write_easy_item(demo.uid, one.key, one.sentences)
    async with put_on(EasyReadScreen) as stage:
        board = stage.screen
        assert isinstance(board, EasyReadScreen)
        await stage.press("l")
        assert "Only a promise or news can be left out" in told(stage)
        await stage.press("s")
        assert isinstance(stage.screen, AskDialog)
        await type_in(stage, "Our Voice")
        await stage.until(
            lambda: "2 parts are still" in str(stage.screen.query_one("#told", Static).content)
        )
        await stage.press("escape")
        await stage.press("end", "l")
        await type_in(stage, "It is for staff")
        await stage.until(lambda: board.sees.news_left_out == 1)
        await stage.until(lambda: "left out" in board.query_one(LineList).aloud_lit())
        await stage.press("home", "e")
        await stage.until(lambda: not board.sees.unwritten)
        await stage.press("r")
        report = stage.screen
        assert isinstance(report, EasyReportDialog)
        assert "left out. It is for staff." in "\n".join(report.report)
        await stage.press("escape", "s")
        await type_in(stage, "Our Voice")
        await stage.until(lambda: board.sees.signed)
        await stage.until(lambda: "signed by Our Voice" in title(stage))
        await stage.press("end", "l")
        await stage.until(lambda: board.sees.news_left_out == 0)
        await stage.until(lambda: "changed since it was signed" in title(stage))
        await stage.press("h")
        assert isinstance(stage.screen, PickDialog | WriteDialog)


async def test_what_was_written_before_the_real_words_changed_is_not_lost(demo: Space) -> None:
    part = easy_read_of(demo.uid).parts[0].theme
    write_easy_item(demo.uid, part.key, ["Visits end too soon."])
    theme = themes_of(demo.uid)[0]
    async with put_on(EasyItemScreen, (44, 12)) as stage:
        screen = stage.screen
        assert isinstance(screen, EasyItemScreen)
        assert "Visits end too soon." in told(stage)
        rename_theme(theme.uid, "Longer visits")
        await stage.until(lambda: "People told us: Longer visits." in told(stage))
        assert "changed since" in title(stage)
        await stage.press("w")
        await stage.until(lambda: "Visits end too soon." in str(screen.query_one(LineList).entries))
        assert not screen.sees.parts[0].theme.changed
