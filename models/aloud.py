"""What is on the shared screen, in the words in which it is read aloud."""

from collections.abc import Callable

from models.dates import say_date
from models.promise import Promise, PromiseKind
from models.room import RoomSees
from models.stage import Showing
from models.words import stop

__all__ = ["as_read_aloud", "say_promise"]


def as_read_aloud(sees: RoomSees) -> str:
    """Return what the room sees as one text for the voice."""
    return " ".join(part for part in _PARTS[sees.showing](sees) if part)


def _welcome(sees: RoomSees) -> list[str]:
    return [f"{sees.space.title}.", sees.space.purpose, *map(stop, sees.space.rules)]


def _prompt(sees: RoomSees) -> list[str]:
    return [stop(sees.prompt.spoken)] if sees.prompt else []


def _contribution(sees: RoomSees) -> list[str]:
    return [stop(one.shown) for one in sees.contributions]


def _last_promises(sees: RoomSees) -> list[str]:
    return ["What we promised last time.", *map(say_promise, sees.last_promises)]


def _break(sees: RoomSees) -> list[str]:
    return [f"A break of {sees.item.minutes} minutes." if sees.item else "A break."]


def _themes(sees: RoomSees) -> list[str]:
    return ["What you said.", *(f"{t.number}. {stop(t.title)}" for t in sees.themes)]


def _outcome(sees: RoomSees) -> list[str]:
    parts = ["You said, we will."]
    for theme in sees.themes:
        parts.append(f"You said: {stop(theme.title)}")
        parts.extend(say_promise(p) for p in sees.promises if p.theme == theme.uid)
    parts.extend(say_promise(p) for p in sees.promises if p.theme is None)
    return parts


def _qr(_: RoomSees) -> list[str]:
    return ["This square is a link to what happens next. Point the camera of a phone at it."]


def _nothing(_: RoomSees) -> list[str]:
    return []


_PARTS: dict[Showing, Callable[[RoomSees], list[str]]] = {
    Showing.BLANK: _nothing,
    Showing.WELCOME: _welcome,
    Showing.PROMPT: _prompt,
    Showing.CONTRIBUTION: _contribution,
    Showing.PROMISES: _last_promises,
    Showing.BREAK: _break,
    Showing.THEMES: _themes,
    Showing.OUTCOME: _outcome,
    Showing.QR: _qr,
}


def say_promise(promise: Promise) -> str:
    """Say a promise as one or two sentences."""
    if promise.kind is PromiseKind.CANNOT:
        return f"We can't: {stop(promise.what)} Because: {stop(promise.because)}"
    lead = "We will" if promise.kind is PromiseKind.WILL else "We need more time"
    done = " We did." if promise.done else ""
    return f"{lead}: {stop(promise.what)} {promise.who}, by {say_date(promise.due)}.{done}"
