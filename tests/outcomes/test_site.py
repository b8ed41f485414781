"""The site: what is published, at which addresses, what goes when words are taken back."""

import shutil
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from models.contribution.contribution import Consent, State, capture, move
from models.easy_read.easy_read import easy_read_of
from models.errors import HeardError
from models.outcome.told import handed_out, to_recall
from models.promise.promise import Promise, PromiseKind, add_update, make_promise, remove_promise
from models.settings import Settings
from models.space.space import Space, close_space, new_space, open_space
from models.store.database import open_store
from models.theme.theme import new_theme, put_in_theme
from outcomes.handing_out import put_bytes_in_place
from outcomes.making import FORMATS, Made, Maker, Making
from outcomes.manifest import MANIFEST, read_manifest
from outcomes.qr import address_of
from outcomes.site import SiteDone, publish
from outcomes.site_index import season_of
from tests.outcomes.reading import body_text, every, parsed

ALL = Consent(room=True, report=True, quote=True)
SAID = "Zqjx rang four times"
BASE = "https://heard.example/area"
SETTINGS = Settings(address=BASE)


def sound(making: Making) -> list[Made]:
    """Stand for what only a room above can make."""
    return [Made("outcome.mp3", b"ID3" + making.outcome.space.public_id.encode())]


MAKERS: dict[str, Maker] = {"mp3": sound}


def a_space(title: str, place: str = "Worksop Library", held_on: str = "2026-05-12") -> Space:
    return open_space(new_space(title, place=place, held_on=held_on).uid)


