"""What was done at the desk, act by act: who, when, what and on which, and never the words."""

import importlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from models.desk.acting import acting

__all__ = [
    "ActKind",
    "Step",
    "as_steps",
    "forget_steps",
    "is_forced",
    "is_replaying",
    "not_noted",
    "note",
    "step",
    "take_steps",
]

UID = "uid:"
_replaying: ContextVar[bool] = ContextVar("replaying", default=False)
_forced: ContextVar[bool] = ContextVar("forced", default=False)
Function = TypeVar("Function", bound=Callable[..., object])


class ActKind(StrEnum):
    """What can be done, in the words in which it is read: "14:32 Desk 1 cleared one"."""

    CLEARED = "cleared one"
    HELD = "held one"
    SET_ASIDE = "set one aside"
    NO_ANSWER = "set one aside as no answer"
    WAITS_AGAIN = "let one wait again"
    WITHDRAWN = "took one back"
    REDACTED = "took words out of one"
    CONSENT = "changed what one may be used for"
    ROLE = "changed who said one"
    CORRECTED = "corrected one"
    TIDIED = "put a tidied wording beside one"
    TRANSLATED = "put a translation beside one"
    WENT_TO = "went to another part"
    MORE_TIME = "gave a part more time"
    PROMISED = "made a promise"
    PROMISE_CHANGED = "changed a promise"
    PROMISE_REMOVED = "took a promise away"
    PROMISE_NEWS = "added news to a promise"
    PROMISE_REVIEW = "set when a promise is looked at again"
    CHECKOUT_OPENED = 'opened "How was this meeting?"'
    CHECKOUT_CLOSED = 'closed "How was this meeting?"'
    HANDS_COUNTED = "counted hands"
    LADDER_RATED = "rated the meeting on the ladder"
    ADDED_LATE = "added one late"
    IMPORTED = "took in a file"
    NEW_THEME = "made a theme"
    RENAMED_THEME = "renamed a theme"
    REMOVED_THEME = "removed a theme"
    PUT_IN_THEME = "put one into a theme"
    TAKEN_OUT = "took one out of a theme"
    SPLIT_THEME = "split a theme"
    MERGED_THEMES = "put two themes together"
    MOVED_THEME = "moved a theme"
    ASKED_ROOM = "asked the room about the themes"
    ROOM_AGREED = "noted that the room agreed"
    PREPARED = "changed what is prepared"
    NEED = "changed a need"
    CAME = "wrote down how many came"
    EASY_READ = "wrote in the Easy Read paper"
    EASY_READ_LEFT_OUT = "left a promise out of the Easy Read paper"
    EASY_READ_SIGNED = "signed the Easy Read paper"
    KEPT_LONGER = "kept the words for longer"
    FORGOTTEN = "deleted the words, as their time was over"


@dataclass(frozen=True)
class Step:
    """One step of an undo: a function marked with ``step``, and what it is called with.

    Arguments are ids, states, numbers, titles of themes: never people's words.
    """

    function: str
    arguments: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, function: Callable[..., object], **arguments: Any) -> "Step":
        """Return the step that calls a function with arguments that JSON can hold, or UUIDs."""
        return cls(f"{function.__module__}:{function.__name__}", arguments)

    def take(self) -> None:
        """Call it. It refuses by ``RefusedError`` where that would overwrite something."""
        module, _, name = self.function.partition(":")
        function = getattr(importlib.import_module(module), name)
        if not getattr(function, "is_a_step", False):
            raise TypeError(f"{self.function} is not marked as a step")
        function(**self.arguments)


def step(function: Function) -> Function:
    """Mark a function as one that an undo or a redo may call."""
    function.is_a_step = True  # type: ignore[attr-defined]
    return function


def note(
    space: UUID,
    kind: ActKind,
    subject: UUID | None = None,
    *,
    undo: Sequence[Step] = (),
    redo: Sequence[Step] = (),
) -> None:
    """Note what a verb does, inside its transaction. Without ``undo`` it cannot be undone.

    Who does it comes from ``models.desk.acting``.
    """
    # Spaces note their acts too, and the table stands on theirs.
    from models.desk.act_table import ActRow

    if is_replaying():
        return  # an undo or a redo is noted at the act itself
    actor = acting()
    # Whoever goes on from here cannot do again what they undid before.
    undone = (ActRow.space == space) & (ActRow.face == actor.face) & (ActRow.undone != 0)
    ActRow.update(redo="").where(undone & (ActRow.redo != "")).execute()
    ActRow.create(
        space=space,
        face=actor.face,
        by=actor.name,
        kind=kind,
        subject=subject,
        undo=as_text(undo),
        redo=as_text(redo),
    )


def forget_steps(subject: UUID) -> None:
    """Make everything that was done to one thing final: what it was is not kept any more."""
    from models.desk.act_table import ActRow

    ActRow.update(undo="", redo="").where(ActRow.subject == subject).execute()


def as_text(steps: Sequence[Step]) -> str:
    """Return steps as they are stored."""
    if not steps:
        return ""
    return json.dumps([[one.function, _packed(one.arguments)] for one in steps])


def as_steps(text: str) -> list[Step]:
    """Return stored steps."""
    return [Step(function, _unpacked(given)) for function, given in json.loads(text or "[]")]


def _packed(value: Any) -> Any:
    if isinstance(value, UUID):
        return f"{UID}{value}"
    if isinstance(value, dict):
        return {name: _packed(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_packed(one) for one in value]
    return value


def _unpacked(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(UID):
        return UUID(value.removeprefix(UID))
    if isinstance(value, dict):
        return {name: _unpacked(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_unpacked(one) for one in value]
    return value


@contextmanager
def not_noted() -> Iterator[None]:
    """Do verbs as a part of another act, which is noted as one."""
    replaying = _replaying.set(True)
    try:
        yield
    finally:
        _replaying.reset(replaying)


def take_steps(steps: Sequence[Step], *, anyway: bool = False) -> None:
    """Take the steps of an undo or a redo; ``anyway`` lets them overwrite what changed since."""
    replaying, forced = _replaying.set(True), _forced.set(anyway)
    try:
        for one in steps:
            one.take()
    finally:
        _forced.reset(forced)
        _replaying.reset(replaying)


def is_replaying() -> bool:
    """Say whether what runs now is a step of an undo or a redo."""
    return _replaying.get()


def is_forced() -> bool:
    """Say whether a person wants a step taken all the same, whatever changed since."""
    return _forced.get()
