"""The afternoon: the real program, several processes, real pseudo-terminals, keys alone."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import zxingcpp

from tests.support.pins import give_pin
from tui.picture import picture
from tui.terminal import Terminal

# A busy machine is no failure: these are the longest waits, not goals.
PATIENCE = 40.0
# Where the room has fewer than 17 rows it writes in the letters of the terminal, which can be read.
MIRROR = {"desk": (120, 40), "room": (58, 16), "kiosk": (80, 24)}


class Face:
    """A face in a terminal of its own, read and driven as a person would."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    def sees(self, *words: str) -> str:
        """Wait until all the words are on the screen."""
        return self.terminal.wait_for(*words, timeout=PATIENCE)

    def no_longer_sees(self, *words: str) -> None:
        """Wait until the words are gone."""
        self.terminal.wait_for(*words, timeout=PATIENCE, gone=True)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        self.terminal.press(*keys)

    def type(self, words: str) -> None:
        """Type words."""
        self.terminal.type(words)

    def ever_wrote(self, words: str) -> bool:
        """Say whether the process ever sent these words to its terminal."""
        return any(words.encode() in chunk for _, chunk in self.terminal.chunks)

    def qr(self) -> list[str]:
        """Read what a phone would read from the screen."""
        self.terminal.settle()
        return [code.text for code in zxingcpp.read_barcodes(picture(self.terminal.screen))]

    def wait_for_qr(self) -> str:
        """Hold a phone to the screen until it reads something: a square is drawn row by row."""
        deadline = time.monotonic() + PATIENCE
        while not (found := self.qr()):
            if time.monotonic() > deadline:
                raise TimeoutError(f"waited {PATIENCE:g} s for a QR that can be read")
        [text] = found
        return text


class Afternoon:
    """One data folder and the processes that share it."""

    def __init__(self, data: Path, faces: ExitStack) -> None:
        self.data = data
        self.env: dict[str, str] = {}
        self._faces = faces

    def open(self, face: str, columns: int = 0, rows: int = 0) -> Face:
        """Start a face and wait for its first frame."""
        size = (columns, rows) if columns else MIRROR[face]
        if face == "kiosk":
            give_pin(self.data)
        argv = [sys.executable, "-m", "tui", "--data", str(self.data), *([face] if face else [])]
        terminal = Terminal(argv, columns=size[0], rows=size[1], env=self.env, record=True)
        self._faces.enter_context(terminal)
        terminal.settle(quiet=0.3, timeout=PATIENCE)
        return Face(terminal)

    def heard(self, *words: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
        """Run a command to its end; what it asks for is ``typed``."""
        return subprocess.run(
            [sys.executable, "-m", "tui", "--data", str(self.data), *words],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            input=typed,
            env={**os.environ, **self.env},
        )

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Start a command that runs beside the faces."""
        return subprocess.Popen(
            [sys.executable, "-m", "tui", "--data", str(self.data), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **self.env},
        )


@pytest.fixture
def afternoon(tmp_path: Path) -> Iterator[Afternoon]:
    with ExitStack() as faces:
        yield Afternoon(tmp_path / "data", faces)


@pytest.fixture(autouse=True)
def _every_press_counts() -> None:
    """Let a kiosk take keys as fast as a test presses them: see test_locked for its own speed."""
    settings = Path(os.environ["HEARD_SETTINGS"])
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("[kiosk]\nrepeat_seconds = 0\n")


@pytest.fixture
def quiet_box(tmp_path: Path) -> Path:
    """Return a PATH folder with no sound player in it: a machine without sound."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder
