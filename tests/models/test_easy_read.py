"""The Easy Read paper: how it begins, its rules, what is missing, what is left out, who signed."""

import dataclasses
from uuid import UUID

import pytest

from models.easy_read.begin import picture_for
from models.easy_read.easy_read import (
    About,
    EasyItem,
    EasyRead,
    easy_read_from,
    easy_read_of,
    key_of_news,
)
from models.easy_read.forms import HardWord
from models.easy_read.plain_words import MOST_WORDS
from models.easy_read.rules import Rule, lacks_in, offered_words
from models.easy_read.stands import how_it_stands
from models.easy_read.writing import (
    explain_word,
    forget_word,
    leave_out,
    put_back,
    sign_easy_read,
    write_easy_item,
)
from models.errors import ChangedSinceError, RefusedError
from models.kiosk.picture import Picture, pictures, save_pictures
from models.outcome.outcome import read_outcome
from models.promise.done_answers import DoneAnswers
from models.promise.promise import (
    PromiseKind,
    add_update,
    change_promise,
    make_promise,
    remove_promise,
)
from models.promise.types import Promise, PromiseState, Update
from models.space.space import Space, close_space, new_space
from models.theme.theme import new_theme, remove_theme, rename_theme

DUE = "2099-04-30"


def promised(space: Space, what: str = "Phone back within two days", **more: object) -> str:
    """Make a promise and return its public id, by which its part is known."""
    given = {"who": "The duty team", "due": DUE, **more}
    return make_promise(space.uid, PromiseKind.WILL, what, **given).public_id  # type: ignore[arg-type]


def item(easy: EasyRead, key: str) -> EasyItem:
    return next(one for one in easy.items if one.key == key)


def written(space: Space) -> EasyRead:
    """Say of every part that its words are easy enough."""
    for one in easy_read_of(space.uid).unwritten:
        write_easy_item(space.uid, one.key, one.sentences)
    return easy_read_of(space.uid)


def rules_of(sentence: str, *explained: HardWord, language: str = "en") -> set[Rule]:
    return {one.rule for one in lacks_in(sentence, explained, language)}


def test_every_part_begins_by_itself_in_short_sentences_with_a_picture(space: Space) -> None:
    theme = new_theme(space.uid, "Phone us back")
    will = promised(space, "Phone back within two days", theme=theme.uid)
    cannot = make_promise(
        space.uid, PromiseKind.CANNOT, "Pay for everything", because="There is no cash for it."
    )
    later = make_promise(space.uid, PromiseKind.MORE_TIME, "Ask the bus firm", who="Sam", due=DUE)
    easy = easy_read_of(space.uid)
    assert [one.about for one in easy.items] == [
        About.OPENING, About.THEME, About.PROMISE, About.PROMISE, About.PROMISE,
    ]  # fmt: skip
    assert easy.opening.sentences[:3] == (
        "We had a meeting.",
        "It was about: Getting help at home.",
        "It was on 17 November 2026.",
    )
    assert easy.parts[0].theme.sentences == ("People told us: Phone us back.",)
    assert item(easy, will).sentences == (
        "We will phone back within two days.",
        "The duty team will do this.",
        "It will happen by 30 April 2099.",
    )
    assert item(easy, cannot.public_id).sentences == (
        "We can’t pay for everything.",
        "This is because there is no cash for it.",
    )
    assert item(easy, later.public_id).sentences[0] == "We need more time to ask the bus firm."
    assert easy == easy_read_from(read_outcome(space.uid)), "the desk and the paper are one"
    pictured = {one.key: one.picture.name for one in easy.items if one.picture}
    assert pictured[will] == "phone", "a picture that shows one of the words"
    assert pictured[cannot.public_id] == "saying-no"
    assert len(pictured) == 5
    assert all(one.picture and one.picture.alt for one in easy.items)


