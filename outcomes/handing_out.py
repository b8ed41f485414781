"""Putting the files of an outcome where people get them, with a list of what is there."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assets.language import languages
from models.erasure.half_written import HALF
from models.errors import HeardError
from models.outcome.told import How, ToHandOut, note_handed_out
from outcomes.making import Format, Maker, Making, Result, make_set
from outcomes.page import promise_pages
from outcomes.tongues import page_name

__all__ = ["LIST", "HandedOut", "hand_out", "put_bytes_in_place", "told_of"]

LIST = "what-is-here.txt"
# For everybody to read: a web server is another user than the one who runs Heard.
PUBLIC_FILE = 0o644


@dataclass(frozen=True)
class HandedOut:
    """What was made and written into a folder, format by format."""

    folder: Path
    results: tuple[Result, ...]

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file of it, in the order of the formats."""
        names = [made.name for one in self.results for made in one.files]
        return tuple(self.folder / name for name in dict.fromkeys(names))

    @property
    def troubles(self) -> tuple[str, ...]:
        """What could not be made, each with why and what to do."""
        return tuple(f"{one.format.words}: {one.trouble}" for one in self.results if one.trouble)

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not in a file that was made, each with what to do."""
        return told_of(self.results)


def hand_out(
    to_hand_out: ToHandOut,
    making: Making,
    formats: Iterable[Format],
    folder: Path,
    *,
    makers: Mapping[str, Maker] | None = None,
    tell: Callable[[Format], None] | None = None,
    note: Callable[..., Any] = note_handed_out,
) -> HandedOut:
    """Make formats and write them to ``folder/<public id>``, with a list of what is there.

    It is noted in the register before the first file is written; ``note`` is how. Each file is
    put in place in one step. Raises ``HeardError`` where the folder cannot be written to.
    """
    space = making.outcome.space
    target = folder / space.public_id
    making = replace(making, pages=_pages_in(target, making))
    results = make_set(making, formats, makers=makers, tell=tell)
    made = [one.format for one in results if one.files]
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise _cannot_write(folder) from None
    if made:
        note(
            space.uid,
            How.MADE,
            str(folder.absolute()),  # whoever looks for it later stands somewhere else
            [one.name for one in made],
            with_words=[one.name for one in made if one.holds_words],
            contributions=to_hand_out.contributions,
        )
    done = HandedOut(target, results)
    try:
        for result in results:
            for file in result.files:
                put_bytes_in_place(file.content, target / file.name, PUBLIC_FILE)
        if any(one.name == "page" for one in made):
            for path, page in promise_pages(making).items():  # where their squares lead
                (folder / path).parent.mkdir(exist_ok=True)
                put_bytes_in_place(page, folder / path, PUBLIC_FILE)
        put_bytes_in_place(_list(done, space.title).encode("utf-8-sig"), target / LIST, PUBLIC_FILE)
    except OSError:
        raise _cannot_write(folder) from None
    return done


def _pages_in(target: Path, making: Making) -> tuple[str, ...]:
    """Return the languages of the pages that lie there from before."""
    own = making.outcome.space.language
    return tuple(one for one in (own, *languages()) if (target / page_name(own, one)).is_file())


def told_of(results: Iterable[Result]) -> tuple[str, ...]:
    """Return what is missing in the files, each once; what holds for several is said of none."""
    found: dict[str, list[str]] = {}
    for result in results:
        for made in result.files:
            for sentence in made.missing:
                found.setdefault(sentence, []).append(result.format.words)
    return tuple(
        sentence if len({*words}) > 1 else f"{words[0]}: {sentence}"
        for sentence, words in found.items()
    )


def put_bytes_in_place(content: bytes, path: Path, mode: int) -> None:
    """Write a file in one step: whoever looks meanwhile sees the old one or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=HALF, suffix=".tmp")
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A stick has no permissions of ours, and the file on it is whole all the same.
        with contextlib.suppress(PermissionError):
            os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _cannot_write(folder: Path) -> HeardError:
    return HeardError(
        f"The outcome could not be written to {folder}. Nothing was lost. "
        "Choose a folder that may be written, with space left on its disk."
    )


def _list(done: HandedOut, title: str) -> str:
    """Say in plain words what lies in the folder, what is not in it and what to do."""
    lines = [f"What is here: {title}", ""]
    here = {LIST}
    group = ""
    groups = list(dict.fromkeys(one.format.group for one in done.results))
    for result in sorted(done.results, key=lambda one: groups.index(one.format.group)):
        for made in result.files:
            if made.name in here:
                continue  # the list of the chapters goes with each kind of sound
            if result.format.group != group:
                group = result.format.group
                lines.append(f"{group}:")
            lines.append(f"  {made.name}: {result.format.words}")
            lines += [f"    {sentence}" for sentence in made.missing]
            here.add(made.name)
    if done.troubles:
        lines += ["", "What is not here:", *(f"  {one}" for one in done.troubles)]
    older = sorted(
        one.name
        for one in done.folder.iterdir()
        if one.is_file() and one.name not in here and not one.name.startswith(".")
    )
    if older:
        lines += [
            "",
            "Also here, from before. Did somebody take words back since? Then make them again:",
            *(f"  {name}" for name in older),
        ]
    return "\n".join(lines) + "\n"
