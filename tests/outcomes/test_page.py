"""The outcome page: what it says, how it is built, and how it is put in place."""

import contextlib
import re
import stat
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest

from models.contribution.contribution import Consent, Role, State, capture, move
from models.errors import HeardError
from models.outcome.outcome import Heard, Outcome, Quote, read_outcome
from models.outcome.told import ToHandOut
from models.promise.news import NewsItem
from models.promise.promise import (
    DoneAnswers,
    Promise,
    PromiseKind,
    PromiseState,
    Update,
    add_update,
    make_promise,
)
from models.settings import Settings
from models.space.space import Space, new_space
from models.theme.theme import new_theme, put_in_theme
from outcomes import address_of, outcome_page
from outcomes.handing_out import hand_out
from outcomes.making import Beside, Making, formats_named
from outcomes.page import promise_page, promises_in
from outcomes.papers import PAPERS
from outcomes.site_index import index_page
from tests.outcomes.reading import all_text, body_text, every, parsed

AGREED = Consent(room=True, report=True, quote=True)
A_UID = UUID(int=7)


def promise(kind: PromiseKind = PromiseKind.WILL, what: str = "", **more: object) -> Promise:
    parts: dict[str, object] = {"uid": A_UID, "public_id": "bcdfghjk", "kind": kind, "what": what}
    parts["as_of"] = "2026-11-22"  # so that nothing is late by the calendar
    return Promise(**(parts | more))  # type: ignore[arg-type]


def outcome(
    *themes: Heard, space: Space | None = None, other: tuple[Promise, ...] = (), heard: int = 9
) -> Outcome:
    space = space or Space(A_UID, "k7p2k7p2", "Getting about")
    return Outcome(space, themes, other, heard=heard, set_aside=2, held=1, withdrawn=4)


def theme(*promises: Promise, quotes: tuple[Quote, ...] = (), title: str = "Buses") -> Heard:
    return Heard(title, "pqrstvwx", 3, quotes, promises)


def text_of(page: str) -> str:
    return " ".join(body_text(page).split())


@pytest.fixture
def whole(space: Space) -> Outcome:
    """A space as it is some weeks after the meeting."""
    calls, buses, letters = (
        new_theme(space.uid, title)
        for title in ("Phone calls are not returned", "No evening buses", "Letters are hard")
    )
    for words, role, put_in, language in (
        ("I rang four times.", Role.USES_SERVICES, calls, "en"),
        ("Nobody rang back.", Role.STAFF, calls, "en"),
        ("Nie ma autobusu.", Role.CARER, buses, "pl"),
    ):
        one = capture(
            space.uid, words, role=role, consent=AGREED, language=language, face="kiosk 1"
        )
        move(one.uid, State.CLEARED)
        put_in_theme(put_in.uid, one.uid)
    for to in (State.HELD, State.SET_ASIDE, State.WITHDRAWN):
        move(capture(space.uid, "nothing").uid, to, reason="names a person")
    kept = make_promise(
        space.uid,
        PromiseKind.WILL,
        "Phone everyone back",
        who="The front door team",
        due="2027-04-30",
        theme=calls.uid,
    )
    add_update(
        kept.uid,
        "Everyone is phoned back",
        made_on="2027-05-03",
        done=True,
        evidence="The list of calls hangs in the office",
    )
    add_update(kept.uid, "We began in Worksop", made_on="2027-04-02")
    make_promise(
        space.uid,
        PromiseKind.CANNOT,
        "Run a bus at night",
        because="It is not paid for",
        theme=buses.uid,
    )
    make_promise(
        space.uid,
        PromiseKind.MORE_TIME,
        "Ask about taxis",
        who="The transport lead",
        due="2027-06-30",
        theme=buses.uid,
    )
    make_promise(space.uid, PromiseKind.WILL, "Use the same room", who="The team", due="2027-09-01")
    assert letters.title
    return read_outcome(space.uid)


def test_the_page_says_everything_in_the_outcome(whole: Outcome) -> None:
    text = text_of(outcome_page(whole, address="https://heard.example/k7p2"))
    for words in (
        "Getting about in Worksop",
        "Worksop Library",
        "12 March 2027",
        "To hear what helps people get about.",
        "We heard 5 things.",
        "You said Phone calls are not returned",
        "2 things that we heard are about this.",
        "I rang four times. Someone who uses services",
        "Nobody rang back. A member of staff",
        "Nie ma autobusu. A carer",
        "We will Phone everyone back",
        "Who The front door team",
        "By when 30 April 2027",
        "Done",
        "We did, on 3 May 2027 Everyone is phoned back",
        "What people can see: The list of calls hangs in the office",
        "Update, on 2 April 2027 We began in Worksop",
        "We can't Run a bus at night Because It is not paid for",
        "We need more time Ask about taxis",
        "1 We can't, because",
        "We have not answered this yet.",
        "Other promises We will Use the same room",
        "5 Heard.",
        "3 Read, or waiting to be read.",
        "1 Set aside.",
        "1 Held.",
        "1 Taken back.",
        "https://heard.example/k7p2",
    ):
        assert words in text, words


