"""The outcome in formats, from the command line: what is there, what is not, what to recall."""

import sys
from pathlib import Path

import pytest

from models.contribution.contribution import Consent, State, capture, move
from models.erasure.retention import forget_space
from models.outcome.asked_for import post_to, set_asked
from models.space.space import find_space
from models.store.database import close_store, open_store
from models.theme.theme import new_theme, put_in_theme
from tests.tui.conftest import Heard, sentence


def with_words(heard: Heard) -> None:
    """Make a space in which somebody is quoted."""
    heard("space", "new", "Getting help at home")
    heard("space", "open", "getting")
    open_store(str(heard.data / "heard.db"))
    space = find_space("getting").uid
    one = capture(space, "More buses", consent=Consent(True, True, True))
    move(one.uid, State.CLEARED)
    put_in_theme(new_theme(space, "Buses").uid, one.uid)
    set_asked(space, "text", 3)
    post_to(space, "text", "Mrs Zemlinsky, 1 High Street")
    close_store()


def withdraw(heard: Heard) -> None:
    from models.outcome.told import outcome_to_hand_out

    open_store(str(heard.data / "heard.db"))
    (uid,) = outcome_to_hand_out(find_space("getting").uid).contributions
    move(uid, State.WITHDRAWN)
    close_store()


def test_formats_are_chosen_by_name_and_what_was_handed_out_is_recalled(
    heard: Heard, tmp_path: Path
) -> None:
    with_words(heard)
    web = tmp_path / "web"
    said = heard("outcome", "getting", "--to", web, "--formats", "text,json")
    assert (said.code, said.err.strip()) == (0, "")
    files = [Path(line) for line in said.out.splitlines()]
    assert [one.name for one in files] == ["outcome.txt", "outcome.json"]
    assert all(one.exists() for one in files)
    assert (files[0].parent / "what-is-here.txt").exists()
    # D45: what left with words that were taken back since.
    report = tmp_path / "report.txt"
    assert heard("report", "getting", "--to", report).code == 0
    assert "More buses" in report.read_text("utf-8")
    assert "nothing to recall" in heard("outcome", "getting", "--recall").out
    withdraw(heard)
    told = heard("outcome", "getting", "--recall")
    assert f"made: json, text. To: {web}" in told.out
    assert f"made: report. To: {report}" in told.out
    assert "--recalled" in told.out
    assert "More buses" not in told.out
    assert "Noted" in heard("outcome", "getting", "--recalled").out
    assert "nothing to recall" in heard("outcome", "getting", "--recall").out


def test_lists_of_what_is_to_be_posted(heard: Heard, tmp_path: Path) -> None:
    with_words(heard)
    counts, names = tmp_path / "to-post.txt", tmp_path / "names.txt"
    assert heard("outcome", "getting", "--to-post", counts, "--addresses", names).code == 0
    assert "3 Plain text" in counts.read_text("utf-8-sig")
    assert "Zemlinsky" not in counts.read_text("utf-8-sig")
    assert "Zemlinsky" in names.read_text("utf-8-sig")
    assert names.stat().st_mode & 0o777 == 0o600
    assert "nothing to recall" in heard("outcome", "getting", "--recall").out
    open_store(str(heard.data / "heard.db"))
    forget_space(find_space("getting").uid)
    close_store()
    told = heard("outcome", "getting", "--recall").out
    assert f"names and addresses. To: {names}" in told
    assert "Zemlinsky" not in told
    assert sentence(heard("outcome", "getting", "--to-post", tmp_path / "to-post.txt" / "no"))


def test_what_is_asked_for_in_a_wrong_way(heard: Heard, tmp_path: Path) -> None:
    with_words(heard)
    to = ("--to", tmp_path / "web")
    assert "large-18" in sentence(heard("outcome", "getting", *to, "--formats", "nothing"))
    assert sentence(heard("outcome", "getting", *to, "--paper", "tartan"))
    assert "40x25" in sentence(heard("outcome", "getting", *to, "--braille", "7"))
    assert "pl (Polish)" in sentence(heard("outcome", "getting", *to, "--language", "klingon"))
    assert not (tmp_path / "web").exists()
    polish = heard("outcome", "getting", *to, "--formats", "text", "--language", "polish").out
    assert polish.strip().endswith("outcome-pl.txt")
    listed = heard("outcome", "--list").out
    assert "large-18" in listed
    assert "Large print, 18 point" in listed


def test_what_cannot_be_made_is_said_and_the_rest_is_there(
    heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_words(heard)
    monkeypatch.setitem(sys.modules, "outcomes.large_print", None)
    said = heard("outcome", "getting", "--to", tmp_path, "--formats", "text,large-18")
    assert said.code == 1
    assert [Path(line).name for line in said.out.splitlines()] == ["outcome.txt"]
    assert "Large print, 18 point: It could not be made here" in said.err
    assert said.err.endswith("The other files are there.\n")
    said = heard("outcome", "getting", "--to", tmp_path, "--formats", "large-18")
    assert (said.code, said.out) == (1, "")
    assert said.err.endswith("Nothing was written.\n")
