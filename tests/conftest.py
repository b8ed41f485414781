"""What every test gets: its own folders, and nothing of the machine it runs on."""

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from assets.language import ENGLISH, use
from models.meeting.running_order import ItemKind, add_item
from models.space.prompt import add_prompt
from models.space.space import Space, new_space, open_space
from models.store import writer
from models.store.database import close_store, open_store

# A slow machine is no failure, and what was found on one machine is not kept for the next run.
# `make soak` tries each property with many more texts.
hypothesis.settings.register_profile("soak", deadline=None, database=None, max_examples=300)
hypothesis.settings.register_profile("heard", deadline=None, database=None, max_examples=10)
hypothesis.settings.load_profile("heard")

os.environ["TZ"] = "UTC"
time.tzset()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep tests together that share a fixture of their module: else each worker makes it anew."""
    for item in items:
        if not isinstance(item, pytest.Function) or item.get_closest_marker("xdist_group"):
            continue
        made = item._fixtureinfo.name2fixturedefs.values()
        if any(one[-1].scope == "module" for one in made if one):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


def pytest_collection_finish() -> None:
    """Have the collector of garbage leave alone what stays: it took a sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def _own_folders(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Keep the developer's own database and settings out; leave no writer behind."""
    monkeypatch.setenv("HEARD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("HEARD_SETTINGS", str(tmp_path / "settings" / "heard.toml"))
    monkeypatch.delenv("HEARD_DATABASE", raising=False)
    # A reserve of 8 MB for each of some thousand databases would fill the disk of the tests.
    monkeypatch.setenv("HEARD_RESERVE", "0")
    # Voices take turns on a device by a lock in this folder; tests at once have one each.
    runtime = tempfile.mkdtemp(prefix="runtime-", dir=tmp_path_factory.getbasetemp())
    monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
    yield
    writer.finish()
    close_store()


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Speak English again after each test."""
    yield
    use(ENGLISH)


@pytest.fixture(scope="session")
def new_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a new database once, as a file to copy: its tables take a tenth of a second."""
    path = tmp_path_factory.mktemp("new") / "heard.db"
    open_store(str(path))
    close_store()
    return path


@pytest.fixture
def store(new_file: Path, tmp_path: Path) -> Iterator[Path]:
    """Open a new database and return its file."""
    path = tmp_path / "heard.db"
    shutil.copyfile(new_file, path)
    open_store(str(path))
    yield path
    writer.finish()
    close_store()


@pytest.fixture
def space(store: Path) -> Space:
    """Make an open space with two prompts and a running order."""
    made = new_space(
        "Getting help at home",
        purpose="Tell us what help at home is like for you.",
        place="A library",
        held_on="2026-11-17",
        rules=["One person speaks at a time.", "Take a break when you need one."],
    )
    first = add_prompt(made.uid, "What helps you stay at home?")
    second = add_prompt(made.uid, "What one thing should change first?")
    for kind, title, minutes, prompt in (
        (ItemKind.WELCOME, "Welcome", 5, None),
        (ItemKind.PROMISES, "Last promises", 5, None),
        (ItemKind.PROMPT, "Prompt 1", 40, first.uid),
        (ItemKind.BREAK, "Break", 12, None),
        (ItemKind.PROMPT, "Prompt 2", 20, second.uid),
        (ItemKind.THEMES, "Themes", 20, None),
        (ItemKind.OUTCOME, "We will", 12, None),
        (ItemKind.OTHER, "How was it?", 5, None),
    ):
        add_item(made.uid, kind, title, minutes, prompt=prompt)
    return open_space(made.uid)
