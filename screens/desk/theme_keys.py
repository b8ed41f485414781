"""The keys of the theme board."""

from textual.binding import Binding, BindingType

__all__ = ["BOARD_KEYS", "THEME_KEYS", "key_of"]

# One key a theme, in their order: the digits, and then the letters that are no act of the board.
# 9 goes back, as everywhere.
THEME_KEYS = "12345678abcdfhijlmptvxyz"


def key_of(number: int) -> str:
    """Return the key of a theme, or nothing for one beyond the last key."""
    return THEME_KEYS[number - 1] if number <= len(THEME_KEYS) else ""


BOARD_KEYS: tuple[BindingType, ...] = (
    *[
        Binding(
            key,
            f"put({number})",
            "Put in theme",
            show=number == 1,
            key_display="1-8",
            id=f"themes.put_{number}",
            tooltip=(
                "Put what is lit into that theme, or take it out"
                if key.isdecimal()
                else "The same, for the theme that has this letter on the board"
            ),
        )
        for number, key in enumerate(THEME_KEYS, 1)
    ],
    Binding(
        "n,f2",
        "new",
        "New theme",
        key_display="N",
        id="themes.new",
        tooltip="Start a new theme",
    ),
    Binding("backspace", "undo", "Undo", id="themes.undo", tooltip="Undo what this desk did last"),
    Binding(
        "full_stop",
        "more",
        "More",
        id="themes.more",
        tooltip="More with the theme that is lit: split, put together, move",
    ),
    Binding(
        "g",
        "belong",
        "May belong",
        id="themes.belong",
        tooltip="What may belong in the theme that is lit; Enter takes one",
    ),
    Binding(
        "q",
        "read_back",
        "Right?",
        id="themes.read_back",
        tooltip="Read the themes back to the room: have we got it right?",
    ),
    Binding(
        "w,f4",
        "promise",
        "We will",
        key_display="W",
        id="themes.promise",
        tooltip="Answer the theme: we will, we can't, more time",
    ),
    Binding(
        "s",
        "show_themes",
        "Show",
        key_display="S",
        id="themes.show",
        tooltip="Show the themes in the room",
    ),
    Binding(
        "u",
        "outcome",
        "Show promises",
        key_display="U",
        id="themes.outcome",
        tooltip="Show you said, we will, in the room",
    ),
    Binding(
        "r",
        "read",
        "Read aloud",
        key_display="R",
        id="themes.read",
        tooltip="Have the room read aloud what it shows",
    ),
    Binding(
        "0",
        "not_yet",
        "Only not yet",
        id="themes.not_yet",
        tooltip="Only what is in no theme yet, and back",
    ),
    Binding(
        "left",
        "again",
        "Again",
        show=False,
        id="themes.again",
        tooltip="Light the one put last again, for a second theme",
    ),
    Binding(
        "e",
        "rename",
        "Rename",
        show=False,
        id="themes.rename",
        tooltip="Give the theme another name",
    ),
    Binding(
        "delete",
        "remove",
        "Remove",
        show=False,
        id="themes.remove",
        tooltip="Remove the theme",
    ),
    Binding("o", "whole", "Open", show=False, id="themes.whole", tooltip="See it in whole"),
    Binding(
        "enter",
        "behind",
        "Behind it",
        show=False,
        id="themes.behind",
        tooltip="The words behind the theme that is lit, and back",
    ),
    Binding("escape,9", "back", "Back", id="themes.back", tooltip="Back: to all, to the desk"),
    Binding("f1,k", "keys", "Keys", id="themes.keys", tooltip="All keys of this screen"),
)
