"""What every test of the screens gets: a made-up space, and a voice that only writes down."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor

from models import identity
from models.space.space import Space, find_space
from models.space.template import demo_space
from models.store import writer
from models.store.database import close_store, open_store
from tests.support.stylesheets import read_once


@dataclass
class Voice:
    """What the voice was asked for, in order; no process is started."""

    said: list[str] = field(default_factory=list)
    interrupts: list[bool] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    hushed: int = 0
    cut: int = 0
    paused: int = 0


@pytest.fixture(autouse=True)
def voice(monkeypatch: pytest.MonkeyPatch) -> Voice:
    """Keep the real voice out of the tests of the screens."""
    heard = Voice()

    def say(_: object, words: str, *, interrupt: bool = True, language: str = "en") -> None:
        heard.said.append(words)
        heard.interrupts.append(interrupt)
        heard.languages.append(language)

    def stop(_: object) -> None:
        heard.hushed += 1

    def cut(_: object) -> None:
        heard.cut += 1

    def pause(_: object) -> bool:
        heard.paused += 1
        return True

    monkeypatch.setattr("tui.aloud.Aloud.say", say)
    monkeypatch.setattr("tui.aloud.Aloud.cut", cut)
    monkeypatch.setattr("tui.aloud.Aloud.pause_or_go_on", pause)
    monkeypatch.setattr("tui.aloud.Aloud.stop", stop)
    return heard


@pytest.fixture
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold the time on the screens still: a new minute is no difference between two pictures."""
    now = identity.now_ms()
    monkeypatch.setattr("screens.clock.now_ms", lambda: now)


@pytest.fixture(autouse=True)
def _let_the_collector_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep no application for ever: here, dozens follow one another in one process."""
    monkeypatch.setattr("tui.app.HeardApp.on_ready", lambda _: None)


@pytest.fixture(autouse=True)
def _drawn_when_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw a screen when a test looks at it, not at each step: nobody sees those, and they cost.

    Real terminals, where every step is drawn, are in tests/story and tests/tui.
    """
    draw = Compositor.render_update

    def only_whole(compositor: Compositor, full: bool = False, **more: Any) -> Any:
        if full:  # a picture was asked for
            return draw(compositor, full, **more)
        compositor._dirty_regions.clear()
        return None

    monkeypatch.setattr(Compositor, "render_update", only_whole)


@pytest.fixture(scope="session", autouse=True)
def _style_sheets() -> Iterator[None]:
    """Read the style sheets once for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        read_once(patch)
        yield


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the made-up space once, as a file to copy."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    open_store(str(path))
    demo_space()
    writer.finish()
    close_store()
    return path


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Iterator[Space]:
    """Open a copy of the made-up space."""
    path = tmp_path / "heard.db"
    shutil.copy(demo_file, path)
    open_store(str(path))
    yield find_space()
    writer.finish()
    close_store()
