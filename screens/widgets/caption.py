"""The line at the bottom that holds the very words being said, the current word marked."""

from textual.content import Content
from textual.widgets import Static

from screens.widgets.block_letters import block_lines, marked_rows, rows_of

__all__ = ["Caption"]

LARGE_CAP = 3


class Caption(Static):
    """What is said, or what a person should be told now. Never markup."""

    def __init__(self) -> None:
        super().__init__("", id="caption", markup=False, classes="-empty unspoken")
        self.words = ""
        self.sentence = ""
        self._marked = (0, 0)

    def tell(self, sentence: str) -> None:
        """Show a sentence until something else is said or told."""
        self.words, self.sentence = "", sentence
        self.set_class(bool(sentence), "-told")
        self.set_class(not sentence, "-empty")
        self.update(Content(sentence))

    def mark(self, words: str, at: int, length: int) -> None:
        """Show words that are being said, with one of them marked; none with length 0."""
        self.words, self.sentence, self._marked = words, "", (at, length)
        self.remove_class("-told")
        self.set_class(not words, "-empty")
        if self.has_class("-large") and words and self._draw_large(words, at, length):
            return
        content = Content(words)
        if length:
            content = content.stylize("bold reverse", at, at + length)
            content = around(content, at, max(10, self.size.width * max(1, self.size.height)))
        self.update(content)

    def on_resize(self) -> None:
        """Draw the words being said for the new size, in the letters that fit it."""
        if self.words:
            self.mark(self.words, *self._marked)

    def _draw_large(self, words: str, at: int, length: int) -> bool:
        """Draw the line of block letters that holds the current word; say whether it fits."""
        lines = block_lines(words, max(10, self.size.width), LARGE_CAP)
        if lines is None or 0 < self.size.height < rows_of(LARGE_CAP):
            return False
        line = next((one for one in lines if one.words[-1].end > at), lines[-1])
        marked = (at, at + length) if length else None
        self.update(Content("\n").join(marked_rows(line, LARGE_CAP, marked)))
        return True


def around(content: Content, at: int, room: int) -> Content:
    """Return the part of long words that holds the current one, from the start of a phrase."""
    if len(content) <= room:
        return content
    # Turn a page only when the marked word leaves it, so that the line does not crawl.
    page = max(10, room * 3 // 4)
    start = at // page * page
    space = content.plain.rfind(" ", 0, start + 1)
    return content[max(0, space + 1) : start + room]
