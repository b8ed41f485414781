"""How the desk writes a contribution, an item, a theme and a promise in its lists."""

from uuid import UUID

from assets.language_names import language_name
from models.contribution.contribution import Contribution, State, VersionKind
from models.contribution.late_addition import LATE
from models.contribution.visibility import Where, may_be_seen
from models.dates import say_date
from models.promise.promise import Promise
from models.recording.recording import Recording
from models.theme.theme import Theme
from models.words import stop
from screens import clock
from screens.widgets.line_list import Entry

__all__ = ["contribution_entry", "promise_lines"]


# A sign of its own and a word, at the very start: this one is never overlooked.
HARM_SIGN = "!! MAY BE HARM"


def state_words(one: Contribution) -> str:
    """Say where a contribution stands, with the reason where it is held."""
    if one.state is State.HELD:
        return f"held: {one.reason}"
    if one.state is State.CLEARED:
        return "shown" if may_be_seen(one, Where.ROOM) else "cleared, not for the room"
    return str(one.state)


def _in_language(one: Contribution, language: str) -> str:
    """Say which language it is in, and whether a translation into the space's stands beside it."""
    translated = any(
        version.kind is VersionKind.TRANSLATED and version.language == language
        for version in one.versions
    )
    return f"in {language_name(one.language)}{'' if translated else ', needs translation'}"


def with_translation(one: Contribution, language: str) -> str:
    """Return the words to show, and under them the translation into the space's language."""
    lines = [one.shown]
    for version in one.translations:
        if version.language == language:
            name = language_name(version.language)
            lines.append(f"{version.words} (in {name}, by {version.made_by})")
    return "\n".join(lines)


def contribution_entry(
    one: Contribution,
    themes: tuple[Theme, ...] = (),
    *,
    language: str = "en",
    recording: Recording | None = None,
) -> Entry[UUID]:
    """Write one contribution: when, how, who, how it stands, and its words.

    ``language`` is that of the space. What was recorded says so in place of its words, until
    somebody wrote it down.
    """
    numbers = [str(theme.number) for theme in themes if one.uid in theme.members]
    parts = [
        clock.time_of_day(one.created),
        f"{one.way_in} at {one.face}" if one.face.startswith("kiosk") else str(one.way_in),
        "the leader said" if one.by_leader else one.role or "not asked",
        state_words(one),
    ]
    if one.may_be_harm:
        parts.insert(0, HARM_SIGN)
    if one.language != language:
        parts.append(_in_language(one, language))
    if one.tidied:
        parts.append(f"tidied by {one.tidied.made_by}")
    if one.consent.quote:
        parts.append("quote ok")
    if one.redacted:
        parts.append("redacted")
    if one.late:
        parts.append(LATE)
    if numbers:
        parts.append(f"theme {', '.join(numbers)}")
    if recording is not None and not one.words:
        return Entry(one.uid, " · ".join(parts), recording.in_words)
    if recording is not None:
        parts.append(recording.in_words)
    private = not may_be_seen(one, Where.ROOM)
    spoken = "Possible harm. " + ", ".join(parts[1:]) if one.may_be_harm else ""
    return Entry(
        one.uid,
        " · ".join(parts),
        with_translation(one, language),
        private=private,
        strong=one.may_be_harm,
        spoken=spoken,
    )


def promise_lines(promise: Promise) -> str:
    """Write one promise in a line."""
    if promise.because:
        return f"{promise.kind}: {promise.what} ({promise.because})"
    return f"{promise.kind}: {stop(promise.what)} {promise.who}, by {say_date(promise.due)}"
