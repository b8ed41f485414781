"""The wheel: all of Heard and nothing else, and it runs where the checkout is not."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.tui.conftest import PATIENCE
from tui.terminal import Terminal

ROOT = Path(__file__).parents[2]
ROOMS = ("tui", "screens", "outcomes", "voice", "models", "assets")
# Ways in which the checkout itself is made known to this Python.
OWN = ("heard-", "_heard", "__editable__", "_editable_impl_heard")

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("wheel")]


def run(*argv: object, cwd: Path, env: dict[str, str] | None = None) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(part) for part in argv],
        cwd=cwd,
        env={**kept, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=280,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def tracked(*folders: str) -> list[str]:
    """Return the files of the checkout, without what was made in it."""
    try:
        names = run(
            *("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"),
            *("--", *folders),
            cwd=ROOT,
        ).split("\0")
    except (FileNotFoundError, AssertionError):
        pytest.skip("this is no checkout: git does not know its files")
    return [name for name in names if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a clean copy, with no network."""
    pytest.importorskip("hatchling", reason="needs the group run: make test")
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in tracked():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, source / name)
    run(
        *(sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"),
        *("--no-deps", "--no-build-isolation", "--no-index", "-w", folder, "."),
        cwd=source,
    )
    [made] = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_everything_that_heard_needs_is_in_it(names: set[str]) -> None:
    for name in tracked(*ROOMS):
        assert name in names, name
    for needed in (
        "assets/heard.toml",
        "assets/spaces/first.toml",
        "assets/spaces/demo.toml",
        "assets/spaces/tour.toml",
        "assets/templates/outcome.html.j2",
        "assets/styles/base.tcss",
        "assets/fonts/IBMPlexMono-OFL.txt",
        "models/migrations/0001_first_tables.py",
    ):
        assert needed in names, needed


def test_the_licences_are_in_it(wheel: Path, names: set[str]) -> None:
    licences = {Path(name).name for name in names if ".dist-info/licenses/" in name}
    assert licences == {"LICENSE", "NOTICES.md"}
    with zipfile.ZipFile(wheel) as archive:
        [metadata] = [name for name in names if name.endswith(".dist-info/METADATA")]
        text = archive.read(metadata).decode()
    assert "License-Expression: MIT\n" in text
    assert "Requires-Dist: textual==8.2.8\n" in text
    assert str(ROOT) not in text


def test_nothing_else_is_in_it(names: set[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(ROOMS)
    for name in names:
        assert not name.endswith((".pyc", ".db", ".db-wal", ".wav")), name


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in a new environment that sees the dependencies, not the checkout."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder / "env", with_pip=False, symlinks=True)
    site = next((folder / "env").glob("lib/python3*/site-packages"))
    borrowed = folder / "borrowed"
    borrowed.mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if not entry.name.startswith(OWN) and entry.suffix != ".pth":
            (borrowed / entry.name).symlink_to(entry)
    (site / "borrowed.pth").write_text(f"{borrowed}\n")
    run(
        *(sys.executable, "-m", "pip", "--python", folder / "env" / "bin" / "python"),
        *("install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", wheel),
        cwd=folder,
    )
    return folder


@pytest.fixture
def settings(elsewhere: Path, tmp_path: Path) -> dict[str, str]:
    return {
        "HEARD_DATA": str(tmp_path / "data"),
        "HEARD_SETTINGS": str(elsewhere / "heard.toml"),
        "COLUMNS": "80",
    }


def test_it_runs_where_the_checkout_is_not(
    elsewhere: Path, settings: dict[str, str], tmp_path: Path
) -> None:
    programs = elsewhere / "env" / "bin"
    where = "import tui, models, assets, sys; print(tui.__file__, models.__file__, *sys.path)"
    told = run(programs / "python", "-c", where, cwd=tmp_path, env=settings)
    assert told.split()[0].startswith(str(elsewhere / "env"))
    assert told.split()[1].startswith(str(elsewhere / "env"))
    assert str(ROOT) not in told.split()
    assert "Heard 0." in run(programs / "heard", "--version", cwd=tmp_path, env=settings)
    assert "space" in run(programs / "heard", "--help", cwd=tmp_path, env=settings)
    with Terminal([str(programs / "heard"), "demo"], columns=120, rows=40, env=settings) as face:
        face.wait_for("Getting help at home", timeout=PATIENCE)


@pytest.mark.soak
def test_the_tour_runs_where_the_checkout_is_not(
    elsewhere: Path, settings: dict[str, str], tmp_path: Path
) -> None:
    heard = elsewhere / "env" / "bin" / "heard"
    told = run(heard, "tour", "--to", "pictures", cwd=tmp_path, env=settings)
    assert "The tour is over." in told
    pictures = sorted((tmp_path / "pictures").glob("*.png"))
    assert len(pictures) >= 10
    assert all(picture.stat().st_size > 1000 for picture in pictures)
    assert list((tmp_path / "pictures").glob("*/index.html"))
    assert not (tmp_path / "data").exists()
