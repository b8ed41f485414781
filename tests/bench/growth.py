"""A picture of how each thing grows with size: a line for each, on scales of powers of ten."""

import math
from collections.abc import Callable, Mapping, Sequence
from html import escape

__all__ = ["DRAWN", "draw"]

# What is drawn: by its name in the figures, what it is called, and how many ms one of its unit is.
DRAWN = {
    "a common word": ("find a word", 1),
    "three letters": ("find what begins so", 1),
    "two words": ("find two words", 1),
    "the desk, read anew": ("the desk reads its list anew", 1),
    "a list by role": ("a list by role", 1),
    "LIKE through all": ("a walk through all (LIKE)", 1),
    "out as CSV, s": ("all of it out as CSV", 1000),
    "out, bare driver, s": ("the same by the bare driver", 1000),
}
WIDTH, HEIGHT = 900, 560
LEFT, TOP, RIGHT, BOTTOM = 90, 50, 290, 60
# Lines are told apart by their dashes and their names; nobody has to see colours.
DASHES = ("", "8 4", "2 4", "12 3 2 3", "16 6", "4 2", "1 6", "20 4")
SPACING = 24


def draw(found: Mapping[str, Mapping[str, float]]) -> str:
    """Return the picture as SVG; ``found`` has the figures by their name, for each size as text."""
    sizes = sorted(map(int, found))
    most = max(found[str(size)][name] * unit for size in sizes for name, (_, unit) in DRAWN.items())
    decades = (-2, math.ceil(math.log10(most)))

    def x(size: float) -> float:
        share = math.log10(size / sizes[0]) / math.log10(sizes[-1] / sizes[0])
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(ms: float) -> float:
        share = (math.log10(max(ms, 0.01)) - decades[0]) / (decades[1] - decades[0])
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="sans-serif" font-size="15">',
        "<title>Milliseconds of CPU by number of contributions; the table says the same.</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="26">milliseconds of CPU</text>',
    ]
    for decade in range(decades[0], decades[1] + 1):
        at = y(10**decade)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#bbb"/>')
        parts.append(
            f'<text x="{LEFT - 8}" y="{at + 5:.1f}" text-anchor="end">{10**decade:,g}</text>'
        )
    for size in sizes:
        parts.append(
            f'<text x="{x(size):.1f}" y="{HEIGHT - 30}" text-anchor="middle">{size:,}</text>'
        )
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 8}">contributions</text>')
    parts += _lines(found, sizes, x, y)
    return "\n".join([*parts, "</svg>", ""])


def _lines(
    found: Mapping[str, Mapping[str, float]],
    sizes: Sequence[int],
    x: Callable[[float], float],
    y: Callable[[float], float],
) -> list[str]:
    """Return each line, and its name at its end, none over another."""
    ends = sorted(DRAWN, key=lambda name: y(found[str(sizes[-1])][name] * DRAWN[name][1]))
    parts: list[str] = []
    free: float = TOP
    for dashes, name in zip(DASHES, ends, strict=False):
        called, unit = DRAWN[name]
        places = [(x(size), y(found[str(size)][name] * unit)) for size in sizes]
        way = "L".join(f"{at:.1f} {high:.1f}" for at, high in places)
        parts.append(
            f'<path d="M{way}" fill="none" stroke="#111" stroke-width="2.5" '
            f'stroke-dasharray="{dashes}"/>'
        )
        end = places[-1]
        free = max(end[1], free + SPACING)
        parts.append(
            f'<path d="M{end[0]:.1f} {end[1]:.1f}L{end[0] + 22:.1f} {free:.1f}" stroke="#777"/>'
        )
        parts.append(f'<text x="{end[0] + 26:.1f}" y="{free + 5:.1f}">{escape(called)}</text>')
    return parts
