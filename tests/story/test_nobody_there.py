"""A26 and D14 from within: an idle kiosk, and what the memory of the program still holds."""

import gc
from collections.abc import Iterator

from models.contribution.contribution import newest
from models.kiosk.draft import drafts
from models.kiosk.kiosk import read_kiosk
from models.space.space import Space
from screens.kiosk.idle import Idle
from screens.kiosk.kiosk import KioskScreen
from screens.kiosk.visit import PageName
from tests.screens.conftest import Voice, demo, demo_file, voice
from tests.screens.staging import Stage, put_on

__all__ = ["demo", "demo_file", "voice"]  # the fixtures of the screens

IDLE_SECONDS = 120


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the time in seconds."""
        return self.now

    def passes(self, seconds: float, stage: Stage) -> None:
        """Let time go by, and the kiosk look at it."""
        self.now += seconds
        kiosk(stage).tick()


def kiosk(stage: Stage) -> KioskScreen:
    screen = stage.screen
    assert isinstance(screen, KioskScreen)
    return screen


def typed(stage: Stage) -> str:
    """Return what stands in the box."""
    return str(getattr(kiosk(stage).query_one("#words"), "text", ""))


async def typing(stage: Stage, words: str) -> Clock:
    """Begin a visit with a clock of its own, and type some words."""
    clock = Clock()
    kiosk(stage).idle = Idle(IDLE_SECONDS, clock)
    await stage.to_words()
    await stage.press(*words)
    return clock


def opened(space: Space) -> KioskScreen:
    return KioskScreen(read_kiosk(space.uid), idle_seconds=IDLE_SECONDS, asks_for_pin=False)


async def test_a26_who_is_slow_is_asked_and_loses_nothing(demo: Space, voice: Voice) -> None:
    async with put_on(opened(demo)) as stage:
        clock = await typing(stage, "slow")
        clock.passes(IDLE_SECONDS - 1, stage)
        await stage.settle()
        assert kiosk(stage).visit.page is PageName.WORDS
        clock.passes(2, stage)
        await stage.until(lambda: kiosk(stage).visit.page is PageName.STILL_THERE)
        await stage.until(lambda: any("Are you still there?" in one for one in voice.said))
        clock.passes(28, stage)  # the last second of the half minute
        await stage.press("x")
        await stage.until(lambda: kiosk(stage).visit.page is PageName.WORDS)
        assert typed(stage) == "slow", "the key that says so is no letter"
        await stage.press("l", "y")
        assert typed(stage) == "slowly"
        # And a whole new time begins.
        clock.passes(IDLE_SECONDS - 1, stage)
        await stage.settle()
        assert kiosk(stage).visit.page is PageName.WORDS


async def test_a26_nobody_there_is_the_next_person_and_the_words_wait_for_the_desk(
    demo: Space, voice: Voice
) -> None:
    async with put_on(opened(demo)) as stage:
        clock = await typing(stage, "gone")
        clock.passes(IDLE_SECONDS, stage)
        await stage.until(lambda: kiosk(stage).visit.page is PageName.STILL_THERE)
        hushed = voice.hushed
        clock.passes(30, stage)
        await stage.until(lambda: kiosk(stage).visit.page is PageName.WELCOME)
        await stage.until(lambda: voice.hushed > hushed)
        await stage.until(lambda: len(drafts(demo.uid)) == 1)
        [draft] = drafts(demo.uid)
        assert (draft.length, draft.given_to) == (len("gone"), "")
        await stage.to_words()
        assert typed(stage) == ""
        assert len(drafts(demo.uid)) == 1


async def test_a26_it_is_off_until_somebody_sets_it(demo: Space) -> None:
    async with put_on(KioskScreen(read_kiosk(demo.uid), asks_for_pin=False)) as stage:
        await stage.to_words()
        kiosk(stage).idle._last -= 100_000
        kiosk(stage).tick()
        await stage.settle()
        assert kiosk(stage).visit.page is PageName.WORDS


# -- what the memory holds ---------------------------------------------------------------------


def holders(marker: str) -> Iterator[str]:
    """Yield what still holds a text with the marker in it: the type of each, and what it is of."""
    gc.collect()
    for one in gc.get_objects():
        for held in gc.get_referents(one):
            if isinstance(held, str) and marker in held:
                yield f"{type(one).__module__}.{type(one).__qualname__}"
                break


async def test_d14_the_memory_holds_nothing_of_the_last_person(demo: Space, voice: Voice) -> None:
    async with put_on(opened(demo)) as stage:
        # Put together here, so that this test itself holds it nowhere but in its own frame.
        marker = "".join(reversed("aggauq"))
        for ends in ("sent", "thrown away", "idle"):
            clock = await typing(stage, marker)
            assert list(holders(marker)), "it is not even held while it is typed"
            if ends == "idle":
                clock.passes(IDLE_SECONDS, stage)
                await stage.until(lambda: kiosk(stage).visit.page is PageName.STILL_THERE)
                clock.passes(30, stage)
            else:
                await stage.press("enter")
                await stage.until(lambda: kiosk(stage).visit.page is PageName.READ_BACK)
                await stage.press(*("32" if ends == "thrown away" else "15221"))
            await stage.until(lambda: kiosk(stage).visit.page is PageName.WELCOME)
            await stage.settle()
            voice.said.clear()
            assert found_after(marker) == [], ends
    assert [one.words for one in newest(demo.uid)].count(marker) == 1


def found_after(marker: str) -> list[str]:
    """Return what holds the marker, without the frames and cells of this very test."""
    return sorted(set(holders(marker)))
