"""The charts of the report of a period: each bar with its words and its number."""

from collections.abc import Callable, Sequence

from assets.language_names import language_name
from models.outcome.spread import Spread
from models.outcome.year import ThemeOfYear, Year
from models.promise.promise import PromiseState
from outcomes.charts import Bar, Chart

__all__ = [
    "STATES",
    "languages_chart",
    "many",
    "promises_chart",
    "roles_chart",
    "spaces_word",
    "themes_chart",
    "upper",
    "ways_chart",
]

# As people ask: what was kept comes first, and what is refused is never left out.
STATES = {
    PromiseState.DONE: "Kept, and done",
    PromiseState.DOING: "Being done",
    PromiseState.WILL: "Not begun, still in time",
    PromiseState.MORE_TIME: "More time needed",
    PromiseState.LATE: "Late",
    PromiseState.CANNOT: "Refused, with the reason",
}
WAYS = {
    "said": "Said aloud",
    "typed": "Typed",
    "pictures": "In pictures",
    "recorded": "Recorded",
    "paper": "On paper",
}


def themes_chart(year: Year) -> Chart | None:
    """Return at how many spaces each theme was met, or nothing where there is none."""
    bars = tuple(
        Bar(theme.title, len(theme.spaces), _theme_words(theme, year)) for theme in year.themes
    )
    whole = len(year.spaces)
    return Chart("Themes, and at how many spaces", "spaces", bars, whole) if bars else None


def _theme_words(theme: ThemeOfYear, year: Year) -> str:
    at = f"at {len(theme.spaces)} of {spaces_word(len(year.spaces))}"
    return f"{at}. Things said: {theme.said.words}. Answers: {theme.answers}"


def promises_chart(year: Year) -> Chart | None:
    """Return how many promises stand in which way, the kept ones first."""
    if not year.promises:
        return None
    whole = len(year.promises)
    bars = tuple(
        Bar(words, year.states[state], f"{year.states[state]} of {whole}")
        for state, words in STATES.items()
    )
    return Chart("How the promises stand", "promises", bars)


def roles_chart(year: Year) -> Chart | None:
    """Return who came, where their number may be told; the largest bar first."""
    bars = tuple(
        Bar(upper(role.name), role.told, f"{role.told}, at {spaces_word(role.told_at)}")
        for role in sorted(year.roles, key=lambda one: (-one.told, one.name))
    )
    return (
        Chart("People who came, where their number may be told", "people", bars) if bars else None
    )


def ways_chart(year: Year) -> Chart | None:
    """Return at how many spaces people answered in each way."""
    return _spaces_chart("Ways", year.ways, year, lambda way: WAYS.get(way, upper(way)))


def languages_chart(year: Year) -> Chart | None:
    """Return at how many spaces people answered in each language."""
    return _spaces_chart("Languages", year.languages, year, language_name)


def _spaces_chart(
    what: str, spread: Sequence[Spread], year: Year, name_of: Callable[[str], str]
) -> Chart | None:
    """Return bars of the number of spaces: that is no number of people."""
    spaces = len(year.spaces)
    bars = tuple(Bar(name_of(one.name), one.spaces, _spread_words(one, spaces)) for one in spread)
    return Chart(f"{what}, and at how many spaces", "spaces", bars, spaces) if bars else None


def _spread_words(one: Spread, spaces: int) -> str:
    at = f"at {one.spaces} of {spaces_word(spaces)}"
    if not one.told_at:
        return f"{at}. The number is not told"
    if one.told_at == one.spaces:
        return f"{at}. {one.told} answers"
    return f"{at}. {one.told} answers at {spaces_word(one.told_at)}. The rest is not told"


def upper(words: str) -> str:
    """Begin words with a capital."""
    return words[:1].upper() + words[1:]


def many(number: int, what: str) -> str:
    """Count things: "1 space", "2 spaces"."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def spaces_word(number: int) -> str:
    """Count spaces."""
    return many(number, "space")
