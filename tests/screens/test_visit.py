"""A visit, with no screen: its pages, where each choice leads, and the way back."""

from uuid import uuid4

import pytest

from assets.language import languages
from models.kiosk.kiosk import KioskSees
from models.space.prompt import Prompt
from models.space.space import Space
from screens.kiosk.idle import Idle, Presence
from screens.kiosk.pages import Around, back, begin, page_of
from screens.kiosk.visit import Act, Body, PageName, Visit
from tests.screens.staging import PICTURES, visit_at


def sees_with(prompts: int, tags: tuple[str, ...] = ("en",)) -> KioskSees:
    """Return what a kiosk sees in a space with so many prompts."""
    space = Space(uuid4(), "k7", "Getting help at home")
    questions = tuple(Prompt(uuid4(), n, f"Question {n}?") for n in range(1, prompts + 1))
    return KioskSees(space, questions, None, tags)


AROUND = Around(pictures=PICTURES)


def reached_from(visit: Visit, sees: KioskSees) -> set[PageName]:
    """Return every page to which choices lead, from a visit on, and what typing leads to."""
    found: set[PageName] = set()
    ahead, seen = [visit], set()
    while ahead:
        now = ahead.pop()
        here = (now.page, now.board, now.way, now.behind, len(now.pictures), len(now.marks))
        if here in seen:
            continue
        seen.add(here)
        found.add(now.page)
        page = page_of(now, sees, AROUND)
        ahead += [one.to for one in page.choices if len(one.to.pictures) < 3]
    return found


@pytest.mark.parametrize("prompts", [0, 1, 3, 4, 5, 12])
def test_every_prompt_can_be_reached_with_digits_and_one_page_has_at_most_six_choices(
    prompts: int,
) -> None:
    sees = sees_with(prompts)
    visit, found = begin(sees), set()
    for _ in range(12):
        page = page_of(visit, sees, AROUND)
        assert len(page.choices) <= 6, "1 to 6 choose; the other digits have their own meaning"
        found |= {one.to.prompt for one in page.choices if one.to.prompt}
        assert any(one.to.page is PageName.WAY and not one.to.prompt for one in page.choices)
        others = [one.to for one in page.choices if one.to.page is PageName.PROMPT]
        visit = others[0] if others else visit
    assert found == {one.uid for one in sees.prompts}


@pytest.mark.parametrize("name", list(PageName))
def test_no_page_has_more_choices_than_digits_that_choose(name: PageName) -> None:
    sees = sees_with(3, ("en", "pl", "cy"))
    assert len(page_of(visit_at(name, sees), sees, AROUND).choices) <= 6


@pytest.mark.parametrize("name", list(PageName))
def test_every_page_can_be_left(name: PageName) -> None:
    """By its choices, by going back, by a key, or because its words end."""
    sees = sees_with(3, ("en", "pl", "cy"))
    visit = visit_at(name, sees)
    page = page_of(visit, sees, AROUND)
    leads_on = any(one.act or one.to.page is not name for one in page.choices)
    by_key = name in (PageName.WELCOME, PageName.STILL_THERE)
    is_left_back = back(visit, sees) != visit
    assert leads_on or by_key or is_left_back or page.body in (Body.WORDS, Body.LETTERS)


@pytest.mark.parametrize("name", list(PageName))
def test_going_back_again_and_again_ends(name: PageName) -> None:
    sees = sees_with(3, ("en", "pl", "cy"))
    visit = visit_at(name, sees)
    for _ in range(20):
        before, visit = visit, back(visit, sees)
        if visit == before:
            return
    pytest.fail("going back goes round in a circle")


def test_no_is_as_easy_as_yes() -> None:
    sees = sees_with(1)
    for name in (PageName.ROOM, PageName.REPORT, PageName.QUOTE):
        yes, no = page_of(visit_at(name, sees), sees, AROUND).choices
        assert (yes.words, no.words) == ("Yes", "No")
        use = name.value
        assert getattr(yes.to.consent, use) is True
        assert getattr(no.to.consent, use) is False
        assert yes.act is not None
        assert no.act is not None


def test_who_is_not_in_the_report_is_not_asked_for_a_quote() -> None:
    sees = sees_with(1)
    yes, no = page_of(visit_at(PageName.REPORT, sees), sees, AROUND).choices
    assert yes.to.page is PageName.QUOTE
    assert no.to.page is PageName.THANKS
    assert not no.to.consent.quote
    assert no.act is Act.GIVE_RECEIPT


def test_help_numbers_come_before_the_receipt_where_words_may_mean_harm() -> None:
    sees = sees_with(1)
    from dataclasses import replace

    visit = replace(visit_at(PageName.QUOTE, sees), needs_numbers=True)
    for choice in page_of(visit, sees, AROUND).choices:
        assert choice.to.page is PageName.NUMBERS
        page = page_of(choice.to, sees, AROUND)
        assert [one.to.page for one in page.choices] == [PageName.THANKS]


def test_steps_are_counted_and_the_language_is_one_where_there_is_a_choice() -> None:
    one = sees_with(2)
    assert begin(one).page is PageName.PROMPT
    assert page_of(begin(one), one).step == "step 1 of 7"
    many = sees_with(2, languages())
    if len(languages()) > 1:
        assert begin(many).page is PageName.LANGUAGE
        assert page_of(begin(many), many).step == "step 1 of 8"


def test_nobody_is_hurried_who_presses_keys_and_the_warning_can_be_answered() -> None:
    now = 0.0
    idle = Idle(120, clock=lambda: now)
    for _ in range(100):
        now += 119
        assert idle.presence is Presence.HERE
        idle.key()
    now += 120
    assert idle.presence is Presence.PERHAPS_NOT
    now += 29
    assert idle.presence is Presence.PERHAPS_NOT, "at least 20 seconds to answer (WCAG 2.2.1)"
    idle.key()
    assert presence_of(idle) is Presence.HERE
    now += 151
    assert presence_of(idle) is Presence.GONE


def presence_of(idle: Idle) -> Presence:
    return idle.presence


def test_there_is_no_time_limit_until_a_facilitator_sets_one() -> None:
    now = 0.0
    idle = Idle(0, clock=lambda: now)
    now = 1e9
    assert idle.presence is Presence.HERE
