"""What the room sees, drawn as rows of text: large on the shared screen, plain on the desk.

Pure functions from ``RoomSees`` and a size to rows. The desk draws the same thing with the same
functions, so that it shows exactly what the room sees.
"""

from collections.abc import Callable
from dataclasses import replace

from textual.content import Content

from models.contribution import Contribution
from models.dates import say_date
from models.promise import Promise, PromiseKind
from models.room import RoomSees
from models.stage import Showing
from screens.widgets.large import Look, Rows, blocks_of, large, plain

__all__ = ["draw_room"]

SIGNS = {
    PromiseKind.WILL: ("✓", "We will"),
    PromiseKind.CANNOT: ("✕", "We can't, because"),
    PromiseKind.MORE_TIME: ("…", "We need more time"),
}


def draw_room(sees: RoomSees, look: Look) -> Rows:
    """Draw what the room sees, in at most ``look.height`` rows of at most ``look.width`` cells."""
    return _DRAW[sees.showing](sees, look)[: look.height]


def item(text: str, look: Look, *, style: str = "bold", indent: int = 0) -> Rows:
    """Draw one thing of a list: in block letters where the list is enlarged, else plain."""
    narrower = replace(look, width=look.width - indent)
    rows = blocks_of(text, narrower, look.height, 3, style) if look.enlarged else []
    rows = rows or plain(text, narrower, style=style)
    return [Content(" " * indent) + row for row in rows] if indent else rows


def _rule(look: Look) -> Content:
    return Content.styled("─" * look.width, "$line")


def _blank(_: RoomSees, look: Look) -> Rows:
    return [Content("The screen is blank.")] if look.plain else []


