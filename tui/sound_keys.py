"""Asking the database for the key of a sealed recording, without waiting for it on the screen."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from models.errors import HeardError
from models.store import writer

__all__ = ["SoundKeys"]


class SoundKeys:
    """One question at a time: whoever asks again, or forgets it, wants the older answer no more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked: object | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self._asked is not None

    def ask(
        self,
        question: Callable[[Any], str],
        about: object,
        then: Callable[[str], object],
        refused: Callable[[str], None],
    ) -> None:
        """Ask on the writer's thread; ``then`` gets the key there, or ``refused`` a sentence."""
        with self._lock:
            asked = self._asked = object()

        def answered(future: "Future[str]") -> None:
            with self._lock:
                if self._asked is not asked:
                    return
                self._asked = None
                trouble = future.exception()
                if trouble is None:
                    then(future.result())
            if isinstance(trouble, HeardError):
                refused(str(trouble))

        writer.submit(question, about).add_done_callback(answered)

    def forget(self) -> bool:
        """Want the answer no more; say whether one was still to come."""
        with self._lock:
            waited, self._asked = self._asked is not None, None
        return waited
