"""What a tour stands on: its folder, the faces in their terminals, the pictures it leaves."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from assets import asset
from models.errors import HeardError
from models.settings import read_settings
from tui.picture import save_picture
from tui.terminal import Terminal

__all__ = ["TourStage"]

SIZES = {"desk": (120, 40), "room": (120, 40), "kiosk": (80, 24)}
# What each of them says once it is there.
FIRST_WORDS = {"desk": "room sees: the welcome", "room": "min left", "kiosk": "Choose a PIN"}
ANSWER_SECONDS = 30.0
MARK = "this-is-a-tour"


class TourStage:
    """The faces of one made-up space, with data of their own in ``folder``."""

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.say = say
        self.now = ""
        """The step that the tour is at."""
        self._pictures = 0
        self._faces: dict[str, Terminal] = {}

    def clean_folder(self) -> None:
        """Empty the folder of the last tour's data and pictures, and of nobody else's."""
        mark = self.data / MARK
        try:
            if self.data.exists() and any(self.data.iterdir()) and not mark.exists():
                raise HeardError(
                    f"{self.data} was not made by a tour. It was left as it is. "
                    "Choose another folder with --to."
                )
            if mark.exists():
                for old in self.folder.glob("[0-9][0-9]-*.png"):
                    old.unlink()
            shutil.rmtree(self.data, ignore_errors=True)
            self.data.mkdir(parents=True)
            mark.touch()
        except OSError:
            raise HeardError(
                f"The folder {self.folder} cannot be written. Nothing was changed. "
                "Choose another one with --to."
            ) from None

    @contextmanager
    def faces(self) -> Iterator[None]:
        """Make the space, and open all its faces at once; they close at the end."""
        with self.step("Making a listening space from a template"):
            self.command("space", "new", "--from", str(asset("spaces", "tour.toml")))
        with ExitStack() as opened:
            with self.step(f"Opening the {', the '.join(SIZES)}"):
                for face, (columns, rows) in SIZES.items():
                    terminal = Terminal(self._heard(face), columns=columns, rows=rows)
                    self._faces[face] = opened.enter_context(terminal)
                for face, words in FIRST_WORDS.items():
                    self.sees(face, words)
            yield

    def _heard(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "tui", "--data", str(self.data), *words]

    def command(self, *words: str) -> str:
        """Run a command to its end, and return what it printed."""
        done = subprocess.run(
            self._heard(*words),
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "COLUMNS": "200"},
        )
        if done.returncode:
            raise HeardError(done.stderr.strip() or f"heard {words[0]} did not work.")
        return done.stdout

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Say what happens now."""
        self.now = what
        self.say(what)
        yield

    # -- what a person does, and sees ------------------------------------------------------------

    def sees(self, face: str, *words: str) -> str:
        """Wait until all the words are on a face."""
        return self._faces[face].wait_for(*words, timeout=ANSWER_SECONDS)

    def shows(self, face: str) -> list[str]:
        """Return what stands under the top line of a face: block letters are no words."""
        return self._faces[face].text().splitlines()[1:20]

    def sees_other(self, face: str, before: list[str]) -> None:
        """Wait until a face shows something else than before."""
        deadline = time.monotonic() + ANSWER_SECONDS
        while self.shows(face) == before:
            if time.monotonic() > deadline:
                raise TimeoutError(f"waited {ANSWER_SECONDS:g} s for another page of the {face}")
            time.sleep(0.05)

    def press(self, face: str, *keys: str) -> None:
        """Press keys, one after the other."""
        self._faces[face].press(*keys)

    def press_apart(self, key: str) -> None:
        """Press a key at the kiosk, which wants a moment between one press and the next."""
        time.sleep(read_settings()[0].kiosk.repeat_seconds + 0.1)
        self.press("kiosk", key)

    def write(self, face: str, words: str) -> None:
        """Type words, and press Enter."""
        self._faces[face].type(words)
        self.press(face, "enter")

    def answer(self, question: str, words: str) -> None:
        """Answer a question of the desk in words."""
        self.sees("desk", question)
        self.write("desk", words)

    def choose(self, question: str, key: str, words: str) -> None:
        """Press a digit in a dialog of the desk; the words that stand beside it have to be there.

        The digit is named and not looked for, so that who reads the tour's code can follow it.
        """
        self.sees("desk", question, f"{key} {words}")
        self.press("desk", key)

    def picture(self, face: str, name: str) -> None:
        """Leave a picture of a face, as it is now."""
        self._pictures += 1
        terminal = self._faces[face]
        terminal.settle(quiet=0.2)
        save_picture(terminal.screen, self.folder / f"{self._pictures:02}-{name}.png")
