"""Receipts: four words that find one contribution, and that nobody can read from the database."""

from itertools import pairwise
from pathlib import Path

import pytest

from models.contribution.contribution import (
    Consent,
    Contribution,
    State,
    VersionKind,
    add_version,
    capture,
    move,
)
from models.contribution.fate import PromiseFate, what_became_of, why_held
from models.errors import RefusedError
from models.flags.types import HOLD_REASONS
from models.kiosk import guessing
from models.kiosk.chosen import forget_chosen
from models.kiosk.guessing import WaitError
from models.kiosk.own_words import OwnChangeRow, change_words, take_back_words
from models.kiosk.receipt import (
    NotFoundError,
    ReceiptRow,
    ReceiptSaltRow,
    find_by_receipt,
    give_receipt,
)
from models.kiosk.receipt_words import receipt_list
from models.promise.promise import PromiseKind, PromiseState, add_update, make_promise
from models.space.space import Space, close_space, new_space, open_space
from models.store.base import database
from models.theme.theme import new_theme, put_in_theme, themes_of
from tests.support.held import held_in

MARK = "The-cards-come-late"
WRONG = "river kite lamp oil"


@pytest.fixture
def said(space: Space) -> Contribution:
    return capture(space.uid, MARK, consent=Consent(room=True), face="kiosk 1")


@pytest.fixture
def given(said: Contribution) -> str:
    words = give_receipt(said.uid)
    assert set(words) <= set(receipt_list())
    return " ".join(words)


def test_it_finds_what_it_stands_for(space: Space, said: Contribution, given: str) -> None:
    for where in (space.uid, None):
        assert find_by_receipt(where, given.upper().replace(" ", " , ")) == said
    assert find_by_receipt(None, " ".join(reversed(given.split()))) == said


def test_it_finds_nothing_in_another_space(space: Space, given: str) -> None:
    other = open_space(new_space("Another").uid)
    give_receipt(capture(other.uid, "More time.").uid)
    with pytest.raises(NotFoundError, match="cannot find"):
        find_by_receipt(other.uid, given)


def test_given_again_the_new_ones_count(space: Space, said: Contribution, given: str) -> None:
    again = " ".join(give_receipt(said.uid))
    with pytest.raises(NotFoundError):
        find_by_receipt(space.uid, given)
    assert find_by_receipt(space.uid, again) == said
    assert ReceiptRow.select().count() == 1


def test_each_space_has_a_salt_of_its_own(space: Space, given: str) -> None:
    other = open_space(new_space("Another").uid)
    for _ in range(2):
        give_receipt(capture(other.uid, "More time.").uid)
    salts = [row.salt for row in ReceiptSaltRow.select()]
    assert len(salts) == len(set(salts)) == 2
    assert ReceiptRow.select().count() == 3


def test_the_words_are_nowhere_in_the_database(store: Path, said: Contribution) -> None:
    before = held_in(store)
    given = give_receipt(said.uid)
    data = held_in(store)
    assert MARK.encode() in data, "the search finds what is there"
    # "nature" is in the name of a table (easy_read_signature); three letters are anywhere.
    new = [word for word in given if len(word) > 5 and word.encode() not in before]
    assert not [word for word in new if word.encode() in data]
    assert " ".join(given).encode() not in data


def test_misses_are_slowed_face_by_face(
    space: Space, said: Contribution, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_000_000_000]
    monkeypatch.setattr(guessing, "now_ms", lambda: now[0])
    for _ in range(5):
        with pytest.raises(NotFoundError):
            find_by_receipt(space.uid, WRONG, face="kiosk 1")
    with pytest.raises(WaitError, match="30 seconds"):
        find_by_receipt(space.uid, given, face="kiosk 1")
    assert find_by_receipt(space.uid, given, face="desk") == said, "the desk is not kept waiting"
    now[0] += 30_000
    assert find_by_receipt(space.uid, given, face="kiosk 1") == said
    for number in range(3):
        for _ in range(5):
            with pytest.raises(NotFoundError):
                find_by_receipt(space.uid, WRONG, face=f"kiosk {number + 2}")
    with pytest.raises(WaitError):
        find_by_receipt(space.uid, given, face="kiosk 9")
    now[0] += 3_600_001
    assert find_by_receipt(space.uid, given, face="kiosk 9") == said


def test_a_slip_is_no_guess(space: Space, given: str) -> None:
    for _ in range(30):
        with pytest.raises(RefusedError, match="four words"):
            find_by_receipt(space.uid, "river kite", face="kiosk 1")
    find_by_receipt(space.uid, given, face="kiosk 1")


