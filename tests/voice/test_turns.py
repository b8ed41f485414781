"""Faces that share a loudspeaker take turns; those with a device of their own do not wait."""

from __future__ import annotations

import fcntl
import itertools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.voice.conftest import Box, Ears, until
from voice import Speaker
from voice.turns import turn

TEXT = "This is a sentence about the bus."
LONG = f"{TEXT} " * 20


@pytest.fixture
def other(box: Box) -> Iterator[Speaker]:
    """A second voice with a process of its own, as another face has."""
    speaker = Speaker(Ears(), rate=300)
    yield speaker
    speaker.close()


def ears_of(speaker: Speaker) -> Ears:
    assert isinstance(speaker._on_event, Ears)
    return speaker._on_event


def sounds(box: Box) -> list[tuple[float, float]]:
    """Return when each player had its first sound and when its last, in order."""
    ends = {pid: when for when, pid, _ in box.players("END")}
    return sorted((when, ends[pid]) for when, pid, _ in box.players("FIRST"))


def test_two_processes_never_talk_at_once(box: Box, other: Speaker) -> None:
    box.speaker.set(rate=300)
    mine = [box.speaker.say(TEXT, interrupt=False) for _ in range(3)]
    theirs = [other.say(TEXT, interrupt=False) for _ in range(3)]
    assert box.ears.wait_for("end", mine[-1], seconds=60).completed
    assert ears_of(other).wait_for("end", theirs[-1], seconds=60).completed
    heard = sounds(box)
    assert len(heard) == 6
    for (_, end), (start, _) in itertools.pairwise(heard):
        assert end <= start


@pytest.mark.soak
def test_whoever_waits_is_next(box: Box, other: Speaker) -> None:
    """Two faces with much to read out take turns, text by text."""
    box.speaker.set(rate=300)
    for _ in range(6):
        box.speaker.say(TEXT, interrupt=False)
        other.say(f"{TEXT} {TEXT}", interrupt=False)
    assert until(lambda: len(box.players("END")) == 12, seconds=90)
    is_long = [float(rest[0]) > 2 for _, _, rest in box.players("END")]
    # The first may be heard before the other process is up.
    assert all(one != next_one for one, next_one in itertools.pairwise(is_long[3:-3]))


@pytest.mark.parametrize("killed", ["process", "process and player"])
def test_a_killed_process_frees_the_device(box: Box, other: Speaker, killed: str) -> None:
    request = box.speaker.say(LONG)
    box.ears.wait_for("word", request)
    waiting = other.say(TEXT)
    ears_of(other).wait_for("start", waiting)
    assert not ears_of(other).of("word")
    if killed == "process":
        os.kill(box.worker, signal.SIGKILL)
    else:
        os.killpg(box.worker, signal.SIGKILL)
    assert ears_of(other).wait_for("end", waiting).completed


