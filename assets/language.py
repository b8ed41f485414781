"""The language of the person in front: gettext catalogues, one for each language we have.

One process serves one person at a time, so the language is the process's. Sentences are marked
with ``_`` where they are shown, and with ``N_`` where they are only written down and are shown
by somebody else, who then asks ``_`` for them.
"""

import functools
import gettext
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


_now = ENGLISH
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


@functools.cache
def languages() -> tuple[str, ...]:
    """Return the languages there are, English first."""
    return (ENGLISH, *sorted(path.parent.parent.name for path in CATALOGUES.glob("*/*/*.mo")))


def use(language: str) -> None:
    """Speak another language from now on; one that is not there is English."""
    global _now, _catalogue  # noqa: PLW0603 (one process, one person at a time)
    if language == Pseudo.NAME:
        _now, _catalogue = language, Pseudo()
        return
    try:
        _catalogue = gettext.translation(DOMAIN, CATALOGUES, [language])
        _now = language
    except FileNotFoundError:
        _now, _catalogue = ENGLISH, gettext.NullTranslations()


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
    return _now


def _(message: str) -> str:
    """Return a sentence in the language of now."""
    return _catalogue.gettext(message) if message else ""  # gettext answers "" with its header


def in_language(tag: str, message: str) -> str:
    """Return a sentence in one language, whatever is spoken now."""
    before = now()
    use(tag)
    try:
        return _(message)
    finally:
        use(before)


def ngettext(one: str, many: str, number: int) -> str:
    """Return the sentence that fits a number, in the language of now."""
    return _catalogue.ngettext(one, many, number)


def N_(message: str) -> str:  # noqa: N802 (gettext's own name for it)
    """Mark a sentence for translation and return it as it is."""
    return message
