"""The draft report, the end of a space, and what comes after it (D42)."""

import pytest

from models.contribution.contribution import (
    Consent,
    State,
    WayIn,
    capture,
    contribution,
    move,
    newest,
    set_aside,
)
from models.contribution.late_addition import SpaceClosedError
from models.contribution.types import Role
from models.desk import face
from models.desk.act_table import ActRow
from models.desk.acting import Actor, acting_as
from models.desk.face import FaceKind, close_face, report_face
from models.desk.face_trouble import TroubleKind
from models.desk.undoing import leave_as_it_is, redo, undo
from models.errors import ChangedSinceError, RefusedError
from models.flags.types import CUT_OFF, reason_outside
from models.identity import new_uid, now_ms
from models.meeting.attendance import FEWEST_SHOWN, set_came
from models.outcome.report import read_report, unfinished
from models.promise.promise import (
    PromiseKind,
    add_update,
    change_promise,
    make_promise,
    promises_of,
    remove_promise,
    restore_promise,
)
from models.space.space import Space, close_space, open_space
from models.theme.theme import new_theme, put_in_theme, remove_theme, take_out_of_theme

DESK = Actor(new_uid(), "desk 1")


def promise(space: Space, what: str = "Phone back") -> None:
    make_promise(space.uid, PromiseKind.WILL, what, who="The office", due="2027-04-30")


def test_d42_after_the_end_only_a_late_addition_comes_in_and_is_marked(space: Space) -> None:
    close_space(space.uid)
    with pytest.raises(SpaceClosedError, match="Enter again"):
        capture(space.uid, "Too late")
    with pytest.raises(SpaceClosedError, match="At the desk"):
        capture(space.uid, "Too late", way_in=WayIn.TYPED, face="kiosk 1")
    assert newest(space.uid) == ()
    one = capture(space.uid, "From a letter", way_in=WayIn.PAPER, late=True)
    assert one.late
    assert contribution(one.uid).late
    assert read_report(space.uid).late == 1
    assert [row.kind for row in ActRow.select()][-1] == "added one late"


def test_what_comes_in_while_a_space_is_open_is_never_late(space: Space) -> None:
    assert not capture(space.uid, "More time", late=True).late
    close_space(space.uid)
    open_space(space.uid)
    assert not capture(space.uid, "More of it", late=True).late


def test_after_the_end_promises_stay_and_only_news_is_added(space: Space) -> None:
    promise(space)
    one = promises_of(space.uid)[0]
    close_space(space.uid)
    for act in (
        lambda: promise(space, "Another thing"),
        lambda: remove_promise(one.uid),
        lambda: restore_promise(one.uid),
        lambda: change_promise(one.uid, PromiseKind.CANNOT, "No", because="No."),
    ):
        with pytest.raises(RefusedError, match="Add news"):
            act()
    add_update(one.uid, "Two people started.", made_on="2027-01-02")
    assert [update.words for update in promises_of(space.uid)[0].updates] == ["Two people started."]


def test_a_promise_is_changed_taken_away_and_brought_back_by_undo(space: Space) -> None:
    with acting_as(DESK):
        promise(space)
        one = promises_of(space.uid)[0]
        changed = change_promise(
            one.uid, PromiseKind.MORE_TIME, "Find out why", who="The lead", due="2027-05-31"
        )
        assert (changed.public_id, changed.kind) == (one.public_id, PromiseKind.MORE_TIME)
        with pytest.raises(RefusedError, match="exactly"):
            change_promise(one.uid, PromiseKind.WILL, "Look into it", who="x", due="2027-05-31")
        remove_promise(one.uid)
        assert promises_of(space.uid) == ()
        with pytest.raises(RefusedError):
            add_update(one.uid, "News", made_on="2027-01-01")
        assert undo(space.uid).what == "took a promise away"
        assert promises_of(space.uid) == (changed,)
        redo(space.uid)
        assert promises_of(space.uid) == ()
    kept = " ".join(f"{row.kind} {row.undo} {row.redo}" for row in ActRow.select())
    assert "Phone" not in kept
    assert "Find out" not in kept, "the history holds no words"


def test_a_promise_that_another_desk_changed_meanwhile_is_not_overwritten(space: Space) -> None:
    promise(space)
    seen = promises_of(space.uid)[0]
    add_update(seen.uid, "Two people started.", made_on="2027-01-02")
    words = {"who": "The lead", "due": "2027-05-31"}
    with acting_as(DESK):
        change_promise(seen.uid, PromiseKind.WILL, "Phone back at once", **words, seen=seen)
    with pytest.raises(ChangedSinceError, match=r"Desk 1 changed a promise a moment ago\."):
        change_promise(seen.uid, PromiseKind.WILL, "Phone", **words, seen=seen)
    assert promises_of(space.uid)[0].what == "Phone back at once"


def test_what_cannot_be_undone_any_more_does_not_stand_in_the_way(space: Space) -> None:
    with acting_as(DESK):
        one = capture(space.uid, "More time", consent=Consent(room=True)).uid
        move(one, State.CLEARED)
        promise(space)
    close_space(space.uid)
    with acting_as(DESK):
        with pytest.raises(ChangedSinceError, match="closed"):
            undo(space.uid)
        with pytest.raises(RefusedError, match="closed"):
            undo(space.uid, anyway=True)
        leave_as_it_is(space.uid)
        assert undo(space.uid).what == "cleared one"
    assert len(promises_of(space.uid)) == 1


