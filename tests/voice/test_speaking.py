"""The voice speaks, marks words, stops, queues. A paced player stands in for a sound card."""

from __future__ import annotations

import time
from collections import Counter

from tests.voice.conftest import Box, is_alive
from voice.words import words

LONG = "This is a long sentence about the bus. " * 20


def test_speaks_and_marks_each_word_in_time(box: Box) -> None:
    text = "Welcome to the meeting. One of the questions takes a while."
    request = box.speaker.say(text)
    assert box.ears.wait_for("end", request).completed
    marks = [(when, e) for when, e in box.ears.events if e.kind == "word"]
    assert [(e.at, e.at + e.length) for _, e in marks] == words(text)
    [(first, _, _)] = box.players("FIRST")
    [(end, _, [seconds])] = box.players("END")
    assert float(seconds) > 2.5
    assert first - 0.1 < marks[0][0]
    assert marks[-1][0] < end
    assert marks[-1][0] - marks[0][0] > 0.5 * float(seconds)  # spread over the sound
    assert box.speaker.off is None


def test_events_come_in_order(box: Box) -> None:
    request = box.speaker.say("Hello there.")
    box.ears.wait_for("end", request)
    kinds = [event.kind for _, event in box.ears.events]
    assert kinds == ["ready", "start", "word", "word", "end"]


def test_stop_silences_at_once(box: Box) -> None:
    request = box.speaker.say(LONG)
    box.ears.wait_for("word", request)
    player = box.player
    box.speaker.stop()
    assert not box.ears.wait_for("end", request).completed
    assert not is_alive(player)  # it was gone before the end was told
    seen = len(box.ears.events)
    time.sleep(0.3)
    assert len(box.ears.events) == seen
    assert not box.players("END")


def test_stop_forgets_what_waits(box: Box) -> None:
    requests = [box.speaker.say(LONG, interrupt=False) for _ in range(3)]
    box.ears.wait_for("start", requests[0])
    box.speaker.stop()
    assert not any(box.ears.wait_for("end", request).completed for request in requests)
    assert len(box.players("START")) <= 1


def test_stop_with_nothing_to_say_is_nothing(box: Box) -> None:
    box.speaker.set(rate=450)
    box.speaker.stop()
    assert box.say_to_the_end("Hello.").completed
    box.speaker.stop()
    assert box.say_to_the_end("Hello again.").completed


def test_fifty_focus_changes_end_on_the_last(box: Box) -> None:
    requests = []
    for place in range(50):
        requests.append(box.speaker.say(f"Answer {place} of fifty"))
        if place % 5 == 0:
            time.sleep(0.03)  # a held key repeats about every 33 ms
    assert box.ears.wait_for("end", requests[-1]).completed
    ends = Counter(event.request for event in box.ears.of("end"))
    assert ends == Counter(requests)
    assert [e.request for e in box.ears.of("end") if e.completed] == [requests[-1]]
    assert len(box.players("END")) == 1


def test_waiting_texts_keep_their_order(box: Box) -> None:
    box.speaker.set(rate=450)
    requests = [box.speaker.say(text, interrupt=False) for text in ("One.", "Two.", "Three.")]
    box.ears.wait_for("end", requests[-1])
    told = [(e.kind, e.request) for _, e in box.ears.events if e.kind in ("start", "end")]
    assert told == [(kind, request) for request in requests for kind in ("start", "end")]
    assert len(box.players("END")) == 3


def test_repeat_says_the_last_text_again(quick_box: Box) -> None:
    assert quick_box.speaker.repeat() is None
    quick_box.say_to_the_end("What matters to you?")
    again = quick_box.speaker.repeat()
    assert again is not None
    assert quick_box.ears.wait_for("end", again).completed
    assert len(quick_box.players("END")) == 2


def test_the_rate_applies_to_the_next_text(quick_box: Box) -> None:
    for rate in (100, 300):
        quick_box.speaker.set(rate=rate)
        quick_box.say_to_the_end("The quick brown fox jumped over the lazy dog.")
    slow, fast = (float(rest[0]) for _, _, rest in quick_box.players("END"))
    assert slow > 2 * fast


def test_arabic_is_read_by_the_arabic_voice(quick_box: Box) -> None:
    for language in ("de", "ar"):
        quick_box.say_to_the_end("مرحبا بالعالم", language)
    spelled, read = (float(rest[0]) for _, _, rest in quick_box.players("END"))
    assert spelled > 2 * read


def test_close_takes_the_player_along(box: Box) -> None:
    request = box.speaker.say(LONG)
    box.ears.wait_for("word", request)
    player = box.player
    worker = box.worker
    box.speaker.close()
    assert not box.ears.wait_for("end", request, seconds=2).completed
    time.sleep(0.05)
    assert not is_alive(worker)
    assert not is_alive(player)
