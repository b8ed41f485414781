"""Whatever people write, the page stays a valid page, and says what they wrote."""

import itertools
import unicodedata
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from models.outcome.outcome import Heard, Outcome, Quote
from models.promise.promise import Promise, PromiseKind, Update
from models.space.space import Space
from models.words import clean
from outcomes import outcome_page
from outcomes.page import promise_page, promises_in
from tests.outcomes.reading import body_text, every, parsed

# Anything at all: lone surrogates, controls, code points that are no characters, markup.
ANYTHING = st.text(st.characters(codec=None, categories=None)) | st.sampled_from(
    [
        "",
        "</style>",
        "<!--",
        "-->",
        "<![CDATA[",
        "{% raw %}",
        "{#",
        "&#0;",
        "&amp",
        "\ufffe",
        "\r\f",
    ]
)
UID = UUID(int=7)


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    number = itertools.count()

    def promise(kind: PromiseKind) -> Promise:
        updates = (Update(draw(ANYTHING), draw(ANYTHING), done=draw(st.booleans())),)
        what, who, due, because = (draw(ANYTHING) for _ in range(4))
        return Promise(
            UID, f"p{next(number)}", kind, what, who, due, because, theme=None, updates=updates
        )

    quotes = (Quote(draw(ANYTHING), draw(ANYTHING), draw(ANYTHING)),)
    kinds = [promise(kind) for kind in PromiseKind]
    themes = tuple(
        Heard(draw(ANYTHING), f"t{next(number)}", draw(st.integers(0, 3)), quotes, (one,))
        for one in kinds
    )
    title, purpose, place, held_on, language = (draw(ANYTHING) for _ in range(5))
    space = Space(UID, "k7p2k7p2", title, purpose, place, held_on, language)
    return Outcome(space, themes, (promise(PromiseKind.WILL),), 9, 1, 2, 3)


@given(outcomes(), ANYTHING)
def test_any_words_make_a_strictly_valid_page(outcome: Outcome, address: str) -> None:
    page = outcome_page(outcome, address=address)
    page.encode("utf-8")
    tree = parsed(page)
    assert len(every(tree, "h1")) == len(every(tree, "main")) == 1
    assert len(every(tree, "article")) == 4
    alone = promise_page(outcome, promises_in(outcome)[0], address=address)
    assert len(every(parsed(alone), "h1")) == 1


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"])))
def test_words_as_the_models_keep_them_come_through_unchanged(words: str) -> None:
    words = clean(words)
    assert unicodedata.is_normalized("NFC", words)
    heard = Heard("t", "t0", 1, (Quote(words, "", "en"),), ())
    page = outcome_page(Outcome(Space(UID, "k7p2k7p2", "s"), (heard,), (), 1, 0, 0, 0))
    quote = every(parsed(page), "q")[0]
    assert (quote.text or "") == words
    assert words in body_text(page)
