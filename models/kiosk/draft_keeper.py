"""Keeping a draft as somebody types: at most one second behind, and never in their way."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from models.errors import HeardError

__all__ = ["DraftKeeper"]

# A second is the promise; what is left of it is for the disk.
SAVE_SECONDS = 0.7
LOOK_AGAIN_SECONDS = 0.1


class DraftKeeper:
    """Takes the text at each change, and saves the newest.

    ``save`` begins to save a text and returns its future, as ``writer.submit`` does. ``later``
    calls something after some seconds, as Textual's ``set_timer`` does. ``now`` is a clock in
    seconds that never goes back. ``failed`` is told once why a text could not be kept; the
    typing goes on all the same.
    """

    def __init__(
        self,
        save: Callable[[str], "Future[Any]"],
        later: Callable[[float, Callable[[], None]], object],
        now: Callable[[], float],
        failed: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._save, self._later, self._now, self._failed = save, later, now, failed
        self._newest: str | None = None  # what is not on its way to the disk yet
        self._saving: Future[Any] | None = None
        self._last = float("-inf")
        self._waits = False
        self._told = False
        self._lock = threading.Lock()

    def changed(self, words: str) -> None:
        """Take the text as it is now. The first change is saved at once."""
        self._newest = words
        self._look()

    def save_now(self) -> None:
        """Save what is not saved yet: the page turns, or the person is slow."""
        if self._newest is not None:
            self._begin()

    def forget(self) -> None:
        """Forget the text: it was sent or thrown away, and whoever asked deletes the draft."""
        self._newest = None

    def _look(self) -> None:
        """Save when it is time and the last one is done; else look again later."""
        if self._newest is None or self._waits:
            return
        due = self._last + SAVE_SECONDS - self._now()
        if self._saving is not None and not self._saving.done():
            due = max(due, LOOK_AGAIN_SECONDS)
        if due <= 0:
            self._begin()
        else:
            self._waits = True
            self._later(due, self._woken)

    def _woken(self) -> None:
        self._waits = False
        self._look()

    def _begin(self) -> None:
        words, self._newest = self._newest, None
        self._last = self._now()
        if words is not None:
            self._saving = self._save(words)
            self._saving.add_done_callback(self._done)

    def _done(self, future: "Future[Any]") -> None:
        """Tell the first failure. Runs on the writer's thread; what a fault says is never told."""
        if future.cancelled():
            return
        error = future.exception()
        with self._lock:
            first, self._told = error is not None and not self._told, error is not None
        if first:
            known = str(error) if isinstance(error, HeardError) else ""
            self._failed(known or "What is typed cannot be kept at this moment.")
