"""The list of what is to be posted: how many of each format. Names stand in a file of their own."""

from collections.abc import Iterable
from pathlib import Path

from models.outcome.asked_for import AskedFor, PostTo
from models.space.space import Space
from outcomes.handing_out import put_bytes_in_place
from outcomes.making import FORMATS

__all__ = ["TO_POST", "post_list", "words_of", "write_addresses", "write_post_list"]

TO_POST = "to-post.txt"
PRIVATE_FILE = 0o600


def words_of(name: str) -> str:
    """Return a format in words, also one that is not made any more."""
    return next((one.words for one in FORMATS if one.name == name), name)


def post_list(space: Space, asked: Iterable[AskedFor]) -> str:
    """Return the list: counts by format, and no name. It may lie where others see it."""
    waiting = [one for one in asked if one.to_post]
    lines = [f"To post: {space.title}", ""]
    lines += [
        f"{one.to_post} {words_of(one.format)}"
        f" (asked for: {one.asked}, handed out: {one.handed_out}, posted: {one.posted})"
        for one in waiting
    ]
    if not waiting:
        lines.append("Nothing is left to post.")
    lines += [
        "",
        "Print each one, or have it made, and send it.",
        "Then note it at the desk: More, Make and hand out.",
    ]
    return "\n".join(lines) + "\n"


def write_post_list(space: Space, asked: Iterable[AskedFor], path: Path) -> Path:
    """Write the list of counts to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    put_bytes_in_place(post_list(space, asked).encode("utf-8-sig"), path, 0o644)
    return path


def write_addresses(space: Space, to_whom: Iterable[PostTo], path: Path) -> Path:
    """Write names and addresses to a file of their own, which only whoever runs Heard may read."""
    lines = [f"Post to: {space.title}", "", "Delete this file once everything is posted.", ""]
    for one in to_whom:
        lines += [f"{words_of(one.format)}:", *one.address.splitlines(), ""]
    path.parent.mkdir(parents=True, exist_ok=True)
    put_bytes_in_place("\n".join(lines).encode("utf-8-sig"), path, PRIVATE_FILE)
    return path
