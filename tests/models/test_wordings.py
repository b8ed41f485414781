"""Prompts in other languages and in Easy Read, and which of them are missing (D1, D18)."""

import html
from pathlib import Path

import pytest

from assets.language_names import language_name, own_name
from models.contribution.contribution import Consent, State, capture, contribution, move
from models.desk.desk import read_desk
from models.errors import RefusedError
from models.kiosk.kiosk import read_kiosk
from models.meeting.running_order import running_order
from models.outcome.outcome import read_outcome
from models.room.aloud import to_say
from models.room.room import read_room
from models.room.stage import show_item
from models.space.prompt import PromptRow, add_prompt, add_wording, prompts_of
from models.space.space import Space, SpaceRow, list_spaces, new_space, open_space
from models.space.template import demo_space, first_space, load_template
from models.space.wordings import MissingForm, languages_of, missing_wordings
from models.store.base import database
from models.store.database import close_store, open_store
from models.theme.theme import new_theme, put_in_theme
from outcomes.page import outcome_page
from tests.support.held import address_of

# Letters of the languages that people bring, in words that mean something.
WORDS = {
    "pl": "Zażółć gęślą jaźń: ąćęłńóśźż",
    "cy": "Hoffwn dŷ â tho, dŵr, a gŵr sy'n gwybod: ŵŷâêîôû",
    "ur": "میں چاہتا ہوں کہ کوئی میری بات سنے",
    "pa": "ਮੈਂ ਚਾਹੁੰਦਾ ਹਾਂ ਕਿ ਕੋਈ ਮੇਰੀ ਗੱਲ ਸੁਣੇ",
    "ar": "أريد شخصًا يعرفني",
}


def test_a_prompt_is_read_and_said_in_the_language_of_the_person(space: Space) -> None:
    first, _ = prompts_of(space.uid)
    add_wording(first.uid, "pl", " Co  pomaga? ", spoken="Co Ci pomaga?")
    made = add_wording(first.uid, "pl", "Co Ci pomaga w domu?", easy_read=True)
    assert prompts_of(space.uid)[0] == made
    assert (made.text_in("pl"), made.spoken_in("pl")) == ("Co pomaga?", "Co Ci pomaga?")
    assert made.text_in("pl", easy_read=True) == "Co Ci pomaga w domu?"
    assert made.spoken_in("pl", easy_read=True) == "Co Ci pomaga w domu?"
    assert made.text_in("en") == made.text == "What helps you stay at home?"


def test_the_way_back_is_the_prompts_own_and_says_its_language(space: Space) -> None:
    prompt, _ = prompts_of(space.uid)
    for easy_read in (False, True):
        found = prompt.wording_in("cy", easy_read=easy_read)
        assert (found.text, found.language) == (prompt.text, "en")
    add_wording(prompt.uid, "cy", "Beth sy'n helpu?")
    prompt = add_wording(prompt.uid, "en", "What helps you?", easy_read=True)
    # The plain form in a person's language goes before the Easy Read form in another.
    assert prompt.wording_in("cy", easy_read=True).text == "Beth sy'n helpu?"
    assert prompt.text_in("pl", easy_read=True) == "What helps you?"
    assert prompt.text_in("pl") == prompt.text


def test_a_form_that_is_there_is_replaced(space: Space) -> None:
    prompt, _ = prompts_of(space.uid)
    add_wording(prompt.uid, "pl", "Co?")
    assert add_wording(prompt.uid, "pl", "Jak?").text_in("pl") == "Jak?"
    assert len(prompts_of(space.uid)[0].wordings) == 1


def test_a_form_needs_words_and_another_language(space: Space) -> None:
    prompt, _ = prompts_of(space.uid)
    with pytest.raises(RefusedError, match="needs a question"):
        add_wording(prompt.uid, "pl", " ")
    with pytest.raises(RefusedError, match="language of the prompt itself"):
        add_wording(prompt.uid, "en", "What?")
    assert prompts_of(space.uid)[0] == prompt


def test_a_prompt_is_in_the_language_of_its_space(store: Path) -> None:
    space = open_space(new_space("Cyfarfod", language="cy").uid)
    prompt = add_prompt(space.uid, "Beth sy'n helpu?")
    assert prompt.wording_in("en").language == "cy"
    add_wording(prompt.uid, "en", "What helps?")
    assert languages_of(space) == ("cy", "en", "pl")


def test_d01_what_is_missing_is_said(space: Space) -> None:
    assert languages_of(space) == ("en", "cy", "pl")
    assert missing_wordings(space.uid) == (
        "Prompts 1 and 2 have no Easy Read form.",
        "Prompts 1 and 2 have no Welsh form.",
        "Prompts 1 and 2 have no Polish form.",
    )
    first, second = prompts_of(space.uid)
    for one in (first, second):
        add_wording(one.uid, "en", "What?", easy_read=True)
        add_wording(one.uid, "cy", "Beth?")
    add_wording(first.uid, "pl", "Co?")
    assert missing_wordings(space.uid) == ("Prompt 2 has no Polish form.",)
    # An Easy Read form does not stand for the plain one.
    add_wording(second.uid, "pl", "Co?", easy_read=True)
    assert missing_wordings(space.uid) == ("Prompt 2 has no Polish form.",)
    assert read_desk(space.uid).missing == (MissingForm("Polish", (2,)),)
    assert missing_wordings(space.uid, ("en",)) == ()
    assert missing_wordings(space.uid, ("ur", "xx")) == (
        "Prompts 1 and 2 have no Urdu form.",
        "Prompts 1 and 2 have no xx form.",
    )
    add_wording(second.uid, "pl", "Jak?")
    assert missing_wordings(space.uid) == ()


