"""Promises from the command line: what is late, news, and the day when one is looked at again."""

import json

from models.places import data_folder
from models.promise.promise import PromiseKind, make_promise
from models.space.space import find_space
from models.store.database import open_store
from tests.tui.conftest import Heard, sentence


def test_promises_are_followed_from_the_command_line(heard: Heard) -> None:
    assert heard("space", "new", "Getting help at home").code == 0
    open_store(str(data_folder() / "heard.db"))
    space = find_space().uid
    made = make_promise(space, PromiseKind.WILL, "Phone back", who="We", due="2020-01-31")
    listed = heard("promises", "--late").out
    assert f"{made.public_id}  ! late\n" in listed
    assert "1 promise is late." in listed
    assert "what people can see" in sentence(
        heard("promises", "add", made.public_id, "All are", "--state", "done")
    )
    added = heard(
        *("promises", "add", made.public_id, "All are phoned", "--state", "done"),
        *("--evidence", "The list", "--on", "1 May 2026"),
    )
    assert (added.code, added.out) == (0, "The news is saved. ✓ done\n")
    (found,) = json.loads(heard("promises", "--json").out)
    assert (found["state"], found["late"], found["updates"][0]["evidence"]) == (
        "done",
        False,
        "The list",
    )
    assert heard("promises", "--late").out == "Nothing is late.\n"
    assert "1 May 2026: All are phoned." in heard("promises", "news").out
    assert "1 May 2099" in heard("promises", "review", made.public_id, "1 May 2099").out
