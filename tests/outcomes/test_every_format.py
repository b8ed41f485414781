"""Every format holds every promise, and none holds what its owner did not give: one test of all."""

import itertools
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from models.contribution.contribution import (
    THE_LEADER,
    Consent,
    State,
    VersionKind,
    WayIn,
    add_version,
    capture,
    move,
)
from models.contribution.redaction import RedactionReason, redact
from models.outcome.asked_for import post_to
from models.outcome.told import ToHandOut, outcome_to_hand_out, to_recall
from models.promise.news import NewsItem
from models.promise.promise import PromiseKind, add_update, make_promise, remove_promise
from models.promise.types import PromiseState, Update
from models.settings import Settings
from models.space.space import Space, new_space, open_space
from models.store.database import close_store, open_store
from models.store.verbs import verb
from models.theme.theme import new_theme, put_in_theme
from outcomes import outcome_chapters
from outcomes.making import FORMATS, Made, Making, Result, format_named, make_set
from tests.outcomes.every_word import everything_in, hidden_in

CONSENTS = [Consent(*given) for given in itertools.product((False, True), repeat=3)]
ALL = Consent(room=True, report=True, quote=True)
# Made-up words of plain letters: braille, tables and pages have them all alike.
_SYLLABLES = ("bav", "dof", "gim", "kul", "lep", "mov", "nad", "pof", "rig", "sul")
# An address and a name: letters are no contribution, and stand on no page.
POSTED = "zemlinsky"
CALLED_SPOKEN = ("mp3", "wav")
READ_THE_NEWS = ("page", "text", "large-18", "easy-read", "braille-1", "mp3", "json")


def word(number: int, kind: str) -> str:
    """Return a word that stands nowhere else, and in no other such word."""
    figures = "".join(_SYLLABLES[int(figure)] for figure in f"{number:03d}")
    return f"{kind}{figures}x"


@dataclass
class Said:
    """What the space was given: words that may be told, words that may not, promises, ids."""

    space: Space
    open: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    promises: dict[str, bool] = field(default_factory=dict)  # and whether it has a day
    told: set[str] = field(default_factory=set)
    uids: list[UUID] = field(default_factory=list)


@verb
def fill(said: Said) -> None:
    """Fill a space in one transaction: each state, consent, kind and way of changing words."""
    space = said.space
    theme = new_theme(space.uid, "Getting about").uid
    for number, (state, consent) in enumerate(itertools.product(State, CONSENTS)):
        _say(said, theme, number, state, consent)
    for number, consent in enumerate(CONSENTS, start=100):
        _say(said, theme, number, State.CLEARED, consent, by_leader=True)
    for number, consent in enumerate(CONSENTS, start=200):
        _redacted(said, theme, number, consent)
    _not_in_a_theme(said, 300)
    recorded = capture(space.uid, "", consent=ALL, way_in=WayIn.RECORDED)
    said.uids.append(recorded.uid)
    _promise(said, theme)
    post_to(space.uid, "large-18", f"Mrs {POSTED}, 1 High Street")


def _say(
    said: Said, theme: UUID, number: int, state: State, consent: Consent, *, by_leader: bool = False
) -> None:
    """Say something that was cleared and in a theme, and then became this; some is tidied."""
    words, role, tidied, reason = (word(number, kind) for kind in ("vo", "ro", "ti", "re"))
    told = {words} if by_leader else {words, role}
    one = capture(
        said.space.uid,
        words,
        role=THE_LEADER if by_leader else role,
        consent=consent,
        face="kiosk 7",
        way_in=WayIn.TYPED,
    )
    if number % 7 % 2:
        add_version(one.uid, VersionKind.TIDIED, tidied, made_by="the scribe")
        told.add(tidied)
    move(one.uid, State.CLEARED)
    if not by_leader:  # what the leader says is in no theme
        put_in_theme(theme, one.uid)
    if state is not State.CLEARED:
        move(one.uid, state, reason=reason)
    may = state is State.CLEARED and consent.report and consent.quote and not by_leader
    (said.open if may else said.closed).update(told)
    said.closed.add(reason)
    said.uids.append(one.uid)


