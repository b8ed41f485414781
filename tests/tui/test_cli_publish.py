"""``heard publish``: the site, from the command line, and shown to phones in the room."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from models.contribution.contribution import capture
from models.promise.promise import PromiseKind, make_promise
from models.space.space import find_space
from models.store.database import open_store
from outcomes.making import FORMATS
from tests.tui.conftest import PATIENCE, Heard, sentence

SECRET = "Sharon-took-my-card"


def a_closed_space(heard: Heard) -> str:
    """Make a space with a promise and words that nobody may see, and close it."""
    public_id = heard("space", "new", "Getting about", "--date", "12/3/2027").out.split()[0]
    heard("space", "open", public_id)
    open_store(str(heard.data / "heard.db"))
    space = find_space(public_id).uid
    make_promise(space, PromiseKind.WILL, "Phone back", who="The team", due="2027-04-30")
    capture(space, SECRET)
    heard("space", "close", public_id)
    return public_id


def test_publish_writes_every_format_and_says_what_is_missing(heard: Heard, tmp_path: Path) -> None:
    assert "Example: heard publish my-site" in sentence(heard("publish"))
    folder = tmp_path / "site"
    empty = heard("publish", folder)
    assert (empty.code, empty.err) == (0, "")
    assert "No space is closed yet" in empty.out
    public_id = a_closed_space(heard)
    said = heard("publish", folder)
    assert (said.code, said.err) == (0, "")
    assert f"  {public_id}  Getting about\n" in said.out
    assert "Its address is https://heard.example/\n" in said.out
    assert "Easy Read is left out, because nobody has signed it" in said.out
    page = (folder / public_id / "index.html").read_text("utf-8")
    # Each format is there to download, or it is said why not.
    for one in FORMATS:
        if one.name not in ("page", "wav", "labels", "easy-read"):
            assert f">{one.words}" in page or f"  {one.words}: " in said.out, one
    files = [one for one in folder.rglob("*") if one.is_file()]
    assert not [one for one in files if SECRET.encode() in one.read_bytes()]
    assert heard("publish", folder).out.count("0 written, 0 taken away") == 1
    back = heard("publish", folder, "--take-back", public_id)
    assert "Getting about" not in back.out
    assert "This was taken back" in (folder / public_id / "index.html").read_text("utf-8")
    assert "No space has that name" in sentence(heard("publish", folder, "--space", "Nowhere"))


def test_serve_shows_the_site_until_ctrl_c(heard: Heard, tmp_path: Path) -> None:
    heard("space", "new", "Getting about")
    with socket.socket() as taken:
        taken.bind(("", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"port {port} already" in sentence(heard("publish", "--serve", "--port", port))
    argv = [sys.executable, "-m", "tui", "--data", str(heard.data), "publish", "--serve"]
    with subprocess.Popen(
        [*argv, "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        said = ""
        for line in process.stdout:
            said += line
            if line.startswith("Ctrl-C ends it"):
                break
        found = re.search(r"^http://([\w.]+):(\d+)/$", said, re.MULTILINE)
        assert found
        asking = http.client.HTTPConnection(found[1], int(found[2]), timeout=PATIENCE)
        asking.request("GET", "/")
        assert b"There is nothing here yet" in asking.getresponse().read()
        asking.close()
        process.send_signal(signal.SIGINT)
        rest, trouble = process.communicate(timeout=PATIENCE)
        assert (process.returncode, trouble) == (0, "")
        assert "It is not shown any more" in rest
    assert (heard.data / "site" / "index.html").is_file()


@pytest.fixture(autouse=True)
def _no_recording(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the sound: it takes seconds, and tests/tui/test_recording_outcome.py hears it."""
    monkeypatch.setattr("tui.commands.publish.makers", lambda settings: {})
