"""Braille-ready files: every promise is in them, every line fits, and every line reads back."""

import re
from dataclasses import replace

import pytest

from models.errors import HeardError
from models.outcome.outcome import Outcome, Quote
from models.promise.promise import PromiseKind, Update
from models.space.space import Space
from outcomes import braille, liblouis
from outcomes.braille import make_contracted, make_uncontracted
from outcomes.braille_signs import named
from outcomes.braille_tables import UNCONTRACTED, table_for
from outcomes.braille_words import ADDRESS, OURS, blocks_of
from outcomes.labels import START, labels
from outcomes.labels import make as make_labels
from outcomes.liblouis import EMPTY_CELL, back_translated, translated
from outcomes.making import Made, Making
from tests.outcomes.test_page import A_UID, outcome, promise, theme

pytestmark = pytest.mark.skipif(
    not liblouis.is_there(), reason="there is no liblouis here (make system)"
)

CONTRACTED = "en-ueb-g2.ctb"
# Print that two signs of braille stand for alike, and capitals of a whole passage.
ALIKE = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "—"})
LONGEST = "\n".join(["People wait 9 days, and nobody rings."] * 63)[:2420]
HOSTILE = (
    "[/x] [@click=app.quit] 50% of £12 😀😀👩🏽‍🦽 ✓",
    "before\x00after \x1b[31mred\x1b[0m \u202eabc \u2066x\u2069",
    "مرحبا بكم في الاجتماع",
    "x" * 5000,
    "ⵣⴰ ok 中文",
    LONGEST,
    "\ud800 lone",
)


def some_outcome(*words: str) -> Outcome:
    calls = theme(
        promise(
            what="Phone everybody back",
            who="The front door team",
            due="2027-04-30",
            as_of="2027-05-10",
            updates=(Update("2027-05-03", "Everyone is phoned", done=True, evidence="The list"),),
        ),
        promise(PromiseKind.CANNOT, "Run a bus at night", because="It is not paid for"),
        quotes=tuple(Quote(one, "A carer", "en") for one in ("I rang four times.", *words)),
        title="Nobody phones back",
    )
    polish = theme(quotes=(Quote("Czekam na telefon, żółć.", "", "pl"),))
    space = Space(A_UID, "k7p2k7p2", "Getting about", place="Worksop", held_on="2027-03-12")
    later = promise(PromiseKind.MORE_TIME, "Ask about taxis", who="Sam", due="2027-06-30")
    return outcome(calls, polish, space=space, other=(later,))


def made_of(found: Outcome, size: tuple[int, int] = (40, 25)) -> list[Made]:
    making = Making(found, "https://heard.example/k7p2k7p2", braille=size)
    return [*make_contracted(making), *make_uncontracted(making)]


def pages_of(made: Made) -> list[list[str]]:
    return [page.split("\r\n") for page in made.content.decode("ascii").split("\r\n\f")]


def words_of(made: Made, table: str) -> str:
    """Read a file back as print: pages joined, words that go on joined, numbers of pages left."""
    lines = [line.strip() for page in pages_of(made) for line in page[: made_rows(page)]]
    text = re.sub(r'(?<=\S{30})" ', "", " ".join(line for line in lines if line))
    cells = "".join(chr(EMPTY_CELL + braille._ASCII.index(one)) for one in text)
    return back_translated(cells, table)


def made_rows(page: list[str]) -> int:
    """Return how many lines of a page come before the one with its number."""
    return max(place for place, line in enumerate(page) if line.strip().startswith("#"))


@pytest.mark.parametrize("size", [(40, 25), (20, 5), (32, 27)])
def test_a38_every_line_and_page_fits_and_is_ascii(size: tuple[int, int]) -> None:
    columns, rows = size
    for made in made_of(some_outcome(*HOSTILE), size):
        pages = pages_of(made)
        assert len(pages) > 3
        for number, page in enumerate(pages, 1):
            assert (
                page[rows - 1].strip() == f"#{''.join('JABCDEFGHI'[int(d)] for d in str(number))}"
            )
            assert len([line for line in page if line]) <= rows
            assert page[rows:] == ([""] if number == len(pages) else [])
            assert max(len(line) for line in page) <= columns
            assert page[0].strip(), "a page begins with words"
        assert "\\X" not in made.content.decode(), "no sign is written as its number"
        assert "'\\Y" not in made.content.decode()


