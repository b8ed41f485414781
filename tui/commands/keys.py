"""The command that shows what a key sends, and learns the ten keys of a number pad."""

from collections.abc import Mapping

import click

from models.errors import HeardError
from models.keys import is_key_name
from models.places import settings_file
from models.settings import read_settings
from tui.session import need_terminal

__all__ = ["keys", "learn_pad"]

STOPS = ("ctrl+c", "ctrl+d")
ORDER = "1234567890"
DOES = {
    "7": "say it again",
    "8": "louder, bigger, language",
    "9": "back",
    "0": "help",
    "escape": "back",
    "tab": "next",
    "shift+tab": "before",
    "plus": "louder",
    "minus": "quieter",
    "asterisk": "faster",
    "slash": "slower",
    "enter": "choose",
    "space": "pause",
}


@click.command(short_help="Show what keys send, or learn a number pad.")
@click.option("--learn", is_flag=True, help="Ask for ten keys, and write them into the settings.")
def keys(learn: bool) -> None:
    """Show what each key sends, and what Heard takes it for at a kiosk.

    Press keys of a keypad, a switch box, a programmable keyboard. Ctrl+C ends it.
    With --learn, Heard asks for the keys 1 to 0 of a number pad and remembers them.
    """
    need_terminal()
    settings, _ = read_settings()
    if learn:
        learn_pad()
    else:
        _show(settings.keys)


def _show(meanings: Mapping[str, str]) -> None:
    from tui.key_reader import KeyReader
    from tui.keymap import KeyMap

    key_map = KeyMap(meanings)
    with KeyReader() as reader:
        reader.say("Press a key. Ctrl+C ends this.")
        while (key := reader.read()) is not None and key.key not in STOPS:
            ours = key_map.ours(key, typing=False, at_kiosk=True)
            what = "nothing" if ours is None else ours.key
            if what in DOES:
                what += f" ({DOES[what]})"
            reader.say(f"It sends: {key.key}   At a kiosk: {what}")


def learn_pad() -> None:
    """Ask for the ten keys of a number pad, and write them into the settings."""
    from tui.key_reader import KeyReader

    learned: dict[str, str] = {}
    with KeyReader() as reader:
        reader.say("Press the keys of the pad as they are asked for. Ctrl+C changes nothing.")
        for digit in ORDER:
            reader.say(f"Press the key for {digit}.")
            while True:
                key = reader.read()
                if key is None or key.key in STOPS:
                    raise HeardError("Stopped. The settings are as they were.")
                if key.key in learned:
                    reader.say(f"That key is {learned[key.key]} already. Press another one.")
                elif not is_key_name(key.key):
                    reader.say("That key cannot be remembered. Press another one.")
                else:
                    learned[key.key] = digit
                    break
    _write(learned)


def _write(learned: Mapping[str, str]) -> None:
    """Write what was learned; a key that sends its own digit needs no line."""
    from tui.settings_file import write_keys

    wanted = {key: digit for key, digit in learned.items() if key != digit}
    if not wanted:
        click.echo("Each key sends its own digit. There is nothing to remember.")
        return
    path = settings_file()
    write_keys(path, wanted)
    click.echo(f"Written to {path}: {len(wanted)} keys, in the part [keys].")
