"""Asking what is to become of words: taken back, past their day, or kept for longer."""

import functools
from typing import TYPE_CHECKING

from models.dates import say_date
from screens import dialogs

if TYPE_CHECKING:
    from models.erasure.recall import TakenBack
    from models.erasure.retention import Kept
    from screens.desk.acts import DeskActs
    from screens.face import HeardScreen

__all__ = ["ask_about_words", "ask_which_words", "tell_taken_back"]

WITHDRAWN = "The words are taken back. One contribution was withdrawn."
FORGOTTEN = "The words of this space are deleted. Numbers and promises stay."
NONE_DUE = "No words are past their day. Nothing has to be decided."
MOST_SPACES = 8


def tell_taken_back(
    screen: "HeardScreen | DeskActs", left: "TakenBack", what: str = WITHDRAWN
) -> None:
    """Tell how far words are erased, and show what a person has to call back."""
    screen.tell(f"{what} {left.erased.sentence}")
    if left.anything_elsewhere:
        from screens.dialogs.recall import RecallDialog

        screen.app.push_screen(RecallDialog(left.sentences))


def ask_which_words(screen: "HeardScreen | DeskActs", due: "tuple[Kept, ...]") -> None:
    """Choose a space whose words are past their day, then what becomes of them."""
    if not due:
        screen.tell(NONE_DUE)
        return
    if len(due) == 1:
        ask_about_words(screen, due[0])
        return
    shown = due[:MOST_SPACES]
    screen.app.push_screen(
        dialogs.PickDialog(
            "Whose words are past their day?",
            [f"{one.space.title}, kept until {say_date(one.until)}" for one in shown],
        ),
        lambda number: None if number is None else ask_about_words(screen, shown[number]),
    )


def ask_about_words(screen: "HeardScreen | DeskActs", kept: "Kept") -> None:
    """Ask whether the words of a space are deleted or kept another year."""
    if not kept.anything:
        screen.tell("There are no words in this space any more.")
        return

    def chosen(number: int | None) -> None:
        if number == 1:
            _keep(screen, kept)
        elif number == 2:
            _ask_twice(screen, kept)

    screen.app.push_screen(
        dialogs.PickDialog(
            "What becomes of these words?",
            ["Leave them for now", "Keep them another year, because", "Delete them"],
            more=" ".join(kept.sentences),
        ),
        chosen,
    )


def _keep(screen: "HeardScreen | DeskActs", kept: "Kept") -> None:
    from models.erasure.retention import keep_longer

    def told(now: "Kept | None") -> None:
        if now is not None:
            screen.tell(f"The words are kept until {say_date(now.until)}.")

    screen.app.push_screen(
        dialogs.AskDialog(
            "Why are they kept longer?",
            functools.partial(keep_longer, kept.space.uid),
            go="Keep them",
        ),
        told,
    )


def _ask_twice(screen: "HeardScreen | DeskActs", kept: "Kept") -> None:
    from models.erasure.recall import forget_and_look
    from models.erasure.retention import WHAT_GOES

    screen.app.push_screen(
        dialogs.ConfirmDialog(
            "Delete the words of this space?",
            " ".join(WHAT_GOES),
            yes="Delete them",
            no="Keep them",
        ),
        lambda sure: (
            screen.do(
                forget_and_look,
                kept.space.uid,
                then=lambda left: tell_taken_back(screen, left, FORGOTTEN),
            )
            if sure
            else None
        ),
    )
