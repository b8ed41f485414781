"""What stands on paper about one promise: its answer with a sign, its facts, and its square."""

import functools
from collections.abc import Mapping
from typing import Any

from models.promise import Promise, PromiseKind, PromiseState
from models.words import stop
from outcomes.letters import LetterCase
from outcomes.page_parts import web_link
from outcomes.promise_lines import promise_lines
from outcomes.qr import qr_matrix
from outcomes.typeset import squares

__all__ = ["KINDS", "promise_on_paper", "square_for"]

# The heading of each answer, and the sign that stands beside it.
KINDS: Mapping[PromiseKind, tuple[str, str]] = {
    PromiseKind.WILL: ("We will", "will"),
    PromiseKind.CANNOT: ("We can't", "cannot"),
    PromiseKind.MORE_TIME: ("We need more time", "more_time"),
}
# How it stands, where the heading does not say it already.
_STATES = {
    PromiseState.DOING: ("We are doing it", "doing"),
    PromiseState.DONE: ("Done", "done"),
    PromiseState.LATE: ("This is late", "more_time"),
    PromiseState.CANNOT: ("Now we can't", "cannot"),
}
_SAID_ALREADY = "How it stands"


def promise_on_paper(
    promise: Promise, case: LetterCase, language: str, address: str
) -> dict[str, Any]:
    """Return a promise for a template; each fact is a label in English and words with a language.

    ``language`` is that of the space, ``address`` that of the promise's own page, "" for none.
    """
    heading, sign = KINDS[promise.kind]
    state = _STATES.get(promise.state)
    if promise.kind is PromiseKind.CANNOT and promise.state is PromiseState.CANNOT:
        state = None
    return {
        "heading": heading,
        "sign": sign,
        "what": case.words(stop(promise.what), language),
        "state": {"words": state[0], "sign": state[1]} if state else None,
        "facts": [
            {
                "label": case.words(one.label, "en"),
                "words": case.words(one.words, "en" if one.ours else language),
            }
            for one in promise_lines(promise)
            if one.label not in (heading, _SAID_ALREADY)
        ],
        "square": square_for(address, "Scan this for news of this promise."),
    }


def square_for(address: str, words: str) -> dict[str, str] | None:
    """Return the QR code of an address for a template, with the words beside it.

    Nothing where there is no address, or one too long for any square.
    """
    drawn = _drawn(address)
    if not drawn:
        return None
    return {
        "svg": drawn,
        "alt": f"A square to scan. It opens {address}",
        "words": words,
        "address": address.removeprefix("https://"),
        "link": web_link(address),
    }


# Working a square out takes longer than setting a page, and several papers show the same ones.
@functools.lru_cache(maxsize=256)
def _drawn(address: str) -> str:
    matrix = qr_matrix(address)
    return squares(matrix) if matrix else ""
