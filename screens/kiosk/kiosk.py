"""The kiosk: one person at a time says something, in their own way."""

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key, Mount
from textual.widgets import Static

from models.contribution import NO_CONSENT, Contribution, WayIn, capture, describe
from models.face import FaceKind, ask_for_help
from models.identity import new_uid
from models.kiosk import KioskSees, read_kiosk
from models.space import find_space
from models.words import clean, stop
from screens import dialogs
from screens.face import FaceScreen
from screens.kiosk.visit import Page, PageName, Visit, page_of
from screens.long_words import cut
from screens.messages import Hush, NextPerson
from screens.spoken import FURNITURE
from screens.widgets.caption import Caption
from screens.widgets.choices import Choices
from screens.widgets.key_bar import KeyBar
from screens.widgets.large import Look, large

__all__ = ["KioskScreen"]

LEAVE_WORD = "leave"
# The key with the pip, the one that says things again, and the longest one.
BY_TOUCH = ("5", "7", "space")


class Question(Static):
    """The question of a page: large for the eye, and in words for the ear."""

    words = ""

    def __init__(self) -> None:
        super().__init__("", id="question", markup=False)

    def aloud(self) -> str:
        """Return the question for the ear."""
        return stop(self.words)


class KioskScreen(FaceScreen):
    """One page, one question. The next person finds the welcome and nothing else."""

    KIND = FaceKind.KIOSK
    # It is quiet until somebody comes and presses a key.
    OPENS_ALOUD = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("7", "again", "Again", id="kiosk.again", tooltip="Say it again"),
        Binding("9", "back", "Back", id="kiosk.back", tooltip="Go back"),
        Binding("escape", "back", "Other keys", id="kiosk.other", tooltip="Go back"),
        Binding("8", "settings", "Louder, colours", id="kiosk.settings", tooltip="Voice, colours"),
        Binding(
            "space", "pause", "Pause", show=False, id="kiosk.pause", tooltip="Pause, and go on"
        ),
        Binding("0,h", "help", "Help", key_display="0", id="kiosk.keys", tooltip="Ask a person"),
    ]

    def __init__(self, sees: KioskSees) -> None:
        super().__init__(sees.space)
        self.has_voice = True
        self.sees = sees
        self.visit = Visit()
        self._typed = ""

    @classmethod
    def example(cls) -> "KioskScreen":
        """Return one for the space that is open in the database."""
        return cls(read_kiosk(find_space().uid))

    def compose(self) -> ComposeResult:
        """Lay out the title, the step, the page and the keys."""
        with Horizontal(id="top"):
            yield Static(self.sees.space.title, id="title", markup=False, classes=FURNITURE)
            yield Static("", id="clock", markup=False)
        yield Question()
        yield Static("", id="more", markup=False)
        yield Vertical(id="answer")
        yield Caption()
        yield KeyBar()

    @on(Mount)
    async def _welcome(self) -> None:
        """Begin at the welcome, in the very first frame."""
        await self.turn_to(self.visit, speak=False)

    def read(self) -> KioskSees:
        """Return what this kiosk sees now."""
        return read_kiosk(self.space.uid)

    def show(self, sees: KioskSees) -> None:
        """Take the new prompts for the next page; the page of this person stays as it is."""
        self.sees = sees
        self.space = sees.space
        self.query_one("#title", Static).update(Content(sees.space.title))

    @property
    def page(self) -> Page:
        """The page that this visit is at."""
        return page_of(self.visit, self.sees)

    async def turn_to(self, visit: Visit, *, speak: bool = True, first: str = "") -> None:
        """Turn to a page of a visit, and say it, after what is to be said ``first``."""
        self.visit = visit
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
            self.announce(first=first)

    async def _draw_answer(self, page: Page) -> None:
        """Draw what a page is answered with: a box for words, choices, or nothing."""
        answer = self.query_one("#answer")
        await answer.remove_children()
        if page.name is PageName.WORDS:
            from screens.widgets.words_area import WordsArea

            area = WordsArea(self.visit.words)
            await answer.mount(area)
            self.set_focus(area)
            area.move_cursor(area.document.end)
        elif page.choices:
            choices = Choices(page.choices)
            await answer.mount(choices)
            self.set_focus(choices.boxes[0])
        else:
            self.set_focus(None)

    def _draw_question(self) -> None:
        """Draw the question, large where the page leaves the rows for it."""
        page = self.page
        width, height = self.app.size  # this screen's own is not known at its first frame
        left = height - 3 * len(page.choices) - 8
        share = min(left, height // 2) if page.name is not PageName.WORDS else 6
        look = Look(max(1, width - 2), max(1, height))
        rows = large(page.question, look, share) if height >= 16 else None
        question = Content("\n").join(rows) if rows else Content(page.question)
        shown = self.query_one(Question)
        shown.words = page.question
        shown.update(question)

    def on_resize(self) -> None:
        """Draw the question for the new size."""
        self.call_after_refresh(self._draw_question)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a key only where it does something: the footer never says what is not true."""
        del parameters
        name = self.page.name
        if action == "back":
            return name not in (PageName.WELCOME, PageName.ROLE, PageName.THANKS)
        return not (action in ("again", "hush") and name is PageName.WELCOME)

    async def on_key(self, event: Key) -> None:
        """On the welcome any key begins; elsewhere digits choose."""
        if self.page.name is PageName.WELCOME:
            if event.key in ("0", "8"):
                return
            event.stop()
            event.prevent_default()
            await self._begin(event)
            return
        for choices in self.query(Choices):
            if choices.choose_key(event):
                event.stop()

    async def _begin(self, event: Key) -> None:
        """Begin a visit, unless somebody spells the word that leaves the kiosk."""
        self._typed = (self._typed + (event.character or ""))[-len(LEAVE_WORD) :]
        if self._typed == LEAVE_WORD:
            self.action_leave()
        elif not LEAVE_WORD.startswith(self._typed) or not self._typed:
            self._typed = ""
            # Who begins with a key that is found by touch hears what they type.
            self.echoes = event.key in BY_TOUCH
            page = PageName.PROMPT if len(self.sees.prompts) > 1 else PageName.WAY
            only = self.sees.prompts[0].uid if len(self.sees.prompts) == 1 else None
            await self.turn_to(Visit(page=page, prompt=only), first=self.in_words())

    @on(Choices.Chosen)
    async def _chosen(self, message: Choices.Chosen) -> None:
        message.stop()
        number, name = message.number, self.page.name
        if name is PageName.WAY:
            if number == 0:
                await self.turn_to(self.visit.to(PageName.WORDS))
            else:
                self.action_help()
        elif name is PageName.READ_BACK:
            if number == 0:
                self._send()
            else:
                page = PageName.WORDS if number == 1 else PageName.THROW_AWAY
                await self.turn_to(self.visit.to(page))
        elif name is PageName.THROW_AWAY and number == 0:
            await self.turn_to(self.visit.to(PageName.READ_BACK))
        elif name in (PageName.THROW_AWAY, PageName.THANKS):
            await self._next_person()
        else:
            await self.turn_to(self.visit.choose(number, self.sees))
            self._describe()

    async def on_words_area_finished(self, message: Key) -> None:
        """Read back what was written; there must be something."""
        words = clean(getattr(message, "words", ""))
        if not words:
            self.tell("There are no words yet. Type what you want to say.")
            return
        await self.turn_to(replace(self.visit, words=words, page=PageName.READ_BACK))

    def _send(self) -> None:
        """Save the words at once, with no consent at all: a power cut now loses nothing."""
        uid = self.visit.saved or new_uid()

        def saved(one: Contribution) -> None:
            visit = replace(self.visit, saved=one.uid, words="", page=PageName.ROLE)
            self.call_later(self.turn_to, visit)

        self.do(
            capture,
            self.space.uid,
            self.visit.words,
            uid=uid,
            prompt=self.visit.prompt,
            way_in=WayIn.TYPED,
            consent=NO_CONSENT,
            face=self.face_name or "kiosk",
            then=saved,
        )

    async def _next_person(self) -> None:
        """Begin again for the next person: nothing of this one stays, nor how they set things."""
        await self.turn_to(Visit(), speak=False)
        self.forget_what_was_told()
        self.echoes = False
        self.post_message(Hush())
        self.post_message(NextPerson())

    def _describe(self) -> None:
        """Save what the person said about who they are and what we may do."""
        visit = self.visit
        if visit.saved is not None:
            self.do(describe, visit.saved, role=visit.role, consent=visit.consent)

    def action_again(self) -> None:
        """Say the whole page again; where there is no sound, tell so again."""
        self.sound_off = ""
        self.announce(whole=True)

    async def action_back(self) -> None:
        """Go back one page; from typing, to the page's other keys."""
        if self.page.name is PageName.WORDS:
            self._other_keys()
        else:
            await self.turn_to(self.visit.back(self.sees))

    def _other_keys(self) -> None:
        """While a person types, digits are text: so the keys are choices here."""

        def chosen(number: int | None) -> None:
            if number == 0:
                self.action_again()
            elif number == 1:
                self.action_settings()
            elif number == 2:
                self._keep_words()
                self.call_later(self.turn_to, self.visit.to(PageName.WAY))
            elif number == 3:
                self.action_help()

        self.app.push_screen(
            dialogs.PickDialog(
                "What next?", ["Say it again", "Louder, colours", "Go back", "Help"]
            ),
            chosen,
        )

    def _keep_words(self) -> None:
        """Keep what is typed, so that going back loses nothing."""
        for area in self.query("#words"):
            self.visit = replace(self.visit, words=getattr(area, "text", ""))

    def action_help(self) -> None:
        """Ask a person to come, silently."""
        self.do(
            ask_for_help,
            self.face_uid,
            then=lambda _: self.tell("We have asked a person to come to you."),
        )

    def action_settings(self) -> None:
        """Change the voice and the colours."""
        self.app.push_screen(dialogs.SettingsDialog(letters=self.has_voice))
