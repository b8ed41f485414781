"""The same words find the same on a server, whoever saves at the same moment."""

import random
from collections.abc import Iterator

import pytest

from models.contribution.contribution import (
    ContributionRow,
    State,
    VersionKind,
    add_version,
    capture,
    move,
)
from models.search.finding import check_index, found_uids, mend_index, search
from models.search.query import parse
from models.search.text import folded_text
from models.space.space import new_space, open_space
from models.store import writer
from models.store.database import close_store, open_store
from tests.models.test_search import PIECES
from tests.support.server import new_database

pytestmark = pytest.mark.xdist_group("server")


@pytest.fixture
def on_server(server: str) -> Iterator[None]:
    open_store(new_database(server))
    yield
    writer.finish()
    close_store()


def test_a_server_finds_what_the_rule_finds(on_server: None) -> None:
    chance = random.Random(11)
    space = open_space(new_space("Getting help at home").uid).uid
    texts = {}
    for _ in range(60):
        words = " ".join(chance.choices(PIECES, k=chance.randint(1, 9)))
        texts[capture(space, f"{words} said").uid] = folded_text([f"{words} said"])
    asked = [" ".join(chance.choices(PIECES, k=chance.randint(1, 4))) for _ in range(150)]
    for typed in [*asked, '"time more"', "tim*", "-time", "' | !:*", "\\'"]:
        query = parse(typed)
        wanted = [] if query.is_empty else [u for u in texts if query.finds(texts[u])]
        found = [one.uid for one in search(space, typed, limit=100).contributions]
        assert found == sorted(wanted, reverse=True), typed
    assert check_index()
    uid = next(iter(texts))
    add_version(uid, VersionKind.TRANSLATED, "A zeppelin")
    assert found_uids(space, "zeppelin") == [uid]
    move(uid, State.WITHDRAWN)
    assert found_uids(space, "zeppelin") == []
    other = list(texts)[1]
    ContributionRow.update(words="An airship").where(ContributionRow.uid == other).execute()
    assert [one.uid for one in search(space, "airship").contributions] == [other]
    mend_index()
    assert check_index()
    capture(space, "x" * 5_000)
    assert len(found_uids(space, "xx")) == 1
