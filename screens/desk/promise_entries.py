"""How the desk writes a promise with everything that was said of it since."""

from uuid import UUID

from models.dates import say_date
from models.promise.news import say_update
from models.promise.overdue import review_is_due
from models.promise.promise import Promise, PromiseState
from models.promise.standing import moved, state_sign
from screens.desk.entries import promise_lines
from screens.widgets.line_list import Entry

__all__ = ["promise_entry"]


def promise_entry(
    promise: Promise, about: str, *, strong: bool = False, in_room: bool = False
) -> Entry[UUID]:
    """Write a promise: how it stands and what it is about; what, who, when; then all news.

    ``in_room`` is whether the room sees it now, which is said first.
    """
    lines = [promise_lines(promise)]
    if promise.due_before:
        lines.append(moved(promise))
    lines += [" ".join(say_update(update)) for update in promise.updates]
    if promise.done:
        said = promise.group.at_the_desk() if promise.group else ""
        lines.append(f"The group says: {said or 'not asked yet'}.")
    if promise.review:
        due = "! To be looked at again since" if _is_due(promise) else "Looked at again on"
        lines.append(f"{due} {say_date(promise.review)}.")
    late = promise.state is PromiseState.LATE
    return Entry(
        promise.uid,
        f"{'▶ In the room · ' if in_room else ''}{state_sign(promise)} · {about}",
        "\n".join(lines),
        strong=strong or late or in_room,
    )


def _is_due(promise: Promise) -> bool:
    return review_is_due(promise, promise.as_of)
