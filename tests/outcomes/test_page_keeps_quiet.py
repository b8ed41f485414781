"""Nothing leaves that its owner did not give: every state, every consent, one page."""

import itertools
import re

import pytest

from models.contribution.contribution import (
    MOVES,
    Consent,
    Contribution,
    State,
    VersionKind,
    WayIn,
    add_version,
    capture,
    move,
    set_consent,
)
from models.outcome.outcome import read_outcome
from models.promise.promise import PromiseKind, make_promise
from models.space.space import Space
from models.theme.theme import new_theme, put_in_theme
from outcomes import outcome_page
from tests.outcomes.reading import parsed

CONSENTS = [Consent(*given) for given in itertools.product((False, True), repeat=3)]
CASES = list(itertools.product(State, CONSENTS, (False, True)))
ALL = Consent(room=True, report=True, quote=True)


def marker(number: int, kind: str) -> str:
    """Return a word that stands nowhere else, and in no other such word."""
    return f"{kind}zq{number:03d}qz"


def put(space: Space, number: int, state: State, consent: Consent, *, tidied: bool) -> Contribution:
    """Make a contribution that was once cleared, agreed to and in a theme, then became this."""
    one = capture(
        space.uid,
        marker(number, "words"),
        role=marker(number, "role"),
        consent=ALL,
        face="kiosk 1",
        way_in=WayIn.TYPED,
    )
    if tidied:
        add_version(one.uid, VersionKind.TIDIED, marker(number, "tidied"), made_by="the scribe")
    move(one.uid, State.CLEARED)
    put_in_theme(new_theme(space.uid, f"Theme {number}").uid, one.uid)
    set_consent(one.uid, consent)
    if state is not State.CLEARED:
        assert (State.CLEARED, state) in MOVES
        move(one.uid, state, reason=marker(number, "reason"))
    return one


def test_only_what_is_cleared_and_may_be_quoted_is_on_the_page(space: Space) -> None:
    made = [
        (put(space, number, state, consent, tidied=tidied), state, consent, tidied)
        for number, (state, consent, tidied) in enumerate(CASES)
    ]
    page = outcome_page(read_outcome(space.uid))
    parsed(page)
    anyhow = page.casefold()
    shown, hidden = 0, 0
    for number, (_, state, consent, tidied) in enumerate(made):
        here = {
            kind for kind in ("words", "tidied", "role", "reason") if marker(number, kind) in anyhow
        }
        if state is State.CLEARED and consent.report and consent.quote:
            # D19: what was tidied stands there, and so does what was said.
            assert here == {"tidied", "words", "role"} - (set() if tidied else {"tidied"})
            shown += 1
        else:
            assert not here, (state, consent, here)
            hidden += 1
    assert (shown, hidden) == (4, len(CASES) - 4)
    assert not [one for one, *_ in made if str(one.uid) in page or one.uid.hex in page]


def test_roles_are_shown_as_their_owner_gave_them(space: Space) -> None:
    put(space, 1, State.CLEARED, ALL, tidied=False)
    assert "Rolezq001qz" in outcome_page(read_outcome(space.uid))


def test_no_clock_no_device_no_inner_id(space: Space) -> None:
    for number, (state, consent, tidied) in enumerate(CASES):
        put(space, number, state, consent, tidied=tidied)
    theme = new_theme(space.uid, "Buses")
    inner = [space.uid, theme.uid]
    for put_in in (theme.uid, None):
        made = make_promise(
            space.uid, PromiseKind.WILL, "Phone back", who="Ann", due="2027-04-30", theme=put_in
        )
        inner.append(made.uid)
    page = outcome_page(read_outcome(space.uid), address="https://heard.example/k7p2")
    body = page[page.index("<body>") :]
    assert not re.search(r"\d:\d\d", body)
    assert "kiosk" not in page
    assert "desk" not in page.casefold()
    assert "scribe" not in page.replace("tidied by the scribe", "")
    assert WayIn.TYPED not in body
    for uid in inner:
        assert str(uid) not in page
        assert uid.hex not in page
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", page)


@pytest.mark.parametrize("backwards", [False, True])
def test_the_order_of_arrival_is_not_in_the_page(space: Space, *, backwards: bool) -> None:
    theme = new_theme(space.uid, "Buses")
    said = [("b", "staff"), ("a", "a carer"), ("a", "staff"), ("C", ""), ("A", "a carer")]
    for words, role in reversed(said) if backwards else said:
        one = capture(space.uid, f"{words} bus", role=role, consent=ALL)
        move(one.uid, State.CLEARED)
        put_in_theme(theme.uid, one.uid)
    quotes = [
        tuple(" ".join("".join(part.itertext()).split()) for part in block)
        for block in parsed(outcome_page(read_outcome(space.uid))).iter("blockquote")
    ]
    assert quotes == [
        ("A bus", "A carer"),
        ("a bus", "A carer"),
        ("a bus", "A member of staff"),
        ("b bus", "A member of staff"),
        ("C bus",),
    ]
