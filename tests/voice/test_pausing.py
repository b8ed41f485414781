"""Pause and go on: silent at once, nothing lost, nothing said twice but the word that was cut."""

from __future__ import annotations

import os
import signal

import pytest

from tests.voice.conftest import Box, is_alive, until
from voice.words import words

TEXT = "One, two; three four “five” six seven eight nine ten eleven twelve."
LONG = "This is a long sentence about the bus. " * 20


@pytest.fixture(autouse=True)
def _quickly(box: Box) -> None:
    """Let nobody wait longer than needed until something is said to its end."""
    box.speaker.set(rate=300)


def places(box: Box, request: int) -> list[str]:
    return [TEXT[event.at : event.at + event.length] for event in box.ears.of("word", request)]


def pause_at(box: Box, text: str, word: int) -> int:
    """Say a text and pause when its word of that number is heard."""
    request = box.speaker.say(text)
    assert until(lambda: len(box.ears.of("word", request)) >= word)
    box.speaker.pause()
    return request


def is_silent(box: Box) -> bool:
    return not any(is_alive(pid) for _, pid, _ in box.players("START"))


def test_a_pause_silences_and_going_on_says_the_rest(box: Box) -> None:
    request = pause_at(box, TEXT, 4)
    assert box.speaker.is_paused
    assert not box.speaker.is_speaking
    assert until(lambda: is_silent(box))
    assert not box.players("END")
    assert not box.ears.of("end")
    heard = places(box, request)
    box.speaker.go_on()
    assert box.speaker.is_speaking
    assert not box.speaker.is_paused
    assert box.ears.wait_for("end", request).completed
    assert not box.speaker.is_speaking
    rest = places(box, request)[len(heard) :]
    all_words = [TEXT[start:end] for start, end in words(TEXT)]
    assert heard == all_words[: len(heard)]
    assert rest == all_words[len(all_words) - len(rest) :]
    # From the word that was cut; its mark may still have been on its way.
    assert len(heard) + len(rest) - len(all_words) in (0, 1)
    assert len(box.ears.of("end", request)) == 1
    assert len(box.ears.of("start", request)) == 2
    assert len(box.players("END")) == 1


def test_what_is_written_out_for_the_ear_goes_on_at_its_own_place(box: Box) -> None:
    """ "3/5/2026" is said as several words; it is one word of the text, and is not cut in two."""
    text = "We meet on 3/5/2026 at 13:05, e.g. in the hall, and then there is tea for £3.50 each."
    date = text.index("3/5")
    request = box.speaker.say(text)
    assert until(lambda: any(event.at == date for event in box.ears.of("word", request)))
    box.speaker.pause()
    assert until(lambda: is_silent(box))
    heard = len(box.ears.of("word", request))
    box.speaker.go_on()
    assert box.ears.wait_for("end", request).completed
    events = box.ears.of("word", request)
    assert events[heard].at in (date, text.index("at 13"))
    starts = [start for start, _ in words(text)]
    assert {event.at for event in events} == set(starts)
    assert [event.at for event in events[heard:]] == sorted(event.at for event in events[heard:])


def test_pausing_twice_comes_further_each_time(box: Box) -> None:
    request = pause_at(box, TEXT, 2)
    for _ in range(2):
        before = len(box.ears.of("word", request))
        box.speaker.go_on()
        assert until(lambda before=before: len(box.ears.of("word", request)) >= before + 3)  # type: ignore[misc]
        box.speaker.pause()
    box.speaker.go_on()
    assert box.ears.wait_for("end", request).completed
    assert list(dict.fromkeys(places(box, request))) == [TEXT[a:b] for a, b in words(TEXT)]
    assert len(box.ears.of("end")) == 1


@pytest.mark.soak
def test_what_waits_goes_on_in_its_order_after_what_was_paused(box: Box) -> None:
    box.speaker.set(rate=450)
    first = box.speaker.say(LONG)
    second = box.speaker.say("Second.", interrupt=False)
    box.ears.wait_for("word", first)
    box.speaker.pause()
    third = box.speaker.say("Third.", interrupt=False)
    assert box.speaker.is_paused
    assert until(lambda: is_silent(box))
    assert len(box.ears.of("start")) == 1
    box.speaker.go_on()
    assert box.ears.wait_for("end", third, seconds=60).completed
    ends = [(e.request, e.completed) for e in box.ears.of("end")]
    assert ends == [(first, True), (second, True), (third, True)]


