"""Several machines and one database server: the same faces, the same keys, nothing in a file."""

import contextlib
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from models.contribution.contribution import State, newest
from models.kiosk.pin import set_pin
from models.space.space import find_space
from models.space.template import DEMO_PIN, first_space
from models.store import writer
from models.store.database import close_store, open_store
from tests.story.at_the_desk import AtTheDesk
from tests.story.conftest import MIRROR, Face
from tests.story.visits import Visitor
from tests.support.server import (
    folder_of,
    new_database,
    running_server,
    start_again,
    stop_server,
)
from tui.backing_up import ON_A_SERVER
from tui.cli import heard
from tui.terminal import Terminal

pytestmark = pytest.mark.xdist_group("server")


class Machines:
    """A server, and machines that have nothing in common but it."""

    def __init__(self, address: str, folder: Path, faces: contextlib.ExitStack) -> None:
        self.address = address
        self._folder = folder
        self._faces = faces

    def stop(self) -> None:
        self._stopped = folder_of(self.address)
        stop_server(self._stopped)

    def start(self) -> None:
        start_again(self._stopped)

    def env(self, machine: str) -> dict[str, str]:
        return {"HEARD_DATABASE": self.address, "HEARD_DATA": str(self._folder / machine)}

    def open(self, face: str) -> Face:
        columns, rows = MIRROR[face]
        terminal = Terminal(
            [sys.executable, "-m", "tui", face], columns=columns, rows=rows, env=self.env(face)
        )
        self._faces.enter_context(terminal)
        return Face(terminal)


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    with running_server() as server, contextlib.ExitStack() as faces:
        address = new_database(server, template="")
        open_store(address)
        first_space()
        set_pin(DEMO_PIN)
        yield Machines(address, tmp_path, faces)
        faces.close()
        writer.finish()
        close_store()


def test_the_server_stops_in_the_middle_and_nothing_is_lost(
    machines: Machines, tmp_path: Path
) -> None:
    """Three machines. While the server is away the desk keeps its words, the kiosk takes more."""
    room, desk, kiosk = (machines.open(face) for face in ("room", "desk", "kiosk"))
    visitor = Visitor(kiosk)
    desk.sees("room sees:")
    desk.press("f8")
    desk.sees("room sees: prompt 1")
    desk.type("The lift is out again.")
    desk.press("enter", "down", "f2")
    desk.sees("Shown: the room may see it.")
    room.sees("The lift is out again.")

    machines.stop()
    for face in (desk, room):
        face.sees("cannot be reached", "trying by itself")
    desk.press("end")
    desk.type("The taxi never came.")
    desk.press("enter")
    desk.sees("was not saved", "The taxi never came.")  # its words are back in the line
    visitor.visit("More light on the stairs.", room="Yes")

    machines.start()
    room.no_longer_sees("cannot be reached")
    desk.sees("More light on the stairs.")
    desk.press("enter")
    desk.no_longer_sees("cannot be reached")
    desk.press("escape")
    AtTheDesk(desk).find("stairs")
    desk.press("f2")
    room.sees("More light on the stairs.")
    desk.press("f5")
    room.no_longer_sees("The lift is out again.", "More light on the stairs.")

    saved = {one.words: one.state for one in newest(find_space().uid)}
    assert saved == {
        "The lift is out again.": State.CLEARED,
        "More light on the stairs.": State.CLEARED,
        "The taxi never came.": State.WAITING,
    }
    assert len(newest(find_space().uid)) == 3
    title = find_space().title
    closed = CliRunner().invoke(heard, ["space", "close"], env=machines.env("another"))
    assert closed.output == f"{title} is closed.\n{ON_A_SERVER}\n"
    # No machine has a file of it, but for what the kiosk works with: and there is nothing left.
    [own] = tmp_path.rglob("heard.db")
    with closing(sqlite3.connect(own)) as file:
        assert file.execute("SELECT count(*) FROM contribution").fetchone() == (0,)
