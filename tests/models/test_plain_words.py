"""The plain-words coach: what it finds, and what it leaves alone."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets import asset
from models.easy_read.plain_tables import OWN_TABLE, forms_of, plain_tables
from models.easy_read.plain_words import AdviceKind, advice

LONG = (
    "How could the council make it easier for people who live at home with a long illness "
    "to get out and see friends?"
)


def kinds(text: str) -> list[AdviceKind]:
    return [one.kind for one in advice(text)]


def said(text: str, kind: AdviceKind) -> list[str]:
    """The parts of a text in which something was found."""
    return [text[one.start : one.start + one.length] for one in advice(text) if one.kind is kind]


def test_d01_the_coach_finds_utilise_a_sentence_of_23_words_and_dre_with_no_meaning() -> None:
    text = f"How do you utilise the DRE? {LONG}"
    told = {one.kind: one.sentence for one in advice(text)}
    assert told == {
        AdviceKind.JARGON: "“utilise”: you could say “use”.",
        AdviceKind.LETTERS: "“DRE”: say what the letters stand for.",
        AdviceKind.LONG: "This sentence has 23 words. Try 15 or fewer.",
    }
    assert said(text, AdviceKind.LONG) == [LONG.rstrip("?")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We utilized it.", ["utilized"]),
        ("Utilising service users' time", ["Utilising", "service users"]),
        ("In order to facilitate this, we commenced.", ["In order to", "facilitate", "commenced"]),
        ("A domiciliary care package", ["domiciliary care"]),
        ("We use it. They help.", []),
        ("The clientele was served.", []),
    ],
)
def test_jargon_is_found_with_its_endings(text: str, found: list[str]) -> None:
    jargon = said(text, AdviceKind.JARGON)
    assert [one for one in jargon if one != "care package"] == found


def test_rare_words_are_found_and_everyday_ones_and_names_are_not() -> None:
    text = "The perspicacious carers' kettles weren't in Marlowbridge, doesn't it."
    assert said(text, AdviceKind.RARE) == ["perspicacious"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Your form was lost.", ["was lost"]),
        ("It will be carefully looked at.", ["be carefully looked"]),
        ("They are never told.", ["are never told"]),
        ("I am tired and worried.", []),
        ("Is the red bed made?", []),
        ("We lost your form.", []),
    ],
)
def test_passives_are_found(text: str, found: list[str]) -> None:
    assert said(text, AdviceKind.PASSIVE) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask the CHC team.", ["CHC"]),
        ("Two DREs and R&D", ["DREs", "R&D"]),
        ("Continuing healthcare (CHC) pays.", []),
        ("CHC means care that the NHS pays for.", []),
        ("Your GP, the TV and A4", []),
        ("PLEASE KNOCK", []),
        ("Please do NOT knock.", []),
    ],
)
def test_letters_are_found_until_they_are_explained(text: str, found: list[str]) -> None:
    assert said(text, AdviceKind.LETTERS) == found


def own_sentences() -> list[str]:
    """Everything that our own templates put before people, in English."""
    found: list[str] = []
    for file in sorted(asset("spaces").glob("*.toml")):
        page = tomllib.loads(file.read_text(encoding="utf-8"))
        found += [page["title"], page["purpose"], *page["rules"], *page.get("consent_wording", [])]
        found += [item["title"] for item in page["running_order"]]
        for prompt in page["prompts"]:
            found += [prompt[key] for key in ("text", "spoken", "easy_read") if key in prompt]
    return found


def test_our_own_prompts_and_rules_raise_no_false_alarm() -> None:
    sentences = own_sentences()
    assert len(sentences) > 40
    told = {text: [one.sentence for one in advice(text)] for text in sentences}
    # Two of a purpose are longer than they might be; nothing else is said.
    assert {one for found in told.values() for one in found if "words. Try" not in one} == set()
    assert sum(map(bool, told.values())) <= 1


def test_other_languages_are_left_alone() -> None:
    assert advice("Wykorzystywanie DRE", "pl") == ()
    assert advice("", "en") == ()


def test_the_table_is_large_enough_and_every_row_is_plain() -> None:
    table = tomllib.loads(asset("plain", "jargon.toml").read_text(encoding="utf-8"))
    assert len(table["jargon"]) >= 150
    for word, plain in table["jargon"].items():
        assert plain.casefold() not in forms_of(word.casefold()), word
        # What is offered instead is never jargon, rare, or letters itself.
        others = [one for one in advice(plain) if one.kind is not AdviceKind.PASSIVE]
        assert not others, (word, plain, others)


def test_an_organisation_adds_rows_of_its_own(store: Path, tmp_path: Path) -> None:
    text = "Ask the perspicacious hub about the CHC and utilise it."
    before = len(advice(text))
    own = tmp_path / "data" / OWN_TABLE
    own.parent.mkdir(exist_ok=True)
    own.write_text(
        'known = ["perspicacious"]\nletters = ["CHC"]\n[jargon]\nhub = "office"\nutilise = "try"\n',
        encoding="utf-8",
    )
    assert [one.sentence for one in advice(text)] == [
        "“hub”: you could say “office”.",
        "“utilise”: you could say “try”.",
    ]
    assert before == 3
    own.write_text("[jargon]\nhub = 3\n", encoding="utf-8")
    assert "holds something else than texts" in plain_tables().trouble
    own.write_text("hub", encoding="utf-8")
    assert advice(text)[-1].sentence.startswith("Your table plain_words.toml cannot be read")


@given(st.text(max_size=200))
def test_any_text_gets_advice_at_places_that_are_in_it(text: str) -> None:
    for one in advice(text):
        assert 0 <= one.start <= one.start + one.length <= len(text)
        assert one.sentence


def test_a_megabyte_keeps_nobody_waiting() -> None:
    for text in ("x." * 500_000, "a-" * 500_000):
        began = time.process_time()
        advice(text)
        assert time.process_time() - began < 5
