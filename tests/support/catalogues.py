"""The catalogues of the languages: made from the code, brought up to date and compiled.

``make words`` runs it. What it writes holds no date and no line number, so a file changes only
when words do.
"""

import ast
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2.ext import extract_from_ast

from assets import asset
from assets.language import BY_MACHINE, CATALOGUES, DOMAIN
from outcomes.page_parts import page_environment
from outcomes.typeset import sentences_of

__all__ = [
    "TEMPLATE",
    "catalogue",
    "catalogues",
    "compiled",
    "extracted",
    "make",
    "marked_in",
    "written",
]

ROOT = Path(__file__).parents[2]
ROOMS = ("assets", "models", "outcomes", "screens", "tui", "voice")
TEMPLATE = CATALOGUES / f"{DOMAIN}.pot"
# What marks a sentence, and which of its arguments are sentences.
MARKS = {"_": (0,), "N_": (0,), "ngettext": (0, 1), "in_language": (1,)}
WIDTH = 100
# Nobody reads them, and each would change a file for nothing.
HEADERS = re.compile(
    r'^"(?:Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Language-Team|Generated-By)'
    r': .*\n(?:"\\n"\n)?',
    re.MULTILINE,
)
A_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


def _empty(language: str | None = None) -> Catalog:
    return Catalog(
        locale=language,
        project="Heard",
        version="1",
        creation_date=A_MOMENT,
        revision_date=A_MOMENT,
        last_translator=BY_MACHINE if language else "",
        header_comment="# The sentences that people see or hear at a kiosk, and in an outcome.",
        fuzzy=False,
    )


def extracted() -> Catalog:
    """Return every sentence that the code marks for translation now."""
    found = _empty()
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            for sentence in marked_in(ast.parse(file.read_text(encoding="utf-8"))):
                found.add(sentence)
    for template in sorted(asset("templates").iterdir()):
        for sentence in marked_in_a_template(template.name):
            found.add(sentence)
    return found


def marked_in(code: ast.Module) -> Iterator[str | tuple[str, ...]]:
    """Yield the sentences that a module marks.

    Babel's own reader works on tokens, and up to Python 3.11 it does not see into f-strings.
    """
    for node in ast.walk(code):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        places = MARKS.get(node.func.id, ())
        given = [node.args[place] for place in places if place < len(node.args)]
        sentence = tuple(
            one.value
            for one in given
            if isinstance(one, ast.Constant) and isinstance(one.value, str)
        )
        # What is only handed on, as in _(binding.description), is marked where it is written.
        if places and len(sentence) == len(places) and all(sentence):
            yield sentence if len(sentence) > 1 else sentence[0]


def marked_in_a_template(name: str) -> Iterator[str | tuple[str, ...]]:
    """Yield the sentences that a template of a page or of a paper marks."""
    if name.endswith(".typ"):
        yield from sentences_of(name)
        return
    environment = page_environment()
    source = asset("templates", name).read_text(encoding="utf-8")
    for _line, mark, sentence in extract_from_ast(environment.parse(source), ("_", "ngettext")):
        found = sentence if isinstance(sentence, tuple) else (sentence,)
        texts = tuple(one for one in found if one)
        if len(texts) == len(MARKS[mark]):
            yield texts if len(texts) > 1 else texts[0]


def catalogues() -> list[Path]:
    """Return the catalogues there are, as people edit them."""
    return sorted(CATALOGUES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def catalogue(path: Path) -> Catalog:
    """Return a catalogue as it is written down."""
    with path.open("rb") as file:
        found = read_po(file, locale=None if path == TEMPLATE else path.parts[-3])
    found.creation_date = found.revision_date = A_MOMENT
    return found


def written(one: Catalog) -> str:
    """Return a catalogue as the text of its file."""
    file = io.BytesIO()
    write_po(file, one, no_location=True, sort_output=True, width=WIDTH, ignore_obsolete=True)
    return HEADERS.sub("", file.getvalue().decode())


def compiled(one: Catalog) -> bytes:
    """Return a catalogue as gettext reads it."""
    file = io.BytesIO()
    write_mo(file, one)
    return file.getvalue()


def make() -> Iterator[str]:
    """Extract, update and compile; tell of each language what is not translated yet."""
    template = extracted()
    TEMPLATE.write_text(written(template), encoding="utf-8")
    for path in catalogues():
        one = catalogue(path)
        one.update(template, no_fuzzy_matching=True)
        path.write_text(written(one), encoding="utf-8")
        path.with_suffix(".mo").write_bytes(compiled(one))
        missing = [m for m in one if m.id and not all(_strings(m.string))]
        yield f"{path.parts[-3]}: {len(one) - len(missing)} of {len(one)} sentences"
        yield from (f"    not yet: {_strings(m.id)[0]}" for m in missing)


def _strings(string: object) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, (tuple, list)) else (str(string or ""),)


if __name__ == "__main__":
    for line in make():
        print(line)
