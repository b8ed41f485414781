"""The kit check (D3): each line says how it is and what to do, and what is missing stops nobody."""

import json
import os
import re
import sqlite3
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from models.contribution.contribution import capture
from models.desk.face import FaceKind, close_face, report_face
from models.doctor.record import faults_in_record, last_recorded, try_saving
from models.identity import new_uid
from models.kiosk.guessing import GuessRow
from models.kiosk.pin import set_pin
from models.settings import Settings
from models.space.space import Space
from models.store import writer
from models.store.base import database
from outcomes import fits, half_blocks
from tests.tui.conftest import Heard
from tui import asking, kit_machine, kit_record, kit_screen, kit_space
from tui.asking import Answers
from tui.kit import LOOKS, look
from tui.kit_lines import Around, Finding, Verdict
from tui.kit_machine import judge_power, look_at_kiosks
from tui.kit_record import Times, backup_places, judge_clock
from tui.terminal import Terminal
from voice.trial import try_languages

ROOT = Path(__file__).parents[2]
NOW = 1_793_361_600.0  # in November 2026
DAY = 86_400
COLUMNS = tuple(len(sample) for sample in kit_screen.SAMPLES.values())


def program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


# -- the command ---------------------------------------------------------------------------


def test_d03_what_is_missing_stops_nobody_and_sounds_like_no_failure(
    heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.delenv("COLORTERM", raising=False)
    # An address that the system lets nobody ask for: as without a network, the way is refused.
    monkeypatch.setattr(kit_machine, "NOBODYS_ADDRESS", ("255.255.255.255", 9))
    said = heard("check")
    assert (said.code, said.err) == (0, "")
    *rows, in_all = said.out.splitlines()
    lines = [row for row in rows if not row.startswith(" ")]
    assert all(re.match(r"(pass|without|PROBLEM) +[A-Z].*: .", line) for line in lines)
    assert [line[9:].partition(":")[0] for line in lines] == [title for title, _ in LOOKS.values()]
    for verdict, titles in {
        "without": ("Printer", "Network", "Microphone", "Kiosks", "Prompts", "Letters"),
        "PROBLEM": ("Window", "Colours", "Sound", "Address in the QR", "PIN"),
        "pass": ("Database", "Free space", "Database program", "Clock"),
    }.items():
        for title in titles:
            assert any(line.startswith(f"{verdict:<9}{title}: ") for line in lines), title
    for line, after in pairwise(rows):
        assert not line.startswith("PROBLEM") or after.startswith(" " * 9), "what to do"
    assert in_all.startswith("Nothing stops a meeting.")


def test_one_line_is_looked_at_again_and_scripts_get_a_form_that_stays(heard: Heard) -> None:
    said = heard("check", "network", "disk", "--json")
    assert (said.code, said.err) == (0, "")
    told = json.loads(said.out)
    assert set(told) == {"form", "blocked", "lines"}
    assert (told["form"], told["blocked"]) == (1, False)
    assert [line["name"] for line in told["lines"]] == ["disk", "network"]
    for line in told["lines"]:
        assert set(line) == {"name", "title", "verdict", "found", "do"}
        assert line["verdict"] in set(Verdict)


def test_the_document_names_each_look_and_each_field() -> None:
    text = (ROOT / "docs" / "kit-check.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    assert [name for name in named if name in LOOKS] == list(LOOKS)
    assert all(f"`lines[].{field}`" in text for field in ("name", "title", "verdict", "found"))


def test_a_database_that_cannot_be_used_blocks_and_the_rest_is_looked_at(heard: Heard) -> None:
    heard("space", "new", "Getting help at home")
    newer = sqlite3.connect(heard.data / "heard.db")
    newer.execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_new', '')")
    newer.commit()
    newer.close()
    said = heard("check", "database", "printer", "pin", "prompts", "clock", "disk")
    assert said.code == 1
    assert "STOP     Database: This database was made by a newer Heard." in said.out
    assert "Printer: " in said.out
    assert said.out.endswith("Do not begin yet: Database.\n")
    assert json.loads(heard("check", "database", "--json").out)["blocked"] is True


def test_an_own_table_of_words_that_has_a_slip_is_told(heard: Heard) -> None:
    assert "pass     Words that are held: " in heard("check", "words").out
    (heard.data / "safety.toml").write_text("[en\n")
    said = heard("check", "words")
    assert said.code == 0, "Heard's own table is used, so nothing stops"
    assert "PROBLEM  Words that are held: The table safety.toml" in said.out


def test_a_full_disk_blocks(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit_record, "ENOUGH_MEGABYTES", 10**9)
    said = heard("check", "disk")
    assert (said.code, said.out[:7]) == (0, "PROBLEM")
    monkeypatch.setattr(kit_record, "TOO_FEW_MEGABYTES", 10**9)
    said = heard("check", "disk")
    assert (said.code, said.out[:4]) == (1, "STOP")


def test_a_look_that_fails_tells_nobodys_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(around: Around) -> Finding:
        raise ValueError("Sharon took my card")

    monkeypatch.setitem(LOOKS, "pad", ("Number pad", fails))
    line = look("pad", Around(Settings()))
    assert line.verdict is Verdict.PROBLEM
    assert line.found == "it could not be looked at (ValueError)"


# -- in a real terminal --------------------------------------------------------------------


def test_the_terminal_is_asked_and_then_the_person(heard: Heard, tmp_path: Path) -> None:
    settings = Path(os.environ["HEARD_SETTINGS"])
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('[voice]\nplayer = ["sh", "-c", "cat > /dev/null"]\n')
    command = [sys.executable, "-m", "tui", "--data", str(heard.data), "check"]
    with Terminal([*command, "signs", "sound"], columns=100, rows=30) as terminal:
        terminal.wait_for("no empty box? [Y/n]", timeout=40)
        assert "▘▝▀▖▌▞▛▗▚▐▜▄▙▟█" in terminal.text()
        terminal.press("y", "enter")
        terminal.wait_for("Did you hear it? [Y/n]", timeout=40)
        terminal.press("n", "enter")
        text = terminal.wait_for("better mended first", timeout=40)
    assert "pass     Signs: each takes the cells that it should" in text
    assert "PROBLEM  Sound: a sentence was played, and nobody heard it" in text


# -- each look -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("times", "verdict", "words"),
    [
        (Times(NOW), Verdict.PASS, "2026. If that is wrong"),
        (Times(NOW, NOW - 5, NOW - 5, NOW + 1, NOW + 7 * DAY), Verdict.PASS, ""),
        (Times(NOW, last_recorded=NOW + 3600), Verdict.PROBLEM, "is on record"),
        (Times(NOW, newest_file=NOW + 3600), Verdict.PROBLEM, "a file is from"),
        (Times(NOW, hardware=NOW - 3600), Verdict.PROBLEM, "the clock inside says"),
        (Times(NOW, server=NOW - 3600), Verdict.PROBLEM, "at the server"),
        (Times(NOW, server=NOW + 3600), Verdict.PROBLEM, "at the server"),
        (Times(NOW, server=NOW + 60), Verdict.PASS, ""),
        (Times(NOW, held=NOW + 400 * DAY), Verdict.PROBLEM, "from the day of the space"),
        (Times(0.0, newest_file=NOW), Verdict.PROBLEM, "1970"),
    ],
)
def test_a_clock_that_cannot_be_right(times: Times, verdict: Verdict, words: str) -> None:
    found = judge_clock(times)
    assert found.verdict is verdict
    assert words in found.found


def test_an_inner_clock_that_keeps_the_local_time_is_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import time

    monkeypatch.setenv("TZ", "Europe/Warsaw")
    time.tzset()
    try:
        assert judge_clock(Times(NOW, hardware=NOW + 3600)).verdict is Verdict.PASS
    finally:
        monkeypatch.setenv("TZ", "UTC")
        time.tzset()


def test_the_record_is_written_is_whole_and_tells_its_last_time(space: Space, store: Path) -> None:
    before = last_recorded()
    one = capture(space.uid, "More time.")
    assert before <= last_recorded() == one.created
    try_saving()
    assert GuessRow.select().count() == 0
    assert faults_in_record() == 0


def test_a_damaged_file_is_found(space: Space, store: Path) -> None:
    from models.store.database import close_store, open_store

    for _ in range(12):
        capture(space.uid, "More time from the carers. " * 40)
    close_store()
    whole = store.read_bytes()
    words = whole.rindex(b"More time from the carers. " * 39)
    page = words // 4096 * 4096
    store.write_bytes(whole[: page + 8] + b"\xff" * 64 + whole[page + 72 :])
    open_store(str(store))
    assert faults_in_record() > 0


def test_a_database_that_takes_nothing_stops_a_meeting(space: Space) -> None:
    around = Around(Settings(), space=space)
    assert look("database", around).verdict is Verdict.PASS
    writer.submit(lambda: database.execute_sql("PRAGMA query_only = 1")).result()
    line = look("database", around)
    assert line.blocks
    assert line.do == "Nothing can be saved before this is mended."


def supply(folder: Path, name: str, **files: str) -> None:
    (folder / name).mkdir(parents=True)
    for file, text in files.items():
        (folder / name / file).write_text(f"{text}\n")


def test_how_it_is_powered(tmp_path: Path) -> None:
    assert judge_power(tmp_path / "none").verdict is Verdict.WITHOUT
    supply(tmp_path, "mouse", type="Battery", scope="Device", capacity="9", status="Discharging")
    supply(tmp_path, "AC", type="Mains", online="0")
    assert judge_power(tmp_path).found == "there is none: a power cut stops this machine"
    supply(tmp_path, "BAT0", type="Battery", capacity="41", status="Discharging")
    low = judge_power(tmp_path)
    assert (low.verdict, low.found) == (Verdict.PROBLEM, "41 % charged, and not plugged in")
    (tmp_path / "BAT0" / "capacity").write_text("80\n")
    assert judge_power(tmp_path).found == "80 % charged, not plugged in"
    (tmp_path / "AC" / "online").write_text("1\n")
    assert judge_power(tmp_path) == Finding(Verdict.PASS, "80 % charged, plugged in")


def test_printers_as_lpstat_tells_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    around = Around(Settings())
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    says = 'case $1 in -e) printf "{names}";; -p) printf "{state}";; -d) printf "{chosen}";; esac'
    chosen = "system default destination: Desk\\n"
    program(tmp_path / "bin", "lpstat", says.format(names="", state="", chosen=""))
    assert kit_machine.look_at_printer(around).verdict is Verdict.WITHOUT
    idle = "printer Hall is idle.  enabled since today\\nprinter Desk is idle.\\n"
    program(
        tmp_path / "bin", "lpstat", says.format(names="Hall\\nDesk\\n", state=idle, chosen=chosen)
    )
    assert kit_machine.look_at_printer(around) == Finding(Verdict.PASS, "Desk is set up")
    off = "printer Desk disabled since today -\\n"
    program(tmp_path / "bin", "lpstat", says.format(names="Desk\\n", state=off, chosen=chosen))
    assert kit_machine.look_at_printer(around).verdict is Verdict.PROBLEM


def test_a_stick_that_is_plugged_in(tmp_path: Path) -> None:
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev in (
        tmp_path.stat().st_dev,
        Path("/").stat().st_dev,
    ):
        pytest.skip("there is no second disk here")
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "no stick").mkdir()
    assert backup_places(str(tmp_path), [f"{tmp_path}/media/*"]) == []
    (tmp_path / "media" / "stick").symlink_to(other)
    ((name, free),) = backup_places(str(tmp_path), [f"{tmp_path}/media/*"])
    assert name == str(tmp_path / "media" / "stick")
    assert free > 0


