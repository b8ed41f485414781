"""The one rule for who may see a contribution, and that every output asks it."""

import ast
from collections.abc import Callable
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest

import models
from models.contribution.contribution import (
    Consent,
    Contribution,
    ContributionRow,
    State,
    VersionKind,
    add_version,
    capture,
    contribution,
    contribution_from,
    move,
    set_consent,
)
from models.contribution.visibility import (
    RULES,
    Where,
    consent_words,
    may_be_seen,
    seen_in,
    why_not,
)
from models.desk.desk import read_desk
from models.errors import RefusedError
from models.kiosk.kiosk import read_kiosk
from models.meeting.running_order import ItemKind, running_order
from models.outcome.outcome import read_outcome
from models.room.aloud import as_read_aloud
from models.room.room import read_room
from models.room.stage import Showing, read_to_room, show, show_contribution, show_item
from models.space.prompt import prompts_of
from models.space.space import Space
from models.theme.theme import new_theme, put_in_theme

CONSENTS = [Consent(*uses) for uses in product((False, True), repeat=3)]
EVERY = list(product(State, CONSENTS))


def allowed(state: State, consent: Consent, where: Where) -> bool:
    """The rule, written down again by hand."""
    match where:
        case Where.DESK:
            return state is not State.WITHDRAWN
        case Where.ROOM | Where.HEARD:
            return state is State.CLEARED and consent.room
        case Where.REPORT:
            return state is State.CLEARED and consent.report
        case Where.QUOTE:
            return state is State.CLEARED and consent.report and consent.quote


def one_of_each(space: Space) -> list[Contribution]:
    """A contribution in every state with every consent, each with words of its own, in a theme."""
    prompt = prompts_of(space.uid)[0].uid
    theme = new_theme(space.uid, "everything").uid
    made = []
    for n, (state, consent) in enumerate(EVERY):
        uid = capture(space.uid, f"marker{n:03}x", prompt=prompt, role="a carer").uid
        move(uid, State.CLEARED)
        put_in_theme(theme, uid)
        if n % 2:
            add_version(uid, VersionKind.TIDIED, f"tidied marker{n:03}x")
        move(uid, state, reason="a name")
        made.append(set_consent(uid, consent))
    return made


def test_the_rule_is_what_was_agreed() -> None:
    assert set(RULES) == set(Where)
    for (state, consent), where in product(EVERY, Where):
        one = Contribution(UUID(int=0), "words", state=state, consent=consent)
        assert may_be_seen(one, where) == allowed(state, consent, where), (state, consent, where)
        assert bool(why_not(one, where)) != may_be_seen(one, where)


@pytest.mark.parametrize("where", Where)
def test_the_query_is_the_same_rule(space: Space, where: Where) -> None:
    everything = one_of_each(space)
    rows = ContributionRow.select().where(seen_in(where))
    found = {contribution_from(row).uid for row in rows}
    assert found == {one.uid for one in everything if may_be_seen(one, where)}


def markers(shown: object) -> set[str]:
    """The numbers of the contributions whose words are anywhere in something that is shown."""
    return {part[:3] for part in repr(shown).split("marker")[1:] if part[3:4] == "x"}


def shown_one_by_one(space: UUID) -> set[str]:
    """Try to show and to read every contribution, large; return what came on the screen."""
    found: set[str] = set()
    for row in ContributionRow.select():
        for put in (show_contribution, read_to_room):
            try:
                put(space, row.uid)
            except RefusedError:
                pass
            else:
                found |= markers(read_room(space))
    return found


def every_room(space: UUID) -> set[str]:
    """Whatever is in the room, at every item and with everything that it can show."""
    found: set[str] = set()
    for item in running_order(space):
        show_item(space, item.uid)
        for showing in Showing:
            show(space, showing)
            sees = read_room(space)
            found |= markers(sees) | markers(as_read_aloud(sees)) | markers(read_kiosk(space))
    return found


