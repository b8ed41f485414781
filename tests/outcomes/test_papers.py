"""Papers and letters: what can be read on what, and what no page is made without."""

import unicodedata
from io import BytesIO
from typing import Any, cast

import pytest
import typst
from pypdf import PdfReader

from assets import asset
from models.errors import HeardError, RefusedError
from outcomes import typeset as setting
from outcomes.letters import FAMILIES, LetterCase, letters_of
from outcomes.papers import PAPERS, Paper, paper_named
from outcomes.promise_words import square_for
from outcomes.typeset import DoesNotFitError, squares, typeset
from tests.outcomes.on_paper import CHINESE, PUNJABI, URDU, drawn
from tests.outcomes.reading import contrast

AAA = 7
POSTER: dict[str, Any] = {
    "sheet": "a4",
    "scale": 1.0,
    "smallest": False,
    "heading": LetterCase().words("Buses"),
    "place": LetterCase().words(""),
    "held_on": "",
    "heard": "",
    "answers": "",
    "square": None,
    "themes": [],
    "other": [],
}


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_ink_and_links_can_be_read_on_each_paper(paper: Paper) -> None:
    """A39: 7:1 on each; on stock that has a colour already, on every tint that we know."""
    lights = [one.fill for one in PAPERS.values() if one.fill and one.name != "dark"]
    for fill in [paper.fill] if paper.fill else lights:
        assert contrast(paper.ink, fill) >= AAA
        assert contrast(paper.link, fill) >= AAA


def test_the_papers_that_were_asked_for_are_there_and_no_other_is() -> None:
    names = {"white", "cream", "yellow", "blue", "green", "pink", "dark", "coloured"}
    assert set(PAPERS) == names
    with pytest.raises(RefusedError, match="There is no such paper"):
        paper_named("beige")


def test_a_tint_is_printed_to_the_edge_and_coloured_paper_is_left_alone() -> None:
    for paper in (PAPERS["cream"], PAPERS["dark"]):
        (page,) = drawn(typeset("poster.typ", POSTER, title="Buses", paper=paper), dots=20)
        ends = [(0, 0), (page.width - 1, page.height - 1)]
        colours = {"#" + bytes(cast(tuple[int, ...], page.getpixel(at))).hex() for at in ends}
        assert colours == {paper.fill}
    content = typeset("poster.typ", POSTER, title="Buses", paper=PAPERS["coloured"])
    page_of_pdf = PdfReader(BytesIO(content)).pages[0].get_contents()
    assert page_of_pdf is not None
    assert b"1 1 1 scn" not in page_of_pdf.get_data()
    white = typeset("poster.typ", POSTER, title="Buses", paper=PAPERS["white"])
    assert b"1 1 1 scn" in PdfReader(BytesIO(white)).pages[0].get_contents().get_data()  # type: ignore[union-attr]


def refused(data: dict[str, Any], *, title: str = "Buses", language: str = "en") -> str:
    with pytest.raises(HeardError) as wrong:
        typeset("poster.typ", {**POSTER, **data}, title=title, language=language)
    assert wrong.value.__cause__ is None
    assert wrong.value.__context__ is None, "what Typst says could hold people's words"
    assert "nothing is lost" in str(wrong.value)
    return str(wrong.value)


def test_no_page_is_made_without_a_title_a_language_or_words_for_a_picture() -> None:
    assert typeset("poster.typ", POSTER, title="Buses").startswith(b"%PDF")
    assert "no title" in refused({}, title="")
    assert "no language" in refused({}, language="")
    square = square_for("https://heard.example/k7p2k7p2", "Scan this.")
    assert square is not None
    assert "no words beside it" in refused({"square": {**square, "alt": None}})


def test_no_letter_becomes_an_empty_box() -> None:
    words = {**LetterCase().words("Buses"), "lines": ["Buses 信"]}
    sentence = refused({"heading": words})
    assert "no font" in sentence
    assert "信" not in sentence


def test_what_is_too_long_for_one_page_says_so() -> None:
    with pytest.raises(DoesNotFitError):
        typeset(
            "poster.typ", {**POSTER, "heading": LetterCase().words("Buses " * 300)}, title="Buses"
        )


def test_headings_that_skip_a_level_are_refused(tmp_path: Any, monkeypatch: Any) -> None:
    page = tmp_path / "templates" / "skips.typ"
    page.parent.mkdir()
    page.with_name("paper.typ").write_text("")
    page.write_text('#set document(title: "Buses")\n= Buses\n=== Too deep\n')
    monkeypatch.setattr(
        setting,
        "asset",
        lambda *parts: asset(*parts) if "fonts" in parts else tmp_path.joinpath(*parts),
    )
    with pytest.raises(HeardError, match="headings of the page do not follow"):
        typeset("skips.typ", {}, title="Buses")


