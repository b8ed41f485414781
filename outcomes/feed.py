"""The news of all promises as an Atom feed (RFC 4287), for whoever follows it with a reader.

Ids are made of public ids alone, so they stay when the site moves. A date is a day: no exact time
leaves.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from models.outcome.outcome import Outcome
from models.promise.promise import Promise, PromiseState, Update
from models.space.space import Space
from outcomes.page import promises_in, title_of
from outcomes.page_parts import is_language, only_the_day, printable
from outcomes.qr import address_of

__all__ = ["News", "feed", "news_in"]

ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TITLE = "What was promised, and what became of it"
AUTHOR = "The people who run these meetings"
# The day of a feed in which nothing has a date: every feed has to have one.
NO_DAY = "2000-01-01"
MOVED = {
    PromiseState.DOING: "We are doing it",
    PromiseState.LATE: "A delay",
    PromiseState.CANNOT: "We can't",
}


@dataclass(frozen=True)
class News:
    """One update, with the promise and the space that it is about. ``number`` is within a day."""

    space: Space
    promise: Promise
    update: Update
    number: int


def news_in(outcomes: Iterable[Outcome]) -> list[News]:
    """Return every update that has a date, newest first."""
    found = [one for outcome in outcomes for one in _news_of(outcome)]
    found.sort(key=lambda one: (one.space.public_id, one.promise.public_id, one.number))
    return sorted(found, key=lambda one: one.update.made_on, reverse=True)


def _news_of(outcome: Outcome) -> Iterator[News]:
    for promise in promises_in(outcome):
        on_a_day: Counter[str] = Counter()
        for update in promise.updates:
            if only_the_day(update.made_on) == update.made_on != "":
                on_a_day[update.made_on] += 1
                yield News(outcome.space, promise, update, on_a_day[update.made_on])


def feed(outcomes: Sequence[Outcome], base: str) -> bytes:
    """Return the feed of some outcomes as XML; ``base`` is the address of the site, "" for none."""
    news = news_in(outcomes)
    met = [one for one in outcomes if only_the_day(one.space.held_on)]
    days = [one.update.made_on for one in news] + [only_the_day(one.space.held_on) for one in met]
    root = Element("feed", {"xmlns": ATOM, XML_LANG: "en"})
    _text(root, "title", TITLE)
    _text(root, "id", _id("site"))
    _text(root, "updated", _moment(max(days, default=NO_DAY)))
    _text(SubElement(root, "author"), "name", AUTHOR)
    if base:
        SubElement(root, "link", rel="self", href=address_of(base, "feed.xml"))
        SubElement(root, "link", rel="alternate", href=f"{base.rstrip('/')}/")
    for one in news:
        _update_entry(root, one, base)
    for outcome in sorted(met, key=lambda one: (one.space.held_on, one.space.public_id))[::-1]:
        _outcome_entry(root, outcome, base)
    xml: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"


def _update_entry(root: Element, one: News, base: str) -> None:
    update, promise = one.update, one.promise
    moved = "We did" if update.done else MOVED.get(update.state or PromiseState.WILL, "News")
    words = [update.words]
    if update.evidence:
        words.append(f"What people can see: {update.evidence}")
    entry = _entry(
        root,
        f"{moved}: {promise.what}",
        _id(f"{promise.public_id}/{update.made_on}/{one.number}"),
        update.made_on,
        "\n".join(words),
        one.space.language,
    )
    _link(entry, address_of(base, one.space.public_id, promise=promise.public_id))


def _outcome_entry(root: Element, outcome: Outcome, base: str) -> None:
    space = outcome.space
    answers = len(promises_in(outcome))
    words = f"Things we heard: {outcome.heard}. Answers: {answers}."
    entry = _entry(
        root,
        f"You said, we will: {title_of(outcome)}",
        _id(space.public_id),
        only_the_day(space.held_on),
        words,
        space.language,
    )
    _link(entry, address_of(base, space.public_id))


def _entry(root: Element, title: str, id_: str, day: str, words: str, language: str) -> Element:
    entry = SubElement(root, "entry")
    if is_language(language):
        entry.set(XML_LANG, language)
    _text(entry, "title", title)
    _text(entry, "id", id_)
    _text(entry, "updated", _moment(day))
    _text(entry, "content", words)
    return entry


def _link(entry: Element, address: str) -> None:
    if address:
        SubElement(entry, "link", rel="alternate", href=address)


def _text(parent: Element, tag: str, words: str) -> None:
    SubElement(parent, tag).text = str(printable(words))


def _id(name: str) -> str:
    """Return an id that nothing but the name decides, wherever the site lies."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'heard/{name}')}"


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