def test_the_rules_find_what_is_hard_and_let_what_is_easy_pass() -> None:
    assert rules_of("We will phone you back in two days.") == set()
    assert rules_of("word " * (MOST_WORDS + 1)) == {Rule.LONG}
    assert rules_of("We will ring; you can ask.") == {Rule.IDEAS}
    assert Rule.IDEAS in rules_of("We will ring you and then we will come to see you at home.")
    assert rules_of("We have tea and cake.") == set(), "a join in a short sentence is one idea"
    assert rules_of("Half of it is 50% of it.") == {Rule.NUMBER}
    assert rules_of("The DRE is over.") == {Rule.LETTERS}
    assert rules_of("The list was written.") == {Rule.PASSIVE}
    advocate = HardWord("advocate", offered_words()["advocate"])
    assert rules_of("Two advocates will help.") == {Rule.HARD}
    assert rules_of("Two advocates will help.", advocate) == set(), "in each of its forms"
    assert rules_of("Pomoże utilitarny procurement.", language="pl") == set()


def test_every_explanation_that_heard_offers_keeps_the_rules() -> None:
    for word, means in offered_words().items():
        sentence = HardWord(word, means).sentence
        assert not lacks_in(sentence, (HardWord(word, means),)), sentence
        assert len(means.split()) <= 12, word


def test_a_hard_word_is_explained_in_the_next_sentence_once(space: Space) -> None:
    key = promised(space, "Find an advocate")
    other = promised(space, "Train three advocates")
    explain_word(space.uid, "Advocate", "a person who speaks up with you.")
    explain_word(space.uid, "advocate", "a person who helps you to speak up.")
    explain_word(space.uid, "rota", "a list that says who works when")
    easy = easy_read_of(space.uid)
    assert [one.words for one in item(easy, key).said][:2] == [
        "We will find an advocate.",
        "Advocate means: a person who helps you to speak up.",
    ]
    assert not any(one.explains for one in item(easy, other).said), "where it is met first"
    assert [one.word for one in easy.words] == ["advocate"], "no word that is not in the paper"
    assert not item(easy, key).lacks[1:], "what is explained is not hard"
    forget_word(space.uid, "ADVOCATE")
    assert easy_read_of(space.uid).words == ()


def test_a_part_keeps_what_was_written_until_the_real_words_change(space: Space) -> None:
    promise = make_promise(space.uid, PromiseKind.WILL, "Ring back", who="Sam", due=DUE)
    key = promise.public_id
    before = item(easy_read_of(space.uid), key)
    now = write_easy_item(
        space.uid, key, ["We will ring you", " ", "Sam will do it."], picture="phone", seen=before
    )
    assert now.sentences == ("We will ring you.", "Sam will do it.")
    assert (now.written, now.picture and now.picture.name) == (True, "phone")
    with pytest.raises(ChangedSinceError):
        write_easy_item(space.uid, key, ["Other words."], seen=before)
    with pytest.raises(RefusedError, match="one sentence at least"):
        write_easy_item(space.uid, key, [" "])
    with pytest.raises(RefusedError, match="picture is not there"):
        write_easy_item(space.uid, key, ["Well."], picture="nothing-there")
    change_promise(promise.uid, PromiseKind.WILL, "Write back", who="Sam", due=DUE)
    changed = item(easy_read_of(space.uid), key)
    assert changed.changed
    assert changed.sentences[0] == "We will write back.", "the paper never says what is not so"
    assert changed.before == now.sentences
    assert changed.lacks[0].rule is Rule.CHANGED
    add_update(promise.uid, "A form came.", made_on="2099-01-02")
    said = item(easy_read_of(space.uid), key).sentences
    assert said[-2:] == ("There is news from 2 January 2099.", "A form came.")
    remove_promise(promise.uid)
    with pytest.raises(RefusedError, match="not there any more"):
        write_easy_item(space.uid, key, ["Well."])


@pytest.mark.parametrize(
    "words",
    ["Train staff with a person who uses services", "Say it in a different way", "Feel free"],
)
def test_no_picture_is_chosen_for_a_word_that_says_nothing(words: str) -> None:
    assert picture_for(words, "nothing") == "nothing"


