"""How the page looks: contrast in every light, size, and sentences that are short."""

import re
from uuid import UUID

import pytest

from assets import asset
from models.outcome.outcome import Outcome
from models.space.space import Space
from outcomes import outcome_page
from outcomes.papers import PAPERS
from tests.outcomes.reading import contrast, rules_of, style_of
from tests.support.catalogues import marked_in_a_template

PAGE = outcome_page(Outcome(Space(UUID(int=7), "k7p2k7p2", "Getting about"), (), (), 9, 1, 1, 1))
RULES = rules_of(style_of(PAGE))
ROOT = ":root"
LIGHTS = {
    "light": (ROOT, ""),
    "dark": (ROOT, "prefers-color-scheme: dark"),
    "print": (ROOT, "print"),
    **{
        name: (f"{ROOT}:has(#paper-{name}:checked)", "screen")
        for name in PAPERS
        if PAPERS[name].fill
    },
}
FOREGROUNDS = ("color", "border", "border-top", "border-inline-start", "outline", "stroke")
NAMES = [
    f"{name}.html.j2"
    for name in ("site_base", "site_macros", "outcome", "promise", "index", "site_gone")
]
TEMPLATES = [asset("templates", name).read_text(encoding="utf-8") for name in NAMES]
MOST_WORDS = 15


def palette(light: str) -> dict[str, str]:
    """Return the colours of one light: those of daylight, and what it puts in their place."""
    found: dict[str, str] = {}
    chosen, around = LIGHTS[light]
    for media, selector, declared in RULES:
        if (selector == ROOT and not media) or (selector == chosen and around in media):
            found |= declared
    return found


def colours_in(value: str) -> list[str]:
    return [name or plain for name, plain in re.findall(r"var\((--\w+)\)|(#\w+)", value)]


@pytest.mark.parametrize("light", LIGHTS)
def test_every_pair_of_colours_has_a_contrast_of_7(light: str) -> None:
    colours = palette(light)
    pairs: set[tuple[str, str]] = set()
    for _, selector, declared in RULES:
        ground = [
            c
            for name in ("background", "background-color")
            for c in colours_in(declared.get(name, ""))
        ]
        for name in FOREGROUNDS:
            for front in colours_in(declared.get(name, "")):
                # A rule with a ground of its own, or the one ground that the page has.
                for behind in ground or ["--paper"]:
                    pairs.add((front, behind))
        if ground and selector not in ("html", "body"):
            assert "color" in declared, selector
    measured = {pair: contrast(*(colours.get(one, one) for one in pair)) for pair in pairs}
    assert {("--ink", "--paper"), ("--link", "--paper"), ("--paper", "--ink")} <= set(measured)
    assert {pair: ratio for pair, ratio in measured.items() if ratio < 7} == {}


def test_colours_are_named_once_and_nothing_else_fades_them() -> None:
    for media, selector, declared in RULES:
        if selector.startswith(ROOT):
            assert set(declared) - {"color-scheme"} == {"--paper", "--ink", "--link"}, media
            continue
        for name, value in declared.items():
            assert not re.search(r"#[0-9a-f]{3}|rgb|hsl", value), (selector, name)
        assert not {"opacity", "filter", "mix-blend-mode", "text-shadow"} & set(declared)


def test_ink_is_black_on_white_by_day_and_on_paper() -> None:
    for light in ("light", "print"):
        assert (palette(light)["--ink"], palette(light)["--paper"]) == ("#000000", "#ffffff")


def test_letters_are_large_everywhere() -> None:
    sizes = [(media, s, d["font-size"]) for media, s, d in RULES if "font-size" in d]
    base = {media: size for media, selector, size in sizes if selector == "html"}
    assert base == {"": "125%", "@media print": "16pt"}  # 125 % of a browser's 16 px is 20
    for _, selector, size in sizes:
        if selector != "html":
            assert size.endswith("rem"), selector
            assert float(size.removesuffix("rem")) >= 1, selector


def test_no_italics_no_capitals_no_split_words_aligned_at_the_start() -> None:
    values = [(name, value) for _, _, declared in RULES for name, value in declared.items()]
    assert ("text-align", "start") in values
    assert ("hyphens", "none") in values
    assert not [v for n, v in values if n == "font-style" and v != "normal"]
    assert not [n for n, v in values if n in ("text-transform", "font-variant", "letter-spacing")]
    assert not [v for n, v in values if n == "text-align" and v != "start"]
    assert not [one for one in TEMPLATES if re.search("<(i|em|cite|address|u)[ >]", one)]


def test_the_page_has_a_print_style_a_dark_style_and_a_visible_focus() -> None:
    around = {media for media, _, _ in RULES}
    assert {"@media print", "@media (prefers-color-scheme: dark)"} <= around
    assert "outline" in next(d for _, s, d in RULES if s.startswith("a:focus-visible"))
    assert "width=device-width" in PAGE
    assert "user-scalable" not in PAGE


def test_nothing_is_wider_than_a_narrow_screen() -> None:
    narrow = [d for media, _, d in RULES if not media]
    assert not [d for d in narrow if re.search(r"\d\d(px|pt)", d.get("width", ""))]
    assert next(d for m, s, d in RULES if s == "body" and not m)["overflow-wrap"] == "anywhere"


def own_sentences() -> list[str]:
    """Return the templates' own sentences; what is put in counts as one word."""
    marked = [one for name in NAMES for one in marked_in_a_template(name)]
    texts = [one if isinstance(one, str) else one[-1] for one in marked]
    parts = [part for text in texts for part in re.split(r"[.!?:](?:\s|$)", text)]
    return [part.strip() for part in parts if re.search("[a-z]{2}", part)]


def test_our_own_sentences_are_short() -> None:
    sentences = own_sentences()
    assert len(sentences) > 60
    assert "We show these nowhere until a person decides" in {s.rstrip(".") for s in sentences}
    assert [s for s in sentences if len(s.split()) > MOST_WORDS] == []
