"""Who was told, and what was handed out: counts, addresses until they are posted, the register."""

from pathlib import Path
from uuid import UUID

import pytest

from models.contribution.contribution import Consent, State, capture, move, set_consent
from models.contribution.redaction import RedactionReason, redact
from models.errors import RefusedError
from models.meeting.needs import add_need
from models.outcome.asked_for import (
    asked_for,
    change_copies,
    forget_address,
    note_copies_made,
    note_posted,
    post_to,
    post_to_whom,
    set_asked,
)
from models.outcome.told import (
    How,
    drop_hand_out,
    handed_out,
    note_addresses,
    note_handed_out,
    note_publish,
    note_recalled,
    outcome_to_hand_out,
    to_recall,
)
from models.space.space import Space
from models.store.verbs import verb
from models.theme.theme import new_theme, put_in_theme
from tests.support.held import held_in

ALL = Consent(room=True, report=True, quote=True)
ADDRESS = "Mrs Zemlinsky, 1 High Street"


@pytest.fixture
def quoted(space: Space) -> list[UUID]:
    """Three contributions in a theme, the first two quoted."""
    return _quoted(space.uid)


@verb
def _quoted(space: UUID) -> list[UUID]:
    theme = new_theme(space, "Buses").uid
    found: list[UUID] = []
    for consent in (ALL, ALL, Consent(room=True, report=True)):
        one = capture(space, f"More buses, {len(found)}", consent=consent)
        move(one.uid, State.CLEARED)
        put_in_theme(theme, one.uid)
        found.append(one.uid)
    return found


def hand_out(space: Space, place: str = "a USB stick", formats: str = "text poster") -> UUID:
    out = outcome_to_hand_out(space.uid)
    names = formats.split()
    holding = [name for name in names if name != "poster"]
    return note_handed_out(
        space.uid, How.MADE, place, names, with_words=holding, contributions=out.contributions
    ).uid


def test_d45_what_was_handed_out_is_to_be_recalled(space: Space, quoted: list[UUID]) -> None:
    first, second, unquoted = quoted
    assert outcome_to_hand_out(space.uid).contributions == {first, second}
    hand_out(space)
    move(unquoted, State.WITHDRAWN)
    assert to_recall(space.uid) == (), "its words were in nothing that left"
    move(first, State.WITHDRAWN)
    (one,) = to_recall(space.uid)
    assert (one.taken_back, one.redacted, one.hand_out.with_words) == (1, 0, ("text",))
    told = " ".join(one.sentences)
    assert "text. To: a USB stick" in told
    assert "1 contribution in it was taken back since." in told
    assert "Delete these files there" in told
    # What is made now does not hold them, and is not to be recalled.
    hand_out(space, "another stick")
    assert [one.hand_out.place for one in to_recall(space.uid)] == ["a USB stick"]


@pytest.mark.parametrize("how", ["held", "no consent", "redacted"])
def test_whatever_takes_words_back_is_recalled(space: Space, quoted: list[UUID], how: str) -> None:
    hand_out(space)
    first = quoted[0]
    if how == "held":
        move(first, State.HELD, reason="not sure")
    elif how == "no consent":
        set_consent(first, Consent(room=True, report=True))
    else:
        redact(first, "More buses, please", RedactionReason.NAME)
    (one,) = to_recall(space.uid)
    assert (one.taken_back, one.redacted) == ((0, 1) if how == "redacted" else (1, 0))
    assert not {str(first), first.hex} & set(" ".join(one.sentences).split())


def test_what_is_back_is_asked_for_no_more_until_other_words_go(
    space: Space, quoted: list[UUID]
) -> None:
    uid = hand_out(space)
    redact(quoted[0], "More buses, please", RedactionReason.NAME)
    note_recalled(uid)
    assert to_recall(space.uid) == ()
    move(quoted[1], State.WITHDRAWN)
    (one,) = to_recall(space.uid)
    assert (one.taken_back, one.redacted) == (1, 0)


def test_what_was_made_anew_at_the_same_place_is_told_apart(
    space: Space, quoted: list[UUID]
) -> None:
    hand_out(space, "the web", "page text")
    move(quoted[0], State.WITHDRAWN)
    hand_out(space, "the web", "page")
    assert not to_recall(space.uid)[0].hand_out.replaced, "the old text still lies there"
    hand_out(space, "the web", "text")
    (one,) = to_recall(space.uid)
    assert one.hand_out.replaced
    assert one.sentences[-1].endswith("Ask back copies that were taken before.")


