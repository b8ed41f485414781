"""``heard pictures``: an organisation's own pictures, from a folder with a list."""

import csv
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from models.kiosk.picture import Picture, own_pictures, pictures
from models.places import database_address
from models.store.database import open_store
from screens.widgets.picture_cells import cells_of
from tests.tui.conftest import Heard, sentence

HEAD = ["file", "words", "alt", "licence", "credit"]
GOOD = ["ball.png", "Playing ball", "A ball.", "CC BY 4.0", "Ann Example"]


def ball(ink: str = "#102050", paper: str | None = "#f5efe0") -> Image.Image:
    image = Image.new("RGBA", (300, 200), paper or (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((100, 50, 200, 150), fill=ink)
    return image


def folder_of(path: Path, *rows: list[str], mark: bool = False, head: list[str] = HEAD) -> Path:
    path.mkdir(exist_ok=True)
    ball().save(path / "ball.png")
    encoding = "utf-8-sig" if mark else "utf-8"
    with (path / "pictures.csv").open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def own(heard: Heard) -> tuple[Picture, ...]:
    open_store(database_address(str(heard.data)))
    return own_pictures()


@pytest.mark.parametrize("mark", [False, True], ids=["plain", "with a byte order mark"])
def test_a_folder_is_added(heard: Heard, tmp_path: Path, mark: bool) -> None:
    said = heard("pictures", folder_of(tmp_path / "own", GOOD, mark=mark))
    assert (said.code, said.err) == (0, "")
    assert said.out == "1 saved, 0 left out, 1 own in all.\n"
    (one,) = own(heard)
    assert [one.name, one.words, one.alt, one.licence, one.credit] == GOOD
    assert heard("pictures").out.splitlines()[0] == "ball.png  Playing ball  (own)"


def test_a_bad_row_is_named_and_the_others_are_saved(heard: Heard, tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path / "own",
        ["ball.png", "", "A ball.", "MIT", "Ann"],
        ["ball.png", "Ball", " ", "MIT", "Ann"],
        ["ball.png", "Ball", "A ball.", "", "Ann"],
        ["ball.png", "Ball", "A ball.", "MIT"],
        [],
        ["none.png", "Ball", "A ball.", "MIT", "Ann"],
        ["../ball.png", "Ball", "A ball.", "MIT", "Ann"],
        ["notes.txt", "Ball", "A ball.", "MIT", "Ann"],
        ["cut.png", "Ball", "A ball.", "MIT", "Ann"],
        ["white.png", "Ball", "A ball.", "MIT", "Ann"],
        ["ball.png", "Ball " * 20, "A ball.", "MIT", "Ann"],
        GOOD,
        GOOD,
    )
    (folder / "notes.txt").write_text("no image")
    (folder / "cut.png").write_bytes((folder / "ball.png").read_bytes()[:200])
    Image.new("RGB", (40, 40), "white").save(folder / "white.png")
    said = heard("pictures", folder)
    assert said.code == 1
    assert said.out == "1 saved, 11 left out, 1 own in all.\n"
    *rows, last = said.err.splitlines()
    assert [row.split(":")[0] for row in rows] == [
        f"Row {n}" for n in (2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 14)
    ]
    for row, wanted in zip(
        rows,
        (
            "words is empty",
            "alt is empty",
            "licence is empty",
            "credit is empty",
            "no file none.png",
            "not beside the list",
            "neither PNG nor JPEG",
            "damaged",
            "one colour only",
            "longer than 40 letters",
            "on the list twice",
        ),
        strict=True,
    ):
        assert wanted in row
        assert row.count(". ") >= 1, "it says what to do as well"
    assert last.startswith("Some rows were left out")
    assert [one.words for one in own(heard)] == ["Playing ball"]


def test_a_list_that_cannot_be_read_changes_nothing(heard: Heard, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "own", GOOD)
    assert heard("pictures", folder).code == 0
    table = folder / "pictures.csv"
    for text, wanted in (
        (b"file,words,alt,licence\nball.png,Ball,A ball.,MIT\n", "no column credit"),
        ("file,words,alt,licence,credit\nball.png,Café,A.,MIT,Ann\n".encode("latin-1"), "UTF-8"),
        (b"", "no column file"),
    ):
        table.write_bytes(text)
        assert wanted in sentence(heard("pictures", folder))
    table.unlink()
    assert "There is no pictures.csv" in sentence(heard("pictures", folder))
    assert len(own(heard)) == 1


def test_ink_is_what_stands_out_whatever_the_colours(heard: Heard, tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path / "own", *(([f"{n}.png", f"Ball {n}", "A ball.", "MIT", "Ann"]) for n in range(3))
    )
    ball().save(folder / "0.png")
    ball("#f0f0f0", "#000000").save(folder / "1.png")
    ball("#102050", None).save(folder / "2.png")
    assert heard("pictures", folder).code == 0
    first, dark, clear = own(heard)
    assert first.look == dark.look == clear.look
    ink = int.from_bytes(first.look).bit_count() / (len(first.look) * 8)
    assert 0.7 < ink < 0.85, "a disc as large as fits covers pi / 4 of its square"
    assert cells_of(first.look, 6)[2][5] == ("█", False)


def test_a_photograph_that_lies_on_its_side_is_put_upright(heard: Heard, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "own", ["photo.jpg", "Post", "A post.", "MIT", "Ann"])
    image = Image.new("RGB", (200, 200), "white")
    ImageDraw.Draw(image).rectangle((80, 0, 120, 199), fill="black")
    turned = Image.Exif()
    turned[0x0112] = 6
    image.rotate(90).save(folder / "photo.jpg", exif=turned)
    assert heard("pictures", folder).code == 0
    cells = cells_of(own(heard)[0].look, 6)
    assert all(row[0] == (" ", False) for row in cells), "it stands, and does not lie"


def test_credits_name_all_with_their_licences(heard: Heard, tmp_path: Path) -> None:
    heard("pictures", folder_of(tmp_path / "own", GOOD))
    said = heard("pictures", "--credits")
    assert said.out.startswith("Ann Example. Licence: CC BY 4.0. 1: Playing ball.\n")
    assert "Health Icons, by Resolve to Save Lives" in said.out
    assert all(one.words in said.out for one in pictures())


def test_one_is_drawn_as_the_kiosk_draws_it(heard: Heard) -> None:
    said = heard("pictures", "--show", "waiting")
    *drawing, told = said.out.splitlines()
    look = next(one.look for one in pictures() if one.name == "waiting")
    assert drawing == ["".join(block for block, _ in row) for row in cells_of(look, 12)]
    assert told.startswith("Waiting. A person sits on a chair")
    assert "There is no picture" in sentence(heard("pictures", "--show", "nothing"))


def test_removing(heard: Heard, tmp_path: Path) -> None:
    two = ["two.png", *GOOD[1:]]
    folder = folder_of(tmp_path / "own", GOOD, two)
    ball().save(folder / "two.png")
    heard("pictures", folder)
    assert "There is no own picture" in sentence(heard("pictures", "--remove", "waiting"))
    assert heard("pictures", "--remove", "two.png").out.startswith("1 removed.")
    assert heard("pictures", "--remove", "all").out.startswith("1 removed.")
    assert own(heard) == ()


def test_only_one_thing_at_a_time(heard: Heard, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "own", GOOD)
    assert "one at a time" in sentence(heard("pictures", folder, "--credits"))
    assert not heard.data.exists()
