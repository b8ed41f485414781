"""The feed: what Atom asks for (RFC 4287), ids that stay, and no exact time."""

import re
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID
from xml.etree.ElementTree import Element, fromstring

from hypothesis import given
from hypothesis import strategies as st

from models.outcome.outcome import Outcome
from models.promise.promise import Promise, PromiseKind, PromiseState, Update
from models.space.space import Space
from outcomes.feed import feed

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UID = UUID(int=7)
BASE = "https://heard.example/area"
ONCE = {"id", "title", "updated"}
MAY = {"feed": ONCE | {"author", "link", "entry"}, "entry": ONCE | {"link", "content"}}


def an_outcome(*updates: Update, what: str = "Phone back", title: str = "Getting about") -> Outcome:
    promise = Promise(UID, "bcdfghjk", PromiseKind.WILL, what, "A", "2026-09-30", updates=updates)
    space = Space(UID, "k7p2k7p2", title, held_on="2026-05-12", language="cy")
    return Outcome(space, (), (promise,), 3, 0, 0, 0)


BEGUN = Update("2026-08-02", "We began", done=False, state=PromiseState.DOING)
SAME_DAY = Update("2026-08-02", "We went on", done=False)
DONE = Update("2026-09-12", "We rang", done=True, evidence="The list")


def check(element: Element) -> None:
    """Hold a feed or an entry against the rules of RFC 4287, sections 4.1.1 and 4.1.2."""
    name = element.tag.removeprefix(ATOM)
    children = [one.tag.removeprefix(ATOM) for one in element]
    assert set(children) <= MAY[name]
    for one in ONCE:
        assert children.count(one) == 1
    id_ = element.findtext(f"{ATOM}id") or ""
    assert urlsplit(id_).scheme == "urn"
    assert UUID(id_.removeprefix("urn:uuid:"))
    updated = element.findtext(f"{ATOM}updated") or ""
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", updated)
    assert datetime.fromisoformat(updated).tzinfo
    alternates = [one for one in element.findall(f"{ATOM}link") if one.get("rel") == "alternate"]
    assert len(alternates) <= 1
    assert all(urlsplit(one.get("href", "")).netloc for one in element.findall(f"{ATOM}link"))
    if name == "entry":
        assert children.count("content") == 1
        assert alternates or element.find(f"{ATOM}content") is not None
    else:
        assert element.findtext(f"{ATOM}author/{ATOM}name")


def entries(xml: bytes) -> list[Element]:
    root = fromstring(xml)
    assert root.tag == f"{ATOM}feed"
    check(root)
    found = root.findall(f"{ATOM}entry")
    for one in found:
        check(one)
    ids = [one.findtext(f"{ATOM}id") for one in found]
    assert len(ids) == len(set(ids))
    return found


def test_the_feed_tells_each_update_newest_first() -> None:
    found = entries(feed([an_outcome(BEGUN, SAME_DAY, DONE)], BASE))
    assert [one.findtext(f"{ATOM}title") for one in found] == [
        "We did: Phone back",
        "We are doing it: Phone back",
        "News: Phone back",
        "You said, we will: Getting about",
    ]
    assert found[0].findtext(f"{ATOM}content") == "We rang\nWhat people can see: The list"
    assert found[0].get(LANG) == "cy"
    links = [one.find(f"{ATOM}link") for one in found]
    assert [one.get("href") for one in links if one is not None] == [
        *[f"{BASE}/bcdfghjk"] * 3,
        f"{BASE}/k7p2k7p2",
    ]


def test_ids_stay_when_news_comes_words_change_and_the_site_moves() -> None:
    def ids(xml: bytes) -> list[str | None]:
        return [one.findtext(f"{ATOM}id") for one in entries(xml)]

    before = ids(feed([an_outcome(BEGUN, SAME_DAY)], BASE))
    other_words = replace(BEGUN, words="We began, and told everybody")
    after = ids(feed([an_outcome(other_words, SAME_DAY, DONE, what="Ring")], "https://b.example"))
    assert [one for one in after if one in before] == before
    assert feed([an_outcome(BEGUN)], BASE) == feed([an_outcome(BEGUN)], BASE)


def test_a_feed_without_any_news_or_address_is_whole() -> None:
    assert entries(feed([], "")) == []
    assert len(entries(feed([an_outcome()], ""))) == 1


@given(st.text(st.characters(codec=None, categories=None)))
def test_any_words_make_a_feed_that_can_be_read(words: str) -> None:
    one = Update("2026-08-02", words, done=False, evidence=words)
    no_day = Update(words, words, done=False)
    entries(feed([an_outcome(one, no_day, what=words, title=words)], BASE))
