"""What we wrote into a folder of a site: those files are ours to replace and to take away.

Whatever else lies there belongs to somebody else. It is never overwritten and never deleted.
"""

import contextlib
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from models.errors import HeardError
from outcomes.handing_out import put_bytes_in_place
from outcomes.making import Beside

__all__ = ["MANIFEST", "Manifest", "SpaceThere", "mark_of", "read_manifest", "replace_files"]

MANIFEST = ".heard-site.json"
PUBLIC_FILE = 0o644
# Names such as "feed.xml" and "k7p2k7p2/large-print-18.pdf": nothing leads out of the folder.
_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ -]*(?:/[A-Za-z0-9][A-Za-z0-9._ -]*)?")


@dataclass(frozen=True)
class SpaceThere:
    """A space as it was published last: the mark of its outcome, and the files beside its page.

    ``troubles`` say what could not be made, and is tried again each time; ``missing`` what is
    not in a file that was made.
    """

    mark: str
    beside: tuple[Beside, ...] = ()
    formats: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """What lies in the folder. ``files`` has the mark of each by its path.

    ``spaces`` are by public id. ``gone`` are the ids whose pages say that they were taken back,
    and ``taken_back`` the spaces that a person took back.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    spaces: Mapping[str, SpaceThere] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    taken_back: frozenset[str] = frozenset()


def mark_of(content: bytes) -> str:
    """Return a short text that differs where the content does."""
    return hashlib.sha256(content).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """Return what was written here before; nothing where nothing was.

    Raises ``HeardError`` where it cannot be read: to guess would be to leave words standing.
    """
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return Manifest(
            files={path: mark for path, mark in found["files"].items() if _PATH.fullmatch(path)},
            spaces={
                one: SpaceThere(
                    there["mark"],
                    tuple(Beside(**beside) for beside in there["beside"]),
                    tuple(there["formats"]),
                    tuple(there["troubles"]),
                    tuple(there["missing"]),
                )
                for one, there in found["spaces"].items()
            },
            gone=frozenset(found["gone"]),
            taken_back=frozenset(found["taken_back"]),
        )
    except FileNotFoundError:
        return Manifest()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise HeardError(
            f"The list of what was published in {folder} cannot be read. Nothing was changed. "
            "Publish to a new folder, and put that in the old one's place."
        ) from None


def replace_files(
    folder: Path, before: Manifest, after: Manifest, contents: Mapping[str, bytes]
) -> tuple[int, int]:
    """Bring a folder from one manifest to the next; return how many were written, and taken away.

    What must not stay goes first. ``contents`` are the new files; one whose bytes are there
    already is not touched. The list is written before and after, so that whatever stops this
    half way leaves no file that nobody knows to be ours.
    """
    _refuse_what_is_not_ours(folder, before, contents)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if before != after:
            both = {**before.files, **after.files}
            _write_manifest(folder, Manifest(both, {}, before.gone | after.gone, after.taken_back))
        removed = [path for path in before.files if path not in after.files]
        for path in removed:
            _remove(folder, path)
        written = sum(_put(folder / path, contents[path]) for path in contents)
        _write_manifest(folder, after)
    except OSError:
        raise HeardError(
            f"The site could not be written to {folder}. What stood there is partly replaced. "
            "Make room or choose a folder that may be written, and publish again."
        ) from None
    return written, len(removed)


def is_there(folder: Path, manifest: Manifest, path: str) -> bool:
    """Say whether a file lies there just as we wrote it."""
    try:
        return mark_of((folder / path).read_bytes()) == manifest.files.get(path)
    except OSError:
        return False


def _refuse_what_is_not_ours(folder: Path, before: Manifest, contents: Mapping[str, bytes]) -> None:
    for path, content in contents.items():
        target = folder / path
        if target.parent != folder and target.parent.is_symlink():
            raise _not_ours(folder, path)
        if path in before.files or not (target.exists() or target.is_symlink()):
            continue
        if target.is_symlink() or not target.is_file() or target.read_bytes() != content:
            raise _not_ours(folder, path)


def _not_ours(folder: Path, path: str) -> HeardError:
    return HeardError(
        f"There is already a {path} in {folder} that was not published from here. "
        "Nothing was changed. Choose an empty folder, or move that file away."
    )


def _put(target: Path, content: bytes) -> bool:
    """Write a file unless these very bytes are there; say whether it was written."""
    with contextlib.suppress(OSError):
        if not target.is_symlink() and target.read_bytes() == content:
            return False
    target.parent.mkdir(exist_ok=True)
    put_bytes_in_place(content, target, PUBLIC_FILE)
    return True


def _remove(folder: Path, path: str) -> None:
    target = folder / path
    if target.parent != folder and target.parent.is_symlink():
        return  # somebody's own folder stands there now
    target.unlink(missing_ok=True)
    if target.parent != folder:
        with contextlib.suppress(OSError):  # somebody else's files are in it
            target.parent.rmdir()


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    found = {
        "files": dict(sorted(manifest.files.items())),
        "spaces": {one: asdict(there) for one, there in sorted(manifest.spaces.items())},
        "gone": sorted(manifest.gone),
        "taken_back": sorted(manifest.taken_back),
    }
    content = (json.dumps(found, indent=1) + "\n").encode()
    _put(folder / MANIFEST, content)
