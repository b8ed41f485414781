"""A template: a space written down on one page of TOML, made in one go or not at all.

``assets/spaces/first.toml`` says in its comments what a template can hold.
"""

import contextlib
import datetime
import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from assets import asset
from models.contribution import (
    ANNOUNCED_CONSENT,
    Consent,
    Role,
    State,
    VersionKind,
    WayIn,
    add_version,
    capture,
    move,
)
from models.dates import read_date
from models.errors import HeardError, RefusedError
from models.pin import has_pin, set_pin
from models.promise import PromiseKind, add_update, make_promise
from models.prompt import add_prompt, add_wording
from models.running_order import ItemKind, add_item
from models.space import Space, SpaceState, close_space, find_space, list_spaces, new_space
from models.space import open_space as open_it
from models.stage import show_item
from models.theme import new_theme, put_in_theme
from models.verbs import verb

__all__ = ["DEMO_PIN", "demo_space", "first_space", "load_template"]

# Written down in the README: the demo holds nothing that needs a lock.
DEMO_PIN = "7302"
# A template is a page or two. More than this is some other file.
MOST_BYTES = 1_000_000
MOST_MINUTES = 600
LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
USES = ("room", "report", "quote")

Choice = TypeVar("Choice", bound=StrEnum)


def load_template(path: Path) -> Space:
    """Make a space from a template. Where anything in it is wrong, nothing is made."""
    return _make(_read(path))


@verb
def first_space() -> Space:
    """Return the space to go on with; where there is none yet, make the ready-made one."""
    if list_spaces():
        return find_space()
    return load_template(asset("spaces", "first.toml"))


def demo_space() -> Space:
    """Make the made-up space, to look at and to play with; its kiosks have the demo's PIN."""
    if not has_pin():
        set_pin(DEMO_PIN)
    return load_template(asset("spaces", "demo.toml"))


class _SlipError(RefusedError):
    """A refusal that names its place already."""


