"""One part of the Easy Read paper at the desk: its sentences line by line, and its picture."""

from functools import partial
from typing import ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from models.easy_read.easy_read import EasyItem, EasyRead, easy_read_of
from models.easy_read.writing import write_easy_item
from models.kiosk.picture import Picture, all_pictures
from models.space.space import Space, find_space
from screens import dialogs
from screens.desk.easy_read_line import EasyLineDialog
from screens.desk.easy_read_picture import EasyPictureDialog, Preview
from screens.desk.easy_read_words import HardWordScreen
from screens.spoken import FURNITURE
from screens.widgets.caption import Caption
from screens.widgets.key_bar import KeyBar
from screens.widgets.line_list import Entry, LineList

__all__ = ["EasyItemScreen"]

# The entry of the picture, below the sentences.
PICTURE = -1


class EasyItemScreen(HardWordScreen):
    """One part. Each sentence has under it what the rules say of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "c,enter",
            "change",
            "Change",
            key_display="C",
            id="easy_item.change",
            tooltip="Change the sentence or the picture that is lit",
        ),
        Binding(
            "a",
            "add",
            "Add",
            id="easy_item.add",
            tooltip="Add a sentence after the one that is lit",
        ),
        Binding("d", "remove", "Remove", id="easy_item.remove", tooltip="Take the sentence away"),
        Binding("p", "picture", "Picture", id="easy_item.picture", tooltip="Choose the picture"),
        Binding(
            "h",
            "hard_word",
            "Hard word",
            id="easy_item.hard_word",
            tooltip="Explain a hard word, or take its explanation away",
        ),
        Binding(
            "e",
            "easy_enough",
            "Easy enough",
            id="easy_item.enough",
            tooltip="Say that these words are easy enough",
        ),
        Binding(
            "b",
            "begin_again",
            "Begin again",
            id="easy_item.begin",
            tooltip="Begin again with its own words",
        ),
        Binding(
            "w",
            "written_before",
            "Written before",
            id="easy_item.before",
            tooltip="Take what was written before the real words changed",
        ),
        Binding("escape,9", "back", "Back", id="easy_item.back", tooltip="Back to all parts"),
        Binding("f1,k", "keys", "Keys", id="easy_item.keys", tooltip="All keys of this screen"),
    ]

    def __init__(self, space: Space, key: str) -> None:
        super().__init__(space)
        self.key = key
        self.sees: EasyRead = easy_read_of(space.uid)

    @classmethod
    def example(cls) -> "EasyItemScreen":
        """Return one for the first theme of the space that is open in the database."""
        space = find_space()
        return cls(space, easy_read_of(space.uid).parts[0].theme.key)

    def compose(self) -> ComposeResult:
        """Lay out the real words, the sentences with the picture, and the keys."""
        with Horizontal(id="top"):
            yield Static("", id="title", markup=False, classes=FURNITURE)
        yield Static("", id="real", markup=False)
        with Horizontal(id="part"):
            sentences = LineList[int](id="sentences", most_lines=8, classes="place")
            sentences.border_title = "One idea a sentence"
            yield sentences
            yield Preview()
        yield Caption()
        yield KeyBar()

    def read(self) -> EasyRead:
        """Return the paper as it is now."""
        return easy_read_of(self.space.uid)

    @property
    def item(self) -> EasyItem | None:
        """The part, or nothing once its theme or promise is taken away."""
        return next((one for one in self.sees.items if one.key == self.key), None)

    def items_here(self) -> tuple[EasyItem, ...]:
        """Return this part alone."""
        return (self.item,) if self.item else ()

    def show(self, sees: EasyRead) -> None:
        """Draw the part."""
        self.sees, self.space = sees, sees.space
        item = self.item
        if item is None:
            self.query_one(LineList).show_entries([])
            self.put("#title", "This part is not there any more.")
            return
        self.query_one(LineList).show_entries(entries_of(item))
        self.query_one(Preview).show_picture(item.picture)
        state = "changed since" if item.changed else "easy words" if item.written else "own words"
        self.put("#title", f"Easy Read · {item.about} · {state}")
        self.put("#real", f"Real words: {item.title}")

    @property
    def _line(self) -> int | None:
        """The number of the lit sentence, from 0, or nothing on the picture."""
        key = self.query_one(LineList).lit_key
        return key if key is not None and key != PICTURE else None

    def action_change(self) -> None:
        """Change what is lit."""
        item, line = self.item, self._line
        if item is None:
            return
        if line is None:
            self.action_picture()
            return
        self._write(
            f"Sentence {line + 1} of {len(item.sentences)}. Empty takes it away.",
            item,
            item.sentences[line],
            before=item.sentences[:line],
            after=item.sentences[line + 1 :],
        )

    def action_add(self) -> None:
        """Write another sentence, after the one that is lit."""
        item = self.item
        if item is None:
            return
        at = len(item.sentences) if self._line is None else self._line + 1
        self._write(
            "Another sentence: one idea",
            item,
            "",
            before=item.sentences[:at],
            after=item.sentences[at:],
        )

    def _write(
        self,
        question: str,
        item: EasyItem,
        words: str,
        *,
        before: tuple[str, ...],
        after: tuple[str, ...],
    ) -> None:
        self.app.push_screen(
            EasyLineDialog(
                question,
                partial(_save, self.space.uid, item, before, after),
                words=words,
                explained=self.sees.words,
                language=self.space.language,
            ),
            lambda done: self._saved() if done else None,
        )

    def _saved(self) -> None:
        self.changed()
        self.tell("Saved.")

    def action_remove(self) -> None:
        """Take the lit sentence away."""
        item, line = self.item, self._line
        if item is not None and line is not None:
            left = (*item.sentences[:line], *item.sentences[line + 1 :])
            self._keep(item, left, "The sentence is taken away.")

    def action_easy_enough(self) -> None:
        """Keep the sentences as they stand there."""
        if self.item is not None:
            self._keep(self.item, self.item.sentences, "These words stay as they are.")

    def action_begin_again(self) -> None:
        """Put its own words in place of what was written, after asking."""
        item = self.item
        if item is None:
            return
        self.app.push_screen(
            dialogs.ConfirmDialog(
                "Begin again with its own words?",
                "What was written for it goes.",
                yes="Begin again",
                no="Keep what is there",
            ),
            lambda sure: self._keep(item, item.own, "It begins again.") if sure else None,
        )

    def action_written_before(self) -> None:
        """Take the sentences of before the real words changed, to be made right again."""
        item = self.item
        if item is not None and item.before:
            self._keep(item, item.before, "These were written before. Make them right again.")
        else:
            self.tell("The real words did not change, so nothing older is kept.")

    def _keep(self, item: EasyItem, sentences: tuple[str, ...], told: str) -> None:
        self.do(
            write_easy_item,
            self.space.uid,
            item.key,
            sentences,
            seen=item,
            then=lambda _: self.tell(told),
        )

    def action_picture(self) -> None:
        """Choose the picture among all there are."""
        item = self.item
        if item is None:
            return

        def chosen(name: str | None) -> None:
            if name is not None:
                self.do(
                    write_easy_item,
                    self.space.uid,
                    item.key,
                    item.sentences,
                    picture=name,
                    seen=item,
                    then=lambda _: self.tell("The picture is changed."),
                )

        def ask(offered: tuple[Picture, ...]) -> None:
            now = item.picture.name if item.picture else ""
            self.app.push_screen(EasyPictureDialog(offered, now), chosen)

        self.do(all_pictures, then=ask)


def entries_of(item: EasyItem) -> list[Entry[int]]:
    """Write the sentences, each with what the rules say of it; then the picture."""
    entries = []
    for line, sentence in enumerate(item.sentences):
        told = [f"~ {one.sentence}" for one in item.lacks if one.line == line]
        entries.append(Entry(line, f"{line + 1}. {sentence}", "\n".join(told)))
    picture = f"Picture: {item.picture.words}" if item.picture else "! There is no picture"
    shows = item.picture.alt if item.picture else "Choose one that shows what is said."
    return [*entries, Entry(PICTURE, picture, shows)]


def _save(
    space: UUID, item: EasyItem, before: tuple[str, ...], after: tuple[str, ...], words: str
) -> bool:
    """Save one sentence between the others; an empty one goes."""
    write_easy_item(space, item.key, (*before, words, *after), seen=item)
    return True
