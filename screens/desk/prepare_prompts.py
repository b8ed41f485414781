"""Pages of "Prepare" about prompts: the list of them, and all the forms of one."""

from functools import partial
from uuid import UUID

from assets.language_names import language_name
from models.space.prompt import Prompt, add_prompt
from models.space.prompt_changes import move_prompt, remove_prompt, remove_wording, write_wording
from models.space.wordings import languages_of
from screens.desk.prepare_page import Line, Page, state_line
from screens.desk.prepare_space import LIST

__all__ = ["FormsPage", "PromptsPage", "prompts_state"]

WORDS, SPOKEN, EASY = "words", "spoken", "easy"
AS_WRITTEN = "as it is written"
MISSING = "missing"


def prompts_state(page: Page) -> str:
    """Say how it stands with the prompts: "3 prompts, 1 has no Polish"."""
    sees = page.sees
    count = len(sees.prompts)
    told = [f"{count} prompt{'' if count == 1 else 's'}" if count else "none yet"]
    for form in sees.missing:
        some = len(form.prompts)
        told.append(f"{some} {'has' if some == 1 else 'have'} no {form.name}")
    return ", ".join(told)


class PromptsPage(Page):
    """The questions that are put to the room."""

    title = "Prompts"
    keys = LIST

    def lines(self) -> list[Line]:
        """Return each prompt with what it lacks."""
        return [
            state_line(str(one.uid), str(one.number), one.text, self._lacks(one))
            for one in self.sees.prompts
        ]

    def _lacks(self, prompt: Prompt) -> str:
        lacks = self.sees.lacks(prompt)
        return f"no {', no '.join(lacks)}" if lacks else "every form"

    def below(self) -> str:
        """Say how many there are, and what is missing."""
        return f"{prompts_state(self)}. Nothing waits for what is missing."

    def change(self, key: str) -> None:
        """Open the forms of a prompt."""
        self.screen.turn_to(FormsPage(self.screen, UUID(key)))

    def add(self) -> None:
        """Write a new prompt, then open its forms."""

        def made(prompt: Prompt) -> None:
            self.screen.tell("Saved. Its other forms can be written now.")
            self.screen.turn_to(FormsPage(self.screen, prompt.uid, prompt), back_to=str(prompt.uid))

        self.write(
            "A new prompt",
            partial(add_prompt, self.sees.space.uid),
            more="One question that everybody can answer.",
            then=made,
        )

    def remove(self, key: str) -> None:
        """Ask, then take a prompt away."""
        self.ask_and_do(
            "Take this prompt away?",
            "Its forms go too, and its part of the running order.",
            remove_prompt,
            UUID(key),
        )

    def move(self, key: str, steps: int) -> None:
        """Move a prompt."""
        self.save(move_prompt, UUID(key), steps)


class FormsPage(Page):
    """One prompt: its words, how it is spoken, Easy Read, and the same in each language."""

    keys = frozenset({"change", "remove"})

    def __init__(self, screen: object, uid: UUID, prompt: Prompt | None = None) -> None:
        super().__init__(screen)  # type: ignore[arg-type]
        self.uid, self._made = uid, prompt

    @property
    def prompt(self) -> Prompt | None:
        """The prompt as it is now; nothing where it was taken away."""
        found = next((one for one in self.sees.prompts if one.uid == self.uid), None)
        if found is not None:
            self._made = None
        return found or self._made

    @property
    def title(self) -> str:  # type: ignore[override]
        """Which prompt it is."""
        prompt = self.prompt
        return f"Prompt {prompt.number}" if prompt else "This prompt is not there any more"

    def lines(self) -> list[Line]:
        """Return every form, with its words or that it is missing."""
        prompt = self.prompt
        if prompt is None:
            return []
        there = [one.language for one in prompt.wordings]
        tags = dict.fromkeys([prompt.language, *languages_of(self.sees.space), *there])
        return [line for tag in tags for line in self._in(prompt, tag)]

    def _in(self, prompt: Prompt, tag: str) -> list[Line]:
        name = "" if tag == prompt.language else f"{language_name(tag)}, "
        found = []
        for kind, words in ((WORDS, "its words"), (SPOKEN, "read aloud"), (EASY, "Easy Read")):
            label = f"{name}{words}"
            found.append(
                Line(
                    f"{tag}:{kind}",
                    f"{label[0].upper()}{label[1:]}",
                    body=self._now(prompt, tag, kind)
                    or (AS_WRITTEN if kind == SPOKEN else MISSING),
                )
            )
        return found

    @staticmethod
    def _now(prompt: Prompt, tag: str, kind: str) -> str:
        if not prompt.has(tag, easy_read=kind == EASY):
            return ""
        form = prompt.wording_in(tag, easy_read=kind == EASY)
        if kind == SPOKEN:
            return form.spoken if form.spoken != form.text else ""
        return form.text

    def change(self, key: str) -> None:
        """Write one form."""
        prompt = self.prompt
        if prompt is None:
            return
        tag, _, kind = key.partition(":")
        spoken = kind == SPOKEN

        def save(text: str) -> Prompt:
            if spoken:
                return write_wording(self.uid, tag, spoken=text)
            return write_wording(self.uid, tag, easy_read=kind == EASY, text=text)

        more = "" if tag == prompt.language and kind == WORDS else prompt.text
        self.write(
            next(line.head for line in self.lines() if line.key == key),
            save,
            words=self._now(prompt, tag, kind),
            more="Nothing here: it is read as it is written." if spoken else more,
            language=tag,
        )

    def remove(self, key: str) -> None:
        """Ask, then take a form away; a prompt's own words stay."""
        prompt = self.prompt
        tag, _, kind = key.partition(":")
        if prompt is None:
            return
        if kind == SPOKEN:
            self.save(write_wording, self.uid, tag, spoken="", told="It is read as it is written.")
        elif kind == WORDS and tag == prompt.language:
            self.screen.tell("A prompt keeps its own words. Take the whole prompt away instead.")
        else:
            self.ask_and_do(
                "Take this form away?",
                self._now(prompt, tag, kind),
                partial(remove_wording, self.uid, tag, easy_read=kind == EASY),
            )
