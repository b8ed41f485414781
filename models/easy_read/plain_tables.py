"""The tables of the plain-words coach: everyday words, and what to say instead of jargon."""

import functools
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assets import asset
from models.places import data_folder
from models.store.base import database

__all__ = ["OWN_TABLE", "PlainTables", "forms_of", "plain_tables"]

OWN_TABLE = "plain_words.toml"
LONGEST_PHRASE = 7  # words in a row of the table


@dataclass(frozen=True)
class PlainTables:
    """What the coach knows. ``trouble`` says in words why an own table is not used."""

    common: frozenset[str]
    letters: frozenset[str]
    jargon: dict[str, str]
    be: frozenset[str]
    between: frozenset[str]
    participles: frozenset[str]
    not_passive: frozenset[str]
    trouble: str = ""


def plain_tables() -> PlainTables:
    """Return the tables: ours, and an organisation's own rows before them."""
    own = data_folder() / OWN_TABLE
    try:
        changed = own.stat().st_mtime_ns
    except OSError:
        changed = 0
    return _tables(own if changed and database.obj is not None else None, changed)


@functools.lru_cache(maxsize=2)
def _tables(own: Path | None, _changed: int) -> PlainTables:
    """Read the tables anew when the own one changed."""
    ours = tomllib.loads(asset("plain", "jargon.toml").read_text(encoding="utf-8"))
    theirs, trouble = _own(own) if own else ({}, "")
    lines = asset("plain", "common_words.txt").read_text(encoding="utf-8").splitlines()
    common = {word for line in lines if not line.startswith("#") for word in line.split()}
    jargon: dict[str, str] = {}
    for table in (ours, theirs):
        for said, plain in table.get("jargon", {}).items():
            jargon.update(dict.fromkeys(forms_of(said.casefold()), plain))
    return PlainTables(
        common=frozenset(common.union(*(_casefolded(t.get("known", [])) for t in (ours, theirs)))),
        letters=frozenset(one for t in (ours, theirs) for one in t.get("letters", [])),
        jargon=jargon,
        **{name: frozenset(words) for name, words in _passives().items()},
        trouble=trouble,
    )


def _passives() -> dict[str, list[str]]:
    found = tomllib.loads(asset("plain", "passives.toml").read_text(encoding="utf-8"))
    return {name: found[name] for name in ("be", "between", "participles", "not_passive")}


def _casefolded(words: Iterable[str]) -> set[str]:
    return {word.casefold() for word in words}


def _own(path: Path) -> tuple[dict[str, Any], str]:
    """Read an organisation's own table; one with a slip is left out, and that is said."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        return {}, f"Your table {path.name} cannot be read, so only Heard's own is used."
    lists = [found.get("known", []), found.get("letters", [])]
    rows = found.get("jargon", {})
    is_right = isinstance(rows, dict) and all(isinstance(one, list) for one in lists)
    if not is_right or not _are_texts([*rows.values(), *lists[0], *lists[1]]):
        return {}, f"Your table {path.name} holds something else than texts, so it is not used."
    return found, ""


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(one, str) for one in values)


def forms_of(said: str) -> set[str]:
    """Return a word of the table with its endings, and as it is spelt in America.

    Of several words the last one alone has endings, which is where English puts them here; a
    verb that comes first ("engage with") has them too.
    """
    *before, last = said.split(" ")
    found = {" ".join((*before, form)) for form in _endings(last)}
    if len(before) == 1:
        found |= {f"{form} {last}" for form in _endings(before[0])}
    swapped = {form.replace("is", "iz") for form in found if _is_ise(said)}
    return found | swapped


def _is_ise(said: str) -> bool:
    return any(word.endswith(("ise", "isation", "ised")) for word in said.split())


def _endings(word: str) -> set[str]:
    found = {word, f"{word}s"}
    if word.endswith("e"):
        found |= {f"{word}d", f"{word[:-1]}ing"}
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        found |= {f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"}
    else:
        found |= {f"{word}ed", f"{word}ing", f"{word}es"}
        if word.endswith(("er", "or", "it")):
            found |= {f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"}
    return found