def test_what_was_taken_out_of_a_theme_that_is_gone_asks_too(space: Space) -> None:
    with acting_as(DESK):
        one = capture(space.uid, "More time", consent=Consent(room=True)).uid
        move(one, State.CLEARED)
        theme = new_theme(space.uid, "Phone us back").uid
        put_in_theme(theme, one)
        take_out_of_theme(theme, one)
    with acting_as(Actor(new_uid(), "desk 2")):
        remove_theme(theme)
    with acting_as(DESK):
        with pytest.raises(ChangedSinceError, match="not there any more"):
            undo(space.uid)
        leave_as_it_is(space.uid)
        assert undo(space.uid).what == "put one into a theme"


def test_the_numbers_of_the_report_add_up_and_name_the_reasons(space: Space) -> None:
    held = capture(space.uid, "One").uid
    move(held, State.HELD, reason="private details")
    move(capture(space.uid, "Two").uid, State.HELD, reason="private details")
    move(capture(space.uid, "Three").uid, State.HELD, reason="not sure yet")
    set_aside(capture(space.uid, "hm").uid, no_answer=True)
    move(capture(space.uid, "Gone words").uid, State.WITHDRAWN)
    capture(space.uid, "On paper", way_in=WayIn.PAPER)
    capture(space.uid, "We listen", role="the leader")
    report = read_report(space.uid)
    assert report.held == (("private details", 2), ("not sure yet", 1))
    assert report.by_leader == 1, "what the leader says is in none of the other numbers"
    assert dict(report.ways) == {WayIn.SAID: 4, WayIn.PAPER: 1}
    assert report.outcome.heard == 5
    assert report.outcome.withdrawn == 1
    assert sum(number for _, number in report.ways) == report.outcome.heard


def test_a_reason_that_somebody_wrote_is_counted_and_never_told(space: Space) -> None:
    for reason in ("Sharon from the office is in it", "he is known here", "not sure yet"):
        move(capture(space.uid, f"Words to hold: {reason}").uid, State.HELD, reason=reason)
    capture(space.uid, "He takes my money and I'm frightened of him.")
    cut_off = capture(space.uid, "", way_in=WayIn.RECORDED).uid
    move(cut_off, State.HELD, reason=CUT_OFF)
    assert dict(read_report(space.uid).held) == {
        "another reason": 2,
        "not sure yet": 1,
        "may be about harm": 1,
        CUT_OFF: 1,
    }
    assert reason_outside("may be about harm; may name a person").endswith("a person")
    assert reason_outside("may be about harm; Sharon") == "another reason"


def test_how_many_came_is_told_without_small_numbers(space: Space) -> None:
    assert read_report(space.uid).came == 0
    set_came(space.uid, Role.STAFF, 3)
    assert read_report(space.uid).came is None
    set_came(space.uid, Role.USES_SERVICES, 14)
    set_came(space.uid, Role.CARER, 6)
    report = read_report(space.uid)
    assert report.came == 23
    assert all(one.how_many >= FEWEST_SHOWN for one in report.came_as)


def test_what_is_left_to_do_is_named_before_the_end(space: Space) -> None:
    assert unfinished(space.uid).sentences == ()
    capture(space.uid, "Waiting for a person")
    capture(space.uid, "He takes my money and I'm frightened of him.")
    cleared = capture(space.uid, "More time", consent=Consent(room=True)).uid
    move(cleared, State.CLEARED)
    theme = new_theme(space.uid, "Phone us back")
    said = " ".join(unfinished(space.uid).sentences)
    for words in ("1 may be about harm", "1 not decided yet", "1 shown, but in no theme"):
        assert words in said
    assert "Theme 1 has no answer: Phone us back" in said
    put_in_theme(theme.uid, cleared)
    make_promise(space.uid, PromiseKind.CANNOT, "That", because="No money.", theme=theme.uid)
    said = " ".join(unfinished(space.uid).sentences)
    assert "no theme" not in said
    assert "no answer" not in said


def test_what_broke_is_in_the_report(space: Space, monkeypatch: pytest.MonkeyPatch) -> None:
    kiosk, room = new_uid(), new_uid()
    report_face(kiosk, space.uid, FaceKind.KIOSK)
    report_face(room, space.uid, FaceKind.ROOM)
    for _ in range(3):
        report_face(room, space.uid, FaceKind.ROOM, sound_off="No sound on this machine.")
    now = now_ms()
    monkeypatch.setattr(face, "now_ms", lambda: now + face.GONE_AFTER_MS + 1)
    report_face(room, space.uid, FaceKind.ROOM, sound_off="No sound on this machine.")
    expected = [("room 1", TroubleKind.NO_SOUND), ("kiosk 1", TroubleKind.GONE)]
    found = read_report(space.uid).troubles
    assert sorted((one.face, one.what) for one in found) == sorted(expected)
    report_face(new_uid(), space.uid, FaceKind.DESK)  # it forgets the face that is gone
    found = read_report(space.uid).troubles
    assert sorted((one.face, one.what) for one in found) == sorted(expected), "told once, and kept"


def test_a_face_that_is_closed_by_a_person_did_not_break(
    space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk = new_uid()
    report_face(kiosk, space.uid, FaceKind.KIOSK)
    close_face(kiosk)
    now = now_ms()
    monkeypatch.setattr(face, "now_ms", lambda: now + face.GONE_AFTER_MS + 1)
    assert read_report(space.uid).troubles == ()
