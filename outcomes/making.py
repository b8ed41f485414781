"""The formats of an outcome: what each needs in order to be made, and what comes of it."""

import importlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from assets.language import ENGLISH, N_, checked, speaking, spoken_for
from assets.language_names import language_name
from models.errors import HeardError, RefusedError
from models.outcome.outcome import Outcome
from models.promise.promise import Promise
from models.settings import Settings
from outcomes.qr import address_of
from outcomes.tongues import is_own, name_in

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
    links to them. ``language`` is what our own sentences are in, "" for the space's own;
    ``pages`` are the languages of the pages that stand beside this one.
    """

    outcome: Outcome
    address: str = ""
    paper: str = "white"
    large: int = 18
    braille: tuple[int, int] = (40, 25)
    settings: Settings = field(default_factory=Settings)
    beside: tuple[Beside, ...] = ()
    language: str = ""
    pages: tuple[str, ...] = ()

    @property
    def tongue(self) -> str:
        """The language that it is made in, as a tag; ours are in English where we lack it."""
        return self.language or self.outcome.space.language

    @property
    def is_own(self) -> bool:
        """Whether it is in the language of its space."""
        return is_own(self.outcome.space.language, self.language)

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
    in_languages: bool = True  # whether it is for the public, in the language of the making


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
    Format("text", N_("Plain text"), READ, ("outcomes.text:make",), can_be_printed=True),
    Format(
        "large-18",
        N_("Large print, 18 point"),
        READ,
        ("outcomes.large_print:make",),
        large=18,
        can_be_printed=True,
    ),
    Format(
        "large-24",
        N_("Large print, 24 point"),
        READ,
        ("outcomes.large_print:make",),
        large=24,
        can_be_printed=True,
    ),
    Format("easy-read", N_("Easy Read"), READ, ("outcomes.easy_read:make",), can_be_printed=True),
    Format("braille", N_("Braille, contracted"), TOUCH, ("outcomes.braille:make_contracted",)),
    Format(
        "braille-1", N_("Braille, uncontracted"), TOUCH, ("outcomes.braille:make_uncontracted",)
    ),
    Format("mp3", N_("Sound, MP3"), LISTEN),
    Format("wav", N_("Sound, WAV"), LISTEN),
    Format("csv", N_("Tables, CSV"), COUNT, ("outcomes.table_files:make_csv",), in_languages=False),
    Format(
        "json", N_("Data, JSON"), COUNT, ("outcomes.table_files:make_json",), in_languages=False
    ),
    Format(
        "xlsx", N_("Workbook, XLSX"), COUNT, ("outcomes.table_files:make_xlsx",), in_languages=False
    ),
    Format(
        "calendar",
        N_("Calendar of the promises"),
        COUNT,
        ("outcomes.calendar:make",),
        holds_words=False,
    ),
    Format(
        "poster",
        N_("Poster"),
        SHOW,
        ("outcomes.poster:make",),
        holds_words=False,
        can_be_printed=True,
    ),
    Format(
        "labels",
        N_("Labels for the kiosk's keys"),
        TOUCH,
        ("outcomes.labels:make", "outcomes.label_sheet:make"),
        holds_words=False,
        can_be_printed=True,
        in_languages=False,
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
    tongue = spoken_for(making.tongue) if form.in_languages else ENGLISH
    own = (makers or {}).get(form.name)
    made: list[Made] = []
    troubles: list[str] = []
    for maker in [own] if own else [*form.made_by] or [""]:
        try:
            with speaking(tongue):
                files = _found(maker)(making)
            made += [_in_a_language(one, making) for one in files] if form.in_languages else files
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


def _in_a_language(made: Made, making: Making) -> Made:
    """Name a file by its language, and say who translated what is in it."""
    own = making.outcome.space.language
    tongue = spoken_for(making.tongue)
    missing = list(made.missing)
    if not making.is_own:
        missing.append(
            f"Promises and themes are in {language_name(own)}, "
            "since nobody has translated them yet."
        )
    if not checked(tongue):
        missing.append(
            f"Heard's own sentences in {language_name(tongue)} were translated by machine. "
            "No reader has checked them yet. Ask one to."
        )
    name = name_in(made.name, own, making.language)
    told = (one.replace(made.name, name) for one in missing)
    return Made(name, made.content, tuple(told))


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
