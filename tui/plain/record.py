"""The plain kiosk in the record: that it is open, what is typed at it, what is handed to it."""

import contextlib
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from assets.language import _, now
from models.desk.face import REPORT_SECONDS, FaceKind, close_face, report_face
from models.encryption.sealing import KeyPair, new_pair
from models.errors import HeardError, NotSavedError
from models.identity import new_uid
from models.kiosk.draft import is_handed_back, leave_draft, save_draft, take_back
from models.kiosk.draft_keeper import DraftKeeper
from models.outbox.outbox import ask_for_help, drop_draft
from models.store import writer
from screens.kiosk.visit import PageName, Visit

__all__ = ["Record"]

Result = TypeVar("Result")
# How soon the kiosk finds what the desk has handed to it.
ASK_SECONDS = 1.0


class Record:
    """Does the verbs of one kiosk, on the writer's thread and in their order."""

    def __init__(self, space: UUID, clock: Callable[[], float] = time.monotonic) -> None:
        self.space = space
        self.uid = new_uid()
        self.name = "kiosk"
        self.troubles: list[str] = []
        """Why something could not be kept in the background, until it is told."""
        self._clock = clock
        self._pair: KeyPair | None = None
        self._reported = self._asks_again = float("-inf")
        self._later: list[tuple[float, Callable[[], None]]] = []
        self._keeper: DraftKeeper | None = None

    def do(self, verb: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
        """Do a verb and return its result; whatever goes wrong is a ``HeardError``."""
        try:
            return writer.submit(verb, *args, **kwargs).result()
        except HeardError:
            raise
        except Exception:
            # What a fault of ours says may hold somebody's words.
            raise NotSavedError(
                _("Heard had a fault, so this was not saved. Try again, or start Heard again.")
            ) from None

    def look_after(self) -> None:
        """Report that this kiosk is open, and save what is due. Never waits."""
        at = self._clock()
        if at - self._reported >= REPORT_SECONDS:
            self._reported = at
            writer.submit(self._report)
        due = [call for when, call in self._later if when <= at]
        self._later = [one for one in self._later if one[0] > at]
        for call in due:
            call()

    def _report(self) -> None:
        """Say that this kiosk is open, with a key of its own. Runs on the writer's thread."""
        if self._pair is None:
            try:
                self._pair = new_pair()
            except HeardError:  # the library is missing: nothing can be given back here
                self._pair = KeyPair("", "")
        self.name = report_face(
            self.uid, self.space, FaceKind.KIOSK, public_key=self._pair.public
        ).name

    def ask_for_help(self) -> bool:
        """Ask a person to come; a kiosk that the desk had given up is there again first.

        Returns whether anybody could be told: without a network nobody can.
        """
        self.do(self._report)
        return self.do(ask_for_help, self.uid)

    def typed(self, visit: Visit, words: str) -> None:
        """Keep what stands there now, sealed, at most a second behind."""
        if self._keeper is None:
            self._keeper = DraftKeeper(
                lambda newest: self._save(visit, newest),
                lambda seconds, call: self._later.append((self._clock() + seconds, call)),
                self._clock,
                self.troubles.append,
            )
        self._keeper.changed(words)

    def _save(self, visit: Visit, words: str) -> "Future[None]":
        return writer.submit(
            save_draft,
            visit.uid,
            self.space,
            self.uid,
            words,
            face_name=self.name,
            prompt=visit.prompt,
            language=now(),
        )

    def keep_draft(self) -> None:
        """Save the last of what was typed at once."""
        if self._keeper is not None:
            self._keeper.save_now()

    def drop_draft(self, visit: Visit) -> None:
        """Delete the draft: the words were sent, or thrown away by whose they were."""
        if self._keeper is not None:
            self._keeper.forget()
            self._keeper = None
            writer.submit(drop_draft, visit.uid)

    def leave_draft(self, visit: Visit) -> None:
        """Leave what is unfinished to the desk: somebody else is here now."""
        if self._keeper is not None:
            self.keep_draft()
            self._keeper = None
            writer.submit(leave_draft, visit.uid)

    def is_handed_back(self) -> bool:
        """Say, about once a second, whether the desk has handed something to this kiosk."""
        if self._clock() < self._asks_again:
            return False
        self._asks_again = self._clock() + ASK_SECONDS
        with contextlib.suppress(HeardError):  # the next page tells what is wrong
            return self.do(is_handed_back, self.uid)
        return False

    def handed_back(self) -> Visit | None:
        """Return a visit with what the desk has handed to this kiosk, where it has."""
        found = self.do(take_back, self.uid, self._pair.private) if self._pair else None
        if found is None:
            return None
        visit = Visit(PageName.HANDED_BACK, uid=found.uid)
        visit = replace(visit, words=found.words, prompt=found.prompt)
        self.typed(visit, found.words)
        return visit

    def close(self) -> None:
        """Say that this kiosk is closed, and wait until everything is saved."""
        writer.submit(close_face, self.uid)
        writer.finish()
