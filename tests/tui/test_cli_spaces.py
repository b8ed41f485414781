"""Spaces, outcomes, the demo, the sound and the kit, from the command line."""

import json
import sys
import wave
from pathlib import Path

import pytest

import voice
from models.contribution.contribution import capture
from models.places import data_folder
from models.promise.promise import PromiseKind, make_promise
from models.space.space import find_space
from models.store.database import open_store
from models.theme.theme import new_theme
from tests.tui.conftest import PATIENCE, Heard, sentence
from tui.terminal import Terminal

SECRET = "Sharon-took-my-card"


# -- spaces --------------------------------------------------------------------------------


def test_the_life_of_a_space(heard: Heard) -> None:
    assert "There is no space yet" in heard("space", "list").out
    made = heard(
        *("space", "new", "Getting help at home", "--place", "A library"),
        *("--date", "30/4/2027", "--prompt", "What helps?", "--prompt", "What should change?"),
    )
    assert (made.code, made.err) == (0, "")
    public_id = made.out.split()[0]
    assert f"heard space open {public_id}" in made.out
    assert f"{public_id}  planned  Getting help at home  (30 April 2027)" in (
        heard("space", "list").out
    )
    shown = heard("space", "show", public_id).out
    assert "A library\n30 April 2027\nPrompt 1: What helps?\nPrompt 2: What should" in shown
    assert "min  in all" in shown
    assert "0 waiting, 0 cleared, 0 held, 0 set aside, 0 withdrawn" in shown
    assert heard("space", "open", "getting help").out == "Getting help at home is open.\n"
    assert "open     Getting help" in heard("space", "list").out
    closed = heard("space", "close")
    [copy] = (heard.data / "back-ups").glob("*.db")
    assert closed.out == f"Getting help at home is closed.\nIts back-up is {copy}\n"
    assert "Getting help at home: 0" in heard("backup", "--check", copy).out
    assert heard("space", "close").out == "Getting help at home was closed already.\n"
    assert "closed   Getting help" in heard("space", "list").out
    assert heard("space", "open", public_id).code == 0


@pytest.mark.parametrize(
    ("typed", "read"),
    [("2027-04-30", "30 April 2027"), ("30 Apr 2027", "30 April 2027"), ("", "no date")],
)
def test_dates(heard: Heard, typed: str, read: str) -> None:
    assert heard("space", "new", "Getting help", "--date", typed).code == 0
    assert f"({read})" in heard("space", "list").out


def test_what_makes_no_space(heard: Heard) -> None:
    assert "needs a title" in sentence(heard("space", "new"))
    assert "needs a title" in sentence(heard("space", "new", " \t"))
    assert "30 April 2027" in sentence(heard("space", "new", "Getting help", "--date", "31/2/2027"))
    assert "There is no space yet" in heard("space", "list").out


def test_a_title_is_text_and_drives_no_terminal(heard: Heard) -> None:
    said = heard("space", "new", "Red \x1b[31malert\x1b]0;x\x07 [/] [bold]")
    assert said.code == 0
    assert "\x1b" not in said.out + heard("space", "list").out
    assert "Red alert [/] [bold]" in heard("space", "list").out


def test_a_template_holds_all_of_a_space(heard: Heard, tmp_path: Path) -> None:
    template = tmp_path / "meeting.toml"
    template.write_text(
        'title = "Getting out"\nheld_on = "30 April 2027"\n'
        '[[prompts]]\ntext = "What helps?"\n'
        '[[running_order]]\nkind = "prompt"\ntitle = "Listening"\nminutes = 40\nprompt = 1\n'
    )
    assert "Getting out" in heard("space", "new", "--from", template).out
    assert "  40 min  Listening\n" in heard("space", "show").out
    for more in (["A title"], ["--place", "A library"], ["--prompt", "And?"]):
        told = sentence(heard("space", "new", "--from", template, *more))
        assert "Nothing was made." in told
    assert len(heard("space", "list").out.splitlines()) == 1


def test_a_space_is_shown_without_anybodys_words(heard: Heard, tmp_path: Path) -> None:
    heard("space", "new", "Getting help")
    heard("space", "open")
    open_store(str(heard.data / "heard.db"))
    space = find_space().uid
    capture(space, f"{SECRET} and nobody phoned")
    new_theme(space, f"{SECRET} theme")
    make_promise(
        space, PromiseKind.WILL, f"Phone {SECRET} each day", who="The team", due="2027-04-30"
    )
    said = heard("space", "show")
    assert "1 held" in said.out, "a name may be in it"
    assert SECRET not in said.out + said.err
    assert SECRET not in heard("space", "list").out


# -- the outcome ---------------------------------------------------------------------------


def test_the_outcome_is_written_where_its_address_says(heard: Heard, tmp_path: Path) -> None:
    made = heard("space", "new", "Getting help at home")
    public_id = made.out.split()[0]
    said = heard("outcome", "getting", "--to", tmp_path / "web")
    page = tmp_path / "web" / public_id / "index.html"
    assert (said.code, said.err) == (0, "")
    assert said.out == f"{page}\nIts address is https://heard.example/{public_id}\n"
    assert "Getting help at home" in page.read_text(encoding="utf-8")
    assert heard("outcome", "--to", tmp_path / "web").out == said.out


