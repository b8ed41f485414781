"""The tables of words and names that hint at something, and an organisation's own beside them."""

import functools
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assets import asset
from models.flags.phrases import Phrases, WrongPhraseError, plainly, undone
from models.places import data_folder
from models.store.base import database

__all__ = ["OWN_TABLE", "Looked", "NameTables", "Tables", "flag_trouble", "own_path", "tables"]

OWN_TABLE = "safety.toml"
LANGUAGES = ("en", "pl", "cy")
PARTS = ("harm", "strong", "nothing")
LISTS = ("phrases", "always", "never")

# How many sheets are ours. Their phrases are checked by a test, an organisation's own here.
OURS = 2

Sheet = dict[str, Any]


@dataclass(frozen=True)
class Looked:
    """What one language looks for of one kind."""

    phrases: Phrases
    always: Phrases
    never: Phrases
    noes: frozenset[str]

    def find(self, plain: str) -> list[tuple[int, int]]:
        """Return the places, as start and end, that no "not" and no everyday use undoes."""
        found = [at for at in self.phrases.find(plain) if not undone(plain, at[0], self.noes)]
        found += self.always.find(plain)
        if found:
            never = self.never.find(plain)
            found = [
                (start, end)
                for start, end in found
                if not any(first < end and start < last for first, last in never)
            ]
        return found


@dataclass(frozen=True)
class NameTables:
    """Names, and the words around them by which one is known. All in small letters."""

    names: frozenset[str]
    words: frozenset[str]
    titles: frozenset[str]
    called: frozenset[str]
    said: frozenset[str]
    told: frozenset[str]
    workers: frozenset[str]
    places: frozenset[str]
    before_places: frozenset[str]
    not_names: frozenset[str]
    months: frozenset[str]
    before_months: frozenset[str]
    before_words: frozenset[str]
    maybe_months: frozenset[str]
    ends_of_months: frozenset[str]
    doing: frozenset[str]
    being: frozenset[str]
    no_person_is: frozenset[str]
    towns: frozenset[str]
    of_a_town: frozenset[str]
    seasons: frozenset[str]
    said_of_a_time: frozenset[str]
    helpers: frozenset[str]
    verbs: frozenset[str]
    small_words: frozenset[str]


@dataclass(frozen=True)
class Tables:
    """Everything that is looked for. ``trouble`` says in words why an own table is not used."""

    harm: tuple[Looked, ...]
    strong: tuple[Looked, ...]
    nothing: tuple[Looked, ...]
    names: NameTables
    streets: frozenset[str]
    not_streets: frozenset[str]
    trouble: str = field(default="")


def tables() -> Tables:
    """Return the tables, with those of ``safety.toml`` in the data folder where there is one.

    An own table that is wrong is not used, and nothing else stops: words go on being looked at.
    """
    path = own_path()
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        return _made(None, 0)
    return _made(path, stamp)


def flag_trouble() -> str:
    """Return a sentence where the organisation's own table cannot be used, else nothing."""
    return tables().trouble


def own_path() -> Path:
    """Return where an own table would be: beside the database's file."""
    name = str(getattr(database.obj, "database", "") or "")
    beside = Path(name).parent if name.endswith(".db") else data_folder()
    return beside / OWN_TABLE


@functools.lru_cache(maxsize=4)
def _made(own: Path | None, stamp: int) -> Tables:
    del stamp  # a file that was changed is read again
    ours = [_read(asset("safety", "words.toml")), _read(asset("safety", "names.toml"))]
    if own is None:
        return _build(ours)
    try:
        return _build([*ours, _read(own)])
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, WrongPhraseError, _WrongError):
        return _build(
            ours,
            f"The table {OWN_TABLE} in the data folder has a slip and is not used. "
            "Heard's own table is. Compare it with docs/safety.md.",
        )


class _WrongError(ValueError):
    """Something in a table is of the wrong kind."""


def _read(path: Path) -> Sheet:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _build(sheets: list[Sheet], trouble: str = "") -> Tables:
    looked = {
        part: tuple(_looked(sheets, language, part) for language in LANGUAGES) for part in PARTS
    }
    names = {
        key: frozenset(word for language in LANGUAGES for word in _words(sheets, language, key))
        for key in (
            "titles",
            "called",
            "said",
            "told",
            "workers",
            "places",
            "before_places",
            "not_names",
            "months",
            "before_months",
            "before_words",
            "maybe_months",
            "ends_of_months",
            "doing",
            "being",
            "no_person_is",
            "towns",
            "of_a_town",
            "seasons",
            "said_of_a_time",
            "helpers",
            "verbs",
            "small_words",
        )
    }
    return Tables(
        **looked,
        names=NameTables(
            names=frozenset(_split(sheets, "names")),
            words=frozenset(_split(sheets, "words")),
            **names,
        ),
        streets=frozenset(_all(sheets, "en", "address", "streets")),
        not_streets=frozenset(_all(sheets, "en", "address", "not_streets")),
        trouble=trouble,
    )


def _looked(sheets: list[Sheet], language: str, part: str) -> Looked:
    groups: dict[str, list[str]] = {}
    for sheet in sheets:
        for name, entries in _table(sheet, language, "groups").items():
            groups.setdefault(name, []).extend(_texts(entries))
    for sheet in sheets[OURS:]:
        for name in LISTS:
            Phrases(_texts(_table(sheet, language, part).get(name, [])), groups).check()
    off = {plainly(one) for one in _all(sheets, language, part, "off")}
    found = {
        name: Phrases(
            (one for one in _all(sheets, language, part, name) if plainly(one) not in off), groups
        )
        for name in LISTS
    }
    noes = {
        plainly(word).replace("'", "")
        for sheet in sheets
        for word in _texts(_table(sheet, language).get("no", ""))
    }
    return Looked(**found, noes=frozenset(noes))


def _words(sheets: list[Sheet], language: str, key: str) -> list[str]:
    return [plainly(one) for one in _all(sheets, language, "names", key)]


def _split(sheets: list[Sheet], key: str) -> Iterable[str]:
    return (plainly(word) for sheet in sheets for word in _texts(sheet.get(key, "")))


def _all(sheets: list[Sheet], language: str, part: str, key: str) -> list[str]:
    return [one for sheet in sheets for one in _texts(_table(sheet, language, part).get(key, ""))]


def _table(sheet: Sheet, *path: str) -> Sheet:
    for name in path:
        found = sheet.get(name, {})
        if not isinstance(found, dict):
            raise _WrongError
        sheet = found
    return sheet


def _texts(value: object) -> list[str]:
    """Return a list of texts; one text is its words."""
    if isinstance(value, str):
        return value.split()
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return value
    raise _WrongError
