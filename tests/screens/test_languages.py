"""A person's language: no sentence of a kiosk is left out, and the voice is asked for in it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import screens.kiosk
from assets.language import ENGLISH, Pseudo, in_language, languages, use
from assets.language_names import OWN_NAMES, note_on
from models.contribution.contribution import State, VersionKind, add_version, capture, newest
from models.desk.face import faces_of
from models.kiosk.kiosk import read_kiosk
from models.promise.promise import promises_of
from models.space.last_time import last_promises
from models.space.prompt import add_prompt, add_wording, prompts_of
from models.space.space import Space, SpaceRow
from models.theme.theme import themes_of
from screens import dialogs
from screens.desk.desk import DeskScreen
from screens.kiosk.kiosk import KioskScreen
from screens.kiosk.visit import Body
from screens.messages import SoundIsOff
from screens.spoken import Spoken
from tests.screens.cells import rows
from tests.screens.conftest import Voice
from tests.screens.discovery import ScreenClass
from tests.screens.staging import WORDS, Stage, put_on, views_of
from voice.troubles import Trouble

# A word with nothing but plain letters: no sentence that was marked has one in the language of
# accents.
PLAIN = re.compile(r"(?<![\w'’])[A-Za-z]{2,}(?![\w'’])")
LETTERS = re.compile(r"[^\W\d_]+")
# What is the same in every language: names of programs and of keys, and a command to type.
SAME = {"Heard", "PIN", "QR", "make", "system", "espeak", "ng", "ok"}
CHOOSES = "Choose your language."


def dialogs_of_the_kiosk() -> list[ScreenClass]:
    """Return the dialogs that a kiosk opens, as its own code names them."""
    folder = Path(screens.kiosk.__file__).parent
    code = "".join(file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.py")))
    names = sorted(set(re.findall(r"\bdialogs\.(\w+Dialog)\b", code)))
    return [getattr(dialogs, name) for name in names]


def not_ours(space: Space) -> set[str]:
    """Return the words that are not Heard's: the person's, the space's, each language's name."""
    texts = [space.title, space.purpose, WORDS, *space.help_numbers, *OWN_NAMES.values()]
    texts += [in_language(tag, CHOOSES) + note_on(tag) for tag in languages()]
    texts += [prompt.text_in(tag) for prompt in prompts_of(space.uid) for tag in languages()]
    texts += [one.words for one in newest(space.uid)]
    texts += [theme.title for theme in themes_of(space.uid)]
    for promise in (*promises_of(space.uid), *last_promises(space.uid)):
        texts += [promise.what, promise.who, promise.because]
        texts += [update.words for update in promise.updates]
    return SAME | {word for text in texts for word in LETTERS.findall(text)}


def unmarked(text: str, known: set[str]) -> set[str]:
    """Return the plain words of a text that nobody marked for translation."""
    return {word for word in PLAIN.findall(text) if word not in known}


@pytest.fixture
def with_accents(demo: Space) -> Iterator[Space]:
    """Hold the demo in the language of accents, so that the kiosk speaks it by itself."""
    SpaceRow.update(language=Pseudo.NAME).where(SpaceRow.uid == demo.uid).execute()
    use(Pseudo.NAME)
    yield demo
    use(ENGLISH)


async def hear(stage: Stage) -> None:
    """Have all of a page said, and each place in it."""
    screen = stage.screen
    assert isinstance(screen, Spoken)
    screen.announce(whole=True)
    await stage.settle()
    for widget in screen.focus_chain:
        screen.set_focus(widget)
        await stage.settle()


async def test_d18_no_page_of_the_kiosk_has_a_sentence_that_was_not_marked(
    with_accents: Space, voice: Voice
) -> None:
    known = not_ours(with_accents)
    shown, said = {}, {}
    async with put_on(KioskScreen, (132, 43)) as stage:
        for view in views_of(KioskScreen):
            await view.turn(stage)
            assert isinstance(stage.screen, KioskScreen)
            known |= set(stage.screen.visit.receipt)
            for caption in stage.screen.query("#caption"):
                caption.display = False  # it holds what the view told
            await stage.settle()
            page = "\n".join(rows(stage.app))
            assert len(LETTERS.findall(page)) > 3, f"{view.name} is empty"
            voice.said.clear()
            await hear(stage)
            assert voice.said, f"{view.name} is not said"
            shown[view.name] = unmarked(page, known)
            said[view.name] = unmarked(" ".join(voice.said), known)
    assert len(shown) > 25, "these are not all pages"
    assert {name: words for name, words in shown.items() if words} == {}, "not marked with _()"
    assert {name: words for name, words in said.items() if words} == {}, "said, and not marked"


def seen(stage: Stage) -> str:
    """Return what the desk shows, without its lines and without the ends of its lines."""
    places = [one.region for name in ("list", "needs") for one in stage.screen.query(f"#{name}")]
    page = rows(stage.app)
    lines = [page[y][area.x : area.right] for area in places for y in range(area.y, area.bottom)]
    return " ".join(" ".join(lines).replace("│", " ").split())


@pytest.mark.parametrize(
    "language",
    ["pl", *(pytest.param(one, marks=pytest.mark.soak) for one in languages() if one != "pl")],
)
async def test_a35_each_page_of_the_kiosk_fits_a_small_screen_in_each_language(
    demo: Space, language: str
) -> None:
    SpaceRow.update(language=language).where(SpaceRow.uid == demo.uid).execute()
    cut = {}
    async with put_on(KioskScreen, (44, 12)) as stage:
        for view in views_of(KioskScreen):
            await view.turn(stage)
            assert isinstance(stage.screen, KioskScreen)
            page = stage.screen.page
            # Pictures are shown one at a time where there is little room.
            choices = [one.words for one in page.choices if page.body is not Body.PICTURES]
            words = " ".join((page.question, page.more, *choices)).split()
            shown = "\n".join(rows(stage.app))
            cut[view.name] = [word for word in words if word not in shown]
    assert {name: words for name, words in cut.items() if words} == {}, "this is cut"


@pytest.mark.parametrize("dialog", dialogs_of_the_kiosk(), ids=lambda dialog: dialog.__name__)
async def test_no_dialog_of_the_kiosk_has_a_sentence_that_was_not_marked(
    with_accents: Space, voice: Voice, dialog: ScreenClass
) -> None:
    example = dialog.example()  # type: ignore[attr-defined]
    # What an example is given comes from whoever asks, who marks it.
    given = " ".join(str(value) for value in vars(example).values())
    known = not_ours(with_accents) | set(LETTERS.findall(given))
    async with put_on(example, (132, 43), has_voice=True) as stage:
        area = stage.screen.query_one("#dialog").region
        page = rows(stage.app)[area.y : area.bottom]
        shown = "\n".join(row[area.x : area.right] for row in page)
        voice.said.clear()
        await hear(stage)
        assert unmarked(shown, known) == set(), "this is shown, and is not marked with _()"
        assert unmarked(" ".join(voice.said), known) == set(), "this is said, and is not marked"


def test_the_dialogs_of_the_kiosk_are_found() -> None:
    assert dialogs.PickDialog in dialogs_of_the_kiosk()


@pytest.mark.parametrize("language", languages())
async def test_a12_what_the_kiosk_says_is_asked_for_in_its_language(
    demo: Space, voice: Voice, language: str
) -> None:
    SpaceRow.update(language=language).where(SpaceRow.uid == demo.uid).execute()
    for prompt in prompts_of(demo.uid):
        assert prompt.has(language)
    async with put_on(KioskScreen) as stage:
        await stage.press("7")
        await stage.until(lambda: voice.said)
        await stage.press("down", "8")
        await stage.settle()
        said = [
            tag
            for words, tag in zip(voice.said, voice.languages, strict=True)
            if not any(name in words for name in OWN_NAMES.values())
        ]
        assert said
        assert set(said) == {language}


async def test_a12_words_in_another_language_are_asked_for_in_theirs(
    demo: Space, voice: Voice
) -> None:
    SpaceRow.update(language="pl").where(SpaceRow.uid == demo.uid).execute()
    async with put_on(KioskScreen) as stage:
        screen = stage.screen
        assert isinstance(screen, KioskScreen)
        screen.query_one("#title").spoken_language = "en"  # type: ignore[attr-defined]
        voice.said.clear()
        voice.languages.clear()
        voice.interrupts.clear()
        screen.announce(whole=True, first="Najpierw.")
        await stage.settle()
        assert voice.languages == ["pl", "en", "pl"]
        assert voice.interrupts == [True, False, False], "one after the other"
        assert voice.said[:2] == ["Najpierw.", "Getting help at home."]
        assert voice.said[2].startswith("Witamy.")


async def test_d18_the_desk_names_the_language_and_says_what_needs_translation(
    space: Space,
) -> None:
    one = capture(space.uid, "Więcej czasu. Proszę.", language="pl")
    async with put_on(DeskScreen, (132, 43)) as stage:
        assert "in Polish, needs translation" in seen(stage)
        assert "Więcej czasu. Proszę." in seen(stage)
        add_version(one.uid, VersionKind.TIDIED, "Więcej czasu.", language="pl")
        add_version(one.uid, VersionKind.TRANSLATED, "More time, please.")
        await stage.until(lambda: "needs translation" not in seen(stage))
        assert "in Polish" in seen(stage)
    assert newest(space.uid)[0].state is State.WAITING


async def test_what_the_scribe_types_is_in_the_language_of_the_space(space: Space) -> None:
    SpaceRow.update(language="cy").where(SpaceRow.uid == space.uid).execute()
    async with put_on(DeskScreen, (132, 43)) as stage:
        await stage.press(*"amser", "enter")
        await stage.until(lambda: newest(space.uid))
        assert newest(space.uid)[0].language == "cy"
        await stage.until(lambda: "amser" in seen(stage))
        assert "needs translation" not in seen(stage)


async def test_d01_the_desk_says_which_forms_of_the_prompts_are_missing(space: Space) -> None:
    async with put_on(DeskScreen, (132, 43)) as stage:
        await stage.until(lambda: "Easy Read, Welsh, Polish" in seen(stage))
        for prompt in prompts_of(space.uid):
            add_wording(prompt.uid, "pl", "Co?")
        await stage.until(lambda: "Easy Read, Welsh." in seen(stage))


async def test_why_there_is_no_sound_is_told_in_each_ones_language(demo: Space) -> None:
    SpaceRow.update(language="pl").where(SpaceRow.uid == demo.uid).execute()
    sentence = Trouble.NO_CARD.sentence
    async with put_on(KioskScreen, (132, 43)) as stage:
        stage.screen.post_message(SoundIsOff(sentence))
        await stage.until(lambda: "Brak dźwięku" in "\n".join(rows(stage.app)))
        # The desk, where English is read, gets the sentence in English.
        await stage.until(lambda: [f.sound_off for f in faces_of(demo.uid)] == [sentence])
        stage.screen.post_message(SoundIsOff(""))
        await stage.until(lambda: "Brak dźwięku" not in "\n".join(rows(stage.app)))


def test_a_kiosk_is_told_which_languages_there_are(demo: Space) -> None:
    add_prompt(demo.uid, "One more?")
    sees = read_kiosk(demo.uid)
    assert sees.languages == ("en", "pl", "cy")
    assert sees.prompts[-1].wording_in("pl").language == "en"
