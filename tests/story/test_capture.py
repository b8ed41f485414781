"""13:10: the scribe types what is said, at the speed of speech, and nothing is lost."""

import itertools
import random
import time
from collections.abc import Iterator

import pytest

from models.contribution.contribution import ROLES, newest
from models.space.space import find_space
from models.store.database import close_store, open_store
from tests.story.conftest import PATIENCE, Afternoon, Face

SPEECH = (
    "the carers come late and leave early so my mother waits in bed until ten and nobody tells "
    "her why it would help to have the same two people every week and a number to ring when the "
    "bus does not come because she cannot get to the day centre without it"
)
WORDS = SPEECH.split()
A_MINUTE = 40
# Of a word of five letters, the space after it included.
SECONDS_A_KEY = 60 / A_MINUTE / 6


def lines(minutes: float) -> Iterator[str]:
    """Return what is said in so many minutes, in sentences of 6 to 14 words, each its own."""
    chance = random.Random(10)
    left = round(A_MINUTE * minutes)
    for number in itertools.count(1):
        if left <= 0:
            return
        length = min(left, chance.randint(6, 14))
        left -= length
        yield " ".join([*chance.choices(WORDS, k=length - 1), f"{number}."])


def type_it_all(desk: Face, said: list[str], seconds_a_key: float) -> list[str]:
    """Type every line as a scribe does, F7 in the middle of some; return who said each."""
    role, who = 0, []
    for number, line in enumerate(said):
        for place, letter in enumerate(line):
            if place == len(line) // 2 and number % 3 == 1:
                desk.press("f7")
                role = (role + 1) % (len(ROLES) - 1)  # the leader is another kind
                if role == 0:
                    desk.press("f7")
            desk.type(letter)
            time.sleep(seconds_a_key)
        desk.press("enter")
        who.append(ROLES[role])
    return who


def nothing_is_lost(afternoon: Afternoon, minutes: float, seconds_a_key: float) -> None:
    """Type through a real terminal, with no mouse, and look into the database afterwards."""
    desk = afternoon.open("desk")
    said = list(lines(minutes))
    who = type_it_all(desk, said, seconds_a_key)
    desk.terminal.wait_for(f"{len(said)} heard", timeout=PATIENCE + seconds_a_key * 600)
    open_store(str(afternoon.data / "heard.db"), create=False)
    found = newest(find_space().uid, most=2 * len(said))
    close_store()
    assert [one.words for one in reversed(found)] == said
    assert [one.role for one in reversed(found)] == who


def test_d10_forty_words_a_minute_and_none_is_lost(afternoon: Afternoon) -> None:
    """Faster than anybody types; half a minute's worth of words."""
    nothing_is_lost(afternoon, 0.5, 0)


@pytest.mark.soak
def test_d10_ten_minutes_at_forty_words_a_minute(afternoon: Afternoon) -> None:
    nothing_is_lost(afternoon, 10, SECONDS_A_KEY)
