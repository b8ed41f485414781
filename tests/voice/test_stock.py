"""pyttsx3's own driver, as on Windows and macOS, behind the same client: run here with espeak."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from tests.voice.conftest import Box, Ears, is_alive, until, write_program
from tests.voice.test_alone import children_of
from tests.voice.test_saving import loudness, read_wav
from voice import Speaker
from voice.languages import missing_voice
from voice.troubles import Trouble

LONG = "This is a long sentence about the bus. " * 10

# The stock driver calls `aplay FILE -q`: takes as long as the sound does, and writes it down.
FILE_PLAYER = """#!{python} -IS
import os, sys, time, wave
log = open({log!r}, "a", buffering=1)
def note(*what): print(time.monotonic(), os.getpid(), *what, file=log)
with wave.open(sys.argv[1]) as file:
    seconds = file.getnframes() / file.getframerate()
note("START")
note("FIRST")
time.sleep(seconds)
note("END", seconds)
"""


@pytest.fixture
def stock(silent_box: Box, monkeypatch: pytest.MonkeyPatch) -> Box:
    monkeypatch.setenv("HEARD_ENGINE", "stock")
    monkeypatch.setenv("TMPDIR", str(silent_box.folder))  # a killed stock driver leaves its file
    aplay = FILE_PLAYER.format(python=sys.executable, log=str(silent_box.log))
    write_program(silent_box.folder / "bin" / "aplay", aplay)
    (silent_box.folder / "bin" / "sh").symlink_to("/bin/sh")
    silent_box.speaker.set(rate=300)
    return silent_box


def speaking(stock: Box) -> int:
    """Return the number of the process that has a player, when there is one."""

    found: list[int] = []

    def find() -> list[int]:
        worker = stock.speaker._keeper.child_pid
        found[:] = [pid for pid in children_of(worker or 0) if children_of(pid)]
        return found

    assert until(find, seconds=20)
    return found[0]


def test_each_text_is_said_to_its_end_by_a_process_of_its_own(stock: Box) -> None:
    seen = set()
    requests = [stock.speaker.say(f"Text {n} of three.", interrupt=False) for n in (1, 2, 3)]
    for place, request in enumerate(requests, 1):
        assert until(lambda place=place: len(stock.players("FIRST")) == place, 20)  # type: ignore[misc]
        seen.add(speaking(stock))
        assert stock.ears.wait_for("end", request).completed
    assert len(seen) == 3
    told = [(e.kind, e.request) for _, e in stock.ears.events if e.kind in ("start", "end")]
    assert told == [(kind, request) for request in requests for kind in ("start", "end")]
    assert len(stock.players("END")) == 3
    assert stock.speaker.off is None


def test_words_are_told_at_their_places(stock: Box) -> None:
    text = "Welcome to our small hall."
    stock.say_to_the_end(text)
    said = [text[event.at : event.at + event.length] for event in stock.ears.of("word")]
    assert said[0] == "Welcome"
    assert said[-1] == "hall"


def test_a_stop_kills_process_and_player(stock: Box) -> None:
    request = stock.speaker.say(LONG)
    text_process = speaking(stock)
    player = stock.player
    worker = stock.worker
    stock.speaker.stop()
    assert not stock.ears.wait_for("end", request).completed
    assert until(lambda: not is_alive(player) and not is_alive(text_process))
    assert not stock.players("END")
    assert stock.say_to_the_end("Still here.").completed
    assert stock.worker == worker


def test_a_focus_change_is_heard_instead(stock: Box) -> None:
    requests = [stock.speaker.say(f"Answer {place} of ten") for place in range(10)]
    assert stock.ears.wait_for("end", requests[-1]).completed
    assert [e.request for e in stock.ears.of("end") if e.completed] == [requests[-1]]
    assert len(stock.ears.of("end")) == 10
    assert len(stock.players("END")) == 1


def test_pause_and_go_on(stock: Box) -> None:
    request = stock.speaker.say(LONG)
    player = stock.player
    stock.speaker.pause()
    assert until(lambda: not is_alive(player))
    assert not stock.ears.of("end")
    stock.speaker.go_on()
    assert until(lambda: len(stock.players("FIRST")) == 2, 20)
    stock.speaker.stop()
    assert not stock.ears.wait_for("end", request).completed


def test_the_rate_and_the_language_apply(stock: Box) -> None:
    for rate, language in ((150, "en"), (450, "en"), (450, "pl")):
        stock.speaker.set(rate=rate)
        stock.say_to_the_end("To jest jedno zdanie.", language)
    slow, fast, polish = (float(rest[0]) for _, _, rest in stock.players("END"))
    assert slow > 1.5 * fast
    assert polish != pytest.approx(fast, rel=0.02)
    stock.say_to_the_end("Waxaan rabaa.", "so")
    assert stock.ears.of("note")[0].sentence == missing_voice("so")


def test_a_file_is_written(stock: Box) -> None:
    path = stock.folder / "heard.wav"
    request = stock.speaker.save("one two three", path)
    assert stock.ears.wait_for("end", request).completed
    samples, seconds = read_wav(path)
    assert 0.3 < seconds < 3
    assert loudness(samples) > 500
    assert not list(stock.folder.glob("*.part"))
    assert not stock.players("START")


def test_a_place_that_cannot_be_written_is_told(stock: Box) -> None:
    request = stock.speaker.save("hello", stock.folder / "nowhere" / "heard.wav")
    end = stock.ears.wait_for("end", request)
    assert not end.completed
    assert end.sentence == Trouble.NOT_SAVED.sentence


def test_a_crash_in_the_driver_is_told_and_survived(stock: Box) -> None:
    """What the stock driver does on a text of 13,800 characters."""
    request = stock.speaker.say(LONG)
    text_process = speaking(stock)
    worker = stock.worker
    os.kill(text_process, signal.SIGSEGV)
    assert not stock.ears.wait_for("end", request).completed
    assert stock.speaker.off == Trouble.ENGINE_FAILED.sentence
    assert stock.say_to_the_end("Back again.").completed
    assert stock.speaker.off is None
    assert stock.worker == worker


def test_nothing_outlives_a_killed_worker(stock: Box) -> None:
    stock.speaker.say(LONG)
    speaking(stock)
    player = stock.player
    texts = children_of(stock.worker)
    assert len(texts) == 2  # the one that speaks, and the next, which stands ready
    stock.speaker.close()
    assert until(lambda: not any(is_alive(pid) for pid in (*texts, player)), seconds=20)
    assert not stock.players("END")


def test_without_a_player_or_a_library_it_says_so(
    stock: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    (stock.folder / "bin" / "aplay").unlink()
    assert not stock.say_to_the_end("Hello.").completed
    assert stock.speaker.off == Trouble.NO_PLAYER.sentence
    monkeypatch.setenv("HEARD_ESPEAK", "/nonexistent")
    os.kill(stock.worker, signal.SIGKILL)
    assert until(lambda: stock.speaker._keeper.child_pid is None, seconds=20)
    assert not stock.say_to_the_end("Hello.").completed
    assert stock.speaker.off == Trouble.NO_LIBRARY.sentence


@pytest.mark.soak
def test_two_stock_voices_take_turns(stock: Box) -> None:
    ears = Ears()
    other = Speaker(ears, rate=300)
    try:
        request = stock.speaker.say(LONG)
        mine = stock.player
        assert ears.wait_for("end", other.say("My turn.")).completed
        assert stock.ears.wait_for("end", request).completed
        [(end_of_mine, _, _)] = [one for one in stock.players("END") if one[1] == mine]
        [(begin, _, _)] = [one for one in stock.players("FIRST") if one[1] != mine]
        assert end_of_mine <= begin
    finally:
        other.close()
