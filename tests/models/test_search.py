"""Finding words: one rule, the same on both engines, and right after every change."""

import contextlib
import random
import sqlite3
import sys
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.contribution.contribution import (
    ContributionRow,
    State,
    VersionKind,
    VersionRow,
    add_version,
    capture,
    move,
)
from models.contribution.correcting import correct
from models.contribution.redaction import RedactionReason, redact
from models.identity import new_uid
from models.kiosk.own_words import change_words
from models.search.finding import found_uids, search
from models.search.index import INDEX, check_index, has_index, mend_index
from models.search.keeping import catch_up
from models.search.query import parse
from models.search.text import fold, folded_text
from models.search.words import whole_words
from models.space.space import Space, new_space, open_space
from models.store.base import database
from models.store.database import MIGRATIONS, close_store, open_store

# Words of the languages that kiosks offer and of some that they do not, and signs of the engines.
PIECES = [
    "time",
    "more",
    "carers",
    "Łódź",
    "strasse",
    "straße",
    "Ελλάδα",
    "ΕΛΛΑΔΑ",
    "œuvre",
    "Ŵy",
    "café",
    "café",
    "co-production",
    "don't",
    "المكتبة",
    "مكتبة",
    "والمكتبة",
    "我们",
    "想要",
    "更多时间",
    "ช่วยฉัน",
    "が",
    "か",
    "हिन्दी",
    "🌻",
    "AND",
    "OR",
    "NOT",
    "NEAR(",
    "*",
    '"',
    "'",
    ")",
    "(",
    ":",
    "|",
    "&",
    "!",
    "\\",
    "--",
    ";",
    "%",
    "_",
    "^",
    "{a}",
    "folded:",
    "x'",
    "1=1",
    "/",
    "-bus",
    "bus*",
    "İstanbul",
    "ısı",
    "ـ",
    "\u200d",
    "a",
    "b",
    "c",
]
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=5).map(" ".join)


def finds(space: Space, words: str, **more: object) -> list[UUID]:
    page = search(space.uid, words, **more)  # type: ignore[arg-type]
    return [one.uid for one in page.contributions]


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("Łódź is far", "lodz"),
        ("Die STRASSE", "straße"),
        ("Η Ελλάδα", "ΕΛΛΑΔΑ"),
        ("المكتبة بعيدة", "مكتبة"),
        ("مكتبة", "والمكتبة"),
        ("我们想要更多时间", "时间"),
        ("ฉันอยากให้คุณช่วย", "ช่วย"),
        ("they don’t phone", "dont"),
        ("co-production", "co-prod*"),
        ("x" * 5_000, "x" * 200 + "*"),
        ("मेरी देखभाल", "देखभाल"),
    ],
)
def test_any_language_with_or_without_its_accents(said: str, typed: str) -> None:
    assert parse(typed).finds(folded_text([said]))


def test_what_is_not_there_is_not_found() -> None:
    text = folded_text(["More time", "from the bus"])
    assert not parse('"time from"').finds(text), "two texts are not in a row"
    assert not parse("-bus").finds(text)
    assert not parse("tim").finds(text)
    assert parse("tim", as_typed=True).finds(text)
    assert not parse("tim ", as_typed=True).finds(text)
    assert parse('"more ti', as_typed=True).finds(text)
    assert parse("* - \" ' ( %").is_empty


@given(st.text())
def test_folded_words_are_letters_with_single_spaces(text: str) -> None:
    words = fold(text).split(" ") if fold(text) else []
    assert all(word and len(word) <= 60 for word in words)
    assert all(not c.isascii() or c.isalnum() for word in words for c in word)


def test_the_index_keeps_the_rule_whatever_is_typed(space: Space) -> None:
    """Random and hostile questions: the index finds exactly what the rule finds."""
    chance = random.Random(7)
    texts = {}
    for _ in range(60):
        words = " ".join(chance.choices(PIECES, k=chance.randint(1, 9)))
        uid = capture(space.uid, f"{words} said").uid
        texts[uid] = folded_text([f"{words} said"])
    newest_first = sorted(texts, reverse=True)
    found_something = 0

    @settings(max_examples=40)
    @given(HOSTILE)
    def check(typed: str) -> None:
        nonlocal found_something
        query = parse(typed)
        wanted = [uid for uid in newest_first if not query.is_empty and query.finds(texts[uid])]
        assert finds(space, typed) == wanted
        found_something += bool(wanted)

    check()
    assert found_something


