"""13:12: a blind attendee at the kiosk, headphones on, and no screen."""

import re
import sys
from pathlib import Path

from models.contribution.contribution import newest
from models.kiosk.receipt import find_by_receipt
from models.space.space import Space
from screens.kiosk.kiosk import KioskScreen
from screens.kiosk.visit import PageName
from tests.screens.conftest import Voice, demo, demo_file, voice
from tests.screens.staging import Stage, put_on
from tests.story.conftest import Afternoon
from tests.tui.conftest import until

__all__ = ["demo", "demo_file", "voice"]  # the fixtures of the screens

# Takes sound as slowly as a sound card does, and says when it began and when all was played.
PLAYER = """#!{python}
import os, sys, time
log = open({log!r}, "a", buffering=1)
print("began", os.getpid(), file=log)
taken, first = 0, time.monotonic()
while sound := os.read(0, 4096):
    taken += len(sound)
    time.sleep(max(0, taken / 44100 - (time.monotonic() - first)))
print("played", os.getpid(), file=log)
"""


class Listener:
    """Somebody who has ears and a keyboard, and nothing else."""

    def __init__(self, stage: Stage, voice: Voice) -> None:
        self._stage, self._voice = stage, voice
        self._before = 0

    @property
    def heard(self) -> str:
        """What was said since the last key."""
        return " ".join(self._voice.said[self._before :])

    async def press(self, key: str, hears: str) -> None:
        """Press a key and listen until something is said that has these words in it."""
        self._before = len(self._voice.said)
        await self._stage.press(key)
        await self._stage.until(lambda: hears in self.heard)

    async def choose(self, choice: str, hears: str) -> None:
        """Press the key that was named with a choice."""
        found = re.search(rf"(\d): {re.escape(choice)}", self.heard)
        assert found, f"{choice} was not offered aloud"
        await self.press(found[1], hears)


async def test_d11_a_whole_visit_is_made_with_the_screen_off(demo: Space, voice: Voice) -> None:
    async with put_on(KioskScreen) as stage:
        she = Listener(stage, voice)
        assert voice.said == [], "it is quiet until somebody comes"
        await she.press("5", hears="Press the number.")
        assert "Welcome. Say what matters to you." in she.heard
        await she.choose("English", hears="What do you want to talk about?")
        await she.choose("Anything you want to say", hears="How do you want to answer?")
        await she.choose("Type it", hears="Type, then press Enter.")
        for key in "more time from the carers":
            await she.press(key if key != " " else "space", hears="")
            assert she.heard in (key, "more", "time", "from", "the"), "every key is said"
        await she.press("enter", hears="Is this what you want to say?")
        assert "more time from the carers." in she.heard, "it is read back"
        await she.press("7", hears="more time from the carers.")
        await she.choose("Send it", hears="Who are you here as")
        await she.choose("I'd rather not say", hears="May we show your words")
        await she.choose("No", hears="May your words count in the report?")
        await she.choose("Yes", hears="May the report quote your words")
        await she.choose("No", hears="Keep these four words")
        # Slowly, each a sentence of its own, and twice.
        twice = re.search(
            r"(\w+\. \w+\. \w+\. \w+\.) Once more: (\w+\. \w+\. \w+\. \w+\.)", she.heard
        )
        assert twice, she.heard
        assert twice[1] == twice[2]
        receipt = twice[1].replace(".", "")
        await she.press("7", hears=twice[0])
        await she.press("1", hears="")
        screen = stage.screen
        assert isinstance(screen, KioskScreen)
        await stage.until(lambda: screen.visit.page is PageName.WELCOME)
    [said] = [one for one in newest(demo.uid) if one.words == "more time from the carers"]
    assert (said.consent.room, said.consent.report, said.consent.quote) == (False, True, False)
    assert find_by_receipt(None, receipt).uid == said.uid


def test_d12_one_key_stops_the_speech(afternoon: Afternoon, tmp_path: Path) -> None:
    log, player, settings = tmp_path / "player.log", tmp_path / "player", tmp_path / "heard.toml"
    player.write_text(PLAYER.format(python=sys.executable, log=str(log)))
    player.chmod(0o755)
    settings.write_text(f'[voice]\nplayer = ["{player}"]\n')
    afternoon.env["HEARD_SETTINGS"] = str(settings)

    def told(what: str) -> list[int]:
        lines = log.read_text().splitlines() if log.exists() else []
        return [int(line.split()[1]) for line in lines if line.split()[0] == what]

    kiosk = afternoon.open("kiosk")
    kiosk.press("enter")
    assert until(lambda: told("began"))
    kiosk.sees("step 1 of 8")
    kiosk.press("x")
    assert until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in told("began")))
    before = told("began")
    assert told("played") == [], "what was cut was not played to its end"
    # It is no silence for good: the same page is said again.
    kiosk.press("7")
    assert until(lambda: len(told("began")) > len(before))
