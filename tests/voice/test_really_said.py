"""The words are really said: a speech recogniser, told our sentences, knows which one it hears.

A free recogniser is no judge of espeak-ng: it made "well two three" of "one two three". With a
grammar of our own sentences it named the right one in 510 of 510 files of the voice en-us+f3,
and none of them in 153 of 153 files with other words (espeak-ng 1.51 and 1.52).
"""

from __future__ import annotations

import re
import wave
from pathlib import Path

import pocketsphinx
import pytest

from tests.voice.conftest import Box
from voice import Speaker

HERTZ = 22050  # what espeak-ng makes

SENTENCES = (
    "Welcome. Say what matters to you.",
    "Nobody asks for your name. Press any key to begin.",
    "How do you want to answer?",
    "Is this what you want to say?",
    "May we show your words on the room's screen?",
    "May your words count in the report?",
    "Thank you. Your words are safe with us.",
    "You can take your words back at any time.",
    "We have asked a person to come to you.",
    "Nobody asks for help now.",
)
# None of these is on a screen. They are in the grammar too: a recogniser that knows only our
# sentences hears one of them in anything.
OTHER_WORDS = (
    "The bus never comes on a Sunday.",
    "My carer changes every single week.",
    "What is the weather like today?",
)


class Recogniser:
    """Knows our sentences, a few others, and no further words."""

    def __init__(self) -> None:
        self._decoder = pocketsphinx.Decoder(samprate=HERTZ, lm=None, loglevel="FATAL")
        choices = " | ".join(f"({_heard_as(sentence)})" for sentence in (*SENTENCES, *OTHER_WORDS))
        grammar = f"#JSGF V1.0; grammar ours; public <sentence> = {choices};"
        self._decoder.add_jsgf_string("ours", grammar)
        self._decoder.activate_search("ours")

    def name(self, samples: bytes) -> str | None:
        """Return which of our sentences is said in the samples, or None.

        The last words of a quick sentence may be missing from what was recognised: the first
        half is enough, where only one sentence begins so.
        """
        second = b"\0" * 2 * HERTZ
        self._decoder.start_utt()
        self._decoder.process_raw(second + samples + second, full_utt=True)
        self._decoder.end_utt()
        found = self._decoder.hyp()
        words = found.hypstr.split() if found else []
        fits = [
            sentence
            for sentence in SENTENCES
            if words
            and (whole := _heard_as(sentence).split())[: len(words)] == words
            and 2 * len(words) >= len(whole)
        ]
        return fits[0] if len(fits) == 1 else None


def _heard_as(sentence: str) -> str:
    return re.sub(r"[^a-z' ]", "", sentence.lower())


def saved(box: Box, text: str) -> bytes:
    """Have the voice write a text to a file; return its samples."""
    path = box.folder / "said.wav"
    assert box.ears.wait_for("end", box.speaker.save(text, path)).completed
    return samples_of(path)


def samples_of(path: Path) -> bytes:
    with wave.open(str(path)) as file:
        assert file.getframerate() == HERTZ
        samples: bytes = file.readframes(file.getnframes())
        return samples


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser()


@pytest.fixture
def clear_box(silent_box: Box) -> Box:
    """A voice that the recogniser, which learned from Americans, understands best."""
    silent_box.speaker.close()
    silent_box.speaker = Speaker(silent_box.ears, voice="en-us+f3")
    return silent_box


@pytest.mark.parametrize("rate", [120, 160, 200])
def test_each_sentence_is_the_one_that_is_heard(
    clear_box: Box, recogniser: Recogniser, rate: int
) -> None:
    clear_box.speaker.set(rate=rate)
    heard = [recogniser.name(saved(clear_box, sentence)) for sentence in SENTENCES]
    assert heard == list(SENTENCES)


def test_silence_is_none_of_them(clear_box: Box, recogniser: Recogniser) -> None:
    clear_box.speaker.set(volume=0)
    assert recogniser.name(saved(clear_box, SENTENCES[0])) is None
    assert recogniser.name(b"\0" * 2 * HERTZ) is None


@pytest.mark.parametrize("words", OTHER_WORDS)
def test_other_words_are_none_of_them(clear_box: Box, recogniser: Recogniser, words: str) -> None:
    clear_box.speaker.set(rate=160)
    assert recogniser.name(saved(clear_box, words)) is None
