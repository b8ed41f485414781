"""Two desks act in any order: what is undone is as it was, and nobody overwrites anybody."""

from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from models.contribution.contribution import (
    THE_LEADER,
    Consent,
    Role,
    State,
    VersionKind,
    add_version,
    capture,
    contribution,
    move,
    set_aside,
    set_consent,
)
from models.contribution.correcting import correct, set_role
from models.contribution.redaction import redact
from models.desk.act_table import ActRow
from models.desk.acting import Actor, acting_as
from models.desk.desk import read_desk
from models.desk.happened import PAGE, read_history
from models.desk.undoing import leave_as_it_is, redo, undo
from models.errors import ChangedSinceError, RefusedError
from models.flags.table import RedactionReason
from models.identity import new_uid
from models.kiosk.own_words import change_words
from models.outcome.outcome import read_outcome
from models.room.room import read_room
from models.room.stage import show_contribution
from models.space.space import Space
from models.theme.theme import new_theme, put_in_theme, themes_of
from tests.models.test_tally import Meeting

DESKS = (Actor(new_uid(), "desk 1"), Actor(new_uid(), "desk 2"))
ONE, TWO = DESKS
FULL = Consent(room=True, report=True, quote=True)
# Each act of the desk that can be undone, and what it is called with.
ACTS: dict[str, Callable[[UUID], object]] = {
    "clear": lambda uid: move(uid, State.CLEARED),
    "hold": lambda uid: move(uid, State.HELD, reason="private details"),
    "hold as possible harm": lambda uid: move(uid, State.HELD, reason="may be about harm"),
    "wait": lambda uid: move(uid, State.WAITING),
    "set aside": set_aside,
    "no answer": lambda uid: set_aside(uid, no_answer=True),
    "consent": lambda uid: set_consent(uid, FULL),
    "role": lambda uid: set_role(uid, Role.STAFF),
    "tidy": lambda uid: add_version(uid, VersionKind.TIDIED, "words, tidied"),
    "a name": lambda uid: add_version(uid, VersionKind.TIDIED, "Mrs Dilys Cooper came late."),
    "translate": lambda uid: add_version(uid, VersionKind.TRANSLATED, "słowa", language="pl"),
    "the leader's": lambda uid: set_role(uid, THE_LEADER),
}


def all_of(space: UUID, uid: UUID) -> object:
    """Everything that can be known of one: itself, its themes, and where it counts."""
    inside = [theme.title for theme in themes_of(space) if uid in theme.members]
    return contribution(uid), inside, read_desk(space).tally, read_room(space)


class TwoDesks(Meeting):
    """The meeting in any order, with two desks that also undo and redo."""

    def __init__(self) -> None:
        super().__init__()
        self.by_leader: set[str] = set()

    @rule(
        words=st.sampled_from(["we will see", "nothing", "thank you"]), desk=st.sampled_from(DESKS)
    )
    def the_leader_says_something(self, words: str, desk: Actor) -> None:
        said = f"leader-{len(self.by_leader)}- {words}"
        with acting_as(desk):
            one = capture(self.space, said, prompt=self.prompt, role=THE_LEADER, consent=FULL)
            move(one.uid, State.CLEARED)
        self.by_leader.add(said)

    @rule(
        uid=Meeting.contributions, what=st.sampled_from(sorted(ACTS)), desk=st.sampled_from(DESKS)
    )
    def something_is_done_and_undone(self, uid: UUID, what: str, desk: Actor) -> None:
        before = all_of(self.space, uid)
        noted = ActRow.select().count()
        with acting_as(desk):
            try:
                ACTS[what](uid)
            except RefusedError:
                assert all_of(self.space, uid) == before
                return
            if ActRow.select().count() == noted:
                assert all_of(self.space, uid) == before, "what is not noted did nothing"
                return
            after = all_of(self.space, uid)
            undo(self.space)
            assert all_of(self.space, uid) == before, what
            redo(self.space)
            assert all_of(self.space, uid) == after, what
            undo(self.space)

    @rule(desk=st.sampled_from(DESKS), anyway=st.booleans(), again=st.booleans())
    def something_is_undone(self, desk: Actor, anyway: bool, again: bool) -> None:
        with acting_as(desk):
            before = read_desk(self.space)
            try:
                (redo if again else undo)(self.space, anyway=anyway)
            except RefusedError:
                assert read_desk(self.space) == before, "what is refused changes nothing"

    @rule(
        uid=Meeting.contributions,
        what=st.sampled_from(sorted(set(ACTS) - {"the leader's"})),
        desk=st.sampled_from(DESKS),
    )
    def a_desk_acts(self, uid: UUID, what: str, desk: Actor) -> None:
        with acting_as(desk):
            try:
                ACTS[what](uid)
            except RefusedError:
                assert contribution(uid)

    @invariant()
    def what_the_leader_said_is_nowhere_else(self) -> None:
        told = repr(read_outcome(self.space))
        room = read_room(self.space)
        assert not [words for words in self.by_leader if words in told]
        for one in room.contributions:
            assert not one.by_leader or one.role == THE_LEADER


