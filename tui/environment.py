"""What the environment may tell a face: nothing that opens a way out or writes down keys."""

import os
from collections.abc import MutableMapping

__all__ = ["forget_developer_switches"]

# The rest of TEXTUAL_* are a developer's: TEXTUAL_DEBUG writes every key into a file,
# TEXTUAL_LOG what is on the screen, TEXTUAL_PRESS presses keys, TEXTUAL_ALLOW_SIGNALS lets
# Ctrl+C end the program, and a wrong TEXTUAL_COLOR_SYSTEM stops it before it begins.
HARMLESS = {
    "TEXTUAL_ANIMATIONS",
    "TEXTUAL_DISABLE_KITTY_KEY",
    "TEXTUAL_DRIVER",  # how a browser is served; a kiosk in a terminal takes ours in any case
    "TEXTUAL_SPEEDUPS",
}
_COLOURS = "TEXTUAL_COLOR_SYSTEM"
_KNOWN_COLOURS = {"auto", "standard", "256", "truecolor"}


def forget_developer_switches(
    environment: MutableMapping[str, str] = os.environ, *, at_kiosk: bool = False
) -> None:
    """Take out every switch of Textual's that a person has no use for.

    It has to be done before Textual is imported, for that is when it reads them.
    """
    for name in [name for name in environment if name.startswith("TEXTUAL")]:
        kept = name in HARMLESS and not (at_kiosk and name == "TEXTUAL_DRIVER")
        if not kept and not (name == _COLOURS and environment[name] in _KNOWN_COLOURS):
            del environment[name]