OUTPUTS: dict[str, tuple[Callable[[UUID], set[str]], Where]] = {
    "the room": (every_room, Where.ROOM),
    "one contribution in the room": (shown_one_by_one, Where.ROOM),
    "the outcome": (lambda space: markers(read_outcome(space)), Where.QUOTE),
    "the desk": (lambda space: markers(read_desk(space)), Where.DESK),
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_output_shows_what_it_may_and_nothing_else(space: Space, name: str) -> None:
    output, where = OUTPUTS[name]
    one_of_each(space)
    may = {f"{n:03}" for n, (state, consent) in enumerate(EVERY) if allowed(state, consent, where)}
    found = output(space.uid)
    assert found <= may, "something is shown that may not be"
    if name != "the room":  # which shows the newest twelve
        assert found == may


def test_the_room_shows_the_newest_that_it_may(space: Space) -> None:
    made = [one for one in one_of_each(space) if may_be_seen(one, Where.ROOM)]
    item = next(i for i in running_order(space.uid) if i.kind is ItemKind.PROMPT)
    show_item(space.uid, item.uid)
    assert {one.uid for one in read_room(space.uid).contributions} == {one.uid for one in made}


@pytest.mark.parametrize("consent", [c for c in CONSENTS if not c.room])
def test_d8_no_consent_to_the_screen_means_it_never_reaches_it(
    space: Space, consent: Consent
) -> None:
    uid = move(capture(space.uid, "my own words", consent=consent).uid, State.CLEARED).uid
    for put in (show_contribution, read_to_room):
        with pytest.raises(RefusedError, match="has not agreed to being shown in the room"):
            put(space.uid, uid)
    assert read_room(space.uid).showing is Showing.WELCOME


def test_what_is_shown_goes_when_consent_goes(space: Space) -> None:
    uid = move(capture(space.uid, "my own words").uid, State.CLEARED).uid
    show_contribution(space.uid, uid)
    read_to_room(space.uid, uid)
    assert read_room(space.uid).contributions
    assert read_room(space.uid).reading.aloud
    set_consent(uid, Consent())
    sees = read_room(space.uid)
    assert sees.contributions == ()
    assert not sees.reading.aloud
    assert "my own words" not in repr(sees)


def test_withdrawn_words_are_nowhere(space: Space) -> None:
    uid = capture(space.uid, "my own words", role="a carer", consent=Consent(True, True, True)).uid
    move(uid, State.CLEARED)
    add_version(uid, VersionKind.TIDIED, "My own words, tidied.")
    put_in_theme(new_theme(space.uid, "a theme").uid, uid)
    show_contribution(space.uid, uid)
    move(uid, State.WITHDRAWN)
    everything: list[Callable[[UUID], object]] = [
        read_room,
        read_desk,
        read_outcome,
        read_kiosk,
    ]
    for look in everything:
        assert "own words" not in repr(look(space.uid)), look
    assert "own words" not in repr(contribution(uid))
    outcome = read_outcome(space.uid)
    assert (outcome.heard, outcome.withdrawn) == (0, 1)
    assert [theme.people for theme in outcome.themes] == [0]
    assert read_desk(space.uid).themes[0].members == frozenset()


def test_consent_in_words() -> None:
    assert consent_words(Consent()) == "nothing"
    assert consent_words(Consent(True, True, True)) == "room, report, quote"


# The modules that may look at a state or a consent themselves: the thing itself, the rule, the
# theme, where "cleared" is a rule about putting in and not about seeing, and the recording,
# where words that are new to a cleared one have to wait again.
# The thing itself has its types in a file of their own. Flags hold, and a redaction keeps or frees
# what was held: neither shows anything.
MAY_LOOK = {
    "contribution.contribution",
    "contribution.visibility",
    "theme.theme",
    "recording.recording",
} | {
    "contribution.types",
    # What becomes of one, how an undo puts it back, and the scribe's line put right.
    "contribution.acts",
    "contribution.reading",
    "contribution.steps",
    "contribution.correcting",
    # The list of the desk, which may see all; it finds what is in one state, by one role.
    "contribution.lists",
    # A turn has a state of its own; the report counts what was held, and shows no words of it.
    "meeting.turn",
    "outcome.report",
    "flags.table",
    "flags.flagging",
    "contribution.redaction",
    # What these tell goes to the person whose words they are, and to nobody else.
    "contribution.fate",
    "kiosk.own_words",
    # What comes in from a file stands where its flags put it, and brings its consents; an export
    # says them beside words that the rule lets out.
    "exchange.rows",
    "exchange.importing",
    "exchange.exporting",
    "kiosk.receipt",
    # Words whose time is over: it deletes them, whatever their state.
    "erasure.forgetting",
    "erasure.retention",
    # The board and the search of the desk, which may see all.
    "theme.board",
    "search.finding",
    # What is carried from one record into another keeps its state; what was taken back stays so.
    "merge.carrying",
    "merge.merge",
    "merge.other_version",
    "outbox.outbox",
    "backup.since",
    # Counts, and no words of anybody.
    "doctor.looks_at_the_record",
    "doctor.left_over_words",
    "outcome.year",
}
# A promise has a state of its own: how it stands. Consents are nothing that these may ask.
ABOUT_PROMISES = {
    "easy_read.begin",
    "easy_read.stands",
    "promise.news",
    "promise.overdue",
    "promise.types",
    "promise.updates",
    "promise.standing",
    "outcome.year_types",
}
# A space has a state too, and it says nothing about anybody's words.
SPACES = ("SpaceRow", "space", "found", "row", "self", "self.space", "SpaceRow.get_by_id(space)")
PRIVATE = {"state", "consent", "consent_room", "consent_report", "consent_quote"}


def looks_at(tree: ast.Module) -> set[str]:
    """The states and consents of a contribution that a module reads by itself."""
    found = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and node.attr in PRIVATE
            and ast.unparse(node.value) not in SPACES
        ):
            found.add(ast.unparse(node))
        if isinstance(node, ast.Compare):
            compared = ast.unparse(node)
            if "State." in compared.replace("SpaceState.", "").replace("PromiseState.", ""):
                found.add(compared)
    return found


def test_no_other_module_decides_who_sees_what() -> None:
    folder = Path(str(models.__file__)).parent
    names = {
        ".".join(file.relative_to(folder).with_suffix("").parts): file
        for file in folder.rglob("*.py")
        if file.parent.name != "migrations"
    }
    assert names.keys() >= MAY_LOOK | ABOUT_PROMISES, "a module that moved is named anew here"
    deciding = {
        name: looks_at(ast.parse(file.read_text()))
        for name, file in names.items()
        if name not in MAY_LOOK
    }
    for name in ABOUT_PROMISES:
        deciding[name] = {what for what in deciding[name] if not what.endswith(".state")}
    assert {name: what for name, what in deciding.items() if what} == {}


def test_that_check_sees_a_module_that_decides_by_itself() -> None:
    own = "query.where((ContributionRow.state == State.CLEARED) & ContributionRow.consent_room)"
    assert looks_at(ast.parse(own))
    assert looks_at(ast.parse("if one.consent.room: draw(one)"))
