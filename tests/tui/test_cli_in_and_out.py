"""Import and export from the command line."""

import json
from pathlib import Path

from models.contribution.contribution import State, move, newest
from models.space.prompt import add_prompt
from models.space.space import Space, close_space, new_space, open_space
from tests.tui.conftest import Heard, Said, sentence
from tui.session import begin

ANSWERS = (
    "ID,Name,What helps you stay at home?,May we quote you in the report?\n"
    "1,Ann,More time from the carers,Yes\n"
    "2,Bob,=1+1 is too little,No\n"
)


def a_space(heard: Heard) -> Space:
    begin(str(heard.data))
    space = open_space(new_space("Getting help at home").uid)
    add_prompt(space.uid, "What helps you stay at home?")
    return space


def test_answers_come_in_are_cleared_and_go_out(heard: Heard, tmp_path: Path) -> None:
    space = a_space(heard)
    file = tmp_path / "answers.csv"
    file.write_text(ANSWERS)
    asked = sentence_at_the_end(heard("import", file))
    assert "Nobody is here to say" in asked
    would = heard("import", file, "--dry-run", "--consent", "report")
    assert "2 would be taken in" in would.out
    assert "What helps you stay at home?: words for prompt 1." in would.err
    assert "agreed: report, agreed: quote" in would.err
    assert "More time" not in would.err + would.out, "words are shown only when asked for"
    assert "More time" in heard("import", file, "--dry-run", "--show").err
    done = heard("import", file, "--yes", "--json")
    assert json.loads(done.out)["taken"] == 2
    (tmp_path / "one.csv").write_text("Your answer\nLess noise\n")
    single = heard("import", tmp_path / "one.csv", "--dry-run", "--column", "words=Your answer")
    assert single.out == "1 row: 1 would be taken in, 0 there before.\n"
    assert "1 column." in single.err
    again = json.loads(heard("import", file, "--yes", "--json").out)
    assert (again["taken"], again["there"]) == (0, 2)

    begin(str(heard.data))
    for one in newest(space.uid):
        move(one.uid, State.CLEARED)
    out = tmp_path / "out.csv"
    assert heard("export", "--to", out).out.strip() == str(out)
    text = out.read_text(encoding="utf-8-sig")
    assert "More time from the carers" in text
    assert "too little" not in text, "nobody agreed to that"
    begin(str(heard.data))
    [quoted] = [one for one in newest(space.uid) if one.consent.quote]
    move(quoted.uid, State.WITHDRAWN)
    assert str(out) in heard("outcome", "--recall").out


def test_the_map_is_said_written_and_remembered(heard: Heard, tmp_path: Path) -> None:
    a_space(heard)
    file = tmp_path / "answers.csv"
    file.write_text("Bemerkung,x\nMehr Zeit,1\n")
    assert "--column words=NAME" in sentence_at_the_end(heard("import", file, "--yes"))
    kept = tmp_path / "my.toml"
    heard("import", file, "--column", "words=Bemerkung", "--save-map", kept)
    assert "Bemerkung: words." in heard("import", file, "--map", kept, "--dry-run").err
    assert "1 taken in" in heard("import", file, "--map", kept, "--yes").out
    other = tmp_path / "another.csv"
    other.write_text("Bemerkung,x\nMehr Ruhe,1\n")
    assert "1 taken in" in heard("import", other, "--yes").out, "the same columns as last time"


def test_a_closed_space_takes_what_is_late_and_says_so(heard: Heard, tmp_path: Path) -> None:
    close_space(a_space(heard).uid)
    file = tmp_path / "answers.csv"
    file.write_text(ANSWERS)
    for words in ((), ("--yes",), ("--dry-run",)):
        refused = sentence(heard("import", file, "Getting", *words))
        assert "is closed, so nothing was taken in" in refused
        assert "add --late" in refused
    kept = tmp_path / "map.toml"
    assert heard("import", file, "Getting", "--save-map", kept).code == 0
    assert "2 taken in" in heard("import", file, "Getting", "--late", "--yes").out


def test_what_goes_wrong_is_a_sentence(heard: Heard, tmp_path: Path) -> None:
    assert "no file" in sentence(heard("import", tmp_path / "none.csv"))
    assert "End it with" in sentence(heard("export", "--to", tmp_path / "x.doc"))
    assert not heard.data.exists(), "nothing was made"
    a_space(heard)
    (tmp_path / "file").write_text("")
    refused = sentence(heard("export", "--to", tmp_path / "file" / "x.csv"))
    assert "could not be written" in refused


def sentence_at_the_end(said: Said) -> str:
    """Return the error: what the columns hold stands above it."""
    assert said.code != 0
    return said.err.splitlines()[-1]
