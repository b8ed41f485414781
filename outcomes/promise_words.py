"""What stands on paper about one promise: its answer with a sign, its facts, and its square."""

import functools
from collections.abc import Mapping
from typing import Any

from assets.language import N_, _, now
from models.promise.promise import Promise, PromiseKind, PromiseState
from models.words import stop
from outcomes.letters import LetterCase
from outcomes.page_parts import web_link
from outcomes.promise_lines import promise_lines
from outcomes.qr import qr_matrix
from outcomes.typeset import squares

__all__ = ["KINDS", "promise_on_paper", "square_for"]

# The heading of each answer, and the sign that stands beside it.
KINDS: Mapping[PromiseKind, tuple[str, str]] = {
    PromiseKind.WILL: (N_("We will"), "will"),
    PromiseKind.CANNOT: (N_("We can't"), "cannot"),
    PromiseKind.MORE_TIME: (N_("We need more time"), "more_time"),
}
# How it stands, where the heading does not say it already.
_STATES = {
    PromiseState.DOING: (N_("We are doing it"), "doing"),
    PromiseState.DONE: (N_("Done"), "done"),
    PromiseState.LATE: (N_("This is late"), "more_time"),
    PromiseState.CANNOT: (N_("Now we can't"), "cannot"),
}
# Staff alone never decide that it is done: what people say stands beside it, in the same letters.
_DISAGREED = (
    (N_("Done, staff say"), "done"),
    (N_("Not yet, some of the group say"), "more_time"),
)
_SAID_ALREADY = N_("How it stands")


def promise_on_paper(
    promise: Promise, case: LetterCase, language: str, address: str, *, news: bool = True
) -> dict[str, Any]:
    """Return a promise for a template; each fact is a label of ours and words with a language.

    ``language`` is that of the space, ``address`` that of the promise's own page, "" for none.
    Without ``news`` the facts are those of the promise itself, and what the group says of it.
    """
    heading, sign = _(KINDS[promise.kind][0]), KINDS[promise.kind][1]
    state = _STATES.get(promise.state)
    if promise.kind is PromiseKind.CANNOT and promise.state is PromiseState.CANNOT:
        state = None
    disagreed = bool(promise.done and promise.group and promise.group.disagrees)
    states = _DISAGREED if disagreed else (state,) if state else ()
    return {
        "heading": heading,
        "sign": sign,
        "what": case.words(stop(promise.what), language),
        "states": [{"words": _(words), "sign": sign} for words, sign in states],
        "facts": [
            {
                "label": case.words(one.label, now()),
                "words": case.words(one.words, now() if one.ours else language),
            }
            for one in promise_lines(promise)
            if one.label not in (heading, _(_SAID_ALREADY)) and (news or not one.news)
        ],
        "square": square_for(address, _("Scan this for news of this promise.")),
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
        "alt": _("A square to scan. It opens {address}").format(address=address),
        "words": words,
        "address": address.removeprefix("https://"),
        "link": web_link(address),
    }


# Working a square out takes longer than setting a page, and several papers show the same ones.
@functools.lru_cache(maxsize=256)
def _drawn(address: str) -> str:
    matrix = qr_matrix(address)
    return squares(matrix) if matrix else ""
