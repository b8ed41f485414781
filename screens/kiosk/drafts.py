"""What is being typed at a kiosk is kept, sealed: for the desk, and never for the next person."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any
from uuid import UUID

from textual.screen import Screen

from assets.language import now
from models.desk.face import Face, FaceKind, report_face
from models.encryption.sealing import KeyPair, new_pair
from models.errors import HeardError
from models.kiosk.draft import DraftWords, leave_draft, save_draft, take_back
from models.kiosk.draft_keeper import DraftKeeper
from models.outbox.outbox import drop_draft
from models.space.space import Space
from models.store import writer
from screens.kiosk.visit import PageName, Visit

__all__ = ["KioskDrafts"]


class KioskDrafts(Screen[Any]):
    """Keeps the unfinished answer of a visit; a kiosk mixes this in."""

    visit: Visit
    space: Space
    face_uid: UUID
    face_name: str
    sound_off: str
    tell: Callable[[str], None]
    do: Callable[..., None]
    turn_to: Callable[..., Any]
    _pair: KeyPair | None = None
    _keeper: DraftKeeper | None = None

    def typed(self, words: str) -> None:
        """Take note of what stands there now, at each change."""
        if self._keeper is None:
            self._keeper = DraftKeeper(
                self._save, self.set_timer, time.monotonic, self._draft_failed
            )
        self._keeper.changed(words)

    def _save(self, words: str) -> "Future[Any]":
        return writer.submit(
            save_draft,
            self.visit.uid,
            self.space.uid,
            self.face_uid,
            words,
            face_name=self.face_name or "kiosk",
            prompt=self.visit.prompt,
            language=now(),
        )

    def _draft_failed(self, sentence: str) -> None:
        self.call_later(self.tell, sentence)

    def keep_draft(self) -> None:
        """Save the last of what was typed at once."""
        if self._keeper is not None:
            self._keeper.save_now()

    def drop_draft(self, visit: Visit) -> None:
        """Delete the draft of a visit: the words were sent, or thrown away by whose they were."""
        if self._keeper is not None and visit.uid == self.visit.uid:
            self._keeper.forget()
            self._keeper = None
        writer.submit(drop_draft, visit.uid)

    def leave_draft(self) -> None:
        """Leave what is unfinished to the desk: somebody else is here now."""
        if self._keeper is not None:
            self.keep_draft()
            self._keeper = None
            writer.submit(leave_draft, self.visit.uid)

    def report_as_kiosk(self) -> Face:
        """Say that this kiosk is open, with a key of its own. Runs on the writer's thread."""
        if self._pair is None:
            try:
                self._pair = new_pair()
            except HeardError:  # the library is missing: nothing can be given back here
                self._pair = KeyPair("", "")
        return report_face(
            self.face_uid,
            self.space.uid,
            FaceKind.KIOSK,
            sound_off=self.sound_off,
            public_key=self._pair.public,
        )

    def look_for_what_is_handed_back(self) -> None:
        """Take what the desk has handed to this kiosk, while nobody is in the middle of a visit."""
        if self._pair is not None and self.visit.page is PageName.WELCOME:
            self.do(take_back, self.face_uid, self._pair.private, then=self._handed)

    def _handed(self, found: DraftWords | None) -> None:
        if found is not None:
            # From now on it is this visit's draft: what is typed goes on with it.
            self.visit = Visit(
                PageName.HANDED_BACK, uid=found.uid, words=found.words, prompt=found.prompt
            )
            self.typed(found.words)
            self.call_later(self.turn_to, self.visit)
