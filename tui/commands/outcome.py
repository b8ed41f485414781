"""The command that writes the outcome page."""

from pathlib import Path

import click

from models.errors import HeardError
from models.outcome import Outcome, read_outcome
from models.settings import Settings
from models.space import find_space
from outcomes import address_of, outcome_chapters, write_outcome_page
from tui.aloud import voices_folder
from tui.completing import complete_space
from tui.session import begin

__all__ = ["outcome"]


@click.command(short_help="Write the outcome page of a space.")
@click.argument("name", metavar="[SPACE]", default="", shell_complete=complete_space)
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder to write to. Put it on a web server as it is.",
)
@click.option(
    "--sound",
    type=click.Choice(["mp3", "wav"]),
    help="Write it to listen to as well, with a list of its chapters.",
)
@click.pass_obj
def outcome(data: str | None, name: str, folder: Path, sound: str | None) -> None:
    """Write the outcome page of a space: you said, we will, we can't because.

    The page is a file of its own, at the address that the space's QR holds.
    With --sound, the same is beside it as a recording.

    SPACE is the id or the start of the title; without it, the open space is used.
    """
    settings = begin(data)
    space = find_space(name)
    address = address_of(settings.address, space.public_id)
    found = read_outcome(space.uid)
    try:
        page = write_outcome_page(found, folder, address=address)
    except OSError:
        raise HeardError(
            f"The page could not be written to {folder}. Nothing was lost. "
            "Choose a folder that may be written."
        ) from None
    click.echo(f"{page}\nIts address is {address}")
    if sound:
        click.echo(record(found, page.with_name(f"outcome.{sound}"), settings))


def record(found: Outcome, file: Path, settings: Settings) -> Path:
    """Have the voice read an outcome into a file, chapter by chapter."""
    from voice import Part, save_and_wait

    language = found.space.language
    trouble = save_and_wait(
        [Part(one.title, one.text, language) for one in outcome_chapters(found)],
        file,
        rate=settings.voice.rate,
        volume=settings.voice.volume,
        voice=settings.voice.voice,
        voices=voices_folder(settings),
    )
    if trouble:
        raise HeardError(
            f"The page is written, the recording is not. {trouble}".replace(
                "press the key again", "try again"
            )
        )
    return file
