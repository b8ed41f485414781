"""The outcome as a recording: really spoken, heard by a recogniser, with its chapters in place."""

import io
import json
import re
import statistics
import wave
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pocketsphinx
import pytest

from models.errors import HeardError
from models.outcome.outcome import Quote
from models.promise.promise import PromiseKind, PromiseState, Update
from models.settings import Settings, VoiceSettings
from models.space.space import Space
from outcomes.making import FORMATS, Made, Making, format_named, make_one
from outcomes.sound import outcome_chapters
from tests.outcomes.test_page import A_UID, outcome, promise, theme
from tui.recording_outcome import makers

# The voice that the recogniser, which learned from Americans, understands best.
SETTINGS = Settings(voice=VoiceSettings(rate=140, voice="en-us+f3"))
DONE = Update("", "", done=True, state=PromiseState.DONE)
CALLS = theme(
    promise(what="Phone everybody back", who="The front door team", updates=(DONE,)),
    title="Nobody phones back",
)
LATER = promise(PromiseKind.CANNOT, "Run a bus at night", because="There is no money for it")
OUTCOME = outcome(CALLS, space=Space(A_UID, "k7p2k7p2", "Getting about"), other=(LATER,))

# What is said in the last two chapters, and other words that would be nearly the same.
SAID = (
    (
        "You said: Nobody phones back.",
        "Three things that we heard are about this.",
        "We will: Phone everybody back.",
        "Who: The front door team.",
        "How it stands: done.",
    ),
    (
        "What else we promise.",
        "We can't: Run a bus at night.",
        "Because: There is no money for it.",
    ),
)
OTHER_WORDS = {
    "We will: Phone everybody back.": "We can't: Phone everybody back.",
    "Who: The front door team.": "Who: The transport team.",
    "How it stands: done.": "How it stands: late.",
    "We can't: Run a bus at night.": "We will: Run a bus at night.",
    "Because: There is no money for it.": "Because: There is no time for it.",
}


def heard_as(sentences: Iterable[str]) -> str:
    return re.sub(r"[^a-z' ]", "", " ".join(sentences).lower())


def recognised(samples: bytes, hertz: int) -> str:
    """Return what is said, of our sentences in their order and of nearly the same ones."""
    known = [heard_as(said) for said in SAID]
    for said in SAID:
        for one in set(said) & set(OTHER_WORDS):
            known.append(heard_as(OTHER_WORDS[one] if one == each else each for each in said))
        known += [heard_as(said[:-1]), heard_as((*said[1:], said[0]))]
    decoder = pocketsphinx.Decoder(samprate=hertz, lm=None, loglevel="FATAL")
    choices = " | ".join(f"({one})" for one in known)
    decoder.add_jsgf_string("ours", f"#JSGF V1.0; grammar ours; public <said> = {choices};")
    decoder.activate_search("ours")
    half = bytes(hertz)
    decoder.start_utt()
    decoder.process_raw(half + samples + half, full_utt=True)
    decoder.end_utt()
    found: str = decoder.hyp().hypstr
    return found


def loudness(samples: bytes, hertz: int) -> list[float]:
    """Return how loud each hundredth of a second is."""
    heard = array("h", samples)
    step = hertz // 100
    places = range(0, len(heard) - step, step)
    return [sum(map(abs, heard[place : place + step])) / step for place in places]


def samples_of(content: bytes) -> "array[int]":
    with wave.open(io.BytesIO(content)) as file:
        return array("h", file.readframes(file.getnframes()))


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    made = makers(SETTINGS)
    found: list[Made] = [one for kind in ("mp3", "wav") for one in made[kind](Making(OUTCOME))]
    assert [one.name for one in found] == [
        "outcome.mp3",
        "outcome.chapters.json",
        "outcome.wav",
    ]
    return {one.name: one.content for one in found}


