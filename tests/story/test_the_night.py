"""D44: that night the kiosk laptop's file is merged, by the commands that a person types."""

import json
import subprocess
import sys
from pathlib import Path

from models.contribution.contribution import State, capture, counts
from models.outbox.pack import write_pack
from models.space.space import Space, find_space
from models.store.database import close_store, open_store

HOME = Path(__file__).parents[2]


def heard(data: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tui", "--data", str(data), *words],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_d44_a_kiosks_file_is_merged_once_however_often(space: Space, tmp_path: Path) -> None:
    desk, stick = tmp_path, tmp_path / "stick" / "heard.db"
    capture(space.uid, "Said at the desk.")
    stick.parent.mkdir()
    write_pack(space.uid, stick)
    close_store()
    # The second laptop, with no cable and no network: 37 people say something there.
    open_store(str(stick))
    for number in range(37):
        capture(find_space().uid, f"Said at the kiosk, {number}.", face="kiosk 2")
    close_store()
    as_it_was = stick.read_bytes()
    assert heard(desk, "merge", str(stick)).startswith("37 new, 0 twice.")
    again = json.loads(heard(desk, "merge", "--json", str(stick)))
    assert (again["new"], again["twice"], again["already"]) == (0, 0, 37)
    assert stick.read_bytes() == as_it_was
    open_store(str(desk / "heard.db"))
    assert counts(space.uid)[State.WAITING] == 38
