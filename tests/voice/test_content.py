"""What reaches ALSA is speech, as long as it should be, and no more of it after a stop.

The real aplay plays into ALSA's file plugin, so no sound card is needed. The plugin takes sound
as fast as it comes: a text is long enough for a stop to come before its end.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.voice.conftest import Box, is_alive, until
from tests.voice.test_saving import loudness, read_wav

SHARED = Path("/usr/share/alsa/alsa.conf")
BYTES_A_SECOND = 2 * 22050
# "Stop" comes after seconds of sound; the whole of it would be more than an hour.
ENDLESS = "The quick brown fox jumped over the lazy dog. " * 2000

CONFIGURATION = """
<{shared}>
pcm.!default {{
    type file
    slave.pcm {{ type null }}
    file "{file}"
    format raw
}}
"""


@pytest.fixture
def card(silent_box: Box, real_aplay: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a sound card out of a file; return the file."""
    if not SHARED.exists():
        pytest.skip(f"there is no {SHARED} here (Debian's libasound2-data)")
    file = tmp_path / "heard.raw"
    configuration = tmp_path / "asound.conf"
    configuration.write_text(CONFIGURATION.format(shared=SHARED, file=file))
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(configuration))
    (silent_box.folder / "bin" / "aplay").symlink_to(real_aplay)
    return file


def test_a_sentence_is_heard_whole(silent_box: Box, card: Path) -> None:
    text = "We have asked a person to come to you."
    assert silent_box.say_to_the_end(text).completed
    samples = card.read_bytes()
    assert loudness(samples) > 500

    # The same text in a file of ours: nothing of it may be missing, nothing may come twice.
    path = silent_box.folder / "same.wav"
    assert silent_box.ears.wait_for("end", silent_box.speaker.save(text, path)).completed
    expected = read_wav(path)[1]
    assert 1.5 < expected < 5
    assert abs(len(samples) / BYTES_A_SECOND - expected) < 0.3  # ALSA fills its last period


def test_slower_is_longer_and_softer_is_softer(silent_box: Box, card: Path) -> None:
    found = []
    for rate, volume in ((300, 1.0), (120, 0.25)):
        silent_box.speaker.set(rate=rate, volume=volume)
        assert silent_box.say_to_the_end("You can take your words back at any time.").completed
        samples = card.read_bytes()
        found.append((len(samples), loudness(samples)))
        card.unlink()
    (quick, loud), (slow, soft) = found
    assert slow > 1.8 * quick
    assert 0 < soft < 0.5 * loud


def test_after_a_stop_nothing_more_reaches_alsa(silent_box: Box, card: Path) -> None:
    request = silent_box.speaker.say(ENDLESS)
    assert until(lambda: size(card) > BYTES_A_SECOND)
    silent_box.speaker.stop()
    assert not silent_box.ears.wait_for("end", request).completed
    stopped = size(card)
    time.sleep(0.5)
    assert size(card) == stopped
    assert is_alive(silent_box.worker)
    assert loudness(card.read_bytes()[: 4 * BYTES_A_SECOND]) > 500


def test_an_interruption_is_all_that_is_heard_from_then_on(silent_box: Box, card: Path) -> None:
    first = silent_box.speaker.say(ENDLESS)
    assert until(lambda: size(card) > BYTES_A_SECOND)
    second = silent_box.speaker.say("Thank you.")
    assert not silent_box.ears.wait_for("end", first).completed
    assert silent_box.ears.wait_for("end", second).completed
    # Each player opens the file anew, as each takes the card anew.
    assert 0.3 < size(card) / BYTES_A_SECOND < 3
    assert loudness(card.read_bytes()) > 500


def size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0
