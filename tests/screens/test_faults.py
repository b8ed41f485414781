"""A fault of ours never puts people's words on a screen or into a log."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.contribution.contribution import newest
from models.errors import HeardError
from models.space.space import Space
from models.store import writer
from screens.desk.desk import DeskScreen
from screens.widgets.words_line import WordsLine
from tests.screens.cells import rows
from tests.screens.staging import put_on

HOME = Path(__file__).parents[2]
SECRET = "Sharon-took-my-card"

PROGRAM = """
import sys
from textual.screen import Screen
from textual.widgets import Static
from models.settings import Settings
from screens.face import HeardScreen
from tui.app import HeardApp

WHERE, SECRET = sys.argv[1], "-".join(["Sharon", "took", "my", "card"])

class Fails(HeardScreen):
    def compose(self):
        words = SECRET
        if WHERE == "compose":
            raise ValueError(words)
        yield Static(words, markup=False)

    def on_mount(self):
        words = SECRET
        if WHERE == "handler":
            raise ValueError(words)
        self.set_timer(0.1, self.later)
        self.set_timer(0.5, lambda: self.app.exit(return_code=9))

    def later(self):
        words = SECRET
        if WHERE == "timer":
            raise KeyError(words)
        if WHERE == "worker":
            self.run_worker(self.work(words))
        if WHERE == "thread":
            self.run_worker(lambda: self.in_thread(words), thread=True)
        if WHERE == "markup":
            self.query_one(Static).visual
            Static("[/x] " + words).visual

    async def work(self, words):
        raise ValueError(words)

    def in_thread(self, words):
        raise ValueError(words)

app = HeardApp(Settings(), Fails, door=False)
app.run(headless=True, size=(80, 24))
sys.exit(app.return_code)
"""


@pytest.mark.parametrize("where", ["compose", "handler", "timer", "worker", "thread", "markup"])
def test_a_crash_prints_a_sentence_and_nobody_s_words(where: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, where],
        cwd=HOME,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    printed = done.stdout + done.stderr
    assert SECRET not in printed
    assert "Traceback" not in printed
    assert done.returncode == 1, printed
    assert "Heard had a fault and stopped. Everything that was saved is safe." in " ".join(
        printed.split()
    )


async def test_a_verb_with_a_fault_gives_the_words_back(
    demo: Space, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not only what we foresaw: whatever goes wrong, the words are on the line again."""

    def fails(*_: object, **__: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr("screens.desk.scribe.capture", fails)
    async with put_on(DeskScreen) as stage:
        line = stage.screen.query_one(WordsLine)
        line.value = SECRET
        await stage.press("enter")
        await stage.until(lambda: line.value.strip() == SECRET)
        assert any("not saved" in row.lower() for row in rows(stage.app)), rows(stage.app)
    printed = capfd.readouterr()
    assert SECRET not in printed.out + printed.err


async def test_a_fault_in_between_stops_no_later_verb(demo: Space) -> None:
    def fails() -> None:
        raise ValueError(SECRET)

    async with put_on(DeskScreen) as stage:
        screen = stage.screen
        assert isinstance(screen, DeskScreen)
        told: list[HeardError] = []
        screen.do(fails, failed=told.append)
        await stage.until(lambda: told)
        assert SECRET not in str(told[0])
        screen.query_one(WordsLine).value = "The next words"
        await stage.press("enter")
        await stage.until(lambda: newest(demo.uid, most=1)[0].words == "The next words")
    writer.finish()
