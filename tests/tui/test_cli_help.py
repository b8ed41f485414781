"""The help reads well: every command, every option, no line too long."""

import re

import click
import pytest

from tests.tui.conftest import Heard
from tui.cli import COMMANDS
from tui.cli import heard as group


def commands(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return every command there is, by its words."""
    found = [path]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            found += commands(inner, (*path, name))
    return found


def command_at(path: tuple[str, ...]) -> click.Command:
    command: click.Command = group
    for name in path:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), name)
        assert found is not None
        command = found
    return command


ALL = commands(group)


def test_every_command_is_here() -> None:
    assert {path[0] for path in ALL if path} == set(COMMANDS)
    assert ("space", "close") in ALL


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_help_reads_well(heard: Heard, path: tuple[str, ...]) -> None:
    said = heard.bare(*path, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(" ".join(("Usage: heard", *path)))
    assert max(map(len, said.out.splitlines())) <= 80
    assert "\\b" not in said.out, "a mark of the library, and no text"
    assert "..." not in re.sub(r"\[ARGS\]\.\.\.|\[WHAT\]\.\.\.|WORDS\.\.\.", "", said.out)
    command = command_at(path)
    assert command.help
    assert command.help.split("\n\n")[0].strip().endswith(".")
    for param in command.params:
        if isinstance(param, click.Option):
            assert param.help, param.name
            assert param.help.endswith((".", "2027.")), param.name
            assert param.opts[0] in said.out
        else:
            # What is given without a name is explained in the text.
            named = (param.metavar or str(param.name).upper()).strip("[].")
            assert named in command.help, named
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            row = next(row for row in said.out.splitlines() if row.startswith(f"  {name} "))
            assert row.endswith("."), row


def test_examples_of_a_search_stand_one_below_the_other(heard: Heard) -> None:
    rows = [row.strip() for row in heard.bare("search", "--help").out.splitlines()]
    examples = [row for row in rows if row.startswith("heard search ")]
    assert [row.split("  ")[-1].strip() for row in examples] == [
        "both words",
        "in a row",
        "without that one",
        "the beginning of a word",
    ]


def test_the_version(heard: Heard) -> None:
    said = heard.bare("--version")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Heard 0.")


def test_a_group_alone_shows_what_it_has_and_is_no_success(heard: Heard) -> None:
    said = heard("space")
    assert said.code == 2
    assert said.out == ""
    assert all(word in said.err for word in ("new", "list", "show", "open", "close"))


def test_help_needs_no_data_and_makes_none(heard: Heard) -> None:
    assert heard("desk", "--help").code == 0
    assert not heard.data.exists()
