"""The screen of a modern terminal, in memory: pyte, with what pyte lacks put in front of it.

pyte 0.8.2 is a careful VT102. Programs of today also speak the kitty keyboard protocol,
synchronised updates and the alternate screen, and people write emoji. Left alone, pyte

* paints the end of sequences it does not know as text (``ESC [ < u`` leaves a "u"),
* raises TypeError on some private sequences and so loses the rest of what it was fed,
* stops drawing at the first zero-width character it does not combine, and
* has no alternate screen.

So each sequence is recognised here, and only those pyte understands are passed on.
"""

import codecs
import contextlib
import functools
import re
import time
import unicodedata
from typing import Any

import pyte
from pyte import charsets, modes
from wcwidth import wcwidth

__all__ = ["Emulator", "Glass", "row_of"]

_VARIATION_16 = "\ufe0f"  # "draw the character before me as a picture", two cells wide
_JOINER = "\u200d"  # "the next character and the one before me are one picture"

# One escape sequence. ECMA-48 sections 5.4 and 5.6, and xterm's ctlseqs for the prefixes.
_SEQUENCE = re.compile(
    r"\x1b\[(?P<prefix>[<=>?]?)(?P<numbers>[0-9:;]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC: titles, links, colours, the clipboard
    r"|\x1b[PX^_][^\x1b]*\x1b\\"  # DCS, SOS, PM, APC: pictures and the like
    r"|\x1b[ -/]+[0-~]"  # character sets
    r"|\x1b[0-OQ-WYZ\\`-~]"  # the two-character ones
)
# The start of one, cut off by the end of a chunk.
_UNFINISHED = re.compile(r"\x1b(?:\[[<=>?]?[0-9:;]*[ -/]*|[]PX^_][^\x07\x1b]*\x1b?|[ -/]*)")
_LONGEST_UNFINISHED = 1 << 20

# Sequences without a prefix that pyte understands, by their last letter.
_PASSED_ON = frozenset("@ABCDEFGHJKLMPXade`fghlmr'")
# Those that nearly all of a screen is made of are given straight to the screen, since pyte's parser
# takes each letter of a sequence for itself.
_STRAIGHT = frozenset("mH")
_PLAIN = re.compile(r"[0-9]{1,4}(?:;[0-9]{1,4})*")
_INSERT = modes.IRM
_LATIN = charsets.LAT1_MAP
# What pyte raises when a sequence has too many or too few numbers.
_PYTE_ERRORS = (TypeError, IndexError, ValueError, KeyError)

# xterm reads these single characters as the two-character sequences, and so do we: text
# that could drive a terminal must be seen to do so.
_C1 = {0x90: "\x1bP", 0x98: "\x1bX", 0x9B: "\x1b[", 0x9C: "\x1b\\", 0x9D: "\x1b]", 0x9E: "\x1b^"}

_ALTERNATE_SCREEN = {"47", "1047", "1049"}
_COLUMN_MODE = "3"  # would make the screen 132 columns wide, which no window obeys
# How long a frame may stay open before it is shown anyway, in seconds (as kitty and foot do).
_PATIENCE = 0.5


