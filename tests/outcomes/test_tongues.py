"""The outcome in the languages of the people: no sentence of ours is left in English."""

import io
import re
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
from icalendar import Calendar
from pypdf import PdfReader

from assets.language import Pseudo, now, speaking, use
from assets.language_names import note_on, own_name
from models.contribution.contribution import Version, VersionKind
from models.errors import RefusedError
from models.meeting.checkout import QUESTIONS
from models.meeting.ladder import RUNGS, Rating, Side
from models.outcome.outcome import Asked, Heard, Outcome, Quote
from models.outcome.told import ToHandOut
from models.promise.done_answers import DoneAnswers
from models.promise.news import NewsItem
from models.promise.promise import Promise, PromiseKind, PromiseState, Update
from models.space.space import Space
from outcomes import outcome_chapters, outcome_page
from outcomes.braille_words import ADDRESS, blocks_of
from outcomes.handing_out import HandedOut, hand_out
from outcomes.making import Made, Making, format_named, formats_named, make_one, make_set
from outcomes.page import promise_page, promises_in
from outcomes.site_index import gone_page, index_pages
from outcomes.text import outcome_text
from outcomes.tongues import language_named, tongues_of
from tests.outcomes.reading import all_text, body_text, every, parsed

UID = UUID(int=7)
# A word with nothing but plain letters: in the language of accents, no sentence of ours has one.
PLAIN = re.compile(r"(?<![\w'’])[A-Za-z]{2,}(?![\w'’])")
# Addresses, kinds of files, and the names of those who drew pictures and made icons.
SAME = re.compile(
    r"https?://\S+|\S*\bexample\b\S*|poster-a\d-?\w*\.pdf|\b(?:HTML|PDF|MP3|ICS|TXT|MIT)\b"
    r"|Health Icons, by Resolve to Save Lives \(healthicons\.org\)|The Heard contributors"
)
NEW = Update("2027-05-03", "11 12", done=True, evidence="13 14")
MOVED = (
    Update("2027-04-02", "15", done=False, state=PromiseState.DOING),
    Update("2027-04-03", "16", done=False, state=PromiseState.LATE, new_due="2027-04-30"),
    Update("2027-04-04", "17", done=False, state=PromiseState.CANNOT),
    Update("2027-04-05", "18", done=False),
)


def promise(number: int, kind: PromiseKind = PromiseKind.WILL, **more: Any) -> Promise:
    return Promise(UID, f"k7p2{number}", kind, f"{number} {number}", as_of="2027-06-01", **more)


PROMISES = (
    promise(1001),
    promise(1002, who="21", due="2027-07-01", review="2027-08-01", updates=MOVED[:1]),
    promise(1003, who="22", due="2027-04-30", due_before="2027-03-31", updates=MOVED[1:2]),
    promise(1004, due="2027-05-01", updates=(NEW,), group=DoneAnswers(6, 7, 5)),
    promise(1005, updates=(NEW,), group=DoneAnswers(5, 0, 1)),
    promise(1006, who="23", due="2027-05-01", updates=MOVED[2:]),
    promise(1007, PromiseKind.CANNOT, because="24"),
    promise(1008, PromiseKind.MORE_TIME, who="25", due="2027-07-02"),
)
QUOTES = (
    Quote("31", "uses services", "qps", original="32", tidied_by="33"),
    Quote("34", "staff", "pl", late=True),
    Quote(
        "35",
        "a carer",
        "cy",
        translations=(Version(VersionKind.TRANSLATED, "36", "qps", "37"),),
    ),
    Quote(
        "38",
        "someone else",
        "qps",
        translations=(Version(VersionKind.TRANSLATED, "39", "ur", "40"),),
    ),
)