def test_the_square_is_drawn_module_by_module() -> None:
    drawn = squares([[True, False], [False, True]])
    assert 'viewBox="0 0 2 2"' in drawn
    assert "M0 0h1v1h-1zM1 1h1v1h-1z" in drawn


@pytest.mark.parametrize("family", FAMILIES)
def test_the_list_of_letters_is_that_of_the_font(family: str) -> None:
    """Typst itself says which letters a font has: it refuses a page that would show a box."""
    held = letters_of()[family]
    ours = sorted(one for one in held if unicodedata.category(one)[0] in "LN")
    ends = [one for one in ours if not {chr(ord(one) - 1), chr(ord(one) + 1)} <= held]
    others = {one for name in FAMILIES for one in letters_of()[name]} - held
    assert sets(family, "".join(ends or ours))
    lacking = next(one for one in sorted(others) if unicodedata.category(one) == "Lo")
    assert not sets(family, lacking)


def sets(family: str, text: str) -> bool:
    page = f'#set document(title: "x")\n#set text(font: "{family}", fallback: false)\n#"{text}"'
    try:
        typst.compile(page.encode(), font_paths=setting._fonts(), pdf_standards=["ua-1"])
    except typst.TypstError as wrong:
        if "could not be displayed" not in str(wrong.message):
            raise
        return False
    return True


@pytest.mark.parametrize(
    ("text", "language", "shown", "first", "way"),
    [
        ("Żółć", "pl", "Żółć", "Atkinson Hyperlegible Next", "ltr"),
        ("Tŷ a dŵr", "cy", "Tŷ a dŵr", "Atkinson Hyperlegible Next", "ltr"),
        ("Știința", "ro", "Știința", "Atkinson Hyperlegible Next", "ltr"),
        ("Tiếng Việt", "vi", "Tiếng Việt", "Andika", "ltr"),
        ("Щука", "uk", "Щука", "Andika", "ltr"),
        ("Καλημέρα", "el", "Καλημέρα", "Noto Sans", "ltr"),
        (URDU, "ur", URDU, "Noto Sans Arabic", "rtl"),
        (PUNJABI, "pa", PUNJABI, "Noto Sans Gurmukhi", "ltr"),
        ("12. שלום", "he", "12. שלום", "Noto Sans Hebrew", "rtl"),
        ("አማርኛ", "am", "አማርኛ", "Noto Sans Ethiopic", "ltr"),
        ("Good 👍🏽!", "en", "Good (thumbs up sign) !", "Atkinson Hyperlegible Next", "ltr"),
        ("هم will ring you", "en", "هم will ring you", "Atkinson Hyperlegible Next", "ltr"),
        (f"We heard: {URDU}", "en", f"We heard: {URDU}", "Noto Sans Arabic", "ltr"),
        (f"{URDU} (BBC)", "ur", f"{URDU} (BBC)", "Noto Sans Arabic", "rtl"),
        ("one\n\n  two\x00 ", "en", "one\ntwo", "Atkinson Hyperlegible Next", "ltr"),
        ("", "en", "", "Atkinson Hyperlegible Next", "ltr"),
    ],
)
def test_each_text_has_one_font_a_language_and_a_direction(
    text: str, language: str, shown: str, first: str, way: str
) -> None:
    case = LetterCase()
    words = case.words(text, language)
    assert "\n".join(words["lines"]) == shown
    assert (words["fonts"][0], words["lang"], words["dir"]) == (first, language, way)
    assert not words["ours"]
    assert case.missing == ()


def test_words_with_no_letters_are_left_out_and_counted() -> None:
    case = LetterCase(elsewhere="They are on the web page.")
    for _ in range(2):
        words = case.words(CHINESE, "zh")
    assert words["lines"] == [
        "These words are in Chinese. They cannot be printed here. They are on the web page."
    ]
    assert (words["ours"], words["lang"]) == (True, "en")
    (sentence,) = case.missing
    assert sentence.startswith("2 texts in Chinese could not be printed")
    assert CHINESE not in sentence


@pytest.mark.parametrize("tag", ["", "x", "english!", '"en', "pa-Guru"])
def test_a_language_is_always_one_that_a_page_can_be_marked_with(tag: str) -> None:
    assert LetterCase().words("Buses", tag)["lang"] in ("en", "pa")


def test_the_page_has_its_own_font_where_it_can() -> None:
    assert LetterCase("Andika").words("Buses")["fonts"][0] == "Andika"
