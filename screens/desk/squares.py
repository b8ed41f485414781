"""Other squares in the room: of one promise, of the Wi-Fi, and of the team."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from models.promise.promise import Promise, promises_of
from models.room.stage import Square, show_square
from screens import dialogs
from screens.desk.acts import DeskActs

if TYPE_CHECKING:
    from outcomes.payloads import TeamSquare

__all__ = ["SquareActs", "promises_to_choose", "squares_of_team"]

# One more digit is for the others, and 9 goes back.
MOST_PROMISES = 7
MOST_LETTERS = 60
FIRST = (
    "The outcome: the usual one",
    "One promise: a link to its own page",
    "One promise: its words, for a phone with no network",
)
TEAM = {
    Square.WIFI: "The Wi-Fi of this room",
    Square.PHONE: "Ring the team",
    Square.TEXT: "Text the team",
    Square.EMAIL: "Write to the team",
}
NOT_SET = "Wi-Fi and the team's numbers: write them into the settings, [wifi] and [team]."


def squares_of_team() -> "tuple[TeamSquare, ...]":
    """Return the squares that the settings have something for, as the file is now."""
    from models.settings import read_settings
    from outcomes.payloads import team_squares

    return team_squares(read_settings()[0])


def promises_to_choose(promises: Sequence[Promise], start: int) -> tuple[list[str], int]:
    """Return the choices from a place on, and where the others begin; -1 where there are none."""
    if len(promises) <= MOST_PROMISES + 1:
        return [_short(one.what) for one in promises], -1
    shown = promises[start : start + MOST_PROMISES]
    after = start + MOST_PROMISES
    return [*(_short(one.what) for one in shown), "Others"], after if after < len(promises) else 0


def _short(what: str) -> str:
    return what if len(what) <= MOST_LETTERS else f"{what[: MOST_LETTERS - 1].rstrip()}…"


class SquareActs(DeskActs):
    """Choose what the square in the room leads to; the desk mixes this in."""

    def action_squares(self) -> None:
        """Ask which square; the digits of those that are always there never change."""
        self.do(squares_of_team, then=self._ask_square)

    def _ask_square(self, team: "tuple[TeamSquare, ...]") -> None:
        def chosen(number: int | None) -> None:
            if number is None:
                return
            if number == 0:
                self._show_square(Square.OUTCOME)
            elif number < len(FIRST):
                square = Square.PROMISE if number == 1 else Square.WORDS
                self.do(
                    promises_of, self.space.uid, then=lambda all_: self._ask_promise(all_, square)
                )
            else:
                one = team[number - len(FIRST)]
                self._show_square(one.kind, holds=one.holds, says=one.says)

        choices = [*FIRST, *(TEAM[one.kind] for one in team)]
        more = "" if team else NOT_SET
        self.app.push_screen(dialogs.PickDialog("Which square?", choices, more=more), chosen)

    def _ask_promise(self, promises: tuple[Promise, ...], square: Square, start: int = 0) -> None:
        """Ask which promise, some at a time."""
        if not promises:
            self.tell("There are no promises yet. F12, then W makes one.")
            return
        choices, others = promises_to_choose(promises, start)

        def chosen(number: int | None) -> None:
            if number is None:
                return
            if others >= 0 and number == len(choices) - 1:
                self.call_later(self._ask_promise, promises, square, others)
            else:
                self._show_square(square, promise=promises[start + number].uid)

        self.app.push_screen(dialogs.PickDialog("Which promise?", choices), chosen)

    def _show_square(
        self, square: Square, *, promise: UUID | None = None, holds: str = "", says: str = ""
    ) -> None:
        self.do(
            show_square,
            self.space.uid,
            square,
            promise=promise,
            holds=holds,
            says=says,
            then=lambda _: self.tell("The room sees that square."),
        )
