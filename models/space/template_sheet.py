"""A template as it is read: each table knows its name, and refuses what is wrong in it."""

import contextlib
import datetime
import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from models.dates import read_date
from models.errors import HeardError, RefusedError
from models.times import read_time

__all__ = ["LANGUAGE", "Sheet", "read_sheet"]

# A template is a page or two. More than this is some other file.
MOST_BYTES = 1_000_000
LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

Choice = TypeVar("Choice", bound=StrEnum)


class SlipError(RefusedError):
    """A refusal that names its place already."""


class Sheet:
    """One table of a template. Whatever is wrong in it is refused with its name."""

    def __init__(self, found: dict[str, Any], name: str) -> None:
        self.found = found
        self.name = name
        self.read: set[str] = set()

    def refuse(self, key: str, advice: str) -> "SlipError":
        """Return the refusal of one key."""
        return SlipError(f"{self.name}, {key}: {advice} Nothing was made.")

    def text(self, key: str, default: str = "") -> str:
        """Return a text."""
        value = self._value(key, default)
        if not isinstance(value, str):
            raise self.refuse(key, "write a text in quotation marks.")
        return value

    def day(self, key: str) -> str:
        """Return a date as YYYY-MM-DD, or nothing; TOML's own dates will do as well."""
        value = self._value(key, "")
        if type(value) is datetime.date:
            return value.isoformat()
        text = self.text(key)
        if not text:
            return ""
        try:
            return read_date(text)
        except RefusedError:
            raise self.refuse(key, "write a date like this: 30 April 2027.") from None

    def time(self, key: str) -> str:
        """Return a time of day as HH:MM, or nothing; TOML's own times will do as well."""
        value = self._value(key, "")
        if type(value) is datetime.time:
            return value.strftime("%H:%M")
        text = self.text(key)
        if not text:
            return ""
        try:
            return read_time(text)
        except RefusedError:
            raise self.refuse(key, "write a time like this: 13:00.") from None

    def language(self) -> str:
        """Return a language's short name, such as "en" or "pl"."""
        value = self.text("language", "en")
        if not LANGUAGE.fullmatch(value):
            raise self.refuse("language", 'write its short name, such as "en", "cy" or "pl".')
        return value

    def languages(self) -> list[str]:
        """Return the short names of the other languages that a space is held in."""
        found = self.texts("languages")
        if not all(LANGUAGE.fullmatch(one) for one in found):
            raise self.refuse("languages", 'write short names, such as ["pl", "cy"].')
        return found

    def number(self, key: str, default: int, least: int, most: int) -> int:
        """Return a whole number between two others."""
        value = self._value(key, default)
        if type(value) is not int or not (least <= value <= most or value == default):
            raise self.refuse(key, f"write a whole number, {least} to {most}.")
        return value

    def yes(self, key: str, *, default: bool = False) -> bool:
        """Return true or false."""
        value = self._value(key, default)
        if not isinstance(value, bool):
            raise self.refuse(key, "write true or false.")
        return value

    def choice(self, key: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        """Return one of a few words."""
        value = self._value(key, default)
        try:
            return kind(value)
        except ValueError:
            words = ", ".join(f'"{one}"' for one in kind)
            raise self.refuse(key, f"use one of {words}.") from None

    def texts(self, key: str, default: tuple[str, ...] = ()) -> list[str]:
        """Return a list of texts."""
        value = self._value(key, list(default))
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.refuse(key, "write a list of texts in quotation marks.")
        return value

    def tables(self, key: str, called: str) -> list["Sheet"]:
        """Return the tables of a list, each with its name for a refusal."""
        value = self._value(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.refuse(key, f"start each one with [[{key}]].")
        return [Sheet(one, f"{self.name}, {called} {n}") for n, one in enumerate(value, 1)]

    def table(self, key: str) -> "Sheet | None":
        """Return one table, or nothing where there is none."""
        value = self._value(key, None)
        if value is not None and not isinstance(value, dict):
            raise self.refuse(key, f"start it with [{key}].")
        return None if value is None else Sheet(value, f"{self.name}, {key}")

    def finish(self) -> None:
        """Refuse a key that nobody asked for: it is a slip of the pen."""
        for key in self.found:
            if key not in self.read:
                raise self.refuse(key[:40], "nothing in a template is called that.")

    @contextlib.contextmanager
    def naming(self) -> Iterator[None]:
        """Put the name of this table before what a verb refuses."""
        try:
            yield
        except SlipError:
            raise
        except RefusedError as refusal:
            end = "" if "Nothing was" in str(refusal) else " Nothing was made."
            raise SlipError(f"{self.name}: {refusal}{end}") from None

    def _value(self, key: str, default: object) -> Any:
        self.read.add(key)
        return self.found.get(key, default)


def read_sheet(path: Path) -> Sheet:
    """Read a template's file."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError:
        raise HeardError(
            f"The template {path} cannot be read. Nothing was made. Look whether it is there."
        ) from None
    if len(data) > MOST_BYTES:
        raise HeardError(f"The file {path.name} is too large for a template. Nothing was made.")
    try:
        found = tomllib.loads(data.decode())
    except UnicodeDecodeError:
        raise HeardError(
            f"The template {path.name} is not plain text (UTF-8). Nothing was made."
        ) from None
    except RecursionError:
        raise HeardError(
            f"The template {path.name} has lists within lists without end. Nothing was made."
        ) from None
    except tomllib.TOMLDecodeError as slip:
        # The message can quote what is written there, so only the place is told.
        place = str(slip).rpartition("(at ")[2].rstrip(")")
        raise HeardError(
            f"The template {path.name} has a slip at {place}. Nothing was made."
        ) from None
    return Sheet(found, f"Template {path.name}")