def outcome(language: str = Pseudo.NAME, *, empty: bool = False) -> Outcome:
    """Return an outcome with everything in it, in which people use figures and no letters."""
    space = Space(UID, "k7p2k7p2", "41", "42", "43", "2027-03-12", language)
    if empty:
        return Outcome(space, (), (), 0, 0, 0, 0)
    return Outcome(
        space,
        (
            Heard("51", "t1", 3, QUOTES, PROMISES[:5]),
            Heard("52", "t2", 1, (), ()),
            Heard("53", "t3", 0, (), ()),
        ),
        PROMISES[5:],
        heard=9,
        set_aside=2,
        held=1,
        withdrawn=3,
        said_nothing=1,
        how_it_was=tuple(
            Asked(value, asked, ("9", "fewer than 5", "not shown", "0", "0") if number else ())
            for number, (value, asked) in enumerate(QUESTIONS.items())
        ),
        ratings=(Rating(Side.STAFF, RUNGS[6], "54"), Rating(Side.PEOPLE, RUNGS[0], "55")),
        news=tuple(
            NewsItem(one, theme, one.updates)
            for one, theme in zip(PROMISES, ("56", "", "57") * 3, strict=False)
        ),
        languages=("cy", "pl"),
    )


def english_in(text: str) -> set[str]:
    """Return the plain words of a text: those of sentences that nobody marked."""
    return {*PLAIN.findall(SAME.sub(" ", " ".join(text.split())))}


def read(name: str, content: bytes) -> str:
    """Return the words of a file as a reader meets them."""
    kind = name.rpartition(".")[2]
    if kind == "pdf":
        with closing(pypdfium2.PdfDocument(content)) as pages:
            return " ".join(page.get_textpage().get_text_range() for page in pages)
    if kind == "ics":
        events = Calendar.from_ical(content.decode()).walk()
        told = [one.get(part, "") for one in events for part in ("summary", "description")]
        return " ".join(map(str, told))
    return body_text(content.decode()) if kind == "html" else content.decode("utf-8-sig")


def made(language: str, names: str, *, empty: bool = False) -> dict[str, str]:
    """Return the words of each file of some formats."""
    making = Making(outcome(language, empty=empty), "https://heard.example/k7p2k7p2")
    found: dict[str, str] = {}
    for result in make_set(making, formats_named(names)):
        assert not result.trouble, (result.format.name, result.trouble)
        found |= {one.name: read(one.name, one.content) for one in result.files}
    return found


@pytest.mark.parametrize(
    ("names", "empty"),
    [
        ("text,large-18,easy-read,poster,page,calendar", False),
        ("text,large-18,page", True),
    ],
    ids=["everything", "nothing"],
)
def test_no_sentence_of_ours_is_left_in_english(names: str, empty: bool) -> None:
    files = made(Pseudo.NAME, names, empty=empty)
    left = {name: english_in(words) for name, words in files.items()}
    assert {name: words for name, words in left.items() if words} == {}, "not marked with _()"
    assert all(len(words) > 50 for words in files.values()), "they were read"


def test_no_page_of_a_promise_and_none_of_the_site_is_left_in_english() -> None:
    whole = outcome()
    pages = {one.public_id: promise_page(whole, one, address="x") for one in promises_in(whole)}
    pages |= {f"{tag}": outcome_page(whole, language=tag) for tag in [Pseudo.NAME]}
    with speaking(Pseudo.NAME):
        pages |= {f"gone {back}": gone_page(taken_back=back) for back in (False, True)}
        left = {name: english_in(body_text(page)) for name, page in pages.items()}
    first = next(iter(index_pages([whole]).values()))
    for tag in ("cy", "en", "pl"):
        first = first.replace(f">{own_name(tag)}<", "><").replace(f"({note_on(tag)})", "")
    left["index"] = english_in(body_text(first))
    left["titles"] = {
        word
        for page in pages.values()
        for word in english_in(all_text(every(parsed(page), "title")[0]))
    }
    assert {name: words for name, words in left.items() if words} == {}


def test_nothing_that_is_said_or_felt_is_left_in_english() -> None:
    with speaking(Pseudo.NAME):
        said = [f"{one.title} {one.text}" for one in outcome_chapters(outcome())]
        felt = [part for one in blocks_of(outcome(), address="x") for part in one.stretches]
    assert english_in(" ".join(said)) == set()
    ours = [one for one in felt if one.language != ADDRESS]
    assert english_in(" ".join(one.words for one in ours)) == set()
    assert {one.language for one in ours} == {Pseudo.NAME, "pl", "cy", "ur"}


