"""The speaking process may crash or hang; the room hears the next text all the same."""

from __future__ import annotations

import os
import signal
from collections import Counter

import pytest

from tests.voice.conftest import Box, Ears, is_alive, until
from voice import Speaker, VoiceEvent
from voice.troubles import Trouble

LONG = "This is a long sentence about the bus. " * 20


@pytest.fixture
def watchdog(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wake the watchdog, which the other tests let sleep."""
    monkeypatch.setattr("voice.keeper._STOP_SECONDS", 0.2)
    monkeypatch.setattr("voice.keeper._BEGIN_SECONDS", 1.0)


def test_a_crash_is_survived(box: Box) -> None:
    request = box.speaker.say(LONG)
    box.ears.wait_for("word", request)
    player = box.player
    os.kill(box.worker, signal.SIGSEGV)
    assert not box.ears.wait_for("end", request).completed
    assert until(lambda: not is_alive(player))
    assert not box.players("END")  # it was killed: left alone it would play its last 0.3 s
    assert until(lambda: len(box.ears.of("ready")) == 2)  # a new one, before it is asked for
    box.speaker.set(rate=450)
    assert box.say_to_the_end("Back again.").completed
    assert box.speaker.off is None


def test_what_waited_is_said_after_a_crash(box: Box) -> None:
    box.speaker.set(rate=450)
    first = box.speaker.say(LONG)
    waiting = [box.speaker.say(text, interrupt=False) for text in ("One.", "Two.")]
    box.ears.wait_for("word", first)
    os.kill(box.worker, signal.SIGKILL)
    assert box.ears.wait_for("end", waiting[1]).completed
    assert [e.request for e in box.ears.of("end")] == [first, *waiting]
    assert [e.completed for e in box.ears.of("end")] == [False, True, True]


@pytest.mark.usefixtures("watchdog")
@pytest.mark.parametrize("cut_by", ["say", "stop"])
def test_a_process_that_hangs_is_replaced(box: Box, cut_by: str) -> None:
    request = box.speaker.say(LONG)
    box.ears.wait_for("word", request)
    player = box.player
    worker = box.worker
    os.kill(worker, signal.SIGSTOP)
    box.speaker.set(rate=450)
    said = None
    if cut_by == "say":
        said = box.speaker.say("New focus.")
    else:
        box.speaker.stop()
    assert not box.ears.wait_for("end", request, seconds=5).completed
    assert until(lambda: not is_alive(worker) and not is_alive(player))
    said = said or box.speaker.say("New focus.")
    assert box.ears.wait_for("end", said).completed
    assert box.worker != worker
    assert Counter(e.request for e in box.ears.of("end")) == Counter([request, said])


@pytest.mark.usefixtures("watchdog")
def test_a_process_that_hangs_while_idle_is_replaced(box: Box) -> None:
    box.speaker.set(rate=450)
    box.say_to_the_end("Hello.")
    worker = box.worker
    os.kill(worker, signal.SIGSTOP)
    assert box.say_to_the_end("Hello again.").completed
    assert box.worker != worker
    assert not is_alive(worker)


@pytest.mark.usefixtures("watchdog")
def test_saying_never_waits_for_a_process_that_does_not_read(box: Box) -> None:
    """More than a pipe holds; a caller that wrote by itself would be stuck."""
    box.speaker.set(rate=450)
    box.say_to_the_end("Hello.")
    os.kill(box.worker, signal.SIGSTOP)
    for _ in range(10):
        box.speaker.say("x" * 50_000, interrupt=False)
    box.speaker.stop()
    assert until(lambda: len(box.ears.of("end")) == 11)
    assert box.say_to_the_end("Still here.").completed


def test_a_process_that_keeps_dying_is_given_up_for_a_minute(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = box.speaker.say("Hello.", interrupt=False)
    for times in range(1, 6):
        until(lambda times=times: len(box.ears.of("ready")) == times)  # type: ignore[misc]
        os.kill(box.worker, signal.SIGKILL)
    assert until(lambda: box.ears.of("off"))
    assert box.speaker.off == Trouble.KEEPS_FAILING.sentence
    assert len(box.ears.of("end", request)) == 1
    again = box.speaker.say("Hello.")
    assert not box.ears.wait_for("end", again).completed
    assert len(box.ears.of("ready")) == 5
    monkeypatch.setattr("voice.keeper._A_MINUTE", 0.0)  # the minute is over
    assert box.say_to_the_end("Back again.").completed
    assert box.speaker.off is None


def test_a_process_that_never_gets_ready_is_given_up(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voice.keeper._READY_SECONDS", 0.5)
    with monkeypatch.context() as hanging:
        hanging.setattr("voice.child._START", ("-ISc", "import time; time.sleep(60)"))
        request = box.speaker.say("Hello.")
        assert until(lambda: box.speaker._keeper.child_pid)
        worker = box.worker
        assert not box.ears.wait_for("end", request).completed
        assert box.speaker.off == Trouble.CANNOT_START.sentence
        assert until(lambda: not is_alive(worker))
    monkeypatch.setattr("voice.keeper._READY_SECONDS", 20.0)
    assert box.say_to_the_end("Hello again.").completed
    assert box.speaker.off is None


def test_a_mistake_in_the_listener_does_not_silence_the_voice(quick_box: Box) -> None:
    ears = Ears()

    def listener(event: VoiceEvent) -> None:
        ears(event)
        raise ValueError("a mistake")

    quick_box.speaker.close()
    quick_box.speaker = Speaker(listener)
    assert ears.wait_for("end", quick_box.speaker.say("One.")).completed
    assert ears.wait_for("end", quick_box.speaker.say("Two.")).completed
