"""People write all sorts of things; the voice survives each."""

from __future__ import annotations

import pytest

from tests.voice.conftest import Box, until

SHORT = {
    "nothing": "",
    "spaces": "  \n\t ",
    "emoji": "😀",
    "emoji with joiner": "👩\u200d🚀 and 🏴\U000e0067\U000e0062\U000e007f",
    "dots": "...",
    "lone surrogate": "bad \udcff sign",
    "nul and escape": "before\x00after \x1b[31mred\x1b[0m end",
    "arabic": "مرحبا بالعالم",
    "bidi marks": "\u202eabc\u202c def \u200f",
    "markup": "[/x] [@click=app.quit]go[/] <speak> <break time='9s'/> &amp; [[h@l'oU]]",
    "braces": "{rate} %s {0} \\n",
    "old mac lines": "one\rtwo\u2028three",
}

# What 50,000 characters are made of, and the language they are read in.
LONG = {
    "prose": ("The bus never comes. ", "en"),
    "no space": ("x", "en"),
    "digits": ("7", "en"),
    "emoji": ("😀", "en"),
    "emoji with joiners": ("👩\u200d🚀", "en"),
    "accents on accents": ("e\u0301\u0301", "en"),
    "arabic": ("مرحبا بالعالم ", "ar"),
    "bidi marks": ("\u202eabc\u202c", "en"),
    "controls": ("\x00\x1b[31m\x07", "en"),
    "punctuation": ("?!... ", "en"),
    "web address": ("http://", "en"),
    "brackets": ("([{<", "en"),
    "lone surrogates": ("\udcff", "en"),
    "new lines": ("\n", "en"),
}


@pytest.mark.parametrize("name", SHORT)
def test_is_said_to_its_end(quick_box: Box, name: str) -> None:
    assert quick_box.say_to_the_end(SHORT[name]).completed
    worker = quick_box.worker
    assert quick_box.say_to_the_end("Still here.").completed
    assert quick_box.worker == worker
    assert not quick_box.ears.of("off")


def test_words_after_a_nul_are_heard_at_their_place(box: Box) -> None:
    text = "one\x00two \x1b[31mthree"
    box.speaker.set(rate=300)
    box.say_to_the_end(text)
    said = [text[event.at : event.at + event.length] for event in box.ears.of("word")]
    assert said == ["one", "two", "three"]


def test_three_thousand_letters_without_a_space(quick_box: Box) -> None:
    quick_box.speaker.set(rate=450)
    path = quick_box.folder / "x.wav"
    request = quick_box.speaker.save("x" * 3000, path)
    assert quick_box.ears.wait_for("end", request).completed
    assert quick_box.say_to_the_end("Still here.").completed


def test_a_very_long_text_begins_and_stops(box: Box) -> None:
    """The stock driver crashes on a third of it."""
    text = "The quick brown fox jumped over the lazy dog. " * 1000
    assert len(text) == 46_000
    request = box.speaker.say(text)
    box.ears.wait_for("word", request)
    worker = box.worker
    box.speaker.stop()
    assert not box.ears.wait_for("end", request).completed
    assert box.worker == worker  # it stopped by itself: nobody had to kill it
    box.speaker.set(rate=450)
    assert box.say_to_the_end("Still here.").completed


@pytest.mark.parametrize("name", LONG)
def test_fifty_thousand_characters_begin_and_stop(box: Box, name: str) -> None:
    piece, language = LONG[name]
    text = (piece * 50_000)[:50_000]
    box.speaker.set(rate=450)
    box.say_to_the_end("Hello.")
    worker = box.worker
    request = box.speaker.say(text, language=language)
    # In some of them there is nothing that can be said: they end by themselves.
    assert until(lambda: box.ears.of("word", request) or box.ears.of("end", request), 20)
    box.speaker.stop()
    box.ears.wait_for("end", request)
    assert box.say_to_the_end("Still here.").completed
    assert box.worker == worker
    assert len(box.ears.of("end", request)) == 1
    assert not box.ears.of("off")


@pytest.mark.soak
@pytest.mark.timeout(700)
@pytest.mark.parametrize("name", LONG)
def test_fifty_thousand_characters_are_said_to_their_end(quick_box: Box, name: str) -> None:
    piece, language = LONG[name]
    quick_box.speaker.set(rate=450)
    quick_box.say_to_the_end("Hello.")
    worker = quick_box.worker
    request = quick_box.speaker.say((piece * 50_000)[:50_000], language=language)
    assert quick_box.ears.wait_for("end", request, seconds=600).completed
    assert quick_box.worker == worker
    assert quick_box.say_to_the_end("Still here.").completed


def test_blank_text_does_not_claim_that_sound_is_back(silent_box: Box) -> None:
    assert not silent_box.say_to_the_end("Hello.").completed
    assert silent_box.speaker.off
    assert silent_box.say_to_the_end("   ").completed
    assert silent_box.speaker.off
