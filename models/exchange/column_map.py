"""Which column of somebody else's table holds what: guessed, written down, and read again."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from models.errors import HeardError
from models.exchange.sheet_files import ADDED_COLUMNS, Sheet
from models.places import settings_file
from models.space.prompt import Prompt
from models.words import one_line

__all__ = [
    "USES",
    "ColumnMap",
    "guess",
    "heads_in_doubt",
    "matching_prompt",
    "named",
    "read_map",
    "remembered_file",
    "unknown_columns",
    "write_map",
]

# What a column can be used for, each with what it is called where a person reads it.
USES = {
    "words": "words",
    "prompt": "which prompt",
    "role": "who said it",
    "language": "language",
    "date": "when",
    "id": "the row's own id",
    "consent_room": "agreed: room's screen",
    "consent_report": "agreed: report",
    "consent_quote": "agreed: quote",
}
ONE_COLUMN = tuple(use for use in USES if use != "words")
# Columns by the names that tools give them, folded; the first that is there is taken. Typeform,
# Microsoft Forms, SurveyMonkey, Slido, Google Forms, Polis, and Heard's own export.
NAMES: dict[str, tuple[str, ...]] = {
    "id": (
        *("id", "response id", "respondent id", "submission id", "response token", "token"),
        *("comment id", "row id", "reference", "uuid", "#"),
    ),
    "date": (
        *("date", "timestamp", "completion time", "submit date utc", "submit date"),
        *("submitted at", "end date", "end time", "date created", "created at", "created"),
        *("date submitted", "recorded date", "time", "when"),
    ),
    "language": ("language", "lang", "locale", "user language", "response language"),
    "role": ("role", "i am", "i am a", "you are", "who are you", "are you", "which are you"),
    "prompt": ("prompt", "question", "question text", "question title", "poll"),
}
WORDS = (
    *("words", "answer", "answer text", "response", "response text", "comment", "comment body"),
    *("contribution", "feedback", "text", "message", "idea", "what you told us"),
)
# Slido's questions of the audience: there the question is what somebody said.
ASKED_BY_PEOPLE = ("question", "question text")
ROLE_SAID = re.compile(r"\b(best describes you|describe yourself|your role|i am an?\b)")
AGREES = re.compile(r"\b(consent|agree|permission|happy for|may we|can we|ok to|okay to)\b")
CONSENTS = {
    "consent_quote": re.compile(r"\b(quote|quoted|quotes|word for word)\b"),
    "consent_room": re.compile(r"\b(screen|room|shown|wall)\b"),
    "consent_report": re.compile(r"\b(report|reports|written up)\b"),
}
# Never taken for somebody's answer, however long they are.
NOT_WORDS = re.compile(
    r"\b(names?|e ?mail|phone|mobile|address|postcode|ip|score|tags?|network|collector|agent|"
    r"browser|device|link|url|status|type|author|votes?|upvotes|consent|permission)\b"
)
FEWEST_WORDS = 4  # a name of a column seldom has more
ANSWERS_ARE = 20  # characters in the middle of a column of answers in somebody's own words
# Month first, as in the United States: told by a day above 12 in the second place.
SECOND_IS_DAY = re.compile(r"^\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}\b")


@dataclass(frozen=True)
class ColumnMap:
    """What the columns of a file are used for; "" for what there is not.

    ``words`` can be several: a column for each question, a row for each person. Where
    ``only_column`` is set, a row is taken only if it has ``only_value`` there. ``month_first``
    is how dates are written.
    """

    words: tuple[str, ...] = ()
    prompt: str = ""
    role: str = ""
    language: str = ""
    date: str = ""
    id: str = ""
    consent_room: str = ""
    consent_report: str = ""
    consent_quote: str = ""
    only_column: str = ""
    only_value: str = ""
    month_first: bool = False

    def uses_of(self, column: str) -> tuple[str, ...]:
        """Return what a column is used for, none of it where it is left alone."""
        uses = ["words"] if column in self.words else []
        return (*uses, *(use for use in ONE_COLUMN if getattr(self, use) == column))


def folded(name: str) -> str:
    """Return a column's name as names are compared: small letters, and no other signs."""
    return " ".join(re.findall(r"[\w#]+", name.casefold().replace("_", " ")))


