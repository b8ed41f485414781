"""How long each format of an outcome takes, and how large it is, beside the bare tool for it.

The bare tool does the same work on the same words: Typst sets the same page, Jinja2 fills in the
same template, liblouis translates the same lines. What it does not do is what is measured.
"""

import io
import statistics
import subprocess
import tempfile
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

from models.outcome.outcome import Heard, Outcome, Quote
from models.promise.promise import Promise, PromiseKind, Update
from models.settings import Settings
from models.space.space import Space
from outcomes.making import FORMATS, Format, Making, make_one, make_set
from outcomes.sound import outcome_chapters
from tests.bench.figures import aligned
from tui.recording_outcome import makers

GOAL = 1.5
SECONDS_FOR_ALL = 5.0  # for 60 contributions, every format
SIZES = (60, 1000)
QUOTES_OF_A_THEME = 8
SAID = (
    "Nobody rings me back when I ask who is coming.",
    "I waited nine days for a call, and then the number was wrong.",
    "The bus stops at six, so I cannot come to anything in the evening.",
    "Please send the letter in large print. I have asked three times.",
    "My carer is kind, and she has no time.",
)


@dataclass(frozen=True)
class Cost:
    """What a format costs: milliseconds, bytes, and the bare tool where there is one."""

    contributions: int
    name: str
    ms: float
    size: int
    bare: str = ""
    bare_ms: float = 0.0
    trouble: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the bare tool's time it takes."""
        return self.ms / self.bare_ms if self.bare_ms else None


def an_outcome(contributions: int) -> Outcome:
    """Return an outcome of so many contributions, all of them quoted: the most there can be."""
    quotes = [
        Quote(f"{SAID[number % len(SAID)]} That was time {number}.", "A carer", "en")
        for number in range(contributions)
    ]
    themes = [
        Heard(
            title=f"What we heard, part {place // QUOTES_OF_A_THEME + 1}",
            public_id=f"th{place:06}",
            people=QUOTES_OF_A_THEME,
            quotes=tuple(quotes[place : place + QUOTES_OF_A_THEME]),
            promises=(_promise(place),),
        )
        for place in range(0, contributions, QUOTES_OF_A_THEME)
    ]
    space = Space(
        UUID(int=1),
        "k7p2k7p2",
        "Getting about in Worksop",
        place="Worksop Library",
        purpose="To hear what helps people get about.",
        held_on="2027-03-12",
    )
    return Outcome(space, tuple(themes), (), heard=contributions, set_aside=4, held=2, withdrawn=1)


def _promise(number: int) -> Promise:
    return Promise(
        UUID(int=number + 2),
        f"pr{number:06}",
        PromiseKind.WILL,
        "Phone everybody back within two days",
        who="The front door team",
        due="2027-04-30",
        updates=(Update("2027-04-02", "Two more people answer the phone", done=False),),
        as_of="2027-04-10",
    )


def costs(*, quick: bool) -> tuple[list[Cost], float]:
    """Measure every format at both sizes; and the seconds that all take together, for 60."""
    found = []
    for contributions in SIZES[:1] if quick else SIZES:
        making = Making(an_outcome(contributions), "https://heard.example/k7p2k7p2")
        # What is spoken takes minutes at a thousand, and is even enough.
        rounds = 1 if contributions > SIZES[0] else 3
        for form in FORMATS:
            found.append(_cost(form, making, contributions, rounds if form.made_by else 1))
    making = Making(an_outcome(SIZES[0]), "https://heard.example/k7p2k7p2")
    began = time.perf_counter()
    make_set(making, FORMATS, makers=makers(Settings()))
    return found, time.perf_counter() - began


def _cost(form: Format, making: Making, contributions: int, rounds: int) -> Cost:
    """Measure one format and its bare tool in turn, so that a busy spell meets both."""
    calls: dict[str, list[Callable[[], object]]] = {}
    if form.made_by:  # once to fill the caches: what is loaded once is not measured
        with _recorded() as calls:
            make_one(form, making)
    bare, tool = _bare(form, making, calls)
    ours_ms, bare_ms = [], []
    for _ in range(rounds):
        began = time.perf_counter()
        result = make_one(form, making, makers=makers(Settings()))
        ours_ms.append((time.perf_counter() - began) * 1000)
        if not result.files:
            return Cost(contributions, form.name, 0.0, 0, trouble=result.trouble)
        if tool:
            began = time.perf_counter()
            tool()
            bare_ms.append((time.perf_counter() - began) * 1000)
    return Cost(
        contributions,
        form.name,
        statistics.median(ours_ms),
        sum(len(one.content) for one in result.files),
        bare,
        statistics.median(bare_ms) if bare_ms else 0.0,
    )