def written(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def words_of(folder: Path, path: str) -> str:
    return " ".join(body_text((folder / path).read_text("utf-8")).split())


class World:
    """Two spaces, one of them closed, with words, a promise and news; and the folder of a site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.closed = a_space("Getting about")
        self.open = a_space("Money", "Mansfield", "2027-01-15")
        self.said = capture(self.closed.uid, SAID, consent=ALL, language="pl").uid
        move(self.said, State.CLEARED)
        theme = new_theme(self.closed.uid, "Phone calls")
        put_in_theme(theme.uid, self.said)
        self.kept: Promise = make_promise(
            *(self.closed.uid, PromiseKind.WILL, "Phone back"),
            who="The team",
            due="2026-09-30",
            theme=theme.uid,
        )
        add_update(
            self.kept.uid,
            "We rang",
            made_on="2026-09-12",
            done=True,
            evidence="The list hangs there",
        )
        self.dropped = make_promise(
            self.closed.uid, PromiseKind.CANNOT, "Run a bus", because="No money"
        )
        remove_promise(self.dropped.uid)
        close_space(self.closed.uid)

    def publish(self, **more: object) -> SiteDone:
        return publish(self.folder, SETTINGS, makers=MAKERS, **more)  # type: ignore[arg-type]


@pytest.fixture
def world(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    # Of each sort one: all of them are made in tests/tui/test_cli_publish.py.
    few = [
        one for one in FORMATS if one.name in ("text", "large-18", "easy-read", "mp3", "calendar")
    ]
    monkeypatch.setattr("outcomes.site_space.FORMATS", few)
    return World(tmp_path / "site")


def test_the_life_of_a_site(world: World) -> None:
    """One long walk, since each publish makes every format anew where something changed."""
    done = world.publish()
    first = written(world.folder)
    what_is_closed_is_there_in_every_form(world, done, first)
    each_promise_has_a_page_of_its_own(world, first)
    every_link_leads_to_a_file(world.folder, first)
    publishing_again_changes_nothing(world, first)
    what_is_taken_back_is_gone_with_the_next_publish(world)
    spaces_come_and_go(world)


def what_is_closed_is_there_in_every_form(
    world: World, done: SiteDone, first: dict[str, bytes]
) -> None:
    closed = world.closed
    assert [one.title for one in done.spaces] == ["Getting about"]
    assert f"{closed.public_id}/index.html" in first
    assert not [path for path in first if world.open.public_id in path]
    page = parsed(first[f"{closed.public_id}/index.html"].decode())
    links = {one.get("href", "") for one in every(page, "a")}
    beside = {path.partition("/")[2] for path in first if path.startswith(closed.public_id)}
    assert {"outcome.mp3", "outcome.txt", "large-print-18.pdf", "promises.ics"} <= beside
    assert beside - {"index.html"} == {one for one in links if "/" not in one and one[0] != "#"}
    # Somebody spoke Polish: so there are Polish pages, which lead to one another and back.
    polish = parsed(first[f"{closed.public_id}/outcome-pl.html"].decode())
    there = {one.get("href", "") for one in every(polish, "a")}
    assert (polish.get("lang"), "outcome-pl.html" in links) == ("pl", True)
    assert {"index.html", "outcome.mp3"} <= there
    home = parsed(first["index-pl.html"].decode())
    to = {one.get("href", "") for one in every(home, "a")}
    assert {f"{closed.public_id}/outcome-pl.html", "index.html"} <= to

    # Easy Read is not signed, so it is not there, and that is said.
    assert not easy_read_of(closed.uid).signed
    assert not [path for path in first if "easy" in path.casefold()]
    assert any("signed" in one for one in done.missing["Getting about"])

    # The register knows what left, and whose words were in it.
    (out,) = handed_out(closed.uid)
    assert {"page", "mp3", "text"} <= set(out.formats)
    assert out.place == str(world.folder.resolve())
    assert to_recall(closed.uid) == ()


def each_promise_has_a_page_of_its_own(world: World, first: dict[str, bytes]) -> None:
    folder, closed, kept = world.folder, world.closed, world.kept
    path = f"{kept.public_id}/index.html"
    text = words_of(folder, path)
    for words in (
        "We will Phone back",
        "The team",
        "30 September 2026",
        "Done",
        "We did, on 12 September 2026 We rang",
        "The list hangs there",
        SAID,
        "Getting about",
    ):
        assert words in text, words
    own = address_of(BASE, closed.public_id, promise=kept.public_id)
    assert own == f"{BASE}/{kept.public_id}"
    assert square_on(first[path].decode()) == own
    assert f"../{closed.public_id}/index.html#{kept.public_id}" in first[path].decode()
    # The address of before, with a mark on the page of the space, still leads to the promise.
    assert f'id="{kept.public_id}"' in first[f"{closed.public_id}/index.html"].decode()

    # A promise that was removed has a page that says so, and no words.
    gone = words_of(folder, f"{world.dropped.public_id}/index.html")
    assert "This was taken back" in gone
    assert "bus" not in gone


def every_link_leads_to_a_file(folder: Path, first: dict[str, bytes]) -> None:
    for name, content in first.items():
        if name.endswith(".html"):
            for link in every(parsed(content.decode()), "a"):
                target = link.get("href", "").partition("#")[0]
                if target and not target.startswith("http"):
                    assert (folder / name).parent.joinpath(target).is_file(), (name, target)


def publishing_again_changes_nothing(world: World, first: dict[str, bytes]) -> None:
    """Not even a time stamp; and nothing is noted, since nothing left."""
    folder = world.folder
    stamps = {path: (folder / path).stat().st_mtime_ns for path in first}
    again = world.publish()
    assert (again.written, again.removed) == (0, 0)
    assert written(folder) == first
    assert stamps == {path: (folder / path).stat().st_mtime_ns for path in first}
    assert len(handed_out(world.closed.uid)) == 1


def what_is_taken_back_is_gone_with_the_next_publish(world: World) -> None:
    assert [path for path, held in written(world.folder).items() if SAID.encode() in held]
    move(world.said, State.WITHDRAWN)
    (recall,) = to_recall(world.closed.uid)
    assert "Publish again" in " ".join(recall.sentences)
    assert world.publish(named=[world.open]).written
    second = written(world.folder)
    assert not [path for path, content in second.items() if b"Zqjx" in content]
    (recall,) = to_recall(world.closed.uid)
    assert "made anew" in " ".join(recall.sentences)


def spaces_come_and_go(world: World) -> None:
    """What was named stays until it is taken back; then its page says so, for good."""
    folder, closed, path = world.folder, world.closed, f"{world.kept.public_id}/index.html"
    assert f"{world.open.public_id}/outcome.txt" in written(folder)
    index = words_of(folder, "index.html")
    assert index.index("Mansfield Winter 2026 Money") < index.index("Worksop Library Spring 2026")
    assert "1 answer, 1 done" in index
    assert [one.title for one in world.publish().spaces] == ["Money", "Getting about"]
    for taken in ([world.open], []):
        left = world.publish(taken_back=taken)
        assert [one.title for one in left.spaces] == ["Getting about"]
        third = {path for path in written(folder) if path.startswith(world.open.public_id)}
        assert third == {f"{world.open.public_id}/index.html"}
        assert "This was taken back" in words_of(folder, f"{world.open.public_id}/index.html")
        assert "Money" not in words_of(folder, "index.html")
    # A closed space can be taken back, too, with all of its promises; and brought again.
    world.publish(taken_back=[closed])
    assert "This was taken back" in words_of(folder, path)
    assert "There is nothing here yet" in words_of(folder, "index.html")
    world.publish(named=[closed])
    assert "Phone back" in words_of(folder, path)


def square_on(page: str) -> str:
    """Read the square of a page as a phone would, from its own drawing."""
    (svg,) = (one for one in parsed(page).iter() if "square" in (one.get("class") or ""))
    side = int(svg.get("viewBox", "").split()[2])
    picture = Image.new("L", (side, side), 255)
    dark = next(one for one in svg.iter() if one.get("fill") == "#000000").get("d", "")
    for run in dark.removeprefix("M").removesuffix("z").split("zM"):
        start, _, length = run.partition("h")
        x, y = map(int, start.split())
        for at in range(int(length.partition("v")[0])):
            picture.putpixel((x + at, y), 0)
    (found,) = zxingcpp.read_barcodes(
        picture.resize((side * 4, side * 4), Image.Resampling.NEAREST)
    )
    return str(found.text)


def test_nothing_of_anybody_else_is_touched(world: World) -> None:
    folder = world.folder
    folder.mkdir()
    (folder / "index.html").write_text("somebody else's")
    with pytest.raises(HeardError, match="not published from here"):
        publish(folder, SETTINGS)
    assert written(folder) == {"index.html": b"somebody else's"}
    (folder / "index.html").unlink()
    (folder / world.closed.public_id).mkdir()
    (folder / world.closed.public_id / "notes.txt").write_text("mine")
    publish(folder, SETTINGS)
    publish(folder, SETTINGS, taken_back=[world.closed])
    assert (folder / world.closed.public_id / "notes.txt").read_text() == "mine"
    # A list that leads out of the folder, or that nobody can read, harms nothing.
    outside = folder.parent / "outside.txt"
    outside.write_text("safe")
    listed = (folder / MANIFEST).read_text()
    (folder / MANIFEST).write_text(listed.replace('"feed.xml"', '"../outside.txt"'))
    assert "../outside.txt" not in read_manifest(folder).files
    (folder / "feed.xml").unlink()
    publish(folder, SETTINGS)
    assert outside.read_text() == "safe"
    (folder / MANIFEST).write_text("{")
    before = written(folder)
    with pytest.raises(HeardError, match="cannot be read"):
        publish(folder, SETTINGS)
    assert written(folder) == before


def test_a_symbolic_link_leads_nowhere_else(world: World, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    world.folder.mkdir()
    (world.folder / world.closed.public_id).symlink_to(elsewhere)
    with pytest.raises(HeardError, match="not published from here"):
        publish(world.folder, SETTINGS)
    assert list(elsewhere.iterdir()) == []


def test_a_publish_that_is_cut_off_leaves_no_file_that_nobody_knows(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, left = put_bytes_in_place, [6]

    def cut(content: bytes, path: Path, mode: int) -> None:
        if not left[0]:
            raise OSError("no space left")
        left[0] -= 1
        put(content, path, mode)

    monkeypatch.setattr("outcomes.manifest.put_bytes_in_place", cut)
    with pytest.raises(HeardError, match="publish again"):
        publish(world.folder, SETTINGS)
    half = set(written(world.folder)) - {MANIFEST}
    assert len(half) == 5
    assert half <= set(read_manifest(world.folder).files)
    monkeypatch.undo()
    move(world.said, State.WITHDRAWN)
    publish(world.folder, SETTINGS)
    assert set(written(world.folder)) - {MANIFEST} == set(read_manifest(world.folder).files)
    assert not [path for path, held in written(world.folder).items() if b"Zqjx" in held]


@pytest.mark.parametrize(
    ("day", "season"),
    [
        ("2027-01-31", "Winter 2026"),
        ("2027-03-01", "Spring 2027"),
        ("2027-08-31", "Summer 2027"),
        ("2027-11-30", "Autumn 2027"),
        ("2027-12-01", "Winter 2027"),
        ("soon", ""),
    ],
)
def test_seasons(day: str, season: str) -> None:
    assert season_of(day) == season


def test_a_database_that_was_restored_publishes_the_same_bytes(
    world: World, store: Path, tmp_path: Path
) -> None:
    publish(world.folder, SETTINGS)
    copy = tmp_path / "copy.db"
    from models.store.database import close_store

    close_store()
    shutil.copyfile(store, copy)
    open_store(str(copy))
    publish(tmp_path / "again", SETTINGS)
    assert written(tmp_path / "again") == written(world.folder)
