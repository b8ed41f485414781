"""How soon a text is heard and silenced: our voice beside what else there is, in one run."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.figures import aligned
from tests.bench.listener import Listener, Play
from tests.bench.mouths import MOUTHS
from tests.bench.process import children, cpu_seconds
from tests.bench.subjects import ROOT

OURS, BASE, SERVER = "ours", "command line", "speech-dispatcher"
AUDIO_GOAL, INTERRUPT_GOAL, STOP_GOAL = 1.0, 1.2, 1.0  # times the command line's
CHANGES, CHANGE_SECONDS = 50, 0.033  # a held key repeats about so often
_PATIENCE = 8.0  # seconds; the text takes five, and some do not let themselves be stopped
_MOST_MISSED = 2  # rounds without an answer, after which it is asked no more
# The programs that each of them needs, besides the player.
NEEDS = {BASE: ("espeak-ng",), SERVER: ("spd-say", "speech-dispatcher", "espeak-ng")}
TEXT = "Welcome. Say what matters to you about care and support, in your own way and time."
NEW_TEXT = "Is this what you want to say? Press one for yes, and two to change your words."

_SERVER_CONFIGURATION = """
LogLevel 0
AudioOutputMethod "alsa"
DefaultModule spoken
AddModule "spoken" "sd_generic" "spoken.conf"
"""
# Its own outputs want a sound card, or one made of nothing. What is heard goes another way: this
# module of its plays with a command, and so with the stand-in.
_NO_CARD = "</usr/share/alsa/alsa.conf>\npcm.!default { type null }\n"
_MODULE_CONFIGURATION = """
GenericExecuteSynth "printf %s \\'$DATA\\' | espeak-ng --stdout --stdin | aplay -q"
GenericLanguage "en" "en" "utf-8"
AddVoice "en" "MALE1" "en"
"""


@dataclass
class Voice:
    """What one way to speak gave: milliseconds of each round, and fifty changes of focus.

    ``missed`` are the rounds in which it was not heard, or not silenced.
    """

    audio_ms: list[float] = field(default_factory=list)
    interrupt_ms: list[float] = field(default_factory=list)
    stop_ms: list[float] = field(default_factory=list)
    missed: int = 0
    begun: int = 0
    whole: int = 0
    last_is_whole: bool = False
    changes_cpu_s: float = 0.0
    idle_percent: float | None = None

    @property
    def medians(self) -> tuple[float | None, float | None, float | None]:
        """The median of each of the three times; None: it was never seen."""
        first, second, third = (
            statistics.median(times) if times else None
            for times in (self.audio_ms, self.interrupt_ms, self.stop_ms)
        )
        return first, second, third


def is_possible() -> bool:
    """Whether the stand-in for a player runs here."""
    return sys.platform == "linux" and shutil.which("perl") is not None


class Speaking:
    """One of the ways to speak, running, and the ears for it."""

    def __init__(self, name: str, listener: Listener, server: int | None) -> None:
        self._listener = listener
        self._server = server
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.mouths", name],
            cwd=ROOT,
            env=os.environ | {"PATH": f"{listener.bin}:{os.environ['PATH']}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._answer()

    def say(self, text: str) -> float:
        """Have a text said; an empty one silences. Return the moment it was asked for."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{text}\n")
        self._process.stdin.flush()
        return float(self._answer())

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def audio(self, text: str) -> tuple[float, Play] | None:
        """Say a text; return the milliseconds until its sound began, and what plays it."""
        asked = self.say(text)
        begun = self._listener.begun_after
        if not self._listener.wait_for(lambda: begun(asked), _PATIENCE):
            return None
        play = begun(asked)
        assert play is not None
        assert play.first is not None
        return (play.first - asked) * 1000, play

    def stop(self, play: Play) -> float | None:
        """Silence it; return the milliseconds until its player was dead."""
        asked = self.say("")
        if not self._listener.wait_for(lambda: play.death, _PATIENCE) or play.death is None:
            return None
        return (play.death - asked) * 1000

    def cpu(self) -> float:
        """Seconds of CPU spent so far, with everything it started and its server."""
        return cpu_seconds(self._process.pid) + (cpu_seconds(self._server) if self._server else 0)

    def idle(self, seconds: float) -> float:
        """Return the per cent of one core that its processes use with nothing to say."""
        family = children(self._process.pid)
        before = sum(map(cpu_seconds, family))
        time.sleep(seconds)
        return 100 * (sum(map(cpu_seconds, family)) - before) / seconds

    def rest(self) -> None:
        """Be silent, and wait until every player is gone."""
        self.say("")
        self._listener.wait_for(self._listener.is_quiet, _PATIENCE)
        time.sleep(0.15)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


def voices(rounds: int) -> dict[str, Voice]:
    """Measure all that is installed, in turn, round after round; what is not is left out."""
    names = [name for name in MOUTHS if all(map(shutil.which, NEEDS.get(name, ())))]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="heard-voice-")))
        folder.chmod(0o700)
        listener = Listener(folder)
        stack.enter_context(_own_places(folder))
        server = stack.enter_context(_server(folder, listener)) if SERVER in names else None
        if SERVER in names and server is None:
            names.remove(SERVER)
        found = {name: Voice() for name in names}

        def begin(name: str) -> Speaking:
            one = Speaking(name, listener, server if name == SERVER else None)
            stack.callback(one.close)
            one.audio("Hello.")  # loads what the first text has to load
            one.rest()
            return one

        speaking = {name: begin(name) for name in names}
        for number in range(rounds):
            turn = number % len(names)
            for name in (*names[turn:], *names[:turn]):
                if found[name].missed < _MOST_MISSED:
                    _round(speaking[name], found[name])
                    print(".", end="", file=sys.stderr, flush=True)
        for name in names:
            if found[name].missed:  # it may have fallen silent for good
                speaking[name].close()
                speaking[name] = begin(name)
            _change_focus(speaking[name], listener, found[name])
        found[OURS].idle_percent = speaking[OURS].idle(3.0)
    print(file=sys.stderr)
    return found


