"""The sizes at which screens and dialogs change their layout, as the style sheets name them."""

__all__ = ["HEIGHTS", "WIDTHS"]

WIDTHS = [(0, "-slim"), (60, "-narrow"), (100, "-wide")]
HEIGHTS = [(0, "-short"), (16, "-low"), (24, "-middle"), (36, "-tall")]
