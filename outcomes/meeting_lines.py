"""What the meeting itself was like, in lines for the finger and the ear."""

import itertools
from collections.abc import Iterator

from models.ladder import Side
from models.outcome import Outcome
from models.words import stop
from outcomes.promise_lines import Labelled

__all__ = ["NEWS", "how_it_was_lines", "ladder_lines", "news_lines", "number_lines"]

NEWS = "What happened since the last meeting"

_SIDES = {Side.STAFF: "Staff", Side.PEOPLE: "People"}


def number_lines(outcome: Outcome) -> Iterator[str]:
    """Yield how much was heard, and what became of the rest, a sentence each."""
    yield f"{outcome.heard} {'thing was' if outcome.heard == 1 else 'things were'} said."
    for number, what in (
        (outcome.held, "held back"),
        (outcome.set_aside, "set aside"),
        (outcome.withdrawn, "withdrawn"),
    ):
        if number:
            yield f"{number} {'was' if number == 1 else 'were'} {what}."
    if outcome.said_nothing:
        people = "person" if outcome.said_nothing == 1 else "people"
        yield f"{outcome.said_nothing} {people} said nothing."


def news_lines(outcome: Outcome) -> Iterator[tuple[str, list[str]]]:
    """Yield what happened to promises: what people said, and the sentences under it."""
    for heading, items in itertools.groupby(outcome.news, key=lambda item: item.heading):
        yield heading, [sentence for item in items for sentence in item.told]


def how_it_was_lines(outcome: Outcome) -> Iterator[str]:
    """Yield each question on the meeting with its five numbers, the best answer first."""
    for asked in outcome.how_it_was:
        if asked.answers:
            yield f"{asked.question} From the best answer to the worst: {', '.join(asked.answers)}."
        else:
            yield f"{asked.question} Fewer than 5 people answered."


def ladder_lines(outcome: Outcome) -> Iterator[Labelled]:
    """Yield where each side put the meeting on the ladder of participation, and why."""
    for one in outcome.ratings:
        rung = one.rung
        lead = f"{_SIDES[one.side]}: step {rung.number} of 7, {rung.name}, {rung.way}. Because"
        yield Labelled(lead, stop(one.reason))
