"""The kiosk's pages for an answer that is recorded: what the recorder tells, and what is shown."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from textual import on
from textual.screen import Screen

from assets.language import _, ngettext, now
from screens.kiosk.visit import PageName, Visit
from screens.messages import (
    PlayingEnded,
    PlayingPosition,
    RecordingBegan,
    RecordingEnded,
    RecordingLevel,
    RecordingWaits,
    RecordingWarning,
    Speak,
)
from screens.widgets.level import Level

__all__ = ["KioskRecording"]


class KioskRecording(Screen[Any]):
    """Follows the recorder; a kiosk mixes this in."""

    visit: Visit
    tell: Callable[[str], None]
    show_told: Callable[[str], None]
    turn_to: Callable[..., Any]

    @on(RecordingWaits)
    def _waits(self, message: RecordingWaits) -> None:
        self.show_told(message.sentence)

    @on(RecordingBegan)
    def _began(self) -> None:
        self.show_told(_("Speak now. Press 1 when you have finished."))

    @on(RecordingLevel)
    def _level(self, message: RecordingLevel) -> None:
        for level in self.query(Level):
            level.show(message.shown, hears=message.hears)

    @on(RecordingWarning)
    def _warning(self, message: RecordingWarning) -> None:
        left = round(message.left)
        told = ngettext("{number} second is left.", "{number} seconds are left.", left)
        told = told.format(number=left)
        self.show_told(told)
        self.post_message(Speak(told, language=now(), while_recording=True))

    @on(RecordingEnded)
    async def _ended(self, message: RecordingEnded) -> None:
        """Offer what was recorded for listening back; what was said is never lost by trouble."""
        if message.uid != self.visit.uid or self.visit.page is not PageName.RECORDING:
            return
        if message.path is None:
            await self.turn_to(self.visit.to(PageName.RECORD), speak=False)
            self.tell(message.sentence or _("Nothing was recorded. Try again."))
            return
        seconds = max(1, round(message.seconds))
        await self.turn_to(
            replace(self.visit, take=message.path, seconds=seconds, page=PageName.LISTEN_BACK),
            first=self._about(message),
        )

    def _about(self, message: RecordingEnded) -> str:
        """Return what there is to say of a recording before it is listened to."""
        if message.sentence:
            return message.sentence
        if message.is_full:
            return _("The time for one recording is up.")
        if not message.has_voice:
            return _("The machine heard very little. Listen to it before you send it.")
        return ""

    @on(PlayingPosition)
    def _position(self, message: PlayingPosition) -> None:
        told = _("{at} of {all} seconds")
        self.show_told(told.format(at=round(message.at), all=round(message.of)))

    @on(PlayingEnded)
    def _played(self, message: PlayingEnded) -> None:
        if message.sentence:
            self.tell(message.sentence)
