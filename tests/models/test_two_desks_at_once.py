"""Two desks at the very same moment, on both engines: one is told, and nothing is lost silently."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from models.contribution.contribution import (
    Consent,
    Role,
    State,
    VersionKind,
    add_version,
    capture,
    contribution,
    move,
)
from models.contribution.correcting import correct, set_role
from models.contribution.redaction import redact
from models.desk.acting import Actor, acting_as
from models.desk.desk import read_desk
from models.desk.happened import read_history
from models.desk.undoing import undo
from models.errors import ChangedSinceError, RefusedError
from models.flags.table import RedactionReason
from models.identity import new_uid
from models.kiosk.own_words import change_words
from models.outcome.outcome import read_outcome
from models.promise.promise import (
    Promise,
    PromiseKind,
    add_update,
    change_promise,
    make_promise,
    promises_of,
    remove_promise,
)
from models.space.space import Space
from models.store.base import database

DESKS = (Actor(new_uid(), "desk 1"), Actor(new_uid(), "desk 2"))
ONE, TWO = DESKS
FULL = Consent(room=True, report=True, quote=True)
DUE = "2030-01-31"


def at_once(*acts: Callable[[], object]) -> list[RefusedError | None]:
    """Have each desk do its act at the same moment; return what each was refused with.

    Each is on a thread and a connection of its own, as two processes are. Anything but a refusal
    in words fails the test.
    """
    together = threading.Barrier(len(acts))

    def one(desk: Actor, act: Callable[[], object]) -> RefusedError | None:
        with database.connection_context(), acting_as(desk):
            together.wait(30)
            try:
                act()
            except RefusedError as refused:
                return refused
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return [
            done.result(60)
            for done in [
                pool.submit(one, desk, act) for desk, act in zip(DESKS, acts, strict=False)
            ]
        ]


def a_promise(space: Space) -> Promise:
    return make_promise(space.uid, PromiseKind.WILL, "A list of carers", who="Jo", due=DUE)


def test_one_of_two_who_change_the_same_thing_is_told(space: Space) -> None:
    """The same contribution and the same promise, a few times over: exactly one change each."""
    for number in range(4):
        one = capture(space.uid, f"the bus is late {number}", consent=FULL)
        said = at_once(
            partial(move, one.uid, State.CLEARED, seen=State.WAITING),
            partial(move, one.uid, State.HELD, reason="not sure yet", seen=State.WAITING),
        )
        now = contribution(one.uid)
        first = 0 if now.state is State.CLEARED else 1
        assert now.state is (State.CLEARED, State.HELD)[first]
        assert said[first] is None
        told = said[1 - first]
        assert isinstance(told, ChangedSinceError)
        assert str(told).startswith(f"Desk {first + 1} ")
        acts = [act for act in read_history(space.uid).acts if act.on_time == one.created]
        assert [act.by for act in acts] == [f"Desk {first + 1}"], "what was refused is not noted"

        promise = a_promise(space)
        said = at_once(
            *(
                partial(
                    change_promise,
                    promise.uid,
                    PromiseKind.WILL,
                    what,
                    who="Jo",
                    due=DUE,
                    seen=promise,
                )
                for what in ("A printed list", "A list by phone")
            )
        )
        [stands] = [one for one in promises_of(space.uid) if one.uid == promise.uid]
        first = ("A printed list", "A list by phone").index(stands.what)
        assert said[first] is None
        assert isinstance(said[1 - first], ChangedSinceError)


def test_different_things_of_one_contribution_are_all_kept(space: Space) -> None:
    one = capture(space.uid, "the bus is late", consent=FULL)
    said = at_once(
        lambda: set_role(one.uid, Role.CARER, seen=one.role),
        lambda: add_version(one.uid, VersionKind.TIDIED, "The bus is late.", seen=one.words),
    )
    now = contribution(one.uid)
    assert (said, now.role, now.shown) == ([None, None], Role.CARER, "The bus is late.")


def test_a_promise_kept_by_one_and_taken_away_by_the_other(space: Space) -> None:
    """Whoever is second is told: the news is never lost under a promise that is gone."""
    for _ in range(4):
        promise = a_promise(space)
        kept, gone = at_once(
            partial(
                add_update,
                promise.uid,
                "It hangs in the hall.",
                made_on="2026-11-22",
                done=True,
                evidence="A list",
            ),
            partial(remove_promise, promise.uid, seen=promise),
        )
        there = [one for one in promises_of(space.uid) if one.uid == promise.uid]
        if gone is None:
            assert not there
            assert kept is not None
            assert "Nothing was changed" in str(kept)
        else:
            assert isinstance(gone, ChangedSinceError)
            assert str(gone).startswith("Desk 1 ")
            assert kept is None
            assert there[0].done
        told = read_outcome(space.uid)
        assert (promise.uid in {one.uid for one in told.other_promises}) is bool(there)


def test_one_takes_it_away_after_all_and_undo_brings_back_the_news(space: Space) -> None:
    promise = a_promise(space)
    with acting_as(ONE):
        add_update(
            promise.uid, "It hangs in the hall.", made_on="2026-11-22", done=True, evidence="A list"
        )
    with acting_as(TWO):
        with pytest.raises(ChangedSinceError, match="Desk 1"):
            remove_promise(promise.uid, seen=promise)
        remove_promise(promise.uid)
        assert promises_of(space.uid) == ()
        undo(space.uid)
    [back] = promises_of(space.uid)
    assert back.done
    assert back.updates[-1].words == "It hangs in the hall."


@pytest.mark.parametrize("kind", [VersionKind.TIDIED, VersionKind.TRANSLATED])
def test_a_name_that_one_took_out_is_not_put_back_by_the_other(
    space: Space, kind: VersionKind
) -> None:
    """The other desk tidies or translates the words that it still has on its screen."""
    one = capture(space.uid, "Sharon lost my form.", consent=FULL)
    with acting_as(ONE):
        redact(one.uid, "A worker lost my form.", RedactionReason.NAME, seen=one.words)
        move(one.uid, State.CLEARED)
    with acting_as(TWO):
        with pytest.raises(ChangedSinceError, match=r"Desk 1 .*Nothing was changed"):
            add_version(one.uid, kind, "Sharon lost it.", language="pl", seen=one.words)
        with pytest.raises(ChangedSinceError):
            correct(one.uid, "Sharon lost my form!", seen=one.words)
    now = contribution(one.uid)
    assert (now.versions, now.state) == ((), State.CLEARED)
    assert "Sharon" not in repr(read_desk(space.uid))


def test_words_that_their_owner_changed_are_not_tidied_as_they_were(space: Space) -> None:
    one = capture(space.uid, "the bsu", consent=FULL)
    change_words(one.uid, "I would rather say nothing of it")
    with acting_as(TWO), pytest.raises(ChangedSinceError, match="Nothing was changed"):
        add_version(one.uid, VersionKind.TIDIED, "The bus.", seen=one.words)
    assert contribution(one.uid).versions == ()
