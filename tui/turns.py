"""One key at a time: what one key does is done before the next key is looked at.

Textual hands letters to the field at once, but lets keys such as Enter go round by way of the
application. Typed quickly, or on a slow machine, "first words, Enter, next words" then becomes
"first words next words, Enter". Here every key waits until the one before it was answered.
"""

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass

from textual.app import App
from textual.events import Event, Key, Paste
from textual.message_pump import MessagePump

__all__ = ["KeysInTurn"]

# A key that takes longer than this holds up nobody: the next one goes on. A slow machine that does
# ten things at once was seen to need more than half a second for one page of the kiosk.
PATIENCE_SECONDS = 3.0
# What a key removes (a choice, as its page turns) answers no more; it is looked at this often.
GLANCE_SECONDS = 0.02
# The first round takes the key up to the application, the second what it made widgets say.
ROUNDS = 2


@dataclass
class _Held:
    """A key or a paste that waits for its turn."""

    event: Event
    told: bool  # whether what has to be done the moment it is pressed is done
    admitted: bool = False


class KeysInTurn(App[str], inherit_bindings=False):
    """An application that takes keys and pasted text one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._held: deque[_Held] = deque()
        self._turn: asyncio.Task[None] | None = None

    def before_key(self, event: Key) -> None:
        """Do what has to be done the moment a key is pressed, however many wait before it."""

    def may_count(self, event: Key) -> bool:
        """Return whether a key that waits for its turn is sure to count then."""
        del event
        return True

    def admitted(self, event: Key) -> Key | None:
        """Return the key that a key is taken for as its turn comes; None for none at all."""
        return event

    async def on_event(self, event: Event) -> None:
        """Hand a key on, or hold it while another is still being answered."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            await self._take(_Held(event, told=False))
        else:
            await super().on_event(event)

    async def take_admitted(self, event: Key) -> None:
        """Take a key that was looked at already and counts."""
        await self._take(_Held(event, told=False, admitted=True))

    def first_in_turn(self, event: Key) -> None:
        """Look at a key once more, right after the one that is handed on instead of it."""
        self._held.appendleft(_Held(event, told=False))

    async def _take(self, held: _Held) -> None:
        if self._turn is not None:
            if isinstance(held.event, Key) and self.may_count(held.event):
                self._tell(held)
            self._held.append(held)
        elif await self._hand_on(held):
            self._turn = asyncio.create_task(self._take_turns())

    def _tell(self, held: _Held) -> None:
        if not held.told and isinstance(held.event, Key):
            held.told = True
            self.before_key(held.event)

    async def _hand_on(self, held: _Held) -> bool:
        """Hand a key on, unless it counts for nothing; say whether it was."""
        if isinstance(held.event, Key):
            if not held.admitted:
                ours = self.admitted(held.event)
                if ours is None:
                    return False
                held.event = ours
            self._tell(held)
        await super().on_event(held.event)
        return True

    async def _take_turns(self) -> None:
        """Let the key just handed on be answered, then hand on the next, until none is left."""
        try:
            await self._settle()
            while self._held:
                if await self._hand_on(self._held.popleft()):
                    await self._settle()
        finally:
            self._turn = None

    async def _settle(self) -> None:
        if not self.screen_stack:
            return
        screen = self.screen
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                for _ in range(ROUNDS):
                    for pump in self._way_up():
                        await _answered(pump)
                if self.screen is not screen:
                    # A dialog that a key opened takes the next key once it is drawn.
                    drawn = asyncio.Event()
                    if self.screen.call_after_refresh(drawn.set):
                        await drawn.wait()
        except TimeoutError:
            return

    def _way_up(self) -> list[MessagePump]:
        """Return what a key passes: from what has the focus, by the screen, to the application."""
        focused = self.focused or self.screen
        return list(focused.ancestors_with_self)


async def _answered(pump: MessagePump) -> None:
    """Wait until a widget has dealt with every message that it has now, or is gone."""
    done = asyncio.Event()
    if not pump.call_later(done.set):
        return
    while pump.is_running and not done.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), GLANCE_SECONDS)