def _redacted(said: Said, theme: UUID, number: int, consent: Consent) -> None:
    before, after = word(number, "be"), word(number, "af")
    one = capture(said.space.uid, f"{before} and {after}", consent=consent)
    move(one.uid, State.CLEARED)
    put_in_theme(theme, one.uid)
    redact(one.uid, f"Somebody and {after}", RedactionReason.NAME)
    said.closed.add(before)
    (said.open if consent.report and consent.quote else said.closed).add(after)
    said.uids.append(one.uid)


def _not_in_a_theme(said: Said, number: int) -> None:
    one = capture(said.space.uid, word(number, "vo"), consent=ALL)
    move(one.uid, State.CLEARED)
    said.closed.add(word(number, "vo"))
    said.uids.append(one.uid)


def _promise(said: Said, theme: UUID) -> None:
    """Make a promise in each state, and one that was taken away again."""
    day, news = "2099-04-30", "2027-03-20"
    updates: dict[PromiseState, dict[str, Any]] = {
        PromiseState.WILL: {},
        PromiseState.LATE: {},
        PromiseState.DOING: {"state": PromiseState.DOING},
        PromiseState.DONE: {"done": True, "evidence": word(410, "ev")},
        PromiseState.CANNOT: {},
        PromiseState.MORE_TIME: {},
    }
    kinds = {
        PromiseState.CANNOT: PromiseKind.CANNOT,
        PromiseState.MORE_TIME: PromiseKind.MORE_TIME,
    }
    for number, (state, update) in enumerate(updates.items(), start=400):
        words = word(number, "pr")
        cannot = state is PromiseState.CANNOT
        made = make_promise(
            said.space.uid,
            kinds.get(state, PromiseKind.WILL),
            f"{words} on Sundays",
            who="" if cannot else "The bus team",
            due="" if cannot else "2027-03-14" if state is PromiseState.LATE else day,
            because="There is no money" if cannot else "",
            theme=theme if number % 2 else None,
        )
        if update:
            told = add_update(made.uid, word(number, "up"), made_on=news, **update)
            assert told.state is state
            said.told |= {word(number, "up")}
        assert state is PromiseState.CANNOT or made.state in (state, PromiseState.WILL)
        said.promises[words] = not cannot
        said.uids.append(made.uid)
    said.told.add(word(410, "ev"))
    away = make_promise(said.space.uid, PromiseKind.WILL, word(450, "pr"), who="Ann", due=day)
    remove_promise(away.uid)
    said.closed.add(word(450, "pr"))


def spoken(making: Making) -> list[Made]:
    """Return what the voice would read, as words: what it makes of them is tested by itself."""
    words = "\n".join(f"{one.title}\n{one.text}" for one in outcome_chapters(making.outcome))
    return [Made("outcome.sound.txt", words.encode())]


@dataclass
class Every:
    """The space, what was read of it, and every format that was made of it."""

    said: Said
    going_out: ToHandOut
    results: dict[str, Result]

    def files(self) -> Iterator[tuple[Result, Made]]:
        for result in self.results.values():
            for made in result.files:
                yield result, made