def test_a_space_says_which_languages_it_is_held_in(store: Path) -> None:
    space = new_space("Getting about", languages=["ur"])
    add_prompt(space.uid, "How?")
    assert languages_of(space) == ("en", "ur")
    assert missing_wordings(space.uid)[1:] == ("Prompt 1 has no Urdu form.",)


def test_the_spaces_that_come_with_heard_lack_nothing(store: Path) -> None:
    for space in (first_space(), demo_space()):
        assert missing_wordings(space.uid) == ()
        assert missing_wordings(space.uid, ("cy", "pl")) == ()
        for prompt in prompts_of(space.uid):
            for language in ("en", "cy", "pl"):
                assert prompt.has(language, easy_read=True)


def test_the_kiosk_gets_the_prompts_with_their_forms(store: Path) -> None:
    space = demo_space()
    sees = read_kiosk(space.uid)
    assert sees.languages == ("en", "pl", "cy")
    assert sees.prompts[0].text_in("pl") == "Co pomaga Ci mieszkać w domu?"


def test_the_room_reads_a_prompt_in_the_language_of_the_space(store: Path) -> None:
    space = demo_space()
    show_item(space.uid, next(item.uid for item in running_order(space.uid) if item.prompt))
    said = to_say(read_room(space.uid))[0]
    assert said.language == "en"
    assert said.words.startswith("What helps you stay at home?")
    # In a space that is held in another language, from then on in that one.
    SpaceRow.update(language="pl").where(SpaceRow.uid == space.uid).execute()
    said = to_say(read_room(space.uid))[0]
    assert said.language == "pl"
    assert said.words.startswith("Co pomaga Ci mieszkać w domu?")


TEMPLATE = """
title = "Getting about"
languages = ["pl"]
[[prompts]]
text = "How do you get about?"
easy_read = "How do you travel?"
[prompts.in.pl]
text = "Czym jeździsz?"
spoken = "Czym najczęściej jeździsz?"
easy_read = "Jak podróżujesz?"
[[prompts]]
text = "What gets in the way?"
"""


def page(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "page.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_template_brings_the_forms_of_its_prompts(store: Path, tmp_path: Path) -> None:
    space = load_template(page(tmp_path, TEMPLATE))
    assert space.languages == ("pl",)
    first, second = prompts_of(space.uid)
    assert first.text_in("en", easy_read=True) == "How do you travel?"
    assert (first.text_in("pl"), first.spoken_in("pl")) == (
        "Czym jeździsz?",
        "Czym najczęściej jeździsz?",
    )
    assert first.text_in("pl", easy_read=True) == "Jak podróżujesz?"
    assert second.wordings == ()
    assert missing_wordings(space.uid) == (
        "Prompt 2 has no Easy Read form.",
        "Prompt 2 has no Polish form.",
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('[prompts.in.pl]\nspoken = "x"', "prompt 1, in, pl: A form of a prompt needs a question"),
        ('[prompts.in.pl]\ntext = "x"\nkey = "y"', "prompt 1, in, pl, key: nothing in a template"),
        ('[prompts.in.en]\ntext = "x"', "prompt 1, in, en: That is the language of the prompt"),
        ('[prompts.in.POLISH]\ntext = "x"', "prompt 1, in: give each language its short name"),
        ('in = "pl"', "prompt 1, in: start it with [in]"),
        ("in = { pl = 1 }", "prompt 1, in: give each language|in, pl: start it with"),
    ],
)
def test_a_wrong_form_is_refused_with_its_place(
    store: Path, tmp_path: Path, wrong: str, said: str
) -> None:
    text = f'title = "A"\n[[prompts]]\ntext = "How?"\n{wrong}\n'
    with pytest.raises(RefusedError) as refusal:
        load_template(page(tmp_path, text))
    assert any(part in str(refusal.value) for part in said.split("|"))
    assert "Nothing was " in str(refusal.value)
    assert list_spaces() == []


def test_wrong_languages_of_a_space_are_refused(store: Path, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="languages: write short names"):
        load_template(page(tmp_path, 'title = "A"\nlanguages = ["Polish!"]'))


def test_an_older_database_keeps_its_prompts_and_they_get_the_language_of_their_space(
    store: Path,
) -> None:
    space = new_space("Cyfarfod", language="cy")
    prompt = add_prompt(space.uid, "Beth sy'n helpu?")
    PromptRow.update(language="en").execute()  # as it was written before
    database.execute_sql("DROP TABLE prompt_wording")
    database.execute_sql("ALTER TABLE space DROP COLUMN languages")
    database.execute_sql("DELETE FROM schema_migration WHERE name = '0006_prompt_wordings'")
    close_store()
    open_store(address_of(store))
    assert prompts_of(space.uid) == (prompt,)
    assert prompt.language == "cy"
    assert list_spaces() == [space]
    assert add_wording(prompt.uid, "en", "What helps?").text_in("en") == "What helps?"


@pytest.mark.parametrize("language", WORDS)
def test_d18_letters_of_every_language_are_stored_shown_and_exported(
    space: Space, language: str
) -> None:
    words = WORDS[language]
    consent = Consent(room=True, report=True, quote=True)
    one = capture(space.uid, words, language=language, consent=consent)
    move(one.uid, State.CLEARED)
    assert (contribution(one.uid).words, one.language) == (words, language)
    theme = new_theme(space.uid, f"Theme: {words}")
    put_in_theme(theme.uid, one.uid)
    assert words in html.unescape(outcome_page(read_outcome(space.uid)))


def test_a_language_is_called_by_its_name() -> None:
    assert (language_name("pl"), language_name("pl-PL"), language_name("xx")) == (
        "Polish",
        "Polish",
        "xx",
    )
    assert (own_name("pl"), own_name("cy"), own_name("ur")) == ("Polski", "Cymraeg", "Urdu")
