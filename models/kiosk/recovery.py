"""The recovery key: a file of whoever holds this machine's account, for a PIN that is forgotten.

It lies in the settings folder and not beside the database, so that a copy of the database alone
does not open what people were typing.
"""

import os
import stat
from pathlib import Path

from models.errors import StoreError
from models.places import settings_file

__all__ = ["recovery_file", "recovery_key"]

NAME = "recovery.key"


def recovery_file() -> Path:
    """Return where the recovery key is, or will be."""
    return settings_file().parent / NAME


def recovery_key(*, make: bool = False) -> str:
    """Return the recovery key as text; "" where there is none, unless it is to be made.

    Two processes that make it at the same moment end with the same one.
    """
    path = recovery_file()
    try:
        if make and not path.exists():
            _make(path)
        if not path.exists():
            return ""
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(0o600)  # copied from another machine, perhaps; others need not read it
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise StoreError(
            f"The recovery key {path} cannot be used. Nothing was changed. "
            "Look whether the file and its folder are yours and can be read."
        ) from None


def _make(path: Path) -> None:
    """Write a new key whole, and link it into its place: only the first of two succeeds."""
    from models.encryption.sealing import new_key

    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{NAME}.{os.getpid()}.{os.urandom(4).hex()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(new_key() + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()
