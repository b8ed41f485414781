"""Words as people write them, and a space that is made of nothing else."""

from dataclasses import dataclass

from models.contribution.contribution import (
    Consent,
    State,
    VersionKind,
    WayIn,
    add_version,
    capture,
    move,
)
from models.meeting.running_order import ItemKind, add_item, go_to_item
from models.promise.promise import PromiseKind, add_update, make_promise
from models.space.prompt import add_prompt
from models.space.space import Space, close_space, new_space, open_space
from models.theme.theme import new_theme, put_in_theme
from models.words import one_line

__all__ = ["BIG", "SHORT", "Words", "flat", "space_of"]

SHORT = {
    "a closing tag": "[/x] is what the form said",
    "an opening tag": "[bold] I said [red on red]this[/]",
    "a link": "[@click=app.quit]x[/]",
    "a bad tag": "[not a tag] [/] [[ ]] \\[b] [",
    "a template": "{{7*7}} {% raw %} ${x} %s {0} [$strong]$x[/]",
    "right to left marks": "\u200fright\u200e and \u202eleft\u202c \u2067again\u2069",
    "an emoji": "my garden 🌻 and 🇬🇧 ✊🏽 us 👩‍👩‍👧‍👦 here 🏳️‍🌈",
    "Chinese": "我想要一个了解我的人",
    "Arabic and Urdu": "أريد شخصًا يعرفني، میں چاہتا ہوں",
    "accents": "Zażółć gęślą jaźń; ŵŷ; e\u0301a\u0300; “” <b>&amp;</b> \\n",
    "a terminal's own": "\x1b[31mred\x1b[0m \x1b]0;title\x07 bell\x07 \x9b2J",
}
BIG = {
    "a word of 5,000 letters": "x" * 5_000,
    "5,000 Chinese letters": "我" * 5_000,
    "a megabyte": "more time " * 100_000,
    "a megabyte of lines": "no\n" * 340_000,
}
ALL = Consent(room=True, report=True, quote=True)


@dataclass(frozen=True)
class Words:
    """A text, and what it is called in a failure."""

    name: str
    text: str


def flat(text: str) -> str:
    """Return a text without what a screen puts between its letters: spaces, lines, borders."""
    return "".join(one for one in text if not one.isspace() and not "\u2500" <= one <= "\u257f")


def space_of(words: str) -> Space:
    """Make a space in which everything that a person can write is one text.

    What one person says may be a megabyte; what a facilitator writes is cut to 5,000 letters.
    """
    text = words[:5_000]
    before = new_space(text)
    _promises(before)
    close_space(before.uid)
    space = new_space(text, purpose=text, place=text, rules=[text])
    prompt = add_prompt(space.uid, text, spoken=text)
    for kind in ItemKind:
        item = add_item(space.uid, kind, text, 5, prompt=prompt.uid)
        if kind is ItemKind.PROMPT:
            go_to_item(space.uid, item.uid)
    open_space(space.uid)
    theme = new_theme(space.uid, text)
    _promises(space)
    for state in (State.HELD, State.CLEARED):
        uid = capture(
            space.uid,
            words,
            prompt=prompt.uid,
            way_in=WayIn.SAID,
            role=text[:200],
            consent=ALL,
        ).uid
        add_version(uid, VersionKind.TRANSLATED, words, made_by=text[:200])
        move(uid, state, reason=text[:200])
    put_in_theme(theme.uid, uid)
    for answer in PromiseKind:
        make_promise(
            space.uid, answer, text, who=text, due="30 April 2027", because=text, theme=theme.uid
        )
    return space


def _promises(space: Space) -> None:
    promise = make_promise(
        space.uid, PromiseKind.WILL, space.title, who=space.title, due="30 April 2027"
    )
    add_update(promise.uid, one_line(space.title), made_on="2026-11-17")
