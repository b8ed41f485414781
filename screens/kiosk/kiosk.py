"""The kiosk: one person at a time says something, in their own way."""

from dataclasses import replace
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key, Mount
from textual.message import Message
from textual.widgets import Static

from assets.language import N_, _, now, use
from models.desk.face import FaceKind
from models.kiosk.kiosk import KioskSees, read_kiosk
from models.kiosk.picture import Picture, all_pictures
from models.space.space import find_space
from models.store import writer
from models.words import clean
from screens.face import AFTER_FIRST_FRAME_SECONDS, FaceScreen
from screens.kiosk.acts import KioskActs
from screens.kiosk.bodies import (
    SMALL_QUESTION,
    Huge,
    Question,
    Title,
    body_of,
    choices_of,
    is_dense,
    most_to_read,
    rows_below,
)
from screens.kiosk.drafts import KioskDrafts
from screens.kiosk.idle import Idle, Presence
from screens.kiosk.lock import KioskLock
from screens.kiosk.pages import Around, back, begin, page_of
from screens.kiosk.recording import KioskRecording
from screens.kiosk.visit import Body, Page, PageName, Visit
from screens.long_words import cut
from screens.messages import Hush, NextPerson
from screens.widgets.caption import Caption
from screens.widgets.choices import Choices
from screens.widgets.key_bar import KeyBar
from screens.widgets.large import Look, large

__all__ = ["KioskScreen"]

# The key with the pip, the one that says things again, and the longest one.
BY_TOUCH = ("5", "7", "space")
# As many as the square of four words has, with the rows around it.
SQUARE_ROWS = 24
# Settings do not stand over themselves.
OVER = (PageName.SETTINGS, PageName.MORE_SETTINGS, PageName.SPEED)
# Any key goes on from here.
ANY_KEY = (PageName.WELCOME, PageName.STILL_THERE)


