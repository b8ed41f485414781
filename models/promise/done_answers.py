"""What the group says about a promise that is called done: counts, and no person in them."""

from dataclasses import dataclass
from enum import StrEnum

from assets.language import N_, _
from models.outcome.small_numbers import FEW, in_words, told

__all__ = ["DoneAnswer", "DoneAnswers"]


class DoneAnswer(StrEnum):
    """What somebody says when they are asked whether it is done."""

    YES = N_("yes")
    NOT_YET = N_("not yet")
    CANNOT_SAY = N_("can't say")


@dataclass(frozen=True)
class DoneAnswers:
    """How many said what: at the kiosks one by one, and by a show of hands, together.

    The numbers are for the desk alone. Every other place tells them by ``outside``.
    """

    yes: int = 0
    not_yet: int = 0
    cannot_say: int = 0
    hands: bool = False  # whether hands were counted, too

    @property
    def all(self) -> int:
        """How many answers there are."""
        return self.yes + self.not_yet + self.cannot_say

    @property
    def disagrees(self) -> bool:
        """Whether anybody says "not yet", which then stands beside "done" wherever that does."""
        return self.not_yet > 0

    @property
    def _numbers(self) -> dict[DoneAnswer, int]:
        return dict(zip(DoneAnswer, (self.yes, self.not_yet, self.cannot_say), strict=True))

    def outside(self) -> str:
        """Say what the group says, for every place but the desk; "" where nobody was asked.

        What most say stands first; where as many say both, "not yet" does. Small numbers are
        not told: "not yet: 12, yes: fewer than 5".
        """
        return self._listed(self.numbers_outside)

    @property
    def numbers_outside(self) -> dict[DoneAnswer, str]:
        """Each answer that somebody gave, with its number as ``small_numbers.told`` writes it."""
        # An answer that nobody gave says nothing about anybody, so it hides no other.
        given = {one: number for one, number in self._numbers.items() if number}
        words = told(list(given.values())) or (FEW,) * len(given)
        return dict(zip(given, words, strict=True))

    def at_the_desk(self) -> str:
        """Say what the group says with every number; "" where nobody was asked."""
        return self._listed({one: str(number) for one, number in self._numbers.items() if number})

    def _listed(self, words: dict[DoneAnswer, str]) -> str:
        numbers = self._numbers
        most_first = sorted(words, key=lambda one: (-numbers[one], one is not DoneAnswer.NOT_YET))
        return ", ".join(f"{_(one.value)}: {in_words(words[one])}" for one in most_first)
