"""People's words: what is taken out, and that everything else stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.words import clean, one_line

ANY_CHARACTER = st.characters(exclude_categories=[])
PIECES = st.sampled_from(
    [
        *("\x1b[31m", "\x1b[", "\x1b]0;title\x07", "\x1b", "\r\n", "\r", "\u2028", "\x85", "\x00"),
        *("\ud800", "\udfff", "\ud83d\ude00", "\u202e", "\ufeff", "e\u0301", "\u0301", " ", "[/x]"),
        *("a", "\u200d", "\u200f", "م", "👩\u200d👧", "\x9b31m", "\n", "\t"),
    ]
)
ANY_TEXT = st.one_of(st.text(ANY_CHARACTER), st.lists(PIECES).map("".join))


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert one_line(one_line(text)) == one_line(text)


@given(ANY_TEXT)
def test_nothing_is_left_that_drives_a_terminal_or_breaks_a_database(text: str) -> None:
    cleaned = clean(text)
    for char in cleaned:
        assert char == "\n" or unicodedata.category(char) not in ("Cc", "Cs")
        assert char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()
    cleaned.encode()


@given(ANY_TEXT)
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@given(st.text(st.characters(exclude_categories=["C"], exclude_characters="\u2028\u2029")))
def test_ordinary_text_of_any_script_stays_as_it_is(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text).strip()


@pytest.mark.parametrize(
    "words",
    [
        "[/x] is what the form said",
        "[@click=app.quit]press[/]",
        "[bold]not bold[/bold]",
        "{braces} <b>html</b> & %s $HOME `ls` '; DROP TABLE contribution; --",
        "=HYPERLINK('x')",
        "Being in my garden 🌻 👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
        "أريد مزيدا من الوقت",
        "میں گھر پر رہنا چاہتی ہوں",
        "ąęłżź ŵŷ ß ñ 漢字 ไทย",
        "two\nlines",
    ],
)
def test_markup_emoji_and_every_script_are_kept(words: str) -> None:
    assert clean(words) == words


@pytest.mark.parametrize(
    ("given_words", "kept"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07after", "after"),
        ("\x1b]8;;https://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("a\x00b", "ab"),
        ("half \ud83d emoji", "half  emoji"),
        ("turned\u202etxt", "turnedtxt"),
        ("a\tb", "a b"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("  spaces  \n", "spaces"),
        ("e\u0301", "é"),
        ("\ufeffstart", "start"),
        ("\x07\x08\x7f", ""),
    ],
)
def test_what_is_taken_out(given_words: str, kept: str) -> None:
    assert clean(given_words) == kept


def test_long_and_nasty_text_is_cleaned_in_time() -> None:
    for text in ("\x1b]" * 200_000, "\x1b[" + "0" * 500_000, "\x1b" * 500_000, "a" * 2_000_000):
        clean(text)


def test_one_line_joins_lines_with_spaces() -> None:
    assert one_line(" a \n\n b\tc ") == "a b c"
