"""What the three faces share: they follow the database, do verbs, tell and speak."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from textual import on, work
from textual.binding import Binding, BindingType
from textual.events import ScreenResume
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from assets.language import N_, _
from models.desk.acting import NOBODY, Actor, act_as
from models.desk.face import REPORT_SECONDS, FaceKind, close_face, report_face
from models.erasure.erasure import finish_erasures
from models.errors import ChangedSinceError, HeardError, NotSavedError
from models.identity import new_uid
from models.space.space import Space
from models.store import writer
from models.store.watch import RealClock, follow
from screens.messages import ChangeVoice, Hush, LeaveFace, Pause, SoundIsOff, Speak, Word
from screens.spoken import Spoken
from screens.widgets.caption import Caption

__all__ = ["FaceScreen", "FollowingScreen", "HeardScreen"]

Result = TypeVar("Result")
# How often clocks and minutes are brought up to date.
TICK_SECONDS = 5
# Once the first frame stands: reading and reporting beside it would hold it up.
AFTER_FIRST_FRAME_SECONDS = 0.1
FAULT = N_("Heard had a fault, so this was not saved. Try again, or start Heard again.")


class HeardScreen(Spoken, inherit_bindings=False):
    """A screen of ours: it tells in its caption, speaks through the application, does verbs."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", N_("Next place"), show=False, id="screen.next"),
        Binding(
            "shift+tab", "app.focus_previous", N_("Place before"), show=False, id="screen.before"
        ),
        Binding(
            "plus",
            "voice(1, 0)",
            N_("Louder"),
            show=False,
            id="screen.louder",
            tooltip=N_("Louder"),
        ),
        Binding(
            "minus",
            "voice(-1, 0)",
            N_("Quieter"),
            show=False,
            id="screen.quieter",
            tooltip=N_("Quieter"),
        ),
        Binding(
            "asterisk",
            "voice(0, 1)",
            N_("Faster"),
            show=False,
            id="screen.faster",
            tooltip=N_("Faster"),
        ),
        Binding(
            "slash",
            "voice(0, -1)",
            N_("Slower"),
            show=False,
            id="screen.slower",
            tooltip=N_("Slower"),
        ),
    ]
    is_door: bool = False

    def tell(self, sentence: str) -> None:
        """Tell a person something, on the screen and, where this screen speaks, aloud."""
        self.show_told(sentence)
        self.say(sentence)

    def show_told(self, sentence: str) -> None:
        """Tell a person something on the screen alone."""
        for caption in self.query(Caption):
            caption.tell(sentence)

    def action_voice(self, volume: int, rate: int) -> None:
        """Make the voice louder or quieter, faster or slower, by a step."""
        self.post_message(ChangeVoice(volume=volume, rate=rate))

    def action_pause(self) -> None:
        """Pause the voice, or go on."""
        self.post_message(Pause())

    def put(self, where: str, words: str) -> None:
        """Put words in a place of this screen; what is there already is not drawn again."""
        place = self.query_one(where, Static)
        if place.content != words:
            place.update(words)

    def do(
        self,
        verb: Callable[..., Result],
        *args: Any,
        then: Callable[[Result], None] | None = None,
        failed: Callable[[HeardError], None] | None = None,
        since: Callable[[ChangedSinceError], None] | None = None,
        quietly: bool = False,
        **kwargs: Any,
    ) -> None:
        """Have a verb done on the writer's thread, in the order of asking.

        ``then`` gets its result. A failure is told in words; ``failed`` gets it first, so that
        whoever asked can put back what a person typed. ``since`` gets, and it is not told, that
        somebody else acted on the same thing: a person is to be asked. What is done ``quietly``
        nobody here asked for, so nobody is told that it failed.
        """
        future = writer.submit(act_as, self.actor(), verb, *args, **kwargs)
        self._finish(future, then, failed, since, quietly)

    def actor(self) -> Actor:
        """Return who acts here: the desk over which this screen is, if it is one."""
        face = self.app.screen_stack[0]
        if isinstance(face, FaceScreen) and face.KIND is FaceKind.DESK:
            return Actor(face.face_uid, face.face_name or str(FaceKind.DESK))
        return NOBODY

    # A description of our own: Textual's would hold the arguments, and those are people's words.
    @work(exit_on_error=False, group="verbs", description="a verb")
    async def _finish(
        self,
        future: "Future[Result]",
        then: Callable[[Result], None] | None,
        failed: Callable[[HeardError], None] | None,
        since: Callable[[ChangedSinceError], None] | None,
        quietly: bool,
    ) -> None:
        try:
            # Shielded: leaving the face ends this wait, and never what is being saved.
            result = await asyncio.shield(asyncio.wrap_future(future))
        except Exception as error:
            # Whatever it is, the words come back. What a fault of ours says may hold them, so
            # it is not told.
            told = error if isinstance(error, HeardError) else NotSavedError(_(FAULT))
            if since and isinstance(told, ChangedSinceError):
                since(told)
                return
            if failed:
                failed(told)
            if not quietly:
                self.tell(str(told))
            return
        self.changed()
        if then:
            then(result)

    def changed(self) -> None:
        """Take note that a verb of ours is done."""