def test_d39_the_outcome_of_a_polish_space_is_polish_throughout() -> None:
    files = made("pl", "page,text")
    for words in ("12 marca 2027", "Usłyszeliśmy 9 rzeczy", "Powiedzieliście"):
        assert words in files["index.html"]
    assert "Dotyczą tego 3 rzeczy, które usłyszeliśmy." in files["outcome.txt"]
    assert "Dotyczy tego 1 rzecz, którą usłyszeliśmy." in files["outcome.txt"]
    assert "tłumaczenie maszynowe" in files["outcome.txt"], "what no reader has checked says so"
    pdf = make_one(format_named("large-18"), Making(outcome("pl"))).files[0]
    assert "Strona 1 z" in read(pdf.name, pdf.content)
    assert PdfReader(io.BytesIO(pdf.content)).trailer["/Root"]["/Lang"] == "pl"  # type: ignore[index]
    assert parsed(outcome_page(outcome("pl"))).get("lang") == "pl"
    assert any("translated by machine" in one for one in pdf.missing)


def handed(folder: Path, language: str, own: str = "en") -> HandedOut:
    making = Making(outcome(own), language=language)
    formats = formats_named("page,text,csv")
    return hand_out(ToHandOut(making.outcome), making, formats, folder, note=lambda *_, **__: None)


def test_d39_the_outcome_of_an_english_space_in_polish(tmp_path: Path) -> None:
    first = handed(tmp_path, "")
    assert first.missing == ()
    polish = handed(tmp_path, "pl")
    names = {path.name for path in polish.files}
    assert {"outcome-pl.html", "outcome-pl.txt"} < names
    assert not [one for one in names if one.endswith(".zip") and "pl" in one], "tables stay"
    folder = tmp_path / "k7p2k7p2"
    tree = parsed((folder / "outcome-pl.html").read_text(encoding="utf-8"))
    assert tree.get("lang") == "pl"
    assert [one.get("lang") for one in tree.iter("h1")] == ["en"], "a person's words stay theirs"
    links = {one.get("href"): one.get("hreflang") for one in tree.iter("a")}
    assert links["index.html"] == "en", "the page that was made before"
    assert "../k7p21001/outcome-pl.html" in links
    assert (tmp_path / "k7p21001" / "outcome-pl.html").is_file()
    told = " ".join(polish.missing)
    assert told.count("Heard's own sentences in Polish were translated by machine.") == 1
    assert "Promises and themes are in English" in told
    # Made again, the English page leads to the Polish one.
    handed(tmp_path, "")
    again = parsed((folder / "index.html").read_text(encoding="utf-8"))
    assert "outcome-pl.html" in {one.get("href") for one in again.iter("a")}


def test_what_a_file_lacks_names_the_file_as_it_is_called() -> None:
    def maker(_: Making) -> list[Made]:
        return [Made("a.brf", b"", ("Nobody has checked a.brf.",))]

    polish = Making(outcome("en"), language="pl")
    (made,) = make_one(format_named("braille"), polish, makers={"braille": maker}).files
    assert (made.name, made.missing[0]) == ("a-pl.brf", "Nobody has checked a-pl.brf.")


def test_the_screen_of_whoever_has_it_made_stays_as_it_is() -> None:
    use("cy")
    try:
        seen: list[str] = []

        def maker(_: Making) -> list[Made]:
            seen.append(now())
            return []

        for name in ("csv", "text"):
            make_one(format_named(name), Making(outcome("pl")), makers={name: maker})
        assert seen == ["en", "pl"], "tables are for those who count, in English"
        assert now() == "cy"
    finally:
        use("en")


def test_the_languages_of_a_space_are_its_own_and_those_it_has() -> None:
    assert tongues_of(outcome("en")) == ("en", "cy", "pl")
    assert tongues_of(replace(outcome("cy"), themes=(), languages=("ur",))) == ("cy",)
    assert tongues_of(outcome("so", empty=True)) == ("en",)
    assert [*index_pages([outcome("en")])] == ["index.html", "index-cy.html", "index-pl.html"]
    assert (language_named("PL"), language_named("welsh")) == ("pl", "cy")
    with pytest.raises(RefusedError, match=r"Nothing was made. There are: en \(English\), cy"):
        language_named("xx")


def test_text_is_made_in_the_language_of_now() -> None:
    making = Making(outcome("en", empty=True))
    with speaking("cy"):
        assert "12 Mawrth 2027" in outcome_text(making)
    assert "12 March 2027" in outcome_text(making)
