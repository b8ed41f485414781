"""Copies for people: who asked for one, who got it, what is to be posted, what is to come back."""

from collections.abc import Callable, Sequence
from pathlib import Path

from models.outcome.asked_for import (
    PostTo,
    change_copies,
    note_posted,
    post_to,
    post_to_whom,
    set_asked,
)
from models.outcome.handing_out import HandingOutSees
from models.outcome.told import Addresses, Recall, drop_hand_out, note_addresses, note_recalled
from outcomes.making import Format
from screens import dialogs
from screens.desk.lines import LinesDialog
from screens.face import HeardScreen

__all__ = ["CopiesActs"]

MOST_TO_CHOOSE = 8  # 9 goes back
NO_ADDRESS = "No address is kept here. D writes one down for what is lit."
Then = Callable[[Path], None]


class CopiesActs(HeardScreen):
    """The acts on the format that is lit; the screen mixes this in."""

    sees: HandingOutSees
    lit: Callable[[], Format]
    ask_where: Callable[[Then], None]
    make: Callable[..., None]

    def action_print(self) -> None:
        """Print copies of what is lit; where there is no printer, it becomes a file."""
        form = self.lit()
        if not form.can_be_printed:
            self.tell(f"{form.words}: this is not for a printer. Make it, and hand on the file.")
            return
        wanted = max(1, self.sees.of(form.name).to_post)

        def print_it(number: int) -> None:
            self.ask_where(lambda folder: self.make([form.name], folder, number))

        self._ask_number("How many copies?", "Print them", wanted, print_it)

    def action_asked(self) -> None:
        """Write down how many people asked for what is lit."""
        form = self.lit()
        self._ask_number(
            f"{form.words}: how many people asked for it?",
            "Save it",
            self.sees.of(form.name).asked,
            lambda number: self.do(set_asked, self.sees.space.uid, form.name, number),
        )

    def _ask_number(
        self, question: str, save: str, number: int, then: Callable[[int], None]
    ) -> None:
        def written(words: str | None) -> None:
            if words is None:
                return
            if words.isdecimal():
                then(int(words))
            else:
                self.tell("That is no number. Nothing was changed. Write digits.")

        self.app.push_screen(dialogs.WriteDialog(question, save, words=str(number)), written)

    def action_handed(self) -> None:
        """Note that one copy was handed out."""
        self._note(change_copies, 1, "One was handed out.")

    def action_came_back(self) -> None:
        """Note that one copy was not handed out after all."""
        self._note(change_copies, -1, "One less was handed out.")

    def _note(self, verb: Callable[..., None], by: int, told: str) -> None:
        form = self.lit()
        self.do(
            verb,
            self.sees.space.uid,
            form.name,
            by,
            then=lambda _: self.tell(f"{form.words}: {told}"),
        )

    # -- names and addresses -----------------------------------------------------------------

    def action_address(self) -> None:
        """Write down a name and an address that somebody gave to be sent what is lit."""
        form = self.lit()
        self.app.push_screen(
            dialogs.WriteDialog(
                f"{form.words}: a name and where to post it. It is deleted once it is posted.",
                "Keep it until then",
            ),
            lambda words: self._keep(form, words) if words else None,
        )

    def _keep(self, form: Format, words: str) -> None:
        self.do(
            post_to,
            self.sees.space.uid,
            form.name,
            words,
            then=lambda _: self.tell("It is kept until it is posted, and shown at no other place."),
        )

    def action_posted(self) -> None:
        """Note that one was posted; with addresses, ask to which."""
        self.do(post_to_whom, self.sees.space.uid, then=self._ask_which)

    def _ask_which(self, kept: Sequence[PostTo]) -> None:
        form = self.lit()
        here = [one for one in kept if one.format == form.name][: MOST_TO_CHOOSE - 1]
        if not here:
            self._was_posted(form, None)
            return
        choices = [*(one.address for one in here), "Another one, with no address here"]
        self.app.push_screen(
            dialogs.PickDialog("Which one was posted? Its address is deleted.", choices),
            lambda number: (
                None
                if number is None
                else self._was_posted(form, here[number] if number < len(here) else None)
            ),
        )

    def _was_posted(self, form: Format, to: PostTo | None) -> None:
        deleted = " The address is deleted." if to else ""
        self.do(
            note_posted,
            self.sees.space.uid,
            form.name,
            to.uid if to else None,
            then=lambda _: self.tell(f"{form.words}: one was posted.{deleted}"),
        )

    def action_addresses(self) -> None:
        """Save the names and addresses to a file of their own, for whoever posts."""
        self.do(post_to_whom, self.sees.space.uid, then=self._ask_for_file)

    def _ask_for_file(self, kept: Sequence[PostTo]) -> None:
        if not kept:
            self.tell(NO_ADDRESS)
            return
        self.app.push_screen(
            dialogs.WriteDialog(
                "Which file? Only you can read it. Delete it once all is posted.",
                "Save it",
                words=str(Path.home() / "post-to.txt"),
            ),
            lambda name: self._save(Path(name).expanduser().absolute()) if name else None,
        )

    def _save(self, path: Path) -> None:
        self.do(
            note_addresses,
            self.sees.space.uid,
            str(path),
            then=lambda noted: self._write(noted, path),
        )

    def _write(self, noted: Addresses, path: Path) -> None:
        from outcomes.posting import write_addresses

        if noted.hand_out is None:
            self.tell(NO_ADDRESS)  # another desk deleted the last one meanwhile
            return
        try:
            write_addresses(self.sees.space, noted.listed, path)
        except OSError:
            self.do(drop_hand_out, noted.hand_out)
            self.tell("It could not be written there. Nothing is lost. Choose another file.")
        else:
            self.tell(f"Saved: {path}")

    # -- what is to come back ----------------------------------------------------------------

    def action_register(self) -> None:
        """Choose what to recall; where there is nothing, read what went out."""
        recalls = self.sees.recalls[: MOST_TO_CHOOSE - 1]
        if not recalls:
            lines = [one.sentence for one in self.sees.handed_out]
            self.app.push_screen(
                LinesDialog(
                    "What went out. There is nothing to recall.", lines or ["Nothing went out yet."]
                )
            )
            return
        self.app.push_screen(
            dialogs.PickDialog("What is to come back?", [one.sentences[0] for one in recalls]),
            lambda number: None if number is None else self._recall(recalls[number]),
        )

    def _recall(self, recall: Recall) -> None:
        self.app.push_screen(
            dialogs.ConfirmDialog(
                "Is all of it back, or deleted?",
                "\n".join(recall.sentences),
                yes="Yes, all of it",
                no="Not yet",
            ),
            lambda sure: self._is_back(recall) if sure else None,
        )

    def _is_back(self, recall: Recall) -> None:
        self.do(
            note_recalled,
            recall.hand_out.uid,
            then=lambda _: self.tell("Noted: it is back, or is deleted."),
        )
