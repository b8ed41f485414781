"""What one promise and the room have to do with each other: show it with a square, take it away."""

from dataclasses import dataclass
from uuid import UUID

from textual.binding import Binding

from models.desk.face import FaceKind, faces_of
from models.promise.promise import Promise
from models.room.room import RoomSees, read_room
from models.room.stage import Showing, Square, show_or_take_away
from models.space.space import Space
from models.words import stop
from screens.desk.room_words import room_in_words
from screens.face import HeardScreen

__all__ = ["ROOM_KEYS", "PromiseRoomActs", "is_in_room"]

SHOWN = {
    Square.PROMISE: "The room sees this promise, and the square to its page.",
    Square.WORDS: "The room sees this promise, and a square that holds its words.",
}
NO_ROOM = "No room screen is open yet. Start one: heard room"


def is_in_room(promise: Promise, room: RoomSees | None) -> bool:
    """Say whether this promise is what the room sees now, with its square."""
    shown = room.promise if room is not None and room.showing is Showing.QR else None
    return shown is not None and shown.uid == promise.uid


@dataclass(frozen=True)
class InRoom:
    """What the room sees now, whether that is the promise, and whether a room's screen is open."""

    shown: bool
    room: RoomSees
    is_open: bool

    def told(self, square: Square) -> str:
        """Say in words what the room sees now."""
        now = SHOWN[square] if self.shown else f"The room sees: {stop(room_in_words(self.room))}"
        return now if self.is_open else f"{now} {NO_ROOM}"


def put_in_room(space: UUID, square: Square, promise: UUID) -> InRoom:
    """Show a promise with a square, or take it away; return what the room sees after that."""
    shown = show_or_take_away(space, square, promise=promise)
    is_open = any(face.kind is FaceKind.ROOM for face in faces_of(space))
    return InRoom(shown, read_room(space), is_open)


# Each screen puts them among its own keys, where they belong by weight.
ROOM_KEYS = (
    Binding(
        "q,f6",
        "in_room('promise')",
        "In the room",
        key_display="Q",
        id="promise.in_room",
        tooltip="Show the room the promise that is lit with its square, or take it away",
    ),
    Binding(
        "p",
        "in_room('words')",
        "For phones",
        id="promise.words_in_room",
        tooltip="The same with its words in the square, for a phone with no network",
    ),
)


class PromiseRoomActs(HeardScreen):
    """The acts with the room on the promise that is lit; screens of promises mix this in."""

    space: Space

    @property
    def lit(self) -> Promise | None:
        """The promise that is lit."""
        raise NotImplementedError

    def action_in_room(self, square: str) -> None:
        """Show the lit promise in the room with a square; pressed again, take it away."""
        promise, kind = self.lit, Square(square)
        if promise is None:
            self.tell("No promise is lit. Choose one with the arrows.")
            return
        self.do(
            put_in_room,
            self.space.uid,
            kind,
            promise.uid,
            then=lambda now: self.tell(now.told(kind)),
        )
