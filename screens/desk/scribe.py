"""The scribe's line: type, Enter, saved, next; who said it; and the last line put right."""

from collections.abc import Callable
from uuid import UUID

from textual import on

from models.contribution.contribution import ROLES, Contribution, WayIn, capture, is_leader
from models.contribution.late_addition import SpaceClosedError
from models.errors import ChangedSinceError, HeardError
from models.identity import new_uid
from screens.desk.acts import DeskActs
from screens.desk.safety import saved_words
from screens.widgets.words_line import WordsLine

__all__ = ["ScribeActs"]


class ScribeActs(DeskActs):
    """What the line does; the desk mixes this in."""

    role: str
    way_in: WayIn
    to_the_newest: Callable[[], None]
    in_sight: bool
    saving: UUID | None
    after_saving: list[Callable[[], None]]
    _correcting: Contribution | None = None
    _last_saved: UUID | None = None
    _refused = ""  # the words that came too late

    def name_line(self) -> None:
        """Say over the line what becomes of what is typed: how it came, and who says it."""
        who = self.role or "not asked"
        if self._correcting is not None:
            title = f"Correct the last line, by: {who}"
        elif is_leader(self.role):
            title = "The leader says (not counted as heard)"
        else:
            title = f"{'From paper' if self.way_in is WayIn.PAPER else 'Said aloud'} by: {who}"
        self.query_one(WordsLine).border_title = title

    @on(WordsLine.Ended, "#line")
    def _ended(self, message: WordsLine.Ended) -> None:
        message.stop()
        if self._correcting is not None:
            self._save_correction(self._correcting, message.words, message.line)
        else:
            self._save(message.words, message.line)

    def _save(self, words: str, line: WordsLine) -> None:
        """Save the line. The words leave the screen only to come back if saving fails."""
        uid = new_uid()
        # The space is closed, and Enter is pressed once more on the same words: that is explicit.
        late = self._refused == words.strip() != ""
        self._refused = ""

        def saved(one: Contribution) -> None:
            self._last_saved = uid
            self.tell("Saved." if self.in_sight else saved_words(one))

        def failed(error: HeardError) -> None:
            self.saving = None
            self.after_saving.clear()
            self._put_back(words, line)
            if isinstance(error, SpaceClosedError):
                self._refused = words.strip()

        # Until the list holds it, what is pressed now is meant for it and waits.
        self.saving = uid
        self.to_the_newest()
        current = self.sees.current
        self.do(
            capture,
            self.space.uid,
            words,
            uid=uid,
            prompt=current.prompt if current else None,
            way_in=self.way_in,
            role=self.role,
            language=self.space.language,
            late=late,
            then=saved,
            failed=failed,
        )

    @staticmethod
    def _put_back(words: str, line: WordsLine) -> None:
        # The space stays: who types on meanwhile starts a new word.
        line.value = f"{words.strip()} {line.value}".lstrip()
        line.cursor_position = len(line.value)

    # -- who says it -----------------------------------------------------------------------------

    def action_who(self) -> None:
        """Take the next role for what is typed; it stays until it is changed again."""
        self.role = ROLES[(ROLES.index(self.role) + 1) % len(ROLES)]
        self.name_line()
        if is_leader(self.role):
            self.tell("The leader says it: kept apart, and not counted as heard.")
        else:
            self.tell(f"Said by: {self.role or 'not asked'}.")

    def action_paper(self) -> None:
        """Type from paper forms, or what is said again."""
        self.way_in = WayIn.SAID if self.way_in is WayIn.PAPER else WayIn.PAPER
        self.name_line()
        self.tell("Now typing from paper." if self.way_in is WayIn.PAPER else "Now typing speech.")

    # -- the last line, put right ------------------------------------------------------------------

    def action_correct(self) -> None:
        """Bring the line that was saved last back to be corrected."""
        if self.when_saved(self.action_correct):
            return
        line = self.query_one(WordsLine)
        one = next((c for c in self.sees.contributions if c.uid == self._last_saved), None)
        if self._correcting is not None:
            self.tell("It is in the line already. Put it right, then press Enter.")
        elif one is None:
            self.tell("There is no line of this desk to correct.")
        elif line.value.strip():
            self.tell("There are words in the line. Press Enter first, then correct.")
        else:
            self._correcting = one
            line.value = one.shown
            line.cursor_position = len(line.value)
            line.focus()
            self.name_line()
            self.tell("Put the last line right, then press Enter. An empty line leaves it.")

    def _save_correction(self, one: Contribution, words: str, line: WordsLine) -> None:
        from models.contribution.correcting import correct

        self._correcting = None
        self.name_line()
        if not words.strip() or words.strip() == one.shown:
            self.tell("The last line is left as it was.")
            return

        def saved(now: Contribution) -> None:
            beside = now.words == one.words
            self.tell(
                "Saved beside the original, as a tidied wording: it was not waiting any more."
                if beside
                else f"Corrected. {saved_words(now)}"
            )

        def failed(_: HeardError) -> None:
            self._correcting = one
            self.name_line()
            self._put_back(words, line)

        def ask(changed: ChangedSinceError) -> None:
            # The line stays empty: it may hold what somebody else took out.
            self.tell(f"{changed} Look at the words as they are now.")

        self.do(correct, one.uid, words, seen=one.words, then=saved, failed=failed, since=ask)
