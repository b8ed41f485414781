"""What the lists of the room are made of: things one below the other, each as large as can be."""

from dataclasses import replace

from textual.content import Content

from screens.widgets.large import Look, Rows, blocks_of, large, plain

__all__ = ["Blocks", "heading", "item", "label", "put_together", "rule", "words_under"]

Blocks = list[Rows]
# Below this the heading of a list is in plain letters: the list needs the rows.
LARGE_HEADING_ROWS = 28
# From here on there is a row to spare between two things.
SPACED_ROWS = 16


def rule(look: Look) -> Content:
    """Draw a line from side to side."""
    return Content.styled("─" * look.width, "$line")


def heading(text: str, look: Look) -> Rows:
    """Draw the heading of a list."""
    if look.height >= LARGE_HEADING_ROWS:
        rows = large(text, look, look.height // 4)
    else:
        rows = plain(text, look, style="bold $strong")
    return [*rows, *([Content()] if look.height >= SPACED_ROWS or look.plain else [])]


def item(text: str, look: Look, *, style: str = "bold", indent: int = 0, least: int = 1) -> Rows:
    """Draw one thing of a list: in block letters where the list is enlarged, else plain."""
    narrower = replace(look, width=max(1, look.width - indent))
    rows = blocks_of(text, narrower, look.height, 3, style) if look.enlarged >= least else []
    rows = rows or plain(text, narrower, style=style)
    return [Content(" " * indent) + row for row in rows] if indent else rows


def words_under(text: str, look: Look, *, indent: int = 0) -> Rows:
    """Draw what belongs to a thing: who, by when, why."""
    return item(text, look, style="", indent=indent, least=3)


def label(text: str, look: Look, style: str) -> Rows:
    """Draw what kind of thing it is; in block letters without its sign, which has none."""
    words = text.partition(" ")[2] if text[:2].strip() in ("✓", "✕", "…", "!") else text
    blocks = blocks_of(words, look, look.height, 3, style) if look.enlarged >= 4 else []
    return blocks or plain(text, look, style=style)


def put_together(head: Rows, blocks: Blocks, look: Look) -> Rows:
    """Put blocks below a heading, a row apart where there is height for it."""
    rows = list(head)
    for number, block in enumerate(blocks):
        rows += [*([Content()] if number and look.height >= SPACED_ROWS else []), *block]
    return rows
