"""The models on both engines: a test of a chosen file runs once on SQLite, once on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store import writer
from models.store.database import close_store, open_store
from tests.support.server import Shared, running_server, template_on

# What runs on PostgreSQL in `make test`, beside test_postgres, test_postgres_trouble,
# test_forwarding and test_search_engines, which are about it: each kind of verb that engines
# could answer differently. `make soak` runs all the others;
# `pytest -m "soak or not soak" -k PostgreSQL tests/models` runs everything at once.
# Whole files of tests, and single tests of files that would cost too much.
ON_BOTH = {
    "test_contributions",  # capture, versions, consent, lists
    "test_merge",  # a file that comes home, conflicts
    "test_private_errors",  # a server quotes whole rows in its errors
    "test_promises",  # promises and their updates
    "test_room",  # what the room sees
    "test_round_trip",  # any words at all
    "test_themes",
    "test_two_desks_at_once",  # threads with a connection each
    # Who may see what; test_postgres holds the rule against its query with the demo.
    "test_withdrawn_words_are_nowhere",
    "test_what_is_shown_goes_when_consent_goes",
    "test_d50_words_go_counts_and_promises_stay",
    "test_it_finds_what_it_stands_for",  # a receipt
    "test_taking_it_back_leaves_nothing_but_that",
    "test_a_damaged_one_stops_nothing",  # a draft
}
# What is about a file, or starts processes or databases of its own: whole files of tests, and
# single tests.
ON_A_FILE = {
    "test_backup": "a server's own tools make back-ups",
    "test_damage": "damages files, and copies out what can be read",
    "test_database": "opens files: foreign ones, newer ones, damaged ones",
    "test_disk_full": "fills this machine's disk; test_private_errors hears a full server",
    "test_encryption": "encrypts a file",
    "test_erasure": "looks for the bytes in a file; test_receipts looks in the rows of both",
    "test_health": "the doctor of a file",
    "test_kills": "makes its own databases; test_forwarding kills kiosks of a server",
    "test_lost_file": "moves the file of an open database",
    "test_postgres": "chooses its engines itself",
    "test_postgres_trouble": "about a server alone",
    "test_power_cut": "records what is written to a file",
    "test_processes": "makes its own databases; test_postgres does the same",
    "test_restore": "puts a file back",
    "test_steps_that_moved": "takes a file back to older names",
    "test_search": "about the index of a file; test_search_engines compares both",
    "test_upgrading": "stops migrations of a file; test_postgres stops those of a server",
    "test_what_was_done_before_is_done_in_the_new_tables": "takes a file back to older tables",
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask for a test on PostgreSQL too, where it opens a database by the fixture."""
    name = metafunc.module.__name__.rpartition(".")[2]
    names = {name, metafunc.function.__name__}
    if "engine" not in metafunc.fixturenames or names & ON_A_FILE.keys():
        return
    if not names & ON_BOTH and metafunc.config.option.markexpr == "not soak":
        return  # a thousand tests that would only be counted and put aside
    # On one worker: two servers that are made at the same moment get in each other's way.
    marks = [pytest.mark.xdist_group("server")]
    if not names & ON_BOTH:
        marks.append(pytest.mark.soak)
    metafunc.parametrize(
        "engine", ["SQLite", pytest.param("PostgreSQL", marks=marks)], indirect=True
    )


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Start a PostgreSQL server with a template; yield the address of its first database."""
    with running_server() as address:
        template_on(address)
        yield address


@pytest.fixture(scope="session")
def shared_database(server: str) -> Shared:
    """Make the one database of the server that tests take in turn, each emptied before it."""
    return Shared(server)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """Return which engine the test runs on."""
    return str(getattr(request, "param", "SQLite"))


@pytest.fixture
def store(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Open a new database on the engine; on SQLite the path is its file."""
    path = tmp_path / "heard.db"
    if engine == "SQLite":
        path.write_bytes(request.getfixturevalue("new_file").read_bytes())
        open_store(str(path))
        yield path
        writer.finish()
        close_store()
        return
    address = request.getfixturevalue("shared_database").take()
    monkeypatch.setenv("HEARD_DATABASE", address)
    open_store(address)
    yield path
    writer.finish()
    close_store()
