"""What can be written beside the words that are lit: tidied, or translated; and who said it."""

from collections.abc import Callable
from functools import partial

from assets.language import ENGLISH
from assets.language_names import language_name
from models.contribution.contribution import ROLES, Contribution, State, VersionKind, add_version
from models.contribution.visibility import Where, may_be_seen
from models.errors import ChangedSinceError
from screens import dialogs
from screens.desk.acts import DeskActs, on_what_is_lit
from screens.dialogs.beside import BesideDialog

__all__ = ["MAKERS", "BesideActs"]

# Who made a wording: never a name.
MAKERS = (
    "the scribe",
    "the facilitator",
    "the interpreter",
    "the person themselves",
    "somebody who supports them",
)


class BesideActs(DeskActs):
    """Write beside what is lit, and say who said it; the desk mixes this in."""

    action_write_down: Callable[[], None]

    @on_what_is_lit
    def action_write(self) -> None:
        """Write down what was recorded; beside other words, put tidied or translated ones."""
        one = self._lit()
        if one is None:
            return
        if one.uid in self.sees.recordings:
            self.action_write_down()
        else:
            self.action_beside()

    @on_what_is_lit
    def action_beside(self) -> None:
        """Put a tidied wording or a translation beside what is lit."""
        one = self._lit()
        if one is None:
            return
        if not one.words:
            self.tell("There are no words yet. Write down what is said first.")
            return
        languages = self._languages_for(one)
        choices = ["A tidied wording", *(f"In {language_name(code)}" for code in languages)]

        def chosen(number: int | None) -> None:
            if number is None:
                return
            if number == 0:
                self._write(one, VersionKind.TIDIED, one.language)
            else:
                self._write(one, VersionKind.TRANSLATED, languages[number - 1])

        self.app.push_screen(
            dialogs.PickDialog("What do you write beside it?", choices, more="The original stays."),
            chosen,
        )

    def _languages_for(self, one: Contribution) -> list[str]:
        """Return the languages to translate into: the space's own first, and no more than six."""
        known = [self.space.language, ENGLISH, *self.space.languages]
        return [code for code in dict.fromkeys(known) if code != one.language][:6]

    def _write(self, one: Contribution, kind: VersionKind, language: str) -> None:
        tidied = kind is VersionKind.TIDIED
        there = {version.language: version.words for version in one.translations}
        question = "A tidied wording" if tidied else f"In {language_name(language)}"
        dialog = BesideDialog(
            question,
            one.words,
            words=one.shown if tidied else there.get(language, ""),
            private=not may_be_seen(one, Where.ROOM),
        )
        self.app.push_screen(dialog, partial(self._ask_who_made_it, one, kind, language))

    def _ask_who_made_it(
        self, one: Contribution, kind: VersionKind, language: str, words: str | None
    ) -> None:
        if words is None:
            return

        def chosen(number: int | None) -> None:
            if number is not None:
                self._add(one, kind, language, words, MAKERS[number])

        self.app.push_screen(
            dialogs.PickDialog("Who made it?", MAKERS, more="It stands beside the words."), chosen
        )

    def _add(
        self, one: Contribution, kind: VersionKind, language: str, words: str, made_by: str
    ) -> None:
        def told(now: Contribution) -> None:
            held = f" Now held: {now.reason}." if self._became_held(one, now) else ""
            self.tell(f"Saved beside the original, by {made_by}.{held}")

        def ask(changed: ChangedSinceError) -> None:
            # What somebody else took out must not come back beside the words.
            self.tell(f"{changed} Look at the words as they are now, then write it again.")

        self.do(
            add_version,
            one.uid,
            kind,
            words,
            language=language,
            made_by=made_by,
            seen=one.words,
            then=told,
            since=ask,
        )

    @staticmethod
    def _became_held(before: Contribution, now: Contribution) -> bool:
        return now.state is State.HELD and before.state is not State.HELD

    @on_what_is_lit
    def action_who_said(self) -> None:
        """Say who said what is lit: a role, or the leader."""
        from models.contribution.correcting import set_role

        one = self._lit()
        if one is None:
            return

        def chosen(number: int | None) -> None:
            if number is not None:
                self.do_as_seen(
                    set_role,
                    one.uid,
                    ROLES[number],
                    seen=one.role,
                    again="Change it all the same",
                    then=lambda now: self.tell(f"Said by: {now.role or 'not asked'}."),
                )

        roles = [role or "not asked" for role in ROLES]
        self.app.push_screen(
            dialogs.PickDialog("Who said it?", roles, more=f"Now: {one.role or 'not asked'}"),
            chosen,
        )
