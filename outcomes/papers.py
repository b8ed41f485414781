"""Papers: what a page is printed on, and the colours of ink that can be read on it.

Some people read better on a tint. A tint is printed, or the paper itself has the colour: then
nothing is filled, and everything is black. On each paper here ink and link have at least 7:1 (WCAG
2, level AAA); a test counts it.
"""

from dataclasses import dataclass

from assets.language import N_
from models.errors import RefusedError

__all__ = ["PAPERS", "Paper", "paper_named"]


@dataclass(frozen=True)
class Paper:
    """One paper. Colours are like "#fdf6dc"; ``fill`` is None where nothing may be printed on it.

    ``words`` say what it is, for a list to choose from.
    """

    name: str
    words: str
    ink: str
    fill: str | None
    link: str


PAPERS: dict[str, Paper] = {
    paper.name: paper
    for paper in (
        Paper("white", N_("Black on white"), "#000000", "#ffffff", "#003a9b"),
        Paper("cream", N_("Black on cream"), "#000000", "#fdf6dc", "#003a9b"),
        Paper("yellow", N_("Black on yellow"), "#000000", "#fff5a0", "#003a9b"),
        Paper("blue", N_("Black on pale blue"), "#000000", "#d6ebff", "#00308f"),
        Paper("green", N_("Black on pale green"), "#000000", "#d9f2d9", "#00308f"),
        Paper("pink", N_("Black on pale pink"), "#000000", "#ffe0e6", "#00308f"),
        Paper("dark", N_("Yellow on black"), "#ffff66", "#000000", "#a8d1ff"),
        # No colour of ink is known to be safe on a stock that nobody has seen, but black is.
        Paper("coloured", "Black only, for paper that is coloured", "#000000", None, "#000000"),
    )
}


def paper_named(name: str) -> Paper:
    """Return a paper by its name. Refused with the names that there are."""
    try:
        return PAPERS[name]
    except KeyError:
        raise RefusedError(
            f"There is no such paper. These are there: {', '.join(PAPERS)}. Nothing was made."
        ) from None
