"""The pages up to a person's answer: language, prompt, way, the answer itself, read back."""

from dataclasses import replace

from assets.language import N_, _, in_language, ngettext
from assets.language_names import note_on, own_name
from models.contribution.contribution import WayIn
from models.kiosk.chosen import Feeling, choose, in_words
from models.kiosk.picture import Picture, feelings
from screens.kiosk.pages.base import MOST_PROMPTS, offered
from screens.kiosk.pages.done import DonePages
from screens.kiosk.pages.order import back, first_page
from screens.kiosk.visit import Act, Body, Choice, Page, Visit
from screens.kiosk.visit import PageName as N

__all__ = ["AnswerPages"]


class AnswerPages(DonePages):
    """The pages up to a person's answer: language, prompt, way, the answer itself, read back."""

    def welcome(self) -> Page:
        """Greet whoever comes; any key begins."""
        if self.sees.is_closed:
            return Page(
                _("This meeting has ended. Thank you for coming."),
                more=_("Have you got four words from us? Press any key."),
            )
        return Page(
            _("Welcome. How was this meeting?")
            if self.sees.asks_how_it_was
            else _("Welcome. Say what matters to you."),
            more=_("Nobody asks for your name. Press any key to begin. Press 5 to hear each key."),
        )

    def language(self) -> Page:
        """Ask for the language, in each of them."""
        chosen = self.visit.under() if self.visit.behind else self.visit.to(first_page(self.sees))
        question = " ".join(
            in_language(tag, N_("Choose your language.")) for tag in offered(self.sees)
        )
        return Page(
            question,
            tuple(
                Choice(own_name(tag), chosen, Act.LANGUAGE, language=tag)
                for tag in offered(self.sees)
            ),
            more=" ".join(filter(None, (note_on(tag) for tag in offered(self.sees)))),
        )

    def prompt(self) -> Page:
        """Ask which question a person wants to answer, if any."""
        prompts = self.ordered_prompts
        done = self.done_choice
        room = MOST_PROMPTS - len(done)
        most = room if len(prompts) <= room else room - 1
        start = self.visit.board * most
        choices = [self.prompt_choice(one) for one in prompts[start : start + most]]
        if most < len(prompts):
            others = replace(self.visit, board=self._next_board(most, len(prompts)))
            choices.append(Choice(_("Other questions"), others))
        anything = replace(self.visit, prompt=None, board=0, page=N.WAY)
        again = replace(self.visit, words="", board=0, page=N.BEEN_HERE)
        return Page(
            _("What do you want to talk about?"),
            (
                *choices,
                Choice(_("Anything you want to say"), anything),
                Choice(_("I have been here before"), again),
                *done,
            ),
        )

    def _next_board(self, most: int, of: int) -> int:
        """Return the number of the next board; the first follows the last."""
        board = self.visit.board + 1
        return board if board * most < of else 0

    def way(self) -> Page:
        """Ask how they want to answer."""
        typed = replace(self.visit, way=WayIn.TYPED, page=N.WORDS)
        shown = replace(self.visit, way=WayIn.PICTURES, pictures=(), board=0, page=N.PICTURES)
        said = replace(self.visit, way=WayIn.RECORDED, page=N.RECORD)
        return Page(
            _("How do you want to answer?"),
            (
                Choice(_("Type it"), replace(typed, few_keys=False)),
                Choice(_("Choose pictures"), shown),
                Choice(_("Say it to this machine"), said),
                Choice(_("Type with few keys"), replace(typed, few_keys=True)),
                Choice(_("Ask a person to write it for me"), self.visit.to(N.ASKED), Act.HELP),
            ),
            more=self.about_the_prompt().question,
        )

    def words(self) -> Page:
        """Let them type, or choose letters one after the other."""
        if self.typing is Body.LETTERS:
            return self.about_the_prompt(body=Body.LETTERS)
        return self.about_the_prompt(more=_("Type, then press Enter."), body=Body.WORDS)

    def pictures(self) -> Page:
        """Let them choose a picture; the last choice shows others."""
        most, offered_here = self.around.per_board, self.around.pictures
        start = self.visit.board * most
        choices = [
            Choice(one.shown, self._with(one), picture=one)
            for one in offered_here[start : start + most]
        ]
        if most < len(offered_here):
            others = replace(self.visit, board=self._next_board(most, len(offered_here)))
            choices.append(Choice(_("Other pictures"), others))
        return self.about_the_prompt(choices=tuple(choices), body=Body.PICTURES)

    def _with(self, picture: Picture) -> Visit:
        """Return the visit with one picture more."""
        pictures = (*self.visit.pictures, choose(picture))
        return replace(self.visit, pictures=pictures, page=N.FEELING)

    def feeling(self) -> Page:
        """Ask how it is, for the picture that was chosen."""
        *before, last = self.visit.pictures

        def felt(feeling: Feeling) -> Visit:
            chosen = (*before, replace(last, feeling=feeling))
            return replace(self.visit, pictures=chosen, words=in_words(chosen), page=N.CHOSEN)

        return Page(
            _("How is this for you?"),
            (
                *(Choice(one.shown, felt(Feeling(one.name)), picture=one) for one in feelings()),
                Choice(_("I'd rather not say"), felt(Feeling.NONE)),
            ),
            more=last.words,
            body=Body.PICTURES,
        )

    def chosen(self) -> Page:
        """Ask for another picture."""
        return Page(
            _("Is that all?"),
            (
                Choice(_("Yes, that is all"), self.visit.to(N.READ_BACK)),
                Choice(_("Choose another picture"), replace(self.visit, board=0, page=N.PICTURES)),
            ),
            more=self.visit.words,
        )

    def record(self) -> Page:
        """Say what happens to a recording, before it begins."""
        return self.about_the_prompt(
            choices=(
                Choice(_("Start to record my voice"), self.visit.to(N.RECORDING), Act.RECORD),
                Choice(_("Answer in another way"), self.visit.to(N.WAY)),
            ),
            more=_("A person listens to it later and writes it down. Press 1, then speak."),
        )

    def recording(self) -> Page:
        """Listen, and show that the machine hears."""
        return self.about_the_prompt(
            choices=(Choice(_("Stop: I have finished"), self.visit, Act.STOP_RECORDING),),
            body=Body.LEVEL,
        )

    def listen_back(self) -> Page:
        """Ask whether the recording is right."""
        again = replace(self.visit, take=None, seconds=0, page=N.RECORD)
        return Page(
            _("Is this what you want to say?"),
            (
                Choice(_("Send it"), self.visit, Act.SEND),
                Choice(_("Listen to it"), self.visit, Act.LISTEN),
                Choice(_("Say it again in another way"), again, Act.FORGET_RECORDING),
                Choice(_("Throw it away"), self.visit.to(N.THROW_AWAY)),
            ),
            more=ngettext(
                "You spoke for {number} second.",
                "You spoke for {number} seconds.",
                self.visit.seconds,
            ).format(number=self.visit.seconds),
        )

    def asked(self) -> Page:
        """Say that somebody comes to write for them."""
        return Page(
            _("Somebody is coming. They write down what you say."),
            (
                Choice(_("Answer in another way"), self.visit.to(N.WAY)),
                Choice(_("I have finished"), self.visit, Act.FINISH),
            ),
            more=_("Only the person at the desk knows that you asked."),
        )

    def read_back(self) -> Page:
        """Read their words back before they are sent."""
        change = N.PICTURES if self.visit.way is WayIn.PICTURES else N.WORDS
        pictures = () if self.visit.way is WayIn.PICTURES else self.visit.pictures
        return Page(
            _("Is this what you want to say?"),
            (
                Choice(_("Send it"), self.visit, Act.SEND),
                Choice(
                    _("Change it"), replace(self.visit, pictures=pictures, board=0, page=change)
                ),
                Choice(_("Throw it away"), self.visit.to(N.THROW_AWAY)),
            ),
            more=self.visit.words,
        )

    def throw_away(self) -> Page:
        """Ask again before words are thrown away."""
        return Page(
            _("Throw your words away?"),
            (
                Choice(_("No, keep them"), back(self.visit, self.sees)),
                Choice(_("Yes, throw them away"), Visit(), Act.THROW_AWAY),
            ),
        )