class _Sheet:
    """One table of a template. Whatever is wrong in it is refused with its name."""

    def __init__(self, found: dict[str, Any], name: str) -> None:
        self.found = found
        self.name = name
        self.read: set[str] = set()

    def refuse(self, key: str, advice: str) -> "_SlipError":
        """Return the refusal of one key."""
        return _SlipError(f"{self.name}, {key}: {advice} Nothing was made.")

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

    def yes(self, key: str) -> bool:
        """Return true or false; false where nothing is said."""
        value = self._value(key, False)
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

    def tables(self, key: str, called: str) -> list["_Sheet"]:
        """Return the tables of a list, each with its name for a refusal."""
        value = self._value(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.refuse(key, f"start each one with [[{key}]].")
        return [_Sheet(one, f"{self.name}, {called} {n}") for n, one in enumerate(value, 1)]

    def table(self, key: str) -> "_Sheet | None":
        """Return one table, or nothing where there is none."""
        value = self._value(key, None)
        if value is not None and not isinstance(value, dict):
            raise self.refuse(key, f"start it with [{key}].")
        return None if value is None else _Sheet(value, f"{self.name}, {key}")

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
        except _SlipError:
            raise
        except RefusedError as refusal:
            end = "" if "Nothing was" in str(refusal) else " Nothing was made."
            raise _SlipError(f"{self.name}: {refusal}{end}") from None

    def _value(self, key: str, default: object) -> Any:
        self.read.add(key)
        return self.found.get(key, default)


def _read(path: Path) -> _Sheet:
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
    return _Sheet(found, f"Template {path.name}")


@verb
def _make(sheet: _Sheet) -> Space:
    """Make everything that a template holds, the space of last time first."""
    last = sheet.table("last")
    if last is not None:
        close_space(_make_one(last).uid)
    return _make_one(sheet)


def _make_one(sheet: _Sheet) -> Space:
    with sheet.naming():
        space = new_space(
            sheet.text("title"),
            purpose=sheet.text("purpose"),
            place=sheet.text("place"),
            held_on=sheet.day("held_on"),
            language=sheet.language(),
            languages=sheet.languages(),
            rules=sheet.texts("rules"),
            help_numbers=sheet.texts("help_numbers"),
        )
    state = sheet.choice("state", SpaceState, SpaceState.PLANNED)
    if state is not SpaceState.PLANNED:
        open_it(space.uid)
    elif sheet.found.get("contributions"):
        raise sheet.refuse("state", 'contributions need a space that is "open" or "closed".')
    prompts = _prompts(sheet, space.uid)
    _running_order(sheet, space.uid, prompts)
    contributions = _contributions(sheet, space.uid, prompts)
    themes = _themes(sheet, space.uid, contributions)
    _promises(sheet, space.uid, themes)
    sheet.finish()
    return close_space(space.uid) if state is SpaceState.CLOSED else _again(space)


def _again(space: Space) -> Space:
    """Return a space as it is now."""
    return next(one for one in list_spaces() if one.uid == space.uid)


def _prompts(sheet: _Sheet, space: UUID) -> list[UUID]:
    made = []
    for one in sheet.tables("prompts", "prompt"):
        with one.naming():
            prompt = add_prompt(space, one.text("text"), spoken=one.text("spoken"))
            if easy_read := one.text("easy_read"):
                add_wording(prompt.uid, prompt.language, easy_read, easy_read=True)
            _wordings(one, prompt.uid)
        made.append(prompt.uid)
        one.finish()
    return made


def _wordings(sheet: _Sheet, prompt: UUID) -> None:
    """Add the forms of a prompt in other languages: a table for each."""
    forms = sheet.table("in") or _Sheet({}, "")
    for language in forms.found:
        form = forms.table(language) if LANGUAGE.fullmatch(language) else None
        if form is None:
            raise sheet.refuse("in", "give each language its short name, as in [prompts.in.pl].")
        with form.naming():
            add_wording(prompt, language, form.text("text"), spoken=form.text("spoken"))
            if easy_read := form.text("easy_read"):
                add_wording(prompt, language, easy_read, easy_read=True)
        form.finish()


def _prompt_of(sheet: _Sheet, prompts: list[UUID]) -> UUID | None:
    number = sheet.number("prompt", 0, 1, len(prompts))
    return prompts[number - 1] if number else None


def _running_order(sheet: _Sheet, space: UUID, prompts: list[UUID]) -> None:
    items = []
    for one in sheet.tables("running_order", "running order"):
        kind = one.choice("kind", ItemKind)
        prompt = _prompt_of(one, prompts)
        if kind is ItemKind.PROMPT and prompt is None:
            raise one.refuse("prompt", "say which prompt, by its number.")
        title = one.text("title")
        if not title.strip():
            raise one.refuse("title", "give it a title.")
        minutes = one.number("minutes", 5, 0, MOST_MINUTES)
        items.append(add_item(space, kind, title, minutes, prompt=prompt).uid)
        one.finish()
    at = sheet.number("at", 0, 1, len(items))
    if at:
        show_item(space, items[at - 1])


def _contributions(sheet: _Sheet, space: UUID, prompts: list[UUID]) -> dict[str, UUID]:
    keys: dict[str, UUID] = {}
    for one in sheet.tables("contributions", "contribution"):
        with one.naming():
            uid = capture(
                space,
                one.text("words"),
                prompt=_prompt_of(one, prompts),
                way_in=one.choice("way_in", WayIn, WayIn.SAID),
                role=one.choice("role", Role, Role.UNKNOWN),
                consent=_consent(one),
                language=one.language(),
                face=one.text("face", "desk"),
            ).uid
            for version in one.tables("versions", "version"):
                add_version(
                    uid,
                    version.choice("kind", VersionKind),
                    version.text("words"),
                    language=version.language(),
                    made_by=version.text("made_by", "the scribe"),
                )
                version.finish()
            state = one.choice("state", State, State.WAITING)
            reason = one.text("reason")
            # Where nothing is said of a state, what the flags decided stays.
            if "state" in one.found:
                move(uid, state, reason=reason)
        key = one.text("key")
        if key in keys:
            raise one.refuse("key", "another contribution has that key.")
        if key:
            keys[key] = uid
        one.finish()
    return keys


def _consent(sheet: _Sheet) -> Consent:
    announced = tuple(use for use in USES if getattr(ANNOUNCED_CONSENT, use))
    uses = sheet.texts("consent", announced)
    if not set(uses) <= set(USES):
        raise sheet.refuse("consent", 'a list of "room", "report" and "quote", or [].')
    return Consent(**{use: use in uses for use in USES})


def _themes(sheet: _Sheet, space: UUID, contributions: dict[str, UUID]) -> list[UUID]:
    made = []
    for one in sheet.tables("themes", "theme"):
        with one.naming():
            theme = new_theme(space, one.text("title")).uid
            for key in one.texts("members"):
                if key not in contributions:
                    raise one.refuse("members", "one of them is no contribution's key.")
                put_in_theme(theme, contributions[key])
        made.append(theme)
        one.finish()
    return made


def _promises(sheet: _Sheet, space: UUID, themes: list[UUID]) -> None:
    for one in sheet.tables("promises", "promise"):
        theme = one.number("theme", 0, 1, len(themes))
        with one.naming():
            promise = make_promise(
                space,
                one.choice("kind", PromiseKind),
                one.text("what"),
                who=one.text("who"),
                due=one.day("due"),
                because=one.text("because"),
                theme=themes[theme - 1] if theme else None,
            ).uid
            for update in one.tables("updates", "update"):
                add_update(
                    promise,
                    update.text("words"),
                    made_on=update.day("made_on"),
                    done=update.yes("done"),
                )
                update.finish()
        one.finish()
