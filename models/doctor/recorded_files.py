"""Which file each recording should have, for whoever looks after them: the doctor, and mending."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from models.backup.file import digest, sealed_name
from models.recording.files import PART, PLAIN, SEALED, kept_file
from models.recording.recording import RecordingRow
from models.recording.seal import SealRow
from models.store.verbs import question

__all__ = ["RecordedFile", "recorded_files"]


@dataclass(frozen=True)
class RecordedFile:
    """A recording, the SHA-256 of its sound, and that of its sealed file where it has one."""

    uid: UUID
    sha256: str
    sealed_sha256: str = ""

    @property
    def is_sealed(self) -> bool:
        """Whether its file is sealed."""
        return bool(self.sealed_sha256)

    @property
    def path(self) -> Path | None:
        """Its file; None where there is none."""
        kept = kept_file(self.uid, SEALED if self.is_sealed else PLAIN)
        found = (kept, kept.with_name(f"{kept.name}{PART}"))
        return next((one for one in found if one.is_file()), None)

    @property
    def is_right(self) -> bool:
        """Whether its file is there, as it was recorded."""
        path = self.path
        return path is not None and digest(path) == (self.sealed_sha256 or self.sha256)

    @property
    def kept_as(self) -> tuple[tuple[str, Path, str], ...]:
        """Its names among back-ups, each with where it belongs and its SHA-256."""
        plain = (f"{self.uid}{PLAIN}", kept_file(self.uid), self.sha256)
        if not self.is_sealed:
            return (plain,)
        name = sealed_name(self.uid, self.sealed_sha256)
        return (name, kept_file(self.uid, SEALED), self.sealed_sha256), plain


def recorded_files() -> Iterator[RecordedFile]:
    """Return what each recording's file should be."""
    return iter(_rows())


@question
def _rows() -> list[RecordedFile]:
    seals = {row.uid: row.sha256 for row in SealRow.select(SealRow.uid, SealRow.sha256)}
    return [
        RecordedFile(row.contribution_id, row.sha256, seals.get(row.contribution_id, ""))
        for row in RecordingRow.select()
    ]
