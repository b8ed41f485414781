"""What goes out comes in again, and a file of another tool comes in once: on both engines."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.contribution.contribution import (
    Consent,
    Contribution,
    ContributionRow,
    Kind,
    State,
    WayIn,
    capture,
    contribution,
    move,
    newest,
)
from models.contribution.visibility import Where
from models.errors import HeardError, RefusedError
from models.exchange.column_map import ColumnMap, guess, named, read_map, remembered_file, write_map
from models.exchange.exporting import COLUMNS, send_rows
from models.exchange.importing import AT_ONCE, NotTaken, Tally, take_in, what_would_come_in
from models.exchange.rows import Reader, read_when
from models.exchange.sheet_files import Sheet, open_sheet
from models.flags.types import FlagKind
from models.space.prompt import prompts_of
from models.space.space import Space, close_space
from outcomes.export_files import Writing
from tests.models.test_visibility import allowed, markers, one_of_each
from tui.not_taken import NotTakenFile

FORM = (
    "ID;Completion time;Name;I am;What helps you stay at home?;"
    "What one thing should change first?;May we use your words in the report?\n"
    '1;17/11/2026 10:05;Ann;Service user;"More time; from ""my"" carers";Phone me back;Yes\n'
    "2;17/11/2026 10:06;Bob;Carer;no;=1+1 is too little;No\n"
    "3;39/11/2026 10:07;Cem;Carer;A day that is none;;No\n"
    "4;17/11/2026 10:08;Dee;Somebody's aunt;;;Yes\n"
    "5;17/11/2026 10:09;Eve;Carer;He takes my money and I am frightened of him;;I agree\n"
)


def sheet_of(folder: Path, text: str | bytes, name: str = "answers.csv") -> Sheet:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return open_sheet(path)


def taken(
    space: Space, sheet: Sheet, map_: ColumnMap | None = None, **more: object
) -> tuple[Tally, list[NotTaken]]:
    refused: list[NotTaken] = []
    prompts = prompts_of(space.uid)
    late = bool(more.pop("late", False))
    reader = Reader(
        space.uid,
        space.language,
        sheet,
        map_ or guess(sheet, prompts),
        prompts,
        **more,  # type: ignore[arg-type]
    )
    return take_in(space.uid, sheet, reader, late=late, refuse=refused.append), refused


def all_of(space: Space) -> dict[str, Contribution]:
    rows = ContributionRow.select().where(ContributionRow.space == space.uid)
    found = [contribution(row.uid) for row in rows]
    return {one.words: one for one in found}


def exported(space: Space, path: Path, *, raw: bool = False) -> Path:
    with Writing(path, raw=raw) as writing:
        send_rows(space, writing.write)
        writing.put_in_place()
    return path


def test_answers_of_a_form_come_in_once(space: Space, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, FORM)
    prompts = prompts_of(space.uid)
    reader = Reader(space.uid, "en", sheet, guess(sheet, prompts), prompts)
    would = what_would_come_in(space.uid, sheet, reader)
    assert newest(space.uid) == (), "a dry run changes nothing"
    tally, refused = taken(space, sheet)
    assert tally == would
    assert (tally.rows, tally.taken, tally.held, tally.set_aside) == (5, 5, 1, 1)
    assert (tally.no_answer, tally.not_taken) == (1, 1)
    assert [(one.row.number, one.why) for one in refused] == [
        (4, "The date cannot be read. Write it as 2026-11-17 14:05.")
    ]
    found = all_of(space)
    one = found['More time; from "my" carers']
    assert (one.way_in, one.state, one.role) == (WayIn.IMPORTED, State.WAITING, "uses services")
    assert one.consent == Consent(report=True)
    assert one.created == int(datetime(2026, 11, 17, 10, 5, tzinfo=UTC).timestamp() * 1000)
    assert (one.prompt, found["Phone me back"].prompt) == (prompts[0].uid, prompts[1].uid)
    assert found["no"].state is State.SET_ASIDE
    frightened = found["He takes my money and I am frightened of him"]
    assert frightened.state is State.HELD
    assert FlagKind.HARM in newest_flags(space)[frightened.uid]
    assert "Ann" not in repr(found), "nobody's name comes in"

    move(one.uid, State.WITHDRAWN)
    again, _ = taken(space, sheet)
    assert (again.taken, again.there) == (0, 5)
    assert contribution(one.uid).state is State.WITHDRAWN, "it does not come back"
    longer = sheet_of(tmp_path, FORM + "6;17/11/2026 10:10;Fay;Carer;One more;;\n")
    assert taken(space, longer)[0].taken == 1
    close_space(space.uid)
    last = sheet_of(tmp_path, FORM + "7;17/11/2026 10:11;Gil;Carer;The last;;\n")
    with pytest.raises(RefusedError, match="closed"):
        taken(space, last)
    assert taken(space, last, late=True)[0].taken == 1
    assert all_of(space)["The last"].late


def newest_flags(space: Space) -> dict[object, frozenset[FlagKind]]:
    return {one.uid: one.flags for one in newest(space.uid)}


def test_an_import_that_stops_half_way_goes_on(space: Space, tmp_path: Path) -> None:
    rows = "".join(f"{n % 7} said the same\n" for n in range(AT_ONCE + 40))
    sheet = sheet_of(tmp_path, "Comment\n" + rows)
    batches = 0

    def stop(_rows: int) -> None:
        nonlocal batches
        batches += 1
        raise HeardError("The disk is full.")

    reader = Reader(space.uid, "en", sheet, guess(sheet))
    with pytest.raises(HeardError):
        take_in(space.uid, sheet, reader, tell=stop)
    assert batches == 1
    rest, _ = taken(space, sheet)
    assert (rest.taken, rest.there) == (40, AT_ONCE), "rows that are equal are several all the same"
    assert taken(space, sheet)[0].taken == 0
    named_file, _ = taken(space, sheet, batch="May")
    assert named_file.taken == AT_ONCE + 40, "another file with the very same rows"


def test_what_goes_out_is_what_may_be_quoted(space: Space, tmp_path: Path) -> None:
    everything = one_of_each(space)
    rows = list(csv.DictReader(exported(space, tmp_path / "o.csv").open(encoding="utf-8-sig")))
    may = {one.words for one in everything if allowed(one.state, one.consent, Where.QUOTE)}
    assert {row["words"] for row in rows if row["wording"] == "as given"} == may
    assert len([row for row in rows if row["wording"] == "tidied"]) == sum(
        1 for one in everything if one.words in may and one.tidied
    )
    text = (tmp_path / "o.csv").read_text()
    for one in everything:
        assert str(one.uid) not in text
        assert one.uid.hex not in text, "it holds the moment of capture"
    assert markers(text) == markers(may)


def quoted(space: Space, words: str, **more: object) -> UUID:
    prompt = prompts_of(space.uid)[0].uid
    yes = Consent(True, True, True)
    one = capture(space.uid, words, prompt=prompt, consent=yes, **more)  # type: ignore[arg-type]
    return move(one.uid, State.CLEARED).uid


HOSTILE = [
    '=HYPERLINK("http://x")',
    "+44 is where I ring",
    "-- a list\n- of things",
    "@SUM(1)",
    "'=quoted already",
    'a,b;c\t"d"\r\ne',
    "\u200b=1+1",
    "＝1+1",
    "Łódź, Straße, 中文, العربية 👩‍👩‍👧",
    "'; DROP TABLE contribution; --",
    "[/x] [@click=app.quit]",
    "id,space,day",
    "0123",
    "1e5",
    "true",
    "2026-11-17",
]
said = st.one_of(
    st.sampled_from(HOSTILE), st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)
)


@pytest.mark.parametrize("name", ["o.csv", "o.jsonl", "o.xlsx"])
@given(words=st.lists(said, min_size=1, max_size=4))
def test_what_goes_out_comes_in_the_same(
    name: str, words: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Through the files alone: every text, whatever is in it, is read as it was written."""
    from models.words import clean

    path = tmp_path_factory.mktemp("out") / name
    cleaned = sorted({clean(one) for one in words} - {""})
    rows = [("x", "A space", "", "", one, "as given", "en", *[""] * 7) for one in cleaned]
    with Writing(path, raw=True) as writing:
        writing.write(iter(rows))
        writing.put_in_place()
    if not rows:
        return
    sheet = open_sheet(path)
    assert sheet.columns == COLUMNS
    read = [clean(row.cells[COLUMNS.index("words")]) for row in sheet.rows() if not row.trouble]
    wanted = cleaned
    if name == "o.xlsx":  # XML has no place for these
        from outcomes.page_parts import printable

        wanted = [clean(str(printable(one))) for one in cleaned]
    assert read == wanted


