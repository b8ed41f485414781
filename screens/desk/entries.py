"""How the desk writes a contribution, an item, a theme and a promise in its lists."""

from uuid import UUID

from models.contribution import Contribution, State
from models.dates import say_date
from models.face import Face, FaceKind
from models.promise import Promise
from models.running_order import Item
from models.theme import Theme
from models.visibility import Where, may_be_seen
from screens import clock
from screens.widgets.line_list import Entry

__all__ = ["contribution_entry", "item_entry", "needs", "promise_lines", "theme_entry"]


def state_words(one: Contribution) -> str:
    """Say where a contribution stands, with the reason where it is held."""
    if one.state is State.HELD:
        return f"held: {one.reason}"
    if one.state is State.CLEARED:
        return "shown" if may_be_seen(one, Where.ROOM) else "cleared, not for the room"
    return str(one.state)


def contribution_entry(one: Contribution, themes: tuple[Theme, ...] = ()) -> Entry[UUID]:
    """Write one contribution: when, how, who, how it stands, and its words."""
    numbers = [str(theme.number) for theme in themes if one.uid in theme.members]
    parts = [
        clock.time_of_day(one.created),
        f"{one.way_in} at {one.face}" if one.face.startswith("kiosk") else str(one.way_in),
        one.role or "not asked",
        state_words(one),
    ]
    if one.consent.quote:
        parts.append("quote ok")
    if one.language != "en":
        parts.append(f"in {one.language}")
    if numbers:
        parts.append(f"theme {', '.join(numbers)}")
    private = not may_be_seen(one, Where.ROOM)
    return Entry(one.uid, " · ".join(parts), one.shown, private=private)


def item_entry(item: Item) -> Entry[UUID]:
    """Write one part of the running order, with a sign for done and for now."""
    sign = "▶" if item.current else "✓" if item.started else " "
    state = ". Now" if item.current else ". Done" if item.started else ""
    return Entry(
        item.uid,
        f"{sign} {item.title}",
        strong=item.current,
        right=str(item.minutes),
        spoken=f"{item.title}, {item.minutes} minutes{state}",
    )


def theme_entry(theme: Theme, promises: tuple[Promise, ...]) -> Entry[UUID]:
    """Write one theme: its number, how many contributions, how many promises."""
    made = sum(1 for promise in promises if promise.theme == theme.uid)
    follows = f", {made} promise{'s' if made != 1 else ''}" if made else ""
    said = f"{len(theme.members)} said this{follows}"
    return Entry(
        theme.uid,
        f"{theme.number}   {said}",
        theme.title,
        spoken=f"Theme {theme.number}, {said}",
    )


def promise_lines(promise: Promise) -> str:
    """Write one promise in a line."""
    if promise.because:
        return f"{promise.kind}: {promise.what} ({promise.because})"
    return f"{promise.kind}: {promise.what} {promise.who}, by {say_date(promise.due)}"


def needs(faces: tuple[Face, ...], *, room_is_open: bool) -> list[str]:
    """Write what needs a person, most urgent first."""
    lines = [f"! {face.name.capitalize()} asks for help" for face in faces if face.asks_help]
    if not room_is_open:
        lines.append("No room screen is open. Start one: heard room")
    lines += [f"{face.name.capitalize()}: {face.sound_off}" for face in faces if face.sound_off]
    kiosks = sum(1 for face in faces if face.kind is FaceKind.KIOSK)
    lines.append(f"{kiosks} kiosk{'s' if kiosks != 1 else ''} open")
    return lines
