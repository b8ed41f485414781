"""Writing a space as a template, and making a new space like one that was.

A template is a plan: nobody's words are in it, no theme, no promise, and no PIN.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from models.errors import HeardError, RefusedError
from models.meeting.needs import needs_of
from models.meeting.running_order import running_order
from models.meeting.team import team_of
from models.space.agreed import agreed_for
from models.space.prompt import Prompt, Wording, prompts_of
from models.space.space import Space, SpaceRow, space_from
from models.space.template import make_space
from models.space.template_sheet import Sheet
from models.store.verbs import question, verb
from models.words import one_line

__all__ = ["plan_as_data", "save_template", "space_like"]

# What belongs to one day, and is asked anew for the next.
OF_THE_DAY = ("held_on", "keep_until", "needs")
HEAD = (
    "# A template of Heard: one listening space, written down. docs/templates.md tells each key.\n"
    "# Make a space of it with: heard space new --from THIS_FILE\n\n"
)


@question
def plan_as_data(space: UUID) -> dict[str, Any]:
    """Return everything that is prepared in a space, as a template holds it.

    What is as it is where nobody says anything is left out.
    """
    found = space_from(SpaceRow.get_by_id(space))
    agreed = agreed_for(space)
    prompts = prompts_of(space)
    numbers = {prompt.uid: prompt.number for prompt in prompts}
    plan: dict[str, Any] = {
        "title": found.title,
        "purpose": found.purpose,
        "place": found.place,
        "held_on": found.held_on,
        "starts": found.starts,
        "minutes": found.minutes,
        "keep_until": found.keep_until,
        "language": found.language,
        "languages": list(found.languages),
        "rules": list(found.rules),
        "help_numbers": list(found.help_numbers),
        "consent_wording": list(found.consent_wording),
    }
    if not agreed.approval:
        plan["approval"] = False
    if not agreed.roles_shown:
        plan["roles_shown"] = False
    plan["prompts"] = [_prompt(prompt) for prompt in prompts]
    plan["running_order"] = [
        {"kind": str(item.kind), "title": item.title, "minutes": item.minutes}
        | ({"prompt": numbers[item.prompt]} if item.prompt else {})
        for item in running_order(space)
    ]
    plan["team"] = [
        {"job": str(one.job), "name": one.name} | ({"shown": True} if one.shown else {})
        for one in team_of(space)
    ]
    plan["needs"] = [{"kind": one.kind, "how_many": one.how_many} for one in needs_of(space)]
    return {key: value for key, value in plan.items() if value not in ("", 0, []) or value is False}


def _prompt(prompt: Prompt) -> dict[str, Any]:
    own = _forms(one for one in prompt.wordings if one.language == prompt.language)
    written = {"text": prompt.text} | _spoken("spoken", prompt.spoken, prompt.text) | own
    others = dict.fromkeys(
        one.language for one in prompt.wordings if one.language != prompt.language
    )
    forms = {
        language: _forms(one for one in prompt.wordings if one.language == language)
        for language in others
    }
    return written | ({"in": forms} if forms else {})


def _forms(wordings: Iterable[Wording]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in wordings:
        if one.easy_read:
            found["easy_read"] = one.text
            found |= _spoken("easy_read_spoken", one.spoken, one.text)
        else:
            found["text"] = one.text
            found |= _spoken("spoken", one.spoken, one.text)
    return found


def _spoken(key: str, spoken: str, text: str) -> dict[str, str]:
    return {key: spoken} if spoken != text else {}


def save_template(space: UUID, path: Path) -> Path:
    """Write what is prepared in a space to a file. One that is there already is left alone."""
    import tomlkit  # loaded when somebody saves a template, and by no face

    if path.suffix != ".toml":
        raise HeardError("A template's name ends in .toml. Nothing was written.")
    text = HEAD + tomlkit.dumps(plan_as_data(space))
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise HeardError(
            f"There is a file {path} already. It was left as it is. Give another name."
        ) from None
    except OSError:
        raise HeardError(
            f"The template could not be written to {path}. Nothing was lost. "
            "Choose a folder that may be written."
        ) from None
    return path


@verb
def space_like(last: UUID, title: str, **changes: str) -> Space:
    """Make a new space like another one: its prompts with all their forms, its order and rules.

    Never anybody's words, and nothing of that one day: its date, its needs, how many came.
    ``changes`` are other values of a template, such as ``place``.
    """
    if not one_line(title):
        raise RefusedError("A space needs a title. Nothing was made. Give it a few plain words.")
    plan = plan_as_data(last)
    kept = {key: value for key, value in plan.items() if key not in OF_THE_DAY}
    kept |= {"title": one_line(title)} | {key: value for key, value in changes.items() if value}
    return make_space(Sheet(kept, "The space of last time"))
