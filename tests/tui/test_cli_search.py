"""``heard search``: what is found, how it is shown, and how it ends."""

import json

from models.contribution.contribution import capture
from models.space.space import list_spaces, open_space
from models.store.database import close_store, open_store
from tests.tui.conftest import Heard, sentence


def test_words_are_found_and_told_and_ended_as_a_script_expects(heard: Heard) -> None:
    assert heard("space", "new", "Getting help at home").code == 0
    open_store(str(heard.data / "heard.db"))
    space = open_space(list_spaces()[0].uid)
    for words in ("The bus is late.", "More time for the bus, please.", "Carers need more time."):
        capture(space.uid, words)
    close_store()
    found = heard("search", "time -bus")
    assert (found.code, found.out.splitlines()) == (0, ["waiting: Carers need more time."])
    newest_first = [line.partition(": ")[2][:5] for line in heard("search", "BUS").out.splitlines()]
    assert newest_first == ["More ", "The b"]
    assert heard("search", '"more time for"').out.count("\n") == 1
    page = heard("search", "bus", "--most", "1", "--json")
    [one] = [json.loads(line) for line in page.out.splitlines()]
    assert (one["words"], one["state"]) == ("More time for the bus, please.", "waiting")
    more = heard("search", "bus", "--most", "1")
    assert "--most shows more" in more.err
    assert heard("search", "bus", "--state", "cleared").code == 1
    nothing = heard("search", "zeppelin")
    assert (nothing.code, nothing.out) == (1, "")
    assert "Nothing has these words" in nothing.err
    assert "no words to look for" in sentence(heard("search", "?!"))
    assert heard("search", "--", "-bus").out.count("\n") == 1