class FollowingScreen(HeardScreen):
    """A screen that shows one space and follows it live."""

    @dataclass
    class Sees(Message):
        """What this screen sees has changed."""

        what: Any

    @dataclass
    class Trouble(Message):
        """What this screen should see could not be read, and this says why; or it can again."""

        sentence: str = ""

    sees: Any

    def __init__(self, space: Space) -> None:
        super().__init__()
        self.space = space
        self._clock = RealClock()
        self._cannot_read = ""

    def read(self) -> Any:
        """Return what this screen sees now. Runs on the watching thread."""
        raise NotImplementedError

    def show(self, sees: Any) -> None:
        """Draw what this screen sees."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Start to follow the space, once the first frame is drawn."""
        self.set_timer(AFTER_FIRST_FRAME_SECONDS, self._follow)

    def changed(self) -> None:
        """Look again at once after a verb of ours."""
        self._clock.hurry()

    @work(thread=True, exclusive=True, exit_on_error=False, group="watch", description="watching")
    def _follow(self) -> None:
        worker = get_current_worker()
        follow(
            self.read,
            self._deliver,
            lambda: worker.is_cancelled,
            trouble=self._deliver_trouble,
            well=lambda: self.post_message(self.Trouble()),
            clock=self._clock,
            already=self.sees,
        )

    def _deliver(self, sees: Any) -> None:
        self.post_message(self.Sees(sees))

    def _deliver_trouble(self, error: HeardError) -> None:
        self.post_message(self.Trouble(str(error)))

    @on(Sees)
    def _see(self, message: Sees) -> None:
        message.stop()
        self.show(message.what)

    @on(Trouble)
    def _trouble(self, message: Trouble) -> None:
        message.stop()
        if message.sentence:
            self.tell(message.sentence)
        elif any(one.sentence == self._cannot_read for one in self.query(Caption)):
            self.show_told("")
        self._cannot_read = message.sentence

    @on(Word)
    def _word(self, message: Word) -> None:
        message.stop()
        self.said(message)

    def said(self, message: Word) -> None:
        """Show what is being said in the caption."""
        for caption in self.query(Caption):
            # The end of what is not shown any more, such as a dialog's words, brings nothing back.
            if not message.ended or caption.words == message.words:
                caption.mark(message.words, message.at, message.length)

    @on(ScreenResume)
    def _forget_what_was_said(self) -> None:
        """Leave nothing standing of what a dialog said when it has gone."""
        for caption in self.query(Caption):
            if caption.words:
                caption.tell("")

    def action_hush(self) -> None:
        """Stop the voice."""
        self.post_message(Hush())


class FaceScreen(FollowingScreen):
    """A face: a screen that also says that it is open, and whether it has sound."""

    KIND: ClassVar[FaceKind]

    def __init__(self, space: Space) -> None:
        super().__init__(space)
        self.face_uid: UUID = new_uid()
        self.face_name = ""
        self.sound_off = ""

    def tick(self) -> None:
        """Bring clocks up to date; called every five seconds."""

    def on_mount(self) -> None:
        """Say that this face is open, once it is drawn, and go on saying so."""
        self.tick()
        self.set_timer(AFTER_FIRST_FRAME_SECONDS, self._report)
        self.set_interval(REPORT_SECONDS, self._report)
        self.set_interval(TICK_SECONDS, self.tick)

    def on_unmount(self) -> None:
        """Say that this face is closed."""
        writer.submit(close_face, self.face_uid)

    def _report(self) -> None:
        future = writer.submit(
            report_face, self.face_uid, self.space.uid, self.KIND, sound_off=self.sound_off
        )
        future.add_done_callback(self._reported)
        writer.submit(finish_erasures)  # where nothing waits, this is one look at one index

    def _reported(self, future: "Future[Any]") -> None:
        if not future.cancelled() and future.exception() is None:
            self.face_name = future.result().name

    @on(SoundIsOff)
    def _sound(self, message: SoundIsOff) -> None:
        """Tell why there is no sound: once, and again when a person asked to hear something."""
        message.stop()
        if message.sentence != self.sound_off:
            stands = any(one.sentence == _(self.sound_off) for one in self.query(Caption))
            if message.sentence or stands:
                self.show_told(_(message.sentence))
            self.sound_off = message.sentence
            self._report()

    def say_anyway(self, words: str, language: str = "en", *, interrupt: bool = True) -> None:
        """Say what a person asked to hear; where there is no sound, tell so again."""
        self.sound_off = ""
        self.post_message(Speak(words, interrupt=interrupt, language=language))

    def action_leave(self) -> None:
        """Go back to the front door."""
        self.post_message(LeaveFace())
