"""The report of a year from the command line."""

from pathlib import Path

from models.space.space import new_space, open_space
from models.theme.theme import new_theme
from tests.tui.conftest import Heard, sentence
from tui.session import begin


def test_d49_the_year_is_written_and_themes_are_put_together(heard: Heard, tmp_path: Path) -> None:
    begin(str(heard.data))
    space = open_space(new_space("Spring", held_on="2026-04-20").uid)
    new_theme(space.uid, "Nobody phones us back")
    new_theme(space.uid, "You never phone back")
    assert "are counted as two" in " ".join(heard("year", "2026").out.split())
    folder = tmp_path / "report"
    done = heard(
        *("year", "2026", "--to", folder),
        *("--same", "You never phone back", "Nobody phones us back"),
    )
    assert done.out.splitlines() == [
        str(folder / name) for name in ("year.txt", "year.html", "year-large-print.pdf", "year.csv")
    ]
    text = " ".join((folder / "year.txt").read_text(encoding="utf-8").split())
    assert "a person put them together" in text
    again = heard("year", "2026", "--apart", "Nobody phones us back").out
    assert "are counted as two" in " ".join(again.split())
    assert "0 listening spaces." in heard("year", "2025").out
    for slip in (("--same", "Nobody fones us", "Nobody phones us back"), ("--apart", "Nobody")):
        assert "No theme of this report has one of these names." in sentence(
            heard("year", "2026", *slip)
        )


def test_what_goes_wrong_is_a_sentence(heard: Heard, tmp_path: Path) -> None:
    assert "not a period I can read" in sentence(heard("year", "soon"))
    assert not heard.data.exists(), "nothing was made"
    (tmp_path / "file").write_text("")
    assert "could not be written" in sentence(
        heard("year", "2026", "--to", tmp_path / "file" / "x")
    )
