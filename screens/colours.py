"""The colours of the screen: three schemes, each black or white and one strong colour.

All text is at least 7:1 on its background (WCAG 1.4.6) and every line at least 3:1 (1.4.11).
None of Textual's own themes reaches that on all that it draws, so none of them is offered.
"""

from textual.theme import Theme

from assets.language import N_

__all__ = ["COLOURS", "NAMES", "VARIABLES"]


def scheme(
    name: str, ink: str, paper: str, strong: str, soft: str, line: str, *, dark: bool
) -> Theme:
    """Make one scheme: ink on paper, one strong colour, softer ink, and lines."""
    return Theme(
        name=name,
        primary=strong,
        secondary=strong,
        accent=strong,
        warning=strong,
        error=strong,
        success=strong,
        foreground=ink,
        background=paper,
        surface=paper,
        panel=paper,
        boost=paper,
        dark=dark,
        variables={
            "strong": strong,
            "on-strong": paper,
            "soft": soft,
            "line": line,
            "input-cursor-background": ink,
            "input-cursor-foreground": paper,
            "input-selection-background": strong,
            "input-selection-foreground": paper,
            "block-cursor-text-style": "none",
            "scrollbar": line,
            "scrollbar-hover": ink,
            "scrollbar-active": ink,
            "scrollbar-background": paper,
            "scrollbar-background-hover": paper,
            "scrollbar-background-active": paper,
            "scrollbar-corner-color": paper,
        },
    )


COLOURS = (
    scheme("night", "#ffffff", "#000000", "#ffd400", "#d8d8d8", "#8f8f8f", dark=True),
    scheme("day", "#000000", "#ffffff", "#0b3d91", "#303030", "#666666", dark=False),
    scheme("cream", "#1a1208", "#fdf6dc", "#7a1f00", "#3b301c", "#6e623f", dark=False),
)
# In the order in which a person steps through them, with a name to say.
NAMES = {
    "night": N_("white on black"),
    "day": N_("black on white"),
    "cream": N_("black on cream"),
}
# The style sheets name these before a scheme is chosen.
VARIABLES = {"strong": "#ffd400", "on-strong": "#000000", "soft": "#d8d8d8", "line": "#8f8f8f"}
