"""What the room sees, drawn as rows of text: large on the shared screen, plain on the desk.

Pure functions from ``RoomSees`` and a size to rows. The desk draws the same thing with the same
functions, so that it shows exactly what the room sees. What does not fit on one page is cut into
pages by ``screens.room.pages``; what is drawn here is one of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from assets.language_names import language_name
from models.contribution.contribution import Contribution
from models.meeting.turn import TurnState, turn_words, waiting_and_speaking
from models.promise.standing import left_of_break
from models.room.aloud import HAVE_WE_GOT_IT_RIGHT, NO_NEWS, WHAT_FOR, said_by
from models.room.room import RoomSees
from models.room.stage import Showing
from screens import clock
from screens.room import answers
from screens.room.lists import Blocks, heading, item, label, put_together, rule, words_under
from screens.room.squares import square_rows
from screens.widgets.large import Look, Rows, blocks_of, large, plain, quoted

__all__ = ["draw_room", "draw_way", "quotes_beside", "ways"]

Way = Callable[[], Rows | None]
MOST_ENLARGED = 4
# From here on there is a row to spare around a line.
ROOMY_ROWS = 10
TITLES = {
    Showing.PROMISES: "Last time's promises",
    Showing.THEMES: "What you said",
    Showing.OUTCOME: "You said, we will",
    Showing.TURNS: "Speakers in turn",
}
NO_THEMES = "There are no themes yet."


def draw_room(sees: RoomSees, look: Look) -> Rows:
    """Draw what the room sees, in at most ``look.height`` rows of at most ``look.width`` cells."""
    if sees.pages == 1:
        return _fitted(sees, look)
    inner = replace(look, height=look.height - 1)
    return [_page_row(sees, look), *_fitted(sees, inner)]


def _page_row(sees: RoomSees, look: Look) -> Content:
    """Say in one row what the list is, and which of its pages this one is."""
    which = f"{sees.at.page + 1} of {sees.pages}"
    title = title_of(sees)
    if sees.showing is Showing.WELCOME and sees.at.page:
        title = WHAT_FOR if sees.space.consent_wording else sees.space.title
    if sees.showing is Showing.PROMPT and sees.at.page and sees.prompt:
        title = sees.prompt.text_in(sees.space.language)
    room = max(0, look.width - len(which) - 2)
    if cell_len(title) > room:
        title = f"{set_cell_size(title, max(0, room - 1)).rstrip()}…"
    gap = max(1, look.width - cell_len(title) - len(which))
    return Content.assemble((title, "bold $strong"), " " * gap, (which, "bold $soft"))


def title_of(sees: RoomSees) -> str:
    """Return the heading of a list; "" where what is shown has none."""
    if sees.showing is Showing.NEWS:
        return sees.news_title
    return TITLES.get(sees.showing, "")


def _fitted(sees: RoomSees, look: Look) -> Rows:
    """Draw in the largest way that fits; where none does, as much as fits, and a sign for more."""
    rows: Rows = []
    for way in ways(sees, look):
        rows = draw_way(way) or rows
        if rows and len(rows) <= look.height:
            return rows
    return [*rows[: max(0, look.height - 1)], Content("…")][: look.height] if rows else []


def draw_way(way: Way) -> Rows:
    """Return the rows of one way to draw, none where it cannot be."""
    return way() or []


def ways(sees: RoomSees, look: Look) -> Iterator[Way]:
    """Yield the ways to draw what the room sees, the largest first."""
    if sees.showing is Showing.OUTCOME:
        yield from _outcome_ways(sees, look)
        return
    draw = _DRAW[sees.showing]
    for enlarged in range(MOST_ENLARGED if look.tall else 0, -1, -1):
        yield lambda enlarged=enlarged: draw(sees, replace(look, enlarged=enlarged))  # type: ignore[misc]


def _outcome_ways(sees: RoomSees, look: Look) -> Iterator[Way]:
    """Three columns where their letters are large enough, else one after the other."""

    def draw(enlarged: int, layout: Callable[[RoomSees, Look], Blocks | None]) -> Rows | None:
        made = replace(look, enlarged=enlarged)
        blocks = layout(sees, made)
        if blocks is None:
            return None
        head = [] if layout is answers.columns else _heading(sees, made)
        return put_together(head, blocks, made)

    for enlarged in (3, 2) if look.tall else ():
        yield lambda enlarged=enlarged: draw(enlarged, answers.columns)  # type: ignore[misc]
    for enlarged in (4, 3, 2, 1) if look.tall else ():
        yield lambda enlarged=enlarged: draw(enlarged, answers.stacked)  # type: ignore[misc]
    yield lambda: draw(0, answers.columns)
    yield lambda: _list(sees, answers.stacked(sees, look), look, NO_THEMES)


def _heading(sees: RoomSees, look: Look) -> Rows:
    """Draw the heading of a list; on one of several pages, the first row says it already."""
    return heading(title_of(sees), look) if sees.pages == 1 else []


def _list(sees: RoomSees, blocks: Blocks, look: Look, nothing: str) -> Rows:
    head = _heading(sees, look)
    return put_together(head, blocks or [item(nothing, look, style="")], look)


def _blank(_: RoomSees, look: Look) -> Rows:
    return [Content("The screen is blank.")] if look.plain else []


def _welcome(sees: RoomSees, look: Look) -> Rows:
    rows: Rows = []
    if not sees.at.page:
        rows = large(sees.space.title, look, look.height // 2)
        if sees.space.purpose:
            rows += [Content(), *words_under(sees.space.purpose, look)]
        if sees.space.rules:
            gap = [Content()] if look.height >= ROOMY_ROWS else []
            rows += [*gap, rule(look), *gap]
    rows = put_together(rows, [_rule_of(one, look) for one in sees.space.rules], look)
    if not sees.space.consent_wording:
        return rows
    # Where the room has told no size, all of it is one page; else the page's first row says it.
    head = [*rows, *([Content()] if rows else []), *plain(WHAT_FOR, look, style="bold $strong")]
    used_for = [_rule_of(one, look) for one in sees.space.consent_wording]
    return put_together(head if sees.pages == 1 else rows, used_for, look)


def _rule_of(text: str, look: Look) -> Rows:
    """Draw one rule of the house: in block letters, or after a dot."""
    rows = item(text, look, style="", indent=2)
    if not look.enlarged:
        rows[0] = Content("• ") + rows[0][2:]
    return rows


def _prompt(sees: RoomSees, look: Look) -> Rows:
    if sees.prompt is None:
        return large("No question is open yet.", look, look.height)
    if sees.at.page:
        return put_together([], [_quote(one, look) for one in sees.contributions], look)
    return quotes_beside(sees, look)[0]


def quotes_beside(sees: RoomSees, look: Look) -> tuple[Rows, int]:
    """Draw the prompt with the newest words below it; return how many of them are whole, large.

    The newest are drawn here in any case, since this is what the room looks at as people speak.
    """
    if sees.prompt is None:
        return [], 0
    share = look.height * 6 // 10 if sees.contributions else look.height
    rows = large(sees.prompt.text_in(sees.space.language), look, share)
    if not sees.contributions:
        return rows, 0
    rows += [Content(), rule(look)] if look.height >= ROOMY_ROWS else [rule(look)]
    whole, small = 0, False
    for number, one in enumerate(sees.contributions):
        left = look.height - len(rows)
        quote = _quote(one, replace(look, enlarged=1 if look.tall else 0))
        if len(quote) > left and look.tall:
            small, quote = True, _quote(one, replace(look, enlarged=0))
        if len(quote) > left:
            if number == 0 and left > 1:
                # The newest is never left out: as much as fits, and a sign that there is more.
                rows += [*quote[: left - 1], Content("…")]
            break
        rows += [*quote, *([Content()] if look.height >= ROOMY_ROWS and len(quote) < left else [])]
        whole += not small
    return rows, whole


def _quote(one: Contribution, look: Look) -> Rows:
    """Draw one contribution with its role, enlarged or plain."""
    by = said_by(one)
    if look.enlarged:
        rows = blocks_of(one.shown, look, look.height * 8, 3, style="bold")
        if rows:
            return [*rows, *(plain(by, look, style="$soft") if by else [])]
    rows = quoted(one.shown, look)
    if by:
        last, wide = rows[-1], cell_len(by)
        if last.cell_length + wide + 3 <= look.width:
            rows[-1] = last + " " * (look.width - last.cell_length - wide)
            rows[-1] = rows[-1] + Content.styled(by, "$soft")
        else:
            aside = plain(by, look, style="$soft")
            rows += [Content(" " * (look.width - row.cell_length)) + row for row in aside]
    return rows


def _contribution(sees: RoomSees, look: Look) -> Rows:
    if not sees.contributions:
        return plain("This is not shown any more.", look) if look.plain else []
    one = sees.contributions[0]
    by = said_by(one)
    rows = large(one.shown, look, look.height - (2 if by else 0))
    for version in one.translations:
        rows += [Content(), *item(version.words, look)]
        named = f"in {language_name(version.language)}, by {version.made_by}"
        rows += plain(named, look, style="$soft")
    if not by:
        return rows
    return [*rows, Content(), *item(by, look, style="$soft", least=4)]


def _last_promises(sees: RoomSees, look: Look) -> Rows:
    nothing = "There were no promises last time."
    return _list(sees, answers.last_promises(sees, look), look, nothing)


def _break(sees: RoomSees, look: Look) -> Rows:
    rows = large("Break", look, look.height // 3)
    left = left_of_break(sees.item, clock.now_ms())
    if left:
        rows += [Content(), *large(left, look, look.height - len(rows) - 1)]
    if sees.item is not None and sees.item.ends and look.height - len(rows) > 1:
        rows += [Content(), *item(f"until {clock.time_of_day(sees.item.ends)}", look, least=1)]
    return rows


def _themes(sees: RoomSees, look: Look) -> Rows:
    def block(number: int, title: str) -> Rows:
        # A number in block letters is wider than one in plain.
        rows = item(f"{number}  {title}", look) if look.enlarged else item(title, look, indent=4)
        if not look.enlarged:
            rows[0] = Content.styled(f"{number} ".ljust(4), "bold $strong") + rows[0][4:]
        return rows

    blocks = [block(theme.number, theme.title) for theme in sees.themes]
    if sees.reading.asks_if_right:
        blocks.append(item(HAVE_WE_GOT_IT_RIGHT, look, style="bold $strong"))
    return _list(sees, blocks, look, NO_THEMES)


def _turns(sees: RoomSees, look: Look) -> Rows:
    """Draw who speaks, then who waits, in words and without a clock."""
    now = clock.now_ms()
    blocks = []
    for turn in waiting_and_speaking(sees.turns):
        style = "bold $strong" if turn.state is TurnState.SPEAKING else "bold"
        rows = item(turn.name, look, style=style)
        blocks.append([*rows, *words_under(turn_words(turn, now), look)])
    return _list(sees, blocks, look, "Nobody waits to speak.")


def _qr(sees: RoomSees, look: Look) -> Rows:
    """Write what stands beside a square, or in its place where it does not fit."""
    return square_rows(sees, look)


def _news(sees: RoomSees, look: Look) -> Rows:
    """Draw what happened since last time: each promise under what people said."""
    blocks: Blocks = []
    for one in sees.news:
        rows = label(one.heading, look, "bold $strong")
        blocks.append([*rows, *(row for words in one.told for row in item(words, look))])
    return _list(sees, blocks, look, NO_NEWS)


_DRAW: dict[Showing, Callable[[RoomSees, Look], Rows]] = {
    Showing.BLANK: _blank,
    Showing.WELCOME: _welcome,
    Showing.PROMPT: _prompt,
    Showing.CONTRIBUTION: _contribution,
    Showing.PROMISES: _last_promises,
    Showing.BREAK: _break,
    Showing.THEMES: _themes,
    Showing.QR: _qr,
    Showing.TURNS: _turns,
    Showing.NEWS: _news,
}
