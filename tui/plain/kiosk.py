"""The kiosk on plain lines: one visit after the other, as questions and numbered answers."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from assets.language import _, use
from models.errors import HeardError
from models.kiosk.kiosk import read_kiosk
from models.kiosk.picture import all_pictures
from models.words import clean
from screens.kiosk import deeds
from screens.kiosk.pages import back, begin
from screens.kiosk.visit import TO_THE_LOCK, Act, Body, Choice, Page, PageName, Visit
from tui.plain.keyboard import InputEndedError
from tui.plain.lines import Lines
from tui.plain.lock import Lock
from tui.plain.pages import (
    AGAIN,
    BACK,
    HELP,
    OTHER_LANGUAGE,
    Rewrite,
    can_change_language,
    page_here,
    written,
)
from tui.plain.record import Record
from tui.plain.writing import write_words

__all__ = ["PlainKiosk"]


class HandedBackError(Exception):
    """The desk has handed an unfinished answer to this kiosk while nobody was here."""


class PlainKiosk:
    """Serves one person after the other, until the PIN ends it or nothing more is typed."""

    def __init__(self, space: UUID, lines: Lines, record: Record) -> None:
        self.visit = Visit()
        self._space = space
        self._lines = lines
        self._record = record
        self._lock = Lock(lines, record)
        self._sees = record.do(read_kiosk, space)
        self._pictures = record.do(all_pictures)
        # Words that stood there before they are added to, or written anew.
        self._before, self._adds = "", False
        self._is_left = self._is_free = False
        lines.meanwhile = self._look_after
        use(self._sees.space.language)

    def run(self) -> None:
        """Ask for a PIN where there is none, and then serve people."""
        try:
            if self._lock.is_set():
                self._serve()
        except InputEndedError:
            pass
        finally:
            self._record.leave_draft(self.visit)
            self._record.close()

    def _serve(self) -> None:
        try:
            self._next_person()
            while not self._is_left:
                self._turn()
        finally:
            with contextlib.suppress(InputEndedError):
                self._lines.wipe()

    def _next_person(self) -> None:
        """Begin again: nothing of the last person stays."""
        self._record.leave_draft(self.visit)
        self.visit, self._before = Visit(), ""
        use(self._sees.space.language)
        self._lines.wipe()

    def _turn(self) -> None:
        """Show the page of now, take the answer, and go where it leads."""
        self._do(self._look_again)
        page = page_here(self.visit, self._sees, self._pictures)
        self._lines.tell(f"\n{written(page, self.visit, self._sees)}")
        if self.visit.page is PageName.WELCOME:
            self._do(self._welcome)
        elif self.visit.page is PageName.RECEIPT:
            self._find(clean(self._lines.read()))
        elif page.body is Body.WORDS:
            self._write()
        else:
            self._answer(page, self._lines.read().strip())

    def _look_again(self) -> None:
        """Read the prompts as they are now, and tell what went wrong in the background."""
        while self._record.troubles:
            self._lines.tell(_(self._record.troubles.pop()))
        self._sees = self._record.do(read_kiosk, self._space)

    def _look_after(self) -> None:
        """Do what is due while a line is awaited."""
        self._record.look_after()
        self._lock.look_after()
        if self._is_free and self._record.is_handed_back():
            raise HandedBackError

    def _welcome(self) -> None:
        """Wait for the next person, or for somebody with the PIN."""
        self._is_free = True
        try:
            word = self._lines.read().strip().casefold()
        except HandedBackError:
            word = ""
        finally:
            self._is_free = False
        handed = self._record.handed_back()
        if handed:
            self.visit = handed
        elif word in TO_THE_LOCK:
            self._open_lock()
        elif word == HELP:
            self._ask_for_help()
        else:
            self.visit = begin(self._sees)

    def _open_lock(self) -> None:
        """Let somebody with the PIN leave the kiosk, or have an unfinished answer here."""
        self._is_left = self._lock.opens()
        if not self._is_left:
            self.visit = self._record.handed_back() or self.visit

    def _find(self, words: str) -> None:
        """Look for what somebody told us before, by its four words."""
        if words:
            self._deed(lambda: deeds.find(words, self.visit, self._record.name))
        else:
            self.visit = back(self.visit, self._sees)

    def _write(self) -> None:
        """Take an answer; where nothing is written, what stood there before stays."""
        is_answer = self.visit.page is PageName.WORDS
        visit = self.visit
        words = write_words(
            self._lines,
            self._before if self._adds else "",
            lambda words: self._record.typed(visit, words) if is_answer else None,
        )
        self._record.keep_draft()
        if words:
            page = PageName.READ_BACK if is_answer else PageName.NEW_READ_BACK
            self.visit = replace(visit, words=words, page=page)
        else:
            self.visit = back(replace(visit, words=self._before), self._sees)
        self._before = ""

    def _answer(self, page: Page, word: str) -> None:
        """Take a number."""
        if word.isascii() and word.isdecimal() and 1 <= int(word) <= len(page.choices):
            self._choose(page.choices[int(word) - 1])
        elif word == HELP:
            self._do(self._ask_for_help)
        elif word == BACK:
            self.visit = back(self.visit, self._sees)
        elif word == OTHER_LANGUAGE and can_change_language(self.visit, self._sees):
            self.visit = self.visit.over(PageName.LANGUAGE)
        elif word != AGAIN:
            self._lines.tell(_("There is no such choice."))

    def _choose(self, choice: Choice) -> None:
        """Do what a choice asks for, and turn to its page."""
        deed = {
            Act.DESCRIBE: lambda: deeds.tell_about(choice.to),
            Act.GIVE_RECEIPT: lambda: deeds.give(choice.to, self._space),
            Act.CHANGE_WORDS: lambda: deeds.change(self.visit, self._space),
            Act.CHECK_OUT: lambda: deeds.check_out(choice.to, self._space),
            Act.SAY_DONE: lambda: deeds.say_done(self.visit, choice.to),
            Act.WITHDRAW: lambda: deeds.take_back(self.visit),
        }
        if choice.act in (Act.FINISH, Act.THROW_AWAY):
            if choice.act is Act.THROW_AWAY:
                self._record.drop_draft(self.visit)
            self._next_person()
        elif choice.act is Act.SEND:
            self._do(self._send)
        elif choice.act in deed:
            self._deed(deed[choice.act])
        else:
            self._turn_to(choice)

    def _turn_to(self, choice: Choice) -> None:
        if choice.act is Act.LANGUAGE:
            use(choice.language)
        if isinstance(choice, Rewrite):
            self._before, self._adds = self.visit.words, choice.adds
        self.visit = choice.to
        if choice.act is Act.HELP:
            self._do(self._ask_for_help)

    def _send(self) -> None:
        self._record.keep_draft()
        sent = self._record.do(deeds.send, self.visit, self._space, self._record.name)
        self._record.drop_draft(self.visit)
        self.visit = sent

    def _ask_for_help(self) -> None:
        reached = self._record.ask_for_help()
        self._lines.tell(_(deeds.ASKED if reached else deeds.NOBODY_REACHED))

    def _deed(self, deed: Callable[[], Visit]) -> None:
        """Do something to the record; the visit goes on from what it returns."""

        def done() -> None:
            self.visit = self._record.do(deed)

        self._do(done)

    def _do(self, deed: Callable[[], None]) -> None:
        """Do something; where it is refused, tell the sentence: nothing is lost."""
        try:
            deed()
        except HeardError as error:
            self._lines.tell(str(error))