def test_every_promise_stands_on_the_page_under_its_own_public_id(whole: Outcome) -> None:
    tree = parsed(outcome_page(whole))
    made = [p for heard in whole.themes for p in heard.promises] + [*whole.other_promises]
    articles = {one.get("id"): " ".join(all_text(one).split()) for one in every(tree, "article")}
    assert list(articles) == [one.public_id for one in made]
    assert all(one.what in articles[one.public_id] for one in made)


def test_updates_stand_in_the_order_of_their_dates(whole: Outcome) -> None:
    page = outcome_page(whole)
    assert page.index("We began in Worksop") < page.index("Everyone is phoned back")


def test_structure(whole: Outcome) -> None:
    tree = parsed(outcome_page(whole))
    assert tree.get("lang") == "en"
    title = tree.find("head/title")
    assert title is not None
    assert "Getting about in Worksop, 12 March 2027" in (title.text or "")
    levels = [int(one.tag[1]) for one in tree.iter() if re.fullmatch("h[1-6]", str(one.tag))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(every(tree, "main")) == 1
    skip = next(tree.iter("a"))
    main = every(tree, "main")[0]
    assert skip.get("href") == f"#{main.get('id')}"
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for one in tree.iter():
        for pointer in (one.get("aria-labelledby"), (one.get("href") or "").partition("#")[2]):
            assert not pointer or pointer in ids


def test_one_file_no_script_and_nothing_from_elsewhere(whole: Outcome) -> None:
    page = outcome_page(whole, address="https://heard.example/k7p2")
    tree = parsed(page)
    fetching = {"script", "link", "img", "iframe", "object", "embed", "form", "video", "audio"}
    assert not fetching & {str(one.tag) for one in tree.iter()}
    attributes = {name for one in tree.iter() for name in one.attrib}
    assert not {name for name in attributes if name.startswith("on")}
    assert not attributes & {"src", "srcset", "style"}
    links = [one.get("href", "") for one in tree.iter("a")]
    assert {link for link in links if not link.startswith("#")} == {"https://heard.example/k7p2"}
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_the_three_answers_are_drawn_alike_but_for_a_word_and_a_shape() -> None:
    drawn = []
    for kind in PromiseKind:
        tree = parsed(outcome_page(outcome(theme(promise(kind, "x", who="a", due="2027-01-01")))))
        article = every(tree, "article")[0]
        shapes = [one.attrib for one in article.iter() if str(one.tag).endswith("path")]
        heading = all_text(every(article, "h3")[0])
        form = [(str(one.tag), one.get("class")) for one in article.iter()]
        drawn.append((form, str(shapes), heading))
    assert all(form == drawn[0][0] for form, _, _ in drawn)
    assert len({shapes for _, shapes, _ in drawn}) == len({word for _, _, word in drawn}) == 3


def test_words_in_another_language_say_which(whole: Outcome) -> None:
    tree = parsed(outcome_page(whole))
    marked = {all_text(one): one.get("lang") for one in tree.iter("p") if one.get("lang")}
    assert marked == {"Nie ma autobusu.": "pl"}


def test_a_space_in_a_language_that_we_lack_has_our_own_sentences_marked_as_english() -> None:
    somali = Space(A_UID, "k7p2k7p2", "Socodka", language="so")
    tree = parsed(outcome_page(outcome(theme(quotes=(Quote("Hello", "", "en"),)), space=somali)))
    assert tree.get("lang") == "en"
    assert [one.get("lang") for one in tree.iter("h1")] == ["so"]
    assert [one.get("lang") for one in tree.iter("blockquote")] == [None]


@pytest.mark.parametrize("language", ["", "e", '"><b>', "en_GB", "polski język", "en-"])
def test_a_language_that_is_none_is_left_out(language: str) -> None:
    strange = Space(A_UID, "k7p2k7p2", "Getting about", language=language)
    quotes = (Quote("Hello", "", language),)
    tree = parsed(outcome_page(outcome(theme(quotes=quotes), space=strange)))
    assert {one.get("lang") for one in tree.iter()} == {"en", None}


def test_british_english_is_english() -> None:
    space = Space(A_UID, "k7p2k7p2", "Getting about", language="en-GB")
    tree = parsed(outcome_page(outcome(space=space)))
    assert [one.get("lang") for one in tree.iter() if one.get("lang")] == ["en-GB"]


def test_an_empty_outcome_says_so(space: Space) -> None:
    page = outcome_page(read_outcome(space.uid))
    assert "There are no themes yet." in text_of(page)
    assert "We have not heard anything yet." in text_of(page)
    assert "article" not in {str(one.tag) for one in parsed(page).iter()}


def test_a_space_with_nothing_but_a_title(store: Path) -> None:
    page = outcome_page(read_outcome(new_space("A quiet one").uid))
    assert "A quiet one" in text_of(page)
    assert not every(parsed(page), "p", "where")


def test_one_thing_is_one_thing() -> None:
    assert "We heard 1 thing." in text_of(outcome_page(outcome(heard=1)))


@pytest.mark.parametrize("kind", PromiseKind)
@pytest.mark.parametrize("due", ["", "soon", "2027-04-30", "2027-13-45"])
def test_a_promise_with_parts_missing(kind: PromiseKind, due: str) -> None:
    updates = (Update("", "Begun", done=False), Update("", "", done=True))
    bare, more = promise(kind, due=due), promise(kind, "x", due=due, updates=updates)
    text = text_of(outcome_page(outcome(theme(bare), other=(more,))))
    asked = kind is not PromiseKind.CANNOT
    assert ("Nobody is named yet." in text) == asked
    assert ("There is no date yet." in text) == (asked and not due)


def test_quotes_stand_in_an_order_that_does_not_tell_who_came_first() -> None:
    quotes = (
        Quote("Same words", "staff", "en"),
        Quote("same words", "staff", "en"),
        Quote("Same words", "a carer", "en"),
        Quote("Another", "", "en"),
    )
    pages = {
        outcome_page(outcome(theme(quotes=order)))
        for order in (quotes, quotes[::-1], (*quotes[2:], *quotes[:2]))
    }
    assert len(pages) == 1


def test_numbers_are_never_split_by_role(space: Space) -> None:
    put_in = new_theme(space.uid, "Buses")
    for role in Role:
        one = capture(space.uid, f"words of {role}", role=role)
        move(one.uid, State.CLEARED)
        put_in_theme(put_in.uid, one.uid)
    text = text_of(outcome_page(read_outcome(space.uid))).casefold()
    assert "6 things that we heard are about this." in text
    assert not [role for role in Role if role and role in text]


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "[/x]", "& b", "{{7*7}}", '"><b'])
def test_markup_in_peoples_words_is_text(words: str) -> None:
    parts = promise(PromiseKind.WILL, words, who=words, due=words, because=words)
    space = Space(A_UID, "k7p2k7p2", words, words, words, words, "en")
    quotes = (Quote(words, words, words),)
    other = (promise(what=words, updates=(Update(words, words, done=True),)),)
    page = outcome_page(
        outcome(theme(parts, quotes=quotes, title=words), space=space, other=other), address=words
    )
    tree = parsed(page)
    assert "script" not in {str(one.tag) for one in tree.iter()}
    assert body_text(page).count(words) == 14
    assert all_text(every(tree, "h1")[0]) == words
    assert "49" not in page


