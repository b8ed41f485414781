"""The application's one voice, with the real speaking process and a stand-in for the player."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.settings import Settings, VoiceSettings
from screens.messages import SoundIsOff, Word
from tests.tui.conftest import until
from tui.aloud import Aloud

# Takes sound as slowly as a sound card does, and writes down for which device.
PLAYER = """#!{python}
import os, sys, time
open({log!r}, "a").write(" ".join(sys.argv[1:]) + "\\n")
taken, first = 0, time.monotonic()
while sound := os.read(0, 4096):
    taken += len(sound)
    time.sleep(max(0, taken / 44100 - (time.monotonic() - first)))
"""


class Listening:
    """An Aloud, and what it reported."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "player.log"
        player = folder / "player"
        player.write_text(PLAYER.format(python=sys.executable, log=str(self.log)))
        player.chmod(0o755)
        self.reports: list[Word | SoundIsOff] = []
        settings = Settings(voice=VoiceSettings(player=(str(player), "{device}")))
        self.aloud = Aloud(settings, self.reports.append)

    @property
    def devices(self) -> list[str]:
        """The devices that were played on."""
        return self.log.read_text().split() if self.log.exists() else []

    @property
    def captions(self) -> list[str]:
        """The different words that the caption showed, in order."""
        found = [one.words for one in self.reports if isinstance(one, Word)]
        return [words for place, words in enumerate(found) if found[place - 1 : place] != [words]]


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Listening]:
    one = Listening(tmp_path)
    yield one
    one.aloud.close()


def test_a10_louder_and_quieter_are_said_with_their_level(listening: Listening) -> None:
    for change, said in (
        ({"volume": 1}, "Louder. 5 of 8."),
        ({"volume": -1}, "Quieter. 4 of 8."),
        ({"rate": 1}, "Faster. 175 words a minute."),
        ({"rate": -1}, "Slower. 150 words a minute."),
    ):
        listening.aloud.change(**change)
        assert until(lambda said=said: said in listening.captions), said  # type: ignore[misc]


def test_a11_the_next_person_has_the_voice_of_the_settings(listening: Listening) -> None:
    for _ in range(3):
        listening.aloud.change(volume=1, rate=1)
    listening.aloud.reset()
    listening.aloud.change(volume=1)
    assert until(lambda: "Louder. 5 of 8." in listening.captions)


def test_a04_it_pauses_and_goes_on_with_the_same_words(listening: Listening) -> None:
    words = "One two three four five six seven eight nine ten eleven twelve."
    listening.aloud.say(words)

    def marked() -> list[int]:
        return [one.at for one in listening.reports if isinstance(one, Word) and one.length]

    assert until(lambda: len(marked()) >= 3)
    assert listening.aloud.pause_or_go_on() is True, "it is paused now"
    before = marked()
    assert listening.aloud.pause_or_go_on() is False, "it goes on now"
    assert until(lambda: marked()[-1] == words.index("twelve"))
    after = marked()[len(before) :]
    assert after[0] >= before[-2], "it goes on where it was, and not from the beginning"
    assert after == sorted(after)


def test_a_key_cuts_what_is_paused_too(listening: Listening) -> None:
    listening.aloud.say("One two three four five six seven eight nine ten.")
    assert until(lambda: any(isinstance(one, Word) and one.length for one in listening.reports))
    listening.aloud.pause_or_go_on()
    listening.aloud.cut()
    assert listening.aloud.pause_or_go_on() is False, "nothing is left to go on with"


def test_each_face_speaks_through_a_device_of_its_own(listening: Listening) -> None:
    for device in ("plughw:1", "plughw:2"):
        listening.aloud.use(device)
        listening.aloud.say("Yes.")
        assert until(lambda device=device: device in listening.devices)  # type: ignore[misc]


def test_a12_a_missing_voice_is_said_and_shown(listening: Listening) -> None:
    listening.aloud.say("Words.", language="zz")
    assert until(lambda: any("There is no voice for" in caption for caption in listening.captions))
