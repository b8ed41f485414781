"""The draft report as text and as a page: what is in it, and what never is."""

import stat
from pathlib import Path

import pytest

from models.contribution.contribution import (
    NO_CONSENT,
    Consent,
    State,
    VersionKind,
    WayIn,
    add_version,
    capture,
    move,
)
from models.contribution.types import Role
from models.meeting.attendance import set_came
from models.meeting.checkout import Value, count_hands
from models.meeting.ladder import Side, rate_on_ladder
from models.meeting.needs import Met, add_need, set_met
from models.outcome.report import read_report
from models.promise.promise import PromiseKind, make_promise
from models.space.space import Space, close_space
from models.theme.read_back import read_back, room_agreed
from models.theme.theme import new_theme, put_in_theme
from models.times import at_time
from outcomes import report_page, report_text, write_report
from tests.outcomes.reading import parsed

ALL = Consent(room=True, report=True, quote=True)


@pytest.fixture
def meeting(space: Space) -> Space:
    """A meeting with a quote in Polish, its translation, a tidied wording, and three answers."""
    theme = new_theme(space.uid, "Phone us back").uid
    polish = capture(space.uid, "Chcę rozmawiać", language="pl", consent=ALL, role="a carer").uid
    add_version(polish, VersionKind.TRANSLATED, "I want to talk", made_by="the scribe")
    tidy = capture(space.uid, "um they um never ring", consent=ALL).uid
    add_version(tidy, VersionKind.TIDIED, "They never ring", made_by="the scribe")
    unquoted = capture(space.uid, "Not to be quoted", consent=Consent(report=True)).uid
    for uid in (polish, tidy, unquoted):
        move(uid, State.CLEARED)
        put_in_theme(theme, uid)
    capture(space.uid, "Nobody shall read it", consent=NO_CONSENT)
    capture(space.uid, "We hear you, said the director", role="the leader", consent=ALL)
    will = {"who": "The office", "due": "2027-04-30", "theme": theme}
    make_promise(space.uid, PromiseKind.WILL, "Phone back in two days", **will)  # type: ignore[arg-type]
    make_promise(space.uid, PromiseKind.MORE_TIME, "Find a second phone", **will)  # type: ignore[arg-type]
    make_promise(
        space.uid, PromiseKind.CANNOT, "Open on Sundays", because="There is no money", theme=theme
    )
    for value in Value:
        count_hands(space.uid, value, (7, 6, 2, 0, 1))
    rate_on_ladder(space.uid, Side.STAFF, 5, "We asked all along")
    rate_on_ladder(space.uid, Side.PEOPLE, 3, "We were told")
    return space


def plain(text: str) -> str:
    return " ".join(text.split())


def both(space: Space) -> list[str]:
    """Return the words of the text and of the page."""
    report = read_report(space.uid)
    page = report_page(report)
    return [plain(report_text(report)), plain(" ".join(parsed(page).itertext()))]


def test_d19_the_report_shows_the_original_and_what_stands_beside_it(meeting: Space) -> None:
    for words in both(meeting):
        assert "“Chcę rozmawiać” (a carer)" in words
        assert "In English, translated by the scribe: “I want to talk”" in words
        assert "“They never ring”" in words
        assert "Tidied by the scribe. As it was said: “um they um never ring”" in words
    assert 'lang="pl"' in report_page(read_report(meeting.uid))


def test_d35_what_the_room_said_of_the_themes_is_told(meeting: Space) -> None:
    assert "read back" not in report_text(read_report(meeting.uid))
    read_back(meeting.uid)
    new_theme(meeting.uid, "Buses", for_room=True)
    room_agreed(meeting.uid)
    for words in both(meeting):
        assert "have we got it right? The room added 1 theme and agreed." in words


