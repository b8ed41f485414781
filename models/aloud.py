"""What is on the shared screen, in the words in which it is read aloud."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assets.language_names import language_name
from models.contribution import THE_LEADER, Contribution
from models.dates import say_date
from models.identity import now_ms
from models.promise import Promise, PromiseKind
from models.room import RoomSees
from models.stage import Showing
from models.standing import day_of_meeting, left_of_break, standing
from models.turn import turn_words, waiting_and_speaking
from models.words import stop

__all__ = [
    "HAVE_WE_GOT_IT_RIGHT",
    "THE_SQUARE",
    "WHAT_FOR",
    "Said",
    "as_read_aloud",
    "said_by",
    "say_contribution",
    "say_promise",
    "to_say",
]

HAVE_WE_GOT_IT_RIGHT = "Have we got it right?"
LATE = "added late"
WHAT_FOR = "What your words may be used for"
THE_SQUARE = "This square is a link to what happens next. Point the camera of a phone at it."


@dataclass(frozen=True)
class Said:
    """Words to be said in one voice; no ``language`` stands for that of the space."""

    words: str
    language: str = ""


def to_say(sees: RoomSees) -> list[Said]:
    """Return what the room sees, in turn, each thing with the language it is in."""
    found = _PARTS[sees.showing](sees)
    if sees.pages > 1:
        found = [*found, Said(f"Page {sees.at.page + 1} of {sees.pages}.")]
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
    space = sees.space
    head = [] if sees.at.page else [f"{space.title}.", space.purpose]
    used_for = [WHAT_FOR, *space.consent_wording] if space.consent_wording else []
    return _plainly([*head, *map(stop, space.rules), *map(stop, used_for)])


def _prompt(sees: RoomSees) -> list[Said]:
    if sees.prompt is None:
        return _plainly(["No question is open yet."])
    wording = sees.prompt.wording_in(sees.space.language)
    return [Said(stop(wording.spoken), wording.language), *_contribution(sees)]


def _contribution(sees: RoomSees) -> list[Said]:
    return [part for one in sees.contributions for part in say_contribution(one)]


def _last_promises(sees: RoomSees) -> list[Said]:
    day = day_of_meeting(sees.space)
    said = [_say_last(promise, day) for promise in sees.last_promises]
    return _plainly(["Last time's promises.", *(said or ["There were no promises last time."])])


def _say_last(promise: Promise, day: str) -> str:
    """Say what became of a promise first, then what it was."""
    if promise.kind is PromiseKind.CANNOT:
        return say_promise(promise)
    return f"{stop(standing(promise, day)[1])} {say_promise(promise)}"


def _break(sees: RoomSees) -> list[Said]:
    return _plainly(["Break.", stop(left_of_break(sees.item, now_ms()))])


def _themes(sees: RoomSees) -> list[Said]:
    said = [f"{theme.number}. {stop(theme.title)}" for theme in sees.themes]
    asked = [HAVE_WE_GOT_IT_RIGHT] if sees.reading.asks_if_right else []
    return _plainly(["What you said.", *(said or ["There are no themes yet."]), *asked])


def _outcome(sees: RoomSees) -> list[Said]:
    parts = []
    for theme in sees.themes:
        promises = [say_promise(p) for p in sees.promises if p.theme == theme.uid]
        parts += [f"You said: {stop(theme.title)}", *(promises or ["No answer yet."])]
    parts.extend(say_promise(p) for p in sees.promises if p.theme is None)
    return _plainly(["You said, we will.", *(parts or ["There are no themes yet."])])


def _turns(sees: RoomSees) -> list[Said]:
    now = now_ms()
    queue = waiting_and_speaking(sees.turns)
    said = [f"{turn.name}: {stop(turn_words(turn, now))}" for turn in queue]
    return _plainly(["Speakers in turn.", *(said or ["Nobody waits to speak."])])


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
    Showing.TURNS: _turns,
}


def say_contribution(one: Contribution) -> list[Said]:
    """Say a contribution with what stands beside it: its translation, and who says it."""
    said = [Said(stop(one.shown), one.language)]
    for version in one.translations:
        said.append(Said(stop(version.words), version.language))
        said.append(Said(f"In {language_name(version.language)}, by {stop(version.made_by)}"))
    by = said_by(one)
    return [*said, Said(stop(by))] if by else said


def said_by(one: Contribution) -> str:
    """Return what stands beside somebody's words: as what they spoke, who tidied it, if late.

    The leader's are marked as the leader's, and no other wording passes for the person's own.
    """
    role = one.role or (THE_LEADER if one.by_leader else "")
    tidied = f"tidied by {one.tidied.made_by}" if one.tidied else ""
    return ", ".join(filter(None, [role, tidied, LATE if one.late else ""]))


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
