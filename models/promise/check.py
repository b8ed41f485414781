"""Whether a promise says enough: what exactly, who, by when; or why not."""

from models.days import read_day
from models.errors import RefusedError
from models.promise.types import PromiseKind
from models.words import one_line

__all__ = ["VAGUE", "check_promise"]

# A promise that says nothing. Compared with the whole text, so "We will look into it" is
# refused and "Look into why nobody phones back, and tell everyone" is not.
VAGUE = frozenset(
    {
        "consider it",
        "discuss it",
        "do something",
        "do something about it",
        "do our best",
        "try",
        "try our best",
        "feed it back",
        "look at it",
        "look at that",
        "look at this",
        "look into it",
        "look into that",
        "look into this",
        "review it",
        "see",
        "see what we can do",
        "take it away",
        "think about it",
        "work on it",
    }
)
_OPENINGS = ("we will ", "we'll ", "we’ll ", "i will ", "i'll ", "i’ll ", "to ")


def check_promise(kind: PromiseKind, what: str, who: str, due: str, because: str) -> dict[str, str]:
    """Return what is still missing, as a sentence for each field; empty when it may be saved."""
    missing = {}
    bare = one_line(what).casefold().rstrip(".! ") + " "
    for opening in _OPENINGS:
        bare = bare.removeprefix(opening)
    bare = bare.strip()
    if not bare:
        missing["what"] = "Say what exactly. Example: Phone back within two days."
    elif bare in VAGUE:
        missing["what"] = "Say what exactly will be done. What will people see, and by when?"
    if kind is PromiseKind.CANNOT:
        if not one_line(because):
            missing["because"] = "Say why not. A clear reason is a kind of respect."
        return missing
    if not one_line(who):
        missing["who"] = "Say who will do it. A team or a job is enough."
    if not one_line(due):
        missing["due"] = "Say by when. Example: 30 April 2027."
    else:
        try:
            read_day(due)
        except RefusedError as refusal:
            missing["due"] = str(refusal)
    return missing
