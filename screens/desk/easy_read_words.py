"""The hard words of the Easy Read paper: which they are, and what they mean."""

from functools import partial
from uuid import UUID

from models.easy_read.easy_read import EasyItem, EasyRead
from models.easy_read.rules import offered_words
from models.easy_read.writing import explain_word, forget_word
from screens import dialogs
from screens.desk.easy_read_line import EasyLineDialog
from screens.desk.list_screen import ListScreen

__all__ = ["HardWordScreen"]

ANOTHER = "Another word"
# With "Another word" as many as there are digits to choose by.
MOST_OFFERED = 7


class HardWordScreen(ListScreen):
    """A screen of the paper on which hard words can be explained."""

    sees: EasyRead

    def items_here(self) -> tuple[EasyItem, ...]:
        """Return the parts whose words are meant here."""
        return self.sees.shown

    def action_hard_word(self) -> None:
        """Choose a hard word and say what it means; first those that nobody explained yet."""
        hard = (lack.word for item in self.items_here() for lack in item.lacks if lack.word)
        known = [one.word for one in self.sees.words]
        offered = list(dict.fromkeys([*hard, *known]))[:MOST_OFFERED]
        if not offered:
            self._ask_which()
            return

        def chosen(number: int | None) -> None:
            if number == len(offered):
                self._ask_which()
            elif number is not None:
                self._explain(offered[number])

        self.app.push_screen(dialogs.PickDialog("Which word is hard?", [*offered, ANOTHER]), chosen)

    def _ask_which(self) -> None:
        self.app.push_screen(
            dialogs.WriteDialog("Which word is hard?", "Explain it"),
            lambda word: self._explain(word) if word else None,
        )

    def _explain(self, word: str) -> None:
        means = next(
            (one.means for one in self.sees.words if one.word.casefold() == word.casefold()),
            offered_words().get(word.casefold(), ""),
        )
        self.app.push_screen(
            EasyLineDialog(
                f"“{word}” means",
                partial(_save, self.space.uid, word),
                words=means,
                more="It stands in the next sentence. Empty takes it away.",
                language=self.space.language,
            ),
            lambda saved: self.tell("The word is saved.") if saved else None,
        )


def _save(space: UUID, word: str, means: str) -> bool:
    if means.strip():
        explain_word(space, word, means)
    else:
        forget_word(space, word)
    return True
