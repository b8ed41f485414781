"""Templates: a space from a page of TOML, in one go or not at all."""

import re
from itertools import product
from pathlib import Path

import pytest

from assets import asset
from models.contribution.contribution import Role, State, VersionKind, WayIn, newest
from models.desk.desk import read_desk
from models.errors import HeardError
from models.meeting.running_order import ItemKind, running_order
from models.outcome.outcome import read_outcome
from models.promise.promise import PromiseKind, promises_of
from models.room.room import last_promises, read_room
from models.room.stage import Showing
from models.space.prompt import prompts_of
from models.space.space import SpaceState, list_spaces, new_space
from models.space.template import demo_space, first_space, load_template
from models.store.base import Base
from models.theme.theme import themes_of

MOST_WORDS = 15

GOOD = """
title = "A space"
purpose = "To see"
place = "Here"
held_on = 2027-04-30
language = "en"
rules = ["One at a time."]
state = "open"
at = 2
[[prompts]]
text = "What helps?"
spoken = "What helps you?"
[[running_order]]
kind = "welcome"
title = "Welcome"
[[running_order]]
kind = "prompt"
title = "Prompt 1"
minutes = 20
prompt = 1
[[contributions]]
key = "one"
words = "um more time"
way_in = "typed"
face = "kiosk 1"
role = "a carer"
language = "en"
consent = ["room"]
state = "cleared"
prompt = 1
[[contributions.versions]]
kind = "tidied"
words = "More time."
[[contributions]]
words = "Sharon"
state = "held"
reason = "a name"
[[themes]]
title = "Time"
members = ["one"]
[[promises]]
kind = "we will"
what = "Phone back"
who = "The office"
due = "30 April 2027"
theme = 1
[[promises.updates]]
made_on = 2027-04-01
words = "It is so."
evidence = "Ring us."
done = true
[last]
title = "The space before"
[[last.promises]]
kind = "we can't, because"
what = "Longer visits"
because = "There is no money."
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "page.toml"
    path.write_text(text, encoding="utf-8")
    return path


def rows() -> int:
    return sum(table.select().count() for table in Base.__subclasses__())


def test_everything_on_the_page_is_made(store: Path, tmp_path: Path) -> None:
    space = load_template(write(tmp_path, GOOD))
    assert (space.title, space.purpose, space.place) == ("A space", "To see", "Here")
    assert (space.held_on, space.rules) == ("2027-04-30", ("One at a time.",))
    assert space.state is SpaceState.OPEN
    (prompt,) = prompts_of(space.uid)
    assert (prompt.text, prompt.spoken) == ("What helps?", "What helps you?")
    items = running_order(space.uid)
    assert [(i.kind, i.minutes, i.prompt, i.current) for i in items] == [
        (ItemKind.WELCOME, 5, None, False),
        (ItemKind.PROMPT, 20, prompt.uid, True),
    ]
    held, cleared = newest(space.uid)
    assert (cleared.words, cleared.shown, cleared.prompt) == (
        "um more time",
        "More time.",
        prompt.uid,
    )
    assert (cleared.way_in, cleared.face, cleared.role) == (WayIn.TYPED, "kiosk 1", "a carer")
    assert (cleared.consent.room, cleared.consent.report) == (True, False)
    assert (held.state, held.reason, held.consent.report) == (State.HELD, "a name", True)
    (theme,) = themes_of(space.uid)
    assert theme.members == frozenset({cleared.uid})
    (promise,) = promises_of(space.uid)
    assert (promise.due, promise.theme, promise.done) == ("2027-04-30", theme.uid, True)
    assert read_room(space.uid).showing is Showing.PROMPT
    assert [p.what for p in last_promises(space.uid)] == ["Longer visits"]
    assert [s.title for s in list_spaces()] == ["A space", "The space before"]


def test_a_title_is_enough(store: Path, tmp_path: Path) -> None:
    space = load_template(write(tmp_path, 'title = "A space"'))
    assert space.state is SpaceState.PLANNED
    assert running_order(space.uid) == ()


WRONG = [
    ('title = "A space"', 'title = " "', "needs a title"),
    ('title = "A space"', "", "needs a title"),
    ('title = "A space"', "title = 3", "title: write a text"),
    ('title = "A space"', 'titel = "A space"', "needs a title"),
    ('purpose = "To see"', 'purpos = "To see"', "purpos: nothing in a template is called that"),
    ("held_on = 2027-04-30", 'held_on = "soon"', "held_on: write a date"),
    ("held_on = 2027-04-30", "held_on = 2027-04-30T10:00:00", "held_on: write a text"),
    ("held_on = 2027-04-30", "held_on = 2027-04-31", "slip at line 5"),
    ('language = "en"\nrules', 'language = "English"\nrules', "language: write its short name"),
    ('rules = ["One at a time."]', 'rules = "One"', "rules: write a list"),
    ('rules = ["One at a time."]', "rules = [1]", "rules: write a list"),
    ('state = "open"', 'state = "opened"', 'state: use one of "planned", "open", "closed"'),
    ('state = "open"', "", "state: contributions need a space"),
    ("at = 2", "at = 3", "at: write a whole number, 1 to 2"),
    ("at = 2", "at = -1", "at: write a whole number, 1 to 2"),
    ("at = 2", "at = true", "at: write a whole number"),
    ('text = "What helps?"', "", "prompt 1: A prompt needs a question"),
    ("[[prompts]]", "[prompts]", "prompts: start each one with [[prompts]]"),
    ('kind = "welcome"', 'kind = "tea"', "running order 1, kind: use one of"),
    ('kind = "welcome"', "", "running order 1, kind: use one of"),
    ('kind = "welcome"', "kind = []", "running order 1, kind: use one of"),
    ('title = "Welcome"', "", "running order 1, title: give it a title"),
    ("minutes = 20", "minutes = -5", "running order 2, minutes"),
    ("minutes = 20", "minutes = 1e99", "running order 2, minutes"),
    ("minutes = 20\nprompt = 1", "minutes = 20", "running order 2, prompt: say which prompt"),
    ("minutes = 20\nprompt = 1", "minutes = 20\nprompt = 2", "running order 2, prompt"),
    ('words = "um more time"', "", "contribution 1: There are no words yet"),
    ('way_in = "typed"', 'way_in = "shouted"', "contribution 1, way_in: use one of"),
    ('role = "a carer"', 'role = "Sharon"', "contribution 1, role: use one of"),
    ('consent = ["room"]', 'consent = ["web"]', "contribution 1, consent"),
    ('consent = ["room"]', 'consent = "room"', "contribution 1, consent: write a list"),
    ('state = "cleared"', 'state = "seen"', "contribution 1, state: use one of"),
    ('reason = "a name"', "", "contribution 2: Holding needs a reason"),
    ('words = "Sharon"', 'words = "Sharon"\nkey = "one"', "contribution 2, key: another"),
    ('kind = "tidied"', "", "contribution 1, version 1, kind"),
    ('members = ["one"]', 'members = ["two"]', "theme 1, members"),
    ('state = "cleared"', 'state = "waiting"', "theme 1: Only cleared contributions"),
    ('title = "Time"', "", "theme 1: A theme needs a name"),
    ('what = "Phone back"', 'what = "We will look into it"', "promise 1: Say what exactly"),
    ('who = "The office"', "", "promise 1: Say who"),
    ('due = "30 April 2027"', 'due = "soon"', "promise 1, due: write a date"),
    ("theme = 1", "theme = 2", "promise 1, theme: write a whole number, 1 to 1"),
    ('words = "It is so."', "", "promise 1: Say what changed"),
    ("done = true", 'done = "yes"', "update 1, done: write true or false"),
    ("made_on = 2027-04-01", "", "promise 1"),
    ('title = "The space before"', "", "last: A space needs a title"),
    ('title = "The space before"', 'title = "x"\n[last.last]\ntitle = "y"', "last, last: nothing"),
    ('because = "There is no money."', "", "last, promise 1: Say why not"),
    ('title = "A space"', "title = A space", "slip at line 2, column 9"),
    ('title = "A space"', 'title = "A space', "slip at line 2"),
    ('title = "A space"', "x = " + "[" * 5_000, "lists within lists"),
]


@pytest.mark.parametrize(("right", "wrong", "sentence"), WRONG)
def test_a_wrong_page_is_refused_with_its_place_and_nothing_is_made(
    store: Path, tmp_path: Path, right: str, wrong: str, sentence: str
) -> None:
    assert right in GOOD
    new_space("It was here before")
    before = rows()
    with pytest.raises(HeardError) as refusal:
        load_template(write(tmp_path, GOOD.replace(right, wrong, 1)))
    said = str(refusal.value)
    assert sentence in said
    assert "emplate page.toml" in said
    assert "\n" not in said
    assert said.count("Nothing was") == 1
    assert "Sharon" not in said, "what is written there is not repeated"
    assert rows() == before


def test_files_that_are_no_template(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.toml"
    with pytest.raises(HeardError, match="cannot be read"):
        load_template(path)
    with pytest.raises(HeardError, match="cannot be read"):
        load_template(tmp_path)
    path.write_bytes(b"title = '\xff'")
    with pytest.raises(HeardError, match="UTF-8"):
        load_template(path)
    path.write_bytes(b"# " + b"x" * 2_000_000)
    with pytest.raises(HeardError, match="too large"):
        load_template(path)
    assert list_spaces() == []


def test_a_page_with_windows_line_ends(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.toml"
    path.write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert load_template(path).title == "A space"


def test_the_first_space_is_made_once(store: Path) -> None:
    first = first_space()
    assert first.title == "What matters to you"
    assert first.state is SpaceState.OPEN
    assert first_space() == first
    assert list_spaces() == [first]
    sees = read_desk(first.uid)
    assert sees.tally.heard == 0
    assert sees.current is not None
    assert sees.current.kind is ItemKind.WELCOME
    assert sees.room is not None
    assert sees.room.showing is Showing.WELCOME
    assert sum(item.minutes for item in sees.items) == 120
    assert ItemKind.BREAK in {item.kind for item in sees.items}
    assert len(prompts_of(first.uid)) == 3


def test_a_database_with_a_space_gets_no_first_one(store: Path) -> None:
    mine = new_space("Mine")
    assert first_space() == mine
    assert list_spaces() == [mine]


def test_the_demo_has_every_kind_and_state(store: Path) -> None:
    space = demo_space()
    everything = newest(space.uid)
    assert len(everything) == 30
    assert {one.way_in for one in everything} == set(WayIn) - {WayIn.IMPORTED}
    assert {one.role for one in everything} == {role.value for role in Role}
    assert {one.state for one in everything} == set(State) - {State.WITHDRAWN}
    consents = {(c.consent.room, c.consent.report, c.consent.quote) for c in everything}
    assert consents == set(product((False, True), repeat=3))
    assert {one.language for one in everything} == {"en", "pl", "cy"}
    versions = [v for one in everything for v in one.versions]
    assert {v.kind for v in versions} == set(VersionKind)
    held = [one.reason for one in everything if one.state is State.HELD]
    assert len(set(held)) == len(held) == 4
    assert max(len(one.words) for one in everything) == 600
    assert any("[/x]" in one.words for one in everything)
    assert {p.kind for p in promises_of(space.uid)} == set(PromiseKind)
    assert any(p.updates for p in promises_of(space.uid))
    themes = themes_of(space.uid)
    assert len(themes) == 5
    assert all(len(theme.members) >= 2 for theme in themes)
    assert any(told.quotes for told in read_outcome(space.uid).themes)


def test_the_demo_opens_at_prompt_1_with_something_to_see(store: Path) -> None:
    space = demo_space()
    sees = read_room(space.uid)
    assert sees.showing is Showing.PROMPT
    assert sees.item is not None
    assert sees.item.title == "Prompt 1"
    assert len(sees.contributions) >= 8
    assert [(item.title, item.minutes) for item in running_order(space.uid)] == [
        ("Welcome", 5),
        ("Last promises", 5),
        ("Prompt 1", 40),
        ("Break", 12),
        ("Prompt 2", 20),
        ("Themes", 20),
        ("We will", 12),
        ("How was it?", 5),
    ]


def test_the_demo_tells_last_times_promises(store: Path) -> None:
    last = last_promises(demo_space().uid)
    assert [(p.kind is PromiseKind.CANNOT, p.done) for p in last] == [
        (False, True),
        (False, True),
        (False, True),
        (False, False),
        (True, False),
    ]


@pytest.mark.parametrize("name", ["first.toml", "demo.toml"])
def test_every_sentence_of_ours_is_short(store: Path, name: str) -> None:
    space = load_template(asset("spaces", name))
    texts = [space.title, space.purpose, *space.rules]
    texts += [prompt.text for prompt in prompts_of(space.uid)]
    texts += [item.title for item in running_order(space.uid)]
    texts += [one.shown for one in newest(space.uid)]
    texts += [theme.title for theme in themes_of(space.uid)]
    for promise in (*promises_of(space.uid), *last_promises(space.uid)):
        texts += [promise.what, promise.because, *(update.words for update in promise.updates)]
    for text in texts:
        for sentence in re.split(r"[.!?\n]", text):
            assert len(sentence.split()) <= MOST_WORDS, sentence


def test_the_comments_of_the_first_template_name_every_key() -> None:
    said = asset("spaces", "first.toml").read_text() + asset("spaces", "demo.toml").read_text()
    comments = " ".join(line for line in said.splitlines() if line.startswith("#"))
    keys = {"title", "purpose", "place", "held_on", "language", "rules", "state", "at"}
    keys |= {"text", "spoken", "kind", "minutes", "prompt", "key", "words", "way_in", "face"}
    keys |= {"role", "consent", "reason", "versions", "because", "who", "due"}
    for key in keys:
        assert re.search(rf"\b{key}\b", comments), key
    ways = set(WayIn) - {WayIn.IMPORTED}  # a template brings none of those
    for words in (*ItemKind, *ways, *(role for role in Role if role), *SpaceState):
        assert f'"{words}"' in comments, words
