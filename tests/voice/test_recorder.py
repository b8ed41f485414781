"""What a person says is recorded: all of it, nothing after it, and never lost on the way."""

from __future__ import annotations

import array
import os
import resource
import signal
import subprocess
import sys
import threading
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from assets.sealed_sound import SealedSoundError, new_sound_key, open_sound
from tests.voice.conftest import is_alive, until
from tests.voice.recording import Microphone, News, children_of_this_process, loud, silent
from voice.levels import Hearing, Level, level_of
from voice.microphone import NoRecording, find_recorder, trouble_with_recorder
from voice.recorder import Recorder, Take, try_microphone
from voice.turns import turn
from voice.wave_file import BYTES_A_SECOND, HEADER_BYTES, HERTZ

NAME = "0192f0c0-0000-7000-8000-000000000001"


@pytest.fixture
def microphone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Microphone:
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return Microphone(tmp_path)


@pytest.fixture
def news() -> News:
    return News()


@pytest.fixture
def recorder(microphone: Microphone, news: News) -> Iterator[Recorder]:
    made = Recorder(microphone.recordings, news, limit=60)
    yield made
    made.close()
    assert until(lambda: not made.is_recording)


def samples_of(take: Take | None) -> bytes:
    """Return the samples, read as any program reads a WAV."""
    assert take is not None
    with wave.open(str(take.path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (HERTZ, 1, 2)
        samples: bytes = file.readframes(file.getnframes())
    assert abs(len(samples) / BYTES_A_SECOND - take.seconds) < 0.001
    return samples


def test_what_is_said_is_in_the_file_from_the_first_sample(
    microphone: Microphone, recorder: Recorder, news: News
) -> None:
    said = loud(1) + silent(1) + loud(0.5, height=3000) + silent(1)
    microphone.put(said)
    assert recorder.start(NAME)
    assert recorder.is_recording
    assert not recorder.start("another"), "one at a time"
    news.wait_for("level", lambda one: one.seconds > 3.5)
    recorder.stop()
    take = news.wait_for("ended").take
    assert samples_of(take)[: len(said)] == said
    assert take is not None
    assert take.path == microphone.recordings / f"{NAME}.wav.part"
    assert take.path.stat().st_mode & 0o777 == 0o600
    assert microphone.recordings.stat().st_mode & 0o777 == 0o700
    assert take.has_voice
    assert not recorder.is_recording
    assert [one.kind for one in news.events if one.kind != "level"] == ["began", "ended"]


def test_with_a_key_it_is_sealed_as_it_grows_and_the_key_is_in_no_list_of_processes(
    microphone: Microphone, recorder: Recorder, news: News
) -> None:
    said, key = loud(2), new_sound_key()
    microphone.put(said)
    recorder.start(NAME, key)
    news.wait_for("level", lambda one: one.seconds > 1)
    job = recorder._job
    assert job is not None
    assert job.child is not None
    listed = Path(f"/proc/{job.child.pid}/cmdline").read_bytes()
    listed += Path(f"/proc/{job.child.pid}/environ").read_bytes()
    assert key.encode() not in listed
    job.child.kill()  # as when the face dies: nothing is finished
    take = news.wait_for("ended").take
    assert take is not None
    assert take.path == microphone.recordings / f"{NAME}.sealed.part"
    assert said[:64] not in take.path.read_bytes()
    sound = open_sound(take.path, key, may_be_cut=True)
    assert take.seconds == pytest.approx((len(sound) - HEADER_BYTES) / BYTES_A_SECOND)
    assert sound[HEADER_BYTES:][: len(said) // 2] == said[: len(said) // 2]
    with pytest.raises(SealedSoundError):
        open_sound(take.path, new_sound_key(), may_be_cut=True)


def test_a_stop_ends_the_microphone_and_leaves_no_process(
    microphone: Microphone, recorder: Recorder, news: News
) -> None:
    microphone.put(loud(1), times=1)
    others = children_of_this_process()
    for number in range(3):
        recorder.start(f"{NAME[:-1]}{number}")
        assert until(lambda n=number: len(microphone.pids) == n + 1)  # type: ignore[misc]
        news.wait_for("level", lambda one, n=number: one.name.endswith(str(n)))  # type: ignore[misc]
        recorder.stop()
        news.wait_for("ended", lambda one, n=number: one.name.endswith(str(n)))  # type: ignore[misc]
    assert until(lambda: not any(is_alive(pid) for pid in microphone.pids))
    assert until(lambda: children_of_this_process() <= others)


def test_a_process_that_hangs_does_not_keep_the_microphone_on(
    microphone: Microphone, recorder: Recorder, news: News
) -> None:
    microphone.put(loud(1), times=1)
    recorder.start(NAME)
    news.wait_for("began")
    job = recorder._job
    assert job is not None
    assert job.child is not None
    os.kill(job.child.pid, signal.SIGSTOP)
    recorder.stop()
    assert until(lambda: not is_alive(microphone.pids[0]))
    os.kill(job.child.pid, signal.SIGCONT)
    assert news.wait_for("ended").sentence == ""


def test_ten_levels_a_second_tell_how_loud_it_is(
    microphone: Microphone, recorder: Recorder, news: News
) -> None:
    microphone.put(silent(1) + loud(1) + silent(1))
    recorder.start(NAME)
    news.wait_for("level", lambda one: one.seconds >= 2.9)
    levels = news.of("level")[:29]
    assert [round(one.seconds, 1) for one in levels] == [n / 10 for n in range(1, 30)]
    assert all(one.peak == one.shown == 0 and not one.hears for one in levels[:10])
    assert all(
        one.shown > 0.9 and 0.2 < one.rms < 0.3 and 0.2 < one.peak < 0.3 for one in levels[10:20]
    )
    assert all(one.hears for one in levels[10:]), "a pause to think is no silence"
    assert levels[0].left == pytest.approx(59.9)


def test_nothing_is_heard_after_some_seconds_of_silence(
    microphone: Microphone, recorder: Recorder, news: News
) -> None:
    microphone.put(loud(1) + silent(5), times=40)
    recorder.start(NAME)
    news.wait_for("level", lambda one: one.seconds >= 5)
    hears = [one.hears for one in news.of("level")]
    assert all(hears[:39])
    assert not any(hears[41:50])


def test_the_time_is_up_and_that_is_told_before(microphone: Microphone, news: News) -> None:
    microphone.put(loud(1), times=40)
    recorder = Recorder(microphone.recordings, news, limit=6, warn=2)
    recorder.start(NAME)
    ended = news.wait_for("ended")
    assert (ended.is_full, ended.sentence) == (True, "")
    assert len(samples_of(ended.take)) == 6 * BYTES_A_SECOND
    (warning,) = news.of("warn")
    assert warning.left == pytest.approx(2, abs=0.1)
    assert news.of("level")[-1].left == 0


def test_what_is_thrown_away_is_gone(
    microphone: Microphone, recorder: Recorder, news: News
) -> None:
    microphone.put(loud(1))
    recorder.start(NAME)
    news.wait_for("began")
    assert list(microphone.recordings.iterdir())
    recorder.throw_away()
    assert news.wait_for("ended").take is None
    assert not list(microphone.recordings.iterdir())


def test_again_takes_the_place_of_the_first(
    microphone: Microphone, recorder: Recorder, news: News
) -> None:
    for height in (9000, 2000):
        microphone.put(loud(1, height))
        recorder.start(NAME)
        assert until(lambda: news.of("level") and news.of("level")[-1].seconds > 0.5)
        recorder.stop()
        take = news.wait_for("ended").take
        assert max(array.array("h", samples_of(take))) == height
        news.events.clear()
    assert len(list(microphone.recordings.iterdir())) == 1


# -- troubles ------------------------------------------------------------------------------------


def trouble_of(recorder: Recorder, news: News) -> str:
    recorder.start(NAME)
    ended = news.wait_for("ended")
    assert ended.take is None
    assert not list(recorder._folder.glob("*"))
    return ended.sentence


def test_no_recording_program_then_one(
    microphone: Microphone, recorder: Recorder, news: News
) -> None:
    assert trouble_of(recorder, news) == NoRecording.NO_RECORDER.sentence
    news.events.clear()
    microphone.put(loud(1), program="parecord")  # somebody installed one
    recorder.start(NAME)
    news.wait_for("began")


def test_a_program_named_in_the_settings_is_missing(microphone: Microphone, news: News) -> None:
    microphone.put(loud(1))
    named = Recorder(microphone.recordings, news, command=["not-there", "-r", "{rate}"])
    assert trouble_of(named, news) == NoRecording.NAMED_RECORDER_MISSING.sentence


@pytest.mark.parametrize(
    ("device", "trouble"),
    [("", NoRecording.NO_CARD), ("plughw:7", NoRecording.DEVICE_MISSING)],
)
def test_no_card_with_the_real_program(
    microphone: Microphone,
    news: News,
    monkeypatch: pytest.MonkeyPatch,
    device: str,
    trouble: NoRecording,
) -> None:
    if not os.access("/usr/bin/arecord", os.X_OK):
        pytest.skip("there is no /usr/bin/arecord here (Debian's alsa-utils)")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(microphone.folder / "none.conf"))
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    (microphone.folder / "bin" / "arecord").symlink_to("/usr/bin/arecord")
    assert trouble_of(Recorder(microphone.recordings, news, microphone=device), news) == (
        trouble.sentence
    )


def test_a_busy_microphone(microphone: Microphone, recorder: Recorder, news: News) -> None:
    complaint = "arecord: main:831: audio open error: Device or resource busy"
    microphone.put(b"", most=0, complaint=complaint)
    assert trouble_of(recorder, news) == NoRecording.BUSY.sentence


def test_the_microphone_is_pulled_out_and_what_was_said_is_kept(
    microphone: Microphone, recorder: Recorder, news: News
) -> None:
    complaint = "arecord: pcm_read:2221: read error: No such device"
    microphone.put(loud(2), most=2, complaint=complaint)
    recorder.start(NAME)
    ended = news.wait_for("ended")
    assert ended.sentence == NoRecording.NO_CARD.sentence
    assert samples_of(ended.take) == loud(2)


def test_the_recording_process_is_killed_and_what_was_said_is_kept(
    microphone: Microphone, recorder: Recorder, news: News
) -> None:
    microphone.put(loud(1))
    recorder.start(NAME)
    news.wait_for("level", lambda one: one.seconds > 5)
    job = recorder._job
    assert job is not None
    assert job.child is not None
    os.kill(job.child.pid, signal.SIGKILL)
    ended = news.wait_for("ended")
    assert ended.sentence == NoRecording.STOPPED.sentence
    assert ended.take is not None
    assert ended.take.seconds > 4.9
    assert until(lambda: not is_alive(microphone.pids[0]))


def test_the_folder_cannot_be_written(microphone: Microphone, recorder: Recorder) -> None:
    microphone.put(loud(1))
    microphone.recordings.write_text("a file in its place")
    news = recorder._on_event
    assert isinstance(news, News)
    recorder.start(NAME)
    assert news.wait_for("ended").sentence == NoRecording.NO_FOLDER.sentence


def test_a_full_disk_leaves_what_was_said(
    microphone: Microphone, recorder: Recorder, news: News
) -> None:
    """A limit on the size of files stands in for the disk: the process inherits it."""
    microphone.put(loud(1))
    most, hard = 5 * BYTES_A_SECOND + 777, resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        recorder.start(NAME)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    ended = news.wait_for("ended")
    assert ended.sentence == NoRecording.DISK_FULL.sentence
    assert len(samples_of(ended.take)) == (most - HEADER_BYTES) // 2 * 2


def test_a_disk_that_is_nearly_full_is_told_before(microphone: Microphone, news: News) -> None:
    microphone.put(loud(1))
    # A recording of so many years fits on no disk.
    assert trouble_of(Recorder(microphone.recordings, news, limit=10**10), news) == (
        NoRecording.NO_ROOM.sentence
    )


APP = """
import sys, time
from pathlib import Path
from voice.recorder import Recorder
recorder = Recorder(Path(sys.argv[1]), lambda event: print(event.seconds, flush=True))
recorder.start(sys.argv[2])
time.sleep(600)
"""


def test_the_app_is_killed_and_the_microphone_is_off(microphone: Microphone) -> None:
    microphone.put(loud(1))
    app = subprocess.Popen(
        [sys.executable, "-c", APP, microphone.recordings, NAME],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert app.stdout
    with app.stdout:
        assert any(float(line) > 3 for line in app.stdout)
        app.kill()
        app.wait()
    (recording_program,) = microphone.pids
    assert until(lambda: not is_alive(recording_program), seconds=20)
    part = microphone.recordings / f"{NAME}.wav.part"
    assert part.stat().st_size > 3 * BYTES_A_SECOND


# -- others ----------------------------------------------------------------------------------


def has_turn(device: str) -> bool:
    """Whether a voice could talk on a device within a moment."""
    given_up, got = threading.Event(), []
    timer = threading.Timer(0.3, given_up.set)
    timer.start()
    with turn(device, given_up):
        got.append(not given_up.is_set())
    timer.cancel()
    return got[0]


def test_no_voice_talks_into_it_until_the_warning(microphone: Microphone, news: News) -> None:
    microphone.put(loud(1), times=10)
    recorder = Recorder(microphone.recordings, news, speaker="headphones", limit=60, warn=50)
    recorder.start(NAME)
    news.wait_for("began")
    assert not has_turn("headphones")
    assert has_turn("another")
    news.wait_for("warn")
    assert has_turn("headphones")
    recorder.stop()
    news.wait_for("ended")


def test_it_waits_for_a_voice_and_says_so(
    microphone: Microphone, recorder: Recorder, news: News
) -> None:
    microphone.put(loud(1))
    with turn("", threading.Event()):
        recorder.start(NAME)
        news.wait_for("waits")
        assert not microphone.pids
    news.wait_for("began")


def test_who_waits_can_stop(microphone: Microphone, recorder: Recorder, news: News) -> None:
    microphone.put(loud(1))
    with turn("", threading.Event()):
        recorder.start(NAME)
        news.wait_for("waits")
        recorder.stop()
        assert news.wait_for("ended").take is None
    assert not microphone.pids
    assert not list(microphone.recordings.iterdir())


def test_a_moment_of_listening_keeps_nothing(microphone: Microphone) -> None:
    assert try_microphone() == (NoRecording.NO_RECORDER.sentence, 0.0)
    microphone.put(loud(1))
    off, loudness = try_microphone(seconds=0.5)
    assert off == ""
    assert loudness > 0.2
    assert not microphone.recordings.exists()


def test_levels() -> None:
    assert level_of(b"") == Level()
    offset = array.array("h", [4000] * 1600).tobytes()
    assert level_of(offset).rms == pytest.approx(0, abs=1e-6), "a card's offset is no sound"
    assert level_of(loud(0.1, 32767)).peak == pytest.approx(1, abs=0.001)
    assert level_of(b"\x00\x10\x55").peak == 0, "half a sample is none"
    quiet, soft = level_of(loud(0.1, 100)), level_of(loud(0.1, 400))
    assert (quiet.is_a_voice, soft.is_a_voice) == (False, True)
    assert 0 < quiet.shown < soft.shown < 1 == Level(1, 1).shown
    hearing = Hearing()
    assert not hearing.take(quiet, 1)
    assert hearing.take(soft, 1)
    assert hearing.loudest == soft


def test_the_command_names_the_device_and_the_rate(microphone: Microphone) -> None:
    microphone.put(b"")
    path = str(microphone.folder / "bin" / "arecord")
    assert find_recorder()[:3] == [path, "-q", "-t"]
    assert find_recorder(device="plughw:1")[1:3] == ["-D", "plughw:1"]
    assert str(HERTZ) in find_recorder()
    assert find_recorder(["arecord", "{device}", "{rate}"]) == [path, "default", str(HERTZ)]


def test_every_trouble_says_what_to_do() -> None:
    for trouble in NoRecording:
        assert trouble.sentence.count(".") >= 2, trouble
    assert trouble_with_recorder("some nonsense") is NoRecording.STOPPED
