"""The language of the person in front: gettext catalogues, one for each language we have.

One process serves one person at a time, so the language is the process's. Sentences are marked
with ``_`` where they are shown, and with ``N_`` where they are only written down and are shown
by somebody else, who then asks ``_`` for them.

What is made for other people, as the outcome is, can be in another language meanwhile: ``speaking``
holds for its own block and thread alone, so the screen of whoever has it made stays as it is.
"""

import functools
import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

__all__ = [
    "BY_MACHINE",
    "ENGLISH",
    "N_",
    "Pseudo",
    "_",
    "checked",
    "in_language",
    "languages",
    "ngettext",
    "now",
    "speaking",
    "spoken_for",
    "use",
]

ENGLISH = "en"
DOMAIN = "heard"
CATALOGUES = Path(__file__).parent / "languages"
# A catalogue's "Last-Translator", until somebody who speaks the language has read all of it and
# put a name or a group there.
BY_MACHINE = "translated by machine, not yet checked by a reader"


class Pseudo(gettext.NullTranslations):
    """A language for the tests: each letter wears an accent, so a plain one was never marked."""

    NAME = "qps"
    ACCENTS = str.maketrans(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "áƀćďéƒǵĥíĵķĺɱńóṕʠŕśťúṽẃẋýźÁƁĆĎÉƑǴĤÍĴĶĹṀŃÓṔɊŔŚŤÚṼẂẊÝŹ",
    )

    def gettext(self, message: str) -> str:
        """Return the message with accents; what stands in braces is a name and stays."""
        parts = message.replace("{", "\0{").replace("}", "}\0").split("\0")
        return "".join(p if p.startswith("{") else p.translate(self.ACCENTS) for p in parts)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form for a number, with accents."""
        return self.gettext(msgid1 if n == 1 else msgid2)


Spoken = tuple[str, gettext.NullTranslations]  # a tag, and its catalogue
_now: Spoken = ENGLISH, gettext.NullTranslations()
_within: ContextVar[Spoken | None] = ContextVar("language", default=None)


@functools.cache
def languages() -> tuple[str, ...]:
    """Return the languages there are, English first."""
    return (ENGLISH, *sorted(path.parent.parent.name for path in CATALOGUES.glob("*/*/*.mo")))


def spoken_for(tag: str) -> str:
    """Return the language of our sentences beside words in a language: that one, or English."""
    bare = tag.partition("-")[0].lower()
    return bare if bare == Pseudo.NAME or bare in languages() else ENGLISH


def use(language: str) -> None:
    """Speak another language from now on; one that is not there is English."""
    global _now  # noqa: PLW0603 (one process, one person at a time)
    _now = _found(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language within a block, in this thread alone; one that is not there is English."""
    token = _within.set(_found(language))
    try:
        yield
    finally:
        _within.reset(token)


def _found(language: str) -> Spoken:
    if language == Pseudo.NAME:
        return language, Pseudo()
    try:
        return language, gettext.translation(DOMAIN, CATALOGUES, [language])
    except FileNotFoundError:
        return ENGLISH, gettext.NullTranslations()


def _spoken() -> Spoken:
    return _within.get() or _now


@functools.cache
def checked(language: str) -> bool:
    """Say whether somebody who speaks a language has read its catalogue; English is our own."""
    if language in (ENGLISH, Pseudo.NAME):
        return True
    try:
        header = gettext.translation(DOMAIN, CATALOGUES, [language]).info()
    except FileNotFoundError:
        return False
    return BY_MACHINE not in header.get("last-translator", BY_MACHINE)


def now() -> str:
    """Return the language that is spoken now, as a tag: "en", "pl", "cy"."""
    return _spoken()[0]


def _(message: str) -> str:
    """Return a sentence in the language of now."""
    return _spoken()[1].gettext(message) if message else ""  # gettext answers "" with its header


def in_language(tag: str, message: str) -> str:
    """Return a sentence in one language, whatever is spoken now."""
    with speaking(tag):
        return _(message)


def ngettext(one: str, many: str, number: int) -> str:
    """Return the sentence that fits a number, in the language of now."""
    return _spoken()[1].ngettext(one, many, number)


def N_(message: str) -> str:  # noqa: N802 (gettext's own name for it)
    """Mark a sentence for translation and return it as it is."""
    return message
