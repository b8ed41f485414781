"""Writing the files that make a machine a kiosk, and taking them back."""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from models.errors import HeardError, RefusedError
from tui.machine.files import UNIT, MachineFile, commands, is_ours, is_unchanged

__all__ = ["check_program", "check_rights", "install", "uninstall"]

KEPT = ".before-heard"
CHANGED = ".changed-by-you"
Tell = Callable[[str], None]


def check_rights(into: str, words: str) -> None:
    """Refuse where this user may not write the system's files; ``words`` is what to do again."""
    if into != "/" or os.geteuid() == 0:
        return
    raise RefusedError(
        "This writes the system's own files, and you may not. Nothing was changed. "
        f"Do it as the administrator: sudo {words}"
    )


def check_program(program: str) -> None:
    """Refuse a program that lies in somebody's own folder: the kiosk's user cannot reach it."""
    path = Path(program).resolve()
    if not str(path).startswith(("/home/", "/root/", "/tmp/", "/run/user/")):  # noqa: S108
        return
    raise RefusedError(
        f"Heard is installed in a folder that the kiosk's own user cannot read: {path.parent}. "
        "Nothing was changed. Install Heard for everybody, as docs/kiosk-machine.md says, "
        "and use that one."
    )


def install(files: Sequence[MachineFile], into: str, tell: Tell) -> None:
    """Write the files and have the system take them. What is not ours is kept beside it."""
    for file in files:
        path = _place(into, file.path)
        _writing(path, lambda path=path, file=file: _write(path, file, tell))  # type: ignore[misc]
    _run_all(commands(into, installs=True), tell)


def uninstall(files: Sequence[MachineFile], into: str, tell: Tell) -> None:
    """Remove what Heard wrote, and put back what was there before. The data stays."""
    there = [] if into == "/" else [f"--root={into}"]
    if _place(into, f"/etc/systemd/system/{UNIT}").exists():
        _run_all([["systemctl", *there, "disable", UNIT]], tell)
    for file in files:
        path = _place(into, file.path)
        _writing(path, lambda path=path: _remove(path, tell))  # type: ignore[misc]
    _run_all(commands(into, installs=False), tell)


def _place(into: str, path: str) -> Path:
    return Path(into) / path.lstrip("/")


def _read(path: Path) -> str | None:
    """Return what a file holds, or None where there is none."""
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except FileNotFoundError:
        return None


def _write(path: Path, file: MachineFile, tell: Tell) -> None:
    """Write one file, whole or not at all."""
    there = _read(path)
    if there == file.text:
        tell(f"already there: {path}")
        return
    if there is not None and not is_unchanged(there):
        kept = _free(path, CHANGED if is_ours(there) else KEPT)
        shutil.copy2(path, kept)
        tell(f"kept:          {kept}")
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_text(file.text, encoding="utf-8")
    new.chmod(file.mode)
    new.replace(path)
    tell(f"written:       {path}")


def _remove(path: Path, tell: Tell) -> None:
    """Remove one file that is ours; keep what somebody changed in it."""
    there = _read(path)
    if there is not None and not is_ours(there):
        tell(f"left alone:    {path}")
        return
    if there is not None and not is_unchanged(there):
        kept = _free(path, CHANGED)
        shutil.copy2(path, kept)
        tell(f"kept:          {kept}")
    if there is not None:
        path.unlink()
        tell(f"removed:       {path}")
        with suppress(OSError):  # others have files there
            path.parent.rmdir()
    before = path.with_name(path.name + KEPT)
    if before.exists():
        before.replace(path)
        tell(f"put back:      {path}")


def _free(path: Path, ending: str) -> Path:
    """Return a name beside a file that nothing has yet."""
    name = path.with_name(path.name + ending)
    number = 2
    while name.exists():
        name = path.with_name(f"{path.name}{ending}-{number}")
        number += 1
    return name


def _writing(path: Path, act: Callable[[], None]) -> None:
    """Do one thing to a file; a failure says which one, and that the rest can be done again."""
    try:
        act()
    except OSError as error:
        reason = (error.strerror or "it failed").lower()
        raise HeardError(
            f"{path} cannot be changed: {reason}. What was said above is done. "
            "Put that right and do it again, or take it back with: heard kiosk --uninstall"
        ) from None


def _run_all(every: Sequence[Sequence[str]], tell: Tell) -> None:
    """Run the system's own commands, one after the other."""
    for command in every:
        line = " ".join(command)
        if shutil.which(command[0]) is None:
            raise HeardError(
                f"This system has no {command[0]}. The files said above are changed. "
                "Heard can start by itself only on a system with systemd."
            )
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            said = " ".join(done.stderr.split())[:300]
            raise HeardError(
                f"The files said above are changed, but this failed: {line} ({said}). "
                "Put that right and do it again."
            )
        tell(f"done:          {line}")
