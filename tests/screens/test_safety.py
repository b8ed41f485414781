"""Held words at the desk: told at once, harm first, redacted, set aside and brought back."""

import functools
from uuid import UUID

from textual.content import Content
from textual.widgets import Static

from models.contribution.contribution import (
    NO_CONSENT,
    State,
    WayIn,
    capture,
    contribution,
    move,
    newest,
)
from models.desk.desk import read_desk
from models.space.space import Space
from screens.desk.desk import DeskScreen
from screens.desk.safety import saved_words
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.redact import RedactDialog
from screens.dialogs.whole import WholeDialog
from screens.spoken import words_of
from screens.widgets.line_list import LineList
from screens.widgets.words_area import WordsArea
from tests.screens.cells import rows
from tests.screens.staging import Stage, put_on
from tests.screens.test_desk import desk, light, lit, told

HARM = "He takes my money and I'm frightened of him."
NAME = "Bernadette at the front office lost my form."


def typed(space: Space, words: str) -> UUID:
    return capture(space.uid, words, way_in=WayIn.TYPED, consent=NO_CONSENT, face="kiosk 1").uid


async def test_a_line_of_the_scribe_that_is_held_is_told_at_once(demo: Space) -> None:
    async with put_on(DeskScreen, (120, 40)) as stage:
        await stage.press("f9", *"Sharon came", "enter")
        await stage.until(lambda: "Held: may name a person. F2 shows it." in told(stage))
        await stage.until(
            lambda: (one := desk(stage).lit) is not None and one.words == "Sharon came"
        )
        await stage.press("f2")
        await stage.until(lambda: isinstance(stage.screen, ConfirmDialog))
        assert "It is held: may name a person." in told(stage)


async def test_a_line_that_is_no_answer_is_told_too(demo: Space) -> None:
    async with put_on(DeskScreen, (120, 40)) as stage:
        await stage.press("f9", *"nothing", "enter")
        await stage.until(lambda: "Set aside: no answer." in told(stage))


async def test_d22_possible_harm_is_first_with_a_sign_and_a_count(demo: Space) -> None:
    before = read_desk(demo.uid).tally.may_be_harm
    harm = typed(demo, HARM)
    typed(demo, "A later answer about buses.")
    for size in ((44, 12), (80, 24), (120, 40)):
        async with put_on(DeskScreen, size) as stage:
            listed = desk(stage).query_one("#list", LineList).entries
            assert listed[0].key == harm
            assert listed[0].head.startswith("!! MAY BE HARM")
            assert listed[0].spoken.startswith("Possible harm.")
            assert f"! {before + 1} may be harm" in rows(stage.app)[0]
            await stage.press("escape", "4")
            needs = words_of(desk(stage).query_one("#needs"))
            assert f"person. ! {before + 1} may be about harm: first in the list" in needs


async def test_the_whole_of_it_says_why_and_marks_the_places(demo: Space) -> None:
    uid = typed(demo, NAME)
    async with put_on(WholeDialog(contribution(uid))) as stage:
        assert "Held: may name a person. What it may be is marked." in told(stage)
        shown = stage.screen.query_one("#question", Static).content
        assert isinstance(shown, Content)
        marked = [shown.plain[s.start : s.end] for s in shown.spans if "reverse" in str(s.style)]
        assert marked == ["Bernadette"]


async def test_d21_redacting_asks_for_words_then_why_then_whether(demo: Space) -> None:
    uid = typed(demo, NAME)
    async with put_on(DeskScreen, (120, 40)) as stage:
        await light(stage, uid)
        await stage.press("escape", "m")
        assert isinstance(stage.screen, RedactDialog)
        await stage.press("enter")
        assert "Nothing is taken out yet." in told(stage)
        stage.screen.query_one(WordsArea).move_cursor((0, 0))
        await stage.press(*["delete"] * len("Bernadette"), *"A worker", "enter")
        assert isinstance(stage.screen, PickDialog)
        await stage.press("1")
        assert isinstance(stage.screen, ConfirmDialog)
        assert "This cannot be undone." in stage.screen.more
        assert contribution(uid).words == NAME, "nothing happens before the last yes"
        await stage.press("2")
        await stage.until(lambda: "Taken out: names a person." in told(stage))
        now = contribution(uid)
        assert now.words == "A worker at the front office lost my form."
        assert now.state is State.WAITING
        await stage.until(lambda: " redacted" in told(stage))
        assert "Bernadette" not in told(stage)
        await stage.press("o")
        assert "Redacted: names a person, by the scribe" in told(stage)


async def test_each_step_of_redacting_can_be_left_and_nothing_changes(demo: Space) -> None:
    uid = typed(demo, NAME)
    async with put_on(DeskScreen, (120, 40)) as stage:
        await light(stage, uid)
        for steps in (
            ("m", "escape"),
            ("m", "x", "enter", "escape"),
            ("m", "x", "enter", "1", "escape"),
            ("m", "x", "enter", "1", "1"),
        ):
            await stage.press("escape", *steps)
            await stage.until(lambda: stage.screen is desk(stage))
            assert contribution(uid).words == NAME


def shows(stage: Stage, said: str, state: State) -> bool:
    """Say whether the desk tells something, and what is lit is in that state."""
    one = desk(stage).lit
    return said in told(stage) and one is not None and one.state is state


async def test_no_answer_by_one_key_and_back_again(demo: Space) -> None:
    uid = typed(demo, "Well, you know.")
    async with put_on(DeskScreen, (120, 40)) as stage:
        await light(stage, uid)
        for key, said, state in (
            ("g", "No answer: set aside. It is counted.", State.SET_ASIDE),
            ("g", "It is back in the list, and waits.", State.WAITING),
            ("a", "Set aside. It is counted.", State.SET_ASIDE),
            ("a", "It is back in the list, and waits.", State.WAITING),
        ):
            await stage.press("escape", key)
            await stage.until(functools.partial(shows, stage, said, state))
            assert contribution(uid).state is state
        assert lit(stage) == uid


async def test_what_a_person_decided_leaves_the_top(demo: Space) -> None:
    for one in newest(demo.uid):
        if one.may_be_harm:
            move(one.uid, State.HELD, reason="private details")
    async with put_on(DeskScreen, (80, 24)) as stage:
        assert "may be harm" not in rows(stage.app)[0]
        assert "MAY BE HARM" not in told(stage)


def test_what_is_saved_plainly_is_told_plainly(space: Space) -> None:
    assert saved_words(capture(space.uid, "More time.")) == "Saved."
    assert saved_words(capture(space.uid, HARM)) == (
        "Held: may be about harm. It is first in the list."
    )
