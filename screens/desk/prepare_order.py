"""The page of "Prepare" with the running order: parts, minutes, breaks, and whether it adds up."""

from uuid import UUID

from models.meeting.planning import MOST_MINUTES, add_part, change_item, move_item, remove_item
from models.meeting.running_order import Item, ItemKind
from models.times import read_minutes
from screens.desk.prepare_page import Line, Page, state_line
from screens.desk.prepare_space import LIST

__all__ = ["OrderPage"]

NAMES = {
    ItemKind.WELCOME: "Welcome",
    ItemKind.PROMISES: "Last time's promises",
    ItemKind.PROMPT: "A prompt",
    ItemKind.BREAK: "Break",
    ItemKind.THEMES: "Themes",
    ItemKind.OUTCOME: "We will",
    ItemKind.OTHER: "Something else",
}
MOST_PICKED = 8


class OrderPage(Page):
    """What happens when. The minutes should add up to the time booked."""

    title = "Running order"
    keys = LIST

    def lines(self) -> list[Line]:
        """Return the parts with their minutes; a break says that it is one."""
        return [
            state_line(
                str(item.uid),
                str(item.number),
                item.title,
                f"{'break, ' if item.kind is ItemKind.BREAK else ''}{item.minutes} min",
            )
            for item in self.sees.items
        ]

    def below(self) -> str:
        """Say how the minutes stand to the time booked, and what to look at."""
        plan = self.sees.plan
        return "\n".join([plan.sentence, *(f"! {one}" for one in plan.warnings)])

    def _item(self, key: str) -> Item:
        return next(item for item in self.sees.items if str(item.uid) == key)

    def change(self, key: str) -> None:
        """Change the minutes of a part, or its name."""
        item = self._item(key)

        def picked(number: int) -> None:
            if number == 0:
                self._write_minutes(item)
            else:
                self.write(
                    "The name of this part",
                    lambda text: change_item(item.uid, title=text),
                    words=item.title,
                )

        minutes = f"Its minutes: {item.minutes}"
        self.pick("What is to be changed?", [minutes, "Its name"], picked, more=item.title)

    def _write_minutes(self, item: Item) -> None:
        self.write(
            "How many minutes?",
            lambda text: change_item(item.uid, minutes=read_minutes(text)),
            words=str(item.minutes),
            more=f"{item.title}. At most {MOST_MINUTES}. {self.sees.plan.sentence}",
            coached=False,
        )

    def add(self) -> None:
        """Add a part after the one that is lit."""
        kinds = list(NAMES)

        def picked(number: int) -> None:
            kind = kinds[number]
            if kind is ItemKind.PROMPT:
                self._which_prompt()
            elif kind is ItemKind.OTHER:
                self.write(
                    "The name of this part",
                    lambda text: self._made(kind, text, 5),
                    then=self._light,
                )
            else:
                self._how_long(kind, NAMES[kind])

        self.pick("What comes here?", list(NAMES.values()), picked)

    def _which_prompt(self) -> None:
        prompts = self.sees.prompts[:MOST_PICKED]
        if not prompts:
            self.screen.tell("There is no prompt yet. Write one first: Prompts.")
            return
        self.pick(
            "Which prompt?",
            [one.text for one in prompts],
            lambda number: self._how_long(
                ItemKind.PROMPT, f"Prompt {number + 1}", prompts[number].uid
            ),
        )

    def _how_long(self, kind: ItemKind, title: str, prompt: UUID | None = None) -> None:
        self.write(
            "How many minutes?",
            lambda text: self._made(kind, title, read_minutes(text), prompt),
            more=f"{title}. {self.sees.plan.sentence}",
            coached=False,
            then=self._light,
        )

    def _made(self, kind: ItemKind, title: str, minutes: int, prompt: UUID | None = None) -> Item:
        lit = self.screen.lit
        after = UUID(lit) if lit else None
        return add_part(self.sees.space.uid, kind, title, minutes, prompt=prompt, after=after)

    def _light(self, item: Item) -> None:
        self.screen.light_next = str(item.uid)
        self.screen.tell("Added.")

    def remove(self, key: str) -> None:
        """Ask, then take a part away."""
        item = self._item(key)
        self.ask_and_do("Take this part away?", item.title, remove_item, item.uid)

    def move(self, key: str, steps: int) -> None:
        """Move a part."""
        self.save(move_item, UUID(key), steps)
