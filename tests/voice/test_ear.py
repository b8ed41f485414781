"""For the ear: what is said for what is written, and the way back to the written place."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.voice.conftest import Box, is_alive, until
from tests.voice.test_saving import read_wav
from voice.ear import Spoken, written_out
from voice.ear_table import table_for
from voice.words import clean, words

SAID = {
    # Dates: the day comes first.
    "on 3 May 2026": "on the 3rd of May 2026",
    "on the 3rd May": "on the 3rd of May",
    "on 3/5/2026": "on the 3rd of May 2026",
    "on 03/05/26": "on the 3rd of May 2026",
    "on 21.12.2026": "on the 21st of December 2026",
    "on 2026-05-03": "on the 3rd of May 2026",
    "by 30 April 2027": "by the 30th of April 2027",
    "12 Sept, 11 Jan": "the 12th of September, the 11th of January",
    "May 3, 2026": "May the 3rd, 2026",
    "12/25/2026 or 2026-13-01": "12/25/2026 or 2026-13-01",
    # Times.
    "at 13:05": "at 1 oh 5 PM",
    "at 9am": "at 9 AM",
    "at 9.30 a.m. We": "at 9 30 AM. We",
    "at 10:30pm": "at 10 30 PM",
    "at 14:00": "at 2 PM",
    "at 09:00": "at 9 o'clock",
    "00:00, 12:00, 00:15": "midnight, midday, 12 15 AM",
    "13:05:20": "13:05:20",
    # Money.
    "£3.50": "3 pounds 50",
    "£1,200": "1,200 pounds",
    "£1": "1 pound",
    "£1.01": "1 pound 1 penny",
    "£0.50": "50 pence",
    "20p and 1p": "20 pence and 1 penny",
    "€5.20 and $3": "5 euros 20 and 3 dollars",
    "£1.5m or £2 million": "1.5 million pounds or 2 million pounds",
    "£12 an hour": "12 pounds an hour",
    "-£5": "minus 5 pounds",
    # Numbers.
    "45%": "45 per cent",
    "3.5 %": "3.5 per cent",
    "13–15": "13 to 15",
    "13-15": "13 to 15",
    "2022-23": "2022 to 23",
    "9am–5pm": "9 AM to 5 PM",
    "£5–£10": "5 pounds to 10 pounds",
    "3–5 May": "3 to the 5th of May",
    "9-5 and 1-2-3": "9-5 and 1-2-3",
    "1/2 an hour": "half an hour",
    "2½ and 2 3/4": "2 and a half and 2 and three quarters",
    "5 mins, 1 min, 2hrs": "5 minutes, 1 minute, 2 hours",
    "20°C": "20 degrees Celsius",
    "#1": "number 1",
    "1,200 people in 2026": "1,200 people in 2026",
    # Short forms.
    "e.g. a bus, i.e. this": "for example a bus, that is this",
    "and so on, etc.": "and so on, et cetera.",
    "Dr Smith, a GP": "Doctor Smith, a G P",
    "NHS, CQC, DRE, PA": "N H S, C Q C, DRE, P A",
    "approx. 5, no. 7": "approximately 5, number 7",
    "Oh no. Thanks": "Oh no. Thanks",
    "St Ann's, 12 Mill St": "Saint Ann's, 12 Mill Street",
    "min and hrs": "min and hrs",
    # Phones, codes, addresses.
    "Call 0115 496 0000.": "Call 0 1 1 5, 4 9 6, 0 0 0 0.",
    "07700900123": "0 7 7 0 0, 9 0 0, 1 2 3",
    "call 01623 496000 now": "call 0 1 6 2 3, 4 9 6 0 0 0 now",
    "0161 4960000": "0 1 6 1, 4 9 6 0 0, 0 0",
    "+44 115 496 0000": "plus 4 4, 1 1 5, 4 9 6, 0 0 0 0",
    "0115 496 0000 10 times": "0 1 1 5, 4 9 6, 0 0 0 0, 10 times",
    "call 999 now": "call 9 9 9 now",
    "k7p2m9rt": "k 7 p 2, m 9 r t",
    "NG1 5DB": "N G 1, 5 D B",
    "B12 and 3rd": "B12 and 3rd",
    "https://heard.example/k7p2m9rt.": "heard dot example slash k 7 p 2, m 9 r t.",
    "(www.care.gov.uk/pay)": "(w w w dot care dot gov dot U K slash pay)",
    "ask.us@council.gov.uk": "ask dot us at council dot gov dot U K",
    "the end.Start": "the end.Start",
    # Signs of the screens.
    "✓ Saved": "done Saved",
    "✓Saved": "done Saved",
    "✕ Closed": "no Closed",
    "▶ What matters?": "now What matters?",
    "▶\ufe0f What": "now What",
    "waiting → cleared": "waiting to cleared",
    "Desk · Room • Kiosk": "Desk , Room , Kiosk",
    "3×4 = 12": "3 times 4 equals 12",
    "you & me + them": "you and me plus them",
    "a … b - c": "a , b , c",
    "Press ? or press A.": "Press question mark or press eigh.",
    "press a key": "press a key",
    "? Help": "question mark Help",
    "Really ? Yes": "Really ? Yes",
    # Keys, as typed.
    ".": "full stop",
    ",": "comma",
    "?": "question mark",
    "@": "at",
    "#": "hash",
    "*": "star",
    " ": "space",
    "A": "capital A",
    "Ż": "capital Ż",
    "a": "a",
    "7": "7",
    "✓": "done",
    "😀": "😀",
}

PROSE = [
    "We waited. Nobody came; the bus was late, again!",
    "“Don’t tell me”, she said… twice! It may rain.",
    "Press the key again. He got up at once, I am sure.",
    "Co-production is “doing with”, and not 'doing for'.",
    "I waited 45 minutes, and 3 buses (number 35) went by in 2024.",
    "مرحبا بالعالم 👩\u200d🚀 naïve",
]


@pytest.mark.parametrize("written", SAID)
def test_is_written_out(written: str) -> None:
    assert written_out(written).text == SAID[written]


@pytest.mark.parametrize("written", PROSE)
def test_plain_prose_stays_as_it_is(written: str) -> None:
    assert written_out(written) == Spoken(written)


@pytest.mark.parametrize("written", [one for one in SAID if len(one) > 1])
def test_once_is_enough(written: str) -> None:
    once = written_out(written).text
    assert written_out(once).text == once


def marked(written: str, language: str = "en") -> list[tuple[str, str]]:
    """Return each spoken word with what is marked on the screen meanwhile."""
    spoken = written_out(written, language)
    pairs = []
    for start, end in words(spoken.text):
        at, length = spoken.place(start, end - start)
        pairs.append((spoken.text[start:end], written[at : at + length]))
    return pairs


def test_each_word_marks_what_it_stands_for() -> None:
    assert marked("Meet Dr Khan on 3/5/2026, for £3.50 each.") == [
        ("Meet", "Meet"),
        ("Doctor", "Dr"),
        ("Khan", "Khan"),
        ("on", "on"),
        *[(word, "3/5/2026") for word in ("the", "3rd", "of", "May", "2026")],
        ("for", "for"),
        *[(word, "£3.50") for word in ("3", "pounds", "50")],
        ("each", "each"),
    ]


def test_a_space_that_was_put_in_moves_no_mark() -> None:
    assert marked("✓Saved 3×4 now") == [
        ("done", "✓"),
        ("Saved", "Saved"),
        ("3", "3"),
        ("times", "×"),
        ("4", "4"),
        ("now", "now"),
    ]


def test_a_stretch_over_several_words_is_marked_whole() -> None:
    spoken = written_out("at 9am on 3 May")
    assert spoken.text == "at 9 AM on the 3rd of May"
    assert spoken.place(0, len(spoken.text)) == (0, len("at 9am on 3 May"))


def test_other_languages_only_get_their_signs() -> None:
    assert written_out("✓ 3/5/2026 e.g. Dr £3", "pl-PL").text == "gotowe 3/5/2026 e.g. Dr £3"
    assert written_out("?", "cy").text == "marc cwestiwn"
    assert written_out("✓ 3/5/2026 ?", "ur").text == "✓ 3/5/2026 ?"
    assert written_out("at 9am", "en_GB").text == "at 9 AM"


def test_every_form_of_the_table_is_found() -> None:
    table = table_for("en")
    assert table
    for form, said in table.words.items():
        written = form.replace("#", "3")
        assert said in written_out(f"so {written}").text, form
    for sign, said in {**table.signs, **table.alone}.items():
        assert written_out(f"so {sign} on").text == f"so {said} on"
    for key, said in table.symbols.items():
        assert written_out(key).text == said


TOKENS = st.sampled_from([*SAID, *PROSE, "\n", "\x1b[31m", "\ud800", "\u202e", "٣/٥/٢٠٢٦"])


@given(st.one_of(st.text(), st.lists(TOKENS).map(" ".join), st.lists(TOKENS).map("".join)))
@example("\ud800")
@example("\x00")
@example("²/5/2026 ①:30 £²")
def test_any_text_keeps_its_words_in_their_turn(text: str) -> None:
    spoken = written_out(text)
    cleaned = clean(text) if clean(text) == text or len(text) > 1 else " "
    done = said = 0
    for piece in spoken._pieces:
        # Between the pieces both texts are the same, so nothing is lost and nothing moves.
        assert cleaned[done : piece.start] == spoken.text[said : piece.said_from]
        assert piece.start < piece.end
        done, said = piece.end, piece.said_to
    assert cleaned[done:] == spoken.text[said:]
    places = [spoken.place(start, end - start) for start, end in words(spoken.text)]
    assert all(at >= 0 and length > 0 and at + length <= len(text) for at, length in places)
    assert all(one[0] <= next_[0] for one, next_ in itertools.pairwise(places))


@given(st.lists(st.from_regex(r"[b-z]{2,9}[,.]?", fullmatch=True)).map(" ".join))
def test_ordinary_words_are_left_alone(text: str) -> None:
    table = table_for("en")
    assert table
    forms = {form.lower() for form in table.words} | {"ie", "eg", "vs", "etc", "st"}
    if not any(word.strip(",.") in forms or word in forms for word in text.split()):
        assert written_out(text).text == text


UNITS = ["0", "0 ", "1,", "1-", "1:", "a.", "a@", "a.uk.", "(0", "+4 ", "£1", "1,111", "a1", "/",
         "\n? a", "Press ", "http://", ". ", "1/2", "×", " ", "x", "9 a.m. ", "3 May "]  # fmt: skip


def test_time_grows_with_the_text_and_no_faster() -> None:
    """50,000 characters may take ten times as long as 5,000; a bad pattern takes a hundred."""

    def seconds(text: str) -> float:
        start = time.process_time()
        written_out(text)
        return time.process_time() - start

    written_out("The patterns are made once.")
    for unit in UNITS:
        short, long = (unit * (length // len(unit)) for length in (5_000, 50_000))
        assert seconds(long) < 40 * max(seconds(short), 0.005), unit


def test_the_voice_marks_the_written_words(box: Box) -> None:
    text = "We meet on 3/5/2026 at 9am ✓ yes."
    box.speaker.set(rate=300)
    assert box.say_to_the_end(text).completed
    told = [text[event.at : event.at + event.length] for event in box.ears.of("word")]
    assert [word for word, _ in itertools.groupby(told)] == [
        "We", "meet", "on", "3/5/2026", "at", "9am", "✓", "yes",
    ]  # fmt: skip


def test_after_a_pause_the_rest_begins_with_what_is_written(box: Box) -> None:
    """In the middle of "the 3rd of May 2026" a pause is in the middle of "03/05/2026"."""
    text = "We meet on 03/05/2026 at 9am."
    box.speaker.set(rate=80)
    request = box.speaker.say(text)
    assert until(lambda: [one for one in box.ears.of("word", request) if one.at == 11], 20)
    box.speaker.pause()
    assert until(lambda: not is_alive(box.player))
    before = len(box.ears.of("word", request))
    box.speaker.go_on()
    assert box.ears.wait_for("end", request).completed
    told = box.ears.of("word", request)[before:]
    places = dict.fromkeys(text[one.at : one.at + one.length] for one in told)
    assert list(places) == ["03/05/2026", "at", "9am"]


def test_the_voice_says_more_than_is_written(silent_box: Box) -> None:
    """A sign that was typed is heard; blank text stays silent."""
    for name, text in {"sign": "?", "one": "question", "blank": "  "}.items():
        path = silent_box.folder / f"{name}.wav"
        silent_box.ears.wait_for("end", silent_box.speaker.save(text, path))
    sign, one = (read_wav(silent_box.folder / f"{name}.wav")[1] for name in ("sign", "one"))
    assert sign > one + 0.1
    assert not (silent_box.folder / "blank.wav").exists()
