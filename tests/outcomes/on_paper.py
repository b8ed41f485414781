"""An outcome with everything in it, and a PDF as a reader and a screen reader meet it."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any
from uuid import UUID

import pypdfium2
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from models.contribution.contribution import Version, VersionKind
from models.outcome.outcome import Heard, Outcome, Quote
from models.promise.done_answers import DoneAnswers
from models.promise.promise import Promise, PromiseKind, PromiseState, Update
from models.space.space import Space

A_UID = UUID(int=7)
BASE = "https://heard.example"
WILL, CANNOT, MORE_TIME = PromiseKind
MILLIMETRE = 72 / 25.4


def promise(public_id: str, kind: PromiseKind, what: str, **more: Any) -> Promise:
    return Promise(A_UID, public_id, kind, what, as_of="2027-06-01", **more)


CALLS = promise(
    "phonephn",
    WILL,
    "Phone everyone back within two working days",
    who="The front door team",
    due="2027-04-30",
    updates=(
        Update("2027-04-02", "We began in Worksop", False, PromiseState.DOING),
        Update(
            "2027-05-03",
            "Everyone is phoned back",
            True,
            PromiseState.DONE,
            evidence="212 of 220 calls in April",
        ),
    ),
    group=DoneAnswers(yes=4, not_yet=9),
)
NIGHT_BUS = promise("busbusbs", CANNOT, "Run a bus at night", because="It is not paid for by us")
TAXI = promise(
    "taxitaxi", MORE_TIME, "Find out what a taxi costs", who="Transport", due="2027-05-30"
)
LETTERS = promise(
    "letterst",
    WILL,
    "Send letters in large print",
    who="Customer services",
    due="2027-06-30",
    due_before="2027-05-30",
    updates=(
        Update(
            "2027-05-20",
            "The printer came late",
            False,
            PromiseState.LATE,
            new_due="2027-06-30",
        ),
    ),
)
LOOP = promise("hearloop", WILL, "Meet where there is a hearing loop", who="We", due="2027-09-30")
PROMISES = (CALLS, NIGHT_BUS, TAXI, LETTERS, LOOP)

POLISH = "Nie ma autobusu po szóstej. Żółć!"
URDU = "کوئی مجھے واپس فون نہیں کرتا"
PUNJABI = "ਮੈਨੂੰ ਚਿੱਠੀ ਸਮਝ ਨਹੀਂ ਆਈ"
WELSH = "Mae'r bws yn hwyr. Tŷ a dŵr."
CHINESE = "我看不懂信"
HARD = "[/x] #panic() $x^2$ *bold* _slant_ \\ @nobody <here> `code` {{ 1 }} //no = Heading"


def outcome(*, title: str = "Getting help at home", more: tuple[Heard, ...] = ()) -> Outcome:
    space = Space(
        A_UID,
        "k7p2k7p2",
        title,
        purpose="Tell us what help at home is like for you.",
        place="Marlowbridge Library",
        held_on="2026-11-17",
    )
    themes = (
        Heard(
            "Phone calls are not returned",
            "themeone",
            14,
            (
                Quote("I rang four times. Nobody rang back.", "uses services", "en"),
                Quote(
                    POLISH,
                    "carer",
                    "pl",
                    translations=(
                        Version(VersionKind.TRANSLATED, "No bus after six.", "en", "the scribe"),
                    ),
                ),
                Quote(URDU, "uses services", "ur"),
            ),
            (CALLS,),
        ),
        Heard(
            "No buses in the evening", "themetwo", 9, (Quote(HARD, "", "en"),), (NIGHT_BUS, TAXI)
        ),
        Heard(
            "Letters are hard to read",
            "themethr",
            11,
            (
                Quote(
                    "The letter was four pages.\nI did not know what it wanted. " * 8,
                    "staff",
                    "en",
                    original="four pages!! 😀",
                    tidied_by="the scribe",
                    late=True,
                ),
                Quote(PUNJABI, "", "pa-Guru"),
                Quote(WELSH, "advocate", "cy"),
                Quote(CHINESE, "", "zh"),
            ),
            (LETTERS,),
        ),
        Heard("Carers change every week", "themefou", 8, (), ()),
        *more,
    )
    return Outcome(
        space, themes, (LOOP,), heard=61, set_aside=6, held=3, withdrawn=1, said_nothing=4
    )


@dataclass(frozen=True)
class Piece:
    """Letters that stand together: where they begin, in points from below, and how large."""

    text: str
    left: float
    up: float
    size: float
    font: str


class Pdf:
    """A PDF, read back."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(BytesIO(content))
        self.root: Any = self.reader.trailer["/Root"]

    @cached_property
    def pages(self) -> list[list[Piece]]:
        found: list[list[Piece]] = []
        for page in self.reader.pages:
            pieces: list[Piece] = []

            def look(
                text: str, outer: Any, inner: Any, font: Any, size: float, to: list[Piece] = pieces
            ) -> None:
                if not text.strip():
                    return
                # Both matrices: Typst turns the page over, so the sizes of either can be less
                # than nothing.
                scale = abs(inner[3] * outer[3])
                up = inner[5] * outer[3] + outer[5]
                left = inner[4] * outer[0] + outer[4]
                name = str((font or {}).get("/BaseFont", ""))
                to.append(Piece(text, left, up, round(size * scale, 1), name))

            page.extract_text(visitor_text=look)
            found.append(pieces)
        return found

    @property
    def pieces(self) -> Iterator[Piece]:
        for page in self.pages:
            yield from page

    @cached_property
    def words(self) -> str:
        text = " ".join(page.extract_text() for page in self.reader.pages)
        return re.sub(r" Page \d+ of \d+\b", "", " ".join(text.replace("\u200b", "").split()))

    @cached_property
    def elements(self) -> list[dict[str, Any]]:
        """Return every element of the structure: what a screen reader walks through."""
        return list(_walk(self.root["/StructTreeRoot"]))

    def tags(self, name: str) -> list[dict[str, Any]]:
        return [one for one in self.elements if one.get("/S") == name]

    @cached_property
    def alts(self) -> list[str]:
        return [str(one["/Alt"]) for one in self.elements if "/Alt" in one]

    @cached_property
    def languages(self) -> set[str]:
        """Return the languages that are marked: of the whole, and of parts of it."""
        marked = {str(one["/Lang"]) for one in self.elements if "/Lang" in one}
        for page in self.reader.pages:
            found = page.get_contents()
            content = found.get_data().decode("latin-1") if found is not None else ""
            marked |= {part.partition(")")[0] for part in content.split("/Lang(")[1:]}
            marked |= {part.partition(")")[0] for part in content.split("/Lang (")[1:]}
        return {*marked, str(self.root["/Lang"])}


def _walk(node: Any) -> Iterator[dict[str, Any]]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            yield from _walk(one)
    elif isinstance(node, dict):
        yield node
        yield from _walk(node.get("/K", []))


def drawn(content: bytes, dots: int = 72) -> list[Image.Image]:
    """Return each page of a PDF as it is printed, ``dots`` to an inch, on white paper."""
    with closing(pypdfium2.PdfDocument(content)) as pdf:
        return [page.render(scale=dots / 72).to_pil().convert("RGB") for page in pdf]


def scanned(page: Image.Image) -> set[str]:
    """Return what a phone reads on a page."""
    return {code.text for code in zxingcpp.read_barcodes(page)}