@contextmanager
def _recorded() -> Iterator[dict[str, list[Callable[[], object]]]]:
    """Note every call of Typst and of Jinja2, to be made again by itself."""
    import jinja2
    import typst

    calls: dict[str, list[Callable[[], object]]] = {"typst": [], "jinja2": []}
    set_pages, fill_in = typst.compile, jinja2.Template.render

    def noted_page(*given: Any, **more: Any) -> Any:
        made = set_pages(*given, **more)  # a layout that is too large for its page raises
        calls["typst"].append(lambda: set_pages(*given, **more))
        return made

    def noted_template(self: jinja2.Template, *given: Any, **more: Any) -> str:
        calls["jinja2"].append(lambda: fill_in(self, *given, **more))
        return fill_in(self, *given, **more)

    with (
        patch.object(typst, "compile", noted_page),
        patch.object(jinja2.Template, "render", noted_template),
    ):
        yield calls


def _bare(
    form: Format, making: Making, calls: dict[str, list[Callable[[], object]]]
) -> tuple[str, Callable[[], object] | None]:
    """Return the name of the bare tool for a format, and the work it does alone."""
    for name, made in calls.items():
        if made:
            return f"{name} alone", partial(_all_again, made)
    match form.name:
        case "mp3":
            return "espeak-ng and LAME alone", lambda: _spoken(making.outcome, mp3=True)
        case "wav":
            return "espeak-ng alone", lambda: _spoken(making.outcome, mp3=False)
        case "xlsx":
            return "xlsxwriter alone", lambda: _workbook(making)
        case "braille" | "braille-1":
            return "liblouis alone", lambda: _braille(making, form.name)
    return "", None


def _all_again(made: list[Callable[[], object]]) -> None:
    for call in made:
        call()


def _spoken(outcome: Outcome, *, mp3: bool) -> None:
    """Have espeak-ng read the same words into a file, and LAME make that smaller."""
    text = "\n\n".join(f"{one.title}.\n\n{one.text}" for one in outcome_chapters(outcome))
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "said.wav"
        subprocess.run(
            ["espeak-ng", "-v", "en-gb", "-s", "150", "-w", str(path)],
            input=text.encode(),
            check=True,
        )
        if not mp3:
            path.read_bytes()
            return
        lameenc = import_module("lameenc")
        with wave.open(str(path)) as file:
            encoder = lameenc.Encoder()
            encoder.silence()
            encoder.set_channels(1)
            encoder.set_in_sample_rate(file.getframerate())
            encoder.set_bit_rate(64)
            encoder.set_quality(7)  # as we ask for it; unasked it takes four times as long
            encoder.encode(file.readframes(file.getnframes()))
            encoder.flush()


def _workbook(making: Making) -> None:
    """Write the same cells with no more than the library."""
    import xlsxwriter

    from outcomes.tables import tables_of

    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    for number, table in enumerate(tables_of(making)):
        sheet = book.add_worksheet(f"table {number}")
        for place, row in enumerate(table.rows):
            sheet.write_row(place, 0, row)
    book.close()


def _braille(making: Making, name: str) -> None:
    """Translate the same lines, and lay out nothing."""
    from outcomes.braille_tables import table_for
    from outcomes.braille_words import blocks_of
    from outcomes.liblouis import translated

    table = table_for("en", contracted=name == "braille")
    for block in blocks_of(making.outcome, address=making.address):
        translated(" ".join(one.words for one in block.stretches), table)


def whole_set(found: list[Cost], contributions: int) -> float | None:
    """Return how many times the bare tools' time the formats take that have one."""
    both = [one for one in found if one.contributions == contributions and one.bare_ms]
    bare = sum(one.bare_ms for one in both)
    return sum(one.ms for one in both) / bare if bare else None


def formats_table(found: list[Cost], seconds: float) -> str:
    """Lay the figures side by side, with the goal for the whole set."""
    rows: list[tuple[str, ...]] = [
        ("an outcome of", "format", "time", "size", "bare tool", "its time", "ratio")
    ]
    for contributions in dict.fromkeys(one.contributions for one in found):
        rows += [_row(one) for one in found if one.contributions == contributions]
        whole = whole_set(found, contributions)
        if whole is not None:
            over = " OVER" if whole > GOAL else ""
            told = f"{whole:.2f} of {GOAL:g}x{over}"
            rows.append((str(contributions), "the whole set", "", "", "", "", told))
    over = " OVER" if seconds > SECONDS_FOR_ALL else ""
    return (
        f"{aligned(rows)}\n\nEvery format for {SIZES[0]} contributions: "
        f"{seconds:.1f} s of {SECONDS_FOR_ALL:g} s{over}"
    )


def _row(one: Cost) -> tuple[str, ...]:
    if one.trouble:
        return (str(one.contributions), one.name, "not made", one.trouble, "", "", "")
    ratio = "" if one.ratio is None else f"{one.ratio:.2f}x"
    bare = f"{one.bare_ms:.1f} ms" if one.bare else ""
    size = f"{one.size / 1000:.1f} kB"
    return (str(one.contributions), one.name, f"{one.ms:.1f} ms", size, one.bare, bare, ratio)
