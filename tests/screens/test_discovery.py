"""Every screen is found and has an example; none can be forgotten."""

import pytest
from textual.app import ComposeResult
from textual.widgets import Static

from models.space.space import Space
from screens.desk.acts import DeskActs
from screens.dialogs.base import Dialog
from screens.face import FaceScreen, FollowingScreen, HeardScreen
from screens.kiosk.kiosk import KioskScreen
from tests.screens.discovery import SCREENS, ScreenClass, screens_in
from tests.screens.staging import example_of


def test_what_is_found_is_what_lays_something_out() -> None:
    assert KioskScreen in SCREENS
    for base in (HeardScreen, FollowingScreen, FaceScreen, Dialog, DeskActs):
        assert base not in SCREENS, f"{base.__name__} is a base, not a screen"


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_has_an_example(screen: ScreenClass, demo: Space) -> None:
    example_of(screen)


def test_a_new_screen_without_an_example_is_told_in_words() -> None:
    class Forgotten(Dialog[None]):
        def compose(self) -> ComposeResult:
            yield Static("?", markup=False)

    assert screens_in([Forgotten]) == [Forgotten]
    with pytest.raises(AssertionError, match=r"Forgotten has no classmethod example\(\)"):
        example_of(Forgotten)
