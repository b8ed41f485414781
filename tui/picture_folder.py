"""A folder of an organisation's own pictures: its list, and each image made into bits."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assets.pictures import SIDE
from models.errors import HeardError, RefusedError
from models.kiosk.picture import MOST_LETTERS, Picture
from models.words import one_line

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["LIST", "Found", "read_folder"]

LIST = "pictures.csv"
COLUMNS = ("file", "words", "alt", "licence", "credit")
WHAT_IS_IT = {
    "file": "the name of its file",
    "words": "the words to say and show",
    "alt": "a sentence that says what the picture shows",
    "licence": "the licence, such as CC BY-SA 4.0",
    "credit": "who made it",
}
# An image of more pixels each way is no picture for a screen of letters, and may be a trap.
MOST_PIXELS = 5_000


@dataclass(frozen=True)
class Found:
    """The pictures of a folder, and a sentence about each row that is not among them."""

    pictures: tuple[Picture, ...]
    wrong: tuple[str, ...]


def read_folder(folder: Path) -> Found:
    """Read the list of a folder and every image on it.

    Raises ``HeardError`` with a sentence where there is no list that can be read.
    """
    pictures: list[Picture] = []
    wrong: list[str] = []
    for number, row in _rows(folder):
        try:
            one = _picture(folder, row)
            if one.name in (other.name for other in pictures):
                raise RefusedError(f"{one.name} is on the list twice. Keep one of its rows.")
            pictures.append(one)
        except RefusedError as refusal:
            wrong.append(f"Row {number}: {refusal}")
    return Found(tuple(pictures), tuple(wrong))


def _rows(folder: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows with the line that each ends on, as a person counts them in an editor."""
    path = folder / LIST
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError:
        raise HeardError(
            f"There is no {LIST} that can be read in {folder}. Nothing was changed. "
            f"Make a list with the columns {', '.join(COLUMNS)}."
        ) from None
    except UnicodeDecodeError:
        raise HeardError(
            f"{path} is not in UTF-8. Nothing was changed. "
            'Save it again as "CSV UTF-8" in your spreadsheet.'
        ) from None
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    names = [one_line(name).casefold() for name in reader.fieldnames or ()]
    if missing := [name for name in COLUMNS if name not in names]:
        raise HeardError(
            f"The first row of {path} has no column {missing[0]}. Nothing was changed. "
            f"It must name the columns {', '.join(COLUMNS)}."
        )
    reader.fieldnames = names
    try:
        for row in reader:
            if any(one_line(str(value)) for value in row.values() if value):
                yield reader.line_num, {name: one_line(row[name]) for name in COLUMNS}
    except csv.Error:
        raise HeardError(
            f"{path} cannot be read after line {reader.line_num}. Nothing was changed. "
            "Look for a quotation mark without its partner."
        ) from None


def _picture(folder: Path, row: Mapping[str, str]) -> Picture:
    """Return the picture of a row, or refuse it with what to do."""
    for column in COLUMNS:
        if not row[column]:
            raise RefusedError(f"{column} is empty. Write {WHAT_IS_IT[column]}.")
    name = row["file"]
    if Path(name).name != name or name in (".", ".."):
        raise RefusedError(f"{name} is not beside the list. Put the image into the same folder.")
    if len(row["words"]) > MOST_LETTERS:
        raise RefusedError(
            f"the words of {name} are longer than {MOST_LETTERS} letters. Use two to four words."
        )
    return Picture(
        name, row["words"], row["alt"], row["licence"], row["credit"], bits=_bits(folder / name)
    )


def _bits(path: Path) -> bytes:
    """Return an image as the bits of a picture: what stands out from its paper is ink."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    if not path.is_file():
        raise RefusedError(f"there is no file {path.name}. Put it into the folder.")
    try:
        with Image.open(path, formats=("PNG", "JPEG")) as image:
            if max(image.size) > MOST_PIXELS:
                raise RefusedError(
                    f"{path.name} is larger than {MOST_PIXELS} pixels. Save it smaller."
                )
            upright = ImageOps.exif_transpose(image).convert("RGBA")
    except UnidentifiedImageError:
        raise RefusedError(f"{path.name} is neither PNG nor JPEG. Save it as PNG.") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise RefusedError(f"{path.name} is damaged. Save it again as PNG.") from None
    ink = _ink(upright)
    box = ink.getbbox()
    if box is None:
        raise RefusedError(f"{path.name} is one colour only. Use a drawing with strong contrast.")
    ink = ImageOps.contain(ink.crop(box), (SIDE, SIDE), Image.Resampling.BOX)
    square = Image.new("L", (SIDE, SIDE), 0)
    square.paste(ink, ((SIDE - ink.width) // 2, (SIDE - ink.height) // 2))
    return square.point(lambda dark: 255 if dark > 127 else 0).convert("1").tobytes()


def _ink(image: "Image.Image") -> "Image.Image":
    """Return where an image has ink, 255 for all of it; its paper is what most of its edge is."""
    from PIL import Image

    paper = Image.new("RGBA", image.size, "white")
    grey = Image.alpha_composite(paper, image).convert("L")
    between = _between(grey)
    bright = grey.point(lambda light: 255 if light > between else 0)
    width, height = grey.size
    edge = [bright.getpixel((x, y)) for x in range(width) for y in (0, height - 1)]
    edge += [bright.getpixel((x, y)) for y in range(height) for x in (0, width - 1)]
    if edge.count(255) * 2 >= len(edge):
        return bright.point(lambda light: 255 - light)
    return bright


def _between(grey: "Image.Image") -> int:
    """Return the brightness that parts dark from bright best (N. Otsu, 1979)."""
    counts = grey.histogram()
    pixels, whole = sum(counts), sum(level * count for level, count in enumerate(counts))
    best, found, dark, dark_sum = -1.0, 127, 0, 0
    for level, count in enumerate(counts):
        dark += count
        dark_sum += level * count
        bright = pixels - dark
        if dark and bright:
            apart = dark * bright * (dark_sum / dark - (whole - dark_sum) / bright) ** 2
            if apart > best:
                best, found = apart, level
    return found