def guess(sheet: Sheet, prompts: Iterable[Prompt] = ()) -> ColumnMap:
    """Guess what each column holds, by its name and by the first rows."""
    prompts = tuple(prompts)
    columns = [name for name in sheet.columns if name not in ADDED_COLUMNS]
    by_name: dict[str, str] = {}
    for name in reversed(columns):
        by_name[folded(name)] = name
    found = {
        use: next((by_name[name] for name in names if name in by_name), "")
        for use, names in NAMES.items()
    }
    if not found["role"]:
        found["role"] = next((name for name in columns if ROLE_SAID.search(folded(name))), "")
    for use, says in CONSENTS.items():
        found[use] = next(
            (name for name in columns if _agrees(folded(name)) and says.search(folded(name))), ""
        )
    words = _words(sheet, [one for one in columns if one not in found.values()], prompts)
    if not words and folded(found["prompt"]) in ASKED_BY_PEOPLE:
        words, found["prompt"] = (found["prompt"],), ""
    own = {"wording", "words"} <= set(by_name)  # Heard's export: other wordings stand beside
    return ColumnMap(
        words=words,
        **found,
        only_column=by_name["wording"] if own else "",
        only_value="as given" if own else "",
        month_first=_month_first(sheet, found["date"]),
    )


def heads_in_doubt(sheet: Sheet, prompts: Iterable[Prompt] = ()) -> tuple[str, ...]:
    """Return what to tell a person where the first row may be an answer, and no names."""
    columns = [name for name in sheet.columns if name not in ADDED_COLUMNS]
    known = {*WORDS, *(name for names in NAMES.values() for name in names)}
    told = any(
        folded(name) in known or name.endswith("?") or _agrees(folded(name)) for name in columns
    )
    long = any(len(name) > ANSWERS_ARE and len(name.split()) > FEWEST_WORDS for name in columns)
    if not sheet.heads or told or not long or any(matching_prompt(one, prompts) for one in columns):
        return ()
    return ("Is the first row an answer, and no names of columns? Then add --no-heads.",)


def _agrees(name: str) -> bool:
    return bool(AGREES.search(name))


def _words(sheet: Sheet, columns: list[str], prompts: tuple[Prompt, ...]) -> tuple[str, ...]:
    """Return the columns of answers: those that name a prompt, one that says so, or long texts."""
    asked = [name for name in columns if matching_prompt(name, prompts)]
    if asked:
        return tuple(asked)
    for wanted in WORDS:
        for name in columns:
            if folded(name) == wanted:
                return (name,)
    return tuple(
        name
        for name in columns
        if not NOT_WORDS.search(folded(name))
        and not _agrees(folded(name))
        and (name.rstrip().endswith("?") or _middle_length(sheet, name) >= ANSWERS_ARE)
    )


def _cells(sheet: Sheet, name: str) -> list[str]:
    place = sheet.columns.index(name)
    cells = [row.cells[place].strip() for row in sheet.first if not row.trouble]
    return [cell for cell in cells if cell]


