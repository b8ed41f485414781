"""What somebody looks for, taken apart: words, beginnings, words in a row, what to leave out."""

import re
from dataclasses import dataclass

from models.search.text import fold

__all__ = ["Query", "Term", "parse"]

# Words with quotes round them, or up to the next space; a minus sign leaves them out. A quote
# that is still open is closed by the end: whoever types it is not done yet.
_TERM = re.compile(r'(-?)(?:"([^"]*)("?)|(\S+))')
# Nobody looks for more at once, and it keeps what somebody pastes from being a burden.
MOST_LETTERS, MOST_TERMS = 400, 20


@dataclass(frozen=True)
class Term:
    """Words in a row; with ``begins``, the last of them may go on."""

    words: tuple[str, ...]
    begins: bool = False

    @property
    def row(self) -> str:
        """How it stands in a folded text, where a space is round each word."""
        return f" {' '.join(self.words)}{'' if self.begins else ' '}"


@dataclass(frozen=True)
class Query:
    """What has to be in a text, and what must not be in it."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.wanted and not self.unwanted

    @property
    def beginnings(self) -> tuple[str, ...]:
        """Return the words wanted that may go on."""
        return tuple(term.words[-1] for term in self.wanted if term.begins)

    def finds(self, folded: str) -> bool:
        """Say whether a folded text is found: the rule itself, which every engine has to keep."""
        if not folded:
            return False
        return all(term.row in folded for term in self.wanted) and not any(
            term.row in folded for term in self.unwanted
        )


def parse(text: str, *, as_typed: bool = False) -> Query:
    """Take apart what somebody looks for. Everything is allowed; signs without words are nothing.

    ``time visit`` both words; ``"more time"`` in a row; ``-bus`` not that one; ``carer*`` the
    beginning of a word. ``as_typed`` takes the last word as a beginning, unless a space ends it.
    A word with a sign in it, as in ``co-production``, is words in a row.
    """
    text = text[:MOST_LETTERS]
    wanted: list[Term] = []
    unwanted: list[Term] = []
    found = list(_TERM.finditer(text))[:MOST_TERMS]
    for number, match in enumerate(found):
        minus, quoted, closed, plain = match.groups()
        raw = quoted if plain is None else plain
        words = tuple(fold(raw).split())
        if not words:
            continue
        is_last = number == len(found) - 1 and match.end() == len(text)
        unfinished = as_typed and is_last and not closed and not minus and not raw.endswith(" ")
        term = Term(words, begins=raw.endswith("*") or unfinished)
        (unwanted if minus else wanted).append(term)
    return Query(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)))
