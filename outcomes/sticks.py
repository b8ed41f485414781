"""Finding the USB sticks that are plugged in and can be written to."""

import os
import re
import sys
from pathlib import Path

__all__ = ["sticks"]

# Where desktops put what somebody plugs in.
BY_HAND = ("/media/", "/run/media/", "/Volumes/")
# What the kernel writes for a space, a tab and the like in a name.
_ESCAPE = re.compile(r"\\([0-7]{3})")


def sticks(
    mounts: Path = Path("/proc/self/mounts"), blocks: Path = Path("/sys/class/block")
) -> tuple[Path, ...]:
    """Return the folders of the sticks that are mounted and may be written to, by name.

    A stick is a disk on the USB bus, or whatever was mounted where desktops put one.
    """
    if sys.platform == "darwin":
        found = [one for one in Path("/Volumes").glob("*") if not one.is_symlink()]
    else:
        found = _mounted(mounts, blocks)
    return tuple(sorted({one for one in found if one.is_dir() and os.access(one, os.W_OK)}))


def _mounted(mounts: Path, blocks: Path) -> list[Path]:
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        device, _, rest = line.partition(" ")
        folder = _ESCAPE.sub(lambda code: chr(int(code.group(1), 8)), rest.partition(" ")[0])
        if not device.startswith("/dev/"):
            continue
        if folder.startswith(BY_HAND) or _is_on_usb(blocks / Path(device).name):
            found.append(Path(folder))
    return found


def _is_on_usb(block: Path) -> bool:
    """Say whether a disk is on the USB bus: the kernel's path to it goes over the bus."""
    try:
        return any(part.startswith("usb") for part in block.resolve(strict=True).parts)
    except OSError:
        return False