def test_two_desks_in_any_order() -> None:
    some = settings(max_examples=3, stateful_step_count=20, deadline=None, phases=[Phase.generate])
    run_state_machine_as_test(TwoDesks, settings=some)


@pytest.mark.soak
def test_two_desks_in_any_order_for_long() -> None:
    many = settings(max_examples=100, stateful_step_count=50, deadline=None)
    run_state_machine_as_test(TwoDesks, settings=many)


@pytest.mark.parametrize("what", ACTS)
def test_each_act_is_undone_and_done_again(space: Space, what: str) -> None:
    uid = capture(space.uid, "the bus is late").uid
    if what == "wait":
        move(uid, State.HELD, reason="not sure yet")
    before = all_of(space.uid, uid)
    with acting_as(ONE):
        ACTS[what](uid)
        after = all_of(space.uid, uid)
        assert after != before
        assert undo(space.uid).subject == uid
        assert all_of(space.uid, uid) == before
        redo(space.uid)
        assert all_of(space.uid, uid) == after
        undo(space.uid)
        with pytest.raises(RefusedError, match="nothing that can be undone"):
            undo(space.uid)


def test_each_desk_undoes_its_own(space: Space) -> None:
    uid, other = (capture(space.uid, words).uid for words in ("the bus", "the phone"))
    with acting_as(ONE):
        move(uid, State.CLEARED)
    with acting_as(TWO):
        move(other, State.CLEARED)
        undo(space.uid)
        with pytest.raises(RefusedError, match="This desk did nothing"):
            undo(space.uid)
    assert (contribution(uid).state, contribution(other).state) == (State.CLEARED, State.WAITING)


def test_an_undo_never_overwrites_what_the_other_desk_did(space: Space) -> None:
    uid = capture(space.uid, "the bus is late").uid
    with acting_as(ONE):
        move(uid, State.CLEARED)
    with acting_as(TWO):
        move(uid, State.HELD, reason="not sure yet")
    with acting_as(ONE):
        with pytest.raises(ChangedSinceError, match=r"Desk 2 held one since\. Nothing was undone"):
            undo(space.uid)
        assert contribution(uid).state is State.HELD
        undo(space.uid, anyway=True)
        assert contribution(uid).state is State.WAITING


def test_what_stands_is_passed_over(space: Space) -> None:
    first, second = (capture(space.uid, words).uid for words in ("the bus", "the phone"))
    with acting_as(ONE):
        move(first, State.CLEARED)
        move(second, State.CLEARED)
        leave_as_it_is(space.uid)
        undo(space.uid)
    assert (contribution(first).state, contribution(second).state) == (
        State.WAITING,
        State.CLEARED,
    )


@pytest.mark.parametrize(
    "final",
    [
        lambda uid: move(uid, State.WITHDRAWN),
        lambda uid: redact(uid, "A worker lost it.", RedactionReason.NAME),
        lambda uid: change_words(uid, "other words"),
    ],
    ids=["withdrawn", "redacted", "changed by its owner"],
)
def test_what_is_final_is_not_undone_and_keeps_no_reason(
    space: Space, store: object, final: Callable[[UUID], object]
) -> None:
    uid = capture(space.uid, "The form got lost.").uid
    with acting_as(ONE):
        move(uid, State.HELD, reason="about Xanthippe")
        add_version(uid, VersionKind.TIDIED, "They lost it.")
        final(uid)
        now = all_of(space.uid, uid)
        with pytest.raises(RefusedError, match="nothing that can be undone"):
            undo(space.uid)
    assert all_of(space.uid, uid) == now
    assert not [row for row in ActRow.select() if "Xanthippe" in row.undo + row.redo]


def test_whoever_acts_second_is_told_who_was_first(space: Space) -> None:
    uid = capture(space.uid, "the bus is late").uid
    with acting_as(TWO):
        move(uid, State.HELD, reason="not sure yet")
    sentence = r"Desk 2 held this one a moment ago\. Nothing was changed"
    with acting_as(ONE):
        with pytest.raises(ChangedSinceError, match=sentence):
            move(uid, State.CLEARED, seen=State.WAITING)
        with pytest.raises(ChangedSinceError, match=sentence):
            set_aside(uid, seen=State.WAITING)
        assert contribution(uid).state is State.HELD
        move(uid, State.CLEARED, seen=State.HELD)
    with acting_as(TWO):
        with pytest.raises(ChangedSinceError, match="Desk 1 cleared this one a moment ago"):
            set_consent(uid, FULL, seen=Consent())
        with pytest.raises(ChangedSinceError):
            set_role(uid, Role.STAFF, seen=Role.CARER)