def test_a_player_left_behind_is_not_talked_over(box: Box, tmp_path: Path) -> None:
    """The turn is held by those who inherited it, until they are gone too."""
    held = threading.Event()
    with turn("hall", held) as descriptor:
        assert descriptor is not None
        heir = subprocess.Popen(
            [sys.executable, "-ISc", "import sys; sys.stdin.read()"],
            stdin=subprocess.PIPE,
            pass_fds=(descriptor,),
        )
        copy = os.dup(descriptor)
    # What a killed process leaves: a lock that nobody unlocked, and a player that holds it.
    fcntl.flock(copy, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(copy)
    given_up = threading.Event()
    got_it = threading.Event()

    def wait() -> None:
        with turn("hall", given_up):
            if not given_up.is_set():
                got_it.set()

    waiter = threading.Thread(target=wait)
    waiter.start()
    assert not got_it.wait(0.3)
    heir.communicate()
    assert got_it.wait(20)
    waiter.join()


def test_a_long_wait_is_explained(box: Box, other: Speaker) -> None:
    box.speaker.set(rate=200)
    request = box.speaker.say(f"{TEXT} " * 3)
    box.ears.wait_for("word", request)
    waiting = other.say(TEXT)
    ears = ears_of(other)
    told = ears.wait_for("wait", waiting)
    assert told.sentence.startswith("Another screen is speaking.")
    assert ears.wait_for("end", waiting).completed
    kinds = [event.kind for _, event in ears.events if event.request == waiting]
    assert kinds[:3] == ["start", "wait", "word"]
    assert kinds.count("wait") == 1
    assert not box.ears.of("wait")


@pytest.mark.parametrize("cut_by", ["say", "stop", "pause", "close"])
def test_who_waits_can_be_silenced_at_once(box: Box, other: Speaker, cut_by: str) -> None:
    request = box.speaker.say(LONG)
    box.ears.wait_for("word", request)
    ears = ears_of(other)
    waiting = other.say(TEXT)
    ears.wait_for("start", waiting)
    if cut_by == "say":
        other.say(TEXT)
    elif cut_by == "stop":
        other.stop()
    elif cut_by == "pause":
        other.pause()
        other.stop()
    else:
        other.close()
    assert not ears.wait_for("end", waiting).completed
    assert not box.ears.of("end")  # nobody had to wait for the other to finish
    assert len(box.players("START")) == 1
    assert len(ears.of("ready")) == 1


def test_waiting_is_no_hanging(box: Box, other: Speaker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voice.keeper._BEGIN_SECONDS", 1.0)
    box.speaker.set(rate=200)
    request = box.speaker.say(f"{TEXT} " * 3)
    box.ears.wait_for("word", request)
    waiting = other.say(TEXT)
    assert ears_of(other).wait_for("end", waiting, seconds=60).completed
    assert box.ears.of("end", request)[0].completed
    assert len(ears_of(other).of("ready")) == 1  # it was not taken for one that hangs


def test_each_device_has_a_turn_of_its_own(box: Box, other: Speaker) -> None:
    box.speaker.set(device="Room Speaker/left")
    other.set(device="Room Speaker/right")
    request = box.speaker.say(LONG)
    box.ears.wait_for("word", request)
    assert ears_of(other).wait_for("end", other.say(TEXT)).completed
    assert not box.ears.of("end")


def test_the_name_of_a_device_stays_out_of_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    for device in ("", "../../etc/x", "a b\x00c", "\udcff", "d" * 5000):
        with turn(device, threading.Event()) as descriptor:
            assert descriptor is not None
    files = [path.name for path in runtime.iterdir()]
    assert len(files) == 10
    assert all(name.replace("-", "").replace(".", "").isalnum() for name in files)


def test_there_is_a_place_without_a_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with turn("hall", threading.Event()) as descriptor:
        assert descriptor is not None
    own = tmp_path / f"heard-{os.getuid()}"
    if own.exists():  # else this machine has a /run/user of ours
        assert own.stat().st_mode & 0o777 == 0o700


def test_somebody_elses_place_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    elsewhere.chmod(0o777)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(elsewhere))
    with turn("hall", threading.Event()):
        assert not list(elsewhere.iterdir())


def test_without_a_place_the_voice_speaks_all_the_same(
    quick_box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    (quick_box.folder / "file").touch()
    # Inside a file there can be no folder, and no library can make one.
    inside = str(quick_box.folder / "file" / "folder")
    monkeypatch.setenv("XDG_RUNTIME_DIR", inside)
    monkeypatch.setenv("TMPDIR", inside)
    monkeypatch.setattr("tempfile.tempdir", inside)
    if not os.path.isdir(f"/run/user/{os.getuid()}"):
        with turn("hall", threading.Event()) as descriptor:
            assert descriptor is None
    assert quick_box.say_to_the_end("Hello.").completed


def test_the_turn_ends_with_the_sound(box: Box) -> None:
    box.speaker.set(rate=450)
    box.say_to_the_end("Hello.")
    with turn("", threading.Event()) as descriptor:
        assert descriptor is not None
    assert box.say_to_the_end("Hello again.").completed
