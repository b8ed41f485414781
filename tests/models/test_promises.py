"""Promises: what exactly, who, by when; and that they are remembered."""

from uuid import uuid4

import pytest

from models.errors import RefusedError
from models.promise.promise import (
    VAGUE,
    PromiseKind,
    add_update,
    check_promise,
    make_promise,
    promises_of,
)
from models.room.aloud import say_promise
from models.space.space import Space
from models.theme.theme import new_theme, remove_theme

WILL, CANNOT, MORE_TIME = PromiseKind.WILL, PromiseKind.CANNOT, PromiseKind.MORE_TIME
GOOD = ("Phone back within two days", "The home care office", "30 April 2027", "")


@pytest.mark.parametrize("kind", [WILL, MORE_TIME])
def test_a_promise_says_what_who_and_when(kind: PromiseKind) -> None:
    assert check_promise(kind, *GOOD) == {}
    missing = check_promise(kind, "", "", "", "")
    assert list(missing) == ["what", "who", "due"]
    assert all(sentence.endswith(".") for sentence in missing.values())


def test_a_refusal_says_why_and_needs_no_date() -> None:
    assert list(check_promise(CANNOT, "Longer visits", "", "", "")) == ["because"]
    assert check_promise(CANNOT, "Longer visits", "", "", "There is no money for it.") == {}


@pytest.mark.parametrize(
    "what",
    [
        "We'll look into it",
        "we will look into it.",
        "We’ll look into this!",
        "I will try",
        "WE WILL DO OUR BEST",
        "To see what we can do",
        "look   into\nit",
        "We will we'll try",
        *sorted(VAGUE),
    ],
)
def test_a_promise_that_says_nothing_is_refused_kindly(what: str) -> None:
    assert "Say what exactly" in check_promise(WILL, what, *GOOD[1:])["what"]


@pytest.mark.parametrize("what", ["", "   ", "We will ", "We will.", "\x00"])
def test_an_empty_promise_is_refused_with_an_example(what: str) -> None:
    assert "Say what exactly" in check_promise(WILL, what, *GOOD[1:])["what"]


@pytest.mark.parametrize(
    "what",
    [
        "Look into why nobody phones back, and tell everyone",
        "We will try a new rota in Ward 3",
        "Think about it together with Our Voice on 3 May",
    ],
)
def test_a_promise_that_says_something_is_taken(what: str) -> None:
    assert check_promise(WILL, what, *GOOD[1:]) == {}


@pytest.mark.parametrize("due", ["soon", "31 April 2027", "when we can"])
def test_by_when_has_to_be_a_date(due: str) -> None:
    assert "30 April 2027" in check_promise(WILL, GOOD[0], GOOD[1], due, "")["due"]


def test_promises_are_kept_in_their_order(space: Space) -> None:
    theme = new_theme(space.uid, "Nobody phones back").uid
    first = make_promise(
        space.uid, WILL, "Phone  back ", who="The office", due="30/4/2027", theme=theme
    )
    second = make_promise(space.uid, CANNOT, "Longer visits", because="There is no money.")
    third = make_promise(space.uid, MORE_TIME, "The rota", who="The team", due="May 2027")
    assert promises_of(space.uid) == (first, second, third)
    assert (first.what, first.due, first.theme) == ("Phone back", "2027-04-30", theme)
    assert (second.due, second.who, third.due) == ("", "", "2027-05-31")
    assert len({one.public_id for one in (first, second, third)}) == 3


@pytest.mark.parametrize(
    "fields",
    [
        {"what": "We'll look into it", "who": "x", "due": "May 2027"},
        {"what": "Phone back", "who": "", "due": "May 2027"},
        {"what": "Phone back", "who": "x", "due": "soon"},
    ],
)
def test_d36_what_is_not_exact_is_not_saved(space: Space, fields: dict[str, str]) -> None:
    with pytest.raises(RefusedError):
        make_promise(space.uid, WILL, fields["what"], who=fields["who"], due=fields["due"])
    assert promises_of(space.uid) == ()


def test_a_promise_outlives_its_theme(space: Space) -> None:
    theme = new_theme(space.uid, "Nobody phones back").uid
    made = make_promise(space.uid, WILL, "Phone back", who="x", due="May 2027", theme=theme)
    remove_theme(theme)
    assert [one.uid for one in promises_of(space.uid)] == [made.uid]
    assert promises_of(space.uid)[0].theme is None


def test_updates_are_dated_and_done_says_what_changed(space: Space) -> None:
    uid = make_promise(space.uid, WILL, "Phone back", who="x", due="May 2027").uid
    add_update(uid, "Two people started.", made_on="1 May 2027")
    assert not promises_of(space.uid)[0].done
    for nothing in ("", "  "):
        with pytest.raises(RefusedError, match="what changed"):
            add_update(uid, nothing, made_on="2 May 2027", done=True)
    add_update(uid, "Everyone is phoned back.", made_on="3/5/2027", done=True, evidence="Ask")
    one = promises_of(space.uid)[0]
    assert one.done
    assert [(u.made_on, u.done) for u in one.updates] == [
        ("2027-05-01", False),
        ("2027-05-03", True),
    ]


def test_an_update_needs_a_promise_and_a_date(space: Space) -> None:
    uid = make_promise(space.uid, WILL, "Phone back", who="x", due="May 2027").uid
    with pytest.raises(RefusedError):
        add_update(uuid4(), "Done.", made_on="3 May 2027")
    with pytest.raises(RefusedError):
        add_update(uid, "Done.", made_on="lately")
    assert promises_of(space.uid)[0].updates == ()


def test_a_promise_is_said_in_plain_sentences(space: Space) -> None:
    will = make_promise(space.uid, WILL, "Phone back", who="The office", due="30/4/2027")
    cannot = make_promise(space.uid, CANNOT, "Longer visits", because="There is no money")
    more = make_promise(space.uid, MORE_TIME, "The rota", who="The team", due="May 2027")
    add_update(will.uid, "It is so.", made_on="1 May 2027", done=True, evidence="Ask")
    will = promises_of(space.uid)[0]
    promised = "We will: Phone back. The office, by 30 April 2027."
    kept = f"{promised} We did: It is so. What you can see: Ask."
    assert say_promise(will) == kept
    assert say_promise(cannot) == "We can't: Longer visits. Because: There is no money."
    assert say_promise(more) == "We need more time: The rota. The team, by 31 May 2027."
