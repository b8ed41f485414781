"""The languages of an outcome: that of its space, and the others that it is made in."""

from assets.language import languages, spoken_for
from assets.language_names import language_name
from models.errors import RefusedError
from models.outcome.outcome import Outcome

__all__ = ["PAGE", "is_own", "language_named", "name_in", "page_name", "tongues_of"]

# The name of a page in the language of its space: what an address without a name leads to.
PAGE = "index.html"


def is_own(own: str, language: str) -> bool:
    """Say whether a language, "" for none, is the one that a space is held in."""
    return not language or spoken_for(language) == own.partition("-")[0].lower()


def name_in(name: str, own: str, language: str) -> str:
    """Return a file's name, which tells its language where that is not the space's own."""
    if is_own(own, language):
        return name
    stem, _, kind = name.partition(".")
    return f"{stem}-{spoken_for(language)}.{kind}"


def page_name(own: str, language: str, stem: str = "outcome") -> str:
    """Return the name of a page's file in a language, "" for the space's own."""
    return PAGE if is_own(own, language) else name_in(f"{stem}.html", own, language)


def tongues_of(outcome: Outcome) -> tuple[str, ...]:
    """Return the languages that its pages can be in: its own first, and others that it has."""
    quotes = [quote for theme in outcome.themes for quote in theme.quotes]
    there = {*outcome.languages, *(one.language for one in quotes)}
    there |= {version.language for one in quotes for version in one.translations}
    own = spoken_for(outcome.space.language)
    found = {tag.partition("-")[0].lower() for tag in there}
    return (own, *(one for one in languages() if one in found and one != own))


def language_named(name: str) -> str:
    """Return a language by its tag, or by its English name. Refused where we do not speak it."""
    wanted = name.strip().casefold()
    for one in languages():
        if wanted in (one, language_name(one).casefold()):
            return one
    there = ", ".join(f"{one} ({language_name(one)})" for one in languages())
    raise RefusedError(f"Heard does not speak that language. Nothing was made. There are: {there}.")