def _round(one: Speaking, found: Voice) -> None:
    """Say a text, interrupt it with another, and stop that one."""
    stopped = None
    if heard := one.audio(TEXT):
        found.audio_ms.append(heard[0])
        time.sleep(0.3)
        heard = one.audio(NEW_TEXT)
    if heard:
        found.interrupt_ms.append(heard[0])
        time.sleep(0.3)
        stopped = one.stop(heard[1])
        if stopped is not None:
            found.stop_ms.append(stopped)
    if stopped is None:
        found.missed += 1
    one.rest()


def _change_focus(one: Speaking, listener: Listener, found: Voice) -> None:
    """Ask for another text every 33 ms; only the last should be said to its end."""
    before, asked = one.cpu(), 0.0
    began = time.monotonic()
    for number in range(CHANGES):
        time.sleep(max(0.0, began + number * CHANGE_SECONDS - time.monotonic()))
        asked = one.say(f"Answer {number + 1} of fifty")
    listener.wait_for(lambda: listener.begun_after(asked), _PATIENCE)
    listener.wait_for(listener.is_quiet, _PATIENCE)
    time.sleep(0.3)
    found.changes_cpu_s = one.cpu() - before
    plays = [play for play in list(listener.plays.values()) if play.first and play.first > began]
    found.begun = len(plays)
    found.whole = sum(play.whole for play in plays)
    last = max(plays, key=lambda play: play.first or 0, default=None)
    found.last_is_whole = last is not None and last.whole and (last.first or 0) > asked
    one.rest()


@contextmanager
def _own_places(folder: Path) -> Iterator[None]:
    """Take turns with nobody: the lock on the sound device is in the runtime folder."""
    names = {"XDG_RUNTIME_DIR": str(folder), "SPEECHD_ADDRESS": f"unix_socket:{folder / 'spd'}"}
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


@contextmanager
def _server(folder: Path, listener: Listener) -> Iterator[int | None]:
    """Run a speech-dispatcher of our own, which plays with the stand-in.

    Yields its number, or None when it does not begin.
    """
    (folder / "asound.conf").write_text(_NO_CARD)
    path = f"{listener.bin}:{os.environ['PATH']}"
    (folder / "speechd" / "modules").mkdir(parents=True)
    (folder / "speechd" / "speechd.conf").write_text(_SERVER_CONFIGURATION)
    (folder / "speechd" / "modules" / "spoken.conf").write_text(_MODULE_CONFIGURATION)
    options = ("-s", "-t", "0", "-c", "unix_socket", "-S", folder / "spd", "-P", folder / "spd.pid")
    process = subprocess.Popen(
        ["speech-dispatcher", *options, "-C", folder / "speechd", "-L", folder],
        env=os.environ | {"PATH": path, "ALSA_CONFIG_PATH": str(folder / "asound.conf")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + 10
        while not (folder / "spd").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        yield process.pid if (folder / "spd").exists() else None
    finally:
        family = children(process.pid)
        process.terminate()
        process.wait()
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, 15)


HEADINGS = ("the voice", "to audio", "interrupted", "stop", "50 focus changes", "CPU", "idle CPU")


def voice_table(found: dict[str, Voice], rounds: int) -> str:
    """Lay the ways to speak side by side, each with its ratio to the command line."""
    rows: list[Sequence[str]] = [HEADINGS]
    base = found[BASE].medians if BASE in found else (None, None, None)
    for name in MOUTHS:
        if name not in found:
            rows.append((name, "not installed here", *[""] * (len(HEADINGS) - 2)))
            continue
        one = found[name]
        goals = (AUDIO_GOAL, INTERRUPT_GOAL, STOP_GOAL) if name == OURS else (None, None, None)
        last = "the last whole" if one.last_is_whole else "NOT the last"
        rows.append(
            (
                name,
                *map(_beside, one.medians, base, goals),
                f"{one.begun} begun, {one.whole} whole, {last}",
                f"{one.changes_cpu_s:.2f} s",
                "" if one.idle_percent is None else _idle(one.idle_percent),
            )
        )
    silent = [
        f"{name}: no answer in {one.missed} of {one.missed + len(one.stop_ms)} rounds\n"
        for name, one in found.items()
        if one.missed
    ]
    return (
        f"{aligned(rows)}\n{''.join(silent)}"
        f"Medians of {rounds} rounds in turn. 0.9 of 1x: 0.9 times the command line in this run,\n"
        "where the goal is at most 1. The player is a stand-in that keeps a sound card's pace.\n"
        "speech-dispatcher speaks through its generic module, which alone plays with a command."
    )


def _beside(value: float | None, base: float | None, goal: float | None) -> str:
    if value is None:
        return "not seen"
    said = f"{value:6.1f} ms"
    if not base or value is base:
        return said
    if goal is None:
        return f"{said} {value / base:6.2f}x"
    return f"{said} {value / base:6.2f} of {goal:g}x{' OVER' if value / base > goal else ''}"


def _idle(percent: float) -> str:
    return f"{percent:.2f} % of 0{' OVER' if percent >= 0.005 else ''}"
