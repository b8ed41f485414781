"""The Easy Read paper of a space: the outcome in short sentences, a picture beside each part.

A part that nobody wrote yet stands there in its own words and is told as missing. A promise is
left out only with a reason, and the paper says how many are. A person signs the very words that
they read: whatever changes after that, the signature does not count for it.
"""

from typing import NamedTuple
from uuid import UUID

from assets.language import _, speaking, spoken_for
from models.easy_read.begin import (
    begin_news,
    begin_opening,
    begin_promise,
    begin_theme,
    picture_for,
    source_of_news,
    source_of_opening,
    source_of_promise,
    source_of_theme,
)
from models.easy_read.forms import EasyForm, EasyForms, easy_forms_of
from models.easy_read.paper import About, EasyItem, EasyPart, EasyRead, Said, walk
from models.easy_read.rules import Lack, Rule, explains, lacks_of_all
from models.easy_read.signed import covers, fingerprint_of
from models.easy_read.stands import how_it_stands
from models.kiosk.picture import Picture, pictures
from models.outcome.outcome import Outcome
from models.promise.news import NewsItem, read_news
from models.promise.promise import Promise, PromiseKind, promises_of
from models.space.space import Space, SpaceRow, space_from
from models.store.verbs import question
from models.theme.theme import themes_of

__all__ = [
    "CAN_BE_LEFT_OUT",
    "About",
    "EasyItem",
    "EasyPart",
    "EasyRead",
    "Said",
    "easy_read_from",
    "easy_read_of",
    "key_of_news",
]

# The picture of a part in whose words nothing is found that a picture shows.
PICTURES = {
    PromiseKind.WILL: "care-plan",
    PromiseKind.CANNOT: "saying-no",
    PromiseKind.MORE_TIME: "waiting",
}
CAN_BE_LEFT_OUT = (About.PROMISE, About.NEWS)


@question
def easy_read_of(space: UUID) -> EasyRead:
    """Return the Easy Read paper of a space as it stands now.

    It is that of the outcome, without reading the quotes and counts that have no part in it.
    """
    promises = promises_of(space)
    themes = tuple(
        _Theme(one.public_id, one.title, tuple(p for p in promises if p.theme == one.uid))
        for one in themes_of(space)
    )
    return _Paper(
        space_from(SpaceRow.get_by_id(space)),
        themes,
        tuple(one for one in promises if one.theme is None),
        easy_forms_of(space),
        read_news(space).items,
    ).made()


def easy_read_from(outcome: Outcome, language: str = "") -> EasyRead:
    """Return the Easy Read paper of an outcome, in the language of its space or in ``language``.

    What somebody wrote stays as they wrote it.
    """
    themes = tuple(_Theme(one.public_id, one.title, one.promises) for one in outcome.themes)
    paper = _Paper(outcome.space, themes, outcome.other_promises, outcome.easy_forms, outcome.news)
    return paper.made(language)


class _Theme(NamedTuple):
    """What the paper needs of a theme."""

    public_id: str
    title: str
    promises: tuple[Promise, ...]


