"""The application: a small switchboard between the screens, the voice and the way out."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import AppFocus, Key
from textual.message import Message
from textual.screen import Screen

from assets import asset
from assets.language import _
from models.doctor.support_log import log_fault
from models.settings import FaceSettings, Settings
from models.store import writer
from screens.colours import COLOURS, NAMES, VARIABLES
from screens.face import HeardScreen
from screens.messages import (
    BiggerLetters,
    ByEar,
    ChangeScan,
    ChangeVoice,
    CheckKit,
    Hush,
    LearnPad,
    LeaveFace,
    MakeOutcome,
    NextColours,
    NextPerson,
    OpenFace,
    Pause,
    PlayRecording,
    Record,
    Scan,
    Speak,
    StartDemo,
    StopPlaying,
    StopRecording,
    ThrowAwayRecording,
    Word,
)
from screens.spoken import Spoken
from tui.aloud import Aloud
from tui.backing_up import DeskBackUps
from tui.driver import SteadyDriver, leave_without_terminal
from tui.faces import Faces
from tui.handing_out import HandingOut
from tui.keyboard import Keyboard
from tui.kit_looks import KitLooks
from tui.letters import letters_here
from tui.recordings import Recordings, Request

__all__ = ["HeardApp"]

SETTLED_SECONDS = 0.25
BACK_UPS_SECONDS = 1.0
PAUSE_KEY = "space"


class HeardApp(Keyboard, inherit_bindings=False):
    """Heard. It owns the one voice, the colours and the way from face to face."""

    TITLE = "Heard"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = []
    # All of them here: a screen's own sheet would leak into the others once it was visited.
    CSS_PATH = [str(path) for path in sorted(asset("styles").glob("*.tcss"))]  # noqa: RUF012

    def __init__(self, settings: Settings, first: Callable[[], Screen[Any]], *, door: bool) -> None:
        super().__init__(settings)
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
        self.recordings = Recordings(settings, self._from_the_voice)
        self.letters = letters_here(os.environ)
        self.kit = KitLooks(self, settings)
        self.handing_out = HandingOut(self, settings)
        self.back_ups = DeskBackUps(self, settings.backup)

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
            loop.add_signal_handler(signal.SIGTERM, self.exit)
            for name in (signal.SIGINT, signal.SIGQUIT):
                loop.add_signal_handler(name, self._interrupted)
            loop.add_signal_handler(signal.SIGHUP, self._hung_up)
            self.letters.listen(self._draw_anew, self._tell_of_letters)

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the first face itself: an empty screen before it would cost a frame."""
        return self.faces.first()

    def _interrupted(self) -> None:
        """Leave, as with Ctrl+C in other programs; a kiosk stays."""
        if not self.at_kiosk:
            self.exit()

    def copy_to_clipboard(self, text: str) -> None:
        """Copy, but never from a kiosk: the next person could paste it."""
        if not self.at_kiosk:
            super().copy_to_clipboard(text)

    def _hung_up(self) -> None:
        """Leave: the window was closed, and nothing can be drawn any more."""
        leave_without_terminal()
        self.exit()

    def on_ready(self) -> None:
        """Keep the collector from stopping a key press, once the first face stands."""
        self.set_timer(SETTLED_SECONDS, self._settle_memory)
        self.switch.set(self.settings.kiosk.scan_seconds)
        self.set_interval(BACK_UPS_SECONDS, self.back_ups.look)

    def _settle_memory(self) -> None:
        """Set aside what is here now, for it stays for good; look through the rest.

        Looking through it first took 50 to 80 ms, in which a key had to wait, and gave back the
        2,000 to 7,000 objects that starting leaves: less than 1 MB.
        """
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)

    async def on_unmount(self) -> None:
        """Stop the voice at once, and finish what is being saved."""
        self.aloud.close()
        self.recordings.close()
        await asyncio.to_thread(writer.finish)
        await asyncio.to_thread(self.back_ups.close)

    @on(Speak)
    def _speak(self, message: Speak) -> None:
        if self.recordings.is_recording and not message.while_recording:
            return  # it would talk into somebody's answer
        if message.interrupt:
            self.recordings.stop_playing()
        self.aloud.use(self._settings_of_face().device)
        self.aloud.say(message.words, interrupt=message.interrupt, language=message.language)

    def _settings_of_face(self) -> FaceSettings:
        face: str = getattr(self.screen_stack[0], "KIND", "desk")  # the front door is the desk's
        found: FaceSettings = getattr(self.settings, face)
        return found

    @on(Record)
    @on(StopRecording)
    @on(ThrowAwayRecording)
    @on(PlayRecording)
    @on(StopPlaying)
    def _recording(self, message: Request) -> None:
        if isinstance(message, Record | PlayRecording):
            self.aloud.stop()
        self.recordings.obey(message, self._settings_of_face())

    @on(Hush)
    def _hush(self) -> None:
        self.aloud.stop()

    @on(Pause)
    def _pause(self) -> None:
        face = self.screen_stack[0]
        if self.aloud.pause_or_go_on() and isinstance(face, HeardScreen):
            face.show_told(_("Paused. Press Space to go on."))

    @on(ByEar)
    def _by_ear(self) -> None:
        self.faces.by_ear = True

    def before_key(self, event: Key) -> None:
        """Cut the voice short, as every key does but the one that pauses it; say what is typed."""
        self.recordings.cut()
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
            self.screen.say(_("Colours: {colours}.").format(colours=_(NAMES[self.theme])))

    @on(BiggerLetters)
    def _bigger_letters(self, message: BiggerLetters) -> None:
        if message.step > 0:
            self._tell_of_letters(self.letters.bigger(*self.size))
        else:
            self._tell_of_letters(self.letters.smaller())

    def _tell_of_letters(self, sentence: str) -> None:
        """Show and say why the letters stay as they are, where they do."""
        face = self.screen_stack[0]
        if sentence and isinstance(face, HeardScreen):
            face.show_told(sentence)
        if sentence and isinstance(self.screen, Spoken):
            self.screen.say(sentence)

    def _draw_anew(self) -> None:
        """Draw everything once more: another terminal shows it now."""
        if isinstance(self._driver, SteadyDriver):
            self._driver.enter_again()
            # The window before may have said that it is not looked at any more.
            self.post_message(AppFocus())
            self.refresh(layout=True)

    @on(Scan)
    def _scan(self, message: Scan) -> None:
        self.switch.set(message.seconds)

    @on(ChangeScan)
    def _change_scan(self, message: ChangeScan) -> None:
        seconds = self.switch.change(message.steps)
        if isinstance(self.screen, Spoken):
            told = _("The light stays on each choice for {seconds} seconds.")
            self.screen.say(told.format(seconds=f"{seconds:g}"))

    @on(NextPerson)
    def _next_person(self) -> None:
        self.aloud.reset()
        self.recordings.reset()
        self.letters.reset()
        self.theme = self.settings.colours
        self.switch.set(self.settings.kiosk.scan_seconds)

    @on(OpenFace)
    def _open_face(self, message: OpenFace) -> None:
        self.faces.open(message.face, message.space)

    @on(CheckKit)
    def _check_kit(self, message: CheckKit) -> None:
        self.kit.look(message.names, message.space)

    @on(MakeOutcome)
    def _make_outcome(self, message: MakeOutcome) -> None:
        self.handing_out.make(message)

    @on(LearnPad)
    def _learn_pad(self) -> None:
        self.kit.learn()

    @on(StartDemo)
    def _start_demo(self) -> None:
        self.exit("demo")

    @on(LeaveFace)
    def _leave(self) -> None:
        self.faces.leave()

    def _from_the_voice(self, message: Message) -> None:
        """Hand what the voice reports to the face; called on the voice's own thread."""
        self.call_later(self._to_the_face, message)

    def _to_the_face(self, message: Message) -> None:
        if isinstance(message, Word):
            self.switch.heard(message)
        if self.screen_stack:
            self.screen_stack[0].post_message(message)

    # Private in Textual, hence the exact pin. Its own version prints the traceback with local
    # variables on the public screen, people's words among them, and leaves with status 0.
    def _fatal_error(self) -> None:
        self._return_code = 1
        kind, fault, _traceback = sys.exc_info()
        if fault is not None:
            log_fault(fault)
        self.panic(
            _(
                "Heard had a fault and stopped. Everything that was saved is safe. "
                "Start it again. ({fault})"
            ).format(fault=kind.__name__ if kind else "unknown")
        )
