"""A23, A24, D17: a held key and a double strike count once, whatever the keyboard's delay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.presses import PROOF_SECONDS, Presses, Verdict


def counted(moments: list[tuple[str, float]], seconds: float = 0.7) -> list[str]:
    """Return the keys that count, when keys are pressed at those moments."""
    presses, done = Presses(seconds), []
    for number, (key, at) in enumerate(moments):
        if presses.waiting and presses.waiting != key:
            done.append(presses.waiting)
        verdict = presses.press(key, at)
        if verdict is Verdict.COUNTS:
            done.append(key)
        following = moments[number + 1][1] if number + 1 < len(moments) else at + 9
        if verdict is Verdict.WAITS and following > at + PROOF_SECONDS:
            assert presses.proved()
            done.append(key)
    return done


def held(key: str, delay: float, gap: float, seconds: float = 5.0) -> list[tuple[str, float]]:
    """Return what a keyboard sends for a key that is held."""
    moments, at = [(key, 10.0)], 10.0 + delay
    while at < 10.0 + seconds:
        moments.append((key, at))
        at += gap
    return moments


@given(delay=st.floats(0.25, 2.0), gap=st.floats(0.03, 0.25))
def test_a_key_held_for_five_seconds_counts_once(delay: float, gap: float) -> None:
    assert counted(held("1", delay, gap)) == ["1"]


@pytest.mark.parametrize("delay", [0.25, 0.5, 0.66, 1.0, 2.0])
def test_a_held_key_counts_once_and_then_again_when_it_is_pressed_again(delay: float) -> None:
    assert counted([*held("1", delay, 0.04), ("1", 18.0)]) == ["1", "1"]
    assert counted([*held("1", delay, 0.04), ("2", 15.01)]) == ["1", "2"]


@pytest.mark.parametrize(
    ("moments", "counts"),
    [
        ([("h", 1.0), ("h", 1.1), ("h", 1.3), ("e", 1.4)], ["h", "e"]),
        ([("h", 1.0), ("h", 1.69)], ["h"]),
        ([("h", 1.0), ("h", 1.71)], ["h", "h"]),
        ([("h", 1.0), ("h", 1.8), ("e", 1.9)], ["h", "h", "e"]),
        ([("h", 1.0), ("h", 4.0), ("h", 7.0)], ["h", "h", "h"]),
        ([("1", 1.0), ("2", 1.01), ("1", 1.02)], ["1", "2", "1"]),
    ],
)
def test_double_strikes(moments: list[tuple[str, float]], counts: list[str]) -> None:
    assert counted(moments) == counts


def test_it_can_be_longer_and_off() -> None:
    assert counted([("h", 1.0), ("h", 1.9)], seconds=1.0) == ["h"]
    assert counted(held("h", 0.3, 0.1), seconds=0).count("h") == len(held("h", 0.3, 0.1))


def test_words_are_never_filtered() -> None:
    presses = Presses(0.7)
    assert presses.press("enter", 1.0) is Verdict.COUNTS
    for number, letter in enumerate("llllmmoo"):
        at = 1.1 + number * 0.02
        assert presses.press(letter, at, choosing=False) is Verdict.COUNTS


def test_who_still_holds_the_digit_that_opened_a_text_does_not_write_it() -> None:
    presses = Presses(0.7)
    presses.press("1", 1.0)
    for number in range(40):
        assert presses.press("1", 1.5 + number * 0.1, choosing=False) is Verdict.IS_DROPPED
    assert presses.press("a", 5.5, choosing=False) is Verdict.COUNTS
    assert presses.press("1", 5.6, choosing=False) is Verdict.COUNTS
