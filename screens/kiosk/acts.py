"""What a kiosk does when a choice is made: everything but turning the page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from textual.message import Message
from textual.screen import Screen

from assets.language import _, use
from models.kiosk.kiosk import KioskSees
from models.outbox.outbox import ask_for_help
from models.space.space import Space
from screens.kiosk import deeds
from screens.kiosk.visit import Act, Choice, PageName, Visit
from screens.messages import (
    BiggerLetters,
    ChangeScan,
    ChangeVoice,
    NextColours,
    PlayRecording,
    Record,
    Scan,
    StopRecording,
    ThrowAwayRecording,
)
from screens.scanning import USUAL

__all__ = ["KioskActs"]


ASKS_THE_APP: dict[Act, Callable[[], Message]] = {
    Act.LOUDER: lambda: ChangeVoice(volume=1),
    Act.QUIETER: lambda: ChangeVoice(volume=-1),
    Act.FASTER: lambda: ChangeVoice(rate=1),
    Act.SLOWER: lambda: ChangeVoice(rate=-1),
    Act.BIGGER: lambda: BiggerLetters(1),
    Act.SMALLER: lambda: BiggerLetters(-1),
    Act.COLOURS: NextColours,
    Act.LIGHT_FASTER: lambda: ChangeScan(1),
    Act.LIGHT_SLOWER: lambda: ChangeScan(-1),
}


class KioskActs(Screen[Any]):
    """The acts of a kiosk; the screen itself brings what they need."""

    visit: Visit
    sees: KioskSees
    space: Space
    face_uid: UUID
    face_name: str
    echoes: bool
    scans: bool
    drop_draft: Callable[[Visit], None]
    do: Callable[..., None]
    tell: Callable[[str], None]
    say: Callable[..., None]
    turn_to: Callable[..., Any]
    next_person: Callable[[], Any]
    keep_draft: Callable[[], None]

    async def act(self, choice: Choice) -> None:
        """Do what a choice asks for."""
        if choice.act in ASKS_THE_APP:
            self.post_message(ASKS_THE_APP[choice.act]())
        else:
            await getattr(self, f"_do_{choice.act}")(choice)

    async def _do_send(self, choice: Choice) -> None:
        del choice
        self.keep_draft()
        self.do(deeds.send, self.visit, self.space.uid, self.face, then=self._sent)

    def _sent(self, visit: Visit) -> None:
        self.drop_draft(visit)
        self._turn(visit)

    async def _do_describe(self, choice: Choice) -> None:
        await self.turn_to(choice.to)
        self.do(deeds.tell_about, choice.to)

    async def _do_give_receipt(self, choice: Choice) -> None:
        self.do(deeds.give, choice.to, self.space.uid, then=self._turn)

    async def _do_help(self, choice: Choice) -> None:
        if choice.to != self.visit:
            await self.turn_to(choice.to)
        self.action_help()

    async def _do_throw_away(self, choice: Choice) -> None:
        del choice
        self.drop_draft(self.visit)
        self.post_message(ThrowAwayRecording(self.visit.uid))
        await self.next_person()

    async def _do_finish(self, choice: Choice) -> None:
        del choice
        await self.next_person()

    async def _do_say_again(self, choice: Choice) -> None:
        await self.turn_to(choice.to, whole=True)

    async def _do_change_words(self, choice: Choice) -> None:
        del choice
        self.do(deeds.change, self.visit, self.space.uid, then=self._turn)

    async def _do_withdraw(self, choice: Choice) -> None:
        del choice
        self.do(deeds.take_back, self.visit, then=self._turn)

    async def _do_check_out(self, choice: Choice) -> None:
        self.do(deeds.check_out, choice.to, self.space.uid, then=self._turn)

    async def _do_say_done(self, choice: Choice) -> None:
        self.do(deeds.say_done, self.visit, choice.to, then=self._turn)

    async def _do_language(self, choice: Choice) -> None:
        use(choice.language)
        await self.turn_to(choice.to)

    async def _do_letters(self, choice: Choice) -> None:
        self.echoes = not self.echoes
        await self.turn_to(choice.to)

    async def _do_one_key(self, choice: Choice) -> None:
        self.scans = not self.scans
        self.post_message(Scan(USUAL if self.scans else 0))
        await self.turn_to(choice.to if self.scans else self.visit.to(PageName.MORE_SETTINGS))

    async def _do_record(self, choice: Choice) -> None:
        await self.turn_to(choice.to, speak=False)
        self.post_message(Record(self.visit.uid))

    async def _do_stop_recording(self, choice: Choice) -> None:
        del choice
        self.post_message(StopRecording())

    async def _do_listen(self, choice: Choice) -> None:
        del choice
        if self.visit.take is not None:
            self.post_message(PlayRecording(self.visit.take, or_stop=True))

    async def _do_forget_recording(self, choice: Choice) -> None:
        self.post_message(ThrowAwayRecording(self.visit.uid))
        await self.turn_to(choice.to)

    @property
    def face(self) -> str:
        """The name of this kiosk."""
        return self.face_name or "kiosk"

    def find(self, words: str) -> None:
        """Look for what somebody told us before, by its four words."""
        self.do(deeds.find, words, self.visit, self.face, then=self._turn)

    def action_help(self) -> None:
        """Ask a person to come, silently."""
        self.do(
            ask_for_help,
            self.face_uid,
            then=lambda reached: self.tell(_(deeds.ASKED if reached else deeds.NOBODY_REACHED)),
        )

    def _turn(self, visit: Visit) -> None:
        """Turn to where a deed has led, unless somebody else is here by now."""
        if self.visit.uid == visit.uid:
            self.call_later(self.turn_to, visit)
