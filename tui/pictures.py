"""Draw the pictures of the documents from the real program: ``make pictures``."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tui.picture import save_picture
from tui.terminal import Terminal

__all__ = ["draw_pictures"]

# From the welcome to an answer in pictures that is sent; no key twice in a row, for that is a slip.
PICTURE_ANSWER = ("enter", "1", "enter", "2", "1", "3", "1", "enter")
COACHED = ("f10", "1", "2", "n", "How can we utilise the DRE to be more person-centred?")
TWO_SPEAKERS = ("a", "by the window", "enter", "a", "blue jumper", "enter", "n")
HANDS = ("1", "9 4 1 0 0", "enter")
SOME_ACTS = ("f8", "The bus does not come.", "enter", "f2", "escape", "a")
# Name, face, columns, rows, colours, the keys (or words) that lead to it, and words that are there.
PICTURES: tuple[tuple[str, str, int, int, str, tuple[str, ...], str], ...] = (
    ("door", "", 80, 24, "night", (), ""),
    ("desk", "desk", 120, 40, "night", ("down", "down"), ""),
    ("desk-cream", "desk", 80, 24, "cream", ("escape",), ""),
    ("themes", "desk", 120, 40, "night", ("f12",), ""),
    ("promise", "desk", 80, 24, "day", ("f12", "w", "1"), ""),
    ("prepare", "desk", 80, 24, "night", ("f10", "1"), "Prepare"),
    ("coach", "desk", 80, 24, "day", COACHED, "you could say"),
    ("kit", "", 80, 24, "night", ("5", "end"), "Nothing here stops"),
    ("preview", "desk", 80, 24, "night", ("escape", "1", "down", "6"), "would see this"),
    ("turns", "desk", 80, 24, "night", ("f10", "2", *TWO_SPEAKERS), "blue jumper"),
    ("promises", "desk", 80, 24, "night", ("f10", "3"), "Promises"),
    ("how-was-it", "desk", 80, 24, "cream", ("f10", "4", *HANDS), "How was this meeting?"),
    ("history", "desk", 80, 24, "night", (*SOME_ACTS, "f10", "5"), "What was done"),
    ("report", "desk", 80, 24, "day", ("f10", "6"), "Report"),
    ("room", "room", 120, 40, "night", (), ""),
    ("room-day", "room", 80, 24, "day", (), ""),
    ("room-themes", "room", 120, 40, "night", ("6",), ""),
    ("kiosk", "kiosk", 80, 24, "night", ("enter", "1", "enter"), "Type it"),
    ("kiosk-large", "kiosk", 44, 12, "night", ("enter", "1", "enter", "2"), "Waiting"),
    ("kiosk-pictures", "kiosk", 80, 24, "night", ("enter", "1", "enter", "2"), "Other pictures"),
    ("kiosk-polish", "kiosk", 80, 24, "night", ("enter", "2", "1"), "Wybierz obrazki"),
    ("kiosk-receipt", "kiosk", 80, 24, "night", (*PICTURE_ANSWER, "2", "1", "enter", "2"), "phone"),
)

# What is on the first frame of each face.
FIRST = {"": "Another space", "desk": "Keys", "room": "go to", "kiosk": "Help"}
FIRST_SECONDS = 60.0
# A face that is busy writes nothing for a while, and has not finished all the same.
KEY_SECONDS = 0.7


def draw_pictures(folder: Path) -> list[Path]:
    """Draw every picture into a folder and return their files."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = []
    with tempfile.TemporaryDirectory(prefix="heard-pictures-") as name:
        place = Path(name)
        for title, face, columns, rows, colours, keys, shows in PICTURES:
            drawn.append(folder / f"{title}.png")
            _draw(drawn[-1], place, face, (columns, rows), colours, keys, shows)
    return drawn


def _draw(
    file: Path,
    place: Path,
    face: str,
    size: tuple[int, int],
    colours: str,
    keys: Sequence[str],
    shows: str,
) -> None:
    settings = place / f"{colours}.toml"
    settings.write_text(f'colours = "{colours}"\n', encoding="utf-8")
    env = {"HEARD_SETTINGS": str(settings), "HEARD_DATABASE": "", "TZ": "UTC"}
    heard = [sys.executable, "-m", "tui", "--data", str(place)]
    # The demo is loaded anew for each picture, so that none shows what another one did.
    load = [*heard, "demo", "--only-load"]
    subprocess.run(load, env={**os.environ, **env}, stdout=subprocess.DEVNULL, check=True)
    argv = [*heard[:-1], str(place / "demo"), *([face] if face else [])]
    with Terminal(argv, columns=size[0], rows=size[1], env=env) as terminal:
        terminal.wait_for(FIRST[face], timeout=FIRST_SECONDS)
        terminal.settle()
        for key in keys:
            terminal.press(key)
            time.sleep(KEY_SECONDS)
            terminal.settle()
        terminal.wait_for(shows, timeout=FIRST_SECONDS)
        save_picture(terminal.screen, file)


if __name__ == "__main__":
    for path in draw_pictures(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures")):
        print(path)