class Glass(pyte.Screen):  # type: ignore[misc]  # pyte is not checked
    """A pyte screen that keeps emoji, accents and vowel signs in their cells."""

    def __init__(self, columns: int, rows: int) -> None:
        self._cells: dict[tuple[Any, str], Any] = {}
        self._inks: dict[tuple[Any, bool, str], Any] = {}
        self._rows: list[str] = []
        super().__init__(columns, rows)
        self._before = ""
        self._primary: tuple[dict[int, Any], Any] | None = None

    @property
    def display(self) -> list[str]:
        """The rows as text, as wide as the screen; only what was painted on is read anew."""
        if len(self._rows) != self.lines:
            self._rows = [""] * self.lines
            self.dirty.update(range(self.lines))
        for y in self.dirty:
            if y < self.lines:
                self._rows[y] = row_of(self.buffer[y], self.columns)
        self.dirty.clear()
        return list(self._rows)

    def ink(self, numbers: str) -> None:
        """Take up the colours and the hand for what is drawn next: ``ESC [ numbers m``.

        pyte works each out again, and a screen of ours takes up a few hundred times the same.
        """
        key = (self.cursor.attrs, modes.DECSCNM in self.mode, numbers)
        if key not in self._inks:
            self.select_graphic_rendition(*map(int, numbers.split(";")))
            self._inks[key] = self.cursor.attrs
        self.cursor.attrs = self._inks[key]

    def draw(self, data: str) -> None:
        """Draw text, each cluster of characters in one cell or two."""
        if data.isascii() and data.isprintable():
            self._before = data[-1:]
            if not self._draw_in_line(data):
                super().draw(data)
            return
        for char in data:
            if self._belongs_to_previous(char):
                self._attach(char)
            elif wcwidth(char) > 0:
                super().draw(char)
            self._before = char

    def _draw_in_line(self, data: str) -> bool:
        """Draw plain letters that stay in their line: what nearly all of a screen is made of.

        pyte asks for the width of each and makes each cell anew, which takes five times as long.
        """
        cursor, cells = self.cursor, self._cells
        end = cursor.x + len(data)
        if self.charset or end > self.columns or _INSERT in self.mode:
            return False
        if self.g0_charset is not _LATIN:
            return False
        line, attrs = self.buffer[cursor.y], cursor.attrs
        for x, char in enumerate(data, cursor.x):
            cell = cells.get((attrs, char))
            if cell is None:
                cell = cells[attrs, char] = attrs._replace(data=char)
            line[x] = cell
        cursor.x = end
        self.dirty.add(cursor.y)
        return True

    def _belongs_to_previous(self, char: str) -> bool:
        if self._before == _JOINER:
            return True
        if "\U0001f3fb" <= char <= "\U0001f3ff":  # a skin tone
            return wcwidth(self._before or " ") == 2
        if "\U0001f1e6" <= char <= "\U0001f1ff":  # the second letter of a flag
            return _is_flag_letter(self._before) and len(self._previous_cell()[1].data) == 1
        return char > "\x9f" and wcwidth(char) == 0

    def _previous_cell(self) -> tuple[int, Any]:
        line, x = self.buffer[self.cursor.y], max(0, self.cursor.x - 1)
        if x and line[x].data == "":  # the right half of a wide character
            x -= 1
        return x, line[x]

    def _attach(self, char: str) -> None:
        x, cell = self._previous_cell()
        line = self.buffer[self.cursor.y]
        widens = char == _VARIATION_16 and wcwidth(cell.data[:1] or " ") == 1
        line[x] = cell._replace(data=unicodedata.normalize("NFC", cell.data + char))
        if widens and self.cursor.x == x + 1 < self.columns:
            line[self.cursor.x] = cell._replace(data="")
            self.cursor.x += 1
        self.dirty.add(self.cursor.y)

    def show_alternate(self) -> None:
        """Put the present screen aside and give the program a blank one."""
        if self._primary is None:
            kept = {y: line.copy() for y, line in self.buffer.items()}
            self._primary = (kept, (self.cursor.x, self.cursor.y, self.cursor.attrs))
        self.buffer.clear()
        self.dirty.update(range(self.lines))

    def show_primary(self) -> None:
        """Bring back what was on the screen before the program took it over."""
        if self._primary is None:
            return
        kept, (self.cursor.x, self.cursor.y, self.cursor.attrs) = self._primary
        self._primary = None
        self.buffer.clear()
        for y, line in kept.items():
            for x, char in line.items():
                self.buffer[y][x] = char
        self.dirty.update(range(self.lines))

    def resize(self, lines: int | None = None, columns: int | None = None) -> None:
        """Change the size; a cursor left outside comes back in."""
        super().resize(lines, columns)
        self.cursor.x = min(self.cursor.x, self.columns - 1)
        self.cursor.y = min(self.cursor.y, self.lines - 1)


