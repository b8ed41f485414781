"""Files as people have them: damaged, without heads, from other alphabets, or meant to do harm."""

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from models.contribution.contribution import newest
from models.errors import HeardError
from models.exchange import workbook_rows as import_workbook
from models.exchange.column_map import guess, heads_in_doubt
from models.exchange.importing import NotTaken, Tally, take_in
from models.exchange.rows import Reader
from models.exchange.sheet_files import Sheet, open_sheet
from models.space.space import Space
from tui.not_taken import NotTakenFile

SAID = "Quaggas, overlooked"
BROKEN_LINES = (
    '{"comment": "one"}\n'
    f'{{"comment": "{SAID}\n'
    '{"comment": {"a": 1}}\n'
    '{"comment": ["x", "y"], "id": 3}\n'
    '{"comment": 7, "id": 4}\n'
    '{"comment": null}\n'
    '["a list"]\n'
    '{"comment": "two", "id": 5, "name": {"first": "Ann"}}\n'
)


def sheet_of(folder: Path, content: str | bytes, name: str) -> Sheet:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_sheet(path)


def taken(space: Space, sheet: Sheet) -> tuple[Tally, Path | None, list[NotTaken]]:
    refused: list[NotTaken] = []
    with NotTakenFile(sheet) as others:

        def refuse(one: NotTaken) -> None:
            refused.append(one)
            others.add(one)

        reader = Reader(space.uid, space.language, sheet, guess(sheet))
        tally = take_in(space.uid, sheet, reader, refuse=refuse)
        return tally, others.put_in_place(), refused


def words_in(space: Space) -> set[str]:
    return {one.words for one in newest(space.uid)}


def cells_of(sheet: Sheet) -> list[str]:
    [column] = guess(sheet).words
    place = sheet.columns.index(column)
    return [row.cells[place] for row in sheet.rows() if not row.trouble]


def test_broken_lines_are_kept_as_they_came_mended_and_taken_in(
    space: Space, tmp_path: Path
) -> None:
    sheet = sheet_of(tmp_path, BROKEN_LINES, "answers.jsonl")
    tally, path, refused = taken(space, sheet)
    assert (tally.taken, tally.not_taken, tally.no_answer) == (2, 5, 0)
    assert path == tmp_path / "answers.jsonl.not-taken.jsonl"
    assert path.stat().st_mode & 0o077 == 0
    text = path.read_text()
    for line in [*BROKEN_LINES.splitlines()[1:5], '["a list"]']:
        assert f"\n{line}\n" in text
    assert "# Line 2 is no JSON object." in text
    assert "# Line 3 has no text in its words" in text
    assert SAID not in repr(refused), "a fault would show it"
    assert taken(space, open_sheet(path))[0].taken == 0, "nothing of it is mended yet"

    mended = text.replace(f'"{SAID}', f'"{SAID}"}}').replace('{"a": 1}', '"a is 1"')
    again = sheet_of(tmp_path, mended, "mended.jsonl")
    assert again.columns == sheet.columns, "so the map of last time fits"
    tally, rest, _ = taken(space, again)
    assert (tally.taken, tally.not_taken) == (2, 3)
    assert words_in(space) == {"one", "two", SAID, "a is 1"}
    assert rest is not None
    original = BROKEN_LINES.replace(f'"{SAID}\n', f'"{SAID}"}}\n')
    assert taken(space, sheet_of(tmp_path, original, "answers.jsonl"))[0].taken == 0


def test_a_quotation_mark_that_is_never_closed_says_where_it_opened(
    space: Space, tmp_path: Path
) -> None:
    lines = [f"answer {number};x" for number in range(2, 40)]
    lines[6] = f'"in two lines\nand a bit";"{SAID}'  # opens in line 9, and so does its row in 8
    text = "\n".join(["Comment;Name", *lines, ""])
    tally, path, [one] = taken(space, sheet_of(tmp_path, text, "a.csv"))
    assert tally.taken == 6
    assert "mark in line 9 is never closed, so lines 8 to 40" in one.why
    assert path is not None
    assert one.row.raw == text[text.index('"in two') :], "not a sign of it is lost"
    mended = path.read_text(encoding="utf-8-sig").replace(f'""{SAID}"', f'""{SAID}"""')
    tally, rest, _ = taken(space, sheet_of(tmp_path, mended, "mended.csv"))
    assert (tally.taken, rest) == (32, None)
    assert {"in two lines\nand a bit", "answer 39"} < words_in(space)
    with pytest.raises(HeardError, match=r"line 1 is never closed.*Nothing was taken in"):
        sheet_of(tmp_path, '"Comment,Name\none,a\n', "b.csv")


