"""The command that takes in answers from a file of another tool."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from models.contribution.late_addition import SpaceClosedError
from models.contribution.types import Consent
from models.errors import HeardError
from models.exchange.column_map import (
    USES,
    ColumnMap,
    guess,
    heads_in_doubt,
    named,
    read_map,
    remembered_file,
    write_map,
)
from models.exchange.importing import NotTaken, Tally, take_in, what_would_come_in
from models.exchange.register import note_not_taken
from models.exchange.rows import Reader
from models.exchange.sheet_files import Sheet, open_sheet
from models.space.prompt import Prompt, prompts_of
from models.space.space import Space, SpaceState, find_space
from tui.completing import complete_space
from tui.not_taken import NotTakenFile, not_taken_path
from tui.place import Place
from tui.session import begin

__all__ = ["import_"]

SHOWN = 3
LONGEST_SAMPLE = 60


@click.command("import", short_help="Take in answers from a file: CSV, a workbook, JSON lines.")
@click.argument("file", type=Place(path_type=Path))
@click.argument("name", metavar="[SPACE]", default="", shell_complete=complete_space)
@click.option("--dry-run", is_flag=True, help="Say what would come in, and change nothing.")
@click.option(
    "--column",
    "given",
    multiple=True,
    metavar="USE=NAME",
    help=f"What a column holds. The uses: {', '.join(USES)}. Can be given several times.",
)
@click.option("--map", "map_file", type=Place(path_type=Path), help="Use a map from a file.")
@click.option(
    "--save-map",
    type=Place(dir_okay=False, path_type=Path),
    help="Write the map to a file, to change it by hand, and take nothing in.",
)
@click.option(
    "--consent",
    default="",
    metavar="USES",
    help="What everybody in the file agreed to: room, report, quote. Without it: nothing.",
)
@click.option("--show", is_flag=True, help="Show the first answers too. They are people's words.")
@click.option("--late", is_flag=True, help="Take them in after the space was closed.")
@click.option(
    "--batch", default="", metavar="NAME", help="Tell this file from one with the very same rows."
)
@click.option(
    "--no-heads", is_flag=True, help="The first row is an answer, and no names of columns."
)
@click.option("--yes", is_flag=True, help="Do not ask whether the map is right.")
@click.option("--json", "as_json", is_flag=True, help="Say what came in as JSON, for scripts.")
@click.pass_obj
def import_(
    data: str | None,
    file: Path,
    name: str,
    dry_run: bool,
    given: tuple[str, ...],
    map_file: Path | None,
    save_map: Path | None,
    consent: str,
    show: bool,
    late: bool,
    batch: str,
    no_heads: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Take in what people said elsewhere: in a survey, a form, a poll or a sheet.

    FILE is CSV, a workbook (.xlsx, .ods) or JSON lines (.jsonl). Heard guesses what each column
    holds, and asks you. Everything waits at the desk, and is looked at as if it was typed.
    Nothing may be shown or quoted unless people agreed to it: a column says so, or --consent.

    Taking in the same file again adds nothing. Rows that could not be taken are written to
    FILE.not-taken.csv (of JSON lines: .jsonl) as they came, each with the reason. Mend them
    there, and take in that file. It is never written over: other rows go to FILE.not-taken-2.csv.

    SPACE is the id or the start of the title; without it, the open space is used.
    """
    uses = _uses(consent)
    sheet = open_sheet(file, heads=not no_heads)
    begin(data)
    space = find_space(name)
    if space.state is SpaceState.CLOSED and not (late or save_map):
        raise SpaceClosedError(
            "This space is closed, so nothing was taken in. To take these answers in all the "
            "same, add --late: they are marked as late."
        )
    prompts = prompts_of(space.uid)
    map_ = named(sheet.columns, given, _map_for(sheet, prompts, map_file))
    _tell_map(sheet, map_, prompts, uses, show=show)
    if save_map:
        write_map(save_map, map_)
        click.echo(f"The map is in {save_map}. Change it there, and use it with --map.")
        return
    if not map_.words:
        raise HeardError(
            "No column looks like people's answers. Nothing was taken in. "
            "Say which one it is: --column words=NAME"
        )
    if not (dry_run or yes):
        _ask(space)
    reader = Reader(
        space.uid,
        space.language,
        sheet,
        map_,
        prompts,
        everybody=uses,
        batch=batch,
    )
    tally, file_of_others, reasons = _run(space, sheet, reader, dry_run=dry_run, late=late)
    # What may be somebody's answer is not kept beside the settings as the name of a column.
    if not dry_run and not heads_in_doubt(sheet, prompts):
        write_map(remembered_file(sheet.columns), map_)
    _report(sheet, tally, file_of_others, reasons, dry_run=dry_run, as_json=as_json)


def _uses(text: str) -> Consent:
    uses = {part.strip() for part in text.split(",")} - {"", "none"}
    if uses - {"room", "report", "quote"}:
        raise HeardError("--consent takes room, report, quote or none. Nothing was taken in.")
    return Consent(room="room" in uses, report="report" in uses, quote="quote" in uses)


def _map_for(sheet: Sheet, prompts: tuple[Prompt, ...], given: Path | None) -> ColumnMap:
    """Return the map that was given, or the one of last time, or a guess."""
    if given:
        return read_map(given, sheet.columns)
    remembered = remembered_file(sheet.columns)
    if remembered.is_file():
        try:
            return read_map(remembered, sheet.columns)
        except HeardError:  # whoever changed it by hand meanwhile is asked again
            pass
    return guess(sheet, prompts)