class KioskScreen(KioskActs, KioskDrafts, KioskLock, KioskRecording, FaceScreen):
    """One page, one question. The next person finds the welcome and nothing else."""

    KIND = FaceKind.KIOSK
    # It is quiet until somebody comes and presses a key.
    OPENS_ALOUD = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("7", "again", N_("Again"), id="kiosk.again", tooltip=N_("Say it again")),
        Binding("9", "back", N_("Back"), id="kiosk.back", tooltip=N_("Go back")),
        Binding("escape", "back", N_("Other keys"), id="kiosk.other", tooltip=N_("Go back")),
        Binding(
            "8",
            "settings",
            N_("Louder, bigger, language"),
            id="kiosk.settings",
            tooltip=N_("Voice, letters, colours, language"),
        ),
        Binding(
            "space",
            "pause",
            N_("Pause"),
            show=False,
            id="kiosk.pause",
            tooltip=N_("Pause, and go on"),
        ),
        Binding(
            "0,h",
            "help",
            N_("Help"),
            key_display="0",
            id="kiosk.keys",
            tooltip=N_("Ask a person"),
        ),
    ]

    def __init__(
        self,
        sees: KioskSees,
        *,
        idle_seconds: int = 0,
        press_twice: bool = False,
        asks_for_pin: bool = True,
    ) -> None:
        super().__init__(sees.space)
        self.has_voice = True
        self.sees = sees
        self.visit = Visit()
        self.idle = Idle(idle_seconds)
        self.press_twice = press_twice
        """Whether the first press of a digit says a choice, and the second chooses it."""
        self._asks_for_pin = asks_for_pin
        self.scans = False
        self.pictures: tuple[Picture, ...] = ()
        use(self.space.language)

    @classmethod
    def example(cls) -> "KioskScreen":
        """Return one for the space that is open in the database."""
        return cls(read_kiosk(find_space().uid))

    def compose(self) -> ComposeResult:
        """Lay out the title, the step, the page and the keys."""
        with Horizontal(id="top"):
            yield Title(self.sees.space)
            yield Static("", id="clock", markup=False)
        yield Question()
        yield Huge()
        yield Static("", id="more", markup=False)
        yield Vertical(id="answer")
        yield Caption()
        yield KeyBar()

    @on(Mount)
    async def _welcome(self) -> None:
        """Begin at the welcome, in the very first frame."""
        await self.turn_to(self.visit, speak=False)
        self.set_timer(AFTER_FIRST_FRAME_SECONDS, self._prepare)

    def _prepare(self) -> None:
        """Do what the welcome can do without: see that there is a PIN, and read the pictures."""
        if self._asks_for_pin:
            self.begin_locked()
        self.do(all_pictures, then=self._take_pictures)

    def _take_pictures(self, found: tuple[Picture, ...]) -> None:
        self.pictures = found

    @property
    def language(self) -> str:
        """The language that this person has chosen."""
        return now()

    @property
    def chooses(self) -> bool:
        """Whether keys choose on this page, rather than write."""
        return self.page.body is not Body.WORDS

    @property
    def page(self) -> Page:
        """The page that this visit is at."""
        return page_of(self.visit, self.sees, self.around)

    @property
    def around(self) -> Around:
        """What this face knows and a visit does not."""
        return Around(
            echoes=self.echoes,
            scans=self.scans,
            pictures=self.pictures,
            has_room_for_square=self.app.size.height >= SQUARE_ROWS,
        )

    def read(self) -> KioskSees:
        """Return what this kiosk sees now."""
        return read_kiosk(self.space.uid, self.face_uid)

    def show(self, sees: KioskSees) -> None:
        """Take the new prompts for the next page; the page of this person stays as it is."""
        before = self.page
        self.sees = sees
        self.space = sees.space
        if self.visit.page is PageName.WELCOME and self.page != before:
            # Nobody is here: the meeting has come to its end, or to "How was this meeting?".
            self.call_later(self._greet_anew)
        self.query_one(Title).show(sees.space)
        if sees.is_handed_back:
            self.look_for_what_is_handed_back()

    async def _greet_anew(self) -> None:
        if self.visit.page is PageName.WELCOME:
            await self.turn_to(self.visit, speak=False)

    async def turn_to(
        self, visit: Visit, *, speak: bool = True, first: str = "", whole: bool = False
    ) -> None:
        """Turn to a page of a visit, and say it, after what is to be said ``first``."""
        self.visit = visit
        if visit.page is PageName.CHOSEN:
            self.typed(visit.words)  # pictures are kept as the words they make
        page = self.page
        self.query_one("#clock", Static).update(page.step)
        self._draw_question()
        self.query_one("#more", Static).update(Content(cut(page.more)))
        self.query_one("#more").set_class(not page.more, "-hidden")
        with self.app.batch_update():
            await self._draw_answer(page)
        self.refresh_bindings()
        self.query_one(Caption).tell("")
        if speak:
            self.announce(first=first, whole=whole)
        if visit.page is PageName.WELCOME and self.sees.is_handed_back:
            # It came while somebody was in the middle of a visit.
            self.look_for_what_is_handed_back()

    async def _draw_answer(self, page: Page) -> None:
        """Draw what a page is answered with, and put the focus where the answer begins."""
        answer = self.query_one("#answer")
        await answer.remove_children()
        body, choices = body_of(page, self.visit), choices_of(page)
        self.set_class(is_dense(page), "-dense")
        self.set_class(page.body is Body.SQUARE, "-square")
        await answer.mount_all([one for one in (body, choices) if one is not None])
        self.set_focus(next(iter(answer.query("WordsArea, Tile, Choice")), None))

    def _draw_question(self) -> None:
        """Draw the question, large where the page leaves the rows for it."""
        page = self.page
        width, height = self.app.size  # this screen's own is not known at its first frame
        left = height - rows_below(page)
        question = None
        if page.body not in SMALL_QUESTION and not page.huge and height >= 16:
            look = Look(max(1, width - 2), max(1, height))
            rows = large(page.question, look, min(left, height // 2))
            question = Content("\n").join(rows)
        shown = self.query_one(Question)
        shown.words = page.spoken or page.question
        shown.spoken_language = page.language
        shown.update(question or Content(page.question))
        self.query_one(Huge).draw(page.huge, width, left - 2)
        self.query_one("#more").styles.max_height = most_to_read(page, width, height)

    def on_resize(self) -> None:
        """Draw the question for the new size."""
        self.call_after_refresh(self._draw_question)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a key only where it does something: the footer never says what is not true."""
        del parameters
        if action == "back":
            return self.visit.page is PageName.WORDS or back(self.visit, self.sees) != self.visit
        return not (action in ("again", "hush") and self.visit.page is PageName.WELCOME)

    async def on_key(self, event: Key) -> None:
        """On the welcome any key begins; elsewhere digits choose."""
        page = self.visit.page
        if page in ANY_KEY:
            if page is PageName.WELCOME and event.key in ("0", "8"):
                return
            event.stop()
            event.prevent_default()
            if page is not PageName.WELCOME:
                await self.turn_to(self.visit.under())
            elif not self.is_for_the_lock(event):
                await self._begin(event)
            return
        for choices in self.query(Choices):
            if choices.choose_key(event):
                event.stop()

    async def _begin(self, event: Key) -> None:
        """Begin a visit. Who begins with a key that is found by touch hears what they type."""
        self.echoes = event.key in BY_TOUCH
        await self.turn_to(begin(self.sees), first=self.in_words())

    @on(Choices.Chosen)
    async def _chosen(self, message: Choices.Chosen) -> None:
        message.stop()
        await self.take(message.number)

    async def take(self, number: int) -> None:
        """Make a choice of this page; ``number`` counts from 0."""
        choices = self.page.choices
        if number < len(choices) and choices[number].act is None:
            await self.turn_to(choices[number].to)
        elif number < len(choices):
            await self.act(choices[number])

    async def on_words_area_finished(self, message: Message) -> None:
        """Take what was typed."""
        await self._take_words(clean(getattr(message, "words", "")))

    async def on_letter_board_finished(self, message: Message) -> None:
        """Take what was written letter by letter."""
        await self._take_words(clean(getattr(message, "words", "")))

    async def _take_words(self, words: str) -> None:
        """Read back what was written; there must be something."""
        if not words:
            self.tell(_("There are no words yet. Type what you want to say."))
        elif self.visit.page is PageName.RECEIPT:
            self.find(words)
        else:
            page = PageName.READ_BACK
            if self.visit.page is PageName.NEW_WORDS:
                page = PageName.NEW_READ_BACK
            await self.turn_to(replace(self.visit, words=words, page=page))

    def action_again(self) -> None:
        """Say the whole page again; where there is no sound, tell so again."""
        self.sound_off = ""
        self.announce(whole=True)

    async def action_back(self) -> None:
        """Go back one page; from typing, to the page's other keys."""
        self.keep_words()
        if self._board_goes_back():
            return
        if self.page.body is Body.WORDS:
            await self.turn_to(self.visit.over(PageName.OTHER_KEYS))
        else:
            await self.turn_to(back(self.visit, self.sees))

    def _board_goes_back(self) -> bool:
        """Go from letters back to their groups, where letters are chosen."""
        boards: list[Any] = list(self.query("LetterBoard"))
        return any(board.back() for board in boards)

    async def action_settings(self) -> None:
        """Offer what this person may need: louder, bigger, another language."""
        if self.visit.page not in OVER:
            self.keep_words()
            await self.turn_to(self.visit.over(PageName.SETTINGS))

    def keep_words(self) -> None:
        """Keep what is typed, so that going back loses nothing."""
        for area in self.query("#words"):
            self.visit = replace(self.visit, words=getattr(area, "text", ""))

    def on_text_area_changed(self) -> None:
        """Keep an answer while it is typed; four words are nobody's business but their owner's."""
        self._keep_answer()

    def on_letter_board_changed(self) -> None:
        """Keep an answer while its letters are chosen."""
        self._keep_answer()

    def _keep_answer(self) -> None:
        if self.visit.page is PageName.WORDS:
            self.typed(getattr(self.query_one("#words"), "text", ""))

    def key_pressed(self) -> None:
        """Take note that somebody is here."""
        super().key_pressed()
        self.idle.key()

    def tick(self) -> None:
        """Ask whether somebody is still here; begin anew where nobody answers."""
        if self.visit.page is PageName.RECORDING:
            self.idle.key()  # who speaks presses no keys
        presence = self.idle.presence
        if self.visit.page is PageName.WELCOME or presence is Presence.HERE:
            return
        self.keep_words()
        if presence is Presence.GONE:
            self.call_later(self.next_person)
        elif self.visit.page is not PageName.STILL_THERE:
            self.call_later(self.turn_to, self.visit.over(PageName.STILL_THERE))

    async def next_person(self) -> None:
        """Begin again for the next person: nothing of this one stays, nor how they set things."""
        self.leave_draft()
        use(self.space.language)
        self.echoes = self.scans = False
        await self.turn_to(Visit(), speak=False)
        self.forget_what_was_told()
        self.post_message(Hush())
        self.post_message(NextPerson())

    def _report(self) -> None:
        writer.submit(self.report_as_kiosk).add_done_callback(self._reported)

    def on_unmount(self) -> None:
        """Keep the last of what was typed: the desk can give it back."""
        self.leave_draft()
