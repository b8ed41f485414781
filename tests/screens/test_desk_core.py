"""Undo, the last line, other words beside, the leader, two at once: by keys, at the desk."""

from uuid import UUID

from models.contribution.contribution import (
    THE_LEADER,
    State,
    VersionKind,
    capture,
    contribution,
    move,
    newest,
)
from models.desk.acting import Actor, acting_as
from models.desk.desk import read_desk
from models.identity import new_uid
from models.space.space import Space
from screens.desk.desk import DeskScreen
from screens.desk.history import HistoryScreen
from screens.desk.more import ELSE, LAST, MORE
from screens.dialogs.beside import BesideDialog
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.pick import PickDialog
from screens.widgets.line_list import LineList
from screens.widgets.words_line import WordsLine
from tests.screens.cells import rows
from tests.screens.staging import Stage, put_on

OTHER = Actor(new_uid(), "desk 2")


def desk(stage: Stage) -> DeskScreen:
    """Return the desk that is on."""
    screen = stage.app.screen_stack[0]
    assert isinstance(screen, DeskScreen)
    return screen


def told(stage: Stage) -> str:
    """Return everything that stands on the screen, on one line."""
    return " ".join(" ".join(rows(stage.app)).split())


async def light(stage: Stage, uid: UUID) -> None:
    """Put the light on a contribution, as the arrows do."""
    await stage.until(lambda: uid in {one.uid for one in desk(stage).sees.contributions})
    desk(stage).query_one("#list", LineList).light(uid)
    await stage.settle()


def entry(stage: Stage) -> str:
    """Return what is lit as the list writes it, before it is wrapped."""
    one = desk(stage).query_one("#list", LineList).lit_entry
    return f"{one.head} {one.body}" if one else ""


async def saved(stage: Stage, space: Space, words: str) -> UUID:
    """Type a line, and return what it became once it is in the list."""
    await stage.press(*words, "enter")
    await stage.until(lambda: newest(space.uid, most=1)[0].words == words)
    uid = newest(space.uid, most=1)[0].uid
    await stage.until(lambda: desk(stage).lit is not None and desk(stage).lit.uid == uid)  # type: ignore[union-attr]
    return uid


def test_every_entry_of_more_is_something_the_desk_does() -> None:
    for entry in (*MORE, *ELSE, *LAST):
        assert callable(getattr(DeskScreen, f"action_{entry.action}", None)), entry.words
    assert max(len(MORE), len(ELSE), len(LAST)) <= 8, "9 goes back"


async def test_backspace_undoes_and_more_does_it_again(demo: Space) -> None:
    async with put_on(DeskScreen, (132, 43)) as stage:
        uid = await saved(stage, demo, "the bus")
        await stage.press("backspace")
        assert contribution(uid).words == "the bus", "in the line it is the line's"
        await stage.press("f2")
        await stage.until(lambda: contribution(uid).state is State.CLEARED)
        await stage.press("escape", "backspace")
        await stage.until(lambda: contribution(uid).state is State.WAITING)
        await stage.until(lambda: "Undone: cleared one." in told(stage))
        await stage.press("full_stop")
        place = [entry.action for entry in MORE].index("history") + 1
        await stage.press(str(place))
        await stage.until(lambda: isinstance(stage.screen, HistoryScreen))
        await stage.until(lambda: "Desk 1 cleared one" in told(stage))
        assert "undone at" in told(stage)
        assert "the bus" not in told(stage), "without the words"
        await stage.press("r")
        await stage.until(lambda: contribution(uid).state is State.CLEARED)
        await stage.until(lambda: "Done again: cleared one." in told(stage))
        await stage.press("f10")
        assert isinstance(stage.screen, PickDialog), "F10 is its twin"


async def test_two_desks_see_each_other_and_the_second_is_asked(demo: Space) -> None:
    uid = capture(demo.uid, "the bus is late").uid
    async with put_on(DeskScreen, (132, 43)) as stage:
        await stage.press("escape")
        await light(stage, uid)
        await stage.press("f3")
        with acting_as(OTHER):
            move(uid, State.SET_ASIDE)
        await stage.press("1")
        await stage.until(lambda: isinstance(stage.screen, ConfirmDialog))
        assert "Hold it all the same?" in told(stage)
        assert "Desk 2 set this one aside a moment ago." in told(stage)
        await stage.press("1")
        assert contribution(uid).state is State.SET_ASIDE, "the first answer leaves it"
        await stage.until(lambda: desk(stage).lit and desk(stage).lit.state is State.SET_ASIDE)  # type: ignore[union-attr]
        await stage.press("f3", "1")
        await stage.until(lambda: contribution(uid).state is State.HELD)
        with acting_as(OTHER):
            move(uid, State.CLEARED)
        await stage.until(lambda: desk(stage).lit and desk(stage).lit.state is State.CLEARED)  # type: ignore[union-attr]
        await stage.press("backspace")
        await stage.until(lambda: isinstance(stage.screen, PickDialog))
        assert "Desk 2 cleared one since. Nothing was undone." in told(stage)
        await stage.press("escape", "backspace")
        await stage.until(lambda: isinstance(stage.screen, PickDialog))
        await stage.press("1")
        await stage.until(lambda: contribution(uid).state is State.SET_ASIDE)