def _welcome(sees: RoomSees, look: Look) -> Rows:
    rows = large(sees.space.title, look, look.height // 2)
    if sees.space.purpose:
        rows += [Content(), *plain(sees.space.purpose, look, style="bold")]
    if sees.space.rules:
        rows += [Content(), _rule(look), Content()]
        for enlarged in (True, False) if look.tall else (False,):
            rules = _rules(sees.space.rules, replace(look, enlarged=enlarged))
            if len(rows) + len(rules) <= look.height:
                break
        rows += rules
    return rows


def _rules(rules: tuple[str, ...], look: Look) -> Rows:
    rows: Rows = []
    for rule in rules:
        lines = item(rule, look, style="", indent=0 if look.enlarged else 2)
        if not look.enlarged:
            lines[0] = Content("• ") + lines[0][2:]
        rows += [*lines, *([Content()] if look.tall and not look.enlarged else [])]
    return rows


def _prompt(sees: RoomSees, look: Look) -> Rows:
    if sees.prompt is None:
        return plain("No question is open yet.", look)
    share = look.height * 6 // 10 if sees.contributions else look.height
    rows = large(sees.prompt.text_in(sees.space.language), look, share)
    if not sees.contributions:
        return rows
    rows += [Content(), _rule(look)]
    for one in sees.contributions:
        left = look.height - len(rows)
        quote = _quote(one, look, left)
        if len(quote) <= left:
            rows += quote
        elif one is sees.contributions[0] and left > 1:
            # The newest is never left out: as much of it as fits, and a sign that there is more.
            rows += [*quote[: left - 1], Content("…")]
    return rows


def _quote(one: Contribution, look: Look, left: int) -> Rows:
    """Draw one contribution with its role, then an empty row; enlarged where that fits."""
    words = f"“{one.shown}”"
    # The mark is found by the words alone, so the quotation marks stay outside.
    if look.tall:
        rows = blocks_of(one.shown, look, left - 2, 3, style="bold")
        if rows:
            return [*rows, *([Content.styled(one.role, "$soft")] if one.role else []), Content()]
    rows = (
        plain(words, look, style="bold")
        if look.mark.within(one.shown) is None
        else _said(one.shown, look)
    )
    if one.role:
        last = rows[-1]
        if last.cell_length + len(one.role) + 3 <= look.width:
            space = " " * (look.width - last.cell_length - len(one.role))
            rows[-1] = last + space + Content.styled(one.role, "$soft")
        else:
            rows.append(Content.styled(one.role.rjust(look.width), "$soft"))
    return rows if look.height < 10 else [*rows, Content()]


def _said(words: str, look: Look) -> Rows:
    content = Content.styled(f"“{words}”"[: look.most_letters], "bold")
    marked = look.mark.within(words)
    if marked:
        content = content.stylize("bold reverse", marked[0] + 1, marked[1] + 1)
    return content.wrap(look.width)


def _contribution(sees: RoomSees, look: Look) -> Rows:
    if not sees.contributions:
        return plain("This is not shown any more.", look) if look.plain else []
    one = sees.contributions[0]
    rows = large(one.shown, look, look.height - 2)
    for version in one.versions:
        if version.kind == "translated":
            rows += [Content(), *plain(version.words, look, style="bold")]
            rows += plain(f"in English, by {version.made_by}", look, style="$soft")
    return [*rows, Content(), Content.styled(one.role, "$soft")] if one.role else rows


def _promise(promise: Promise, look: Look, *, width: int = 0) -> Rows:
    """Draw a promise: a sign and a word, what, who and by when, and what became of it."""
    width = (width or look.width) - 2
    sign, word = SIGNS[promise.kind]
    rows = [Content.assemble((f"{sign} {word}", "bold $strong"))]
    rows += item(promise.what, replace(look, width=width + 2), indent=2)
    details = (
        promise.because
        if promise.kind is PromiseKind.CANNOT
        else f"{promise.who}, by {say_date(promise.due)}"
    )
    rows += [Content("  ") + line for line in plain(details, look, width=width)]
    for update in promise.updates[-1:]:
        told = f"{'We did' if update.done else 'News'}: {update.words}"
        rows += [Content("  ") + line for line in plain(told, look, width=width)]
    return rows


def _list_of(heading: str, make: Callable[[Look], list[Rows]], look: Look, nothing: str) -> Rows:
    """Put blocks under a heading, enlarged where all of them fit; else as many as fit.

    How many did not fit is said, with where all of them are.
    """
    rows = large(heading, look, look.height // 4)
    rows.append(Content())
    blocks = make(replace(look, enlarged=look.tall))
    if look.tall and len(rows) + sum(len(block) + 1 for block in blocks) > look.height:
        blocks = make(look)
    if not blocks:
        return rows + plain(nothing, look)
    for number, block in enumerate(blocks):
        gap = 1 if look.height >= 16 else 0
        more = len(blocks) - number
        if len(rows) + len(block) + (1 if more > 1 else 0) > look.height:
            where = f" All are at {look.address}" if look.address else ""
            if number == 0:
                rows += block[: look.height - len(rows) - 1]
                more -= 1
            return [*rows[: look.height - 1], Content.styled(f"{more} more.{where}", "$soft")]
        rows += [*block, *([Content()] * gap)]
    return rows


def _last_promises(sees: RoomSees, look: Look) -> Rows:
    return _list_of(
        "Last time's promises",
        lambda look: [_promise(one, look) for one in sees.last_promises],
        look,
        "There were no promises last time.",
    )


def _break(sees: RoomSees, look: Look) -> Rows:
    rows = large("Break", look, look.height // 2)
    if sees.item:
        rows += [Content(), *plain(f"{sees.item.minutes} minutes", look, style="bold")]
    return rows


def _themes(sees: RoomSees, look: Look) -> Rows:
    def blocks(look: Look) -> list[Rows]:
        found = []
        for theme in sees.themes:
            rows = item(theme.title, look, indent=3)
            rows[0] = Content.styled(f"{theme.number}  "[:3], "bold $strong") + rows[0][3:]
            found.append(rows)
        return found

    return _list_of("What you said", blocks, look, "There are no themes yet.")


def _outcome(sees: RoomSees, look: Look) -> Rows:
    def blocks(look: Look) -> list[Rows]:
        found = []
        for theme in sees.themes:
            promises = [p for p in sees.promises if p.theme == theme.uid]
            rows = [Content.styled("You said", "$soft"), *item(theme.title, look)]
            kinds = {promise.kind is PromiseKind.WILL for promise in promises}
            if len(kinds) == 2 and look.width >= 100 and not look.plain and not look.enlarged:
                found.append([*rows, *_beside(promises, look)])
            else:
                found.append([*rows, *(row for p in promises for row in _promise(p, look))])
        return found + [_promise(p, look) for p in sees.promises if p.theme is None]

    return _list_of("You said, we will", blocks, look, "There are no themes yet.")


def _beside(promises: list[Promise], look: Look) -> Rows:
    """Put "we will" on the left and "we can't" or "more time" on the right, of equal weight."""
    half = look.width // 2 - 2
    sides = [
        [
            row
            for p in promises
            if (p.kind is PromiseKind.WILL) is will
            for row in _promise(p, look, width=half)
        ]
        for will in (True, False)
    ]
    rows = []
    for n in range(max((len(side) for side in sides), default=0)):
        left, right = (side[n] if n < len(side) else Content() for side in sides)
        rows.append(left + " " * (look.width // 2 - left.cell_length) + right)
    return rows


def _qr(sees: RoomSees, look: Look) -> Rows:
    """Write the address, for where the square, a widget of its own, does not fit."""
    del sees
    if look.plain:
        return plain(f"A QR that leads to {look.address}", look)
    rows = plain("To see what happens next, go to", look, style="bold")
    return [*rows, Content(), *large(look.address, look, look.height - 6)]


_DRAW: dict[Showing, Callable[[RoomSees, Look], Rows]] = {
    Showing.BLANK: _blank,
    Showing.WELCOME: _welcome,
    Showing.PROMPT: _prompt,
    Showing.CONTRIBUTION: _contribution,
    Showing.PROMISES: _last_promises,
    Showing.BREAK: _break,
    Showing.THEMES: _themes,
    Showing.OUTCOME: _outcome,
    Showing.QR: _qr,
}