class _Paper:
    """Lays the written forms over the outcome, part by part, in the order of the paper."""

    def __init__(
        self,
        space: Space,
        themes: tuple[_Theme, ...],
        others: tuple[Promise, ...],
        forms: EasyForms,
        news: tuple[NewsItem, ...],
    ) -> None:
        self.space, self.themes, self.others = space, themes, others
        # The news of a promise of this meeting stands under the promise already.
        here = {one.public_id for one in (*others, *(p for t in themes for p in t.promises))}
        self.news = tuple(item for item in news if item.promise.public_id not in here)
        self.language = space.language
        self.forms, self.words, self.signature = forms.forms, forms.words, forms.signature
        self.pictures = {one.name: one for one in (*pictures(), *forms.pictures)}
        self.explained: set[str] = set()

    def made(self, language: str = "") -> EasyRead:
        """Return the paper; what nobody wrote is in the language of the space, or another one."""
        with speaking(spoken_for(language or self.language)):
            return self._made()

    def _made(self) -> EasyRead:
        space, signature = self.space, self.signature
        opening = self._item(
            About.OPENING,
            "",
            space.title,
            begin_opening(space),
            source_of_opening(space),
            "being-together",
        )
        parts = tuple(
            EasyPart(
                self._item(
                    About.THEME,
                    theme.public_id,
                    theme.title,
                    begin_theme(theme.title),
                    source_of_theme(theme.title),
                    picture_for(theme.title, "listened-to", self.language),
                ),
                tuple(self._promise(one) for one in theme.promises),
            )
            for theme in self.themes
        )
        others = tuple(self._promise(one) for one in self.others)
        news = tuple(self._news(one) for one in self.news)
        items = tuple(walk(opening, parts, (*others, *news)))
        mark = fingerprint_of(items, self.words)
        return EasyRead(
            space=space,
            opening=opening,
            parts=parts,
            others=others,
            news=news,
            words=tuple(one for one in self.words if one.word in self.explained),
            fingerprint=mark,
            signed=signature is not None and covers(signature.fingerprint, mark),
            signed_by=signature.name if signature else "",
            signed_on=signature.signed_on if signature else "",
            credits=_credits(items),
        )

    def _promise(self, promise: Promise) -> EasyItem:
        return self._item(
            About.PROMISE,
            promise.public_id,
            promise.what,
            begin_promise(promise),
            source_of_promise(promise),
            picture_for(promise.what, PICTURES[promise.kind], self.language),
            now=how_it_stands(promise),
        )

    def _news(self, item: NewsItem) -> EasyItem:
        promise, silent = item.promise, not item.updates
        stands = how_it_stands(promise)
        return self._item(
            About.NEWS,
            key_of_news(promise),
            promise.what,
            begin_news(item),
            source_of_news(item),
            picture_for(promise.what, PICTURES[promise.kind], self.language),
            now=(_("There is no news."), *stands) if silent else stands,
            silent=silent,
        )

    def _item(
        self,
        about: About,
        key: str,
        title: str,
        own: tuple[str, ...],
        source: str,
        picture: str,
        now: tuple[str, ...] = (),
        silent: bool = False,
    ) -> EasyItem:
        form = self.forms.get(key, EasyForm())
        written = bool(form.sentences)
        changed = written and form.source != source
        sentences = form.sentences if written and not changed else own
        name = form.picture if written else picture
        shown = self.pictures.get(name)
        left_out = form.left_out if about in CAN_BE_LEFT_OUT else ""
        away = bool(left_out) or (silent and not written)
        return EasyItem(
            about=about,
            key=key,
            title=title,
            own=own,
            source=source,
            sentences=sentences,
            picture=shown,
            now=now,
            said=() if away else self._said(sentences),
            written=written,
            changed=changed,
            left_out=left_out,
            before=form.sentences if changed else (),
            lacks=() if away else self._lacks(sentences, shown, written, changed),
            silent=silent,
        )

    def _said(self, sentences: tuple[str, ...]) -> tuple[Said, ...]:
        """Put after a sentence what its hard words mean, where they are met first."""
        found = []
        for sentence in sentences:
            found.append(Said(sentence))
            for word in self.words:
                if word.word not in self.explained and explains(word, sentence):
                    self.explained.add(word.word)
                    found.append(Said(word.sentence, explains=word.word))
        return tuple(found)

    def _lacks(
        self, sentences: tuple[str, ...], picture: Picture | None, written: bool, changed: bool
    ) -> tuple[Lack, ...]:
        found = list(lacks_of_all(sentences, self.words, self.language))
        if picture is None:
            told = "There is no picture. Choose one that shows what is said."
            found.insert(0, Lack(Rule.PICTURE, told))
        if changed:
            told = "The real words changed after this was written. Now they stand in the paper."
            found.insert(0, Lack(Rule.CHANGED, told))
        elif not written:
            told = "These are its own words. Make them easier, or say that they are easy enough."
            found.insert(0, Lack(Rule.OWN_WORDS, told))
        return tuple(found)


def key_of_news(promise: Promise) -> str:
    """Return the key of the news of a promise, which is no part of the promise itself."""
    return f"news {promise.public_id}"


def _credits(items: tuple[EasyItem, ...]) -> tuple[str, ...]:
    """Return whose pictures these are, each with its licence, once."""
    shown = [one.picture for one in items if one.picture and not one.left_out]
    return tuple(sorted({f"{one.credit} ({one.licence})" for one in shown}))
