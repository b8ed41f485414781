"""A finding of the doctor: how one thing is, and what a person or Heard can do about it."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Finding", "Health", "Mend"]


class Health(StrEnum):
    """How one thing is."""

    FINE = "fine"
    PROBLEM = "problem"
    MENDED = "mended"


class Mend(StrEnum):
    """What can be mended without losing anything."""

    INDEXES = "indexes"
    SEARCH = "search"
    PERMISSIONS = "permissions"
    LEFT_OVER = "left over"
    RECORDINGS = "recordings"
    SEALS = "seals"
    RESERVE = "reserve"


@dataclass(frozen=True)
class Finding:
    """What was found about one thing; ``do`` says what a person does, ``mend`` what Heard can.

    ``steps`` are several things to do, in their order, and ``safe`` is what is safe until then.
    ``because`` is the name of another finding that this one comes of. ``is_damage`` says that the
    file itself cannot be read, ``is_first`` that it is done before anything else.
    """

    name: str
    health: Health
    said: str
    do: str = ""
    mend: Mend | None = None
    safe: str = ""
    steps: tuple[str, ...] = ()
    because: str = ""
    is_damage: bool = False
    is_first: bool = False