def test_what_became_of_it(space: Space, said: Contribution) -> None:
    def told() -> str:
        return " ".join(what_became_of(said.uid, today="2026-11-20").told())

    assert "not read it yet" in told()
    move(said.uid, State.SET_ASIDE)
    assert "counted" in told()
    move(said.uid, State.CLEARED)
    assert "room's screen, as you agreed" in told()
    assert "report" not in told()
    theme = new_theme(space.uid, "Cards")
    put_in_theme(theme.uid, said.uid)
    assert "in: Cards" in told()
    assert "no promise about this yet" in told()
    promise = make_promise(
        space.uid,
        PromiseKind.WILL,
        "Phone back within two days.",
        who="The duty team",
        due="2026-11-19",
        theme=theme.uid,
    )
    assert "Promised: Phone back within two days. By: The duty team, until 19 Nov" in told()
    assert "It is late." in told()
    assert "not done yet" in " ".join(what_became_of(said.uid, today="2026-11-19").told())
    add_update(
        promise.uid, "A new phone line", made_on="2026-11-20", done=True, evidence="Ring it."
    )
    assert "It is done. We did, on 20 November 2026: A new phone line." in told()
    assert "What you can see: Ring it." in told()
    make_promise(space.uid, PromiseKind.CANNOT, "Pay it", because="No law", theme=theme.uid)
    assert "we can't. Pay it. Because: No law." in told()
    make_promise(space.uid, PromiseKind.WILL, "Else", who="Us", due="2027-01-01")
    assert "Else" not in told(), "a promise about something else is not theirs"


def test_why_it_is_held_is_told_without_the_words_of_the_desk(
    space: Space, said: Contribution
) -> None:
    move(said.uid, State.HELD, reason="he always complains; may name a person")
    told = " ".join(what_became_of(said.uid).told())
    assert "It may name somebody" in told
    assert "complains" not in told
    for reason in HOLD_REASONS:
        assert why_held(reason).endswith(".")
    assert len({why_held(reason) for reason in HOLD_REASONS}) >= 4


def test_changing_it_goes_back_to_the_start(space: Space, said: Contribution, given: str) -> None:
    add_version(said.uid, VersionKind.TIDIED, MARK)
    move(said.uid, State.CLEARED)
    theme = new_theme(space.uid, "Cards")
    put_in_theme(theme.uid, said.uid)
    changed = change_words(said.uid, "My card was taken.")
    assert (changed.state, changed.words, changed.versions) == (
        State.WAITING,
        "My card was taken.",
        (),
    )
    assert changed.consent == said.consent
    move(said.uid, State.CLEARED)
    assert themes_of(space.uid)[0].members == frozenset()
    assert find_by_receipt(space.uid, given).words == "My card was taken."
    assert what_became_of(said.uid).changes == 1
    change_words(said.uid, "My phone is 07700 900123.")
    assert what_became_of(said.uid).state is State.HELD, "it is looked at anew"


def test_what_was_changed_is_nowhere_in_the_database(store: Path, said: Contribution) -> None:
    change_words(said.uid, "My card was taken.")
    data = held_in(store)
    assert MARK.encode() not in data


def test_taking_it_back_leaves_nothing_but_that(
    space: Space, store: Path, said: Contribution, given: str
) -> None:
    move(said.uid, State.CLEARED)
    put_in_theme(new_theme(space.uid, "Cards").uid, said.uid)
    assert take_back_words(said.uid).words == ""
    assert take_back_words(said.uid).state is State.WITHDRAWN
    found = find_by_receipt(None, given)
    assert what_became_of(found.uid).told() == (
        "It was taken back. Nothing that it said is left here.",
    )
    assert [row.what for row in OwnChangeRow.select()] == ["taken back"]
    rows = database.execute_sql("SELECT count(*) FROM theme_member").fetchone()[0]
    assert rows == 0
    with pytest.raises(RefusedError):
        change_words(said.uid, "Again")
    with pytest.raises(RefusedError):
        give_receipt(said.uid)
    forget_chosen(said.uid)
    data = held_in(store)
    assert MARK.encode() not in data


def test_a_closed_space_still_lets_them_take_it_back(space: Space, said: Contribution) -> None:
    close_space(space.uid)
    with pytest.raises(RefusedError, match="still be taken back"):
        change_words(said.uid, "Other words")
    take_back_words(said.uid)


def test_the_sentences_are_short(space: Space, said: Contribution) -> None:
    kind, state = PromiseKind.MORE_TIME, PromiseState.LATE
    late = PromiseFate(said.uid, "w", "w", "2026-01-01", "", kind, state)
    assert late.told() == "More time is needed: w. By: w, until 1 January 2026. It is late."
    lines = what_became_of(said.uid).told()
    assert all(len(part.split()) <= 15 for line in lines for part in line.split("."))
    assert all(a != b for a, b in pairwise(lines))