def test_only_a_web_address_becomes_a_link() -> None:
    page = outcome_page(outcome(), address="javascript:alert(1)")
    assert "javascript:alert(1)" in text_of(page)
    assert all(one.get("href", "").startswith("#") for one in parsed(page).iter("a"))


def test_a_time_of_day_in_the_date_is_not_shown() -> None:
    space = Space(A_UID, "k7p2k7p2", "Getting about", held_on="2027-03-12 14:05:59")
    text = text_of(outcome_page(outcome(space=space)))
    assert "12 March 2027" in text
    assert not re.search(r"\d:\d", text)


def write(whole: Outcome, folder: Path, base: str = "https://heard.example") -> Path:
    """Hand out the page as the command and the desk do, and return its path."""
    address = address_of(base, whole.space.public_id)
    making = Making(whole, address, settings=Settings(address=base))
    done = hand_out(ToHandOut(whole), making, formats_named("page"), folder)
    return next(iter(done.files), done.folder / "index.html")


def test_the_pages_are_where_their_addresses_say(whole: Outcome, tmp_path: Path) -> None:
    path = write(whole, tmp_path / "out")
    assert path == tmp_path / "out" / whole.space.public_id / "index.html"
    address = address_of("https://heard.example/", whole.space.public_id)
    assert path.read_text("utf-8") == outcome_page(whole, address=address, promise_pages=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    made = promises_in(whole)
    assert len(made) == 4
    for one in made:
        own = address_of("https://heard.example", whole.space.public_id, promise=one.public_id)
        page = tmp_path / "out" / own.rpartition("/")[2] / "index.html"
        assert page.read_text("utf-8") == promise_page(whole, one, address=own)
        assert f"../{one.public_id}/index.html" in path.read_text("utf-8")


def test_writing_again_replaces_the_page(whole: Outcome, tmp_path: Path) -> None:
    path = write(whole, tmp_path)
    inode = path.stat().st_ino
    assert write(whole, tmp_path, "https://b.example") == path
    assert "b.example" in path.read_text()
    assert path.stat().st_ino != inode


def _broken_render(patch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> str:
        raise RuntimeError("no page today")

    patch.setattr("outcomes.page.outcome_page", fail)


def _broken_disk(patch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError("no space left")

    patch.setattr("outcomes.handing_out.os.fsync", fail)


@pytest.mark.parametrize("broken", [_broken_render, _broken_disk])
def test_the_old_page_stays_when_a_new_one_cannot_be_made(
    broken: Callable[[pytest.MonkeyPatch], None],
    whole: Outcome,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = write(whole, tmp_path)
    before = path.read_bytes()
    broken(monkeypatch)
    with contextlib.suppress(HeardError):
        write(whole, tmp_path, "https://b.example")
    assert path.read_bytes() == before
    assert not [one for one in path.parent.iterdir() if one.name.endswith(".tmp")]


NEWS = (
    Update("2026-08-02", "We began", done=False, state=PromiseState.DOING),
    Update("2026-09-12", "It takes longer", False, PromiseState.LATE, new_due="2027-01-31"),
    Update("2026-10-01", "All is done", True, PromiseState.DONE, evidence="A list hangs there"),
)


@pytest.mark.parametrize(
    ("updates", "due", "group", "words"),
    [
        ((), "2027-01-01", None, ()),
        (NEWS[:1], "2027-01-01", None, ("We are doing it", "We are doing it, on 2 August 2026")),
        ((), "2026-01-01", None, ("Late",)),
        (
            NEWS[:2],
            "2027-01-31",
            None,
            ("A delay, on 12 September 2026 It takes longer", "now promised for 31 January 2027"),
        ),
        (NEWS, "2027-01-01", None, ("Done", "What people can see: A list hangs there")),
        (
            NEWS,
            "2027-01-01",
            DoneAnswers(yes=12, not_yet=7, cannot_say=6),
            ("Done, staff say Not yet, some of the group say", "Yes: 12, not yet: 7"),
        ),
    ],
)
def test_how_it_stands_is_told_on_both_pages(
    updates: tuple[Update, ...], due: str, group: DoneAnswers | None, words: tuple[str, ...]
) -> None:
    one = promise(PromiseKind.WILL, "Phone back", due=due, updates=updates, group=group)
    of_it = outcome(theme(one, quotes=(Quote("Nobody rang.", "a carer", "en"),)))
    alone = text_of(promise_page(of_it, one, address="https://heard.example/bcdfghjk"))
    for page in (text_of(outcome_page(of_it)), alone):
        for said in words:
            assert said in page, said
        assert ("Late" in page) == (words == ("Late",))
        assert ("Done" in page) == bool(updates == NEWS)
    whole = text_of(outcome_page(of_it))
    assert ("1 Done so far 1 Not yet, some of the group say" in whole) == bool(group)
    first = text_of(index_page([of_it]))
    assert ("1 done Not yet, some of the group say: 1" in first) == bool(group)
    # The page of the promise has what stands behind it, and the way back.
    assert "You said Buses" in alone
    assert "Nobody rang." in alone
    assert ("There is no news of this yet." in alone) == (not updates)
    assert "heard.example/bcdfghjk" in alone


def test_the_news_since_the_last_meeting_is_on_the_page() -> None:
    one = promise(PromiseKind.WILL, "Phone back", updates=NEWS)
    news = (NewsItem(one, "Nobody rings", NEWS[2:]),)
    text = text_of(outcome_page(replace(outcome(theme(one)), news=news)))
    assert "News of promises You said: Nobody rings. We promised: Phone back." in text
    assert "We did, on 1 October 2026: All is done." in text


def test_downloads_say_what_they_are_and_how_large() -> None:
    beside = (Beside("a b.txt", "Plain text", 999), Beside("a.pdf", "Large print", 2_500_000))
    page = outcome_page(outcome(), downloads=beside)
    links = {all_text(one): one.get("href") for one in every(parsed(page), "a")}
    assert links["Plain text"] == "a%20b.txt"
    assert "Plain text (TXT, 1 kilobyte)" in text_of(page)
    assert "Large print (PDF, 2.5 megabytes)" in text_of(page)
    assert "Take it with you" not in text_of(outcome_page(outcome()))


def test_colours_are_chosen_without_a_script() -> None:
    tree = parsed(outcome_page(outcome()))
    (box,) = every(tree, "fieldset")
    choices = {one.get("id") for one in every(box, "input")}
    assert choices - {None} == {f"paper-{one.name}" for one in PAPERS.values() if one.fill}
    assert [one.get("name") for one in every(box, "input")] == ["colours"] * len(choices)
