"""The outcome for the ear: what is on the page, in plain sentences, and nothing else."""

from dataclasses import replace
from uuid import UUID

from models.contribution.contribution import Consent, State, VersionKind, add_version, capture, move
from models.meeting.ladder import RUNGS, Rating, Side
from models.outcome.outcome import Asked, read_outcome
from models.promise.done_answers import DoneAnswers
from models.promise.promise import PromiseKind, Update, make_promise
from models.space.space import Space
from models.theme.theme import new_theme, put_in_theme
from outcomes import outcome_chapters
from outcomes.sound import promise_aloud
from tests.outcomes.test_page import outcome, promise


def text_of(space: Space) -> str:
    return " ".join(f"{one.title}. {one.text}" for one in outcome_chapters(read_outcome(space.uid)))


def said(space: Space, words: str, *, quote: bool, language: str = "en", theme: UUID) -> None:
    consent = Consent(room=True, report=True, quote=quote)
    one = capture(space.uid, words, consent=consent, language=language)
    move(one.uid, State.CLEARED)
    put_in_theme(theme, one.uid)


def test_every_promise_and_every_quote_is_said_and_nothing_else(space: Space) -> None:
    theme = new_theme(space.uid, "Nobody phones back").uid
    said(space, "I waited nine days", quote=True, theme=theme)
    said(space, "Not to be quoted", quote=False, theme=theme)
    said(space, "Czekam na telefon", quote=True, language="pl", theme=theme)
    held = capture(space.uid, "Private words", consent=Consent(True, True, True))
    move(held.uid, State.HELD, reason="not sure yet")
    make_promise(
        space.uid, PromiseKind.WILL, "Phone back", who="The office", due="30/4/2027", theme=theme
    )
    make_promise(space.uid, PromiseKind.CANNOT, "Longer visits", because="There is no money")
    text = text_of(space)
    for words in (
        space.title,
        "You said: Nobody phones back. 3 things that we heard are about this.",
        "I waited nine days.",
        "One person said it in another language. Their words are on the page.",
        "We will: Phone back. Who: The office. By when: 30 April 2027. How it stands: ",
        "What else we promise. We can't: Longer visits. Because: There is no money.",
        "1 was held back.",
    ):
        assert words in text
    for words in ("Not to be quoted", "Private", "telefon"):
        assert words not in text


def test_d19_what_stands_beside_the_words_is_said_with_who_made_it(space: Space) -> None:
    theme = new_theme(space.uid, "Phone us back").uid
    consent = Consent(room=True, report=True, quote=True)
    polish = capture(space.uid, "Czekam na telefon", language="pl", consent=consent).uid
    add_version(polish, VersionKind.TRANSLATED, "I wait for a call", made_by="the scribe")
    english = capture(space.uid, "They um they never ring", consent=consent, role="a carer").uid
    add_version(english, VersionKind.TIDIED, "They never ring", made_by="a helper")
    add_version(
        english, VersionKind.TRANSLATED, "Nie dzwonią", language="pl", made_by="the interpreter"
    )
    for uid in (polish, english):
        move(uid, State.CLEARED)
        put_in_theme(theme, uid)
    text = text_of(space)
    for words in (
        "I wait for a call. Said in Polish, translated by the scribe.",
        "They never ring. Tidied by a helper. As it was said: They um they never ring.",
        "In Polish, translated by the interpreter, it is on the page. A carer.",
    ):
        assert words in text
    assert "Czekam" not in text, "a voice in the middle of another is hard to follow"
    assert "dzwoni" not in text


def test_what_became_of_a_promise_is_said_with_what_the_group_says_of_it() -> None:
    done = promise(
        what="Phone back",
        who="The office",
        due="2027-04-30",
        due_before="2027-03-31",
        as_of="2027-05-10",
        updates=(
            Update("2027-05-03", "Everyone is phoned back", done=True, evidence="A list of calls"),
            Update("2027-03-30", "Two people were ill", done=False, new_due="2027-04-30"),
        ),
        group=DoneAnswers(yes=5, not_yet=7, cannot_say=6),
    )
    assert promise_aloud(done) == (
        "We will: Phone back. Who: The office. By when: 30 April 2027. "
        "It was promised for: 31 March 2027. How it stands: done. "
        "A delay, on 30 March 2027: Two people were ill. The new day: 30 April 2027. "
        "We did, on 3 May 2027: Everyone is phoned back. What you can see: A list of calls. "
        "Is it done? The group says: not yet: 7, can't say: 6, yes: 5."
    )


def test_what_people_thought_of_the_meeting_is_said() -> None:
    found = replace(
        outcome(),
        how_it_was=(
            Asked("honesty", "Were we honest?", ("9", "6", "fewer than 5", "0", "0")),
            Asked("respect", "Was there respect?"),
        ),
        ratings=(Rating(Side.PEOPLE, RUNGS[3], "We were asked late"),),
    )
    chapter = outcome_chapters(found)[-1]
    assert chapter.title == "How was this meeting?"
    for words in (
        "Were we honest? From the best answer to the worst: 9, 6, fewer than 5, 0, 0.",
        "Was there respect? Fewer than 5 people answered.",
        "People: step 4 of 7, ",
        "Because: We were asked late.",
    ):
        assert words in chapter.text