def test_each_chapter_is_where_the_list_says_and_is_heard_as_it_was_written(
    files: dict[str, bytes],
) -> None:
    listed = json.loads(files["outcome.chapters.json"])
    chapters = listed["chapters"]
    assert [one["title"] for one in chapters] == [one.title for one in outcome_chapters(OUTCOME)]
    with wave.open(io.BytesIO(files["outcome.wav"])) as file:
        hertz, samples = file.getframerate(), file.readframes(file.getnframes())
    seconds = len(samples) / 2 / hertz
    assert listed["duration_ms"] == pytest.approx(seconds * 1000, abs=1)
    assert chapters[0]["start_ms"] == 0
    for said, chapter in zip(SAID, chapters[1:], strict=True):
        start, end = (2 * (chapter[key] * hertz // 1000) for key in ("start_ms", "end_ms"))
        assert recognised(samples[start:end], hertz) == heard_as(said)


def test_the_mp3_has_the_same_sound_and_the_same_chapters(files: dict[str, bytes]) -> None:
    soundfile, id3 = import_module("soundfile"), import_module("mutagen.id3")
    listed = json.loads(files["outcome.chapters.json"])
    tags = id3.ID3(io.BytesIO(files["outcome.mp3"]))
    chapters = sorted(tags.getall("CHAP"), key=lambda one: one.start_time)
    assert [(str(one.sub_frames["TIT2"]), one.start_time, one.end_time) for one in chapters] == [
        (one["title"], one["start_ms"], one["end_ms"]) for one in listed["chapters"]
    ]
    assert {frame[:4] for frame in tags} == {"CHAP", "CTOC"}, "no author, no day, no machine"
    sound, hertz = soundfile.read(io.BytesIO(files["outcome.mp3"]), dtype="int16")
    assert len(sound) / hertz * 1000 == pytest.approx(listed["duration_ms"], abs=200)
    with wave.open(io.BytesIO(files["outcome.wav"])) as file:
        spoken = loudness(file.readframes(file.getnframes()), hertz)
    heard = loudness(sound.tobytes(), hertz)
    alike = {
        late: statistics.correlation(spoken[:-20], heard[late : late + len(spoken) - 20])
        for late in range(20)
    }
    late = max(alike, key=lambda one: alike[one])
    assert alike[late] > 0.97
    assert late < 15, "MP3 begins a little late, and every chapter with it"
    assert len(files["outcome.mp3"]) < len(files["outcome.wav"]) / 4


def test_the_same_outcome_gives_the_same_sound(files: dict[str, bytes]) -> None:
    """Sample by sample; once in some thousand times espeak rounded one of them differently."""
    [again, chapters] = makers(SETTINGS)["wav"](Making(OUTCOME))
    assert json.loads(chapters.content)["file"] == again.name == "outcome.wav"
    before, after = samples_of(files["outcome.wav"]), samples_of(again.content)
    assert len(before) == len(after)
    apart = Counter(abs(one - other) for one, other in zip(before, after, strict=True))
    assert max(apart) <= 2, apart.most_common(9)


def test_the_chapters_of_another_language_name_its_own_file() -> None:
    making = Making(replace(OUTCOME, themes=(), other_promises=()), language="pl")
    made = make_one(format_named("wav"), making, makers=makers(SETTINGS)).files
    assert [one.name for one in made] == ["outcome-pl.wav", "outcome-pl.chapters.json"]
    assert json.loads(made[1].content)["file"] == made[0].name


def test_hostile_words_are_read_or_left_and_the_recording_is_made() -> None:
    words = ("[/x] 😀👩🏽‍🦽 \u202eabc", "before\x00after", "\n".join(["nine days"] * 24), "مرحبا")
    quotes = tuple(Quote(one, "", "en") for one in words)
    hostile = replace(OUTCOME, themes=(replace(CALLS, quotes=quotes, promises=()),))
    made = makers(SETTINGS)["wav"](Making(hostile))
    with wave.open(io.BytesIO(made[0].content)) as file:
        assert file.getnframes() > 8 * file.getframerate()


def test_why_there_is_no_recording_is_a_sentence_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    silent = replace(OUTCOME, space=replace(OUTCOME.space, language="so"))
    with pytest.raises(HeardError, match=r"^The recording was not made\. .* are made\.$"):
        makers(SETTINGS)["mp3"](Making(silent))
    assert not list(tmp_path.iterdir())


def test_every_format_that_has_to_be_spoken_has_a_maker() -> None:
    spoken = {one.name for one in FORMATS if not one.made_by}
    assert spoken == set(makers(Settings()))