def test_the_qr_is_drawn_and_read(space: Space) -> None:
    around = Around(Settings(), 80, 24, space=space)
    assert kit_screen.look_at_qr(around).verdict is Verdict.PASS
    (text,) = kit_screen.decoded(
        kit_screen.drawn(
            half_blocks(fits(kit_screen.qr_text(around), 80, 24) or []),
            (9, 18),
        )
    )
    assert text == f"https://heard.example/{space.public_id}"
    flat = Around(Settings(), 80, 24, Answers(cell=(40, 1)), space)
    assert "cannot be read" in kit_screen.look_at_qr(flat).found
    assert "does not fit" in kit_screen.look_at_qr(Around(Settings(), 44, 12, space=space)).found


def test_what_a_terminal_answers_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    places = "".join(f"\x1b[7;{columns + 1}R" for columns in COLUMNS)
    asked = "\x1bP1$r0;48:2::1:2:3m\x1b\\\x1b[6;19;9t\x1b[?62;22c"
    assert asking._understood(places + asked, len(COLUMNS)) == Answers(COLUMNS, True, (9, 19))
    assert asking._understood(places + "\x1bP1$r0m\x1b\\\x1b[?6c", len(COLUMNS)) == Answers(
        COLUMNS, False, None
    )
    assert asking._understood("", len(COLUMNS)) is None
    monkeypatch.delenv("COLORTERM", raising=False)
    for answers, verdict in (
        (Answers(COLUMNS, True), Verdict.PASS),
        (Answers(COLUMNS, False), Verdict.PROBLEM),
    ):
        around = Around(Settings(), answers=answers)
        assert kit_screen.look_at_colours(around).verdict is verdict
        assert kit_screen.look_at_signs(around).verdict is Verdict.PASS
    wide = Answers((COLUMNS[0] * 3, *COLUMNS[1:]))
    found = kit_screen.look_at_signs(Around(Settings(), answers=wide))
    assert found.found.endswith("block letters")


def test_a_language_without_a_voice_is_named() -> None:
    assert try_languages(("en", "pl", "xx")) == ("", ("xx",))


def test_kiosks_and_the_pin(space: Space) -> None:
    around = Around(Settings(), space=space)
    assert look_at_kiosks(around).verdict is Verdict.WITHOUT
    assert kit_space.look_at_pin(around).verdict is Verdict.PROBLEM
    first, second = new_uid(), new_uid()
    report_face(first, space.uid, FaceKind.KIOSK)
    assert look_at_kiosks(around) == Finding(Verdict.PASS, "kiosk 1 answers")
    report_face(second, space.uid, FaceKind.KIOSK, sound_off="Sound is off.")
    assert look_at_kiosks(around).found == "kiosk 1, kiosk 2 answer. No sound at: kiosk 2"
    close_face(first)
    close_face(second)
    set_pin("7302")
    assert kit_space.look_at_pin(around).verdict is Verdict.PASS
