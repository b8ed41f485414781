"""What a visit does to the record: each deed takes a visit and returns it as it is afterwards.

No screen is in it: the kiosk has it done on the writer's thread, and the plain kiosk at once.
"""

from dataclasses import replace
from typing import Any
from uuid import UUID

from assets.language import N_, now
from models.contribution.contribution import NO_CONSENT, Contribution, State, WayIn, capture
from models.encryption.sealing import SealingError
from models.kiosk.chosen import capture_pictures
from models.outbox import outbox
from models.recording.recording import keep_recording
from screens.kiosk.visit import PageName, Visit

__all__ = [
    "ASKED",
    "NOBODY_REACHED",
    "change",
    "check_out",
    "find",
    "give",
    "say_done",
    "send",
    "take_back",
    "tell_about",
]

# What is told to somebody who asks for help.
ASKED = N_("We have asked a person to come to you.")
NOBODY_REACHED = N_("This kiosk has no network now. Please call somebody, or raise your hand.")


def send(visit: Visit, space: UUID, face: str) -> Visit:
    """Save what was said at once, with no consent at all: a power cut now loses nothing."""
    about: dict[str, Any] = {
        "uid": visit.saved or visit.uid,
        "prompt": visit.prompt,
        "consent": NO_CONSENT,
        "language": now(),
        "face": face,
    }
    one: Contribution
    if visit.way is WayIn.PICTURES:
        one = capture_pictures(space, visit.pictures, words=visit.words, **about)
    elif visit.take is not None:
        one = keep_recording(space, visit.take, **about)
    else:
        one = capture(space, visit.words, way_in=WayIn.TYPED, **about)
    outbox.wake()
    return replace(
        visit,
        saved=one.uid,
        words="",
        pictures=(),
        take=None,
        needs_numbers=one.may_be_harm,
        page=PageName.ROLE,
    )


def tell_about(visit: Visit) -> Visit:
    """Save who the person is here as, and what their words may be used for."""
    if visit.saved is not None:
        outbox.tell_about(visit.saved, role=visit.role, consent=visit.consent)
    return visit


def give(visit: Visit, space: UUID) -> Visit:
    """Save the last of what they said, and draw the four words of the receipt."""
    tell_about(visit)
    if visit.saved is None:
        return visit
    try:
        return replace(visit, receipt=outbox.give(visit.saved, space))
    except SealingError:  # the library is missing: the words are safe all the same
        return visit


def check_out(visit: Visit, space: UUID) -> Visit:
    """Count how the meeting was for one person; from then on the visit does not know it."""
    problem = outbox.check_out(space, visit.marks)
    return replace(visit, marks=(), prompt=problem, page=PageName.HOW_THANKS)


def say_done(before: Visit, after: Visit) -> Visit:
    """Count what was just said about a promise; what the same visit said of it before goes."""
    earlier = dict(before.answered)
    for promise, answer in after.answered:
        if earlier.get(promise) is not answer:
            outbox.answer_done(promise, answer, instead_of=earlier.get(promise))
    return after


def find(words: str, visit: Visit, face: str) -> Visit:
    """Find what somebody told us before, by its four words, in whatever space it was."""
    one, fate = outbox.find(words, face)
    if one.state is State.WITHDRAWN:
        return replace(visit, words="", page=PageName.GONE)
    return replace(
        visit,
        saved=one.uid,
        words=one.words,
        fate=fate,
        page=PageName.FOUND,
    )


def change(visit: Visit, space: UUID) -> Visit:
    """Put other words in the place of what somebody told us before."""
    if visit.saved is not None:
        fate = outbox.change(visit.saved, visit.words, language=now(), space=space)
        return replace(visit, fate=fate or visit.fate, page=PageName.FOUND)
    return visit


def take_back(visit: Visit) -> Visit:
    """Take back what somebody told us before: the words go everywhere."""
    if visit.saved is not None:
        outbox.take_back(visit.saved)
    return Visit(PageName.GONE, uid=visit.uid)
