"""A place that is named by an empty word is refused, whatever the command: it would mean "here"."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.tui.conftest import Heard, sentence
from tui.cli import heard as command_line
from tui.place import Place


def parameters(
    command: click.Command, name: str = "heard"
) -> Iterator[tuple[str, click.Parameter]]:
    """Walk over every parameter of every command."""
    for one in command.params:
        yield name, one
    if isinstance(command, click.Group):
        context = click.Context(command)
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None
            yield from parameters(found, f"{name} {inner}")


def test_no_command_takes_an_empty_place_for_the_folder_one_is_in(
    heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [(name, one) for name, one in parameters(command_line)]
    places = [(name, one) for name, one in found if isinstance(one.type, click.Path)]
    assert {"heard backup", "heard restore", "heard merge", "heard export", "heard publish"} <= {
        name for name, _ in places
    }
    assert [name for name, one in places if not isinstance(one.type, Place)] == []
    for _, one in places:
        for empty in ("", " ", "\t"):
            with pytest.raises(click.BadParameter, match="is empty"):
                one.type.convert(empty, one, None)

    assert heard("space", "new", "Getting help at home").code == 0
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    for words in (["backup", ""], ["restore", ""], ["merge", ""], ["publish", ""], ["import", ""]):
        assert "the name is empty" in sentence(heard(*words))
    assert "the name is empty" in sentence(heard.bare("--data", "", "space", "list"))
    assert list(here.iterdir()) == []
