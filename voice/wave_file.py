"""A WAV file that grows while somebody speaks, and that a power cut leaves worth keeping.

The header of a WAV says how long it is (RIFF, "WAVE form": the sizes at 4 and at 40). The
standard library writes that at the end only; here it is brought up to date, and to the disk,
every two seconds.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

HERTZ = 16_000
BYTES_A_SECOND = 2 * HERTZ  # 16 bits, one channel
HEADER_BYTES = 44
SAFE_EVERY = 2 * BYTES_A_SECOND
# Nobody else on the machine reads what a person said.
OURS_ALONE = 0o600


def header(sound_bytes: int) -> bytes:
    """Return the header of 16-bit samples, one channel, that take so many bytes."""
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        *(b"RIFF", 36 + sound_bytes, b"WAVE"),
        *(b"fmt ", 16, 1, 1, HERTZ, BYTES_A_SECOND, 2, 16),
        *(b"data", sound_bytes),
    )


def seconds_in(path: Path) -> float:
    """Return how long the sound in a file is, whatever its header says; 0 where there is none."""
    try:
        return max(0, path.stat().st_size - HEADER_BYTES) / BYTES_A_SECOND
    except OSError:
        return 0.0


class GrowingWave:
    """Takes samples as they come. Raises OSError, as for a full disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sound_bytes = 0
        self._safe_bytes = 0
        flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        self._file = os.open(path, flags, OURS_ALONE)
        os.write(self._file, header(0))
        sync_folder(path.parent)  # else a power cut may take the name of the file

    @property
    def seconds(self) -> float:
        """How much sound is in it."""
        return self.sound_bytes / BYTES_A_SECOND

    def write(self, samples: bytes) -> None:
        """Add samples."""
        rest = memoryview(samples)
        while rest:
            written = os.write(self._file, rest)
            self.sound_bytes += written
            rest = rest[written:]
        if self.sound_bytes - self._safe_bytes >= SAFE_EVERY:
            self.make_safe()

    def make_safe(self) -> None:
        """See that all of it is on the disk, with a header that is right."""
        self.sound_bytes -= self.sound_bytes % 2  # half a sample, where the disk was full
        os.ftruncate(self._file, HEADER_BYTES + self.sound_bytes)
        os.pwrite(self._file, header(self.sound_bytes), 0)
        os.lseek(self._file, 0, os.SEEK_END)
        os.fsync(self._file)
        self._safe_bytes = self.sound_bytes

    def close(self) -> None:
        """Finish it."""
        try:
            self.make_safe()
        finally:
            os.close(self._file)

    def discard(self) -> None:
        """Take it away for good."""
        os.close(self._file)
        self.path.unlink(missing_ok=True)
        sync_folder(self.path.parent)


def sync_folder(folder: Path) -> None:
    """See that names that came or went are so on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
