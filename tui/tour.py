"""The tour: the real program, driven by keys through the afternoon of a listening space.

Three processes in three pseudo-terminals, as on the day. It prints what happens line by line
and leaves pictures of the screens and the outcome page.
"""

from models.errors import HeardError
from models.space.template import DEMO_PIN
from tui.tour_stage import TourStage

__all__ = ["Tour"]

HELD = "Dilys at the front office lost my form twice."


class Tour(TourStage):
    """One tour, into one folder."""

    def run(self) -> None:
        """Go round. What a step waits for has to appear, or the tour stops and says where."""
        self.clean_folder()
        try:
            with self.faces():
                self._welcome()
                self._listen()
                self._take_out_a_name()
                self._at_the_kiosk()
                self._break_and_turns()
                self._group()
                self._promise()
                self._end()
        except TimeoutError as late:
            raise HeardError(f"The tour stopped. While: {self.now}. It {late}.") from None
        with self.step("The outcome page is written"):
            for line in self.command("outcome", "--to", str(self.folder)).splitlines():
                self.say(line)

    def _welcome(self) -> None:
        with self.step("The room sees the welcome and the rules"):
            self.picture("room", "room-welcome")
        with self.step("The next page says what people's words may be used for"):
            self.press("room", "right")
            self.sees("room", "What your words may be used for")
            self.picture("room", "room-consent")
        with self.step("F8 at the desk: last time's promises come first"):
            self.press("desk", "f8")
            self.sees("desk", "room sees: last time's promises")
            self.picture("room", "room-last-promises")
        with self.step("F8: one of them is late, so the desk asks what was said about it"):
            self.press("desk", "f8")
            self.sees("desk", "Late. What was said about it?")
            self.picture("desk", "desk-late-promise")
            self.write("desk", "The trainer is well again. It starts in January.")
        with self.step("Then the first question goes to the room"):
            self.sees("desk", "room sees: prompt 1")
            self.picture("room", "room-prompt")

    def _listen(self) -> None:
        told = ("The same carer all week.", "Nobody phoned me back for three weeks.")
        for number, words in enumerate(told, 1):
            with self.step("The scribe types what somebody says, and Enter saves it"):
                self.write("desk", words)
                self.sees("desk", "1 waiting", f"{number} heard")
            with self.step("F2: it is cleared, and the room sees it"):
                self.press("desk", "f2")
                # The room draws it large, so the desk's picture of the room is what we read.
                self.sees("desk", "0 waiting", f"“{words[:20]}")
        with self.step("F7: the leader says something. It is kept apart, and not counted"):
            self.press("desk", *["f7"] * 6)
            self.sees("desk", "The leader says (not counted as heard)")
            self.write("desk", "I did not know that. Thank you.")
            self.sees("desk", "the leader said", "2 heard")
            self.press("desk", "f7")
            self.sees("desk", "Said aloud by: not asked")
        self.picture("desk", "desk-capturing")
        self.picture("room", "room-contributions")

    def _take_out_a_name(self) -> None:
        with self.step("Words that name somebody are held: the room does not see them"):
            self.write("desk", HELD)
            self.sees("desk", "Held: may name a person", "1 held")
            self.picture("desk", "desk-held")
        with self.step("M, with the line asleep: the name is taken out for good"):
            self.press("desk", "escape")
            self.sees("desk", "The line sleeps")
            self.press("desk", "m")
            self.sees("desk", "Take out what must not stay")
            self.press("desk", "home", *["delete"] * len("Dilys"))
            self.write("desk", "A worker")
            self.choose("Why is it taken out?", "1", "names a person")
            self.choose("Take it out for good?", "2", "Take it out")
            # The list has it too by then: what is still held there would be asked about.
            self.sees("desk", "Taken out: names a person.", "0 held", "redacted")
        with self.step("Then it is cleared, and what they wanted to say is in the room"):
            self.press("desk", "f2")
            self.sees("desk", "“A worker at the", "0 held")

    def _at_the_kiosk(self) -> None:
        with self.step("The kiosk gets its PIN: twice, so that a slip locks nobody out"):
            for asks in ("Choose a PIN", "The same once more"):
                self.sees("kiosk", asks)
                self.write("kiosk", DEMO_PIN)
            self.sees("kiosk", "Press any key")
        with self.step("At the kiosk somebody begins a visit"):
            self.press("kiosk", "enter")
            self.sees("kiosk", "Polski")
            self.picture("kiosk", "kiosk-language")
            for key, asks in (("1", "What do you want to talk about?"), ("1", "How do you want")):
                self.press_apart(key)
                self.sees("kiosk", asks)
            self.picture("kiosk", "kiosk-choices")
            self.press_apart("1")
            self.sees("kiosk", "I have finished")
        with self.step("They type, read it again, and send it"):
            self.write("kiosk", "Someone to ring when the bus does not come.")
            self.sees("kiosk", "Is this what you want to say?")
            self.picture("kiosk", "kiosk-read-back")
            self.press_apart("1")
        with self.step("They say who they are here as, and what their words may be used for"):
            asked = ("Who are you here as", "room's screen?", "in the report?", "quote your words")
            for question in asked:
                self.sees("kiosk", question)
                self.press_apart("1")
            self.sees("kiosk", "Keep these four words")
            self.picture("kiosk", "kiosk-receipt")
            self.press_apart("1")
            self.sees("kiosk", "Press any key")
        with self.step("The desk has it, waiting to be cleared; F2 clears it"):
            self.sees("desk", "Someone to ring", "1 waiting")
            self.press("desk", "home", "f2")
            self.sees("desk", "4 heard, 0 waiting")

    def _break_and_turns(self) -> None:
        with self.step("F8: a break, counted down in the room"):
            before = self.shows("room")
            self.press("desk", "f8")
            self.sees("desk", "room sees: the break")
            self.sees_other("room", before)
            self.picture("room", "room-break")
        with self.step("F8: cut short, so the desk asks why"):
            self.press("desk", "f8")
            self.choose("Why end the break now?", "1", "everybody is back")
            self.sees("desk", "room sees: prompt 2")
        with self.step("F10, 2: people speak in turn. They are places, not names"):
            self.press("desk", "f10")
            self.choose("More", "2", "Speakers in turn")
            for place in ("by the window", "at the back"):
                self.sees("desk", "places, no names")
                self.press("desk", "a")
                self.answer("Where are they?", place)
                self.sees("desk", f"{place}.")
            self.press("desk", "s", "n")
            self.sees("desk", "Now speaks: 1, by the window.", "the room sees it")
            self.picture("room", "room-turns")
            self.press("desk", "s", "escape")
            self.sees("desk", "2 Contributions", "room sees: prompt 2")

    def _group(self) -> None:
        with self.step("F12: the theme board. N makes a theme, a digit puts words into it"):
            self.press("desk", "f8")
            self.sees("desk", "room sees: the themes")
            self.press("desk", "f12")
            self.sees("desk", "4 heard = 0 in themes + 4 not yet")
            titles = ("Know who is coming, and when", "Ring us back")
            for title in titles:
                self.press("desk", "n")
                self.answer("What do people say together?", title)
                self.sees("desk", "is made.", title)
            for number, key in enumerate("1221", 1):
                self.press("desk", key)
                self.sees("desk", f"4 heard = {number} in themes")
            self.picture("desk", "desk-themes")
        with self.step("Q: the themes are read back. Have we got it right?"):
            self.press("desk", "q")
            self.sees("desk", "Have we got it right?")
            self.picture("room", "room-read-back")
            self.choose("Have we got it right?", "1", "Yes, the room agrees")
            self.sees("desk", "Noted: the room agreed with the themes.")

    def _promise(self) -> None:
        with self.step("W: a promise. It has to say what, who and by when"):
            self.press("desk", "w")
            self.choose("What is the answer?", "1", "We will")
            self.answer("what exactly?", "Look into it")
            self.press("desk", "f2")
            self.sees("desk", "Say what exactly")
            self.picture("desk", "desk-promise-refused")
            self.press("desk", *["backspace"] * len("Look into it"))
            self.write("desk", "Phone every person the day before, with the carer's name")
            self.write("desk", "The home care team")
            self.write("desk", "end of April")
            self.sees("desk", "Right?")
            self.press("desk", "enter")
            self.sees("desk", "Promised.", "1 has no answer yet")
        with self.step("What cannot be done is said as well, with its reason"):
            self.press("desk", "tab", "down", "w")
            self.choose("What is the answer?", "2", "We can't, because")
            self.answer("We can't (what?)", "Answer the phone at night")
            self.write("desk", "There is nobody to do it before summer")
            self.sees("desk", "Right?")
            self.press("desk", "enter")
            self.sees("desk", "Promised.", "2 themes, all answered")
        with self.step("U: the room sees what people said, and what will be done"):
            before = self.shows("room")
            self.press("desk", "u")
            self.sees("desk", "The room sees: you said, we will.")
            self.sees_other("room", before)
            self.picture("room", "room-outcome")
            self.press("desk", "escape")
            self.sees("desk", "2 Contributions")

    def _end(self) -> None:
        with self.step("F10, 4: how was this meeting? Hands are counted, five numbers in a line"):
            self.press("desk", "f10")
            self.choose("More", "4", "How was this meeting?")
            self.sees("desk", "the kiosks do not ask it")
            self.press("desk", "1")
            self.answer("Five numbers", "9 4 1 0 0")
            self.sees("desk", "hands counted")
            self.picture("desk", "desk-how-was-it")
            self.press("desk", "escape")
            self.sees("desk", "2 Contributions")
        with self.step("F10, 6: the report. X closes the space, and tells what is still open"):
            self.press("desk", "f10")
            self.choose("More", "6", "Report and close")
            self.sees("desk", "Report · draft")
            self.picture("desk", "desk-report")
            self.press("desk", "x")
            self.choose("Close this space?", "2", "Close it")
            self.sees("desk", "Report · closed")
            self.press("desk", "escape")
            self.sees("desk", "closed ·")
        with self.step("What comes now is a late addition, and is marked so"):
            self.press("desk", "f9")
            self.write("desk", "A card came in the post.")
            self.sees("desk", "Press Enter again to add it late.")
            self.press("desk", "enter")
            self.sees("desk", "late addition", "5 heard")
        with self.step("F6: the room shows a QR to the outcome page"):
            before = self.shows("room")
            self.press("desk", "f6")
            self.sees("desk", "room sees: the QR")
            self.sees_other("room", before)
            self.picture("room", "room-qr")
