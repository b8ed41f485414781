"""The command line says which forms of its prompts a space lacks (D1)."""

from pathlib import Path

from tests.tui.conftest import Heard

TEMPLATE = """
title = "Getting about"
languages = ["pl"]
[[prompts]]
text = "How do you get about?"
easy_read = "How do you travel?"
[prompts.in.pl]
text = "Czym jeździsz?"
[[prompts]]
text = "What gets in the way?"
easy_read = "What stops you?"
"""
MISSING = "Prompt 2 has no Polish form."


def test_d01_what_is_missing_is_said_when_a_space_is_made_and_by_the_check(
    heard: Heard, tmp_path: Path
) -> None:
    assert "without  Prompts: there is no space yet" in heard("check", "prompts").out
    page = tmp_path / "page.toml"
    page.write_text(TEMPLATE, encoding="utf-8")
    made = heard("space", "new", "--from", page)
    assert (made.code, made.err) == (0, "")
    assert made.out.splitlines()[1:-1] == [MISSING]
    checked = heard("check", "prompts")
    assert checked.code == 0, "it stops nobody"
    assert f"PROBLEM  Prompts: {MISSING}" in checked.out
    page.write_text(TEMPLATE + '[prompts.in.pl]\ntext = "Co przeszkadza?"\n', encoding="utf-8")
    assert len(heard("space", "new", "--from", page).out.splitlines()) == 2
    assert "pass     Prompts: in every language of the space, and in Easy Read" in (
        heard("check", "prompts").out
    )
