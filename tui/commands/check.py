"""The kit check, on the command line."""

import shutil

import click

from tui.session import begin

__all__ = ["check"]


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


@click.command(short_help="Look whether everything is ready.")
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
    distance: float | None,
    screen_height: float | None,
    screen_width: float | None,
) -> None:
    """Look whether everything is ready, and say what to do where it is not.

    What is merely missing, such as a sound player, does not stop a meeting.
    """
    from tui.kit import check_kit, check_letters

    height = screen_height or (screen_width or 0) * 9 / 16
    if bool(distance) != bool(height):
        raise click.UsageError("--distance goes with --screen-height or --screen-width")
    settings = begin(data)
    size = shutil.get_terminal_size()
    lines = check_kit(settings, size.columns, size.lines)
    if distance and height:
        lines.append(check_letters(distance, height, size.lines))
    for line in lines:
        click.echo(f"{'pass   ' if line.ok else 'PROBLEM'}  {line.name}: {line.found}")
        if line.do:
            click.echo(f"         {line.do}")
