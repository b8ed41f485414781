"""A place on the disk as somebody names it on the command line: never an empty name."""

from typing import Any

import click

__all__ = ["Place"]


class Place(click.Path):
    """A file or a folder. Nothing at all is refused.

    A shell variable that is not set leaves an empty word behind, and an empty path means the
    folder that somebody happens to be in.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; refuse an empty one in words."""
        if not str(value).strip():
            self.fail("the name is empty, as from a shell variable that was never set", param, ctx)
        return super().convert(value, param, ctx)
