"""Promises on the room's screen: what became of the last ones, and the answer to each theme."""

from dataclasses import replace

from textual.content import Content

from models.dates import say_date
from models.promise.promise import Promise, PromiseKind
from models.promise.standing import LABELS, answer_head, day_of_meeting, group_says, standing
from models.room.aloud import news_of
from models.room.room import RoomSees
from models.theme.theme import Theme
from models.words import stop
from screens.room.lists import Blocks, item, label, rule, words_under
from screens.widgets.large import Look, Rows, blocks_of, plain

__all__ = ["COLUMNS_FROM", "columns", "last_promises", "stacked"]

COLUMNS_FROM = 100
# Below this the label of an answer stands in one row with it, and "You said" in the heading alone.
LOW_ROWS = 10
GUTTER = 3
NO_ANSWER = "No answer yet."


def last_promises(sees: RoomSees, look: Look) -> Blocks:
    """Draw what became of each of last time's promises."""
    day = day_of_meeting(sees.space)
    return [_promise(one, look, standing(one, day)) for one in sees.last_promises]


def stacked(sees: RoomSees, look: Look) -> Blocks:
    """Draw each theme with its answers below it."""
    found = []
    day = day_of_meeting(sees.space)
    for theme, promises in answers(sees):
        rows: Rows = []
        if theme is not None:
            low = look.height < LOW_ROWS and not look.plain
            rows = [] if low else label("You said", look, "bold $soft")
            rows += [*item(theme.title, look, least=2)]
            rows += [] if promises else label(NO_ANSWER, look, "bold $soft")
        drawn = [_promise(one, look, answer_head(one, day)) for one in promises]
        found.append([*rows, *(row for one in drawn for row in one)])
    return found


def answers(sees: RoomSees) -> list[tuple[Theme | None, list[Promise]]]:
    """Put each theme together with what is answered to it; what answers none stands by itself."""
    found: list[tuple[Theme | None, list[Promise]]] = [
        (theme, [one for one in sees.promises if one.theme == theme.uid]) for theme in sees.themes
    ]
    themes = {theme.uid for theme in sees.themes}
    return found + [(None, [one]) for one in sees.promises if one.theme not in themes]


def _promise(one: Promise, look: Look, head: tuple[str, str]) -> Rows:
    """Draw a promise: a sign and a word, what the group says, what, who and by when, the news.

    What the group says stands beside what staff say, and is as large.
    """
    sign, word = head
    said = group_says(one)
    if look.height < LOW_ROWS and not look.plain:
        # In one run: each line that begins anew would cost a row that there is not.
        words = f"{word}. {said}" if said else word
        rows = plain(f"{sign} {words}: {one.what}", look, style="bold")
        return [*rows, *words_under(" ".join(map(stop, details(one))), look)]
    rows = _labels(one, f"{sign} {word}", look)
    rows += item(one.what, look, indent=2)
    for detail in details(one):
        rows += words_under(detail, look, indent=2)
    return rows


def _labels(one: Promise, head: str, look: Look) -> Rows:
    """Draw how a promise stands, and in the same letters what the group says beside a "done"."""
    said = group_says(one)
    rows = label(head, look, "bold $strong")
    return [*rows, *label(said, look, "bold $strong")] if said else rows


def details(one: Promise) -> list[str]:
    """Return what belongs to a promise: why, or who and by when; then the newest news of it."""
    found = [
        one.because
        if one.kind is PromiseKind.CANNOT
        else ", ".join(
            part for part in (one.who, f"by {say_date(one.due)}" if one.due else "") if part
        )
    ]
    found += news_of(one)
    return [part for part in found if part]


def columns(sees: RoomSees, look: Look) -> Blocks | None:
    """Draw three columns of equal weight; None where they would be too narrow for their letters.

    The heads stand once, above the first theme.
    """
    if look.width < COLUMNS_FROM or look.plain:
        return None
    width = (look.width - 2 * GUTTER) // 3
    narrow = replace(look, width=width)
    blocks: Blocks = []
    day = day_of_meeting(sees.space)
    for theme, promises in answers(sees):
        will = [one for one in promises if one.kind is PromiseKind.WILL]
        other = [one for one in promises if one.kind is not PromiseKind.WILL]
        cells = [
            _cell([theme.title] if theme else [], narrow),
            _answers_cell(will, narrow, day),
            _answers_cell(other, narrow, day),
        ]
        if any(cell is None for cell in cells):
            return None
        if theme is not None and not promises:
            cells[1] = plain(NO_ANSWER, narrow, style="bold $soft")
        blocks.append(_beside([cell or [] for cell in cells], width))
    if not blocks:
        return None
    heads = ["You said", f"{LABELS[PromiseKind.WILL][0]} We will", "✕ We can't, because"]
    # As large as the words below them: they are what makes an answer a yes or a no.
    labels = replace(narrow, enlarged=4 if look.enlarged else 0)
    head = [label(one, labels, "bold $strong") for one in heads]
    blocks[0] = [*_beside(head, width), rule(look), *blocks[0]]
    return blocks


def _cell(texts: list[str], look: Look) -> Rows | None:
    """Draw the texts of one column; None where they should be enlarged and do not fit."""
    rows: Rows = []
    for text in texts:
        drawn = (
            blocks_of(text, look, look.height, 3, "bold")
            if look.enlarged
            else plain(text, look, style="bold")
        )
        if not drawn:
            return None
        rows += drawn
    return rows


def _answers_cell(promises: list[Promise], look: Look, day: str) -> Rows | None:
    rows: Rows = []
    for number, one in enumerate(promises):
        what = _cell([one.what], look)
        if what is None:
            return None
        rows += [Content()] if number else []
        head = answer_head(one, day)
        if head != LABELS[one.kind] or one.kind is PromiseKind.MORE_TIME:
            # The head of the column says "we will" or "we can't": what became of it stands here.
            for words in filter(None, (" ".join(head), group_says(one))):
                rows += plain(words, look, style="bold $strong")
        rows += what
        for detail in details(one):
            rows += words_under(detail, look)
    return rows


def _beside(cells: list[Rows], width: int) -> Rows:
    """Put columns side by side."""
    rows = []
    for n in range(max(len(cell) for cell in cells)):
        row = Content()
        for place, cell in enumerate(cells):
            part = cell[n] if n < len(cell) else Content()
            gap = width + GUTTER - part.cell_length if place < len(cells) - 1 else 0
            row = row + part + " " * gap
        rows.append(row)
    return rows
