"""What is agreed for a space holds from its first contribution on."""

import pytest

from models.contribution.contribution import THE_LEADER, Consent, State, capture, move
from models.errors import RefusedError
from models.meeting.running_order import ItemKind, running_order
from models.outcome.outcome import read_outcome
from models.room.room import read_room
from models.room.stage import read_to_room, show_contribution, show_item
from models.space.agreed import agreed_for, set_approval, set_roles_shown
from models.space.prompt import prompts_of
from models.space.space import Space
from models.theme.theme import new_theme, put_in_theme

FULL = Consent(room=True, report=True, quote=True)


def test_approval_is_on_by_default_and_frozen_by_the_first_contribution(space: Space) -> None:
    assert agreed_for(space.uid).approval
    assert agreed_for(space.uid).roles_shown
    assert not set_approval(space.uid, False).approval
    assert set_approval(space.uid, True).approval
    assert capture(space.uid, "More time.").state is State.WAITING
    assert agreed_for(space.uid).frozen
    for change in (set_approval, set_roles_shown):
        with pytest.raises(RefusedError, match="Somebody has already spoken"):
            change(space.uid, False)
    assert agreed_for(space.uid).approval


def test_without_approval_words_are_seen_at_once_but_for_what_is_flagged(space: Space) -> None:
    set_approval(space.uid, False)
    assert capture(space.uid, "More time.").state is State.CLEARED
    assert capture(space.uid, "Dilys Cooper lost it.").state is State.HELD
    assert capture(space.uid, "he takes my money and I'm frightened").may_be_harm
    assert capture(space.uid, "nothing").state is State.SET_ASIDE


def test_where_no_roles_are_shown_no_output_names_one(space: Space) -> None:
    set_roles_shown(space.uid, False)
    prompt = prompts_of(space.uid)[0].uid
    one = capture(space.uid, "More time.", role="a carer", consent=FULL, prompt=prompt)
    move(one.uid, State.CLEARED)
    assert one.role == "a carer", "the desk knows"
    put_in_theme(new_theme(space.uid, "a theme").uid, one.uid)
    item = next(i for i in running_order(space.uid) if i.kind is ItemKind.PROMPT)
    show_item(space.uid, item.uid)
    shown = read_room(space.uid).contributions
    show_contribution(space.uid, one.uid)
    read_to_room(space.uid, one.uid)
    sees = read_room(space.uid)
    outputs = [shown, sees.contributions, sees.reading, read_outcome(space.uid)]
    assert all("More time." in repr(output) for output in outputs)
    assert not [output for output in outputs if "a carer" in repr(output)]
    leader = move(capture(space.uid, "We will look.", role=THE_LEADER).uid, State.CLEARED)
    show_contribution(space.uid, leader.uid)
    assert read_room(space.uid).contributions[0].role == THE_LEADER, "nobody takes it for theirs"