@pytest.fixture(scope="module")
def every(new_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Every:
    """Make one space and all its formats, once for every test here."""
    path = tmp_path_factory.mktemp("every") / "heard.db"
    shutil.copyfile(new_file, path)
    open_store(str(path))
    space = new_space("A day in Worksop", purpose="To hear.", held_on="2027-03-12")
    said = Said(open_space(space.uid))
    fill(said)
    going_out = outcome_to_hand_out(space.uid)
    making = Making(going_out.outcome, address=f"https://heard.example/{space.public_id}")
    makers = dict.fromkeys(CALLED_SPOKEN, spoken)
    results = make_set(making, FORMATS, makers=makers)
    assert not to_recall(space.uid)
    close_store()
    return Every(said, going_out, {one.format.name: one for one in results})


def test_every_format_is_made(every: Every) -> None:
    assert [*every.results] == [one.name for one in FORMATS]
    for result in every.results.values():
        assert result.files, (result.format.name, result.trouble)
        assert not result.trouble
        assert all(made.content for made in result.files)
    names = [made.name for _, made in every.files() if "sound" not in made.name]
    assert len(names) == len(set(names)), "one would overwrite the other"


def test_every_promise_is_in_every_format(every: Every) -> None:
    for result in every.results.values():
        there = " ".join(map(everything_in, result.files))
        if result.format.name == "labels":  # for the kiosk's keys: no outcome is on them
            continue
        missing = [one for one in every.said.promises if one not in there]
        told = " ".join(sentence for made in result.files for sentence in made.missing)
        if result.format.name == "calendar":  # a day is what it is for, and it says so
            missing = [one for one in missing if every.said.promises[one]]
            assert "1 answer has no day" in told
        assert not missing, (result.format.name, told)


def test_what_became_of_promises_is_wherever_they_are_read(every: Every) -> None:
    for name in ("page", "text", "large-18", "large-24", "braille-1", "mp3", "csv", "json", "xlsx"):
        there = " ".join(map(everything_in, every.results[name].files))
        missing = [one for one in every.said.told if one not in there]
        assert not missing, name


def test_the_news_since_the_last_meeting_is_wherever_it_is_read(every: Every) -> None:
    outcome = every.going_out.outcome
    older = replace(outcome.themes[0].promises[0], public_id="older", what=word(700, "nw"))
    update = Update("2027-03-01", word(701, "nw"), done=False)
    item = NewsItem(older, word(702, "nw"), (update,))
    making = Making(replace(outcome, news=(item,)))
    read = [format_named(name) for name in READ_THE_NEWS]
    for result in make_set(making, read, makers=dict.fromkeys(CALLED_SPOKEN, spoken)):
        there = " ".join(map(everything_in, result.files))
        missing = [one for one in (700, 701, 702) if word(one, "nw") not in there]
        assert not missing, (result.format.name, result.trouble)


def test_what_may_be_quoted_is_in_the_formats_that_hold_words(every: Every) -> None:
    assert len(every.said.open) == 2 + 3 + 2, "two consents of eight; one of them was tidied"
    for result in every.results.values():
        there = " ".join(map(everything_in, result.files))
        found = {one for one in every.said.open if one in there}
        if not result.format.holds_words:
            assert not found, "the register trusts that nobody's words are in it"
        elif result.format.name != "easy-read":
            assert found == every.said.open, result.format.name


def test_nothing_is_in_any_format_that_its_owner_did_not_give(every: Every) -> None:
    assert len(every.said.closed) > 150
    never = {*every.said.closed, POSTED, "kiosk 7"}
    for _, made in every.files():
        for text in (everything_in(made), hidden_in(made), made.name):
            found = [one for one in never if one in text]
            assert not found, made.name


def test_no_clock_and_no_inner_id_is_in_any_format(every: Every) -> None:
    for _, made in every.files():
        held = everything_in(made) + hidden_in(made)
        for uid in [*every.said.uids, every.said.space.uid]:
            assert str(uid) not in held, made.name
            assert uid.hex not in held, made.name
        if not made.name.endswith((".pdf", ".zip", ".xlsx")):
            assert not re.search(r"\b[012]?\d:[0-5]\d\b", everything_in(made)), made.name


def test_the_register_knows_whose_words_left(every: Every) -> None:
    quoted = {one.words for theme in every.going_out.outcome.themes for one in theme.quotes}
    assert len(every.going_out.contributions) == len(quoted) == 4


def test_the_settings_do_not_change_what_is_told(every: Every) -> None:
    """Nothing of the machine is in a file: not where it was made, nor who by."""
    for _, made in every.files():
        assert str(Path.home()).encode() not in made.content
    assert Settings() == Making(every.going_out.outcome).settings
