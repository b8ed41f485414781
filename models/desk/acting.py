"""Who is acting: set around a verb, so that the history can say who did it.

A verb takes no argument for it: it runs on the writer's thread, and asks here.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

__all__ = ["NOBODY", "Actor", "act_as", "acting", "acting_as"]

Result = TypeVar("Result")


@dataclass(frozen=True)
class Actor:
    """A desk at which somebody acts. ``name`` is "desk 1", or nothing before it has one."""

    face: UUID | None = None
    name: str = ""


NOBODY = Actor()
_acting: ContextVar[Actor] = ContextVar("acting", default=NOBODY)


def acting() -> Actor:
    """Return who acts on this thread now; ``NOBODY`` at a kiosk and at the command line."""
    return _acting.get()


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Say who acts, for as long as the block runs."""
    before = _acting.set(actor)
    try:
        yield
    finally:
        _acting.reset(before)


def act_as(actor: Actor, verb: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
    """Do a verb for somebody; for the writer's thread, which has a context of its own."""
    with acting_as(actor):
        return verb(*args, **kwargs)
