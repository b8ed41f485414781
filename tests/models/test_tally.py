"""Whatever happens in whatever order: everything is counted once, nothing forbidden is shown."""

from uuid import UUID

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from models.contribution.contribution import (
    Consent,
    Mover,
    State,
    VersionKind,
    add_version,
    capture,
    contribution,
    move,
    set_consent,
)
from models.contribution.visibility import Where, may_be_seen
from models.desk.desk import read_desk
from models.errors import RefusedError
from models.meeting.running_order import ItemKind, add_item
from models.outcome.outcome import read_outcome
from models.room.stage import Showing, read_to_room, show, show_contribution, show_item
from models.space.prompt import add_prompt
from models.space.space import new_space, open_space
from models.store.database import close_store, open_store
from models.theme.theme import (
    new_theme,
    put_in_theme,
    remove_theme,
    take_out_of_theme,
    themes_of,
)

CONSENTS = st.builds(Consent, st.booleans(), st.booleans(), st.booleans())


class Meeting(RuleBasedStateMachine):
    """A meeting in which anything is pressed in any order."""

    contributions = Bundle("contributions")
    themes = Bundle("themes")

    def __init__(self) -> None:
        super().__init__()
        open_store(":memory:")
        self.space = open_space(new_space("A space").uid).uid
        self.prompt = add_prompt(self.space, "What helps?").uid
        item = add_item(self.space, ItemKind.PROMPT, "Prompt 1", 5, prompt=self.prompt)
        show_item(self.space, item.uid)
        self.said: dict[UUID, str] = {}

    def teardown(self) -> None:
        close_store()

    @initialize(target=themes)
    def there_is_a_theme(self) -> UUID:
        self.first = new_theme(self.space, "the first theme").uid
        return self.first

    @rule(target=contributions, consent=CONSENTS, at_prompt=st.booleans(), in_theme=st.booleans())
    def somebody_says_something(self, consent: Consent, at_prompt: bool, in_theme: bool) -> UUID:
        words = f"words-{len(self.said)}-"
        prompt = self.prompt if at_prompt else None
        uid = capture(self.space, words, consent=consent, prompt=prompt, role="a carer").uid
        self.said[uid] = words
        if in_theme and self.first in {theme.uid for theme in themes_of(self.space)}:
            move(uid, State.CLEARED)
            put_in_theme(self.first, uid)
        assert capture(self.space, "other words", uid=uid).words == words, "saved once"
        return uid

    @rule(uid=contributions, to=st.sampled_from(State), mover=st.sampled_from(Mover))
    def it_is_moved(self, uid: UUID, to: State, mover: Mover) -> None:
        before = contribution(uid)
        try:
            after = move(uid, to, reason="a name", mover=mover)
        except RefusedError:
            after = contribution(uid)
            assert after == before
        if after.state is State.WITHDRAWN:
            self.said[uid] = ""
        assert after.words == self.said[uid]

    @rule(uid=contributions, consent=CONSENTS)
    def consent_changes(self, uid: UUID, consent: Consent) -> None:
        assert set_consent(uid, consent).consent == consent

    @rule(uid=contributions)
    def it_is_tidied(self, uid: UUID) -> None:
        try:
            add_version(uid, VersionKind.TIDIED, f"{self.said[uid]}tidied")
        except RefusedError:
            assert not self.said[uid]

    @rule(target=themes)
    def a_theme_is_started(self) -> UUID:
        return new_theme(self.space, "a theme").uid

    @rule(theme=themes, uid=contributions)
    def it_is_put_in_a_theme(self, theme: UUID, uid: UUID) -> None:
        cleared = contribution(uid).state is State.CLEARED
        there = theme in {one.uid for one in themes_of(self.space)}
        try:
            put_in_theme(theme, uid)
        except RefusedError:
            assert not (cleared and there)
        else:
            assert cleared
            assert there

    @rule(theme=themes, uid=contributions)
    def it_is_taken_out(self, theme: UUID, uid: UUID) -> None:
        take_out_of_theme(theme, uid)

    @rule(theme=themes)
    def a_theme_is_taken_away(self, theme: UUID) -> None:
        try:
            remove_theme(theme)
        except RefusedError:
            assert theme not in {one.uid for one in themes_of(self.space)}

    @rule(what=st.sampled_from(Showing))
    def the_room_is_changed(self, what: Showing) -> None:
        show(self.space, what)

    @rule(uid=contributions, aloud=st.booleans())
    def one_is_shown_or_read(self, uid: UUID, aloud: bool) -> None:
        allowed = may_be_seen(contribution(uid), Where.ROOM)
        try:
            (read_to_room if aloud else show_contribution)(self.space, uid)
        except RefusedError:
            assert not allowed
        else:
            assert allowed

    @invariant()
    def everything_is_counted_once_and_nothing_forbidden_is_shown(self) -> None:
        desk, outcome = read_desk(self.space), read_outcome(self.space)
        tally = desk.tally
        assert tally.heard == tally.waiting + tally.held + tally.set_aside + tally.cleared
        assert tally.cleared == tally.in_themes + tally.not_in_a_theme
        assert min(tally.in_themes, tally.not_in_a_theme) >= 0
        assert tally.heard + tally.withdrawn == len(self.said)
        assert (outcome.heard, outcome.held) == (tally.heard, tally.held)
        assert (outcome.set_aside, outcome.withdrawn) == (tally.set_aside, tally.withdrawn)
        in_room, in_outcome = repr(desk.room), repr(outcome)
        now = {one.uid: one for one in desk.contributions}
        for uid, words in self.said.items():
            assert bool(words) == (uid in now)
            if words and not may_be_seen(now[uid], Where.ROOM):
                assert words not in in_room
            if words and not may_be_seen(now[uid], Where.QUOTE):
                assert words not in in_outcome
        for theme, told in zip(desk.themes, outcome.themes, strict=True):
            assert all(now[uid].state is State.CLEARED for uid in theme.members)
            seen = [uid for uid in theme.members if may_be_seen(now[uid], Where.REPORT)]
            assert told.people == len(seen)


def test_a_meeting_in_any_order() -> None:
    # Making a failure shorter would take minutes, and 25 steps can be read as they are.
    some = settings(max_examples=4, stateful_step_count=25, deadline=None, phases=[Phase.generate])
    run_state_machine_as_test(Meeting, settings=some)


@pytest.mark.soak
def test_a_meeting_in_any_order_for_long() -> None:
    many = settings(max_examples=100, stateful_step_count=50, deadline=None)
    run_state_machine_as_test(Meeting, settings=many)
