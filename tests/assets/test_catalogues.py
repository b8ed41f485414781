"""The catalogues hold every sentence of the code, and say in each language what English says."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.catalog import Message

from assets.language import BY_MACHINE, Pseudo, checked, languages, ngettext, now, use
from assets.language import _ as translated
from assets.language_names import note_on, own_name
from tests.support import catalogues

COMPLETE = ("cy", "pl")
FIELD = re.compile(r"\{[a-z_]*\}")
# A translation may be so much longer than the English; a short word may be as long as this.
LONGER, SHORT_WORD = 1.6, 28
AGAIN = "Run: make words"


def texts(message: Message) -> list[str]:
    """Return the translations of a message, each of its plural forms; none where it has none."""
    string = message.string
    return [one for one in (string if isinstance(string, (tuple, list)) else [string]) if one]


def english(message: Message) -> list[str]:
    return list(message.id) if isinstance(message.id, (tuple, list)) else [str(message.id)]


def wanted_forms(message: Message) -> list[object]:
    string = message.string
    return list(string) if isinstance(string, (tuple, list)) else [string]


def sentences(found: Catalog) -> dict[object, Message]:
    return {message.id: message for message in found if message.id}


@pytest.fixture(params=catalogues.catalogues(), ids=lambda path: path.parts[-3])
def path(request: pytest.FixtureRequest) -> Path:
    found = request.param
    assert isinstance(found, Path)
    return found


def test_the_template_holds_every_sentence_of_the_code() -> None:
    found = catalogues.extracted()
    assert len(sentences(found)) > 300, "the code was not read"
    held = catalogues.catalogue(catalogues.TEMPLATE)
    assert set(sentences(held)) == set(sentences(found)), AGAIN
    assert catalogues.TEMPLATE.read_text(encoding="utf-8") == catalogues.written(found), AGAIN


def test_every_mark_in_the_code_is_found() -> None:
    code = """
said = f"{first} {_('One')} " + N_("Two, "
    "and more")
ngettext("{n} day", "{n} days", n), in_language(tag, "Three"), _(binding.description), _("")
other("Four")
"""
    assert list(catalogues.marked_in(ast.parse(code))) == [
        "Two, and more",
        ("{n} day", "{n} days"),
        "Three",
        "One",
    ]


def test_polish_and_welsh_are_here() -> None:
    assert languages() == ("en", *COMPLETE)
    assert [path.parts[-3] for path in catalogues.catalogues()] == list(COMPLETE)


def test_each_catalogue_is_complete_and_up_to_date(path: Path) -> None:
    found = sentences(catalogues.catalogue(path))
    wanted = sentences(catalogues.extracted())
    assert set(found) == set(wanted), AGAIN
    for message in found.values():
        assert len(texts(message)) == len(wanted_forms(message)), (
            f"{message.id!r} has no translation"
        )
        assert not message.fuzzy, message.id


def test_what_is_compiled_is_what_is_written(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in sentences(catalogues.catalogue(path)).values():
        forms = english(message)
        if len(forms) == 1:
            assert compiled.gettext(forms[0]) == (texts(message) or forms)[0], AGAIN
        elif texts(message):
            said = {compiled.ngettext(forms[0], forms[1], n) for n in range(30)}
            assert said == set(texts(message)), AGAIN


def test_a_translation_has_the_fields_of_the_english(path: Path) -> None:
    for message in sentences(catalogues.catalogue(path)).values():
        fields = sorted(FIELD.findall(english(message)[-1]))
        for text in texts(message):
            assert sorted(FIELD.findall(text)) == fields, (message.id, text)
            assert text.count("{") == len(fields), (message.id, text)


def test_a_translation_is_not_much_longer_than_the_english(path: Path) -> None:
    too_long: dict[str, tuple[int, int]] = {}
    for message in sentences(catalogues.catalogue(path)).values():
        most = int(max(SHORT_WORD, LONGER * max(map(len, english(message)))))
        too_long |= {text: (len(text), most) for text in texts(message) if len(text) > most}
    assert too_long == {}, "letters, and how many fit"


def test_a_translation_ends_as_the_english_does(path: Path) -> None:
    for message in sentences(catalogues.catalogue(path)).values():
        for text in texts(message):
            last = english(message)[-1]
            assert [sign for sign in ".?: " if text.endswith(sign)] == [
                sign for sign in ".?: " if last.endswith(sign)
            ], (last, text)


def test_files_change_only_when_words_do(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "Date" not in text, "a date changes the file for nothing"
    assert "#:" not in text, "line numbers change the file for nothing"
    assert catalogues.written(catalogues.catalogue(path)) == text, AGAIN


def test_what_no_reader_has_checked_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    language = path.parts[-3]
    assert not checked(language)
    assert checked("en")
    assert checked(Pseudo.NAME)
    assert not checked("xx")
    assert note_on("en") == ""
    assert own_name(language) in note_on(language)
    assert "translated by machine" not in note_on(language), "it is in the language itself"
    # Once a reader's name stands there, it is.
    one = catalogues.catalogue(path)
    assert one.last_translator == BY_MACHINE
    one.last_translator = "The reading group"
    copy = tmp_path / language / "LC_MESSAGES" / "heard.mo"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(catalogues.compiled(one))
    monkeypatch.setattr("assets.language.CATALOGUES", tmp_path)
    checked.cache_clear()
    assert checked(language)
    assert note_on(language) == ""
    checked.cache_clear()


def test_a_language_that_is_not_there_is_english() -> None:
    use("pl")
    assert translated("Waiting") == "Czekanie"
    assert ngettext("{number} second", "{number} seconds", 5) == "{number} sekund"
    use("xx")
    assert (now(), translated("Waiting"), translated("")) == ("en", "Waiting", "")
