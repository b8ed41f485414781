"""The rooms point one way, and each stays free of what is not its own."""

import ast
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import models
import outcomes
import screens
import voice

HOME = Path(__file__).parents[2]
# What each room must not bring in, however far down the line of imports.
NEVER = {
    "models": "textual rich pyttsx3 qrcode jinja2 click PIL pyte voice outcomes screens tui",
    "voice": "pyttsx3 textual rich peewee models outcomes screens tui click jinja2 qrcode",
    "outcomes": "textual rich pyttsx3 click voice screens tui",
    "screens": "click PIL qrcode pyttsx3 pyte tui",
}

# The driver stands on the engine itself and is imported in the speaking process alone.
APART = ("models.migrations", "voice.driver")


def modules_of(name: str) -> list[str]:
    """A room and every module in it; migrations are read by their runner and not imported."""
    room = {"models": models, "voice": voice, "outcomes": outcomes, "screens": screens}[name]
    found = pkgutil.walk_packages(room.__path__, f"{name}.")
    return [name, *(one.name for one in found if not one.name.startswith(APART))]


def in_a_fresh_python(script: str, *words: str) -> str:
    """Run a script where nothing was imported before; return what it printed."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, *words],
        check=False,
        cwd=HOME,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# The top names of everything that came along with some modules.
BROUGHT_IN = """
import importlib, sys
for module in sys.argv[1:]:
    importlib.import_module(module)
print(*{name.partition(".")[0] for name in sys.modules})
"""
# What other people wrote is there already, so that each fork begins with our own modules only.
EACH_BY_ITSELF = """
import importlib, os, sys
room, *modules = sys.argv[1:]
importlib.import_module("peewee")
if room == "screens":
    import textual.app, textual.widgets, textual.containers, textual.screen
for module in modules:
    child = os.fork()
    if not child:
        importlib.import_module(module)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0, module
"""


def test_the_contracts_are_kept() -> None:
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [str(program), "--no-cache"],
        check=False,
        cwd=HOME,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("room", NEVER)
def test_a_room_brings_in_nothing_that_it_must_not_have(room: str) -> None:
    never = set(NEVER[room].split())
    if brought := set(in_a_fresh_python(BROUGHT_IN, *modules_of(room)).split()) & never:
        guilty = [
            module
            for module in modules_of(room)
            if brought & set(in_a_fresh_python(BROUGHT_IN, module).split())
        ]
        pytest.fail(f"{sorted(brought)} came with {guilty}")


LARGE = ("models", "screens", "outcomes")


@pytest.mark.parametrize(
    "room",
    [pytest.param(room, marks=[pytest.mark.soak] if room in LARGE else []) for room in NEVER],
)
def test_each_module_can_be_the_first_that_is_imported(room: str) -> None:
    in_a_fresh_python(EACH_BY_ITSELF, room, *modules_of(room))


def test_every_module_of_the_models_is_looked_at() -> None:
    home = HOME / "models"
    files = {
        ".".join(file.relative_to(home).with_suffix("").parts)
        for file in home.rglob("*.py")
        if file.stem != "__init__" and file.parent.name != "migrations"
    }
    assert files <= {name.partition(".")[2] for name in modules_of("models")}
    assert len(files) > 150


def test_opening_nothing_is_what_importing_does() -> None:
    """The database is opened by calling a function, never by importing."""
    script = (
        "import models.space.template, models.store.base;"
        "assert models.store.base.database.obj is None"
    )
    subprocess.run([sys.executable, "-c", script], cwd=HOME, check=True, timeout=120)


def test_no_screen_names_the_app() -> None:
    for file in (HOME / "screens").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names]
                whole = f"{getattr(node, 'module', '') or ''} {' '.join(names)}"
                assert "tui" not in whole.replace(".", " ").split(), file
