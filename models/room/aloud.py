"""What is on the shared screen, in the words in which it is read aloud."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assets.language_names import language_name
from models.contribution.contribution import THE_LEADER, Contribution
from models.dates import say_date
from models.identity import now_ms
from models.meeting.turn import turn_words, waiting_and_speaking
from models.promise.promise import Promise, PromiseKind
from models.promise.standing import (
    LABELS,
    answer_head,
    day_of_meeting,
    group_says,
    left_of_break,
    standing,
)
from models.room.room import RoomSees
from models.room.stage import OF_A_PROMISE, Showing, Square
from models.words import stop

__all__ = [
    "GONE_PROMISE",
    "HAVE_WE_GOT_IT_RIGHT",
    "NO_NEWS",
    "THE_SQUARE",
    "THE_SQUARES",
    "WHAT_FOR",
    "Said",
    "as_read_aloud",
    "news_of",
    "said_by",
    "say_contribution",
    "say_promise",
    "spelled",
    "square_words",
    "to_say",
]

HAVE_WE_GOT_IT_RIGHT = "Have we got it right?"
LATE = "added late"
WHAT_FOR = "What your words may be used for"
THE_SQUARE = "This square is a link to what happens next. Point the camera of a phone at it."
THE_SQUARES = {
    Square.OUTCOME: THE_SQUARE,
    Square.PROMISE: "This square is a link to this promise. Point the camera of a phone at it.",
    Square.WORDS: "This square holds these words. A phone reads it with no network.",
    Square.WIFI: "Point the camera of a phone at the square. The phone joins by itself.",
    Square.PHONE: "Point the camera of a phone at the square. The phone rings us.",
    Square.TEXT: "Point the camera of a phone at the square. The phone begins a text.",
    Square.EMAIL: "Point the camera of a phone at the square. The phone begins a mail.",
}
NO_NEWS = "There is no news."
GONE_PROMISE = "This promise was taken away."


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
    return f"{_state_of(promise, day)} {say_promise(promise)}"


def _state_of(promise: Promise, day: str) -> str:
    """Say how a promise stands, and beside "done" what the group says, which weighs the same."""
    said = group_says(promise)
    return f"{stop(standing(promise, day)[1])} {stop(said) if said else ''}".strip()


def _break(sees: RoomSees) -> list[Said]:
    return _plainly(["Break.", stop(left_of_break(sees.item, now_ms()))])


def _themes(sees: RoomSees) -> list[Said]:
    said = [f"{theme.number}. {stop(theme.title)}" for theme in sees.themes]
    asked = [HAVE_WE_GOT_IT_RIGHT] if sees.reading.asks_if_right else []
    return _plainly(["What you said.", *(said or ["There are no themes yet."]), *asked])


def _outcome(sees: RoomSees) -> list[Said]:
    day = day_of_meeting(sees.space)
    parts = []
    for theme in sees.themes:
        promises = [_say_answer(p, day) for p in sees.promises if p.theme == theme.uid]
        parts += [f"You said: {stop(theme.title)}", *(promises or ["No answer yet."])]
    parts.extend(_say_answer(p, day) for p in sees.promises if p.theme is None)
    return _plainly(["You said, we will.", *(parts or ["There are no themes yet."])])


def _say_answer(promise: Promise, day: str) -> str:
    """Say an answer; first what became of it, where that is known."""
    if answer_head(promise, day) == standing(promise, day) != LABELS[promise.kind]:
        return f"{_state_of(promise, day)} {say_promise(promise)}"
    return say_promise(promise)


def _turns(sees: RoomSees) -> list[Said]:
    now = now_ms()
    queue = waiting_and_speaking(sees.turns)
    said = [f"{turn.name}: {stop(turn_words(turn, now))}" for turn in queue]
    return _plainly(["Speakers in turn.", *(said or ["Nobody waits to speak."])])


def _qr(sees: RoomSees) -> list[Said]:
    return _plainly([*map(stop, square_words(sees)), THE_SQUARES[sees.square]])


def square_words(sees: RoomSees) -> list[str]:
    """Return what stands beside a square, in lines: a promise, or what is of the team.

    Nothing beside that of the outcome, which leads to all of it.
    """
    if sees.promise is not None:
        return _promise_lines(sees.promise, day_of_meeting(sees.space))
    if sees.square in OF_A_PROMISE:
        return [GONE_PROMISE]
    return sees.square_says.splitlines()


def _promise_lines(promise: Promise, day: str) -> list[str]:
    """Return one promise in lines: how it stands, what, who and by when, and what became of it."""
    said = group_says(promise)
    head = answer_head(promise, day)[1]
    lines = [f"{head}. {said}" if said else head, promise.what]
    if promise.kind is PromiseKind.CANNOT:
        lines.append(f"Because: {promise.because}")
    else:
        by = f"by {say_date(promise.due)}" if promise.due else ""
        lines.append(", ".join(filter(None, [promise.who, by])))
    return [*filter(None, lines), *news_of(promise)]


def news_of(promise: Promise) -> list[str]:
    """Return the newest news of a promise, and what people can see of what was done."""
    lines = []
    for update in promise.updates[-1:]:
        lines.append(f"{'We did' if update.done else 'News'}: {update.words}")
        if update.evidence:
            lines.append(f"What you can see: {update.evidence}")
    return lines


def spelled(address: str) -> str:
    """Say the last part of an address letter by letter: it is random, so nobody can guess it."""
    last = address.rstrip("/").rpartition("/")[2]
    return f"The last part, letter by letter: {', '.join(last)}."


def _news(sees: RoomSees) -> list[Said]:
    said = [sentence for one in sees.news for sentence in (one.heading, *one.told)]
    return _plainly(map(stop, [sees.news_title, *(said or [NO_NEWS])]))


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
    Showing.NEWS: _news,
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
    return " ".join([said, *map(stop, news_of(promise))])
