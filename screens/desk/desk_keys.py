"""The keys of the desk. The line takes letters while it is awake, so each F key has a twin."""

from textual.binding import Binding, BindingType

__all__ = ["DESK_KEYS"]

DESK_KEYS: list[BindingType] = [
    Binding("f7,w", "who", "Who", id="desk.who", tooltip="Who says it: the next role"),
    Binding("f2,s", "show", "Show", id="desk.show", tooltip="Clear what is lit; again: large"),
    Binding("f3,h", "hold", "Hold", id="desk.hold", tooltip="Hold what is lit, with a reason"),
    Binding("f4,r", "read", "Read", id="desk.read", tooltip="Read what is lit aloud"),
    Binding("f10,full_stop", "more", "More", id="desk.more", tooltip="What else the desk can do"),
    Binding("f5,b", "blank", "Blank", id="desk.blank", tooltip="Blank the room, and back"),
    Binding("f6,q", "qr", "QR", id="desk.qr", tooltip="Show the QR in the room, and back"),
    Binding("f8,n", "step(1)", "Next", id="desk.next", tooltip="Go on to the next part"),
    Binding("f12,t", "themes", "Themes", id="desk.themes", tooltip="Group into themes"),
    Binding(
        "p", "step(-1)", "Before", show=False, id="desk.before", tooltip="Back to the last part"
    ),
    Binding("c", "consent", "Consent", show=False, id="desk.consent", tooltip="Change its consent"),
    Binding(
        "a", "aside", "Set aside", show=False, id="desk.aside", tooltip="Set what is lit aside"
    ),
    Binding("d", "take_back", "Take back", show=False, id="desk.take_back", tooltip="Withdraw it"),
    Binding("o", "whole", "Open", show=False, id="desk.whole", tooltip="See it in whole"),
    Binding("f11,f", "paper", "Paper", show=False, id="desk.paper", tooltip="Said, or from paper"),
    Binding(
        "x",
        "door",
        "Open, close",
        show=False,
        id="desk.door",
        tooltip="Open or close the space",
    ),
    Binding("y", "helped", "Helped", show=False, id="desk.helped", tooltip="Somebody went"),
    Binding(
        "7",
        "read_shown",
        "Read",
        show=False,
        id="desk.read_shown",
        tooltip="Read what is shown",
    ),
    Binding(
        "space",
        "pause_room",
        "Pause",
        show=False,
        id="desk.pause",
        tooltip="Pause the room's voice, and go on",
    ),
    Binding("z", "hush", "Quiet", show=False, id="desk.hush", tooltip="Quiet in the room"),
    Binding(
        "8",
        "settings",
        "Voice, colours",
        show=False,
        id="desk.settings",
        tooltip="Voice and colours",
    ),
    Binding(
        "backspace", "undo", "Undo", show=False, id="desk.undo", tooltip="Undo what was done last"
    ),
    Binding("f9,enter", "wake", "Write", show=False, id="desk.wake", tooltip="Wake the line"),
    Binding(
        "escape", "sleep", "Sleep", show=False, id="desk.sleep", tooltip="Put the line to sleep"
    ),
    *[
        Binding(
            str(n),
            f"place({n})",
            f"Place {n}",
            show=False,
            id=f"desk.place_{n}",
            tooltip="Go to that place",
        )
        for n in (1, 2, 3, 4)
    ],
    Binding("9", "leave", "Leave", show=False, id="desk.leave", tooltip="Leave the desk"),
    Binding(
        "right",
        "room_page(1)",
        "Room: on",
        show=False,
        id="desk.room_on",
        tooltip="The next page in the room",
    ),
    Binding(
        "left",
        "room_page(-1)",
        "Room: back",
        show=False,
        id="desk.room_back",
        tooltip="The page before in the room",
    ),
    Binding("up", "light(-1)", "Up", show=False, id="desk.up", tooltip="Light the one above"),
    Binding("down", "light(1)", "Down", show=False, id="desk.down", tooltip="Light the one below"),
    Binding("f1,k", "keys", "Keys", id="desk.keys", tooltip="All keys of this screen"),
]
