"""The command that writes a site of all outcomes, and can show it in the room."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from models.errors import RefusedError
from models.space.space import Space, find_space
from outcomes.addresses_here import addresses_here
from outcomes.qr import half_blocks, qr_matrix
from outcomes.serve import PORT, SiteServer, site_server
from outcomes.site import SiteDone
from outcomes.site import publish as publish_site
from tui.completing import complete_space
from tui.place import Place
from tui.recording_outcome import makers
from tui.session import begin

__all__ = ["publish"]

FOLDER = "site"


@click.command(short_help="Write a site of all outcomes, and show it in the room.")
@click.argument(
    "folder", metavar="[DIR]", required=False, type=Place(file_okay=False, path_type=Path)
)
@click.option(
    "--space",
    "names",
    multiple=True,
    metavar="SPACE",
    shell_complete=complete_space,
    help="Publish this one too, though it is not closed. Can be given several times.",
)
@click.option(
    "--take-back",
    "back",
    multiple=True,
    metavar="SPACE",
    shell_complete=complete_space,
    help="Take this one back: its pages then say so. Naming it with --space brings it back.",
)
@click.option("--serve", is_flag=True, help="Show it to phones on this network, until Ctrl-C.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Where it listens.",
)
@click.pass_obj
def publish(
    data: str | None,
    folder: Path | None,
    names: tuple[str, ...],
    back: tuple[str, ...],
    serve: bool,
    port: int,
) -> None:
    """Write a site: a page for each outcome and each promise, an index, news, all formats.

    Every space that is closed is on it, and each that you name. Put DIR on any web server as it
    is. Publish again whenever something changed: words that were taken back go then.

    With --serve, phones in the room can read it with no internet. Without DIR, the site is
    written beside the database.
    """
    settings = begin(data)
    if folder is None and not serve:
        raise RefusedError(
            "Say where the site goes. Nothing was written. Example: heard publish my-site"
        )
    folder = folder or Path(settings.data) / FOLDER
    server = site_server(folder, port) if serve else None
    try:
        done = publish_site(
            folder,
            settings,
            named=_found(names),
            taken_back=_found(back),
            makers=makers(settings),
            tell=_progress,
        )
        _report(done, folder, settings.address)
        if server:
            _show(server)
    finally:
        if server:
            server.server_close()


def _found(names: Iterable[str]) -> list[Space]:
    return [find_space(name) for name in names]


def _progress(space: Space) -> None:
    """Say on a terminal what is ready; a file or another program gets the result alone."""
    if sys.stderr.isatty():
        click.echo(f"Ready: {space.title}", err=True)


def _report(done: SiteDone, folder: Path, address: str) -> None:
    """Say what is there, what changed, and what is missing."""
    click.echo(f"The site is in {folder}")
    click.echo(f"Its address is {address}/")
    for space in done.spaces:
        click.echo(f"  {space.public_id}  {space.title}")
    if not done.spaces:
        click.echo("No space is closed yet, so none is on it. Name one with: --space")
    click.echo(f"{done.files} files: {done.written} written, {done.removed} taken away.")
    for title, sentences in done.missing.items():
        click.echo(f"{title}:")
        for sentence in sentences:
            click.echo(f"  {sentence}")


def _show(server: SiteServer) -> None:
    """Give the site to whoever asks, until somebody presses Ctrl-C."""
    addresses = addresses_here(server.server_port)
    click.echo("\nPhones on the same network find it here:")
    for address in addresses or [f"http://localhost:{server.server_port}/"]:
        click.echo(f"\n{address}")
        _draw(address)
    if not addresses:
        click.echo("This machine is on no network, so only this machine can open it.")
    click.echo("\nCtrl-C ends it.")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("\nIt is not shown any more. The files are all there.")


def _draw(address: str) -> None:
    """Draw the square of an address, black on white whatever the colours of the terminal are."""
    for row in half_blocks(qr_matrix(address) or []):
        for top, bottom in row:
            upper, lower = ("black" if dark else "bright_white" for dark in (top, bottom))
            click.secho("▀", fg=upper, bg=lower, nl=False)
        click.echo()
