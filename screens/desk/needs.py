"""What needs a person, as the desk writes and tells it."""

from models.desk.desk import DeskSees
from models.desk.face import Face, FaceKind
from models.kiosk.draft import Draft
from models.meeting.turn import TurnState
from models.space.wordings import MissingForm
from screens import clock

__all__ = ["draft_words", "is_a_call", "is_urgent", "needs"]

# A sign at the very start: what is urgent is told by a shape and a word.
URGENT = "! "
ASKS = "asks for help"
LOOK_LATER = "See them with the projector off: ;"


def needs(sees: DeskSees) -> list[str]:
    """Write what needs a person, most urgent first."""
    harm = sees.tally.may_be_harm
    lines = [f"{URGENT}{sees.store_warning}"] if sees.store_warning else []
    lines += [f"{URGENT}{harm} may be about harm: first in the list"] if harm else []
    lines += [f"{URGENT}{face.name.capitalize()} {ASKS}" for face in sees.faces if face.asks_help]
    if sees.kept_back:
        count = f"{sees.kept_back} need{'s' if sees.kept_back == 1 else ''} a person"
        lines.append(f"{URGENT}{count}. {LOOK_LATER}")
    lines += _unfinished(sees.drafts)
    lines += [f"Now speaks: {one.name}" for one in sees.turns if one.state is TurnState.SPEAKING]
    if not sees.room_is_open:
        lines.append("No room screen is open. Start one: heard room")
    lines += [f"{one.name.capitalize()}: {one.sound_off}" for one in sees.faces if one.sound_off]
    lines += [_kept_line(one) for one in sees.faces if one.kept]
    if sees.other_versions:
        several = f"{sees.other_versions} have" if sees.other_versions > 1 else "1 has"
        lines.append(f"{several} other words from another machine. Decide: More, other versions")
    kiosks = sum(1 for face in sees.faces if face.kind is FaceKind.KIOSK)
    lines.append(f"{kiosks} kiosk{'s' if kiosks != 1 else ''} open")
    lines += filter(None, [sees.backup_trouble, sees.drafts_trouble])
    return [*lines, *_missing_line(sees.missing)]


def _kept_line(face: Face) -> str:
    since = clock.time_of_day(face.kept_since)
    return f"{face.name.capitalize()}: kept there, not here yet: {face.kept} since {since}"


def is_urgent(line: str) -> bool:
    """Say whether a line is urgent: its place has a heavy frame then."""
    return line.startswith(URGENT)


def is_a_call(line: str) -> bool:
    """Say whether it cannot wait: that is told and said, wherever somebody is looking.

    Somebody waits for help, or the disk or the database's file needs somebody.
    """
    return line.endswith(ASKS) or line.startswith((f"{URGENT}The disk", f"{URGENT}The database"))


def draft_words(draft: Draft) -> str:
    """Name an unfinished answer by its kiosk and time, and by nothing that is in it."""
    given = f", given to {draft.given_to}" if draft.given_to else ""
    return f"{draft.face_name}, {clock.time_of_day(draft.updated)}{given}"


def _unfinished(drafts: tuple[Draft, ...]) -> list[str]:
    if not drafts:
        return []
    several = f"{len(drafts)} unfinished answers, the first"
    count = "1 unfinished answer" if len(drafts) == 1 else several
    return [f"{count} on {draft_words(drafts[0])}. Give back, throw away: U"]


def _missing_line(missing: tuple[MissingForm, ...]) -> list[str]:
    """Write in one line which forms the prompts lack; `heard check` says it prompt by prompt."""
    if len(missing) < 2:
        return [one.sentence for one in missing]
    names = ", ".join(one.name for one in missing)
    return [f"Some prompts have no form in: {names}. See: heard check"]