def _middle_length(sheet: Sheet, name: str) -> int:
    lengths = sorted(map(len, _cells(sheet, name)))
    return lengths[len(lengths) // 2] if lengths else 0


def _month_first(sheet: Sheet, name: str) -> bool:
    found = [SECOND_IS_DAY.match(cell) for cell in _cells(sheet, name)] if name else []
    pairs = [(int(one[1]), int(one[2])) for one in found if one]
    days = [pair for pair in pairs if max(pair) <= 31]  # the others are no dates either way
    return any(second > 12 for _, second in days) and all(first <= 12 for first, _ in days)


def matching_prompt(said: str, prompts: Iterable[Prompt]) -> Prompt | None:
    """Return the prompt of a space that a file means: by its words in any language, or number."""
    wanted = folded(said)
    if not wanted:
        return None
    for one in prompts:
        names = {folded(one.text), folded(one.spoken), str(one.number), f"prompt {one.number}"}
        if wanted in names | {folded(form.text) for form in one.wordings}:
            return one
    return None


def named(columns: Sequence[str], given: Iterable[str], map_: ColumnMap) -> ColumnMap:
    """Return a map with what a person says: each ``use=column``, or ``use=`` for none.

    ``words`` can be given several times; all of them together take the place of what was guessed.
    """
    said: dict[str, Any] = {}
    for one in given:
        use, equals, name = one.partition("=")
        use, name = use.strip().replace("-", "_"), one_line(name)
        if not equals or use not in USES:
            raise HeardError(
                "--column takes a use and a column, such as: words='Your answer'. "
                f"The uses are {', '.join(USES)}. Nothing was taken in."
            )
        if use == "words":
            said[use] = (*said.get(use, ()), *([name] if name else []))
        else:
            said[use] = name
    map_ = replace(map_, **said)
    _refuse_unknown(columns, map_)
    return map_


def unknown_columns(columns: Sequence[str], map_: ColumnMap) -> tuple[str, ...]:
    """Return the columns that a map names and a file does not have."""
    wanted = [*map_.words, *(getattr(map_, use) for use in ONE_COLUMN), map_.only_column]
    return tuple(dict.fromkeys(name for name in wanted if name and name not in columns))


def _refuse_unknown(columns: Sequence[str], map_: ColumnMap) -> None:
    unknown = unknown_columns(columns, map_)
    if unknown:
        raise HeardError(
            f"There is no column {unknown[0]!r} in this file. Nothing was taken in. "
            f"Its columns are: {', '.join(columns)}"
        )


def remembered_file(columns: Sequence[str]) -> Path:
    """Return where the map for files with exactly these columns is kept, beside the settings."""
    own = (name for name in columns if name not in ADDED_COLUMNS)
    mark = hashlib.sha256("\x1f".join(own).encode()).hexdigest()[:16]
    return settings_file().parent / "column-maps" / f"{mark}.toml"


def read_map(path: Path, columns: Sequence[str]) -> ColumnMap:
    """Read a map from a file, and see that it fits the columns. Refused in words."""
    try:
        found: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise HeardError(f"There is no map {path}. Nothing was taken in.") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise HeardError(
            f"The map {path} cannot be read. Nothing was taken in. Make a new one with --save-map."
        ) from None
    plain = asdict(ColumnMap())
    for key, value in found.items():
        wanted: type = list if key == "words" else type(plain.get(key))
        fits = isinstance(value, wanted) and key in plain
        if not fits or (key == "words" and not all(isinstance(one, str) for one in value)):
            raise HeardError(
                f"The map {path} says something that is not known. Nothing was taken in. "
                f"It may have: {', '.join(plain)}."
            )
    map_ = ColumnMap(**{**found, "words": tuple(found.get("words", ()))})
    _refuse_unknown(columns, map_)
    return map_


def write_map(path: Path, map_: ColumnMap) -> None:
    """Write a map for a person to read and to change. It holds names of columns and no answer."""
    import tomlkit

    text = tomlkit.document()
    text.add(tomlkit.comment("What the columns of a file are used for: heard import --map"))
    for key, value in asdict(map_).items():
        text[key] = list(value) if isinstance(value, tuple) else value
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(tomlkit.dumps(text), encoding="utf-8")
    except OSError:
        raise HeardError(
            f"The map could not be written to {path}. Nothing was taken in. "
            "Name a file in a folder that may be written."
        ) from None
