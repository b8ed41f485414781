"""What can be done at the desk with a contribution that was recorded."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from models.contribution.contribution import Contribution
from models.recording.after_a_stop import (
    Unfinished,
    keep_unfinished,
    throw_away_unfinished,
    unfinished_recordings,
)
from models.recording.recording import path_of, write_down
from screens import clock, dialogs
from screens.desk.acts import DeskActs, on_what_is_lit
from screens.messages import PlayingEnded, PlayingPosition, PlayRecording

__all__ = ["RecordedActs"]

LOOK_SECONDS = 2.0


def _name(one: Unfinished) -> str:
    """Name it by its time and its length, and by nothing that is in it."""
    length = max(1, round(one.seconds))
    return f"{clock.time_of_day(one.last_heard)}, {length} second{'s' if length != 1 else ''}"


class RecordedActs(DeskActs):
    """Listen to what is lit, and write it down; the desk mixes this in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "l",
            "listen",
            "Listen",
            show=False,
            id="desk.listen",
            tooltip="Listen to what is lit, where it was recorded; again: stop",
        ),
        Binding(
            "e",
            "write",
            "Write beside",
            show=False,
            id="desk.write_down",
            tooltip="Write a tidied wording or a translation, or what a recording says",
        ),
        Binding(
            "v",
            "cut_off",
            "Cut off",
            show=False,
            id="desk.cut_off",
            tooltip="A recording that was cut off: listen to it, keep it or throw it away",
        ),
    ]

    says_private: bool
    show_told: Callable[[str], None]

    def _recorded(self) -> Contribution | None:
        """Return what is lit where it was recorded, or say that it was not."""
        one = self._lit()
        if one is not None and one.uid not in self.sees.recordings:
            self.tell("This one was not recorded: there is nothing to listen to.")
            return None
        return one

    @on_what_is_lit
    def action_listen(self) -> None:
        """Play what is lit; on a loudspeaker that others hear, ask first."""
        one = self._recorded()
        if one is not None:
            self._listen_to(lambda: self.do(path_of, one.uid, then=self._play))

    def _listen_to(self, play: Callable[[], None]) -> None:
        if self.says_private:
            play()
            return
        self.app.push_screen(
            dialogs.ConfirmDialog(
                "May everybody here hear this?",
                "The desk has no headphones of its own, so others may hear the recording. "
                "The setting speaks under [desk] tells Heard that it has.",
                yes="Play it",
                no="Leave it",
            ),
            lambda sure: play() if sure else None,
        )

    def _play(self, path: Path) -> None:
        self.post_message(PlayRecording(path, or_stop=True))

    @on_what_is_lit
    def action_write_down(self) -> None:
        """Write down, or correct, what is said in the recording that is lit."""
        one = self._recorded()
        if one is None:
            return

        def save(words: str | None) -> None:
            if words:
                self.do(write_down, one.uid, words, then=lambda _: self.tell("Written down."))

        self.app.push_screen(
            dialogs.WriteDialog("What is said in the recording?", "Save it", words=one.words), save
        )

    # -- cut off ------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Look, once the desk stands, whether a machine stopped in the middle of a recording."""
        self.set_timer(LOOK_SECONDS, self._look_for_cut_off)

    def _look_for_cut_off(self) -> None:
        def told(found: tuple[Unfinished, ...]) -> None:
            if found:
                self.tell("A recording was cut off when Heard stopped. V shows it.")

        self.do(unfinished_recordings, then=told)

    def action_cut_off(self) -> None:
        """Choose a recording that was cut off."""
        self.do(unfinished_recordings, then=self._choose_cut_off)

    def _choose_cut_off(self, found: tuple[Unfinished, ...]) -> None:
        if not found:
            self.tell("No recording was cut off.")
        elif len(found) == 1:
            self._what_to_do_with(found[0])
        else:
            shown = found[:8]
            self.app.push_screen(
                dialogs.PickDialog("Which recording?", [_name(one) for one in shown]),
                lambda n: None if n is None else self._what_to_do_with(shown[n]),
            )

    def _what_to_do_with(self, one: Unfinished) -> None:
        def chosen(number: int | None) -> None:
            if number == 0:
                self._listen_to(lambda: self._play(one.path))
            elif number == 1:
                self.do(
                    keep_unfinished,
                    self.space.uid,
                    one.uid,
                    then=lambda _: self.tell("It is kept, and held."),
                )
            elif number == 2:
                self.do(
                    throw_away_unfinished,
                    one.uid,
                    then=lambda _: self.tell("It is thrown away."),
                )

        self.app.push_screen(
            dialogs.PickDialog(
                "A recording that was cut off",
                ["Listen to it", "Keep it, held", "Throw it away for good"],
                more=f"{_name(one)}. Nobody said that it may be used.",
            ),
            chosen,
        )

    @on(PlayingPosition)
    def _position(self, message: PlayingPosition) -> None:
        message.stop()
        self.show_told(
            f"Playing: {message.at:.0f} of {max(1, round(message.of))} seconds. Any key stops it."
        )

    @on(PlayingEnded)
    def _playing_ended(self, message: PlayingEnded) -> None:
        message.stop()
        told = "That was all of it." if message.completed else "Stopped."
        self.tell(message.sentence or told)
