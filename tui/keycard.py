"""The key card for the table: the keys of desk, room and kiosk on one page, read from the program.

Set by Typst, in large print: no letter under 16 points, and PDF/UA-1 by Typst's own check.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from textual.binding import Binding

from models.errors import HeardError
from outcomes.typeset import DoesNotFitError, typeset
from screens.face import HeardScreen
from screens.widgets.key_bar import key_name

__all__ = ["Part", "Row", "parts_of_card", "write_card"]

TITLE = "The keys of Heard"
RULE = "Digits choose what stands beside them. Any key cuts the voice short."
# A longer text would take two lines of its column.
LONGEST = 19
# Paper, and the air between two rows in ems: the first that holds everything on one page.
LAYOUTS = (("a4", 0.62), ("a4", 0.5), ("a3", 0.62))


@dataclass(frozen=True)
class Row:
    """One thing that keys do: how they are written, and what they do."""

    caps: tuple[str, ...]
    what: str


@dataclass(frozen=True)
class Part:
    """The keys of one face."""

    title: str
    rows: tuple[Row, ...]


def parts_of_card() -> tuple[Part, ...]:
    """Return what stands on the card: each face, then what works on every screen."""
    from screens.desk.desk import DeskScreen
    from screens.kiosk.kiosk import KioskScreen
    from screens.room.room import RoomScreen

    common = {binding.id for binding in bindings_of(HeardScreen)}
    faces = (
        ("Desk (letters: Esc first)", DeskScreen),
        ("Room", RoomScreen),
        ("Kiosk", KioskScreen),
    )
    return (
        *(
            Part(title, rows_of([one for one in bindings_of(face) if one.id not in common]))
            for title, face in faces
        ),
        Part("On every screen", rows_of(list(bindings_of(HeardScreen)))),
    )


def bindings_of(face: type) -> Iterator[Binding]:
    """Yield the bindings as a face and its bases declare them, the face's own first."""
    for owner in face.__mro__:
        if owner.__module__.split(".")[0] == "screens":
            for one in vars(owner).get("BINDINGS", ()):
                yield one if isinstance(one, Binding) else Binding(*one)


def rows_of(bindings: Sequence[Binding]) -> tuple[Row, ...]:
    """Return a row for each thing that can be done; what the footer shows comes first."""
    keys_of: dict[str, list[str]] = {}
    for binding in sorted(bindings, key=lambda one: not one.show):
        names = [key_name(key) for key in binding.key.split(",")]
        kept = keys_of.setdefault(words_for(binding, bindings), [])
        kept += [name for name in names if name not in kept]
    return tuple(Row(caps_for(keys), what) for what, keys in keys_of.items())


def words_for(binding: Binding, bindings: Sequence[Binding]) -> str:
    """Return what a key does: as fully as one line holds, and alike for keys that do alike."""
    tip = binding.tooltip
    alike = [one for one in bindings if tip and one.tooltip == tip and one.action != binding.action]
    if tip and (len(tip) <= LONGEST or alike):
        return tip
    return binding.description


def caps_for(keys: Sequence[str]) -> tuple[str, ...]:
    """Return the caps of keys that do one thing: all of them, or "1 to 6"."""
    if len(keys) > 3:
        return (f"{keys[0]} to {keys[-1]}",)
    return tuple(keys)


def write_card(path: Path) -> str:
    """Write the card as a PDF file and return its paper: A4, or A3 where A4 cannot hold it.

    Raises ``HeardError`` with a sentence where the file cannot be written.
    """
    paper, page = _set()
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(page)
        os.replace(part, path)
    except OSError:
        raise HeardError(
            f"The file {path} cannot be written. Nothing was changed. "
            "Name another one: heard keycard --to FILE.pdf"
        ) from None
    return paper.upper()


def _set() -> tuple[str, bytes]:
    """Set the page, and return its paper and the PDF."""
    card = {"rule": RULE, "about": "All keys of desk, room and kiosk."}
    card["parts"] = [asdict(part) for part in parts_of_card()]  # type: ignore[assignment]
    for paper, air in LAYOUTS:
        try:
            return paper, typeset("keycard.typ", {**card, "sheet": paper, "air": air}, title=TITLE)
        except DoesNotFitError:
            continue
    raise HeardError("There are too many keys for one card. Nothing was written.")
