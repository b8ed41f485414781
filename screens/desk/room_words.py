"""What the room sees, in the few words that the desk's top lines have place for."""

from models.room.room import RoomSees
from models.room.stage import Showing, Square

__all__ = ["room_in_words"]

SEES = {
    Showing.BLANK: "blank",
    Showing.WELCOME: "the welcome",
    Showing.CONTRIBUTION: "one contribution",
    Showing.PROMISES: "last time's promises",
    Showing.BREAK: "the break",
    Showing.THEMES: "the themes",
    Showing.OUTCOME: "you said, we will",
    Showing.TURNS: "the speakers",
    Showing.NEWS: "the news",
}
SQUARES = {
    Square.OUTCOME: "the QR",
    Square.PROMISE: "one promise, with its QR",
    Square.WORDS: "one promise, in a QR",
    Square.WIFI: "the QR of the Wi-Fi",
    Square.PHONE: "the QR that rings",
    Square.TEXT: "the QR for a text",
    Square.EMAIL: "the QR for a mail",
}


def room_in_words(room: RoomSees | None) -> str:
    """Say in a few words what is on the shared screen."""
    if room is None:
        return "nothing"
    if room.showing is Showing.PROMPT:
        return f"prompt {room.prompt.number}" if room.prompt else "a prompt"
    if room.showing is Showing.QR:
        return SQUARES[room.square]
    return SEES[room.showing]
