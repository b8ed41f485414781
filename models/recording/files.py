"""The files of recordings: their names, and what is done to them so that it outlives a power cut.

Beside a plain database: ``<id>.wav``, and ``<id>.wav.part`` until the person keeps it. Beside an
encrypted one: ``<id>.sealed`` and ``<id>.sealed.part``.
"""

import os
import struct
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from assets.language import _
from models.errors import HeardError
from models.places import recordings_folder

__all__ = [
    "BYTES_A_SECOND",
    "HEADER_BYTES",
    "PART",
    "PLAIN",
    "SEALED",
    "all_files",
    "delete_files",
    "files_like",
    "is_sealed_name",
    "kept_file",
    "make_plain_wave_right",
    "part_file",
    "rename_durably",
    "sync_folder",
    "uid_in",
    "write_durably",
]

PLAIN, SEALED, PART = ".wav", ".sealed", ".part"
HEADER_BYTES = 44
BYTES_A_SECOND = 32_000
# Zeros that are written over a file at a time.
_AT_ONCE = 1 << 20


def kept_file(uid: UUID, kind: str = PLAIN) -> Path:
    """Return the file of a recording that was kept, plain or sealed."""
    return recordings_folder() / f"{uid}{kind}"


def part_file(uid: UUID, kind: str = PLAIN) -> Path:
    """Return the file of a recording that nobody has kept yet, plain or sealed."""
    return recordings_folder() / f"{uid}{kind}{PART}"


def all_files(uid: UUID) -> tuple[Path, ...]:
    """Return every file that a recording may have, the best one first."""
    return (
        kept_file(uid, SEALED),
        kept_file(uid, PLAIN),
        part_file(uid, SEALED),
        part_file(uid, PLAIN),
    )


def files_like(*endings: str) -> list[Path]:
    """Return the files in the folder with one of these endings, in the order of their names."""
    folder = recordings_folder()
    return sorted(path for ending in endings for path in folder.glob(f"*{ending}"))


def uid_in(path: Path) -> UUID | None:
    """Return the id in a file's name; a file that is not ours has none, and is left alone."""
    try:
        return UUID(path.name.partition(".")[0])
    except ValueError:
        return None


def is_sealed_name(path: Path) -> bool:
    """Say whether a file is a sealed recording, by its name."""
    return path.name.removesuffix(PART).endswith(SEALED)


def make_plain_wave_right(path: Path) -> float:
    """Write into the header how long the file really is; return its seconds.

    A power cut leaves a header that is some seconds old (RIFF: the sizes at 4 and at 40).
    """
    with path.open("r+b") as file:
        before = os.fstat(file.fileno())
        sound = (before.st_size - HEADER_BYTES) // 2 * 2
        header = file.read(HEADER_BYTES)
        if sound <= 0 or header[:4] != b"RIFF":
            return 0.0
        right = header[:4] + struct.pack("<I", sound + 36) + header[8:40]
        right += struct.pack("<I", sound)
        if header != right or before.st_size != HEADER_BYTES + sound:
            file.seek(0)
            file.write(right)
            file.truncate(HEADER_BYTES + sound)
            file.flush()
            # It was last heard when it was, and not now.
            os.utime(file.fileno(), ns=(before.st_atime_ns, before.st_mtime_ns))
        os.fsync(file.fileno())
    return sound / BYTES_A_SECOND


def write_durably(path: Path, content: bytes) -> None:
    """Write a recording's file so that it outlives a power cut. Its owner alone may read it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def rename_durably(before: Path, after: Path) -> None:
    """Give a file its name, on the disk too."""
    before.rename(after)
    sync_folder(after.parent)


def delete_files(*paths: Path) -> None:
    """Delete files for good, on the disk too. ``HeardError`` names one that cannot be deleted."""
    try:
        for path in paths:
            if path.exists():
                _overwrite(path)
                path.unlink(missing_ok=True)
                sync_folder(path.parent)
    except OSError:
        raise HeardError(
            _(
                "The words are gone, but the file of the recording could not be deleted. "
                "Ask whoever looks after this machine to delete {file} in the folder recordings. "
                "Heard tries again when it starts."
            ).format(file=path.name)
        ) from None


def _overwrite(path: Path) -> None:
    """Write nothing over a file's bytes: a name that is gone leaves what it stood for."""
    with suppress(FileNotFoundError), path.open("r+b") as file:
        left = file.seek(0, os.SEEK_END)
        file.seek(0)
        while left > 0:
            left -= file.write(bytes(min(left, _AT_ONCE)))
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """See that names that came or went are so on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
