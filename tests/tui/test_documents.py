"""The documents are true: links lead somewhere, commands and options exist, pictures are drawn."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from screens.desk.desk import DeskScreen
from screens.desk.more import ELSE, LAST, MORE
from screens.desk.themes import ThemesScreen
from screens.door import DoorScreen
from screens.kiosk.kiosk import KioskScreen
from screens.room.room import RoomScreen
from screens.widgets.key_bar import key_name
from tests.tui.test_cli_help import command_at
from tui.cli import COMMANDS
from tui.pictures import PICTURES

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]

LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
# A command in a sentence, or on a line of its own.
# A way through the desk's menu, and the keys of it: *More*, *What else?*, *Redo* (`F10`, `8`, `4`).
WAY = re.compile(r"\*More\*((?:, \*[^*\n]+\*)+)(?: \(`F10`((?:, `\d`)+)\))?")
COMMAND = re.compile(r"`(heard [^`]+)`|^ {4,}(?:sudo )?(?:\S*/)?(heard [^#|\n]*)", re.MULTILINE)


def anchors(path: Path) -> set[str]:
    """Return the headings of a document, as a link names them."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    found = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in found}


def commands_in(text: str) -> Iterator[list[str]]:
    """Yield each command that a document names, in words."""
    for inline, line in COMMAND.findall(text):
        yield shlex.split((inline or line).rstrip("\\ "))[1:]


def unknown(words: list[str]) -> str:
    """Return what of a command there is not; nothing where all of it is there."""
    while words and words[0] == "--data":  # it stands before the command
        words = words[2:]
    path: tuple[str, ...] = ()
    command = command_at(path)
    while words and isinstance(command, click.Group) and not words[0].startswith("-"):
        name = words[0].rstrip(",")
        if name not in command.list_commands(click.Context(command)):
            return name
        path, words = (*path, name), words[1:]
        command = command_at(path)
    known = {name for one in command.params for name in one.opts} | {"--help", "--version"}
    asked = [word.rstrip(",]").lstrip("[") for word in words if word.lstrip("[").startswith("--")]
    return next((word for word in asked if word not in known), "")


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_links_lead_somewhere(path: Path) -> None:
    for link in LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8"))):
        if link.startswith(("http://", "https://")):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_commands_and_options_exist(path: Path) -> None:
    for words in commands_in(path.read_text(encoding="utf-8")):
        assert not unknown(words), " ".join(words)


@pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)
def test_the_ways_through_the_desks_menu_are_there(path: Path) -> None:
    for way, keys in WAY.findall(path.read_text(encoding="utf-8")):
        numbers = []
        for words, menu in zip(re.findall(r"\*([^*]+)\*", way), (MORE, ELSE, LAST), strict=False):
            found = [n for n, entry in enumerate(menu, 1) if entry.words.startswith(words)]
            assert len(found) == 1, (way, words)
            numbers += [str(n) for n in found]
        assert len(numbers) == way.count(", *"), way
        assert not keys or re.findall(r"\d", keys) == numbers, way


def test_the_readme_names_every_command() -> None:
    named = {words[0] for words in commands_in((ROOT / "README.md").read_text()) if words}
    assert set(COMMANDS) - {"room", "kiosk"} <= {word.rstrip(",") for word in named}


def test_pictures_are_those_that_are_drawn() -> None:
    drawn = {f"{name}.png" for name, *_rest in PICTURES}
    assert {path.name for path in (ROOT / "docs" / "pictures").glob("*.png")} == drawn


def keys_of_table(heading: str) -> set[str]:
    """Return the keys that the README names for a face, each of "`1` to `6`" too."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.split(f"\n### {heading}\n")[1].split("\n#")[0]
    cells = [" ".join(line.split("|")[1:-2]) for line in table.splitlines() if line[:1] == "|"]
    named = set(re.findall(r"`([^`]+)`", " ".join(cells)))
    for first, last in re.findall(r"`(\d)` to `(\d)`", " ".join(cells)):
        named |= {str(number) for number in range(int(first), int(last) + 1)}
    return named


@pytest.mark.parametrize(
    ("heading", "face"),
    [
        ("Desk", DeskScreen),
        ("Theme board", ThemesScreen),
        ("Room", RoomScreen),
        ("Kiosk", KioskScreen),
        ("Front door", DoorScreen),
    ],
)
def test_the_readme_names_every_key_of_a_face(heading: str, face: type) -> None:
    named = keys_of_table(heading)
    for owner in face.__mro__:
        if not owner.__module__.startswith("screens.") or owner.__module__ == "screens.face":
            continue
        for binding in owner.__dict__.get("BINDINGS", []):
            for key in binding.key.split(","):
                assert key_name(key) in named, (key, binding.tooltip)


@pytest.mark.parametrize("wrong", ["nonsense", "desk --nonsense", "space nonsense"])
def test_what_does_not_exist_is_found(wrong: str) -> None:
    assert unknown(wrong.split())
