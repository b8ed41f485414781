"""What is prepared can be written down, and read to an equal space."""

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.contribution.contribution import Role, capture, newest
from models.errors import HeardError, RefusedError
from models.meeting.attendance import how_many_came, set_came
from models.meeting.needs import Met, add_need, needs_of, set_met
from models.meeting.planning import add_part
from models.meeting.running_order import ItemKind, running_order
from models.meeting.team import Job, add_member, team_of
from models.space.agreed import agreed_for, set_approval, set_roles_shown
from models.space.preparing import change_space
from models.space.prompt import add_prompt, add_wording, prompts_of
from models.space.space import Space, SpaceState, list_spaces, new_space
from models.space.template import load_template
from models.space.template_writing import plan_as_data, save_template, space_like
from models.words import one_line

# What people type: quotation marks, emoji, other scripts, what TOML itself is made of.
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(
    lambda text: bool(one_line(text))
)
LINES = st.lists(WORDS, max_size=4)
MINUTES = st.integers(0, 600)


def fill(draw: Any) -> Space:
    """Prepare a space by the verbs, with anything that may be typed."""
    made = new_space(
        draw(WORDS),
        purpose=draw(WORDS),
        place=draw(WORDS),
        rules=draw(LINES),
        help_numbers=draw(LINES),
        consent_wording=draw(LINES),
        language=draw(st.sampled_from(["en", "pl", "cy"])),
        languages=draw(st.sampled_from([(), ("pl",), ("en", "ur")])),
        starts=draw(st.sampled_from(["", "09:05", "13:00"])),
        minutes=draw(st.integers(0, 1440)),
    )
    if draw(st.booleans()):
        change_space(made.uid, held_on="30 April 2027")
    prompts: list[UUID | None] = [None]
    for text in draw(st.lists(WORDS, max_size=3)):
        prompt = add_prompt(made.uid, text, spoken=draw(st.one_of(st.just(""), WORDS)))
        prompts.append(prompt.uid)
        for language, easy_read in draw(
            st.lists(
                st.sampled_from([("pl", False), ("pl", True), ("en", True), ("cy", False)]),
                unique=True,
            )
        ):
            if easy_read or language != made.language:
                add_wording(
                    prompt.uid,
                    language,
                    draw(WORDS),
                    spoken=draw(st.one_of(st.just(""), WORDS)),
                    easy_read=easy_read,
                )
    for title in draw(LINES):
        kind = draw(st.sampled_from(ItemKind))
        prompt = draw(st.sampled_from(prompts))
        if kind is not ItemKind.PROMPT or prompt:
            add_part(made.uid, kind, title, draw(MINUTES), prompt=prompt)
    for name in draw(LINES):
        add_member(made.uid, draw(st.sampled_from(Job)), name, shown=draw(st.booleans()))
    for kind in draw(st.lists(st.sampled_from(["large print", "Polish", "a drink of water"]))):
        add_need(made.uid, kind, draw(st.integers(1, 20)))
    set_approval(made.uid, draw(st.booleans()))
    set_roles_shown(made.uid, draw(st.booleans()))
    return made


def plan_of_space(space: Space) -> dict[str, Any]:
    """Everything that is prepared, read by the questions and not by what writes the template."""
    numbers: dict[UUID | None, int] = {
        prompt.uid: prompt.number for prompt in prompts_of(space.uid)
    }
    found = next(one for one in list_spaces() if one.uid == space.uid)
    return {
        "space": [
            getattr(found, name)
            for name in (
                *("title", "purpose", "place", "held_on", "language", "languages", "rules"),
                *("help_numbers", "starts", "minutes", "consent_wording"),
            )
        ],
        "agreed": agreed_for(space.uid),
        "prompts": [
            (one.number, one.text, one.spoken, one.language, one.wordings)
            for one in prompts_of(space.uid)
        ],
        "order": [
            (one.number, one.kind, one.title, one.minutes, numbers.get(one.prompt))
            for one in running_order(space.uid)
        ],
        "team": [(one.job, one.name, one.shown) for one in team_of(space.uid)],
        "needs": [(one.kind, one.how_many) for one in needs_of(space.uid)],
    }


def round_trip(data: Any) -> None:
    space = fill(data.draw)
    with tempfile.TemporaryDirectory() as folder:
        path = save_template(space.uid, Path(folder) / "plan.toml")
        again = load_template(path)
    assert again.uid != space.uid
    assert plan_of_space(again) == plan_of_space(space)


QUICK = settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@QUICK
@given(data=st.data())
def test_a_template_that_is_saved_loads_to_an_equal_space(store: Path, data: Any) -> None:
    round_trip(data)


@pytest.mark.soak
@pytest.mark.timeout(900)  # a server commits each part of each of them
@settings(QUICK, max_examples=400)
@given(data=st.data())
def test_many_templates_that_are_saved_load_to_equal_spaces(store: Path, data: Any) -> None:
    round_trip(data)


def test_a_space_like_last_times_has_its_plan_and_nobodys_words(space: Space) -> None:
    prompt = prompts_of(space.uid)[0]
    add_wording(prompt.uid, "pl", "Co pomaga?", spoken="Co Ci pomaga?")
    add_wording(prompt.uid, "en", "What helps you?", easy_read=True)
    add_member(space.uid, Job.LEADER, "Service Director", shown=True)
    set_met(add_need(space.uid, "large print", 2).uid, Met.MET)
    set_roles_shown(space.uid, False)
    set_came(space.uid, Role.CARER, 6)
    capture(space.uid, "More time from the carers.")
    made = space_like(space.uid, "  Getting   about ", place="The hall")
    before, after = plan_of_space(space), plan_of_space(made)
    assert made.state is SpaceState.PLANNED
    assert (made.title, made.place, made.held_on) == ("Getting about", "The hall", "")
    assert newest(made.uid) == ()
    assert after["needs"] == []
    assert how_many_came(made.uid) == ()
    for part in ("prompts", "order", "team"):
        assert after[part] == before[part] != []
    assert made.rules == space.rules
    assert not agreed_for(made.uid).roles_shown
    assert not any(item.current or item.started for item in running_order(made.uid))


def test_a_template_holds_no_words_and_no_pin(space: Space, tmp_path: Path) -> None:
    capture(space.uid, "SECRET words")
    text = save_template(space.uid, tmp_path / "plan.toml").read_text(encoding="utf-8")
    assert "SECRET" not in text
    assert "docs/templates.md" in text
    assert set(plan_as_data(space.uid)) <= {
        *("title", "purpose", "place", "held_on", "language", "rules", "prompts", "running_order")
    }


def test_a_file_that_is_there_is_left_as_it_is(space: Space, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text("mine")
    with pytest.raises(HeardError, match="left as it is"):
        save_template(space.uid, path)
    assert path.read_text() == "mine"
    for wrong in (tmp_path / "plan", tmp_path / "none" / "plan.toml"):
        with pytest.raises(HeardError, match="Nothing was"):
            save_template(space.uid, wrong)
    with pytest.raises(RefusedError, match="needs a title"):
        space_like(space.uid, " ")