def test_a_redaction_is_never_overwritten_by_the_other_desk(space: Space) -> None:
    """The second one has the old words on the screen, and the name in them."""
    uid = capture(space.uid, "Dilys lost my form, says Jo.").uid
    old = contribution(uid).words
    with acting_as(ONE):
        redact(uid, "A worker lost my form, says Jo.", RedactionReason.NAME, seen=old)
    with acting_as(TWO), pytest.raises(ChangedSinceError, match="Desk 1 took words out of this"):
        redact(uid, "Dilys lost my form, says a friend.", RedactionReason.NAME, seen=old)
    assert "Dilys" not in contribution(uid).words


def test_the_history_says_who_when_what_and_never_the_words(space: Space) -> None:
    uid = capture(space.uid, "the bus is late", role="a carer").uid
    with acting_as(ONE):
        move(uid, State.CLEARED)
        for number in range(PAGE):
            put_in_theme(new_theme(space.uid, f"a theme {number}").uid, uid)
        move(uid, State.HELD, reason="not sure yet")
        undo(space.uid)
    first, last = read_history(space.uid), read_history(space.uid, 99)
    newest, oldest = first.acts[0], last.acts[-1]
    assert (newest.by, newest.what, newest.on_role) == ("Desk 1", "held one", "a carer")
    assert newest.undone >= newest.made
    assert newest.on_time == contribution(uid).created
    assert (oldest.what, oldest.undone) == ("cleared one", 0)
    assert (first.pages, first.page, last.page) == (3, 0, 2)
    assert "bus" not in repr(first) + repr(last)


def test_the_last_line_is_corrected_while_nobody_touched_it(space: Space) -> None:
    uid = capture(space.uid, "the bsu is late").uid
    with acting_as(ONE):
        assert correct(uid, "the bus is late").words == "the bus is late"
        assert correct(uid, "the buses are late").versions == ()
        assert correct(uid, "nothing").state is State.SET_ASIDE, "it is looked at anew"
        assert correct(uid, "nothing works").state is State.WAITING
    with acting_as(TWO):
        move(uid, State.CLEARED)
    with acting_as(ONE):
        now = correct(uid, "nothing works at night")
    assert (now.words, now.shown) == ("nothing works", "nothing works at night")
    assert now.tidied is not None
    assert now.tidied.made_by == "the scribe"


def test_what_a_person_wrote_themselves_is_only_tidied(space: Space) -> None:
    from models.contribution.contribution import WayIn

    uid = capture(space.uid, "my own wrods", way_in=WayIn.TYPED, face="kiosk 1").uid
    assert correct(uid, "my own words").words == "my own wrods"


def test_d32_what_the_leader_says_is_never_counted_as_you_said(space: Space) -> None:
    """D32, over all that the models give out."""
    before = read_desk(space.uid).tally
    one = capture(space.uid, "leadermark we will look", role=THE_LEADER, consent=FULL)
    said = move(one.uid, State.CLEARED)
    assert said.by_leader
    desk = read_desk(space.uid)
    assert desk.tally == before
    assert one.uid in {c.uid for c in desk.contributions}, "the desk sees it"
    theme = new_theme(space.uid, "a theme").uid
    with pytest.raises(RefusedError, match="leader"):
        put_in_theme(theme, one.uid)
    assert "leadermark" not in repr(read_outcome(space.uid))
    assert read_outcome(space.uid).heard == 0
    show_contribution(space.uid, one.uid)
    (shown,) = read_room(space.uid).contributions
    assert shown.role == THE_LEADER, "shown in the room, it is shown as the leader's"
    # Said to have been the leader only after it was grouped: it leaves every count.
    late = move(capture(space.uid, "latemark", consent=FULL).uid, State.CLEARED).uid
    put_in_theme(theme, late)
    assert read_desk(space.uid).tally.in_themes == 1
    with acting_as(ONE):
        set_role(late, THE_LEADER)
        assert read_desk(space.uid).tally == before
        assert themes_of(space.uid)[0].members == frozenset()
        assert "latemark" not in repr(read_outcome(space.uid))
        undo(space.uid)
    assert read_desk(space.uid).tally.in_themes == 1
