"""The command that says something aloud, to try the sound."""

import click

from models.errors import HeardError
from models.settings import read_settings

__all__ = ["say"]


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--language", default="en", show_default=True, help="The language of the words.")
def say(words: tuple[str, ...], language: str) -> None:
    """Say WORDS aloud, as the room would.

    Where there is no sound, this says why, and ends with status 1.
    """
    from voice import say_and_wait

    settings, _ = read_settings()
    off = say_and_wait(
        " ".join(words),
        language=language,
        rate=settings.voice.rate,
        volume=settings.voice.volume,
        voice=settings.voice.voice,
        player=settings.voice.player or None,
    )
    if off:
        raise HeardError(off.replace("press the key again", "try again"))
