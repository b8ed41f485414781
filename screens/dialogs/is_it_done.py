"""Is it done? Asked in the room, and answered by hands: three numbers in one line."""

import functools
from uuid import UUID

from models.errors import RefusedError
from models.promise.done_answers import DoneAnswers
from models.promise.is_it_done import count_hands_on
from models.promise.promise import Promise, PromiseKind
from screens.dialogs.ask import AskDialog

__all__ = ["IsItDoneDialog"]

HINT = "Hands for: yes, not yet, I can't say. Example: 7 3 2"


class IsItDoneDialog(AskDialog[DoneAnswers]):
    """Read a promise out, ask "Is it done?", and count the hands; the answer is all counts.

    It is for a promise that staff call done. Counted again, the new numbers stand.
    """

    def __init__(self, promise: Promise) -> None:
        done = promise.done_update
        lines = [promise.what, f"We did: {done.words}" if done else "", HINT]
        super().__init__(
            "Is it done? What does the room say?",
            functools.partial(_count, promise.uid),
            go="Save it",
            more="\n".join(filter(None, lines)),
        )

    @classmethod
    def example(cls) -> "IsItDoneDialog":  # type: ignore[override]
        """Return one for a promise that is made up."""
        return cls(Promise(UUID(int=1), "bcdf", PromiseKind.WILL, "Phone back within two days"))


def _count(promise: UUID, line: str) -> DoneAnswers:
    words = line.replace(",", " ").split()
    if not all(one.isascii() and one.isdecimal() for one in words):
        raise RefusedError(
            "Three numbers are needed: yes, not yet, can't say. Nothing was saved. Example: 7 3 2"
        )
    return count_hands_on(promise, [int(one) for one in words])