def test_d30_no_cell_is_a_formula(space: Space, tmp_path: Path) -> None:
    for words in HOSTILE:
        quoted(space, words)
    rows = csv.reader(exported(space, tmp_path / "o.csv").open(encoding="utf-8-sig", newline=""))
    for cell in (cell for row in rows for cell in row):
        assert cell.lstrip("\u200b \n")[:1] not in tuple("=+-@＝＋－＠"), cell
    book = openpyxl.load_workbook(exported(space, tmp_path / "o.xlsx"))
    cells = [cell for row in book["contributions"].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*"))
    assert (tmp_path / "o.csv").stat().st_mode & 0o077 == 0


FILES: dict[str, tuple[str, bytes, list[str]]] = {
    "cp1252": ("a.csv", "Comment\nA café – “quiet”\n".encode("cp1252"), ["A café – “quiet”"]),
    "with a mark": ("a.csv", "\ufeffComment;Name\nŁódź;x\n".encode(), ["Łódź"]),
    "utf-16": ("a.csv", "Comment\tName\nŁódź\tx\n".encode("utf-16"), ["Łódź"]),
    "tabs": ("a.tsv", b"Name\tComment\nx\tone, two\n", ["one, two"]),
    "lines": ("a.jsonl", b'{"comment": "one"}\n\n{"n": 1, "comment": "two"}\n', ["one", "two"]),
    "a second head": (
        "a.csv",
        b"Respondent ID,What helps?\n,Open-Ended Response\n7,More time\n",
        ["More time"],
    ),
    "slido": (
        "a.csv",
        b"Question text,Author,Upvotes\nWhy is the bus late?,Ann,3\n",
        ["Why is the bus late?"],
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_files_of_other_tools_are_read(tmp_path: Path, name: str) -> None:
    file, content, wanted = FILES[name]
    sheet = sheet_of(tmp_path, content, file)
    map_ = guess(sheet)
    [column] = map_.words
    place = sheet.columns.index(column)
    assert [row.cells[place] for row in sheet.rows()] == wanted


def test_rows_that_cannot_be_read_are_told_and_the_rest_comes_in(
    space: Space, tmp_path: Path
) -> None:
    text = (
        'Comment,Language,Date\nfine,Polski,\n"not "fitting",en,\nx,Klingon,\ny,en,tomorrow\n'
        "z,en,2999-01-01\none,two,,four\nalso fine,cy-GB,2026-01-02T03:04:05Z\n"
        '"never closed,en,\nwords that are swallowed,en,\n'
    )
    sheet = sheet_of(tmp_path, text)
    with NotTakenFile(sheet) as others:
        reader = Reader(space.uid, "en", sheet, guess(sheet))
        tally = take_in(space.uid, sheet, reader, refuse=others.add)
        path = others.put_in_place()
    assert {one.words: one.language for one in all_of(space).values()} == {
        "fine": "pl",
        "also fine": "cy",
    }
    assert (tally.taken, tally.not_taken) == (2, 6)
    assert path is not None
    assert path.stat().st_mode & 0o077 == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        told = list(csv.DictReader(file))
    why = [row["why it was not taken"] for row in told]
    assert [row["as it came"] for row in told if row["as it came"]] == [
        '"not "fitting",en,',
        '"never closed,en,',
        "words that are swallowed,en,",
    ]
    assert [one.partition(": ")[2][:24] for one in why] == [
        "The quotation marks in l",
        "The language is not one ",
        "The date cannot be read.",
        "The date is still to com",
        "It has more cells than t",
        "A quotation mark in line",
        "",
    ]
    assert why[-2].startswith("Row 9: A quotation mark in line 9 is never closed, so lines 9 to 10")
    mended = path.read_text(encoding="utf-8-sig").replace("Klingon", "English")
    again, left = taken(space, sheet_of(tmp_path, mended, "mended.csv"))
    assert again.taken == 1
    assert "x" in all_of(space)
    # The line as it came is mended where it stands; the words below it come in with it.
    mended = mended.replace('"""never closed,', '"never closed at last,')
    mended = mended.replace('"""not ""fitting"",', '"""not """"fitting"""""",')
    again, left = taken(space, sheet_of(tmp_path, mended, "mended.csv"))
    assert (again.taken, [one.row.number for one in left]) == (3, [4, 5, 6])
    assert {'not "fitting"', "never closed at last", "words that are swallowed"} <= set(
        all_of(space)
    )
    assert taken(space, sheet_of(tmp_path, text.replace('"never', "never"), "x.csv"))[0].there > 1


def test_a_map_is_written_read_and_changed(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, FORM)
    map_ = named(sheet.columns, ["words=Name", "role=", "consent-quote=ID"], guess(sheet))
    assert (map_.words, map_.role, map_.consent_quote) == (("Name",), "", "ID")
    path = remembered_file(sheet.columns)
    write_map(path, map_)
    assert read_map(path, sheet.columns) == map_
    for wrong in ("words", "colour=Name", "words=Nobody"):
        with pytest.raises(HeardError, match="Nothing was taken in"):
            named(sheet.columns, [wrong], map_)
    for text in ("words = 3", "x = 1", "= =", 'words = ["Nobody"]'):
        path.write_text(text)
        with pytest.raises(HeardError, match="Nothing was taken in"):
            read_map(path, sheet.columns)


@pytest.mark.parametrize(
    ("said_when", "month_first", "wanted"),
    [
        ("17/11/2026 14:05", False, "2026-11-17T14:05:00"),
        ("11/17/2026 2:05:06 PM", True, "2026-11-17T14:05:06"),
        ("1.2.26", False, "2026-02-01T00:00:00"),
        ("2026-11-17T14:05:00+01:00", False, "2026-11-17T13:05:00"),
        ("1794924300", False, "2026-11-17T14:05:00"),
        ("1794924300000", False, "2026-11-17T14:05:00"),
        ("17/11/2026", True, None),
        ("soon", False, None),
        ("31/02/2026", False, None),
    ],
)
def test_moments_are_read(said_when: str, month_first: bool, wanted: str | None) -> None:
    found = read_when(said_when, month_first=month_first)
    moment = None if found is None else datetime.fromtimestamp(found / 1000, UTC)
    assert (moment and moment.isoformat()[:19]) == wanted


def test_no_file_no_columns_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    (tmp_path / "heads.csv").write_text("one,two\n")
    (tmp_path / "x.xlsx").write_text("Dear all")
    for name in ("none.csv", "empty.csv", "heads.csv", "x.xlsx", "."):
        with pytest.raises(HeardError, match="Nothing was taken in"):
            open_sheet(tmp_path / name)


def test_what_a_leader_wrote_is_the_leaders(space: Space, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, "Comment,Role\nWe will look at it,The leader\nMe,Ann Smith\n")
    taken(space, sheet, everybody=Consent(room=True))
    found = all_of(space)
    assert found["We will look at it"].kind is Kind.LEADER
    assert found["Me"].role == "someone else", "what is no role may be a name"
    assert found["Me"].consent == Consent(room=True)
