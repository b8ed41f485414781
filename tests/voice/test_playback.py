"""A recording is played whole, in its turn, and is silent at once when it is stopped."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assets.sealed_sound import new_sound_key
from tests.voice.conftest import Box, is_alive, until
from tests.voice.recording import children_of_this_process, loud
from tests.voice.test_content import CONFIGURATION, SHARED
from voice.playback import Playback, PlaybackEvent
from voice.sealed_wave import SealedWave
from voice.troubles import Trouble
from voice.turns import turn
from voice.wave_file import GrowingWave, header


class Heard:
    """Collects what a playback tells, and waits for its end."""

    def __init__(self) -> None:
        self.events: list[PlaybackEvent] = []
        self._news = threading.Condition()

    def __call__(self, event: PlaybackEvent) -> None:
        with self._news:
            self.events.append(event)
            self._news.notify_all()

    def of(self, kind: str) -> list[PlaybackEvent]:
        return [one for one in self.events if one.kind == kind]

    def wait_for(self, kind: str) -> PlaybackEvent:
        with self._news:
            assert self._news.wait_for(lambda: self.of(kind), timeout=30), self.events
        return self.of(kind)[0]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def playback(heard: Heard) -> Iterator[Playback]:
    made = Playback(heard)
    yield made
    made.stop()


def recording(folder: Path, seconds: float) -> Path:
    file = GrowingWave(folder / "recorded.wav")
    file.write(loud(seconds))
    file.close()
    return file.path


def test_it_is_heard_whole_and_tells_where_it_is(
    silent_box: Box, playback: Playback, heard: Heard
) -> None:
    # The stand-in counts 22,050 samples a second, so 2.2 seconds of 16,000 take 1.6.
    silent_box.put_player()
    playback.play(recording(silent_box.folder, 2.2))
    assert playback.playing
    ended = heard.wait_for("ended")
    assert (ended.completed, ended.sentence) == (True, "")
    assert playback.playing is None
    [(_, _, [length])] = silent_box.players("END")
    assert float(length) == pytest.approx(2.2 * 16000 / 22050, abs=0.01)
    positions = heard.of("position")
    assert [one.of for one in positions] == [pytest.approx(2.2)] * len(positions)
    assert [one.at for one in positions] == sorted(one.at for one in positions)
    assert 3 <= len(positions) <= 9


def test_a_sealed_one_is_heard_with_its_key_and_with_no_other(
    silent_box: Box, playback: Playback, heard: Heard
) -> None:
    silent_box.put_player()
    key = new_sound_key()
    file = SealedWave(silent_box.folder / "recorded.sealed", key)
    file.write(loud(0.5))
    file.close()
    playback.play(file.path, key)
    assert heard.wait_for("ended").completed
    [(_, _, [length])] = silent_box.players("END")
    assert float(length) == pytest.approx(0.5 * 16000 / 22050, abs=0.01)
    assert [one.name for one in silent_box.folder.rglob("recorded*")] == ["recorded.sealed"]
    heard.events.clear()
    playback.play(file.path, new_sound_key())
    ended = heard.wait_for("ended")
    assert (ended.completed, ended.sentence) == (False, Trouble.CANNOT_BE_OPENED.sentence)


def test_a_stop_is_silence_at_once_and_leaves_no_process(
    box: Box, playback: Playback, heard: Heard
) -> None:
    path = recording(box.folder, 60)
    others = children_of_this_process()
    playback.play(path)
    player = box.player
    playback.stop()
    assert playback.playing is None
    assert not heard.wait_for("ended").completed
    assert until(lambda: not is_alive(player))
    assert until(lambda: children_of_this_process() <= others)
    assert len(heard.of("ended")) == 1


def test_another_one_cuts_the_first(box: Box, playback: Playback, heard: Heard) -> None:
    playback.play(recording(box.folder, 60))
    first = box.player
    playback.play(recording(box.folder, 60))
    assert until(lambda: not is_alive(first))
    assert until(lambda: len(box.players("FIRST")) == 2)
    assert len(heard.of("ended")) == 1


def test_it_takes_turns_with_the_voice(box: Box, playback: Playback, heard: Heard) -> None:
    request = box.speaker.say("This goes on for a good while. " * 20)
    box.ears.wait_for("word", request)
    playback.play(recording(box.folder, 1))
    heard.wait_for("waits")
    assert not heard.of("position")
    box.speaker.stop()
    assert heard.wait_for("ended").completed
    starts, ends = box.players("FIRST"), box.players("END")
    assert len(starts) == 2
    assert len(ends) == 1, "the voice was cut"


def test_what_waits_is_stopped_too(box: Box, playback: Playback, heard: Heard) -> None:
    others = children_of_this_process()
    with turn("", threading.Event()):
        playback.play(recording(box.folder, 1))
        heard.wait_for("waits")
        playback.stop()
        assert until(lambda: children_of_this_process() <= others)
    assert not box.players("START")


def test_a_voice_waits_for_it(box: Box, playback: Playback) -> None:
    playback.play(recording(box.folder, 60))
    assert box.player
    waiting = box.speaker.say("Hello.")
    box.ears.wait_for("wait", waiting)
    playback.stop()
    assert box.ears.wait_for("end", waiting).completed


def test_its_process_is_killed(box: Box, playback: Playback, heard: Heard) -> None:
    playback.play(recording(box.folder, 60))
    player = box.player
    now = playback._now
    assert now is not None
    assert now.child is not None
    os.kill(now.child.pid, signal.SIGKILL)
    assert heard.wait_for("ended").sentence == Trouble.PLAYER_FAILED.sentence
    assert until(lambda: not is_alive(player))


APP = """
import sys, time
from pathlib import Path
from voice.playback import Playback
Playback(lambda event: print(event.kind, flush=True)).play(Path(sys.argv[1]))
time.sleep(600)
"""


def test_the_app_is_killed_and_it_is_silent(box: Box) -> None:
    app = subprocess.Popen(
        [sys.executable, "-c", APP, recording(box.folder, 60)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.DEVNULL,
    )
    player = box.player
    app.kill()
    app.wait()
    assert until(lambda: not is_alive(player), seconds=20)


def test_no_player_and_no_file(silent_box: Box, playback: Playback, heard: Heard) -> None:
    playback.play(recording(silent_box.folder, 1))
    assert heard.wait_for("ended").sentence == Trouble.NO_PLAYER.sentence
    silent_box.put_player(paced=False)
    for content in (None, b"", b"not a recording" * 9):
        heard.events.clear()
        path = silent_box.folder / "other.wav"
        if content is not None:
            path.write_bytes(content)
        playback.play(path)
        ended = heard.wait_for("ended")
        assert (ended.completed, ended.sentence) == (False, Trouble.PLAYER_FAILED.sentence)
    assert not silent_box.players("START")


def test_the_real_player_gets_every_sample(
    silent_box: Box,
    real_aplay: str,
    playback: Playback,
    heard: Heard,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also of a file whose header was not brought up to date before the power went."""
    if not SHARED.exists():
        pytest.skip(f"there is no {SHARED} here (Debian's libasound2-data)")
    played, configuration = silent_box.folder / "played.raw", silent_box.folder / "asound.conf"
    configuration.write_text(CONFIGURATION.format(shared=SHARED, file=played))
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(configuration))
    (silent_box.folder / "bin" / "aplay").symlink_to(real_aplay)
    path = silent_box.folder / "cut.wav.part"
    path.write_bytes(header(0) + loud(1.5))
    playback.play(path)
    assert heard.wait_for("ended").completed
    samples = played.read_bytes()
    assert samples[: len(loud(1.5))] == loud(1.5)
    assert len(samples) < len(loud(2)), "ALSA fills its last period, and no more"
