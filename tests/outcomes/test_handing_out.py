"""Putting an outcome somewhere: whole files, a list of them, a stick, a printer or none (D39)."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from models.contribution.contribution import Consent, State, capture, move
from models.errors import HeardError, RefusedError
from models.identity import new_uid
from models.outcome.asked_for import AskedFor, PostTo
from models.outcome.told import handed_out, outcome_to_hand_out, to_recall
from models.promise.promise import PromiseKind, make_promise
from models.space.space import Space
from models.theme.theme import new_theme, put_in_theme
from outcomes.handing_out import LIST, HandedOut, hand_out
from outcomes.making import FORMATS, Made, Making, format_named, formats_named, make_one
from outcomes.posting import post_list, write_addresses
from outcomes.printing import NoPrinterError, print_out, printer
from outcomes.sticks import sticks

SECRET = "Czekam na telefon"


def made(space: Space, folder: Path, formats: str, **makers: object) -> HandedOut:
    out = outcome_to_hand_out(space.uid)
    making = Making(out.outcome, address=f"https://heard.example/{space.public_id}")
    return hand_out(out, making, formats_named(formats), folder, makers=makers)  # type: ignore[arg-type]


def test_what_is_made_lies_beside_a_list_of_it(space: Space, tmp_path: Path) -> None:
    make_promise(space.uid, PromiseKind.WILL, "Phone back", who="Ann", due="2027-04-30")
    done = made(space, tmp_path, "text,page")
    folder = tmp_path / space.public_id
    assert done.files == (folder / "index.html", folder / "outcome.txt")
    assert {one.name for one in folder.iterdir()} == {"index.html", "outcome.txt", LIST}
    assert {one.stat().st_mode & 0o777 for one in folder.iterdir()} == {0o644}
    told = (folder / LIST).read_text(encoding="utf-8-sig")
    assert "To read:\n  index.html: Web page\n  outcome.txt: Plain text\n" in told
    assert "from before" not in told
    assert "Phone back" in done.files[1].read_text(encoding="utf-8-sig")
    assert "outcome.txt" in done.files[0].read_text(), "the page links to what lies beside it"
    # The same outcome gives the same bytes, and what is older is named.
    before = done.files[1].read_bytes()
    assert made(space, tmp_path, "text").files[0].read_bytes() == before
    assert "from before" in (folder / LIST).read_text(encoding="utf-8-sig")
    assert [one.formats for one in handed_out(space.uid)] == [("text",), ("page", "text")]


def fails(trouble: Exception) -> Callable[[Making], list[Made]]:
    def make(_: Making) -> list[Made]:
        raise trouble

    return make


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (HeardError("Braille needs liblouis."), "Braille needs liblouis."),
        (ImportError(name="typst.core"), "the part called typst is not installed"),
        (RuntimeError(SECRET), "Heard had a fault with it."),
    ],
)
def test_what_cannot_be_made_never_stops_the_others(
    space: Space, tmp_path: Path, trouble: Exception, told: str
) -> None:
    done = made(space, tmp_path, "text,braille", braille=fails(trouble))
    assert [one.name for one in done.files] == ["outcome.txt"]
    assert len(done.troubles) == 1
    assert told in done.troubles[0]
    said = (done.folder / LIST).read_text(encoding="utf-8-sig")
    assert f"What is not here:\n  {done.troubles[0]}" in said
    assert SECRET not in said
    assert handed_out(space.uid)[0].formats == ("text",), "only what left is in the register"


def test_what_nobody_here_can_make_is_said(space: Space) -> None:
    making = Making(outcome_to_hand_out(space.uid).outcome)
    assert "no voice here" in make_one(format_named("mp3"), making).trouble
    assert make_one(format_named("text"), making).files


def test_a_page_of_each_size_is_of_that_size(space: Space) -> None:
    making = Making(outcome_to_hand_out(space.uid).outcome)
    sizes = []
    for name in ("large-18", "large-24"):

        def look(one: Making) -> list[Made]:
            sizes.append(one.large)
            return [Made("x", b"x")]

        make_one(format_named(name), making, makers={name: look})
    assert sizes == [18, 24]


def test_formats_by_name(space: Space) -> None:
    assert formats_named("all") == FORMATS
    assert [one.name for one in formats_named("wav, text,,text")] == ["text", "wav"]
    with pytest.raises(RefusedError, match=r"There are: all, page, text, large-18"):
        formats_named("text,nothing")


def test_a_folder_that_cannot_be_written_to_is_said_and_nothing_is_half(
    space: Space, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    with pytest.raises(HeardError, match="could not be written to"):
        made(space, file, "text")
    assert file.read_text() == "mine"
    (tmp_path / space.public_id / "outcome.txt").mkdir(parents=True)
    with pytest.raises(HeardError, match="Nothing was lost"):
        made(space, tmp_path, "text")
    assert not list(tmp_path.rglob("*.tmp"))


def test_it_is_in_the_register_before_the_first_file_is_there(space: Space, tmp_path: Path) -> None:
    one = capture(space.uid, "More buses", consent=Consent(True, True, True))
    move(one.uid, State.CLEARED)
    put_in_theme(new_theme(space.uid, "Buses").uid, one.uid)
    (tmp_path / space.public_id / "outcome.txt").mkdir(parents=True)
    with pytest.raises(HeardError):
        made(space, tmp_path, "page,text")
    assert (tmp_path / space.public_id / "index.html").exists()
    move(one.uid, State.WITHDRAWN)
    assert len(to_recall(space.uid)) == 1


# -- where to ----------------------------------------------------------------------------------


def test_d39_a_stick_that_is_plugged_in_is_found(tmp_path: Path) -> None:
    bus = tmp_path / "devices" / "pci0" / "usb2" / "2-1" / "sdz1"
    inside = tmp_path / "devices" / "pci0" / "ata1" / "sda1"
    blocks = tmp_path / "block"
    folders = {name: tmp_path / name for name in ("My stick", "disk", "gone")}
    for one in (bus, inside, blocks, folders["My stick"], folders["disk"]):
        one.mkdir(parents=True)
    (blocks / "sdz1").symlink_to(bus)
    (blocks / "sda1").symlink_to(inside)
    mounts = tmp_path / "mounts"
    lines = [
        "/dev/sdz1 " + str(folders["My stick"]).replace(" ", "\\040") + " vfat rw 0 0",
        f"/dev/sda1 {folders['disk']} ext4 rw 0 0",
        f"/dev/sdz1 {folders['gone']} vfat rw 0 0",
        f"tmpfs {tmp_path} tmpfs rw 0 0",
    ]
    mounts.write_text("\n".join(lines))
    assert sticks(mounts, blocks) == (folders["My stick"],)
    assert sticks(tmp_path / "none", blocks) == ()


def a_queue(folder: Path, names: str, code: int = 0) -> None:
    """Put a printing system there, which keeps what it is given."""
    folder.mkdir()
    scripts = {
        "lpstat": f'[ "$1" = -e ] && printf "%s\\n" {names}; [ "$1" = -d ] && '
        'echo "system default destination: Office"; exit 0',
        "lp": f'echo "$@" > {folder}/words; cat > {folder}/paper; exit {code}',
    }
    for name, lines in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{lines}\n")
        (folder / name).chmod(0o755)


def test_it_is_printed_through_the_systems_own_queue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_queue(tmp_path / "bin", "Hall Office")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    assert print_out(SECRET.encode(), 3) == "Office"
    assert (tmp_path / "bin" / "paper").read_text() == SECRET
    assert (tmp_path / "bin" / "words").read_text().split() == [
        *("-d", "Office", "-n", "3", "-t", "Heard")
    ]


def test_d39_no_printer_is_a_next_step_and_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert printer() == ""
    with pytest.raises(NoPrinterError, match="take it to one, or post it"):
        print_out(b"x")
    monkeypatch.undo()
    a_queue(tmp_path / "bin", "Office", code=1)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    with pytest.raises(NoPrinterError, match="The printer Office did not take it"):
        print_out(b"x")


def test_d39_the_list_to_post_has_counts_and_the_names_a_file_of_their_own(
    space: Space, tmp_path: Path
) -> None:
    asked = [
        AskedFor("large-18", asked=4, handed_out=1, posted=1),
        AskedFor("text", asked=1, handed_out=1),
    ]
    told = post_list(space, asked)
    assert "2 Large print, 18 point (asked for: 4, handed out: 1, posted: 1)" in told
    assert "Plain text" not in told
    assert "Nothing is left to post." in post_list(space, asked[1:])
    names = [PostTo(new_uid(), "large-18", "Mrs Zemlinsky\n1 High Street")]
    file = write_addresses(space, names, tmp_path / "post-to.txt")
    assert "Large print, 18 point:\nMrs Zemlinsky\n1 High Street\n" in file.read_text("utf-8-sig")
    assert file.stat().st_mode & 0o777 == 0o600