TEXTS: dict[str, tuple[bytes, list[str]]] = {
    "a NUL": (b"Com\0ment,Name\nhe\0llo,a\nsecond,b\n", ["he\0llo", "second"]),
    "old Macintosh": (b"Comment,Name\rone,a\rtwo,b\r", ["one", "two"]),
    "utf-16-le": ("Comment,Name\nŁódź,a\n".encode("utf-16-le"), ["Łódź"]),
    "utf-16-be": ("Comment,Name\nŁódź,a\n".encode("utf-16-be"), ["Łódź"]),
    "curly in cp1252": ("Comment,Name\n“It’s”,a\n".encode("cp1252"), ["“It’s”"]),
    "upright lines": (b"Comment|Name\none, two; three|a\n", ["one, two; three"]),
    "heads twice": (b"Comment,Name\none,a\nComment,Name\ntwo,b\n", ["one", "two"]),
    "one column, said": (b"Comment\none\nComment\n", ["one", "Comment"]),
    "200 columns": (b"," * 199 + b"Comment\n" + b"," * 199 + b"one\n", ["one"]),
    "long": (b"Comment,Name\n" + b"x" * 2_000_000 + b",a\n", ["x" * 2_000_000]),
}


@pytest.mark.parametrize("name", TEXTS)
def test_texts_of_all_kinds_are_read(tmp_path: Path, name: str) -> None:
    content, wanted = TEXTS[name]
    sheet = sheet_of(tmp_path, content, "a.csv")
    assert all(one.isprintable() for one in sheet.columns)
    assert cells_of(sheet) == wanted


def test_a_file_without_heads_is_asked_about_and_loses_nobody(tmp_path: Path) -> None:
    text = "I want more time from the carers,a\nThe bus is always late on Monday,b\n"
    sheet = sheet_of(tmp_path, text, "a.csv")
    assert "--no-heads" in heads_in_doubt(sheet)[0]
    whole = open_sheet(sheet.path, heads=False)
    assert whole.columns == ("column 1", "column 2")
    assert cells_of(whole) == [line.partition(",")[0] for line in text.splitlines()]
    assert [row.number for row in whole.rows()] == [1, 2]
    assert heads_in_doubt(whole) == ()
    for heads in ("Comment,Name", "What helps you stay at home?,Name", "ID,Anything else to say"):
        assert heads_in_doubt(sheet_of(tmp_path, f"{heads}\nx,y\n", "b.csv")) == ()


def a_workbook(*, hidden: bool = False) -> bytes:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(["Comment", "When"])
    first.append(["one", "2026-01-02"])
    first.append(['=CONCAT("a","b")', None])
    first.append(["merged", None])
    first.append([None, None])
    first.merge_cells("A4:A5")
    book.create_sheet("Other").append(["Comment"])
    if hidden:
        kept = book.create_sheet("Kept", 0)
        kept.append(["Comment"])
        kept.sheet_state = "hidden"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_workbook_says_what_of_it_is_not_read(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, a_workbook(hidden=True), "a.xlsx")
    assert cells_of(sheet) == ["one", "merged"]
    told = " ".join(sheet.notes)
    assert "Only the sheet Sheet is read. Not read: Other. Hidden, and not read: Kept." in told
    assert "formulas that were never worked out" in told


def test_a_file_is_what_is_in_it_whatever_its_name(tmp_path: Path) -> None:
    assert cells_of(sheet_of(tmp_path, b"Comment,Name\none,a\n", "a.xlsx")) == ["one"]
    assert sheet_of(tmp_path, a_workbook(), "a.csv").kind == "a workbook"
    locked = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )
    for content, name, why in (
        (locked, "b.xlsx", "has a password"),
        (b"<html><table><tr><td>Comment", "c.xls", "no table"),
        (json.dumps([{"comment": "x"}]).encode(), "d.json", "is JSON"),
        (a_workbook()[:900], "e.xlsx", "no workbook that can be read"),
        (b"Comment,Name\n", "f.xlsx", "no rows"),
    ):
        with pytest.raises(HeardError, match=why) as refused:
            sheet_of(tmp_path, content, name)
        assert "Nothing was taken in" in str(refused.value)


def packed(sheet: bytes) -> bytes:
    """A workbook whose sheet is what is given."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(a_workbook())) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book,
    ):
        for name in source.namelist():
            is_first = name.endswith("sheet1.xml")
            book.writestr(name, sheet if is_first else source.read(name))
    return made.getvalue()


def test_a_small_file_that_is_very_large_inside_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cell at the far end stopped the whole program: the library kept room for all before it."""
    one = b'<c r="%b" t="inlineStr"><is><t>x</t></is></c>'
    around = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    rows = b'<row r="1">%b</row><row r="1048576">%b</row>' % (one % b"A1", one % b"XFD1048576")
    far = around + b"<sheetData>" + rows + b"</sheetData></worksheet>"
    with pytest.raises(HeardError, match="far larger inside"):
        sheet_of(tmp_path, packed(far), "far.xlsx")
    monkeypatch.setattr(import_workbook, "MOST_UNPACKED", 5_000_000)
    with pytest.raises(HeardError, match="far larger inside"):
        sheet_of(tmp_path, packed(around + b" " * 6_000_000), "bomb.xlsx")
