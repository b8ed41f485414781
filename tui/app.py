"""The application: a small switchboard between the screens, the voice and the way out."""

import asyncio
import gc
import signal
import sys
from collections.abc import Callable
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.screen import Screen

from assets import asset
from models import writer
from models.settings import Settings
from screens.colours import COLOURS, NAMES, VARIABLES
from screens.face import HeardScreen
from screens.messages import (
    ByEar,
    ChangeVoice,
    CheckKit,
    Hush,
    LeaveFace,
    NextColours,
    NextPerson,
    OpenFace,
    Pause,
    SoundIsOff,
    Speak,
    StartDemo,
    Word,
)
from screens.spoken import Spoken
from tui.aloud import Aloud
from tui.driver import SteadyDriver, leave_without_terminal
from tui.faces import Faces
from tui.turns import KeysInTurn

__all__ = ["HeardApp"]

SETTLED_SECONDS = 0.25
PAUSE_KEY = "space"


class HeardApp(KeysInTurn, inherit_bindings=False):
    """Heard. It owns the one voice, the colours and the way from face to face."""

    TITLE = "Heard"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = []
    # All of them here: a screen's own sheet would leak into the others once it was visited.
    CSS_PATH = [str(path) for path in sorted(asset("styles").glob("*.tcss"))]  # noqa: RUF012

    def __init__(self, settings: Settings, first: Callable[[], Screen[Any]], *, door: bool) -> None:
        super().__init__()
        for theme in COLOURS:
            self.register_theme(theme)
        # Chosen before anything is styled: a later change would read every sheet once more.
        self.set_reactive(HeardApp.theme, settings.colours)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode")
        self.set_class(not self.current_theme.dark, "-light-mode")
        self.settings = settings
        self.faces = Faces(self, settings, first, door=door)
        self.aloud = Aloud(settings, self._from_the_voice)

    def get_driver_class(self) -> type[Driver]:
        """Take our own driver in a terminal, and whatever was asked for elsewhere."""
        driver = super().get_driver_class()
        return SteadyDriver if driver is LinuxDriver else driver

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Name our own colours, so that the style sheets can be read before one is chosen."""
        return VARIABLES

    def on_load(self) -> None:
        """Leave the terminal as it was, also when a window is closed or the system stops."""
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            for name in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
                loop.add_signal_handler(name, self.exit)
            loop.add_signal_handler(signal.SIGHUP, self._hung_up)

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the first face itself: an empty screen before it would cost a frame."""
        return self.faces.first()

    def _hung_up(self) -> None:
        """Leave: the window was closed, and nothing can be drawn any more."""
        leave_without_terminal()
        self.exit()

    def on_ready(self) -> None:
        """Keep the collector from stopping a key press, once the first face stands."""
        self.set_timer(SETTLED_SECONDS, self._settle_memory)

    def _settle_memory(self) -> None:
        """Set aside what is here now, for most of it stays for good; look through the rest."""
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)

    async def on_unmount(self) -> None:
        """Stop the voice at once, and finish what is being saved."""
        self.aloud.close()
        await asyncio.to_thread(writer.finish)

    @on(Speak)
    def _speak(self, message: Speak) -> None:
        face: str = getattr(self.screen_stack[0], "KIND", "desk")  # the front door is the desk's
        self.aloud.use(getattr(self.settings, face).device)
        self.aloud.say(message.words, interrupt=message.interrupt, language=message.language)

    @on(Hush)
    def _hush(self) -> None:
        self.aloud.stop()

    @on(Pause)
    def _pause(self) -> None:
        face = self.screen_stack[0]
        if self.aloud.pause_or_go_on() and isinstance(face, HeardScreen):
            face.show_told("Paused. Press Space to go on.")

    @on(ByEar)
    def _by_ear(self) -> None:
        self.faces.by_ear = True

    def before_key(self, event: Key) -> None:
        """Cut the voice short, as every key does but the one that pauses it; say what is typed."""
        if not self._pauses(event):
            self.aloud.cut()
        if isinstance(self.screen, Spoken):
            self.screen.key_pressed()
            self.screen.say(self.screen.echo(event))

    def _pauses(self, event: Key) -> bool:
        """Return whether a key pauses the voice here and now; in a text, Space is a space."""
        if event.key != PAUSE_KEY or hasattr(self.focused, "word_before"):
            return False
        active = self.screen.active_bindings.get(PAUSE_KEY)
        return active is not None and "pause" in active.binding.action

    @on(ChangeVoice)
    def _change_voice(self, message: ChangeVoice) -> None:
        self.aloud.change(volume=message.volume, rate=message.rate)

    @on(NextColours)
    def _next_colours(self) -> None:
        names = list(NAMES)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        if isinstance(self.screen, Spoken):
            self.screen.say(f"Colours: {NAMES[self.theme]}.")

    @on(NextPerson)
    def _next_person(self) -> None:
        self.aloud.reset()
        self.theme = self.settings.colours

    @on(OpenFace)
    def _open_face(self, message: OpenFace) -> None:
        self.faces.open(message.face, message.space)

    @on(CheckKit)
    def _check_kit(self) -> None:
        self.faces.check_kit()

    @on(StartDemo)
    def _start_demo(self) -> None:
        self.exit("demo")

    @on(LeaveFace)
    def _leave(self) -> None:
        self.faces.leave()

    def _from_the_voice(self, message: Word | SoundIsOff) -> None:
        """Hand what the voice reports to the face; called on the voice's own thread."""
        self.call_later(self._to_the_face, message)

    def _to_the_face(self, message: Word | SoundIsOff) -> None:
        if self.screen_stack:
            self.screen_stack[0].post_message(message)

    # Private in Textual, hence the exact pin. Its own version prints the traceback with local
    # variables on the public screen, people's words among them, and leaves with status 0.
    def _fatal_error(self) -> None:
        self._return_code = 1
        kind = sys.exc_info()[0]
        self.panic(
            "Heard had a fault and stopped. Everything that was saved is safe. Start it again."
            f" ({kind.__name__ if kind else 'unknown'})"
        )