def _tell_map(
    sheet: Sheet, map_: ColumnMap, prompts: tuple[Prompt, ...], uses: Consent, *, show: bool
) -> None:
    """Show what each column is taken for, and the shape of what is in it; words only if asked."""
    from models.exchange.column_map import matching_prompt

    click.echo(
        f"{sheet.path.name}: {sheet.kind}. {_count(len(sheet.columns), 'column')}.", err=True
    )
    for sentence in (*sheet.notes, *heads_in_doubt(sheet, prompts)):
        click.echo(f"  {sentence}", err=True)
    for place, column in enumerate(sheet.columns):
        used = ", ".join(USES[use] for use in map_.uses_of(column)) or "not used"
        asked = matching_prompt(column, prompts) if column in map_.words else None
        about = f" for prompt {asked.number}" if asked else ""
        cells = [row.cells[place].strip() for row in sheet.first if not row.trouble]
        filled = [cell for cell in cells if cell]
        longest = max(map(len, filled), default=0)
        click.echo(
            f"  {column}: {used}{about}. "
            f"{len(filled)} of the first {len(cells)} filled, at most {longest} characters.",
            err=True,
        )
        if show:
            for cell in filled[:SHOWN]:
                # What could drive the terminal is no part of anybody's words.
                sample = "".join(sign if sign.isprintable() else " " for sign in cell)
                click.echo(f"    {sample[:LONGEST_SAMPLE]}", err=True)
    if map_.date:
        first = "month" if map_.month_first else "day"
        click.echo(f"  Dates such as 03/04/2026 have the {first} first.", err=True)
    if map_.only_column:
        click.echo(f"  Only rows with {map_.only_column}: {map_.only_value}.", err=True)
    agreed = [use for use, yes in asdict(uses).items() if yes]
    said = [column for use in USES if use.startswith("consent") if (column := getattr(map_, use))]
    by = f"as they said in: {', '.join(dict.fromkeys(said))}" if said else ""
    everybody = f"everybody agreed to: {', '.join(agreed)}" if agreed else ""
    click.echo(
        f"Use of the words: {'; '.join(filter(None, [everybody, by])) or 'none. Nobody agreed.'}",
        err=True,
    )


def _ask(space: Space) -> None:
    if not sys.stdin.isatty():
        raise HeardError(
            "Nobody is here to say whether the map is right. Nothing was taken in. "
            "Look at it with --dry-run, then add --yes."
        )
    if not click.confirm(f'Is this right? Then it comes into "{space.title}"', err=True):
        raise HeardError(
            "Nothing was taken in. Say what a column holds with --column USE=NAME, "
            "or write the map with --save-map and change it."
        )


def _run(
    space: Space, sheet: Sheet, reader: Reader, *, dry_run: bool, late: bool
) -> tuple[Tally, Path | None, list[str]]:
    """Go through the file, with a bar where somebody watches; return the first reasons too."""
    watched = sys.stderr.isatty()
    reasons: list[str] = []

    def refuse(row: NotTaken) -> None:
        if len(reasons) < SHOWN:
            reasons.append(f"  Row {row.row.number}: {row.why}")
        if not dry_run:
            others.add(row)

    with (
        NotTakenFile(sheet) as others,
        click.progressbar(
            length=sum(1 for _row in sheet.rows()) if watched else 0,
            label="Reading" if dry_run else "Taking in",
            file=sys.stderr,
            hidden=not watched,
        ) as bar,
    ):
        if dry_run:
            tally = what_would_come_in(space.uid, sheet, reader, tell=bar.update, refuse=refuse)
            return tally, None, reasons
        tally = Tally()
        try:
            tally = take_in(space.uid, sheet, reader, late=late, tell=bar.update, refuse=refuse)
            place = others.put_in_place(lambda path: note_not_taken(space.uid, path))
        except HeardError as trouble:
            safe = f": {_count(tally.taken, 'answer')}" if tally.taken else ""
            raise type(trouble)(
                f"{trouble} What was taken in before that is safe{safe}. "
                "Take in the same file again to go on. Nothing comes in twice."
            ) from None
        return tally, place, reasons


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _report(
    sheet: Sheet,
    tally: Tally,
    others: Path | None,
    reasons: list[str],
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    if as_json:
        where = str(others) if others else None
        click.echo(json.dumps({**asdict(tally), "dry_run": dry_run, "not_taken_file": where}))
        return
    would = "would be taken in" if dry_run else "taken in"
    click.echo(f"{_count(tally.rows, 'row')}: {tally.taken} {would}, {tally.there} there before.")
    for number, counted, what in (
        (tally.held, str(tally.held), "of those taken in held: a person has to look"),
        (tally.set_aside, str(tally.set_aside), "of those taken in set aside: no answer"),
        (tally.no_answer, _count(tally.no_answer, "row"), "with no answer"),
        (tally.left_out, _count(tally.left_out, "row"), "left out by the map"),
        (tally.not_taken, _count(tally.not_taken, "row"), "not taken"),
    ):
        if number:
            click.echo(f"  {counted} {what}")
    for reason in reasons:
        click.echo(reason, err=True)
    if others:
        click.echo(f"Each with its reason: {others}", err=True)
        first = not_taken_path(sheet)
        if others != first:
            click.echo(f"{first.name} was there before, and was not changed.", err=True)