def test_an_own_picture_that_is_removed_is_told(space: Space) -> None:
    own = dataclasses.replace(
        pictures()[0], name="bus-12", words="Our bus", drawing="", bits=b"\x01" * 1152
    )
    save_pictures([own])
    write_easy_item(space.uid, "", ["We met."], picture="bus-12")
    shown = easy_read_of(space.uid).opening.picture
    assert isinstance(shown, Picture)
    assert shown.bits == own.bits
    from models.kiosk.picture import remove_pictures

    remove_pictures(["bus-12"])
    opening = easy_read_of(space.uid).opening
    assert opening.picture is None
    assert opening.lacks[0].rule is Rule.PICTURE


def test_d46_a_promise_is_never_dropped_without_a_mark_and_a_reason(space: Space) -> None:
    first, second = promised(space), promised(space, "Paint the hall")
    with pytest.raises(RefusedError, match="Say why"):
        leave_out(space.uid, first, " ")
    with pytest.raises(RefusedError, match="Only a promise"):
        leave_out(space.uid, "", "It is long")
    assert easy_read_of(space.uid).left_out == 0
    leave_out(space.uid, first, "It is for staff")
    easy = easy_read_of(space.uid)
    assert easy.left_out == 1
    assert [one.key for one in easy.shown] == ["", second]
    assert item(easy, first).left_out == "It is for staff.", "it stays in the list at the desk"
    assert any("1 promise left out" in one for one in easy.missing)
    assert any("left out. It is for staff." in one for one in easy.report)
    put_back(space.uid, first)
    assert easy_read_of(space.uid).left_out == 0
    third = promised(space, "Buy a kettle")
    new = easy_read_of(space.uid)
    assert item(new, third).sentences[0] == "We will buy a kettle.", "never silently absent"
    assert item(new, third).lacks[0].rule is Rule.OWN_WORDS


def test_a_person_signs_and_any_change_takes_the_signature_away(space: Space) -> None:
    theme = new_theme(space.uid, "Phone us back")
    key = promised(space, theme=theme.uid)
    begun = easy_read_of(space.uid)
    with pytest.raises(RefusedError, match="3 parts are still in the real words"):
        sign_easy_read(space.uid, "Our Voice", seen=begun)
    seen = written(space)
    assert not seen.signed
    with pytest.raises(RefusedError, match="a role or a name"):
        sign_easy_read(space.uid, " ", seen=seen)
    signed = sign_easy_read(space.uid, "Our Voice", seen=seen)
    assert (signed.signed, signed.signed_by, signed.missing) == (True, "Our Voice", ())

    def is_signed() -> bool:
        return easy_read_of(space.uid).signed

    write_easy_item(space.uid, key, ["We will ring."])
    assert not is_signed()
    with pytest.raises(RefusedError, match="changed while you looked"):
        sign_easy_read(space.uid, "Sam", seen=seen)
    sign_easy_read(space.uid, "Sam", seen=easy_read_of(space.uid))
    explain_word(space.uid, "ring", "to phone you")
    assert not is_signed(), "a new explanation is a change"
    sign_easy_read(space.uid, "Sam", seen=easy_read_of(space.uid))
    leave_out(space.uid, key, "It is long")
    assert not is_signed()
    put_back(space.uid, key)
    assert is_signed(), "it counts for the very words that were signed"
    other = promised(space, "Buy a kettle")
    assert not is_signed()
    assert any("Buy a kettle" in one for one in easy_read_of(space.uid).missing)
    leave_out(space.uid, other, "It is small")
    sign_easy_read(space.uid, "Sam", seen=easy_read_of(space.uid))
    assert is_signed(), "what is left out with a mark need not be written"
    rename_theme(theme.uid, "Ring us back")
    assert not is_signed()
    remove_theme(theme.uid)
    again = easy_read_of(space.uid)
    assert (again.parts, again.signed, again.signed_by) == ((), False, "Sam")