def test_a_long_beginning_finds_every_word_that_goes_on_from_it(
    space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few words are looked up and many are not; what is found is the same."""
    monkeypatch.setattr("models.search.words.MOST_WORDS", 8)
    said = ["Kindnéss", "kindness", "kindnesses", *(f"kindred{n:02}" for n in range(12))]
    texts = [f"{word}, and more {'of it' if n % 2 else ''}" for n, word in enumerate(said)]
    made = {capture(space.uid, text).uid: folded_text([text]) for text in texts}
    asked = ["kindne*", "kindness*", "kindred*", "kindred1*", "kindne* -of", "more kindred0*"]
    for typed in (*asked, "kindres*"):
        query = parse(typed)
        wanted = [uid for uid in sorted(made, reverse=True) if query.finds(made[uid])]
        assert bool(wanted) is (typed in asked)
        assert finds(space, typed) == wanted, typed
        assert finds(space, typed.removesuffix("*"), as_typed=True) == finds(space, typed)
    if not database.for_update:
        assert whole_words("kindne") == ("kindness", "kindnesses")
        assert whole_words("kindred") is None, "they are many: the beginning itself is looked for"
        assert whole_words("kindr") == (), "the index has it ready"


def by_pages(space: Space, words: str) -> list[UUID]:
    pages: list[UUID] = []
    before = None
    while True:
        page = search(space.uid, words, before=before, limit=4)
        pages += [one.uid for one in page.contributions]
        if not page.more:
            return pages
        before = pages[-1]


@pytest.mark.parametrize("looked_through_first", [5, 9, 1_000])
def test_a_beginning_of_many_words_is_found_among_the_newest_first(
    space: Space, looked_through_first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its pages hold everything once, whether the newest hold a page of it or not."""
    monkeypatch.setattr("models.search.words.MOST_WORDS", 8)
    monkeypatch.setattr("models.search.finding.THE_NEWEST", looked_through_first)
    said = [f"kindred{n:02}" if n % 3 or n > 20 else f"kindrik{n:02}" for n in range(30)]
    other = open_space(new_space("Another").uid)
    made = []
    for word in said:
        made.append(capture(space.uid, f"{word} {'and more' if 'red' in word else ''}").uid)
        capture(other.uid, word)
    wanted = [uid for uid, word in zip(made, said, strict=True) if word.startswith("kindred")]
    assert by_pages(space, "kindred*") == wanted[::-1]
    assert by_pages(space, "more kindred*") == wanted[::-1]
    assert by_pages(space, "kindred* -more") == []


def test_pages_hold_everything_once(space: Space) -> None:
    made = [capture(space.uid, f"More time {n}").uid for n in range(11)]
    assert by_pages(space, "time") == made[::-1]
    other = open_space(new_space("Another").uid)
    assert finds(other, "time") == []
    move(made[3], State.CLEARED)
    assert finds(space, "time", state=State.CLEARED) == [made[3]]


def test_two_kiosks_in_one_moment(space: Space) -> None:
    """The same time in two identities: both are found, and neither in the other's place."""
    one = new_uid()
    other = UUID(int=one.int ^ 1)
    capture(space.uid, "a bus", uid=one)
    capture(space.uid, "a tram", uid=other)
    assert finds(space, "bus") == [one]
    assert finds(space, "tram") == [other]
    assert check_index()


def test_it_stays_right_after_every_change(space: Space, store: Path) -> None:
    uid = capture(space.uid, "Umm the zeppelin").uid
    correct(uid, "The airship")
    assert (finds(space, "zeppelin"), finds(space, "airship")) == ([], [uid])
    add_version(uid, VersionKind.TRANSLATED, "Sterowiec", language="pl")
    assert finds(space, "sterow*") == [uid]
    redact(uid, "The [name] came", RedactionReason("names a person"))
    assert (finds(space, "airship"), finds(space, "sterowiec")) == ([], [])
    change_words(uid, "A quetzalcoatlus")
    assert finds(space, "quetzalcoatlus") == [uid]
    # By no verb of ours: what is taken out is gone at once, and what is new is found.
    ContributionRow.update(words="A pterodactyl").where(ContributionRow.uid == uid).execute()
    query = "SELECT count(*) FROM search_text"
    assert database.execute_sql(query).fetchone()[0] == 0
    assert (finds(space, "quetzalcoatlus"), finds(space, "pterodactyl")) == ([], [uid])
    assert check_index()
    move(uid, State.WITHDRAWN)
    assert finds(space, "pterodactyl") == []
    close_store()
    left = b"".join(file.read_bytes() for file in store.parent.glob("heard.db*"))
    for trace in (b"zeppelin", b"airship", b"terowiec", b"quetzal", b"pterod"):
        assert trace not in left.lower(), trace


def test_what_is_wrong_with_the_index_is_seen_and_mended(space: Space) -> None:
    uid = capture(space.uid, "More time").uid
    assert check_index()
    database.execute_sql(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('delete-all')")
    assert not check_index()
    mend_index()
    assert check_index()
    database.execute_sql("DROP TRIGGER search_words_changed")
    ContributionRow.update(words="Less").where(ContributionRow.uid == uid).execute()
    assert not check_index()
    path = database.obj.database
    close_store()
    open_store(path)
    assert check_index(), "mended when it is opened: what a migration loses is there again"
    assert (finds(space, "time"), finds(space, "less")) == ([], [uid])


def test_a_damaged_index_keeps_nobody_from_speaking(space: Space) -> None:
    capture(space.uid, "More time")
    database.execute_sql(f"UPDATE {INDEX}_data SET block = zeroblob(4) WHERE id > 10")
    assert capture(space.uid, "It is saved").words == "It is saved"


def test_an_old_database_gets_its_index(space: Space, store: Path) -> None:
    """A database of before: its tables of searching and their triggers are not there."""
    with database.atomic():
        for number in range(500):
            ContributionRow.insert(
                uid=new_uid(), space=space.uid, words=f"Number {number} of many", way_in="said"
            ).execute()
        first = ContributionRow.select().first()
        VersionRow.create(contribution=first.uid, kind="tidied", words="A quetzal")
    names = "SELECT type, name FROM sqlite_master WHERE name LIKE 'search%' AND type = 'trigger'"
    for kind, name in database.execute_sql(names).fetchall():
        database.execute_sql(f"DROP {kind} {name}")
    for name in (INDEX, "search_text", "search_stale"):
        database.execute_sql(f"DROP TABLE {name}")
    database.execute_sql("DELETE FROM schema_migration WHERE name = '0018_search'")
    close_store()
    open_store(str(store))
    assert has_index()
    assert check_index()
    assert len(found_uids(space.uid, "many")) == 500
    assert finds(space, "quetzal") == [first.uid]
    assert (MIGRATIONS / "0018_search.py").exists()


def test_an_old_engine_forgets_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine of the system, which may be too old to leave no traces by itself."""
    monkeypatch.setitem(sys.modules, "playhouse.cysqlite_ext", None)
    path = tmp_path / "old.db"
    open_store(str(path))
    space = open_space(new_space("Getting help at home").uid)
    uid = capture(space.uid, "A pterodactyl").uid
    assert finds(space, "pterodactyl") == [uid]
    move(uid, State.WITHDRAWN)
    assert finds(space, "pterodactyl") == []
    close_store()
    assert sqlite3.sqlite_version_info
    assert all(b"pterod" not in file.read_bytes() for file in tmp_path.glob("old.db*"))


def test_what_others_left_is_folded_once(space: Space) -> None:
    with database.atomic(), contextlib.suppress(StopIteration):
        for number in range(450):
            ContributionRow.insert(
                uid=new_uid(), space=space.uid, words=f"raw {number}", way_in="said"
            ).execute()
    catch_up()
    assert database.execute_sql("SELECT count(*) FROM search_stale").fetchone()[0] == 0
    assert len(found_uids(space.uid, "raw")) == 450
