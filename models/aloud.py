"""What is on the shared screen, in the words in which it is read aloud."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from models.contribution import Contribution
from models.dates import say_date
from models.promise import Promise, PromiseKind
from models.room import RoomSees
from models.stage import Showing
from models.words import stop

__all__ = ["THE_SQUARE", "Said", "as_read_aloud", "say_contribution", "say_promise", "to_say"]

THE_SQUARE = "This square is a link to what happens next. Point the camera of a phone at it."


@dataclass(frozen=True)
class Said:
    """Words to be said in one voice; no ``language`` stands for that of the space."""

    words: str
    language: str = ""


def to_say(sees: RoomSees) -> list[Said]:
    """Return what the room sees, in turn, each thing with the language it is in."""
    found = _PARTS[sees.showing](sees)
    said: list[Said] = []
    for one in found:
        language = one.language or sees.space.language
        if said and said[-1].language == language:
            said[-1] = Said(f"{said[-1].words} {one.words}", language)
        elif one.words:
            said.append(Said(one.words, language))
    return said


def as_read_aloud(sees: RoomSees) -> str:
    """Return what the room sees as one text for the ear."""
    return " ".join(one.words for one in to_say(sees))


def _plainly(parts: Iterable[str]) -> list[Said]:
    return [Said(part) for part in parts if part]


def _welcome(sees: RoomSees) -> list[Said]:
    return _plainly([f"{sees.space.title}.", sees.space.purpose, *map(stop, sees.space.rules)])


def _prompt(sees: RoomSees) -> list[Said]:
    if sees.prompt is None:
        return _plainly(["No question is open yet."])
    wording = sees.prompt.wording_in(sees.space.language)
    return [Said(stop(wording.spoken), wording.language), *_contribution(sees)]


def _contribution(sees: RoomSees) -> list[Said]:
    return [part for one in sees.contributions for part in say_contribution(one)]


def _last_promises(sees: RoomSees) -> list[Said]:
    said = [say_promise(promise) for promise in sees.last_promises]
    return _plainly(["Last time's promises.", *(said or ["There were no promises last time."])])


def _break(sees: RoomSees) -> list[Said]:
    return _plainly(["Break.", f"{sees.item.minutes} minutes." if sees.item else ""])


def _themes(sees: RoomSees) -> list[Said]:
    said = [f"{theme.number}. {stop(theme.title)}" for theme in sees.themes]
    return _plainly(["What you said.", *(said or ["There are no themes yet."])])


def _outcome(sees: RoomSees) -> list[Said]:
    parts = []
    for theme in sees.themes:
        parts.append(f"You said: {stop(theme.title)}")
        parts.extend(say_promise(p) for p in sees.promises if p.theme == theme.uid)
    parts.extend(say_promise(p) for p in sees.promises if p.theme is None)
    return _plainly(["You said, we will.", *(parts or ["There are no themes yet."])])


def _qr(_: RoomSees) -> list[Said]:
    return _plainly([THE_SQUARE])


def _nothing(_: RoomSees) -> list[Said]:
    return []


_PARTS: dict[Showing, Callable[[RoomSees], list[Said]]] = {
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


def say_contribution(one: Contribution) -> list[Said]:
    """Say a contribution with what stands beside it: its translation, and who says it."""
    said = [Said(stop(one.shown), one.language)]
    for version in one.versions:
        if version.kind == "translated":
            said.append(Said(f"{stop(version.words)} In English, by {stop(version.made_by)}", "en"))
    return [*said, Said(stop(one.role))] if one.role else said


def say_promise(promise: Promise) -> str:
    """Say a promise as one or two sentences, and what became of it."""
    if promise.kind is PromiseKind.CANNOT:
        said = f"We can't: {stop(promise.what)} Because: {stop(promise.because)}"
    else:
        lead = "We will" if promise.kind is PromiseKind.WILL else "We need more time"
        said = f"{lead}: {stop(promise.what)} {promise.who}, by {say_date(promise.due)}."
    for update in promise.updates[-1:]:
        said += f" {'We did' if update.done else 'News'}: {stop(update.words)}"
    return said
