"""Which forms of its prompts a space should have, and which of them are missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from assets.language import languages
from assets.language_names import language_name
from models.space.prompt import prompts_of
from models.space.space import Space, SpaceRow, space_from
from models.store.verbs import question

__all__ = ["MissingForm", "languages_of", "missing_forms", "missing_wordings"]


def languages_of(space: Space) -> tuple[str, ...]:
    """Return the languages that a space is held in, its own first.

    Where nobody said which, they are those that Heard itself speaks.
    """
    others = space.languages or tuple(languages())
    return tuple(dict.fromkeys((space.language, *others)))


@dataclass(frozen=True)
class MissingForm:
    """A form that some prompts lack: "Polish", or "Easy Read", and which prompts."""

    name: str
    prompts: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """What is missing, for a person."""
        *most, last = map(str, self.prompts)
        which = f"Prompts {', '.join(most)} and {last} have" if most else f"Prompt {last} has"
        return f"{which} no {self.name} form."


@question
def missing_forms(space: UUID, wanted: Sequence[str] = ()) -> tuple[MissingForm, ...]:
    """Return which forms its prompts lack; with no languages named, of those of the space."""
    prompts = prompts_of(space)
    lacking = {
        "Easy Read": [one.number for one in prompts if not one.has(one.language, easy_read=True)]
    }
    for language in wanted or languages_of(space_from(SpaceRow.get_by_id(space))):
        lacking[language_name(language)] = [one.number for one in prompts if not one.has(language)]
    return tuple(MissingForm(name, tuple(which)) for name, which in lacking.items() if which)


def missing_wordings(space: UUID, wanted: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the same as sentences (D1)."""
    return tuple(one.sentence for one in missing_forms(space, wanted))
