"""What is told of a promise after it was made: news, a review, what the group says of it."""

from datetime import date

from models.dates import say_date
from models.errors import HeardError
from models.promise.promise import Promise, PromiseKind, PromiseState, add_update, set_review
from models.promise.standing import STATES
from models.space.space import Space
from screens import dialogs
from screens.desk.entries import promise_lines
from screens.desk.promise_update import UpdateDialog, UpdateForm
from screens.face import HeardScreen

__all__ = ["NewsActs"]

NEWS: tuple[tuple[str, PromiseState | None], ...] = (
    ("It goes on: say how it is", PromiseState.DOING),
    ("It is done: say what changed", PromiseState.DONE),
    ("It takes longer: say why, and the new day", PromiseState.LATE),
    ("We can't after all: say why", PromiseState.CANNOT),
    ("Other news", None),
)
NEVER = ("never", "no", "not", "none")


class NewsActs(HeardScreen):
    """Add news to the promise that is lit; a screen of promises mixes this in."""

    space: Space

    @property
    def lit(self) -> Promise | None:
        """The promise that is lit."""
        raise NotImplementedError

    def _lit(self) -> Promise | None:
        """Return the promise that is lit, or say that none is."""
        if self.lit is None:
            self.tell("No promise is lit. Choose one with the arrows.")
        return self.lit

    def action_news(self) -> None:
        """Add news to the lit promise: how it stands, what changed, what people can see."""
        promise = self._lit()
        if promise is None:
            return
        offered = NEWS
        if promise.kind is PromiseKind.CANNOT:  # it has no day, and is refused already
            left_out = (PromiseState.LATE, PromiseState.CANNOT)
            offered = tuple(one for one in NEWS if one[1] not in left_out)

        def chosen(number: int | None) -> None:
            if number is not None:
                self._write_news(promise, UpdateForm(offered[number][1], due=promise.due))

        self.app.push_screen(
            dialogs.PickDialog(
                "What is the news?",
                [words for words, _ in offered],
                more=promise_lines(promise),
            ),
            chosen,
        )

    def _write_news(self, promise: Promise, form: UpdateForm) -> None:
        def written(done: UpdateForm | None) -> None:
            if done is None:
                return

            def failed(_: HeardError) -> None:
                self._write_news(promise, done)

            def saved(now: Promise) -> None:
                sign, word = STATES[now.state]
                self.tell(f"The news is saved, with the day of today. {sign} {word.capitalize()}.")

            self.do(
                add_update,
                promise.uid,
                done.words,
                made_on=date.today().isoformat(),
                state=done.state,
                evidence=done.evidence,
                new_due=done.new_due,
                then=saved,
                failed=failed,
            )

        self.app.push_screen(UpdateDialog(form, promise_lines(promise)), written)

    def action_review(self) -> None:
        """Say when the lit promise is looked at again."""
        promise = self._lit()
        if promise is not None:
            self._write_review(promise, say_date(promise.review))

    def _write_review(self, promise: Promise, words: str) -> None:
        def written(day: str | None) -> None:
            if day is None:
                return

            def failed(_: HeardError) -> None:
                self._write_review(promise, day)

            def saved(now: Promise) -> None:
                again = f"Looked at again on {say_date(now.review)}." if now.review else ""
                self.tell(again or "No day is set any more.")

            wanted = "" if day.casefold().strip(" .") in NEVER else day
            self.do(set_review, promise.uid, wanted, then=saved, failed=failed)

        self.app.push_screen(
            dialogs.WriteDialog("When is it looked at again? Or: never", "Save it", words=words),
            written,
        )

    def action_behind(self) -> None:
        """See the words behind the lit promise, as far as they may be seen here."""
        promise = self._lit()
        if promise is None:
            return
        from screens.desk.chain import Link, walk_from

        walk_from(self, self.space, Link(promise=promise.uid))
