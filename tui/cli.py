"""The command line: ``heard`` and its commands."""

import importlib
import keyword
import sys

import click

from models.errors import HeardError
from tui.place import Place

__all__ = ["heard", "main"]

# Each command is loaded when it is used: a face does not wait for the tour's picture library.
COMMANDS = {
    "desk": "tui.commands.faces",
    "room": "tui.commands.faces",
    "kiosk": "tui.commands.faces",
    "demo": "tui.commands.faces",
    "check": "tui.commands.check",
    "keys": "tui.commands.keys",
    "tour": "tui.commands.tour",
    "space": "tui.commands.space",
    "daysheet": "tui.commands.daysheet",
    "outcome": "tui.commands.outcome",
    "publish": "tui.commands.publish",
    "report": "tui.commands.report",
    "import": "tui.commands.import_",
    "export": "tui.commands.export",
    "promises": "tui.commands.promises",
    "year": "tui.commands.year",
    "encrypt": "tui.commands.encrypt",
    "pin": "tui.commands.pin",
    "receipt": "tui.commands.receipt",
    "merge": "tui.commands.merge",
    "backup": "tui.commands.backup",
    "restore": "tui.commands.restore",
    "doctor": "tui.commands.doctor",
    "search": "tui.commands.search",
    "forget": "tui.commands.forget",
    "replay": "tui.commands.replay",
    "say": "tui.commands.say",
    "pictures": "tui.commands.pictures",
    "keycard": "tui.commands.keycard",
    "completions": "tui.commands.completions",
}


class Commands(click.Group):
    """A group whose commands are loaded when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which a person meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        # "import" is a word of Python's own, so its function is called import_.
        function = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(importlib.import_module(COMMANDS[cmd_name]), function)
        return command


@click.group(cls=Commands, invoke_without_command=True)
@click.option(
    "--data",
    metavar="DIR",
    type=Place(),
    help="The folder that holds the database. Without it: HEARD_DATA, then the system's place.",
)
@click.version_option(package_name="heard", message="Heard %(version)s")
@click.pass_context
def heard(ctx: click.Context, data: str | None) -> None:
    """Run a listening space live.

    Heard captures what people say, reads it aloud, and sees that promises are kept.
    Without a command it opens the front door: desk, room, kiosk, demo and kit check.

    HEARD_DATABASE names a database server instead of a folder.
    """
    ctx.obj = data
    if ctx.invoked_subcommand is None:
        from tui.commands.faces import door

        ctx.invoke(door)


def nearest_to(wrong: click.UsageError) -> str:
    """Return a question that names the nearest commands or options to one that there is not."""
    from tui.nearest import nearest

    if wrong.ctx is None:
        return ""
    command = wrong.ctx.command
    if isinstance(wrong, click.exceptions.NoSuchOption):
        options = [name for one in command.get_params(wrong.ctx) for name in one.opts]
        return nearest(wrong.option_name, options)
    names = command.list_commands(wrong.ctx) if isinstance(command, click.Group) else []
    return nearest(getattr(wrong, "command_name", ""), names)


def main() -> None:
    """Run the command line. Every failure is one sentence, and a status that is not 0."""
    try:
        sys.exit(heard(prog_name="heard", standalone_mode=False))
    except click.Abort:
        click.echo("Stopped. Everything that was saved is safe.", err=True)
        sys.exit(130)
    except click.exceptions.NoArgsIsHelpError as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except (click.exceptions.NoSuchCommand, click.exceptions.NoSuchOption) as wrong:
        path = wrong.ctx.command_path if wrong.ctx else "heard"
        advice = nearest_to(wrong)
        click.echo(f"{wrong.message} {advice}Nothing was done. Look at: {path} --help", err=True)
        sys.exit(wrong.exit_code)
    except click.UsageError as wrong:
        path = wrong.ctx.command_path if wrong.ctx else "heard"
        what = " ".join(wrong.format_message().split()).rstrip(".")
        click.echo(f"{what}. Nothing was done. Look at: {path} --help", err=True)
        sys.exit(wrong.exit_code)
    except HeardError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except Exception as fault:
        # A traceback can quote what somebody told us. For developers: python -X dev -m tui
        if sys.flags.dev_mode:
            raise
        from models.doctor.support_log import log_fault

        log_fault(fault)
        kind = type(fault).__name__
        click.echo(
            "Heard had a fault and stopped. Everything that was saved is safe. "
            f"Do it again. ({kind})",
            err=True,
        )
        sys.exit(1)
