"""The tour: the real program, driven by keys through a short listening space.

Three processes in three pseudo-terminals, as on the day. It prints what happens line by line
and leaves pictures of the screens and the outcome page.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from models.errors import HeardError
from models.settings import read_settings
from models.template import DEMO_PIN
from tui.picture import save_picture
from tui.terminal import Terminal

__all__ = ["Tour"]

SIZES = {"desk": (120, 40), "room": (120, 40), "kiosk": (80, 24)}
ANSWER_SECONDS = 30.0
MARK = "this-is-a-tour"


class Tour:
    """One tour, into one folder."""

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._say = say
        self._pictures = 0
        self._now = ""
        self._faces: dict[str, Terminal] = {}

    def run(self) -> None:
        """Go round. What a step waits for has to appear, or the tour stops and says where."""
        self._clean_folder()
        try:
            with ExitStack() as faces:
                for face, (columns, rows) in SIZES.items():
                    with self._step(f"Opening the {face}"):
                        terminal = Terminal(self._heard(face), columns=columns, rows=rows)
                        self._faces[face] = faces.enter_context(terminal)
                        terminal.wait_for("What matters to you", timeout=ANSWER_SECONDS)
                self._welcome()
                self._listen()
                self._at_the_kiosk()
                self._group()
                self._promise()
                self._follow_up()
        except TimeoutError as late:
            raise HeardError(f"The tour stopped. While: {self._now}. It {late}.") from None
        self._outcome_page()

    def _clean_folder(self) -> None:
        """Empty the folder of the last tour's data, and of nobody else's."""
        mark = self.data / MARK
        try:
            if self.data.exists() and any(self.data.iterdir()) and not mark.exists():
                raise HeardError(
                    f"{self.data} was not made by a tour. It was left as it is. "
                    "Choose another folder with --to."
                )
            shutil.rmtree(self.data, ignore_errors=True)
            self.data.mkdir(parents=True)
            mark.touch()
        except OSError:
            raise HeardError(
                f"The folder {self.folder} cannot be written. Nothing was changed. "
                "Choose another one with --to."
            ) from None

    def _heard(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "tui", "--data", str(self.data), *words]

    @contextmanager
    def _step(self, what: str) -> Iterator[None]:
        self._now = what
        self._say(what)
        yield

    def _sees(self, face: str, *words: str) -> None:
        self._faces[face].wait_for(*words, timeout=ANSWER_SECONDS)

    def _picture(self, face: str, name: str) -> None:
        self._pictures += 1
        terminal = self._faces[face]
        terminal.settle()
        save_picture(terminal.screen, self.folder / f"{self._pictures:02}-{name}.png")

    def _welcome(self) -> None:
        with self._step("The room sees the welcome and the rules"):
            self._picture("room", "room-welcome")
        with self._step("F8 at the desk: the first question goes to the room"):
            self._faces["desk"].press("f8")
            self._sees("desk", "room sees: prompt 1")
            self._picture("room", "room-prompt")

    def _listen(self) -> None:
        desk = self._faces["desk"]
        told = ("The same carer all week.", "Nobody phoned me back for three weeks.")
        for words in told:
            with self._step("The scribe types what somebody says, and Enter saves it"):
                desk.type(words)
                desk.press("enter")
                self._sees("desk", words, "Saved")
            with self._step("F2: it is cleared, and the room sees it"):
                desk.press("f2")
                # The room draws it large, so the desk's picture of the room is what we read.
                self._sees("desk", "the room may see it")
        self._picture("desk", "desk-capturing")
        self._picture("room", "room-contributions")
        with self._step("F4: the room is asked to read it aloud"):
            desk.press("f4")
            self._sees("desk", "The room is asked to read it aloud.")
            self._picture("room", "room-reading")

    def _at_the_kiosk(self) -> None:
        kiosk, desk = self._faces["kiosk"], self._faces["desk"]
        with self._step("The kiosk gets its PIN: twice, so that a slip locks nobody out"):
            for asks in ("Choose a PIN", "The same once more"):
                self._sees("kiosk", asks)
                kiosk.type(DEMO_PIN)
                kiosk.press("enter")
            self._sees("kiosk", "Press any key")
        with self._step("At the kiosk somebody begins a visit"):
            kiosk.press("enter")
            self._sees("kiosk", "Polski")
            self._picture("kiosk", "kiosk-language")
            _press_apart(kiosk, "1")
            self._sees("kiosk", "What do you want to talk about?")
            _press_apart(kiosk, "1")
            self._sees("kiosk", "How do you want to answer?")
            self._picture("kiosk", "kiosk-choices")
            _press_apart(kiosk, "1")
            self._sees("kiosk", "I have finished")
        with self._step("They type, read it again, and send it"):
            kiosk.type("Someone to ring when the bus does not come.")
            kiosk.press("enter")
            self._sees("kiosk", "Is this what you want to say?")
            self._picture("kiosk", "kiosk-read-back")
            _press_apart(kiosk, "1")
        with self._step("They say who they are here as, and what their words may be used for"):
            for question, key in (
                ("Who are you here as", "1"),
                ("room's screen?", "1"),
                ("in the report?", "1"),
                ("quote your words", "1"),
            ):
                self._sees("kiosk", question)
                _press_apart(kiosk, key)
            self._sees("kiosk", "Keep these four words")
            self._picture("kiosk", "kiosk-receipt")
            _press_apart(kiosk, "1")
            self._sees("kiosk", "Press any key")
        with self._step("The desk has it, waiting to be cleared; F2 clears it"):
            self._sees("desk", "Someone to ring", "1 waiting")
            desk.press("up", "f2")
            self._sees("desk", "0 waiting")

    def _group(self) -> None:
        desk = self._faces["desk"]
        with self._step("F12: the theme board. N makes a theme, a digit puts words into it"):
            desk.press("f12")
            self._sees("desk", "Not yet in a theme")
            desk.press("n")
            self._sees("desk", "What do people say together?")
            desk.type("Know who is coming, and when")
            desk.press("enter")
            self._sees("desk", "0 said this")
            for number in range(1, 4):
                desk.press("1")
                self._sees("desk", f"{number} said this")
            self._picture("desk", "desk-themes")

    def _promise(self) -> None:
        desk = self._faces["desk"]
        with self._step("W: a promise. It has to say what, who and by when"):
            desk.press("w")
            self._sees("desk", "What is the answer?")
            desk.press("1")
            self._sees("desk", "what exactly?")
            desk.type("Look into it")
            desk.press("enter", "enter", "enter")
            self._sees("desk", "Say what exactly")
            self._picture("desk", "desk-promise-refused")
            desk.press(*["backspace"] * len("Look into it"))
            desk.type("Phone every person the day before, with the carer's name")
            desk.press("enter")
            desk.type("The home care team")
            desk.press("enter")
            desk.type("30 April 2027")
            desk.press("enter")
            self._sees("desk", "Promised")

    def _follow_up(self) -> None:
        desk = self._faces["desk"]
        with self._step("U: the room sees what people said, and what will be done"):
            desk.press("u")
            self._sees("room", "We will", "The home care team, by 30 April 2027")
            self._picture("room", "room-outcome")
        with self._step("F6: the room shows a QR to the outcome page"):
            desk.press("escape")
            self._sees("desk", "Contributions")
            desk.press("f6")
            self._sees("desk", "room sees: the QR")
            self._picture("room", "room-qr")

    def _outcome_page(self) -> None:
        with self._step("The outcome page is written"):
            done = subprocess.run(
                self._heard("outcome", "--to", str(self.folder)),
                capture_output=True,
                text=True,
                check=False,
                env={**os.environ, "COLUMNS": "200"},
            )
            if done.returncode:
                raise HeardError(done.stderr.strip() or "The outcome page could not be written.")
            for line in done.stdout.splitlines():
                self._say(line)


def _press_apart(kiosk: Terminal, key: str) -> None:
    """Press a key that may be the one pressed before: a kiosk wants a moment between them."""
    time.sleep(read_settings()[0].kiosk.repeat_seconds + 0.1)
    kiosk.press(key)