def test_the_outcome_can_be_listened_to(heard: Heard, tmp_path: Path) -> None:
    heard("space", "new", "Getting help at home")
    open_store(str(heard.data / "heard.db"))
    space = find_space("getting")
    new_theme(space.uid, "Nobody phones back")
    said = heard("outcome", "getting", "--to", tmp_path / "web", "--sound", "wav")
    assert (said.code, said.err) == (0, "")
    file = Path(said.out.splitlines()[-1])
    with wave.open(str(file)) as sound:
        seconds = sound.getnframes() / sound.getframerate()
    told = json.loads(file.with_name("outcome.chapters.json").read_text())["chapters"]
    assert [one["title"] for one in told] == [space.title, "You said: Nobody phones back"]
    assert told[-1]["end_ms"] == pytest.approx(seconds * 1000, abs=50)
    assert [one["start_ms"] for one in told[1:]] == [one["end_ms"] for one in told[:-1]]


def test_an_outcome_that_cannot_be_written(heard: Heard, tmp_path: Path) -> None:
    heard("space", "new", "Getting help at home")
    file = tmp_path / "file"
    file.write_text("mine")
    for folder in (file, file / "below"):
        assert sentence(heard("outcome", "--to", folder))
    assert file.read_text() == "mine"


# -- the demo ------------------------------------------------------------------------------


def test_the_demo_has_a_folder_of_its_own_and_starts_clean(heard: Heard) -> None:
    heard("space", "new", "Our own meeting")
    ours = heard("space", "list").out
    assert heard("space", "list").out == ours
    said = heard("demo", "--only-load")
    assert (said.code, said.err) == (0, "")
    folder = heard.data / "demo"
    assert f"heard --data {folder} desk" in said.out
    there = heard.bare("--data", str(folder), "space", "list").out
    assert "Our own meeting" not in there
    heard.bare("--data", str(folder), "space", "new", "Played with")
    assert "Played with" in heard.bare("--data", str(folder), "space", "list").out
    assert heard("demo", "--only-load").code == 0
    titles = [line.split("  ", 1)[1] for line in there.splitlines()]
    again = heard.bare("--data", str(folder), "space", "list").out
    assert [line.split("  ", 1)[1] for line in again.splitlines()] == titles
    assert heard("space", "list").out == ours


def test_the_demo_never_goes_to_a_server(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_DATABASE", f"sqlite:///{heard.data / 'server.db'}")
    assert heard("demo", "--only-load").code == 0
    assert (heard.data / "demo" / "heard.db").exists()
    assert not (heard.data / "server.db").exists()


def test_the_demo_refuses_a_folder_with_peoples_words(heard: Heard) -> None:
    real = heard.data / "demo"
    heard.bare("--data", str(real), "space", "new", "Our own meeting")
    assert "not the demo's. It was left as it is." in sentence(heard("demo", "--only-load"))
    assert "Our own meeting" in heard.bare("--data", str(real), "space", "list").out


def test_the_demo_of_the_front_door_stands_beside_the_data(heard: Heard) -> None:
    heard.data = heard.data.with_name("chosen")  # not what HEARD_DATA says
    heard("space", "new", "Our own meeting")
    ours = heard("space", "list").out
    argv = [sys.executable, "-m", "tui", "--data", str(heard.data)]
    with Terminal(argv) as terminal:
        terminal.wait_for("Our own meeting", "Demo: a made-up space", timeout=PATIENCE)
        terminal.press("4")
        terminal.wait_for("Getting help at home", timeout=PATIENCE)
        assert (heard.data / "demo" / "heard.db").exists()
    assert heard("space", "list").out == ours


def test_the_tour_never_empties_a_folder_that_is_not_its_own(heard: Heard, tmp_path: Path) -> None:
    heard.data = tmp_path / "ours" / "data"
    heard("space", "new", "Our own meeting")
    told = sentence(heard("tour", "--to", tmp_path / "ours"))
    assert "was not made by a tour. It was left as it is." in told
    assert "Our own meeting" in heard("space", "list").out


# -- the sound and the kit -----------------------------------------------------------------


def test_say_without_a_player(
    heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    said = heard("say", "Sharon", "took", "my", "card")
    assert said.code == 1
    assert "Sound is off:" in sentence(said)
    assert "Sharon" not in said.err


def test_say_hands_on_the_words_and_the_settings(
    heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "heard.toml"
    settings.write_text(
        '[voice]\nrate = 200\nvolume = 0.5\nplayer = ["my", "player"]\n'
        '[room]\ndevice = "plughw:1"\n'
    )
    monkeypatch.setenv("HEARD_SETTINGS", str(settings))
    asked: list[object] = []
    monkeypatch.setattr(voice, "say_and_wait", lambda words, **how: asked.append((words, how)))
    assert heard("say", "Good", "morning", "--language", "cy").code == 0
    how = {"language": "cy", "rate": 200, "volume": 0.5, "voice": "en-gb", "device": "plughw:1"}
    how |= {"player": ("my", "player"), "voices": data_folder() / "voices"}
    assert asked == [("Good morning", how)]
