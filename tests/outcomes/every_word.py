"""Reading every file of an outcome to its last word, however it is packed."""

import functools
import io
import json
import re
import zipfile
from contextlib import closing

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from outcomes.braille_tables import table_for
from outcomes.liblouis import back_translated
from outcomes.making import Made
from tests.outcomes.reading import body_text

__all__ = ["everything_in", "hidden_in"]

_ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="


@functools.cache
def everything_in(made: Made) -> str:
    """Return what a reader meets in a file, in one line of small letters."""
    return " ".join(_READERS[made.name.rpartition(".")[2]](made).split()).casefold()


@functools.cache
def hidden_in(made: Made) -> str:
    """Return all that a file holds, also what no reader meets: notes, names of files, streams."""
    kind = made.name.rpartition(".")[2]
    if kind == "pdf":
        held = " ".join(_objects(PdfReader(io.BytesIO(made.content))))
    elif kind in ("zip", "xlsx"):
        held = _unpacked(made)
    else:
        held = made.content.decode("utf-8", errors="replace")
    return held.casefold()


def _page(made: Made) -> str:
    return body_text(made.content.decode())


def _text(made: Made) -> str:
    return made.content.decode("utf-8-sig")


def _json(made: Made) -> str:
    return json.dumps(json.loads(made.content), ensure_ascii=False)


def _calendar(made: Made) -> str:
    return re.sub(r"\r\n[ \t]", "", made.content.decode())


def _unpacked(made: Made) -> str:
    with zipfile.ZipFile(io.BytesIO(made.content)) as packed:
        return " ".join(
            f"{name} {packed.read(name).decode('utf-8-sig')}" for name in packed.namelist()
        )


def _pdf(made: Made) -> str:
    with closing(pypdfium2.PdfDocument(made.content)) as pdf:
        return " ".join(page.get_textpage().get_text_range() for page in pdf)


def _braille(made: Made) -> str:
    """Read braille back as somebody reads it: line ends are spaces, and pages follow pages."""
    cells = "".join(
        chr(0x2800 + _ASCII.index(one)) if one in _ASCII else " "
        for one in made.content.decode("ascii").upper()
    )
    table = table_for("en", contracted="uncontracted" not in made.name)
    return back_translated(" ".join(cells.split()).replace(" ", chr(0x2800)), table)


def _objects(reader: PdfReader) -> list[str]:
    """Return every string and every stream of a PDF file."""
    found: list[str] = [str(reader.metadata), str(reader.xmp_metadata)]
    for number in range(1, len(reader.xref[0]) + len(reader.xref_objStm) + 1):
        found += _strings(reader.get_object(IndirectObject(number, 0, reader)))
    return found


def _strings(value: object) -> list[str]:
    if isinstance(value, IndirectObject):
        return []  # it is met by its own number
    if isinstance(value, StreamObject):
        held = value.get_data().decode("latin-1") if not _is_binary(value) else ""
        return [held, *(one for part in value.values() for one in _strings(part))]
    if isinstance(value, DictionaryObject):
        return [one for part in value.values() for one in _strings(part)]
    if isinstance(value, ArrayObject):
        return [one for part in value for one in _strings(part)]
    return [str(value)]


def _is_binary(value: StreamObject) -> bool:
    return "/FontFile2" in value or "/FontFile3" in value or value.get("/Type") == "/XRef"


_READERS = {
    "html": _page,
    "txt": _text,
    "json": _json,
    "csv": _text,
    "ics": _calendar,
    "zip": _unpacked,
    "xlsx": _unpacked,
    "pdf": _pdf,
    "brf": _braille,
}