async def test_the_last_line_comes_back_to_be_corrected(demo: Space) -> None:
    async with put_on(DeskScreen, (132, 43)) as stage:
        line = desk(stage).query_one(WordsLine)
        await stage.press("f9")
        assert "There is no line of this desk to correct." in told(stage)
        uid = await saved(stage, demo, "the bsu")
        await stage.press("f9")
        assert line.value == "the bsu"
        assert "Correct the last line" in told(stage)
        for _ in "bsu":
            await stage.pilot.press("backspace")
        await stage.press(*"bus", "enter")
        await stage.until(lambda: contribution(uid).words == "the bus")
        await stage.until(lambda: "Corrected." in told(stage))
        assert contribution(uid).versions == ()
        with acting_as(OTHER):
            move(uid, State.CLEARED)
        await stage.until(lambda: desk(stage).lit and desk(stage).lit.state is State.CLEARED)  # type: ignore[union-attr]
        await stage.press("f9", *" is late", "enter")
        await stage.until(lambda: contribution(uid).shown == "the bus is late")
        assert contribution(uid).words == "the bus", "beside the original"
        await stage.press("f9", *[], "enter")
        await stage.until(lambda: "The last line is left as it was." in told(stage))
        await stage.press(*"next", "enter")
        await stage.until(lambda: newest(demo.uid, most=1)[0].words == "next")


async def test_d19_a_translation_stands_beside_the_words_with_who_did_it(demo: Space) -> None:
    """D18 and D19: marked as in Polish; then both are shown, with who translated."""
    uid = capture(demo.uid, "Więcej czasu.", language="pl", face="kiosk 1").uid
    async with put_on(DeskScreen, (132, 43)) as stage:
        await stage.press("escape")
        await light(stage, uid)
        await stage.until(lambda: "in Polish, needs translation" in entry(stage))
        await stage.press("e", "2")
        await stage.until(lambda: isinstance(stage.screen, BesideDialog))
        await stage.until(lambda: "Więcej czasu." in told(stage))
        await stage.press(*"More time.", "enter", "3")
        await stage.until(lambda: contribution(uid).translations)
        (version,) = contribution(uid).translations
        assert (version.words, version.language, version.made_by) == (
            "More time.",
            "en",
            "the interpreter",
        )
        assert version.kind is VersionKind.TRANSLATED
        await stage.until(lambda: "More time. (in English, by the interpreter)" in entry(stage))
        assert "needs translation" not in entry(stage)
        await stage.press("backspace")
        await stage.until(lambda: "in Polish, needs translation" in entry(stage))
        assert contribution(uid).translations == ()
        await stage.press("e", "1")
        await stage.press(*" Dziękuję", "enter", "1")
        await stage.until(lambda: contribution(uid).shown == "Więcej czasu. Dziękuję")
        await stage.until(lambda: "tidied by the scribe" in entry(stage))


async def test_d32_the_leader_said_is_a_kind_of_its_own_at_the_desk(demo: Space) -> None:
    """D32: by F7 in the line; shown as the leader's; in no count."""
    before = read_desk(demo.uid).tally
    async with put_on(DeskScreen, (132, 43)) as stage:
        while desk(stage).role != THE_LEADER:
            await stage.press("f7")
        assert "The leader says (not counted as heard)" in told(stage)
        uid = await saved(stage, demo, "We will look")
        assert contribution(uid).by_leader
        await stage.until(lambda: "the leader said" in told(stage))
        again = await saved(stage, demo, "And I mean it")
        assert contribution(again).by_leader, "it stays until it is changed"
        assert desk(stage).sees.tally == before
        await stage.press("escape", "full_stop", str(len(MORE)))
        await stage.press(str([entry.action for entry in ELSE].index("who_said") + 1), "2")
        await stage.until(lambda: not contribution(again).by_leader)
        await stage.until(lambda: desk(stage).sees.tally.heard == before.heard + 1)
        await stage.press("backspace")
        await stage.until(lambda: contribution(again).by_leader)
