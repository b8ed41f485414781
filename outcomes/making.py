"""The formats of an outcome: what each needs in order to be made, and what comes of it."""

import importlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from models.errors import HeardError, RefusedError
from models.outcome import Outcome
from models.promise import Promise
from models.settings import Settings
from outcomes.qr import address_of

__all__ = [
    "FORMATS",
    "Beside",
    "Format",
    "Made",
    "Maker",
    "Making",
    "Result",
    "format_named",
    "formats_named",
    "make_one",
    "make_set",
]


@dataclass(frozen=True)
class Beside:
    """A file that lies beside another one: its name, in words what it is, and its size."""

    name: str
    words: str
    size: int


@dataclass(frozen=True)
class Making:
    """One outcome, and how it is to look. ``address`` is where its page is found, "" for nowhere.

    ``paper`` is a name in ``outcomes.papers``; ``large`` is in points; ``braille`` is the columns
    and rows of a page in cells. ``beside`` are the files that were made before this one: the page
    links to them.
    """

    outcome: Outcome
    address: str = ""
    paper: str = "white"
    large: int = 18
    braille: tuple[int, int] = (40, 25)
    settings: Settings = field(default_factory=Settings)
    beside: tuple[Beside, ...] = ()

    def address_of_promise(self, promise: Promise) -> str:
        """Return where a promise's own page is found, "" for nowhere."""
        return address_of(
            self.settings.address if self.address else "",
            self.outcome.space.public_id,
            promise=promise.public_id,
        )


@dataclass(frozen=True)
class Made:
    """A file: its name, its bytes, and in sentences what is missing in it and what to do."""

    name: str
    content: bytes
    missing: tuple[str, ...] = ()


Maker = Callable[[Making], list[Made]]


@dataclass(frozen=True)
class Format:
    """One way to have an outcome. ``words`` are for people; ``group`` is what it is for.

    ``made_by`` names functions as ``module:function``, each loaded when it is first needed. There
    is none where somebody above this room has to make it: what is spoken needs the voice.
    """

    name: str
    words: str
    group: str
    made_by: tuple[str, ...] = ()
    large: int = 0  # points, where it is large print
    holds_words: bool = True  # whether people's own words can be in it
    can_be_printed: bool = False


READ, LISTEN, TOUCH, SHOW, COUNT = (
    "To read",
    "To listen to",
    "To touch",
    "To put up",
    "To count and plan with",
)

# In the order in which people are offered them. A new format is one line here.
FORMATS: tuple[Format, ...] = (
    Format("page", "Web page", READ, ("outcomes.page:make",)),
    Format("text", "Plain text", READ, ("outcomes.text:make",), can_be_printed=True),
    Format(
        "large-18",
        "Large print, 18 point",
        READ,
        ("outcomes.large_print:make",),
        large=18,
        can_be_printed=True,
    ),
    Format(
        "large-24",
        "Large print, 24 point",
        READ,
        ("outcomes.large_print:make",),
        large=24,
        can_be_printed=True,
    ),
    Format("easy-read", "Easy Read", READ, ("outcomes.easy_read:make",), can_be_printed=True),
    Format("braille", "Braille, contracted", TOUCH, ("outcomes.braille:make_contracted",)),
    Format("braille-1", "Braille, uncontracted", TOUCH, ("outcomes.braille:make_uncontracted",)),
    Format("mp3", "Sound, MP3", LISTEN),
    Format("wav", "Sound, WAV", LISTEN),
    Format("csv", "Tables, CSV", COUNT, ("outcomes.tables:make_csv",)),
    Format("json", "Data, JSON", COUNT, ("outcomes.tables:make_json",)),
    Format("xlsx", "Workbook, XLSX", COUNT, ("outcomes.tables:make_xlsx",)),
    Format(
        "calendar",
        "Calendar of the promises",
        COUNT,
        ("outcomes.calendar:make",),
        holds_words=False,
    ),
    Format(
        "poster", "Poster", SHOW, ("outcomes.poster:make",), holds_words=False, can_be_printed=True
    ),
    Format(
        "labels",
        "Labels for the kiosk's keys",
        TOUCH,
        ("outcomes.labels:make", "outcomes.poster:make_labels"),
        holds_words=False,
        can_be_printed=True,
    ),
)


@dataclass(frozen=True)
class Result:
    """What became of one format: its files, or in a sentence why there are none."""

    format: Format
    files: tuple[Made, ...] = ()
    trouble: str = ""


def format_named(name: str) -> Format:
    """Return a format by its name; refused, with the names that there are, where it is none."""
    for one in FORMATS:
        if one.name == name:
            return one
    names = ", ".join(one.name for one in FORMATS)
    raise RefusedError(f"There is no such format. Nothing was made. There are: all, {names}.")


def formats_named(names: str) -> tuple[Format, ...]:
    """Return the formats of a list such as "all" or "text,large-18", each once, in our order."""
    asked = {name.strip() for name in names.split(",") if name.strip()}
    if "all" in asked:
        return FORMATS
    found = {format_named(name) for name in sorted(asked)}
    return tuple(one for one in FORMATS if one in found)


def make_one(form: Format, making: Making, *, makers: Mapping[str, Maker] | None = None) -> Result:
    """Make one format. Whatever stops it becomes a sentence, and never stops the others.

    ``makers`` are those of other rooms, by the name of the format.
    """
    if form.large:
        making = replace(making, large=form.large)
    own = (makers or {}).get(form.name)
    made: list[Made] = []
    troubles: list[str] = []
    for maker in [own] if own else [*form.made_by] or [""]:
        try:
            made += _found(maker)(making)
        except HeardError as trouble:
            troubles.append(str(trouble))
        except ImportError as lacking:
            troubles.append(_not_installed(lacking))
        except Exception:  # a fault of ours; what it says may hold people's words
            troubles.append(
                "Heard had a fault with it. Nothing is lost. Make the other formats, and tell "
                "whoever looks after Heard."
            )
    if not made and not troubles:
        troubles.append("There was nothing to put into it.")
    return Result(form, tuple(made), " ".join(dict.fromkeys(troubles)))


def make_set(
    making: Making,
    formats: Iterable[Format],
    *,
    makers: Mapping[str, Maker] | None = None,
    tell: Callable[[Format], None] | None = None,
) -> tuple[Result, ...]:
    """Make formats, and return what became of each, in the order in which they were asked for.

    The page is made last, since it links to the others. ``tell`` is called with each format once
    it is done.
    """
    asked = tuple(formats)
    results: dict[str, Result] = {}
    beside: list[Beside] = []
    for form in sorted(asked, key=lambda one: one.name == "page"):
        result = make_one(form, replace(making, beside=tuple(beside)), makers=makers)
        beside += [Beside(one.name, form.words, len(one.content)) for one in result.files]
        results[form.name] = result
        if tell:
            tell(form)
    return tuple(results[one.name] for one in asked)


def _found(maker: str | Maker) -> Maker:
    if not isinstance(maker, str):
        return maker
    if not maker:
        raise RefusedError("It is made with the voice, and there is no voice here.")
    module, _, name = maker.partition(":")
    try:
        found: Maker = getattr(importlib.import_module(module), name)
    except AttributeError:
        raise ImportError(name=module) from None
    return found


def _not_installed(lacking: ImportError) -> str:
    part = (lacking.name or "").partition(".")[0]
    what = f"the part called {part} is" if part else "a part of Heard is"
    return (
        f"It could not be made here, because {what} not installed. The other formats are made. "
        "Install Heard again, with all its parts."
    )
