"""The commands that ask for something secret: on the terminal or from stdin, never as arguments."""

import io
import os
import pty
import re
import subprocess
import sys
import time
from uuid import uuid4

import pytest

from models.contribution.contribution import Consent, State, capture, contribution
from models.kiosk.draft import open_draft, save_draft
from models.kiosk.pin import check_pin
from models.kiosk.receipt import give_receipt
from models.space.space import Space, new_space, open_space
from models.store.database import close_store, open_store
from tests.tui.conftest import PATIENCE, Heard, sentence

PIN = "73916"


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def made(heard: Heard) -> Space:
    open_store(str(heard.data / "heard.db"))
    return open_space(new_space("Getting help at home").uid)


def test_the_pin_is_set_changed_and_forgotten(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    space, uid = made(heard), uuid4()
    save_draft(uid, space.uid, uuid4(), "Nobody phoned")
    close_store()
    typed(monkeypatch, "1234", "1234")
    assert "easy to guess" in sentence(heard("pin"))
    typed(monkeypatch, PIN, "73917")
    assert "not the same" in sentence(heard("pin"))
    typed(monkeypatch, PIN, PIN)
    assert heard("pin").code == 0
    typed(monkeypatch, "5555", "80255", "80255")
    assert "4 tries" in sentence(heard("pin"))
    typed(monkeypatch, PIN, "80255", "80255")
    assert heard("pin").code == 0
    typed(monkeypatch, "64182", "64182")
    assert heard("pin", "--forgotten").code == 0
    typed(monkeypatch)
    assert "Nothing was typed" in sentence(heard("pin"))
    open_store(str(heard.data / "heard.db"))
    assert check_pin("64182")
    assert open_draft(uid, "64182") == "Nobody phoned"


def test_a_secret_is_no_argument(heard: Heard) -> None:
    assert "Nothing was done" in sentence(heard("pin", PIN))
    assert "Nothing was done" in sentence(heard("receipt", "river", "kite", "lamp", "oil"))


def test_on_a_terminal_the_pin_is_not_shown(heard: Heard) -> None:
    made(heard)
    close_store()
    master, slave = pty.openpty()
    argv = [sys.executable, "-m", "tui", "--data", str(heard.data), "pin"]
    process = subprocess.Popen(argv, stdin=slave, stdout=slave, stderr=slave, close_fds=True)
    os.close(slave)
    seen = b""
    for asks in (b"A new PIN", b"once more"):
        end = time.monotonic() + PATIENCE
        while asks not in seen and time.monotonic() < end:
            seen += os.read(master, 1000)
        # Only once it asks does the terminal hide what is typed.
        time.sleep(0.3)
        os.write(master, f"{PIN}\r".encode())
    while True:
        try:
            got = os.read(master, 1000)
        except OSError:
            break
        if not got:
            break
        seen += got
    os.close(master)
    assert process.wait(PATIENCE) == 0, seen
    assert b"The PIN is set." in seen
    assert PIN.encode() not in seen


def test_a_receipt_is_found_read_changed_and_taken_back(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = made(heard)
    uid = capture(space.uid, "My ramp is too short.", consent=Consent(room=True)).uid
    words = ", ".join(give_receipt(uid)).upper()
    close_store()
    typed(monkeypatch, words)
    said = heard("receipt")
    assert said.code == 0
    assert "not read it yet" in said.out
    assert "ramp" not in said.out
    typed(monkeypatch, words, "read", "what", "change", "My ramp is steep.", "take back", "no", "")
    said = heard("receipt", "Getting")
    assert said.code == 0
    assert "My ramp is too short." in said.out
    assert "none of the three" in said.out
    assert "It was left as it is." in said.out
    open_store(str(heard.data / "heard.db"))
    assert contribution(uid).words == "My ramp is steep."
    close_store()
    typed(monkeypatch, words, "take back", "yes")
    assert "One contribution was withdrawn." in heard("receipt").out
    typed(monkeypatch, words)
    said = heard("receipt")
    assert re.fullmatch(r"It was taken back\..*\n", said.out)
    open_store(str(heard.data / "heard.db"))
    assert contribution(uid).state is State.WITHDRAWN


def test_a_receipt_that_is_not_there_is_told(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    space = made(heard)
    give_receipt(capture(space.uid, "More time.").uid)
    close_store()
    typed(monkeypatch, "river kite lamp oil")
    assert "cannot find" in sentence(heard("receipt"))
    typed(monkeypatch, "river kite")
    assert "four words" in sentence(heard("receipt"))
    for _ in range(4):
        typed(monkeypatch, "river kite lamp oil")
        heard("receipt")
    typed(monkeypatch, "river kite lamp oil")
    assert "Please wait" in sentence(heard("receipt"))
