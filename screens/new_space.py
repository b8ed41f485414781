"""A new space, asked for at the front door: from nothing, like last time's, or from a template."""

from collections.abc import Callable
from pathlib import Path

from models.space.space import Space, new_space
from models.space.template import load_template
from models.space.template_writing import space_like
from screens.dialogs.coach import CoachDialog
from screens.dialogs.pick import PickDialog
from screens.face import HeardScreen

__all__ = ["ask_for_new_space"]

HOW = ("From nothing", "Like the one that is chosen now", "From a template file")


def ask_for_new_space(screen: HeardScreen, made: Callable[[Space], None]) -> None:
    """Ask how to make a space, then for its title or file, and hand on what was made."""
    last: Space = screen.space  # type: ignore[attr-defined]

    def given(space: Space | None) -> None:
        if space is not None:
            made(space)

    def like(title: str) -> Space:
        return space_like(last.uid, title)

    def chosen(number: int | None) -> None:
        if number is None:
            return
        if number == 2:
            dialog = CoachDialog("The template's file", from_file, go="Make it", coached=False)
        else:
            more = f"Like: {last.title}" if number else "A few plain words: what it is about."
            save = like if number else new_space
            dialog = CoachDialog("The title of the new space", save, go="Make it", more=more)
        screen.app.push_screen(dialog, given)

    screen.app.push_screen(
        PickDialog("A new space", list(HOW), more="Nobody's words are taken along."), chosen
    )


def from_file(name: str) -> Space:
    """Make a space from a template whose file is typed."""
    return load_template(Path(name.strip() or ".").expanduser())
