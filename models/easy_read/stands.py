"""How it stands with a promise, in easy words that nobody has to write."""

from assets.language import N_, _
from models.outcome.small_numbers import ALSO_HIDDEN, in_words
from models.promise.done_answers import DoneAnswer, DoneAnswers
from models.promise.types import Promise, PromiseKind, PromiseState

__all__ = ["how_it_stands"]

STATES = {
    PromiseState.DOING: N_("We have started to do this."),
    PromiseState.DONE: N_("This is done."),
    PromiseState.LATE: N_("This is late."),
}


def how_it_stands(promise: Promise) -> tuple[str, ...]:
    """Say how it stands with a promise, and what the group says where it is called done."""
    state = promise.state
    found = [_(STATES[state])] if state in STATES else []
    if state is PromiseState.CANNOT and promise.kind is not PromiseKind.CANNOT:
        found.append(_("We now know that we can’t do this."))
    if state is PromiseState.DONE and promise.group is not None:
        found += _group(promise.group)
    return tuple(found)


def _group(answers: DoneAnswers) -> list[str]:
    """Say what the group says. A number that is told nowhere else is not told here either."""
    numbers = answers.numbers_outside
    said = (
        (
            DoneAnswer.YES,
            _("{number} people said: yes, it is done."),
            _("Some people said: yes, it is done."),
        ),
        (
            DoneAnswer.NOT_YET,
            _("{number} people said: not yet."),
            _("Some people said: not yet."),
        ),
    )
    return [
        _capitalised(some if number == ALSO_HIDDEN else counted.format(number=in_words(number)))
        for answer, counted, some in said
        if (number := numbers.get(answer, ""))
    ]


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]
