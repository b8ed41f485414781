"""``heard kiosk --print``, ``--install`` and ``--uninstall``: a machine that starts as a kiosk."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from models.errors import HeardError, RefusedError
from tui.letters import DEFAULT_LETTERS
from tui.machine.files import MachineFile, commands, machine_files
from tui.machine.install import check_program, check_rights, install, uninstall

__all__ = ["run"]

# cage 0.1 does not start without Xwayland, although Debian's package does not ask for it.
NEEDED = {False: ("cage", "foot", "Xwayland"), True: ("setfont",)}
SENTENCES = {"install": "Write these files and run these commands?", "uninstall": "Take it back?"}


def run(*, what: str, console: bool, letters: float | None, into: str | None, yes: bool) -> None:
    """Show, write or take back everything that makes a machine a kiosk.

    ``what`` is "print", "install" or "uninstall"; ``into`` is the folder of a prepared system.
    """
    program = _program(into)
    root = into or "/"
    files = machine_files(program, letters or DEFAULT_LETTERS, console=console)
    if what == "print":
        _show(files, root)
        return
    check_rights(root, f"{program} kiosk --{what}")
    if what == "install":
        if root == "/":  # elsewhere, what lies in a person's folder here may lie well
            check_program(program)
        _check_needed(root, console=console)
    _ask(files, root, what, yes=yes)
    if what == "install":
        install(files, root, click.echo)
        click.echo("Start it now: sudo systemctl start heard-kiosk")
        click.echo("Or restart the machine. The way back: heard kiosk --uninstall")
    else:
        uninstall(files, root, click.echo)
        click.echo("What people said is still in /var/lib/heard. Restart the machine.")


def _program(into: str | None) -> str:
    """Return the path of the command heard, as the machine will call it."""
    beside = Path(sys.executable).with_name("heard")
    program = str(beside if beside.exists() else shutil.which("heard") or beside)
    inside = Path(program)
    if into and inside.is_relative_to(into):
        return "/" + str(inside.relative_to(into))
    return program


def _check_needed(root: str, *, console: bool) -> None:
    """Refuse where the programs are missing that show the kiosk."""
    places = [Path(root) / place for place in ("usr/bin", "bin", "usr/local/bin")]
    lacking = [
        name for name in NEEDED[console] if not any((place / name).exists() for place in places)
    ]
    if lacking:
        extra = "kbd console-setup-linux" if console else "cage foot xwayland fonts-dejavu-core"
        raise RefusedError(
            f"This machine has no {' and no '.join(lacking)}. Nothing was changed. "
            f"On Debian: sudo apt install {extra}"
        )


def _show(files: Sequence[MachineFile], root: str) -> None:
    """Print every file with its whole text, and every command."""
    for file in files:
        click.echo(f"# ---- {file.path} ({file.why}; mode {file.mode:o})")
        click.echo(file.text)
    click.echo("# ---- then these are run")
    for command in commands(root, installs=True):
        click.echo(" ".join(command))


def _ask(files: Sequence[MachineFile], root: str, what: str, *, yes: bool) -> None:
    """Say everything that will be done, and wait for a yes."""
    for file in files:
        click.echo(f"{Path(root) / file.path.lstrip('/')}  ({file.why})")
    for command in commands(root, installs=what == "install"):
        click.echo(" ".join(command))
    if yes:
        return
    if not sys.stdin.isatty():
        raise HeardError("Nobody is here to ask. Nothing was changed. To go on unasked: --yes")
    if not click.confirm(SENTENCES[what]):
        raise click.Abort
