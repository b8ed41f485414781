"""Saving what people told us: nothing lost, nothing twice, whatever it looks like."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from models.contribution.contribution import (
    ANNOUNCED_CONSENT,
    Consent,
    ContributionRow,
    State,
    VersionKind,
    VersionRow,
    WayIn,
    add_version,
    capture,
    contribution,
    counts,
    move,
    newest,
    set_consent,
)
from models.errors import RefusedError
from models.identity import new_uid
from models.space.prompt import prompts_of
from models.space.space import Space, close_space, new_space
from models.words import clean

ODD_WORDS = {
    "markup": "[/x] is what [bold]the form[/] said [@click=app.quit]x[/]",
    "controls": "a\x00b\x07\x1b[31mred\x1b[0m\x7f",
    "right to left": "أريد مزيدا من الوقت\u200f",
    "emoji": "Being in my garden 🌻👩‍👧",
    "a word of 5,000 letters": "a" * 5_000,
    "half an emoji": "before \ud83d after",
    "one megabyte": "More time. " * 95_000,
    "database": "'; DROP TABLE contribution; -- %s ? :x",
    "a spreadsheet's": '=HYPERLINK("http://x")',
    "lines": "one\r\ntwo\n\nthree",
    "numbers only": "12",
    "one letter": "x",
}


@pytest.mark.parametrize("name", ODD_WORDS)
def test_odd_words_come_back_as_they_were_given(space: Space, name: str) -> None:
    saved = capture(space.uid, ODD_WORDS[name])
    assert saved.words == clean(ODD_WORDS[name])
    assert saved.words
    assert contribution(saved.uid) == saved
    assert newest(space.uid) == (saved,)


def test_everything_about_a_contribution_is_kept(space: Space) -> None:
    prompt = prompts_of(space.uid)[0].uid
    uid = new_uid()
    saved = capture(
        space.uid,
        "Więcej czasu.",
        uid=uid,
        prompt=prompt,
        way_in=WayIn.TYPED,
        role="a carer",
        consent=Consent(room=False, report=True, quote=True),
        language="pl",
        face="kiosk 1",
    )
    assert saved.uid == uid
    assert (saved.prompt, saved.way_in, saved.role) == (prompt, WayIn.TYPED, "a carer")
    assert saved.consent == Consent(room=False, report=True, quote=True)
    assert (saved.language, saved.face, saved.state) == ("pl", "kiosk 1", State.WAITING)
    assert saved.created > 0


def test_words_said_aloud_have_the_announced_consent(space: Space) -> None:
    assert capture(space.uid, "x").consent == ANNOUNCED_CONSENT
    assert not ANNOUNCED_CONSENT.quote


def test_saving_again_saves_once_and_changes_nothing(space: Space) -> None:
    uid = new_uid()
    first = capture(space.uid, "More time.", uid=uid, role="a carer")
    move(uid, State.CLEARED)
    again = capture(space.uid, "Other words", uid=uid, role="staff")
    assert again == contribution(uid)
    assert again.words == first.words
    assert again.state is State.CLEARED
    assert sum(counts(space.uid).values()) == 1


def test_saving_again_works_when_the_space_was_closed_in_between(space: Space) -> None:
    uid = new_uid()
    capture(space.uid, "More time.", uid=uid)
    close_space(space.uid)
    assert capture(space.uid, "More time.", uid=uid).words == "More time."


@pytest.mark.parametrize("nothing", ["", "   ", "\n\t", "\x00\x1b[31m", "\ud800", "\ufeff"])
def test_no_words_are_refused(space: Space, nothing: str) -> None:
    with pytest.raises(RefusedError, match="no words yet"):
        capture(space.uid, nothing)
    assert newest(space.uid) == ()


def test_a_space_that_is_not_open_takes_nothing(space: Space) -> None:
    planned = new_space("Another")
    close_space(space.uid)
    for one in (planned, space):
        with pytest.raises(RefusedError, match="nothing was saved"):
            capture(one.uid, "More time.")
        assert newest(one.uid) == ()


def test_what_is_not_there_is_a_sentence(space: Space) -> None:
    asks: list[Callable[[UUID], object]] = [
        contribution,
        lambda uid: capture(uid, "More time."),
        lambda uid: move(uid, State.CLEARED),
        lambda uid: set_consent(uid, Consent()),
    ]
    for ask in asks:
        with pytest.raises(RefusedError, match="not there any more"):
            ask(uuid4())


def test_newest_first_and_no_more_than_asked(space: Space) -> None:
    for n in range(8):
        capture(space.uid, f"words {n}")
    assert [one.words for one in newest(space.uid, most=3)] == ["words 7", "words 6", "words 5"]


def test_versions_stand_beside_the_original(space: Space) -> None:
    uid = capture(space.uid, "um more um time", language="en").uid
    add_version(uid, VersionKind.TIDIED, "More time")
    add_version(uid, VersionKind.TRANSLATED, "Więcej czasu", language="pl", made_by="a friend")
    one = add_version(uid, VersionKind.TIDIED, "More time.")
    assert one.words == "um more um time"
    assert one.shown == "More time."
    assert [(v.kind, v.language, v.made_by) for v in one.versions] == [
        (VersionKind.TIDIED, "en", "the scribe"),
        (VersionKind.TRANSLATED, "pl", "a friend"),
        (VersionKind.TIDIED, "en", "the scribe"),
    ]
    assert newest(space.uid)[0] == one
    with pytest.raises(RefusedError):
        add_version(uid, VersionKind.TIDIED, " ")


def test_consent_can_be_changed_and_nothing_else_changes_with_it(space: Space) -> None:
    before = capture(space.uid, "More time.")
    after = set_consent(before.uid, Consent(quote=True))
    assert after.consent == Consent(quote=True)
    assert (after.words, after.state, after.role) == (before.words, before.state, before.role)


def test_withdrawing_takes_words_role_prompt_and_versions(space: Space) -> None:
    prompt = prompts_of(space.uid)[0].uid
    uid = capture(space.uid, "my own words", role="a carer", prompt=prompt).uid
    add_version(uid, VersionKind.TIDIED, "My own words.")
    gone = move(uid, State.WITHDRAWN)
    assert (gone.words, gone.role, gone.prompt, gone.versions) == ("", "", None, ())
    assert gone.shown == ""
    assert VersionRow.select().count() == 0
    assert newest(space.uid) == ()
    assert counts(space.uid)[State.WITHDRAWN] == 1
    with pytest.raises(RefusedError, match="withdrawn"):
        add_version(uid, VersionKind.TIDIED, "back again")


def test_one_change_does_not_write_back_the_rest(space: Space) -> None:
    """Two people at once, on a server: words that were withdrawn must not come back."""
    uid = capture(space.uid, "my own words").uid
    held_by_another = ContributionRow.get_by_id(uid)
    move(uid, State.WITHDRAWN)
    held_by_another.consent_quote = True
    held_by_another.save()
    assert contribution(uid).words == ""
    assert contribution(uid).state is State.WITHDRAWN
