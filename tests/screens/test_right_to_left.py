"""A prompt in Arabic, Urdu or Hebrew: large, it is drawn in the order in which it is read."""

import pytest

from models.contribution.contribution import State, capture, move
from models.desk.desk import read_desk
from models.meeting.running_order import ItemKind, add_item
from models.room.room import read_room
from models.room.stage import show_item
from models.space.prompt import add_prompt
from models.space.space import new_space, open_space
from screens.desk.desk import DeskScreen
from screens.room.room import RoomScreen
from screens.widgets.block_letters import block_lines, draw, marked_rows
from screens.widgets.glyphs import _pieces
from screens.widgets.large import Look, large
from screens.widgets.reading_order import from_the_right, in_reading_order
from tests.screens.conftest import Voice
from tests.screens.staging import put_on

ARABIC = "ما الذي يساعدك 24 ساعة؟"
HEBREW = "מה עוזר לך ב BBC (היום)?"
URDU = "آپ کو گھر پر رہنے میں کیا مدد"


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("What helps you?", "What helps you?"),
        (ARABIC, "ساعة؟ 24 يساعدك الذي ما"),
        (HEBREW, "(היום)? BBC ב לך עוזר מה"),
        # Two words of the other way keep their own order, and take a number with them.
        ("ما هو the NHS 111 اليوم", "اليوم the NHS 111 هو ما"),
        ("They say ما هو 24 often", "They say 24 هو ما often"),
        ("24 hours", "24 hours"),
    ],
)
def test_words_stand_in_the_order_in_which_they_are_read(text: str, stands: str) -> None:
    words = text.split()
    order = in_reading_order(words, right=from_the_right(text))
    assert " ".join(words[place] for place in order) == stands


def test_a_line_read_from_the_right_stands_at_the_right() -> None:
    [line] = block_lines("ما هو 24", 60, 4) or ()
    rows = marked_rows(line, 4, None)
    assert {row.cell_length for row in rows} == {60}
    last = draw("ما", 4)
    assert all(row.plain.endswith(part) for row, part in zip(rows, last, strict=True))
    assert [word.start for word in line.words] == [0, 3, 6], "pages are cut by the text's own order"
    marked = marked_rows(line, 4, (0, 2), "bold")[0]
    [on] = {(span.start, span.end) for span in marked.spans if "reverse" in str(span.style)} - {
        (span.start, span.end) for span in marked.spans if span.end - span.start == 1
    }
    assert on == (60 - len(last[0]), 60), "the word being said is the first one: the rightmost"


def test_signs_beside_a_word_stand_where_it_is_read_from() -> None:
    """The question mark of Hebrew is at the left, and what opens at the right is a bracket."""
    assert _pieces("(היום)?") == ("?(", "היום", ")")
    assert _pieces("المنزل.") == (".", "المنزل")
    assert _pieces("NHS") == ("NHS",)
    for text in (HEBREW, "أريد وقتا أطول."):
        assert block_lines(text, 300, 4), "no sign keeps a line from being drawn"


def test_letters_without_a_shape_are_left_to_the_terminal() -> None:
    """Empty boxes in a row were what the room saw."""
    for words in ("你好", "तुम कैसे हो"):
        assert block_lines(words, 300, 4) is None
        assert words in large(words, Look(80, 24), 20)[0].plain
    [line] = block_lines("🌻 sun", 300, 4) or ()
    assert [row.strip() for row in line.words[0].rows if row.strip()] == ["🌻"]
    boxes = draw("\uffff", 4)
    for word in (*ARABIC.split(), *HEBREW.split(), *URDU.split()):
        assert draw(word, 4) != boxes
    assert len({draw(letter, 4) for letter in "ابجدرس"}) == 6


@pytest.mark.parametrize("text", [ARABIC, HEBREW, URDU])
async def test_the_room_shows_such_a_prompt_and_leaves_the_rest(
    store: object, voice: Voice, text: str
) -> None:
    """The prompt is drawn; the English words beside it and the desk stay as they are."""
    space = open_space(new_space("Getting help at home").uid)
    prompt = add_prompt(space.uid, text)
    item = add_item(space.uid, ItemKind.PROMPT, "Prompt 1", 40, prompt=prompt.uid)
    show_item(space.uid, item.uid)
    said = capture(space.uid, "More time from the carers.", prompt=prompt.uid)
    move(said.uid, State.CLEARED)
    async with put_on(RoomScreen(read_room(space.uid), "heard.example/k7")) as stage:
        for size in ((44, 12), (80, 24), (132, 43)):
            await stage.resize(size)
            rows = [
                "".join(part.text for part in strip)
                for strip in stage.screen._compositor.render_strips()
            ]
            whole = "\n".join(rows)
            as_drawn = [
                all(row.plain.strip() in whole for row in marked_rows(line, cap, None))
                for cap in (3, 4)
                for line in block_lines(text, size[0] - 2, cap) or ()
            ]
            assert any(as_drawn) or " ".join(text.split()[:2]) in whole, size
            assert "heard.example/k7" in whole
    async with put_on(DeskScreen(read_desk(space.uid))) as stage:
        assert isinstance(stage.screen, DeskScreen)
        assert read_desk(space.uid).room.prompt.text_in("en") == text  # type: ignore[union-attr]
