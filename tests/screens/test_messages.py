"""Our messages are our own: none is taken for one of Textual's."""

import inspect

from textual import events
from textual import messages as textual_messages
from textual.geometry import Region
from textual.message import Message

from screens import messages
from screens.widgets.words_area import WordsArea


def handler_names(module: object) -> set[str]:
    return {
        kind.handler_name
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Message) and kind is not Message
    }


def test_no_message_of_ours_shares_a_handler_with_one_of_textuals() -> None:
    ours = handler_names(messages)
    assert len(ours) == len(messages.__all__)
    assert not ours & (handler_names(events) | handler_names(textual_messages))


def test_a_box_for_words_draws_nothing_once_the_page_is_turned() -> None:
    rows = WordsArea("Nobody phoned.").render_lines(Region(0, 0, 20, 3))
    assert [row.text.strip() for row in rows] == ["", "", ""]
