"""The kit check, on the command line."""

import json
import shutil
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from models.errors import HeardError
from models.settings import read_settings
from models.space.space import find_space
from tui.completing import complete_space
from tui.nearest import nearest
from tui.session import begin

if TYPE_CHECKING:
    from tui.kit_lines import Around, Line

__all__ = ["check"]

WORDS = {"pass": "pass", "without": "without", "problem": "PROBLEM", "stop": "STOP"}
BEFORE_WORDS = 9


class Length(click.ParamType[float]):
    """A length such as 6m or 60cm, in metres."""

    name = "length"

    def convert(
        self, value: str | float, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the length in metres."""
        from tui.letter_size import metres

        try:
            return metres(str(value))
        except ValueError:
            self.fail("It is a length such as 6m, 60cm or 24in", param, ctx)


class Look(click.ParamType[str]):
    """One thing that can be looked at, by its name."""

    name = "look"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name, or say which there are."""
        from tui.kit import LOOKS

        if value.lower() in LOOKS:
            return value.lower()
        there_is = f"{nearest(value, LOOKS)}There is: {', '.join(LOOKS)}"
        return self.fail(f"There is no {value!r} to look at. {there_is}", param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the names that begin like what is typed."""
        del ctx, param
        from tui.kit import LOOKS

        return [
            CompletionItem(name, help=title)
            for name, (title, _) in LOOKS.items()
            if name.startswith(incomplete)
        ]


@click.command(short_help="Look whether everything is ready.")
@click.argument("what", nargs=-1, type=Look(), metavar="[WHAT]...")
@click.option("--json", "as_data", is_flag=True, help="For scripts, and without questions.")
@click.option(
    "--space",
    metavar="SPACE",
    default="",
    shell_complete=complete_space,
    help="The space that is got ready; without it, the open one.",
)
@click.option(
    "--distance",
    metavar="LENGTH",
    type=Length(),
    help="How far away people are, as 6m. Then it looks whether letters are large enough.",
)
@click.option(
    "--screen-height",
    metavar="LENGTH",
    type=Length(),
    help="How high the picture on the screen is, as 30cm. It goes with --distance.",
)
@click.option(
    "--screen-width",
    metavar="LENGTH",
    type=Length(),
    help="How wide it is, as 2.2m, where its height is not known: 16 to 9 is taken.",
)
@click.pass_obj
def check(
    data: str | None,
    what: tuple[str, ...],
    as_data: bool,
    space: str,
    distance: float | None,
    screen_height: float | None,
    screen_width: float | None,
) -> None:
    """Look whether everything is ready, and say what to do where it is not.

    WHAT is one thing to look at again, such as sound or qr; without it, all are looked at.

    What is merely missing, such as a printer, stops no meeting. Where words could be lost, it
    says STOP, and the status is 1.
    """
    from tui.kit_lines import as_json, is_blocked

    height = screen_height or (screen_width or 0) * 9 / 16
    if bool(distance) != bool(height):
        raise click.UsageError("--distance goes with --screen-height or --screen-width")
    asks = not as_data and sys.stdin.isatty() and sys.stdout.isatty()
    around = _around(data, space, asks, distance or 0.0, height)
    lines = []
    for line in _lines(around, what, asks):
        lines.append(line)
        if not as_data:
            _show(line)
    if as_data:
        click.echo(json.dumps(as_json(lines), ensure_ascii=False, indent=2))
    else:
        click.echo(_in_all(lines))
    if is_blocked(lines):
        sys.exit(1)


def _around(data: str | None, space: str, asks: bool, distance: float, height: float) -> "Around":
    """Open what there is to open; a database that does not open is one of the lines."""
    from tui.asking import ask_terminal
    from tui.kit import around_here
    from tui.kit_screen import SAMPLES

    trouble, uid = "", None
    try:
        settings = begin(data)
    except HeardError as error:
        trouble, (settings, _) = str(error), read_settings()
    if space and not trouble:
        uid = find_space(space).uid
    size = shutil.get_terminal_size()
    return around_here(
        settings,
        size.columns,
        size.lines,
        answers=ask_terminal(list(SAMPLES.values())) if asks else None,
        trouble=trouble,
        space=uid,
        distance=distance,
        screen_height=height,
    )


def _lines(around: "Around", what: tuple[str, ...], asks: bool) -> "Iterator[Line]":
    """Yield each line; where a person is there, what only a person can tell is asked."""
    from tui.kit import as_line, check_kit

    for line in check_kit(around, what):
        asked = _asked_of(line, around, alone=len(what) == 1) if asks else None
        if asked is not None and not click.confirm(f"{' ' * BEFORE_WORDS}{asked[0]}", default=True):
            yield as_line(line.name, asked[1])
        else:
            yield line
        if asks and what == ("pad",):
            _offer_to_learn()


def _asked_of(line: "Line", around: "Around", *, alone: bool) -> "tuple[str, Any] | None":
    """Return what to ask about a line that passed, and the finding where the answer is no."""
    from tui import kit_screen, kit_sound

    if str(line.verdict) != "pass":
        return None
    if line.name == "sound":
        return "A sentence was played. Did you hear it?", kit_sound.not_heard()
    if line.name == "signs":
        for name, sample in kit_screen.SAMPLES.items():
            click.echo(f"{' ' * BEFORE_WORDS}{sample}   {name}")
        return "Is each of these drawn, and no empty box?", kit_screen.signs_not_seen()
    if line.name == "qr" and alone:
        click.echo(kit_screen.qr_in_colours(around))
        return "Point a phone at it. Was it read?", kit_screen.qr_not_read()
    return None


def _offer_to_learn() -> None:
    """Learn the ten keys of the number pad that is plugged in, where a person wants it."""
    from tui.commands.keys import learn_pad

    if click.confirm(f"{' ' * BEFORE_WORDS}Learn the ten keys of a number pad now?"):
        learn_pad()


def _show(line: "Line") -> None:
    click.echo(f"{WORDS[str(line.verdict)]:<{BEFORE_WORDS}}{line.title}: {line.found}")
    if line.do:
        click.echo(f"{' ' * BEFORE_WORDS}{line.do}")


def _in_all(lines: "list[Line]") -> str:
    """Say in one sentence how things stand."""
    stopping = [line.title for line in lines if line.blocks]
    if stopping:
        return f"Do not begin yet: {', '.join(stopping)}."
    wrong = sum(str(line.verdict) == "problem" for line in lines)
    if wrong:
        many = "1 thing is" if wrong == 1 else f"{wrong} things are"
        return f"Nothing stops a meeting. {many} better mended first."
    return "Nothing stops a meeting."
