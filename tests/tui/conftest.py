"""The command line, run inside the tests or as a process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from models.store import writer
from models.store.database import close_store
from tui.cli import main

# A busy machine is no failure: this is the longest wait, not a goal.
PATIENCE = 40.0

# Without these two, root too is refused what the permissions of a file refuse.
NO_MASTER_KEY = """
import ctypes, os, sys
for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    ctypes.CDLL(None).prctl(24, capability)  # PR_CAPBSET_DROP
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


@dataclass
class Said:
    """What a command said, and how it ended."""

    out: str
    err: str
    code: int


@dataclass
class Heard:
    """The command ``heard`` with a data folder."""

    data: Path
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def __call__(self, *words: object) -> Said:
        """Run a command here: every error of the command line passes through ``main``."""
        argv = ["heard", "--data", str(self.data), *(str(word) for word in words)]
        return self.bare(*argv[1:])

    def bare(self, *words: str) -> Said:
        """Run a command here with nothing added."""
        self.capsys.readouterr()
        self.monkeypatch.setattr(sys, "argv", ["heard", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        writer.finish()
        close_store()
        out, err = self.capsys.readouterr()
        code = ended.value.code
        return Said(out, err, code if isinstance(code, int) else int(code is not None))

    def process(self, *words: object, env: dict[str, str] | None = None) -> Said:
        """Run a command as a process of its own, to its end, with no terminal."""
        return self._run(
            [sys.executable, "-m", "tui", "--data", str(self.data), *map(str, words)], env
        )

    def without_master_key(self, *words: object) -> Said:
        """Run a command as somebody whom permissions stop, also where the tests are root."""
        argv = [sys.executable, "-c", NO_MASTER_KEY, "-m", "tui", "--data", str(self.data)]
        return self._run([*argv, *map(str, words)], None)

    def _run(self, argv: list[str], env: dict[str, str] | None) -> Said:
        done = subprocess.run(
            argv,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **(env or {})},
        )
        return Said(done.stdout, done.stderr, done.returncode)


@pytest.fixture
def heard(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Heard:
    monkeypatch.setenv("COLUMNS", "80")
    return Heard(tmp_path / "data", capsys, monkeypatch)


@pytest.fixture
def every_press_counts() -> None:
    """Let a kiosk take keys as fast as a test presses them."""
    settings = Path(os.environ["HEARD_SETTINGS"])
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("[kiosk]\nrepeat_seconds = 0\n")


def until(true: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Wait until something is true."""
    deadline = time.monotonic() + seconds
    while not (found := true()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(found)


def sentence(said: Said) -> str:
    """Return the one sentence that a command ended with: told as an error, and nothing else."""
    assert said.code != 0
    assert said.out == ""
    assert "Traceback" not in said.err
    assert said.err.endswith("\n")
    lines = said.err.splitlines()
    assert len(lines) == 1, lines
    assert 20 < len(lines[0]) < 400
    return lines[0]
