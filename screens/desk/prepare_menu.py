"""The first page of "Prepare": everything that a space needs, and how each stands."""

from pathlib import Path
from typing import Any, ClassVar

from models.errors import RefusedError
from models.kiosk.pin import check_new_pin, check_pin, set_pin
from models.places import data_folder
from models.space.preparing import Lines
from models.space.template_writing import save_template
from models.space.wordings import languages_of
from screens.desk.prepare_order import OrderPage
from screens.desk.prepare_page import Line, Page, state_line
from screens.desk.prepare_people import CamePage, NeedsPage, TeamPage
from screens.desk.prepare_prompts import PromptsPage, prompts_state
from screens.desk.prepare_space import AgreedPage, LanguagesPage, LinesPage, SpacePage
from screens.dialogs.pin import PinDialog

__all__ = ["MENU_LETTERS", "MenuPage"]

MENU_LETTERS = "waict"


class MenuPage(Page):
    """Each line has its key, what it is, and in a few words how it stands."""

    title = "Prepare"
    keys = frozenset({"change", "letter"})
    LINES: ClassVar[dict[str, str]] = {
        "1": "Title, place and time",
        "2": "Prompts",
        "3": "Running order",
        "4": "Rules of the room",
        "5": "Help numbers",
        "6": "Consent wording",
        "7": "Languages",
        "8": "Needs for the day",
        "w": "Who is who",
        "a": "Approval and roles",
        "i": "Kiosk PIN",
        "c": "How many came",
        "t": "Save as a template",
    }

    def lines(self) -> list[Line]:
        """Return them all."""
        return [
            state_line(key, key.upper(), words, self.state(key))
            for key, words in self.LINES.items()
        ]

    def below(self) -> str:
        """Say first what most needs a look."""
        warnings = self.sees.plan.warnings
        return f"! {warnings[0]}" if warnings else "Everything is saved at once."

    def state(self, key: str) -> str:
        """Say in a few words how a line stands."""
        sees, space = self.sees, self.sees.space
        parts = {"place": space.place, "date": space.held_on, "time": space.starts}
        states = {
            "1": _what_is_open(parts | {"length": str(space.minutes or "")}),
            "2": prompts_state(self),
            "3": sees.plan.sentence.rstrip(".") if sees.items else "empty",
            "4": _counted(len(space.rules), "rule"),
            "5": _counted(len(space.help_numbers), "number"),
            "6": _counted(len(space.consent_wording), "sentence"),
            "7": _counted(len(languages_of(space)), "language"),
            "8": _counted(sum(one.how_many for one in sees.needs), "need"),
            "w": _counted(len(sees.team), "name"),
            "a": "cannot change any more" if sees.agreed.frozen else "can be changed",
            "i": "set" if sees.has_pin else "not set",
            "c": f"{sum(one.how_many for one in sees.came)} came",
            "t": "for next time",
        }
        return states[key]

    def change(self, key: str) -> None:
        """Open the page of a line."""
        screen = self.screen
        pages: dict[str, type[Page]] = {
            "1": SpacePage,
            "2": PromptsPage,
            "3": OrderPage,
            "7": LanguagesPage,
            "8": NeedsPage,
            "w": TeamPage,
            "a": AgreedPage,
            "c": CamePage,
        }
        lists = {"4": Lines.RULES, "5": Lines.HELP_NUMBERS, "6": Lines.CONSENT_WORDING}
        if key in lists:
            screen.turn_to(LinesPage(screen, lists[key]))
        elif key == "i":
            self._pin()
        elif key == "t":
            self._template()
        else:
            screen.turn_to(pages[key](screen))

    def _template(self) -> None:
        space = self.sees.space.uid

        def save(text: str) -> Path:
            return save_template(space, Path(text.strip() or ".").expanduser())

        self.write(
            "Save as a template, in which file?",
            save,
            words=str(data_folder() / "template.toml"),
            more="It holds what is prepared, and nobody's words.",
            coached=False,
            then=lambda _: self.screen.tell("Saved. Make a space of it: heard space new --from"),
        )

    # -- the PIN -------------------------------------------------------------------------------

    def _pin(self) -> None:
        if self.sees.has_pin:
            self._ask_pin("The PIN that is set now", _right, self._new_pin)
        else:
            self._new_pin("")

    def _new_pin(self, old: str) -> None:
        def again(pin: str) -> None:
            def save(typed: str) -> bool:
                if "".join(typed.split()) != pin:
                    raise RefusedError("The two are not the same. Type the new PIN again.")
                set_pin(pin, old)
                return True

            self._ask_pin("The same once more", save, self._pin_is_set)

        self._ask_pin("A new PIN, 4 to 12 digits", check_new_pin, again)

    def _pin_is_set(self, _done: object) -> None:
        self.screen.changed()
        self.screen.tell("The PIN is set. It leaves every kiosk.")

    def _ask_pin(self, question: str, verb: Any, then: Any) -> None:
        self.screen.app.push_screen(
            PinDialog(question, verb), lambda found: None if found is None else then(found)
        )


def _right(pin: str) -> str:
    check_pin(pin)
    return pin


def _counted(number: int, what: str) -> str:
    """Write how many there are: "1 rule", "5 rules", "none yet"."""
    return f"{number} {what}{'' if number == 1 else 's'}" if number else "none yet"


def _what_is_open(parts: dict[str, str]) -> str:
    """Name what nobody said yet; "ready" where all of it is said."""
    missing = [name for name, value in parts.items() if not value]
    return f"no {', no '.join(missing)}" if missing else "ready"
