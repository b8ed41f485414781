"""A real database for each test, and a space to put things in."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.space.space import Space, new_space, open_space
from models.store.database import close_store, open_store


@pytest.fixture
def store(new_file: Path, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "heard.db"
    shutil.copyfile(new_file, path)
    open_store(str(path))
    yield path
    close_store()


@pytest.fixture
def space(store: Path) -> Space:
    made = new_space(
        "Getting about in Worksop",
        purpose="To hear what helps people get about.",
        place="Worksop Library",
        held_on="2027-03-12",
    )
    return open_space(made.uid)