@pytest.mark.parametrize("ended_by", ["say", "stop", "repeat"])
def test_what_ends_a_pause_ends_the_request(box: Box, ended_by: str) -> None:
    request = pause_at(box, LONG, 2)
    waiting = box.speaker.say("Waits.", interrupt=False)
    box.speaker.set(rate=450)
    after = None
    if ended_by == "say":
        after = box.speaker.say("New focus.")
    elif ended_by == "repeat":
        after = box.speaker.repeat()
    else:
        box.speaker.stop()
    assert not box.speaker.is_paused
    assert box.speaker.is_speaking is bool(after)
    assert not box.ears.wait_for("end", request).completed
    assert not box.ears.wait_for("end", waiting).completed
    box.speaker.go_on()  # there is nothing to go on with
    after = after or box.speaker.say("Afterwards.")
    assert box.ears.wait_for("end", after).completed
    ends = [(e.request, e.completed) for e in box.ears.of("end")]
    assert ends == [(request, False), (waiting, False), (after, True)]


def test_with_nothing_to_be_heard_there_is_nothing_to_pause(box: Box) -> None:
    box.speaker.set(rate=450)
    box.speaker.pause()
    box.speaker.go_on()
    assert not box.speaker.is_paused
    box.say_to_the_end("Hello.")
    box.speaker.pause()
    assert not box.speaker.is_paused
    assert box.ears.wait_for("end", box.speaker.say("Again.", interrupt=False)).completed


def test_a_pause_before_the_first_word_says_all_of_it(box: Box) -> None:
    request = box.speaker.say(TEXT)
    box.speaker.pause()
    waiting = box.speaker.say("Waits.", interrupt=False)
    box.ears.wait_for("ready")
    box.speaker.go_on()
    assert box.ears.wait_for("end", waiting).completed
    assert list(dict.fromkeys(places(box, request))) == [TEXT[a:b] for a, b in words(TEXT)]


@pytest.mark.parametrize("when", ["in the pause", "with the pause"])
def test_a_crash_loses_nothing_of_what_is_paused(box: Box, when: str) -> None:
    request = pause_at(box, TEXT, 3)
    if when == "in the pause":
        assert until(lambda: is_silent(box))
    os.kill(box.worker, signal.SIGKILL)
    assert until(lambda: len(box.ears.of("ready")) == 2)
    assert box.speaker.is_paused
    heard = places(box, request)
    box.speaker.go_on()
    assert box.ears.wait_for("end", request).completed
    rest = places(box, request)[len(heard) :]
    assert rest[0] in ("three", "four")
    assert rest[-1] == "twelve"
    assert len(box.ears.of("end", request)) == 1


def test_a_process_that_hangs_at_a_pause_is_replaced_and_goes_on(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voice.keeper._STOP_SECONDS", 0.2)
    request = box.speaker.say(TEXT)
    assert until(lambda: len(box.ears.of("word", request)) >= 3)
    worker = box.worker
    os.kill(worker, signal.SIGSTOP)
    box.speaker.pause()
    assert until(lambda: is_silent(box))  # its player went with it
    assert until(lambda: not is_alive(worker))
    box.speaker.go_on()
    assert box.ears.wait_for("end", request).completed
    assert len(box.ears.of("end", request)) == 1


def test_a_file_is_written_in_a_pause(box: Box) -> None:
    request = pause_at(box, TEXT, 2)
    path = box.folder / "heard.wav"
    assert box.ears.wait_for("end", box.speaker.save("hello", path)).completed
    assert box.speaker.is_paused
    box.speaker.go_on()
    assert box.ears.wait_for("end", request).completed


def test_closing_ends_what_is_paused(box: Box) -> None:
    request = pause_at(box, LONG, 2)
    box.speaker.close()
    assert not box.ears.wait_for("end", request).completed
    assert not box.speaker.is_paused
    assert not box.speaker.is_speaking