def test_who_came_and_which_needs_were_met(meeting: Space) -> None:
    set_came(meeting.uid, Role.USES_SERVICES, 14)
    set_came(meeting.uid, Role.CARER, 6)
    set_met(add_need(meeting.uid, "large print", 2).uid, Met.MET)
    interpreter = add_need(meeting.uid, "Polish interpreter").uid
    set_met(interpreter, Met.PARTLY, until=at_time("13:40"))
    for words in both(meeting):
        assert "20 people came. Uses services: 14; a carer: 6." in words
        assert "2 large print: met." in words
        assert "1 Polish interpreter: partly met until 13:40." in words


def test_a_reason_that_somebody_wrote_is_not_in_it(meeting: Space) -> None:
    move(capture(meeting.uid, "Words to hold").uid, State.HELD, reason="Sharon is in it")
    for words in both(meeting):
        assert "1 held: another reason." in words
        assert "Sharon" not in words


def test_consent_and_the_leader_are_obeyed(meeting: Space) -> None:
    for words in both(meeting):
        assert "Not to be quoted" not in words
        assert "Nobody shall read it" not in words
        assert "said the director" not in words, "a leader's words are never you said"
        assert "You said: Phone us back (3)" in words
        assert "The leader spoke once." in words


def test_d36_the_three_answers_have_the_same_weight(meeting: Space) -> None:
    page = parsed(report_page(read_report(meeting.uid)))
    found = [p for p in page.iter("p") if p.get("class") == "promise"]
    assert [plain("".join(p.itertext())).split(":")[0] for p in found] == [
        "We will",
        "We need more time",
        "We can't",
    ]
    assert "Because: There is no money." in "".join(found[2].itertext())


def test_d41_small_numbers_are_not_broken_down_in_the_report(meeting: Space) -> None:
    for words in both(meeting):
        assert "Yes, very much: 7; Mostly yes: 6; Half and half: fewer than 5" in words
        assert "Half and half: 2" not in words
        assert "Staff: step 5 of 7, engagement (doing for). Because: We asked all along." in words
        assert "People: step 3 of 7, informing (doing for). Because: We were told." in words


def test_d42_it_is_a_draft_until_the_space_is_closed_and_tells_what_came_late(
    meeting: Space,
) -> None:
    assert both(meeting)[0].startswith("Draft report: Getting about in Worksop, 12 March 2027")
    close_space(meeting.uid)
    late = capture(meeting.uid, "By letter", way_in=WayIn.PAPER, consent=ALL, late=True).uid
    move(late, State.CLEARED)
    put_in_theme(new_theme(meeting.uid, "Letters").uid, late)
    for words in both(meeting):
        assert words.startswith(("Report:", "Report: "))
        assert "1 late addition, after the meeting was closed." in words
        assert "“By letter” (late addition)" in words


def test_people_s_words_are_text_and_never_markup(space: Space) -> None:
    odd = "<script>alert(1)</script> {{7*7}} {% raw %} </p>"
    theme = new_theme(space.uid, odd).uid
    one = capture(space.uid, odd, consent=ALL).uid
    move(one, State.CLEARED)
    put_in_theme(theme, one)
    report = read_report(space.uid)
    assert "<script" not in report_page(report)
    for words in both(space):
        assert plain(odd) in words


def test_it_is_written_in_one_step_for_one_reader(meeting: Space, tmp_path: Path) -> None:
    report = read_report(meeting.uid)
    text, page = tmp_path / "a" / "report.txt", tmp_path / "a" / "report.html"
    assert write_report(report, text).read_text(encoding="utf-8") == report_text(report)
    assert write_report(report, page).read_text(encoding="utf-8") == report_page(report)
    assert stat.S_IMODE(text.stat().st_mode) == 0o600
    assert sorted(one.name for one in text.parent.iterdir()) == ["report.html", "report.txt"]
    assert all(len(line) <= 72 for line in text.read_text(encoding="utf-8").splitlines())


def test_an_empty_space_has_a_report_too(space: Space) -> None:
    for words in both(space):
        assert "0 in all." in words
        assert "What broke" in words
