"""What the meeting itself was like, in lines for the finger and the ear."""

import itertools
from collections.abc import Iterator

from assets.language import N_, _, ngettext
from assets.language_names import language_name
from models.meeting.ladder import Side
from models.outcome.outcome import Outcome
from models.outcome.small_numbers import in_words
from models.words import stop
from outcomes.promise_lines import Labelled

__all__ = [
    "NEWS",
    "about_this",
    "how_it_was_lines",
    "in_their_language",
    "ladder_lines",
    "named",
    "news_lines",
    "number_lines",
    "said_by",
    "said_nothing",
    "tidied_by",
    "translated_by",
    "we_heard",
]

NEWS = N_("What happened since the last meeting")

_SIDES = {Side.STAFF: N_("Staff"), Side.PEOPLE: N_("People")}

# Who said it, as it stands by itself beside their words.
_ROLES = {
    "uses services": N_("Someone who uses services"),
    "staff": N_("A member of staff"),
    "a carer": N_("A carer"),
    "an advocate": N_("An advocate"),
    "someone else": N_("Someone else"),
}


def said_by(role: str) -> str:
    """Return who said something, "" where nobody knows; a role that somebody wrote stays."""
    return _(_ROLES[role]) if role in _ROLES else role[:1].upper() + role[1:]


def number_lines(outcome: Outcome) -> Iterator[str]:
    """Yield how much was heard, and what became of the rest, a sentence each."""
    yield things_said(outcome.heard)
    held, aside, withdrawn = outcome.held, outcome.set_aside, outcome.withdrawn
    if held:
        yield ngettext("{number} was held back.", "{number} were held back.", held).format(
            number=held
        )
    if aside:
        yield ngettext("{number} was set aside.", "{number} were set aside.", aside).format(
            number=aside
        )
    if outcome.said_nothing:
        yield said_nothing(outcome.said_nothing)
    if withdrawn:
        yield ngettext("{number} was withdrawn.", "{number} were withdrawn.", withdrawn).format(
            number=withdrawn
        )


def we_heard(number: int) -> str:
    """Say how many things were heard."""
    sentence = ngettext("We heard {number} thing.", "We heard {number} things.", number)
    return sentence.format(number=number)


def things_said(number: int) -> str:
    """Say how many things were said."""
    sentence = ngettext("{number} thing was said.", "{number} things were said.", number)
    return sentence.format(number=number)


def said_nothing(number: int) -> str:
    """Say how many of those set aside were people who said that they had nothing to say."""
    sentence = ngettext(
        "Of these, {number} person said nothing.",
        "Of these, {number} people said nothing.",
        number,
    )
    return sentence.format(number=number)


def about_this(number: int) -> str:
    """Say how many things that were heard are about a theme."""
    return ngettext(
        "{number} thing that we heard is about this.",
        "{number} things that we heard are about this.",
        number,
    ).format(number=number)


def in_their_language(language: str) -> str:
    """Return the label of words in a language that nobody translated."""
    return _("In {language}").format(language=named(language))


def translated_by(language: str, name: str) -> str:
    """Return the label of words that somebody translated."""
    sentence = _("In {language}, translated by {name}:")
    return sentence.format(language=named(language), name=name)


def tidied_by(name: str) -> str:
    """Return the label of the words as they were said, beside those that somebody tidied."""
    return _("Tidied by {name}. As it was said:").format(name=name)


def named(language: str) -> str:
    """Return a language's name in the language of now."""
    return _(language_name(language))


def news_lines(outcome: Outcome) -> Iterator[tuple[str, list[str]]]:
    """Yield what happened to promises: what people said, and the sentences under it."""
    for heading, items in itertools.groupby(outcome.news, key=lambda item: item.heading):
        yield heading, [sentence for item in items for sentence in item.told]


def how_it_was_lines(outcome: Outcome) -> Iterator[str]:
    """Yield each question on the meeting with its five numbers, the best answer first."""
    for asked in outcome.how_it_was:
        if asked.answers:
            answers = ", ".join(map(in_words, asked.answers))
            found = _("From the best answer to the worst: {answers}.").format(answers=answers)
        else:
            found = _("Fewer than 5 people answered.")
        yield f"{_(asked.question)} {found}"


def ladder_lines(outcome: Outcome) -> Iterator[Labelled]:
    """Yield where each side put the meeting on the ladder of participation, and why."""
    for one in outcome.ratings:
        rung = one.rung
        lead = _("{side}: step {number} of 7, {name}, {way}. Because").format(
            side=_(_SIDES[one.side]), number=rung.number, name=_(rung.name), way=_(rung.way)
        )
        yield Labelled(lead, stop(one.reason))
