"""Several machines and one database server: the same faces, the same keys, nothing in a file."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import writer
from models.contribution import State, newest
from models.database import close_store, open_store
from models.space import find_space
from models.template import first_space
from tests.story.conftest import MIRROR, Face
from tests.support.server import new_database, running_server
from tui.terminal import Terminal

pytestmark = pytest.mark.xdist_group("server")


class Machines:
    """A server, and machines that have nothing in common but it."""

    def __init__(self, address: str, folder: Path, faces: contextlib.ExitStack) -> None:
        self.address = address
        self._folder = folder
        self._faces = faces

    def env(self, machine: str) -> dict[str, str]:
        return {"HEARD_DATABASE": self.address, "HEARD_DATA": str(self._folder / machine)}

    def open(self, face: str) -> Face:
        columns, rows = MIRROR[face]
        terminal = Terminal(
            [sys.executable, "-m", "tui", face], columns=columns, rows=rows, env=self.env(face)
        )
        self._faces.enter_context(terminal)
        return Face(terminal)

    def heard(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "tui", *words],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env={**os.environ, **self.env("another")},
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    with running_server() as server, contextlib.ExitStack() as faces:
        address = new_database(server, template="")
        open_store(address)
        first_space()
        yield Machines(address, tmp_path, faces)
        faces.close()
        writer.finish()
        close_store()


def test_a_desk_and_a_room_on_two_machines_share_a_server(
    machines: Machines, tmp_path: Path
) -> None:
    """What the desk saves is in the room and at the command line; no machine has a file of it."""
    room, desk = machines.open("room"), machines.open("desk")
    desk.sees("room sees:")
    desk.press("f8")
    desk.sees("room sees: prompt 1")
    desk.type("The lift is out again.")
    desk.press("enter")
    desk.press("down", "f2")
    desk.sees("Shown: the room may see it.")
    room.sees("The lift is out again.")
    desk.press("f5")
    desk.sees("room sees: blank")
    room.no_longer_sees("The lift is out again.")
    saved = newest(find_space().uid, most=1)[0]
    assert (saved.words, saved.state) == ("The lift is out again.", State.CLEARED)
    assert find_space().title in machines.heard("space", "list")
    assert not list(tmp_path.rglob("heard.db*"))