def test_news_of_older_promises_is_signed_with_the_rest(space: Space) -> None:
    theme = new_theme(space.uid, "Phone us back")
    what = "Ring back. We will do it in two days"
    old = make_promise(space.uid, PromiseKind.WILL, what, who="Sam", due=DUE, theme=theme.uid)
    other = make_promise(space.uid, PromiseKind.MORE_TIME, "Buy a van", who="Sam", due=DUE)
    close_space(space.uid)
    here = new_space(space.title, held_on="2099-01-01")
    add_update(
        old.uid, "The phone broke", made_on="2099-01-02", state=PromiseState.LATE,
        new_due="2099-06-01",
    )  # fmt: skip
    promised(here, "Paint the hall")
    easy = easy_read_of(here.uid)
    (news,) = easy.news
    assert news.key == key_of_news(old)
    assert news.sentences == (
        "People told us: Phone us back.",
        "We promised to ring back.",
        "We will do it in two days.",
        "There is news from 2 January 2099.",
        "The phone broke.",
        "The new day is 1 June 2099.",
    )
    assert not [one for one in news.lacks if one.line is not None], "they keep the rules"
    assert easy.items[-1] == news
    assert easy == easy_read_from(read_outcome(here.uid))

    signed = sign_easy_read(here.uid, "Our Voice", seen=written(here))
    assert signed.signed
    add_update(other.uid, "Two vans cost less.", made_on="2099-01-03")
    more = easy_read_of(here.uid)
    assert (len(more.news), more.signed) == (2, False), "nobody signed these words"
    assert (
        item(more, key_of_news(other)).sentences[0]
        == "We said that we need more time to buy a van."
    )

    leave_out(here.uid, key_of_news(other), "It is for staff")
    easy = sign_easy_read(here.uid, "Our Voice", seen=easy_read_of(here.uid))
    assert (easy.left_out, easy.news_left_out) == (0, 1)
    assert any("1 piece of news left out" in one for one in easy.missing)
    outcome = read_outcome(here.uid)
    fewer = easy_read_from(dataclasses.replace(outcome, news=outcome.news[:1]))
    assert fewer.signed, "what goes takes nothing from what was signed"
    assert easy_read_of(here.uid).signed
    write_easy_item(here.uid, key_of_news(old), ["The phone broke."])
    assert not easy_read_of(here.uid).signed


def test_a_day_that_passes_puts_no_words_into_a_signed_paper(space: Space) -> None:
    old = promised(space, "Ring back", due="2026-01-02")
    close_space(space.uid)
    here = new_space(space.title)
    easy = easy_read_of(here.uid)
    (late,) = easy.news
    assert late.waits
    assert (easy.late, late in easy.shown, easy.unwritten) == (1, False, (easy.opening,))
    assert any("1 older promise is late" in one for one in easy.missing)
    seen = written(here)
    assert sign_easy_read(here.uid, "Sam", seen=seen).fingerprint.count(" ") == 0
    named = write_easy_item(here.uid, f"news {old}", late.sentences)
    assert named.now == ("There is no news.", "This is late.")
    easy = easy_read_of(here.uid)
    assert (easy.late, easy.shown[-1], easy.signed) == (0, named, False)


def test_what_the_group_says_tells_no_small_number_by_what_is_left() -> None:
    done = Promise(
        UUID(int=7), "k7", PromiseKind.WILL, "Ring", group=DoneAnswers(yes=4, not_yet=9),
        as_of="2099-01-01", updates=(Update("2098-01-01", "We ring", True, PromiseState.DONE),),
    )  # fmt: skip
    assert how_it_stands(done) == (
        "This is done.",
        "Fewer than 5 people said: yes, it is done.",
        "Some people said: not yet.",
    )
    many = dataclasses.replace(done, group=DoneAnswers(yes=7, not_yet=9))
    assert how_it_stands(many)[2] == "9 people said: not yet."
