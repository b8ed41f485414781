"""From face to face: the front door, the desk, the room, the kiosk."""

import asyncio
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from textual.screen import Screen

from models.errors import HeardError
from models.settings import Settings
from models.space.space import Space, find_space, list_spaces
from models.store import writer
from outcomes import address_of
from screens.spoken import Spoken
from tui.machine.signals import WINDOW_LETTERS

if TYPE_CHECKING:
    from tui.app import HeardApp

__all__ = ["LEFT_BY_A_PERSON", "Faces", "desk_face", "door_face", "kiosk_face", "room_face"]

LEFT_BY_A_PERSON = "left"


def address(settings: Settings, space: Space) -> str:
    """Return the address of a space's outcome page."""
    return address_of(settings.address, space.public_id)


def desk_face(settings: Settings, space: Space) -> Callable[[], Screen[Any]]:
    """Read what the desk sees and return how to make its screen."""
    from models.desk.desk import read_desk
    from screens.desk.desk import DeskScreen

    sees = read_desk(space.uid)
    return lambda: DeskScreen(sees, address(settings, space), has_headphones=settings.desk.speaks)


def room_face(settings: Settings, space: Space) -> Callable[[], Screen[Any]]:
    """Read what the room sees and return how to make its screen."""
    from models.room.room import read_room
    from screens.room.room import RoomScreen

    sees = read_room(space.uid)
    return lambda: RoomScreen(sees, address(settings, space))


def driven_room_face(settings: Settings, space: Space) -> Callable[[], Screen[Any]]:
    """Read what the room sees, for a screen from which the room is led as well."""
    from models.room.room import read_room
    from screens.room.room import RoomScreen

    sees = read_room(space.uid)
    return lambda: RoomScreen(sees, address(settings, space), driven=True)


def kiosk_face(settings: Settings, space: Space) -> Callable[[], Screen[Any]]:
    """Read what a kiosk sees and return how to make its screen.

    One that a machine starts by itself waits for nobody: it asks for no new PIN.
    """
    from models.kiosk.kiosk import read_kiosk
    from screens.kiosk.kiosk import KioskScreen

    sees = read_kiosk(space.uid)
    return lambda: KioskScreen(
        sees,
        idle_seconds=settings.kiosk.idle_seconds,
        press_twice=settings.kiosk.press_twice,
        asks_for_pin=WINDOW_LETTERS not in os.environ,
    )


def door_face(settings: Settings, space: Space) -> Callable[[], Screen[Any]]:
    """Read the spaces there are and return how to make the front door."""
    from screens.door import DoorScreen

    spaces = tuple(list_spaces())
    return lambda: DoorScreen(space, spaces, has_voice=settings.desk.speaks)


FACES = {
    "desk": desk_face,
    "room": room_face,
    "driven room": driven_room_face,
    "kiosk": kiosk_face,
    "door": door_face,
}


class Faces:
    """Which face is shown. Each is a mode of the application, so each has a stack of its own."""

    def __init__(
        self,
        app: "HeardApp",
        settings: Settings,
        first: Callable[[], Screen[Any]],
        *,
        door: bool,
    ) -> None:
        self._app = app
        self._settings = settings
        self.first = first
        self._door = door
        self._number = 0
        self.by_ear = False
        """Whether somebody asked, at the front door, to have everything read aloud."""

    def _switch(self, make: Callable[[], Screen[Any]]) -> None:
        before = self._app.current_mode
        self._number += 1
        mode = f"face {self._number}"
        self._app.add_mode(mode, make)
        self._app.switch_mode(mode)
        if before.startswith("face "):
            self._app.remove_mode(before)

    def _heard(self, screen: Screen[Any]) -> Screen[Any]:
        """Give a face a voice where a person asked for it; the room speaks for itself."""
        if self.by_ear and isinstance(screen, Spoken) and getattr(screen, "KIND", "") != "room":
            screen.has_voice = True
        return screen

    def open(self, face: str, space: UUID | None = None) -> None:
        """Read what a face needs, away from the screen's own thread, and show it."""

        def read() -> Callable[[], Screen[Any]]:
            found = next((s for s in list_spaces() if s.uid == space), None) or find_space()
            return FACES[face](self._settings, found)

        async def go() -> None:
            try:
                make = await asyncio.wrap_future(writer.submit(read))
            except HeardError as error:
                screen = self._app.screen
                tell = getattr(screen, "tell", None)
                if tell:
                    tell(str(error))
                return
            self._switch(lambda: self._heard(make()))

        self._app.run_worker(go(), exit_on_error=False, group="faces", description="a face")

    def leave(self) -> None:
        """Go back to the front door, or out where there was none."""
        face = self._app.screen_stack[0]
        if self._door and not getattr(face, "is_door", False):
            space: Space | None = getattr(face, "space", None)
            self.open("door", space.uid if space else None)
        else:
            self._app.exit(LEFT_BY_A_PERSON)
