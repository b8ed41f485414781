"""Promises that live: how they stand, delays, reviews, what is overdue, and the news of it."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from models.contribution.fate import what_became_of
from models.desk.acting import Actor, act_as
from models.desk.undoing import redo, undo
from models.errors import ChangedSinceError, RefusedError
from models.identity import new_uid
from models.outcome.outcome import read_outcome
from models.promise.done_answers import DoneAnswer
from models.promise.is_it_done import answer_done
from models.promise.late import late_promises
from models.promise.news import read_news
from models.promise.overdue import find_promise, overdue, overdue_in_words, promises_in_all
from models.promise.promise import (
    Promise,
    PromiseKind,
    PromiseState,
    add_update,
    change_promise,
    make_promise,
    promises_of,
    remove_promise,
    set_review,
)
from models.promise.standing import moved, standing, state_sign
from models.space.last_time import last_promises, meetings_before
from models.space.space import Space, close_space, new_space, open_space
from models.store.database import MIGRATIONS, close_store, open_store
from models.theme.theme import new_theme, put_in_theme

WILL, CANNOT, MORE_TIME = PromiseKind.WILL, PromiseKind.CANNOT, PromiseKind.MORE_TIME
DOING, DONE, LATE = PromiseState.DOING, PromiseState.DONE, PromiseState.LATE


def phone_back(space: Space, due: str = "30 April 2027", *, kind: PromiseKind = WILL) -> Promise:
    return make_promise(space.uid, kind, "Phone back", who="The office", due=due)


def now(space: Space, day: str = "2027-04-01") -> Promise:
    return promises_of(space.uid, as_of=day)[-1]


def test_a_promise_is_will_doing_late_and_done(space: Space) -> None:
    made = phone_back(space)
    assert now(space).state is PromiseState.WILL
    assert now(space, "2027-04-30").state is PromiseState.WILL, "its day is not over yet"
    assert now(space, "2027-05-01").state is LATE
    add_update(made.uid, "Two people started", made_on="2027-04-02", state=DOING)
    assert now(space).state is DOING
    assert now(space, "2027-05-01").state is LATE, "being done is late all the same"
    add_update(made.uid, "All are", made_on="2027-05-02", state=DONE, evidence="The list")
    one = now(space, "2027-06-01")
    assert one.state is DONE
    assert one.done_update is not None
    assert one.done_update.evidence == "The list"
    assert state_sign(one) == "✓ done"
    add_update(made.uid, "The phone broke", made_on="2027-05-20", state=DOING)
    assert now(space, "2027-06-01").state is LATE, "what was done may be undone"
    words = [standing(now(space), day)[1] for day in ("2027-04-01", "2027-06-01")]
    assert words == ["Being done", "Late. It was due on 30 April 2027"]


def test_the_other_answers_have_states_of_their_own(space: Space) -> None:
    more = phone_back(space, kind=MORE_TIME)
    assert now(space).state is PromiseState.MORE_TIME
    assert now(space, "2027-05-01").state is LATE
    make_promise(space.uid, CANNOT, "Longer visits", because="No money.")
    assert now(space, "2030-01-01").state is PromiseState.CANNOT
    add_update(more.uid, "The law forbids it", made_on="2027-04-03", state=PromiseState.CANNOT)
    refused = promises_of(space.uid)[0]
    assert (refused.state, refused.kind) == (PromiseState.CANNOT, MORE_TIME)


def test_d47_done_needs_what_changed_and_what_people_can_see(space: Space) -> None:
    uid = phone_back(space).uid
    for words, evidence, sentence in (
        ("", "The list", "Say what changed"),
        ("All are phoned", " ", "Say what people can see"),
    ):
        with pytest.raises(RefusedError, match=sentence) as refusal:
            add_update(uid, words, made_on="2027-04-01", done=True, evidence=evidence)
        assert "Nothing was saved" in str(refusal.value)
    assert now(space).updates == ()
    add_update(uid, "All are phoned", made_on="2027-04-01", done=True, evidence="The list")
    assert now(space).done
    assert now(space).group is None, "nobody was asked yet"
    for answer, times in ((DoneAnswer.NOT_YET, 6), (DoneAnswer.YES, 5)):
        for _ in range(times):
            answer_done(uid, answer)
    said = "not yet: 6"
    one = now(space)
    assert one.group is not None
    assert one.done, "it stays as staff say it,"
    assert one.group.outside().startswith(said), "and never without what the group says"
    assert said in " ".join(read_news(space.uid).told())


def test_a_delay_is_told_with_its_reason_and_keeps_the_old_day(space: Space) -> None:
    uid = phone_back(space).uid
    why = "Two people left"
    for new_due, sentence in (
        ("", "the new day"),
        ("soon", "not a date"),
        ("30 April 2027", "after 30 April 2027"),
        ("1 March 2027", "after 30 April 2027"),
    ):
        with pytest.raises(RefusedError, match=sentence):
            add_update(uid, why, made_on="2027-04-20", state=LATE, new_due=new_due)
    with pytest.raises(RefusedError, match="gone by"):
        add_update(uid, why, made_on="2027-07-01", state=LATE, new_due="30 June 2027")
    with pytest.raises(RefusedError, match="why it takes longer"):
        add_update(uid, "", made_on="2027-04-20", state=LATE, new_due="30 June 2027")
    close_space(space.uid)
    add_update(uid, why, made_on="2027-04-20", state=LATE, new_due="30 June 2027")
    one = now(space, "2027-05-15")
    assert (one.due, one.due_before, one.state) == ("2027-06-30", "2027-04-30", PromiseState.WILL)
    told = "It was promised for 30 April 2027, now for 30 June 2027, because: Two people left."
    assert moved(one) == told
    assert [update.words for update in one.delays] == [why]
    assert now(space, "2027-07-01").state is LATE
    assert one.what == "Phone back", "its own words stay as they were made"


def test_a_day_that_news_changed_is_not_changed_by_other_words(space: Space) -> None:
    made = phone_back(space)
    add_update(made.uid, "Ill", made_on="2027-04-20", state=LATE, new_due="30 June 2027")
    with pytest.raises(RefusedError, match="another day"):
        change_promise(made.uid, WILL, "Ring back", who="We", due="1 May 2027")
    changed = change_promise(
        made.uid, WILL, "Ring back", who="We", due="30 June 2027", seen=now(space)
    )
    assert (changed.due, changed.due_before) == ("2027-06-30", "2027-04-30")
    with pytest.raises(ChangedSinceError):
        change_promise(made.uid, WILL, "Other", who="We", due="30 June 2027", seen=made)


def test_a_review_is_due_until_somebody_tells_and_is_undone(space: Space) -> None:
    desk = Actor(new_uid(), "desk 1")
    made = make_promise(space.uid, CANNOT, "Longer visits", because="No money.")
    act_as(desk, set_review, made.uid, "1 May 2027")
    close_space(space.uid)
    set_review(made.uid, "1 May 2027")  # the same again is no act
    assert overdue("2027-04-30") == ()
    (due,) = overdue("2027-05-01")
    assert (due.review, due.late, due.space.uid) == (True, False, space.uid)
    assert overdue_in_words([due]) == "1 promise is to be looked at again."
    act_as(desk, undo, space.uid)
    assert promises_of(space.uid)[0].review == ""
    act_as(desk, redo, space.uid)
    add_update(made.uid, "Still no money", made_on="2027-05-02")
    assert overdue("2027-05-02") == ()


def later(title: str, place: str = "A library", held_on: str = "2027-06-15") -> Space:
    return open_space(new_space(title, place=place, held_on=held_on).uid)


def test_d48_what_is_overdue_is_told_without_anyone_asking(space: Space) -> None:
    """At the door, as the first thing of the next meeting, and in the news."""
    first = phone_back(space)
    moving = make_promise(space.uid, WILL, "Mend the lift", who="A firm", due="1 April 2027")
    kept = make_promise(space.uid, WILL, "Post cards", who="We", due="1 April 2027")
    gone = make_promise(space.uid, WILL, "Nothing", who="We", due="1 April 2027")
    remove_promise(gone.uid)
    add_update(kept.uid, "Posted", made_on="2027-03-30", done=True, evidence="One is here")
    add_update(moving.uid, "Parts", made_on="2027-03-30", state=LATE, new_due="1 June 2027")
    close_space(space.uid)
    second = later("Getting out")
    newer = make_promise(second.uid, WILL, "Buses", who="We", due="1 December 2027")
    close_space(second.uid)
    elsewhere = later("Another town", place="A town hall")
    third = later("Getting about", held_on="2027-09-01")
    found = overdue("2027-06-15")
    assert [one.promise.uid for one in found] == [first.uid, moving.uid], "the latest first"
    assert overdue_in_words(found) == "2 promises are late."
    assert overdue_in_words(found, short=True) == "2 late"
    assert overdue_in_words(overdue("2027-04-30")) == ""
    assert meetings_before(third.uid) == (second.uid, space.uid)
    begins_with = last_promises(third.uid)
    assert [one.uid for one in begins_with] == [first.uid, moving.uid, newer.uid]
    assert begins_with[0].state is LATE, "as it stands on the day of the meeting"
    assert [one.uid for one in late_promises(third.uid)] == [first.uid, moving.uid]
    told = " ".join(read_news(third.uid, as_of="2027-09-01").told())
    assert "We promised: Phone back. There is no news. It is late." in told
    assert [one.uid for one in last_promises(elsewhere.uid)] == [newer.uid], "the last one of all"
    assert find_promise(f" {first.public_id.upper()} ") == first.uid
    with pytest.raises(RefusedError, match="heard promises"):
        find_promise(gone.public_id)
    assert len(promises_in_all("2027-06-15")) == 4


def test_the_news_is_theme_by_theme_since_the_last_meeting(space: Space) -> None:
    lift, phone = (new_theme(space.uid, title) for title in ("The lift", "Nobody phones"))
    for theme, what in ((phone, "Phone back"), (lift, "Mend the lift"), (None, "Post cards")):
        made = make_promise(
            space.uid, WILL, what, who="We", due="May 2027", theme=theme.uid if theme else None
        )
        add_update(made.uid, "Before the meeting", made_on="2026-11-01")
        add_update(made.uid, f"{what}: it is so", made_on="2027-03-01", done=True, evidence="Look")
    assert read_news(space.uid).since == "", "there was no meeting before this one"
    close_space(space.uid)
    found = read_news(space.uid)
    assert found.since == "2026-11-17", "the day of the meeting"
    headings = [heading for heading, _ in found.by_theme]
    assert headings == ["You said: The lift.", "You said: Nobody phones.", "More news"]
    assert found.told()[:5] == (
        "What happened since 17 November 2026.",
        "You said: The lift.",
        "We promised: Mend the lift.",
        "We did, on 1 March 2027: Mend the lift: it is so.",
        "What you can see: Look.",
    )
    assert "Before the meeting" not in " ".join(found.told())
    assert read_outcome(space.uid).news == found.items
    following = later("Getting out")
    assert read_news(following.uid).items == found.items
    assert read_news(following.uid, "2027-04-01").told()[1:] == ("There is no news.",)
    assert read_news(since="2027-01-01").items == found.items, "of all spaces"


def test_a_receipt_tells_how_it_stands(space: Space) -> None:
    from models.contribution.contribution import State, capture, move

    said = capture(space.uid, "Nobody phones")
    move(said.uid, State.CLEARED)
    theme = new_theme(space.uid, "Nobody phones")
    put_in_theme(theme.uid, said.uid)
    made = make_promise(space.uid, WILL, "Phone", who="We", due="1 May 2027", theme=theme.uid)

    def told() -> str:
        return what_became_of(said.uid, today="2027-04-01").told()[-1]

    add_update(made.uid, "Two began", made_on="2027-03-01", state=DOING)
    assert (
        "It has begun, and is not done yet. We are doing it, on 1 March 2027: Two began." in told()
    )
    add_update(made.uid, "Ill", made_on="2027-03-02", state=LATE, new_due="1 June 2027")
    assert "until 1 June 2027. It was promised for 1 May 2027 first." in told()
    add_update(made.uid, "All are", made_on="2027-03-03", done=True, evidence="The list")
    answer_done(made.uid, DoneAnswer.NOT_YET)
    assert "What you can see: The list. The group says: not yet: fewer than 5." in told()
    add_update(made.uid, "It is forbidden", made_on="2027-03-04", state=PromiseState.CANNOT)
    assert "we can't. Phone. Because: It is forbidden." in told()
    # All of it is told in turn, to the end (A14).
    assert re.search("Two began.*Ill.*new day.*All are.*The list", told())
    assert told().count("It is forbidden") == 1


def test_what_was_done_before_is_done_in_the_new_tables(store: Path, space: Space) -> None:
    """A database of the version before: its updates get their state, and nothing is lost."""
    made = phone_back(space)
    add_update(made.uid, "Begun", made_on="2027-01-01")
    add_update(made.uid, "All are", made_on="2027-02-01", done=True, evidence="The list")
    close_store()
    name = "0015_promises_live"
    assert (MIGRATIONS / f"{name}.py").exists()
    with closing(sqlite3.connect(store)) as old:
        old.execute("PRAGMA journal_mode = delete")
        for table, column in (
            ("promise", "review"),
            ("promise_update", "state"),
            ("promise_update", "evidence"),
            ("promise_update", "new_due"),
        ):
            if column == "state":  # a check keeps a column, so the table is made anew without it
                old.execute(
                    "CREATE TABLE before (uid TEXT NOT NULL PRIMARY KEY, promise_id TEXT NOT NULL "
                    "REFERENCES promise (uid) ON DELETE CASCADE, made_on TEXT NOT NULL, words TEXT "
                    "NOT NULL, done INTEGER NOT NULL, created INTEGER NOT NULL) STRICT"
                )
                columns = "uid, promise_id, made_on, words, done, created"
                old.execute(f"INSERT INTO before SELECT {columns} FROM promise_update")
                old.execute("DROP TABLE promise_update")
                old.execute("ALTER TABLE before RENAME TO promise_update")
            elif table == "promise":
                old.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        old.execute("DELETE FROM schema_migration WHERE name = ?", (name,))
        old.commit()
    open_store(str(store))
    one = promises_of(space.uid)[0]
    assert [(update.words, update.state) for update in one.updates] == [
        ("Begun", None),
        ("All are", DONE),
    ]
    assert one.done
    add_update(one.uid, "Ill", made_on="2027-03-02", state=LATE, new_due="1 June 2027")
    assert promises_of(space.uid)[0].due == "2027-06-01"


def test_the_chain_shows_only_what_may_be_seen_in_a_place(space: Space) -> None:
    from models.contribution.chain import behind_promise, came_of
    from models.contribution.contribution import Consent, State, capture, move
    from models.contribution.visibility import Where

    theme = new_theme(space.uid, "Nobody phones")
    made = make_promise(space.uid, WILL, "Phone", who="We", due="1 May 2099", theme=theme.uid)
    shown, private = (
        capture(space.uid, words, consent=Consent(room=room, report=True))
        for words, room in (("In the room", True), ("Not in the room", False))
    )
    for one in (shown, private):
        move(one.uid, State.CLEARED)
        put_in_theme(theme.uid, one.uid)
    assert len(behind_promise(made.uid).contributions) == 2
    in_sight = behind_promise(made.uid, Where.ROOM)
    assert [one.words for one in in_sight.contributions] == ["In the room"]
    assert in_sight.hidden == 1
    assert came_of(private.uid).themes[0][1][0].uid == made.uid
    with pytest.raises(RefusedError, match="may not be seen here"):
        came_of(private.uid, Where.ROOM)
