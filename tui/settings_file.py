"""Writing into the settings file: everything else in it, comments too, stays as it is."""

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from models.errors import HeardError

__all__ = ["write_keys"]


def write_keys(path: Path, keys: Mapping[str, str]) -> None:
    """Set keys, by name, to what each is taken for: in ``[keys]``, beside what stands there.

    The file is made where there is none, and replaced in one piece. Raises HeardError where it
    is not plain TOML or cannot be written; then it is as it was.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError
    from tomlkit.items import Table

    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        page = tomlkit.parse(text)
        if "keys" not in page:
            page.add("keys", tomlkit.table())
        part = page["keys"]
        if not isinstance(part, Table):
            raise HeardError(
                f"In the settings file {path}, keys is not a part of its own. "
                "Nothing was changed. Write [keys] there, on a line of its own."
            )
        for key, meaning in keys.items():
            part[key] = meaning
        _replace(path, tomlkit.dumps(page))
    except (TOMLKitError, UnicodeDecodeError):
        raise HeardError(
            f"The settings file {path} is not plain TOML. Nothing was changed. "
            "Mend it first: when Heard starts, it says where the slip is."
        ) from None
    except OSError:
        raise HeardError(
            f"The settings file {path} cannot be written. Nothing was changed. "
            "Look whether its folder is there and is yours."
        ) from None


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".heard-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            os.chmod(name, path.stat().st_mode & 0o777)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
