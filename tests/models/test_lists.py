"""A list page by page: every place of it, filtered, searched, and possible harm first."""

from models.contribution.contribution import (
    THE_LEADER,
    State,
    VersionKind,
    add_version,
    capture,
    move,
)
from models.contribution.lists import EVERYTHING, Which, list_page, place_in_list
from models.desk.acting import Actor, acting_as
from models.desk.undoing import undo
from models.identity import new_uid
from models.space.prompt import prompts_of
from models.space.space import Space


def test_pages_hold_every_contribution_once_newest_first(space: Space) -> None:
    made = [capture(space.uid, f"More time, number {number}").uid for number in range(25)]
    found = []
    for start in range(0, 25, 5):
        page = list_page(space.uid, start=start, limit=5)
        assert (page.start, page.total) == (start, 25)
        found += [one.uid for one in page.contributions]
    assert found == made[::-1]
    assert [place_in_list(space.uid, uid) for uid in made[::-1]] == list(range(25))


def test_beyond_the_end_is_the_last_page(space: Space) -> None:
    for number in range(7):
        capture(space.uid, f"More time, number {number}")
    page = list_page(space.uid, start=10**9, limit=3)
    assert (page.start, len(page.contributions)) == (4, 3)
    assert list_page(space.uid, Which(words="nowhere")).contributions == ()


def test_possible_harm_comes_first_on_the_first_page_alone(space: Space) -> None:
    harm = capture(space.uid, "He takes my money and I am frightened of him.")
    assert harm.may_be_harm
    others = [capture(space.uid, f"More time, number {number}").uid for number in range(6)]
    whole = [*list_page(space.uid, limit=3).contributions]
    whole += list_page(space.uid, start=3, limit=3).contributions
    whole += list_page(space.uid, start=4, limit=3).contributions[-1:]
    assert [one.uid for one in whole] == [harm.uid, *others[::-1]]
    assert place_in_list(space.uid, harm.uid) == 0
    assert place_in_list(space.uid, others[-1]) == 1


def test_d32_what_the_leader_said_waits_for_nobody(space: Space) -> None:
    said = capture(space.uid, "We hear you.", role=THE_LEADER)
    waiting = capture(space.uid, "More time.")
    assert list_page(space.uid, Which(state=State.WAITING)).contributions == (waiting,)
    assert {one.uid for one in list_page(space.uid).contributions} == {said.uid, waiting.uid}


def test_a_list_is_cut_down_to_a_state_a_role_a_prompt_or_words(space: Space) -> None:
    prompt = prompts_of(space.uid)[0].uid
    one = capture(space.uid, "More TIME for visits", role="a carer").uid
    two = capture(space.uid, "100% of it", prompt=prompt).uid
    move(two, State.CLEARED)
    three = capture(space.uid, "um the bus").uid
    add_version(three, VersionKind.TIDIED, "The bus is late")

    def uids(which: Which) -> list[object]:
        page = list_page(space.uid, which)
        assert page.total == len(page.contributions)
        return [found.uid for found in page.contributions]

    assert uids(EVERYTHING) == [three, two, one]
    assert uids(Which(state=State.CLEARED)) == [two]
    assert uids(Which(role="a carer")) == [one]
    assert uids(Which(prompt=prompt)) == [two]
    assert uids(Which(words="time")) == [one]
    assert uids(Which(words="is late")) == [three]
    assert uids(Which(words="100%")) == [two], "a sign of the query's own is a sign like any"
    assert uids(Which(words="tim")) == [one], "as one types"
    assert uids(Which(words="time", state=State.CLEARED)) == []
    assert uids(Which(words="%")) == [], "a sign is no word"
    assert place_in_list(space.uid, one, Which(words="bus")) is None


def test_what_was_withdrawn_is_in_no_list(space: Space) -> None:
    gone = capture(space.uid, "Take me out").uid
    move(gone, State.WITHDRAWN)
    assert list_page(space.uid).total == 0
    assert place_in_list(space.uid, gone) is None


def test_words_whose_making_was_undone_are_not_found(space: Space) -> None:
    with acting_as(Actor(new_uid(), "desk 1")):
        one = capture(space.uid, "um the bus").uid
        add_version(one, VersionKind.TIDIED, "The tram is late")
        assert list_page(space.uid, Which(words="tram")).total == 1
        undo(space.uid)
    assert list_page(space.uid, Which(words="tram")).total == 0
