"""The key card: one page, large print, every key of the program and none of another."""

from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
from pypdf import PdfReader
from pypdf.generic import BooleanObject
from textual.binding import Binding

from screens.desk.desk import DeskScreen
from screens.room.room import RoomScreen
from screens.widgets.key_bar import key_name
from tests.screens.discovery import bindings_of
from tests.tui.conftest import Heard, sentence
from tui import keycard

SMALLEST = 16.0


@pytest.fixture(scope="module")
def card() -> PdfReader:
    _, page = keycard._set()
    return PdfReader(BytesIO(page))


def test_the_card_is_one_page_with_every_key_of_each_face(card: PdfReader) -> None:
    assert len(card.pages) == 1
    words = " ".join(card.pages[0].extract_text().replace("\u00a0", " ").split())
    for title in ("The keys of Heard", "Desk", "Room", "Kiosk", "On every screen"):
        assert title in words
    for face in (DeskScreen, RoomScreen):
        for binding in bindings_of(face):
            told = (binding.tooltip, binding.description)
            assert any(one and one in words for one in told), binding
            if not binding.key.isdecimal():
                assert all(key_name(key) in words for key in binding.key.split(",")), binding


def test_it_can_be_read_by_people_and_by_readers(card: PdfReader) -> None:
    """Large print (A37), fonts in the file, and what PDF/UA-1 asks for: tags, title, language."""
    assert card.metadata is not None
    assert card.metadata.title == keycard.TITLE
    root: Any = card.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"] == BooleanObject(True)
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    sizes: set[float] = set()

    def look(text: str, _: object, matrix: list[float], font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(size * abs(matrix[3] or matrix[0]), 1))

    card.pages[0].extract_text(visitor_text=look)
    assert sizes
    assert min(sizes) >= SMALLEST
    fonts: Any = cast(Any, card.pages[0]["/Resources"])["/Font"]
    for name in fonts:
        (inner,) = fonts[name]["/DescendantFonts"]
        assert {"/FontFile2", "/FontFile3"} & set(inner.get_object()["/FontDescriptor"]), name


def test_a_new_key_of_the_program_is_on_the_card(monkeypatch: pytest.MonkeyPatch) -> None:
    new = Binding("f24", "nothing", "Ring the bell", id="room.bell")
    monkeypatch.setattr(RoomScreen, "BINDINGS", [*RoomScreen.BINDINGS, new])
    (room,) = [part for part in keycard.parts_of_card() if part.title == "Room"]
    assert keycard.Row(("F24",), "Ring the bell") in room.rows


def test_what_a4_cannot_hold_is_set_on_a3(monkeypatch: pytest.MonkeyPatch) -> None:
    more = [Binding(f"f{n}", f"nothing({n})", f"Do thing {n}", id=f"x.{n}") for n in range(13, 36)]
    monkeypatch.setattr(RoomScreen, "BINDINGS", [*RoomScreen.BINDINGS, *more])
    paper, page = keycard._set()
    assert paper == "a3"
    assert len(PdfReader(BytesIO(page)).pages) == 1


def test_the_command_writes_it_whole_or_not_at_all(heard: Heard, tmp_path: Path) -> None:
    said = heard("keycard", "--to", tmp_path / "keys.pdf")
    assert (said.code, said.err) == (0, "")
    assert said.out == f"Written: {tmp_path / 'keys.pdf'} (1 page, A4)\n"
    assert [path.name for path in tmp_path.iterdir()] == ["keys.pdf"]
    assert "cannot be written" in sentence(heard("keycard", "--to", tmp_path / "none" / "x.pdf"))