def test_a38_every_line_of_print_reads_back_the_same() -> None:
    checked = 0
    for contracted in (True, False):
        for block in blocks_of(some_outcome(LONGEST), address="https://heard.example/k7p2k7p2"):
            for stretch in block.stretches:
                language = OURS if stretch.language == ADDRESS else stretch.language
                spelled = stretch.language == ADDRESS or not contracted
                table = table_for(language, contracted=not spelled)
                words = " ".join(stretch.words.split())
                read = back_translated(translated(words, table), table)
                assert read.translate(ALIKE) == words.translate(ALIKE)
                checked += 1
    assert checked > 60


def test_every_promise_is_in_both_files_in_its_words() -> None:
    tables = {"outcome-contracted.brf": CONTRACTED, "outcome-uncontracted.brf": UNCONTRACTED}
    for made in made_of(some_outcome()):
        text = words_of(made, tables[made.name])
        for words in (
            "You said: Nobody phones back",
            "We will: Phone everybody back.",
            "Who: The front door team.",
            "By when: 30 April 2027.",
            "How it stands: done.",
            "We did, on 3 May 2027: Everyone is phoned.",
            "What you can see: The list.",
            "We can't: Run a bus at night. Because: It is not paid for.",
            "What else we promise We need more time: Ask about taxis.",
            "I rang four times.",
        ):
            assert words in text.replace("’", "'"), words
        assert "NA TELEFON" in made.content.decode(), "Polish in its own braille"


def test_it_is_said_that_nobody_has_checked_it_and_in_which_languages() -> None:
    for made in made_of(some_outcome()):
        assert made.missing[0].startswith("No braille reader has checked outcome-")
        assert "Polish" in made.missing[1]
        assert len(made.missing) == 2
    for made in made_of(some_outcome("ⵣⴰ ok")):
        assert "leaves out words in letters that there is no braille for" in made.missing[1]


def test_contracted_braille_is_shorter_and_the_same_outcome_gives_the_same_bytes() -> None:
    contracted, spelled = made_of(some_outcome(LONGEST))
    assert b'PH"O EVERYBODY' not in contracted.content
    assert b",PHONE EVERYBODY BACK4" in spelled.content
    assert len(contracted.content.replace(b" ", b"")) < 0.9 * len(
        spelled.content.replace(b" ", b"")
    )
    assert made_of(some_outcome(LONGEST))[0] == contracted


def test_a_heading_is_never_alone_at_the_foot_of_a_page() -> None:
    found = some_outcome()
    for rows in range(6, 26, 3):
        for made in made_of(replace(found, themes=found.themes * 6), (40, rows)):
            for page in pages_of(made):
                words = [line for line in page[: made_rows(page)] if line]
                last = words[-1]
                is_heading = last.startswith("    ") and not last.startswith("     ")
                assert not is_heading


def test_signs_are_named_and_other_letters_are_told() -> None:
    def knows(one: str) -> bool:
        return one.isascii() or one in "é"

    assert named("ok 😀😀 👩🏽‍🦽", knows) == (
        "ok (grinning face 2 times) (woman, manual wheelchair)",
        False,
    )
    assert named("✓ é ﬁne", knows) == ("(done) é fine", False)
    assert named("a\u200bb\x00c", knows) == ("abc", False)
    words, lost = named("say سلام now", knows)
    assert lost
    assert words.startswith("say (a word in letters")
    assert words.endswith("now")


def test_without_liblouis_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    liblouis._library.cache_clear()
    monkeypatch.setattr(liblouis, "_NAMES", ("libnothere.so.1",))
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None)
    try:
        assert not liblouis.is_there()
        with pytest.raises(HeardError, match=r"Braille needs liblouis\. Install it: .* are made\."):
            translated("x", UNCONTRACTED)
    finally:
        monkeypatch.undo()
        liblouis._library.cache_clear()


def test_a19_each_key_of_the_kiosk_has_a_label_in_contracted_braille() -> None:
    from screens.kiosk.kiosk import KioskScreen
    from tui.keycard import bindings_of

    bound = {key: one.description for one in bindings_of(KioskScreen) for key in one.key.split(",")}
    found = labels()
    digits = {one.key: one.words for one in found if one.key}
    assert sorted(digits) == list("0123456789")
    assert {key: digits[key] for key in "7890"} == {key: bound[key] for key in "7890"}
    assert [one.words for one in found if not one.key] == list(START)
    for one in found:
        assert back_translated(one.braille_unicode, CONTRACTED) == one.words
        assert one.braille_ascii.isascii()
        assert len(one.braille_ascii) == len(one.braille_unicode)
    [made] = make_labels(Making(some_outcome(), braille=(32, 10)))
    assert made.content.isascii()
    assert max(len(line) for page in pages_of(made) for line in page) <= 32
    assert b"#J3 ,HELP" in made.content
