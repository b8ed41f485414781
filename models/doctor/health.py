"""What the doctor looks at: whether the record is whole, adds up, and is safe. It changes nothing.

Each look returns findings in plain words. No finding holds anybody's words.
"""

from collections.abc import Callable
from typing import Any

from models.doctor.finding import Finding, Health
from models.doctor.looks_around_it import (
    clock,
    copies,
    engine,
    left_over,
    lying_here,
    permissions,
    reserve,
    room,
)
from models.doctor.looks_at_the_record import (
    gone,
    is_file,
    links,
    recordings,
    search,
    sums,
    whole,
)
from models.errors import DamagedError, HeardError
from models.settings import BackupSettings
from models.store.troubles import in_words

__all__ = ["LOOKS", "examine"]


def examine(settings: BackupSettings) -> tuple[Finding, ...]:
    """Look at everything. A look that fails is a finding itself, and stops no other."""
    found: list[Finding] = []
    for name, look in LOOKS.items():
        try:
            lines = list(look(settings))
        except HeardError as error:
            is_damage = isinstance(error, DamagedError)
            lines = [Finding(name, Health.PROBLEM, str(error), is_damage=is_damage)]
        except Exception as fault:  # a damaged file: each driver has errors of its own
            lines = [_cannot_be_read(name, fault)]
        well = FINE[name] if is_file() or name not in OF_A_FILE else NOT_HERE
        found += lines or [Finding(name, Health.FINE, well)]
    # What is done before anything else stands before everything else.
    return tuple(sorted(found, key=lambda one: not one.is_first))


def _cannot_be_read(name: str, fault: Exception) -> Finding:
    return Finding(
        name,
        Health.PROBLEM,
        f"this could not be read ({type(fault).__name__})",
        is_damage=isinstance(in_words(fault), DamagedError),
    )


# What nobody can look at from here where the words are on a server.
OF_A_FILE = {"file", "engine", "room", "back-ups", "permissions", "reserve"}
NOT_HERE = "not looked at here: it is for whoever looks after the server"
LOOKS: dict[str, Callable[[BackupSettings], Any]] = {
    "file": whole,
    "links": links,
    "search": search,
    "sums": sums,
    "taken back": gone,
    "recordings": recordings,
    "engine": engine,
    "room": room,
    "back-ups": copies,
    "clock": clock,
    "permissions": permissions,
    "left over": left_over,
    "copies": lying_here,
    "reserve": reserve,
}
FINE = {
    "file": "whole",
    "links": "everything belongs to something",
    "search": "every word can be found",
    "sums": "every space adds up",
    "taken back": "what was taken back is gone",
    "recordings": "each has its file, as it was recorded",
    "engine": "no known fault",
    "room": "there is room",
    "back-ups": "there is a new one",
    "clock": "it agrees with what is on record",
    "permissions": "closed to other accounts",
    "left over": "nothing",
    "copies": "none beside the database but its back-ups",
    "reserve": "kept for a full disk",
}
