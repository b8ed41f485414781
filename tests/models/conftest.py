"""The models on both engines: a test of a chosen file runs once on SQLite, once on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models import writer
from models.database import close_store, open_store
from tests.support.server import new_database, remove_database, running_server, template_on

# Files whose tests ask the database something that engines could answer differently, and that
# are quick. All others run on PostgreSQL in `make soak`.
ON_BOTH = {
    "test_themes",
    "test_promises",
    "test_room",
    "test_round_trip",
}
# What is about a file, or starts processes or databases of its own.
ON_A_FILE = {
    "test_lost_file",
    "test_database",
    "test_disk_full",
    "test_kills",
    "test_postgres",
    "test_postgres_trouble",
    "test_power_cut",
    "test_processes",
    "test_backup",
    "test_restore",
    "test_health",
    "test_encryption",
    "test_erasure",
    "test_search",
    "test_upgrading",
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask for a test on PostgreSQL too, where it opens a database by the fixture."""
    name = metafunc.module.__name__.rpartition(".")[2]
    if "engine" not in metafunc.fixturenames or name in ON_A_FILE:
        return
    # On one worker: two servers that are made at the same moment get in each other's way.
    marks = [pytest.mark.xdist_group("server")]
    if name not in ON_BOTH:
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
    server = request.getfixturevalue("server")
    address = new_database(server)
    monkeypatch.setenv("HEARD_DATABASE", address)
    open_store(address)
    yield path
    writer.finish()
    close_store()
    remove_database(server, address)
