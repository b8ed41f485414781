"""Squares in the room: what each holds, and the same in words for whoever has no phone."""

from textual.content import Content

from models.room.aloud import spelled, square_words
from models.room.room import RoomSees
from models.room.stage import Showing, Square
from models.words import stop
from screens.room.address import shown_address
from screens.room.lists import Blocks, item, label, put_together, words_under
from screens.widgets.large import Look, Rows, blocks_of, large, plain

__all__ = [
    "LEAST_BESIDE",
    "address_aloud",
    "address_in",
    "is_beside",
    "least_border",
    "square_holds",
    "square_rows",
]

SMALLER_LETTERS = "For the square, make the letters of this screen smaller."
# So many cells the words beside a square need at least.
LEAST_BESIDE = 28
# Words of a promise need a large square: where the standard's border of four is too much, two will
# do. Phones read a code with one, and none without.
LEAST_BORDER = 2
NAMES = {
    Square.OUTCOME: "A QR that leads to {address}",
    Square.PROMISE: "A QR that leads to {address}",
    Square.WORDS: "A QR with the words of a promise",
    Square.WIFI: "A QR for the Wi-Fi",
    Square.PHONE: "A QR that rings the team",
    Square.TEXT: "A QR that begins a text",
    Square.EMAIL: "A QR that begins a mail",
}


def is_beside(sees: RoomSees) -> bool:
    """Say whether words belong beside the square: beside every one but that of the outcome."""
    return sees.showing is Showing.QR and sees.square is not Square.OUTCOME


def address_in(sees: RoomSees, address: str) -> str:
    """Return the address that a square leads to, "" where it holds something else.

    ``address`` is that of the space's page; a promise's own stands beside it.
    """
    if sees.square is Square.OUTCOME:
        return address
    if sees.square is Square.PROMISE and sees.promise and address:
        return f"{address.rpartition('/')[0]}/{sees.promise.public_id}"
    return ""


def square_holds(sees: RoomSees, address: str) -> str:
    """Return what a phone reads from the square that is shown."""
    if sees.square is Square.WORDS:
        from outcomes.payloads import words_of

        return words_of(sees.promise) if sees.promise else ""
    return address_in(sees, address) or sees.square_holds


def least_border(sees: RoomSees) -> int | None:
    """Return how narrow the border of a square may be; None for that of the standard alone."""
    return LEAST_BORDER if sees.square is Square.WORDS else None


def address_aloud(sees: RoomSees, address: str) -> str:
    """Say where to go, and its last part letter by letter; "" where a square leads nowhere."""
    found = address_in(sees, address)
    return f"Or go to {stop(shown_address(found))} {spelled(found)}" if found else ""


def square_rows(sees: RoomSees, look: Look) -> Rows:
    """Draw what stands beside a square, or in its place where it does not fit."""
    address = address_in(sees, look.address)
    if look.plain:
        words = [NAMES[sees.square].format(address=address), *square_words(sees)]
        return [row for one in words for row in plain(one, look)]
    hint = [] if look.square else plain(SMALLER_LETTERS, look, style="$soft")
    if is_beside(sees):
        rows = put_together([], _words_beside(sees, address, look), look)
    else:
        rows = [*plain("To see what happens next, go to", look, style="bold"), Content()]
        rows += large(address, look, look.height - 6)
    return [*rows, Content(), *hint] if hint and len(rows) + 3 <= look.height else rows


def _words_beside(sees: RoomSees, address: str, look: Look) -> Blocks:
    head, *rest = square_words(sees) or [""]
    blocks = [label(head, look, "bold $strong")]
    if sees.promise is None:  # each line is needed: a name, a password, a number
        return [*blocks, *(item(one, look) for one in rest)]
    blocks[0] += item(sees.promise.what, look)
    if address:
        # Before the rest: where the screen is too low for all of it, this is what is needed.
        way = words_under("To read it at home, go to", look)
        blocks.append([*way, *_address_rows(address, look)])
    return [*blocks, *(words_under(one, look) for one in rest[1:])]


def _address_rows(address: str, look: Look) -> Rows:
    """Draw an address large; in two rows of block letters where one is too narrow for it."""
    whole = item(address, look)
    if not look.enlarged or len(whole) > 1:
        return whole
    host, _, last = address.rpartition("/")
    parts = [blocks_of(one, look, look.height, 3, "bold") for one in (host, f"/{last}")]
    return [*parts[0], *parts[1]] if all(parts) else whole