def test_paper_is_never_replaced_and_a_page_is_published_again(
    space: Space, quoted: list[UUID]
) -> None:
    out = outcome_to_hand_out(space.uid)
    for _ in range(2):
        note_handed_out(
            space.uid,
            How.PRINTED,
            "the printer Office",
            ["text"],
            with_words=["text"],
            contributions=out.contributions,
            copies=3,
        )
    note_publish(out, "/srv/www", ["page", "calendar"], with_words=["page"])
    move(quoted[0], State.WITHDRAWN)
    web, *papers = to_recall(space.uid)
    assert "Publish again" in web.sentences[-1]
    assert [one.sentences[-1] for one in papers] == ["Ask for the paper back, and shred it."] * 2
    assert "printed, 3 copies. text. To: the printer Office" in handed_out(space.uid)[1].sentence


def test_what_holds_nobodys_words_is_in_the_register_and_never_recalled(
    space: Space, quoted: list[UUID]
) -> None:
    hand_out(space, "the library", "poster")
    move(quoted[0], State.WITHDRAWN)
    assert to_recall(space.uid) == ()
    assert [one.formats for one in handed_out(space.uid)] == [("poster",)]


def counts(space: Space, form: str) -> tuple[int, int, int, int, int]:
    one = next(one for one in asked_for(space.uid) if one.format == form)
    return one.asked, one.made, one.handed_out, one.posted, one.to_post


def test_who_asked_for_a_format_is_known_from_the_needs_until_somebody_counts(
    space: Space,
) -> None:
    assert asked_for(space.uid) == ()
    add_need(space.uid, "large print", 2)
    add_need(space.uid, "headphones", 4)
    assert [one.format for one in asked_for(space.uid)] == ["large-18"]
    assert counts(space, "large-18") == (2, 0, 0, 0, 2)
    note_copies_made(space.uid, "large-18", 3)
    change_copies(space.uid, "large-18", 1)
    assert counts(space, "large-18") == (2, 3, 1, 0, 1)
    set_asked(space.uid, "large-18", 4)
    note_posted(space.uid, "large-18")
    assert counts(space, "large-18") == (4, 3, 1, 1, 2)
    change_copies(space.uid, "large-18", -5)
    assert counts(space, "large-18")[2] == 0
    with pytest.raises(RefusedError, match="Write a number"):
        set_asked(space.uid, "large-18", 1000)


def test_an_address_is_deleted_when_it_is_posted_down_to_its_bytes(
    space: Space, store: Path
) -> None:
    kept = post_to(space.uid, "braille", ADDRESS)
    other = post_to(space.uid, "braille", "Mr Quaternion, 2 High Street")
    assert counts(space, "braille") == (2, 0, 0, 0, 2), "who gave an address asked for it"
    assert [one.address for one in post_to_whom(space.uid)] == [ADDRESS, other.address]
    note_posted(space.uid, "braille", kept.uid)
    assert counts(space, "braille") == (2, 0, 0, 1, 1)
    forget_address(other.uid)
    assert post_to_whom(space.uid) == ()
    held = held_in(store)
    assert b"Zemlinsky" not in held
    assert b"Quaternion" not in held


def test_a_file_of_addresses_is_called_back_once_one_of_them_is_deleted(space: Space) -> None:
    assert note_addresses(space.uid, "/home/ada/post-to.txt").listed == ()
    assert handed_out(space.uid) == (), "nothing was written"
    kept = post_to(space.uid, "braille", ADDRESS)
    assert note_addresses(space.uid, "/home/ada/post-to.txt").listed == (kept,)
    assert to_recall(space.uid) == ()
    later = post_to(space.uid, "text", "Mr Quaternion, 2 High Street")
    forget_address(later.uid)
    assert to_recall(space.uid) == (), "it came after the file"
    forget_address(kept.uid)
    [recall] = to_recall(space.uid)
    assert recall.sentences[0].endswith("names and addresses. To: /home/ada/post-to.txt")
    assert "1 was deleted here since." in recall.sentences
    assert "every copy of it" in recall.sentences[-1]
    assert "Zemlinsky" not in "".join(recall.sentences)
    post_to(space.uid, "text", "Ms Quagga, 3 High Street")
    note_addresses(space.uid, "/home/ada/post-to.txt")
    [recall] = to_recall(space.uid)
    assert recall.sentences[-1].endswith("Delete copies that were made before.")
    note_recalled(recall.hand_out.uid)
    assert to_recall(space.uid) == ()


def test_a_file_that_was_not_made_after_all_is_not_in_the_register(space: Space) -> None:
    kept = post_to(space.uid, "braille", ADDRESS)
    noted = note_addresses(space.uid, "/proc/post-to.txt").hand_out
    assert noted
    drop_hand_out(noted)
    forget_address(kept.uid)
    assert to_recall(space.uid) == ()
    assert handed_out(space.uid) == ()


def test_an_address_is_needed_and_is_short(space: Space) -> None:
    for words, told in (("  ", "no address yet"), ("x" * 301, "at most 300")):
        with pytest.raises(RefusedError, match=told):
            post_to(space.uid, "text", words)
    assert post_to_whom(space.uid) == ()
