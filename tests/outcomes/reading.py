"""Reading a page as a strict parser reads it, and its style sheet as a browser does."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib


def parsed(page: str) -> Element:
    """Parse a page; anything that is not valid raises."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: Element = parser.parse(page)
    return tree


def all_text(element: Element) -> str:
    return "".join(element.itertext())


def body_text(page: str) -> str:
    """Return the words that a reader meets, a space between blocks."""
    tree = parsed(page)
    body = tree.find("body")
    assert body is not None
    return " ".join(text for text in _texts(body))


def _texts(element: Element) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str):  # not a comment
            yield from _texts(child)
        if child.tail:
            yield child.tail


def every(tree: Element, tag: str, class_: str = "") -> list[Element]:
    found = tree.iter(tag)
    return [one for one in found if not class_ or class_ in one.get("class", "").split()]


def style_of(page: str) -> str:
    style = parsed(page).find("head/style")
    assert style is not None
    assert style.text
    return style.text


def rules_of(css: str) -> list[tuple[str, str, dict[str, str]]]:
    """Return every rule as (the @media around it or "", selector, declarations)."""
    found = []
    media = ""
    for match in re.finditer(r"(@media[^{]*)\{|([^{}]+)\{([^{}]*)\}|\}", css):
        around, selector, body = match.groups()
        if around:
            media = around.strip()
        elif selector:
            pairs = (line.split(":", 1) for line in body.split(";") if ":" in line)
            declared = {name.strip(): value.strip() for name, value in pairs}
            found.append((media, selector.strip(), declared))
        else:
            media = ""
    return found


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours such as "#00308f", as WCAG 2 counts it."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    assert re.fullmatch("#[0-9a-f]{6}", colour), colour
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