class Emulator:
    """Turns the bytes a program writes into a screen, and says what to answer."""

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = Glass(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""
        self._frame: list[str | re.Match[str]] | None = None
        self._frame_began = 0.0

    def feed(self, data: bytes) -> bytes:
        """Paint what a program wrote; return what a terminal would answer to its questions.

        A synchronised update (mode 2026) is painted when it ends: nobody sees half a frame.
        """
        text = self._rest + self._decode(data).translate(_C1)
        self._rest = ""
        answers: list[str] = []
        at = 0
        while at < len(text):
            escape = text.find("\x1b", at)
            if escape < 0:
                self._emit(text[at:])
                break
            if escape > at:
                self._emit(text[at:escape])
            found = _SEQUENCE.match(text, escape)
            if found:
                answers.append(self._answer(found))
                self._obey(found)
                at = found.end()
                continue
            start = _UNFINISHED.match(text, escape)
            at = start.end() if start else escape + 1
            if at == len(text) and at - escape < _LONGEST_UNFINISHED:
                self._rest = text[escape:]
        return "".join(answers).encode()

    def show_open_frame(self) -> bool:
        """Show an update that never ended, once patience has run out; tell if one is open."""
        if self._frame is not None and time.monotonic() - self._frame_began > _PATIENCE:
            self._end_frame()
        return self._frame is not None

    def modes(self, *private: int) -> bool:
        """Tell whether the program has switched all these private modes on."""
        return all(mode << 5 in self.screen.mode for mode in private)  # pyte stores them shifted

    def _answer(self, found: re.Match[str]) -> str:
        asked = found[0][2:]
        if asked in {"c", "0c"}:  # what are you? A VT220 with colour
            return "\x1b[?62;22c"
        if asked in {">c", ">0c"}:
            return "\x1b[>1;10;0c"
        if asked == "5n":
            return "\x1b[0n"
        if asked == "6n":  # where is the cursor?
            cursor = self.screen.cursor
            return f"\x1b[{cursor.y + 1};{min(cursor.x + 1, self.screen.columns)}R"
        if asked.endswith("$p") and asked.startswith("?"):  # do you know this mode?
            mode = asked[1:-2]
            known = (1 if self._frame is not None else 2) if mode == "2026" else 0
            return f"\x1b[?{mode};{known}$y"
        return ""

    def _obey(self, found: re.Match[str]) -> None:
        if found[0] == "\x1b[?2026h":
            if self._frame is None:
                self._frame, self._frame_began = [], time.monotonic()
        elif found[0] == "\x1b[?2026l":
            self._end_frame()
        else:
            self._emit(found)

    def _end_frame(self) -> None:
        frame, self._frame = self._frame or [], None
        for piece in frame:
            self._emit(piece)

    def _emit(self, piece: str | re.Match[str]) -> None:
        if self._frame is not None:
            self._frame.append(piece)
        elif isinstance(piece, str) and piece.isprintable():
            self.screen.draw(piece)
        elif isinstance(piece, str):
            self._stream.feed(piece)
        else:
            self._paint(piece)

    def _paint(self, found: re.Match[str]) -> None:
        final, sequence = found["final"], found[0]
        if not final:  # pyte knows titles and the short ones, but no DCS
            if sequence[1] in "78DEHM=>c()%" or sequence.startswith(("\x1b]0;", "\x1b]2;")):
                self._pass_on(sequence)
        elif found["between"]:
            return  # cursor shapes, soft resets: nothing to see
        elif found["prefix"] == "?" and final in "hl":
            for mode in found["numbers"].split(";"):
                self._switch(mode, on=final == "h")
        elif found["prefix"] == "" and final in "su":
            self._pass_on("\x1b7" if final == "s" else "\x1b8")
        elif found["prefix"] == "" and final in _STRAIGHT and _PLAIN.fullmatch(found["numbers"]):
            with contextlib.suppress(*_PYTE_ERRORS):
                if final == "m":
                    self.screen.ink(found["numbers"])
                else:
                    self.screen.cursor_position(*map(int, found["numbers"].split(";")))
        elif found["prefix"] == "" and final in _PASSED_ON:
            # 38:2::R:G:B is the standard's way to write 38;2;R;G;B
            self._pass_on(sequence.replace("::", ":").replace(":", ";"))

    def _switch(self, mode: str, *, on: bool) -> None:
        if mode in _ALTERNATE_SCREEN:
            if on:
                self.screen.show_alternate()
            else:
                self.screen.show_primary()
        elif mode != _COLUMN_MODE:
            self._pass_on(f"\x1b[?{mode}{'h' if on else 'l'}")

    def _pass_on(self, sequence: str) -> None:
        # Given numbers pyte does not expect, this one sequence is lost, and no more.
        with contextlib.suppress(*_PYTE_ERRORS):
            self._stream.feed(sequence)


def row_of(line: Any, columns: int) -> str:
    """Return one line of a screen's buffer as text, as wide as the screen.

    pyte's own ``display`` raises on a wide character whose left half was painted over. Here
    half a wide character is blank, as in a window.
    """
    cells = [line[x].data for x in range(columns)]
    plain = "".join(cells)
    if plain.isascii() and len(plain) == columns:
        return plain
    whole = [" "] * columns
    for x, cell in enumerate(cells):
        if cell and (not _is_wide(cell) or cells[x + 1 : x + 2] == [""]):
            whole[x] = cell
        elif cell == "" and x and _is_wide(cells[x - 1]):
            whole[x] = ""
    return "".join(whole)


@functools.lru_cache(4096)
def _is_wide(cell: str) -> bool:
    return _VARIATION_16 in cell or wcwidth(cell[:1] or " ") == 2


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"
