"""A cell of a table is text, whatever somebody wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.cells import plain_cell

FORMULAS = [
    '=HYPERLINK("http://x.example","x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\x00=1+1",
    "\x1b[31m=1+1",
    "＝1+1",
    "- milk",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_d30_what_could_be_a_formula_has_an_apostrophe_before_it(text: str) -> None:
    assert plain_cell(text).startswith("'")


@pytest.mark.parametrize("text", ["", "More time.", "2 = 2", "I said: -1", "ł ą ż", "'quoted'"])
def test_other_words_stay_as_they_are(text: str) -> None:
    assert plain_cell(text) == text


@given(st.text(max_size=12))
def test_no_text_begins_as_a_formula_does(text: str) -> None:
    made = plain_cell(text)
    assert not made.strip()[:1] or made.strip()[0] not in "=+-@\t\r\n"
    assert not any(sign in made for sign in "\t\r\x00\x1b")
