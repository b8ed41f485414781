"""What people do in a meeting, by the program's own verbs; each thing is told once it is saved.

``python -m tests.support.power_cut.workload DATABASE SPACE ROUNDS [SYNCHRONOUS]``. Each line says
what a person was told: a fact that has to be there ever after. With no ROUNDS (0) it stands by,
and starts a meeting that never ends for each line that it reads: to be killed.
"""

import contextlib
import io
import itertools
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from uuid import UUID

from models.contribution.contribution import (
    Consent,
    State,
    VersionKind,
    add_version,
    capture,
    move,
    set_consent,
)
from models.desk.acting import Actor, act_as
from models.identity import new_uid
from models.kiosk.draft import drop_draft, save_draft
from models.kiosk.receipt import give_receipt
from models.store import database as opening
from models.store import writer
from models.store.database import close_store, open_store

__all__ = ["LONG", "run"]

LONG = "\n".join(["They changed the times again, and nobody rang me about it.\n"] * 40)
"""2,400 characters with line breaks: as long as the longest that people have really said."""
DESK = Actor(new_uid(), "desk 1")


def _do(verb: object, *args: object, **kwargs: object) -> object:
    """Do it as a face does: on the writer's thread, as the desk."""
    return writer.submit(act_as, DESK, verb, *args, **kwargs).result()  # type: ignore[arg-type]


def _told(kind: str, uid: UUID, value: object) -> None:
    # One write of one line: what is recorded as acknowledged is what somebody could read.
    sys.stdout.write(f"{json.dumps([kind, uid.hex, value, os.getpid()])}\n")
    sys.stdout.flush()


def run(space: UUID, rounds: int) -> None:
    """Do what a meeting does, again and again, and tell each thing once it is saved."""
    face = new_uid()
    for number in itertools.count(1):
        uid, draft = new_uid(), new_uid()
        words = LONG if number % 10 == 0 else f"Words {number}: nobody rang me. " * (number % 7 + 1)
        _do(save_draft, draft, space, face, words[:40])
        _told("draft", draft, 40 if len(words) > 40 else len(words))
        _do(save_draft, draft, space, face, words)
        _told("draft", draft, len(words))
        _do(capture, space, words, uid=uid, consent=Consent())
        _told("words", uid, words.strip())
        _do(drop_draft, draft)
        _told("no draft", draft, 0)
        _do(set_consent, uid, Consent(room=True, report=True))
        _told("consent", uid, [1, 1, 0])
        _do(move, uid, State.CLEARED)
        _told("state", uid, str(State.CLEARED))
        _do(add_version, uid, VersionKind.TIDIED, f"Tidied {number}.")
        _told("version", uid, f"Tidied {number}.")
        if number % 20 == 1:
            _do(give_receipt, uid)
            _told("receipt", uid, 1)
        if number % 4 == 2:
            _do(move, uid, State.WITHDRAWN)
            _told("gone", uid, 0)
        if number == rounds:
            return


def stand_by(store: str, space: UUID) -> None:
    """Start a process that never ends for each line that comes in, and tell its number.

    A copy of this one is there at once, with all that it needs loaded by a first meeting on a copy
    of the database; a new Python would take half a second.
    """
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        copy = Path(folder) / "heard.db"
        shutil.copyfile(store, copy)
        open_store(str(copy))
        run(space, 1)
        writer.finish()
        close_store()
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            open_store(store)
            run(space, 0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"ended by {status}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) > 4:
        opening.PRAGMAS["synchronous"] = sys.argv[4]
    if int(sys.argv[3]):
        open_store(sys.argv[1])
        run(UUID(sys.argv[2]), int(sys.argv[3]))
    else:
        stand_by(sys.argv[1], UUID(sys.argv[2]))
