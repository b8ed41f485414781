"""The command that takes in what a kiosk's file holds."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from models.errors import HeardError
from models.merge.merge import Merged, merge_file
from models.merge.other_store import file_in
from models.merge.other_version import OtherVersion, other_versions
from tui.place import Place
from tui.session import begin
from tui.unlocking import key_of_other

__all__ = ["merge"]

# Below that it is done before a bar could be read.
LONG = 500


@click.command(short_help="Take in what a kiosk's file holds, from a stick.")
@click.argument("file", metavar="[FILE]", required=False, type=Place(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what it would do, and change nothing.")
@click.option("--add-spaces", is_flag=True, help="Bring along spaces that are not here yet.")
@click.option("--conflicts", is_flag=True, help="List what has other words here and there.")
@click.option(
    "--key-file",
    metavar="FILE",
    type=Place(dir_okay=False, path_type=Path),
    help="The key of FILE, where it is encrypted, is in this file.",
)
@click.option("--keyring", is_flag=True, help="The key of FILE is in the keyring.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON, for scripts.")
@click.pass_obj
def merge(
    data: str | None,
    file: Path | None,
    dry_run: bool,
    add_spaces: bool,
    conflicts: bool,
    key_file: Path | None,
    keyring: bool,
    as_json: bool,
) -> None:
    """Take in what a kiosk's file holds.

    FILE is the heard.db of another machine, or a folder that holds one. It is left as
    it was. Merged a second time, nothing is new: nobody's words are here twice.

    What was decided here stays. Where somebody's words differ here and there, both
    are kept, and a person decides at the desk: More, other versions.

    Is FILE encrypted? The key of this machine is tried first. If it is another one, it is
    asked for. It is never an argument.
    """
    if conflicts == (file is not None):
        raise HeardError(
            "Give a file to merge, or --conflicts to list what is to be decided. "
            "Nothing was done. Look at: heard merge --help"
        )
    if key_file and keyring:
        raise click.UsageError("--key-file and --keyring do not go together")
    begin(data, create=False)
    if file is None:
        _list(other_versions(), as_json=as_json)
        return
    file = file_in(file)
    key = key_of_other(file, "keyring" if keyring else f"file:{key_file}" if key_file else "")
    done = _merged(file, key, dry_run=dry_run, add_spaces=add_spaces, quiet=as_json)
    if as_json:
        numbers = asdict(done) | {"dry_run": dry_run}
        click.echo(json.dumps(numbers, ensure_ascii=False))
        return
    for sentence in done.sentences:
        click.echo(sentence)
    if dry_run:
        click.echo("Nothing was changed: this was a dry run.")


def _merged(file: Path, key: str, *, dry_run: bool, add_spaces: bool, quiet: bool) -> Merged:
    """Merge, with a bar where it takes long and somebody looks."""
    shown: list[Any] = []

    def progress(done: int, total: int) -> None:
        if quiet or total < LONG or not sys.stderr.isatty():
            return
        if not shown:
            shown.append(click.progressbar(length=total, label="Merging", file=sys.stderr))
        shown[0].update(done - shown[0].pos)

    try:
        return merge_file(file, key=key, dry_run=dry_run, add_spaces=add_spaces, progress=progress)
    finally:
        for one in shown:
            one.render_finish()


def _list(found: tuple[OtherVersion, ...], *, as_json: bool) -> None:
    """List what is to be decided, by its id and where it came from, without anybody's words."""
    if as_json:
        rows = [
            {"contribution": str(one.contribution), "place": one.place, "made": one.made}
            for one in found
        ]
        click.echo(json.dumps(rows))
        return
    for one in found:
        click.echo(f"{one.contribution}  other words from {one.place or 'another machine'}")
    if found:
        click.echo("Decide at the desk: More, other versions.")
    else:
        click.echo("There is nothing to decide.")
