"""The command that lets a shell complete what is typed."""

import click

__all__ = ["completions"]


@click.command(short_help="Let your shell complete commands and spaces by Tab.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completions(shell: str) -> None:
    """Print what lets SHELL complete commands, options and the names of spaces by Tab.

    SHELL is bash, zsh or fish. To have it always, write it to where that shell looks:

    \b
    bash  heard completions bash >> ~/.bashrc
    zsh   heard completions zsh >> ~/.zshrc
    fish  heard completions fish > ~/.config/fish/completions/heard.fish
    """  # noqa: D301 (the library's own mark for lines that stay as they are)
    from click.shell_completion import get_completion_class

    from tui.cli import heard

    found = get_completion_class(shell)
    assert found is not None  # noqa: S101 (for mypy: click has all three)
    # What it prints is the script; only bash would have its version looked at first, by starting
    # it, and there may be none on this machine.
    made = found(heard, {}, "heard", "_HEARD_COMPLETE")
    click.echo(made.source_template % made.source_vars())
