"""The codebook: what each table of the data holds, and each column, in plain words.

It is also where the columns are named, so no table can have one that is not explained.
"""

from dataclasses import dataclass

from models.outcome.small_numbers import FEWEST

__all__ = [
    "CODEBOOK",
    "HOW",
    "NEWS",
    "NUMBERS",
    "PROMISES",
    "QUOTES",
    "SHEETS",
    "THEMES",
    "UPDATES",
    "Column",
    "Sheet",
    "codebook_text",
    "explained",
]


@dataclass(frozen=True)
class Column:
    """A column: its name as a program reads it, what it means, and how wide it is to read."""

    name: str
    meaning: str
    wide: int = 16


@dataclass(frozen=True)
class Sheet:
    """A table: its name, what one row of it is, and its columns."""

    name: str
    row: str
    columns: tuple[Column, ...]


_THEME_ID = Column("theme_id", "The theme's own short code. It is the same in every table.")
_THEME = Column("theme", "The theme's name: what several people said together.", 32)
_PROMISE_ID = Column("promise_id", "The promise's own short code. It is the same in every table.")

QUOTES = Sheet(
    "quotes",
    "One row is one wording of a quote. Only words whose owner agreed to be quoted are here.",
    (
        Column(
            "quote",
            "A number for each quote in a theme, by the alphabet. The wordings of one quote have "
            "the same number. The number says nothing of when it was said.",
            8,
        ),
        _THEME_ID,
        _THEME,
        Column("words", "The words.", 60),
        Column(
            "wording", "as given: the person's own words. tidied or translated: made from them."
        ),
        Column("language", "The language of these words, as a short code: en is English.", 10),
        Column("made_by", "Who tidied or translated it. Empty where it is as given."),
        Column("role", "What the person was there as. Empty where they did not say."),
        Column("late", "yes: it came after the meeting was closed.", 8),
    ),
)
THEMES = Sheet(
    "themes",
    "One row is one theme.",
    (
        _THEME_ID,
        _THEME,
        Column(
            "things_said",
            "How many things that people said are in it, of those that may be in the report. One "
            "can be in two themes, so the sum can be more than was said.",
        ),
        Column("quotes", "How many of them are quoted."),
        Column("promises", "How many answers the theme has. 0 means: no answer yet."),
    ),
)
PROMISES = Sheet(
    "promises",
    "One row is one answer: what will be done, what cannot be done, or what needs more time.",
    (
        _PROMISE_ID,
        _THEME_ID,
        _THEME,
        Column("answer", "we will; we can't, because; or we need more time.", 20),
        Column("what", "What exactly.", 60),
        Column("who", "Who does it: a team or a job.", 24),
        Column("due", "The day it is promised for now: year, month, day.", 12),
        Column("due_before", "The day it was first promised for, where a delay was told.", 12),
        Column("because", "Why not, where it cannot be done.", 40),
        Column(
            "state",
            "will: not begun. doing: begun. done: staff say that it is done. late: the day has "
            "gone by. more time: not decided. can't: it will not be done.",
            12,
        ),
        Column("review", "The day somebody looks at it again.", 12),
        Column(
            "group_says",
            "What people say who were asked: is it done? Numbers under "
            f"{FEWEST} are not told. Empty where nobody was asked.",
            30,
        ),
        Column("address", "Where its own page is found. Empty where there is none.", 40),
    ),
)
UPDATES = Sheet(
    "updates",
    "One row is one piece of news about a promise, oldest first.",
    (
        _PROMISE_ID,
        Column("day", "The day of the news: year, month, day.", 12),
        Column("words", "What changed.", 60),
        Column("state", "What it says of the promise. Empty where it changes nothing.", 12),
        Column("evidence", "What people can see of it.", 40),
        Column("new_due", "The new day, where it tells of a delay.", 12),
    ),
)
NEWS = Sheet(
    "news",
    "One row is one sentence of what happened since the last meeting, to promises of that one too.",
    (
        _PROMISE_ID,
        Column("about", "What people said, where the promise answers a theme.", 40),
        Column("told", "What happened.", 60),
    ),
)
NUMBERS = Sheet(
    "numbers",
    "One row is one number of the whole meeting. The leader's own words are in none of them.",
    (
        Column("what", "What is counted.", 40),
        Column("number", "How many."),
    ),
)
HOW = Sheet(
    "how_it_was",
    "One row is one answer to a question on how the meeting was, or one side's step on the ladder "
    "of participation.",
    (
        Column("about", "What was asked about, or: ladder.", 16),
        Column("question", "The question, as it was asked.", 48),
        Column("answer", "The answer, or the step, with its number from the bottom.", 32),
        Column("who", "Everybody who answered; or for the ladder: staff or people.", 12),
        Column(
            "how_many",
            f"How many chose this answer. Numbers under {FEWEST} are not told, and where one alone "
            "is small, a second is not shown. So nobody can work it out.",
        ),
        Column("because", "Why this step. Empty for the questions.", 48),
    ),
)
SHEETS = (QUOTES, THEMES, PROMISES, UPDATES, NEWS, NUMBERS, HOW)
CODEBOOK = Sheet(
    "codebook",
    "One row is one column of the other tables.",
    (
        Column("table", "The table.", 14),
        Column("column", "The column.", 16),
        Column("meaning", "What it means.", 90),
    ),
)


def explained() -> tuple[tuple[str, str, str], ...]:
    """Return the rows of the codebook: table, column, meaning."""
    return tuple(
        (sheet.name, one.name, one.meaning)
        for sheet in SHEETS
        for one in (Column("(the table)", sheet.row), *sheet.columns)
    )


def codebook_text(title: str, day: str) -> str:
    """Return the codebook as plain text, under the title and the day of a space."""
    lines = ["What is in these tables", "", title, *([day] if day else []), ""]
    for sheet in SHEETS:
        lines += [sheet.name, "-" * len(sheet.name), sheet.row, ""]
        lines += [f"  {column.name}: {column.meaning}" for column in sheet.columns]
        lines.append("")
    lines += [
        "How to read them",
        "----------------",
        "Days are written year, month, day: 2027-04-30.",
        "In CSV, words that begin like a formula have an apostrophe before them. It is not theirs.",
        "No table holds a time of day, or the order in which people spoke.",
    ]
    return "\n".join(lines) + "\n"
