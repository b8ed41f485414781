"""One key at a time: what one key does is done before the next key is looked at.

Textual hands letters to the field at once, but lets keys such as Enter go round by way of the
application. Typed quickly, or on a slow machine, "first words, Enter, next words" then becomes
"first words next words, Enter". Here every key waits until the one before it was answered.
"""

import asyncio
from collections import deque

from textual.app import App
from textual.events import Event, Key, Paste
from textual.message_pump import MessagePump

__all__ = ["KeysInTurn"]

# A key that takes longer than this holds up nobody: the next one goes on.
PATIENCE_SECONDS = 0.5
# The first round takes the key up to the application, the second what it made widgets say.
ROUNDS = 2


class KeysInTurn(App[str], inherit_bindings=False):
    """An application that takes keys and pasted text one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._held: deque[Event] = deque()
        self._turn: asyncio.Task[None] | None = None

    def before_key(self, event: Key) -> None:
        """Do what has to be done the moment a key is pressed, however many wait before it."""

    async def on_event(self, event: Event) -> None:
        """Hand a key on, or hold it while another is still being answered."""
        if isinstance(event, Key) and not event.is_forwarded:
            self.before_key(event)
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._turn is not None:
            self._held.append(event)
        else:
            await super().on_event(event)
            self._turn = asyncio.create_task(self._take_turns())

    async def _take_turns(self) -> None:
        """Let the key just handed on be answered, then hand on the next, until none is left."""
        try:
            await self._settle()
            while self._held:
                await super().on_event(self._held.popleft())
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
    """Wait until a widget has dealt with every message that it has now."""
    done = asyncio.Event()
    if pump.is_running and pump.call_later(done.set):
        await done.wait()
