"""What may belong in a theme: suggested by the words that are shared, and by nothing else."""

import csv
import time
from pathlib import Path
from uuid import UUID

import pytest

from models.theme.suggestions import Suggestion, Wording, suggest

# Real comments, CC BY 4.0; beside the checkout where it is developed, and not in it.
REAL = Path(__file__).parents[3] / "shared" / "data" / "london.youth.policing.comments.csv"
# Seconds of work for a year's ten thousand contributions; it takes about a third of one.
PATIENCE = 5


def found(title: str, members: list[str], others: list[str], language: str = "en") -> list[str]:
    """Return what is suggested, each as its place among the others and the words it shares."""
    suggested = suggest(
        Wording(title, language),
        [[Wording(words, language)] for words in members],
        {UUID(int=n): [Wording(words, language)] for n, words in enumerate(others)},
    )
    return [f"{one.contribution.int}: {', '.join(one.shared)}" for one in suggested]


def test_a_word_of_the_title_is_reason_enough_and_its_ending_does_not_matter() -> None:
    others = ["I waited nine weeks.", "The bus never comes.", "All this waiting!"]
    assert found("Waiting", [], others) == ["0: waited", "2: waiting"]


def test_of_the_words_behind_it_takes_two() -> None:
    members = ["The carer leaves after eleven minutes."]
    others = ["My carer is kind.", "A carer stays for eleven minutes."]
    assert found("More time", members, others) == ["1: carer, eleven, minutes"]


def test_small_words_are_no_reason() -> None:
    assert found("They should have been there for me", [], ["They were not there when I had"]) == []


def test_what_is_nearly_everywhere_is_no_reason() -> None:
    others = [f"The police and thing{chr(97 + n)}" for n in range(20)]
    assert found("The police", [], others) == []
    assert len(found("The police", [], others[:5])) == 5, "of few texts nothing can be said"


def test_the_best_is_first() -> None:
    others = ["A phone call.", "Nobody answers the phone, and nobody phones back in weeks."]
    members = ["The phone rings for weeks, and nobody answers."]
    assert [one[0] for one in found("Phone us back", members, others)] == ["1", "0"]


@pytest.mark.parametrize(
    ("language", "title", "words", "shared"),
    [
        ("pl", "Telefon", "Nikt nie odbiera telefonu.", "telefonu"),
        ("cy", "Y ffôn", "Nid oes neb yn ateb y ffôn.", "ffôn"),
        ("ur", "فون", "کوئی فون نہیں اٹھاتا", "فون"),
        ("xx", "Foo", "foo bar", "foo"),
    ],
)
def test_in_other_languages(language: str, title: str, words: str, shared: str) -> None:
    assert found(title, [], [words], language) == [f"0: {shared}"]


def test_words_of_two_languages_are_never_taken_for_one() -> None:
    """ "Ten" is a number in English, and "this one" in Polish."""
    english = Wording("Ten weeks of chill", "en")
    polish = {UUID(int=1): [Wording("Chill dla mnie", "pl")]}
    assert suggest(english, [], polish) == ()
    both = {UUID(int=1): [Wording("Długo czekam", "pl"), Wording("Many weeks", "en")]}
    assert suggest(english, [], both)[0].shared == ("weeks",), "by its translation"


def test_odd_words_do_no_harm() -> None:
    odd = ["", "[/x]", "[@click=app.quit]", "🙂🙂", "12 34", "x" * 5_000, "a\x00b", "'''"]
    assert found("x" * 5_000, odd, odd) != []
    assert found("", odd, odd) != found("nothing like it", [], odd)


def occurs(one: Suggestion, words: str) -> bool:
    return all(shared in words for shared in one.shared)


@pytest.fixture(scope="module")
def real() -> list[str]:
    if not REAL.exists():
        pytest.skip(f"the real comments are not here: {REAL.name} in a folder beside the checkout")
    with REAL.open(encoding="utf-8") as file:
        return [row["comment-body"] for row in csv.DictReader(file) if row["comment-body"].strip()]


def test_real_comments_are_explained_by_words_that_do_occur_in_them(real: list[str]) -> None:
    everything = {UUID(int=n): [Wording(words)] for n, words in enumerate(real)}
    many = 0
    for title in ("Offer incentives", "Open talks with officers", "Decisions about policy"):
        for behind in range(len(real)):
            others = {uid: words for uid, words in everything.items() if uid.int != behind}
            for one in suggest(Wording(title), [everything[UUID(int=behind)]], others):
                many += 1
                assert one.shared
                assert one.score > 0
                assert one.contribution.int != behind
                assert occurs(one, real[one.contribution.int])
    assert many > len(real)
    offers = suggest(Wording("Offer incentives"), [], everything)
    assert len(offers) == 4
    assert "offer" in real[offers[0].contribution.int], "the one that shares both is first"


def test_ten_thousand_are_looked_through_while_a_person_waits(real: list[str]) -> None:
    count = len(real)
    many = {
        UUID(int=n): [Wording(f"{real[n % count]} {real[(n * 7 + 3) % count]}")]
        for n in range(10_000)
    }
    began = time.process_time()
    assert suggest(Wording("Offer incentives"), [[Wording(real[0])]], many)
    assert time.process_time() - began < PATIENCE
