"""Silence does not wait for the speaking process: the app holds the player by itself."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.voice.conftest import Box, until
from voice.leash import Leash

LONG = "This goes on for a good while. " * 20


def is_dead(pid: int) -> bool:
    """Say whether a process is gone; one that nobody waited for is dead too."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].startswith("Z")
    except OSError:
        return True


@pytest.mark.parametrize("silence", ["stop", "pause", "say"])
def test_silence_does_not_wait_for_a_process_that_hangs(
    box: Box, monkeypatch: pytest.MonkeyPatch, silence: str
) -> None:
    monkeypatch.setattr("voice.keeper._STOP_SECONDS", 600)  # so that nobody else kills it
    box.put_player()
    request = box.speaker.say(LONG)
    box.ears.wait_for("word", request)
    assert until(lambda: box.speaker._keeper.player is not None)
    player = box.player
    os.kill(box.worker, signal.SIGSTOP)
    if silence == "say":
        box.speaker.say("Something else.")
    else:
        getattr(box.speaker, silence)()
    assert until(lambda: is_dead(player))
    os.kill(box.worker, signal.SIGCONT)


def test_what_was_silenced_brings_no_trouble(box: Box) -> None:
    box.put_player()
    for _ in range(5):
        request = box.speaker.say(LONG)
        box.ears.wait_for("word", request)
        box.speaker.stop()
        assert not box.ears.wait_for("end", request).completed
    assert box.ears.of("off") == []
    assert box.speaker.off is None


def test_only_a_child_of_the_worker_is_held() -> None:
    stranger = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        held = Leash(stranger.pid, worker=1)
        held.silence()
        assert stranger.poll() is None
        ours = Leash(stranger.pid, worker=os.getpid())
        ours.silence()
        assert stranger.wait(timeout=20) == -signal.SIGKILL
        ours.let_go()
        ours.silence()
    finally:
        stranger.kill()
        stranger.wait()
        assert stranger.stdin
        stranger.stdin.close()
