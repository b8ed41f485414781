"""The command that says something aloud, to try the sound, or writes it to a sound file."""

from pathlib import Path

import click

from models.errors import HeardError
from models.settings import read_settings
from tui.aloud import voices_folder
from tui.place import Place

__all__ = ["say"]


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--language", default="en", show_default=True, help="The language of the words.")
@click.option(
    "--to",
    "file",
    metavar="FILE",
    type=Place(dir_okay=False, path_type=Path),
    help="Write a sound file instead: .mp3 makes MP3, any other name makes WAV.",
)
def say(words: tuple[str, ...], language: str, file: Path | None) -> None:
    """Say WORDS aloud, as the room would.

    Where there is no sound, this says why, and ends with status 1.
    """
    from voice import save_and_wait, say_and_wait

    settings, _ = read_settings()
    if file:
        trouble = save_and_wait(
            " ".join(words),
            file,
            language=language,
            rate=settings.voice.rate,
            volume=settings.voice.volume,
            voice=settings.voice.voice,
            voices=voices_folder(settings),
        )
        if trouble:
            raise HeardError(trouble.replace("press the key again", "try again"))
        click.echo(f"Written: {file}")
        return
    off = say_and_wait(
        " ".join(words),
        language=language,
        rate=settings.voice.rate,
        volume=settings.voice.volume,
        voice=settings.voice.voice,
        player=settings.voice.player or None,
        device=settings.room.device,
        voices=voices_folder(settings),
    )
    if off:
        raise HeardError(off.replace("press the key again", "try again"))
