"""How was this meeting? At the kiosks or by a show of hands, and the ladder with both ratings."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from models.errors import HeardError
from models.meeting.checkout import (
    QUESTIONS,
    SCORES,
    Checkout,
    Value,
    checkout_of,
    close_checkout,
    count_hands,
    is_offered,
    open_checkout,
)
from models.meeting.ladder import RUNGS, Rating, Side, rate_on_ladder, ratings_of
from models.space.space import Space, find_space
from models.store.verbs import question
from screens import dialogs
from screens.desk.list_screen import ListScreen
from screens.widgets.line_list import Entry, LineList

__all__ = ["CheckoutScreen", "CheckoutSees", "hands_in", "read_checkout"]

VALUES = list(Value)
SIDES = {Side.STAFF: "Staff", Side.PEOPLE: "People"}
HANDS_HINT = "Five numbers, the best answer first. Example: 7 3 2 0 1"


@dataclass(frozen=True)
class CheckoutSees:
    """What this screen shows: the table, whether kiosks ask, and both ratings."""

    checkout: Checkout
    offered: bool
    ratings: tuple[Rating, ...]


@question
def read_checkout(space: UUID) -> CheckoutSees:
    """Return how the meeting was so far."""
    return CheckoutSees(checkout_of(space), is_offered(space), ratings_of(space))


def hands_in(words: str) -> tuple[int, ...]:
    """Return the numbers in a line such as "7 3 2 0 1"; what is no number counts as none."""
    return tuple(int(one) for one in words.replace(",", " ").split() if one.isdecimal())


class CheckoutScreen(ListScreen):
    """The table of the five questions. 1 to 5 take hands for a question; letters do the rest."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *[
            Binding(
                str(n),
                f"hands({n})",
                "Count hands",
                show=n == 1,
                key_display="1-5",
                id=f"checkout.hands_{n}",
                tooltip="Count hands for that question",
            )
            for n in range(1, len(VALUES) + 1)
        ],
        Binding(
            "o,f2",
            "offer",
            "Kiosks ask",
            key_display="O",
            id="checkout.offer",
            tooltip="Have the kiosks ask it, or stop",
        ),
        Binding(
            "s",
            "rate('staff')",
            "Staff rate",
            key_display="S",
            id="checkout.staff",
            tooltip="The ladder, as staff see it",
        ),
        Binding(
            "p",
            "rate('people')",
            "People rate",
            key_display="P",
            id="checkout.people",
            tooltip="The ladder, as people see it",
        ),
        Binding("escape,9", "back", "Back", id="checkout.back", tooltip="Back to the desk"),
        Binding("f1,k", "keys", "Keys", id="checkout.keys", tooltip="All keys of this screen"),
    ]

    def __init__(self, space: Space) -> None:
        super().__init__(space)
        self.sees: CheckoutSees = read_checkout(space.uid)

    @classmethod
    def example(cls) -> "CheckoutScreen":
        """Return one for the space that is open in the database."""
        return cls(find_space())

    def compose(self) -> ComposeResult:
        """Lay out the questions, the ladder and the keys."""
        yield from self.around(
            LineList[str](id="table", most_lines=6, classes="place"), "How was this meeting?"
        )

    def read(self) -> CheckoutSees:
        """Return how the meeting was so far."""
        return read_checkout(self.space.uid)

    def show(self, sees: CheckoutSees) -> None:
        """Draw the table and the ladder."""
        self.sees = sees
        asks = "the kiosks ask it" if sees.offered else "the kiosks do not ask it"
        people = sees.checkout.people
        who = f"{people} {'person' if people == 1 else 'people'}"
        self.put("#title", f"{who} answered at a kiosk · {asks}")
        rows = [self._row(number, value) for number, value in enumerate(VALUES, 1)]
        self.query_one(LineList).show_entries([*rows, *self._ladder()])

    def _row(self, number: int, value: Value) -> Entry[str]:
        scores = self.sees.checkout.scores.get(value, (0,) * len(SCORES))
        by_hands = " · hands counted" if value in self.sees.checkout.hands else ""
        told = ", ".join(f"{name}: {count}" for name, count in zip(SCORES, scores, strict=True))
        return Entry(str(value), f"{number}  {QUESTIONS[value]}{by_hands}", told)

    def _ladder(self) -> list[Entry[str]]:
        rated = {one.side: one for one in self.sees.ratings}
        return [
            Entry(side, f"The ladder, as {name.casefold()} see it", _rating(rated.get(side)))
            for side, name in SIDES.items()
        ]

    def action_offer(self) -> None:
        """Have the kiosks ask it, or ask it no more."""
        if self.sees.checkout.is_open:
            told = "The kiosks ask it no more. What was answered stays."
            self.do(close_checkout, self.space.uid, then=lambda _: self.tell(told))
        else:
            told = "Every kiosk asks it now, and then: what got in the way today?"
            self.do(open_checkout, self.space.uid, then=lambda _: self.tell(told))

    def action_hands(self, number: int) -> None:
        """Take the hands for a question, all five numbers in one line."""
        self._hands(VALUES[number - 1], "")

    def _hands(self, value: Value, words: str, why: str = "") -> None:
        def written(line: str | None) -> None:
            if line is None:
                return

            def failed(error: HeardError) -> None:
                self._hands(value, line, str(error))

            self.do(
                count_hands,
                self.space.uid,
                value,
                hands_in(line),
                then=lambda _: self.tell("Counted."),
                failed=failed,
            )

        asked = f"{QUESTIONS[value]} {why or HANDS_HINT}"
        self.app.push_screen(dialogs.WriteDialog(asked, "Save it", words=words), written)

    def action_rate(self, side: str) -> None:
        """Choose a step of the ladder by its number, and say why."""

        def chosen(number: int | None) -> None:
            if number is not None:
                self._reason(Side(side), RUNGS[number].number)

        self.app.push_screen(
            dialogs.PickDialog(
                f"{SIDES[Side(side)]}: which of these was it?",
                [f"{rung.name}: {rung.meaning}" for rung in RUNGS],
            ),
            chosen,
        )

    def _reason(self, side: Side, rung: int) -> None:
        def written(reason: str | None) -> None:
            if reason:
                self.do(
                    rate_on_ladder,
                    self.space.uid,
                    side,
                    rung,
                    reason,
                    then=lambda _: self.tell("Rated. Both ratings stand side by side."),
                )

        self.app.push_screen(dialogs.WriteDialog("Why this one?", "Save it"), written)


def _rating(rating: Rating | None) -> str:
    if rating is None:
        return "Not rated yet."
    rung = rating.rung
    return f"{rung.number} of {len(RUNGS)}: {rung.name} ({rung.way}). Because: {rating.reason}"
