"""Pictures to answer with: what ships, what an organisation adds, and what people choose."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import peewee
import pytest

from assets import language
from assets.pictures import BYTES, SIDE
from assets.pictures.words import FEELINGS, PICTURES, SIGNS, TOPICS
from models.contribution.contribution import (
    Consent,
    Mover,
    State,
    WayIn,
    capture,
    contribution,
    move,
    newest,
)
from models.errors import RefusedError
from models.identity import new_uid
from models.kiosk.chosen import Chosen, Feeling, capture_pictures, choose, chosen_for, in_words
from models.kiosk.picture import (
    MOST_LETTERS,
    Picture,
    all_pictures,
    credits_of,
    feelings,
    own_pictures,
    pictures,
    remove_pictures,
    save_pictures,
    signs,
    topics,
)
from models.kiosk.picture_table import ContributionPictureRow, PictureRow
from models.space.space import Space, close_space
from tests.support.held import held_in

OWN = Picture("ramp.png", "The ramp", "A ramp at a door.", "CC BY 4.0", "Ann", bits=b"\x0f" * BYTES)
D15 = ("waiting", "money", "being listened to", "transport", "not knowing who to ask", "good help")


def named(name: str) -> Picture:
    return next(one for one in pictures() if one.name == name)


def test_the_first_six_are_those_that_are_said_most_often() -> None:
    assert tuple(one.words.casefold() for one in pictures()[:6]) == D15
    assert tuple(one.words.casefold() for one in pictures("first")) == D15


def test_every_picture_has_words_a_sentence_a_licence_and_a_look_of_its_own() -> None:
    every = [*pictures(), *feelings(), *signs().values()]
    assert len(pictures()) >= 80
    for one in every:
        assert 1 <= len(one.words.split()) <= 5
        assert len(one.words) <= MOST_LETTERS
        assert one.alt.endswith(".")
        assert 1 < len(one.alt.split()) <= 15
        assert one.licence == "MIT"
        assert one.credit
        assert len(one.look) == BYTES == SIDE * SIDE // 8
        ink = int.from_bytes(one.look).bit_count()
        assert 0.05 < ink / (SIDE * SIDE) < 0.95, one.name
    assert len({one.look for one in every}) == len(every)
    assert len({one.name for one in every}) == len(every) - 1, "happy is a picture and a feeling"
    assert len({one.words for one in pictures()}) == len(pictures())


def test_every_picture_is_in_a_topic_and_every_topic_has_pictures() -> None:
    assert set(topics()) == set(TOPICS) == {one.topic for one in PICTURES}
    assert sum(len(pictures(topic)) for topic in topics()) == len(pictures())


def test_the_faces_are_the_feelings() -> None:
    assert [one.name for one in feelings()] == [one.value for one in Feeling if one]


def test_credits_name_every_picture_with_its_licence(store: Path) -> None:
    save_pictures([OWN])
    told = credits_of()
    assert ("Ann", "CC BY 4.0", ("The ramp",)) in told
    assert sum(len(words) for _, _, words in told) == len((*PICTURES, *FEELINGS, *SIGNS)) + 1
    assert any("Resolve to Save Lives" in credit for credit, _, _ in told)
    notices = (Path(__file__).parents[2] / "NOTICES.md").read_text(encoding="utf-8")
    assert "Health Icons" in notices


def test_own_pictures_come_first_are_replaced_by_name_and_go(store: Path) -> None:
    other = replace(OWN, name="door.png", words="The door")
    assert save_pictures([OWN, other]) == 2
    assert [one.words for one in all_pictures()[:3]] == ["The ramp", "The door", "Waiting"]
    assert save_pictures([replace(OWN, words="Our ramp")]) == 2
    assert [one.words for one in own_pictures()] == ["Our ramp", "The door"], "it kept its place"
    assert own_pictures()[0].look == OWN.bits
    with pytest.raises(RefusedError, match="There is no own picture"):
        remove_pictures(["door.png", "nothing.png"])
    assert len(own_pictures()) == 2
    assert remove_pictures(["ramp.png"]) == 1
    assert save_pictures([replace(OWN, name="new.png")]) == 2
    assert [one.name for one in own_pictures()] == ["door.png", "new.png"]


@pytest.mark.parametrize("part", ["name", "words", "alt", "licence", "credit"])
def test_a_picture_without_a_part_is_refused(store: Path, part: str) -> None:
    other = replace(OWN, name="two.png")
    parts: dict[str, Any] = {part: " \n"}
    with pytest.raises(RefusedError, match="Nothing was saved"):
        save_pictures([OWN, replace(other, **parts)])
    with pytest.raises(RefusedError, match="Nothing was saved"):
        save_pictures([replace(OWN, bits=OWN.bits[1:])])
    assert own_pictures() == ()


@pytest.mark.parametrize("column", ["words", "alt", "licence", "credit"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_the_database_itself_takes_no_picture_without_words(
    store: Path, column: str, value: str | None
) -> None:
    """A06: past the verbs, with SQL alone."""
    save_pictures([OWN])
    with pytest.raises(peewee.IntegrityError):
        PictureRow.update(**{column: value}).execute()
    assert own_pictures() == (OWN,)


def test_what_is_chosen_becomes_words() -> None:
    chosen = [
        choose(named("waiting"), Feeling.NOT_HAPPY),
        choose(named("money"), "so-so"),
        choose(named("good-help"), Feeling.HAPPY),
        choose(named("transport")),
    ]
    assert in_words(chosen) == "Waiting: not happy. Money: so-so. Good help: happy. Transport."


def test_the_words_are_in_the_language_of_the_person() -> None:
    language.use(language.Pseudo.NAME)
    try:
        one = choose(named("money"), Feeling.HAPPY)
        assert one.words == "Ṁóńéý"
        assert one.alt.isascii() is False
        assert in_words([one]) == "Ṁóńéý: ĥáṕṕý."
        assert not any(words.isascii() for words in topics().values())
    finally:
        language.use(language.ENGLISH)


def test_an_answer_in_pictures_is_a_contribution_with_its_pictures(space: Space) -> None:
    uid = new_uid()
    chosen = (choose(named("waiting"), Feeling.NOT_HAPPY), choose(OWN))
    saved = capture_pictures(
        space.uid, chosen, uid=uid, consent=Consent(room=True), language="pl", face="kiosk 2"
    )
    assert saved == contribution(uid)
    assert (saved.words, saved.way_in) == ("Waiting: not happy. The ramp.", WayIn.PICTURES)
    assert (saved.consent, saved.language, saved.face) == (Consent(room=True), "pl", "kiosk 2")
    assert chosen_for(uid) == chosen
    assert capture_pictures(space.uid, chosen[:1], uid=uid) == saved, "saved twice is saved once"
    assert chosen_for(uid) == chosen
    assert len(newest(space.uid)) == 1


def test_the_words_that_were_read_back_are_those_that_are_saved(space: Space) -> None:
    one = Chosen("money", "Pieniądze", "Moneta.", Feeling.HAPPY)
    saved = capture_pictures(space.uid, [one], uid=new_uid(), words="Pieniądze: dobrze.")
    assert saved.words == "Pieniądze: dobrze."


def test_no_picture_or_a_closed_space_saves_nothing(space: Space) -> None:
    with pytest.raises(RefusedError, match="Choose a picture first"):
        capture_pictures(space.uid, [], uid=new_uid())
    close_space(space.uid)
    uid = new_uid()
    with pytest.raises(RefusedError, match="nothing was saved"):
        capture_pictures(space.uid, [choose(named("money"))], uid=uid)
    assert chosen_for(uid) == ()


@pytest.mark.parametrize(
    ("column", "value"),
    [("words", ""), ("words", None), ("alt", " "), ("alt", None), ("feeling", "angry")],
)
def test_the_database_itself_takes_no_choice_without_words(
    space: Space, column: str, value: str | None
) -> None:
    uid = new_uid()
    capture_pictures(space.uid, [choose(named("money"))], uid=uid)
    with pytest.raises(peewee.IntegrityError):
        ContributionPictureRow.update(**{column: value}).execute()
    assert chosen_for(uid) == (choose(named("money")),)


@pytest.mark.parametrize("mover", Mover)
def test_withdrawing_takes_the_pictures_too_and_only_those(space: Space, mover: Mover) -> None:
    uid, other = new_uid(), new_uid()
    for one in (uid, other):
        capture_pictures(space.uid, [choose(named("money"), Feeling.HAPPY)], uid=one)
    capture(space.uid, "typed beside it")
    move(uid, State.WITHDRAWN, mover=mover)
    assert chosen_for(uid) == ()
    assert chosen_for(other) == (choose(named("money"), Feeling.HAPPY),)
    capture_pictures(space.uid, [choose(named("money"))], uid=uid)
    assert chosen_for(uid) == (), "what was withdrawn does not come back"


def test_nothing_of_a_withdrawn_choice_stays_in_the_file(space: Space, store: Path) -> None:
    uid = new_uid()
    marker = "Zebrafish-7731"
    capture_pictures(space.uid, [Chosen("own.png", marker, marker + " alt")], uid=uid)
    assert marker.encode() in held_in(store)
    move(uid, State.WITHDRAWN)
    assert marker.encode() not in held_in(store, settled=True)


def test_a_removed_picture_leaves_answers_as_they_were(space: Space) -> None:
    save_pictures([OWN])
    uid = new_uid()
    capture_pictures(space.uid, [choose(own_pictures()[0], Feeling.SO_SO)], uid=uid)
    remove_pictures([OWN.name])
    assert chosen_for(uid) == (Chosen("ramp.png", "The ramp", "A ramp at a door.", Feeling.SO_SO),)
