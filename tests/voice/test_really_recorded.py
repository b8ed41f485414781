"""The real arecord records speech, and a speech recogniser knows what was said."""

import os
import warnings
import wave
from pathlib import Path

import pytest

from tests.voice.conftest import Box
from tests.voice.recording import News
from tests.voice.test_really_said import HERTZ as RECOGNISED_HERTZ
from tests.voice.test_really_said import SENTENCES, Recogniser
from voice import Speaker
from voice.recorder import Recorder
from voice.wave_file import BYTES_A_SECOND, HERTZ

SHARED = Path("/usr/share/alsa/alsa.conf")
# ALSA's file plugin gives a file in place of a microphone, as fast as it is taken.
CONFIGURATION = """
<{shared}>
pcm.!default {{
    type file
    slave.pcm {{ type null }}
    file "/dev/null"
    infile "{file}"
    format raw
}}
"""


def resampled(samples: bytes, before: int, after: int) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        audioop = pytest.importorskip("audioop")  # until Python 3.12
        found: bytes = audioop.ratecv(samples, 2, 1, before, after, None)[0]
        return found


@pytest.mark.parametrize("sentence", SENTENCES[:3])
def test_what_was_recorded_is_what_was_said(
    silent_box: Box, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sentence: str
) -> None:
    if not os.access("/usr/bin/arecord", os.X_OK) or not SHARED.exists():
        pytest.skip("there is no arecord with its configuration here (Debian's alsa-utils)")
    silent_box.speaker.close()
    silent_box.speaker = Speaker(silent_box.ears, voice="en-us+f3", rate=140)
    path = tmp_path / "said.wav"
    assert silent_box.ears.wait_for("end", silent_box.speaker.save(sentence, path)).completed
    with wave.open(str(path)) as file:
        said = resampled(file.readframes(file.getnframes()), RECOGNISED_HERTZ, HERTZ)
    microphone = tmp_path / "microphone.raw"
    microphone.write_bytes(said + bytes(BYTES_A_SECOND))
    configuration = tmp_path / "asound.conf"
    configuration.write_text(CONFIGURATION.format(shared=SHARED, file=microphone))
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(configuration))
    (silent_box.folder / "bin" / "arecord").symlink_to("/usr/bin/arecord")

    news = News()
    seconds = len(said) / BYTES_A_SECOND
    Recorder(tmp_path / "recordings", news, limit=seconds).start("it")
    ended = news.wait_for("ended")
    assert ended.sentence == ""
    assert ended.take is not None
    assert ended.take.has_voice
    with wave.open(str(ended.take.path)) as file:
        heard = file.readframes(file.getnframes())
    assert abs(len(heard) / BYTES_A_SECOND - seconds) < 0.01
    assert Recogniser().name(resampled(heard, HERTZ, RECOGNISED_HERTZ)) == sentence
