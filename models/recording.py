"""A recording: a contribution that was spoken. The file is the original, its transcript the words.

The files stand in the folder ``recordings`` beside the database, named by the contribution's id
alone: ``<id>.wav``, and ``<id>.wav.part`` until the person keeps it. A file gets its name only
after its row is committed. So a file without a row was kept by nobody, and may go.
"""

import os
import struct
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from peewee import BigIntegerField, FloatField, ForeignKeyField, IntegerField, TextField

from assets.language import _
from models.base import Base, database
from models.contribution import (
    NO_CONSENT,
    Consent,
    Contribution,
    State,
    WayIn,
    capture,
    contribution,
    move,
)
from models.contribution_table import ContributionRow, row_to_change
from models.errors import HeardError, NotSavedError, RefusedError
from models.flag_types import CUT_OFF
from models.flagging import hold_what_is_flagged
from models.identity import now_ms
from models.outbox_table import RecordingFileRow
from models.places import recordings_folder
from models.verbs import after_commit, question, verb
from models.words import clean, one_line

__all__ = [
    "Recording",
    "RecordingRow",
    "Unfinished",
    "forget_recording",
    "keep_recording",
    "keep_unfinished",
    "path_of",
    "put_file",
    "recording_of",
    "recordings_of",
    "throw_away_unfinished",
    "tidy_recordings",
    "unfinished_recordings",
    "write_down",
]

PART = ".part"
FORMAT = "wav, 16 kHz, 16 bits, one channel"
_HEADER_BYTES = 44
_BYTES_A_SECOND = 32_000
# What nobody kept in four weeks, nobody will look for. A file that the database knows nothing of
# has that time too: the database may be an older back-up, and a newer one may come back.
_FOUR_WEEKS = 28 * 24 * 60 * 60.0
# Zeros that are written over a file at a time.
_AT_ONCE = 1 << 20


class RecordingRow(Base):
    """The table of recordings."""

    contribution_id: UUID
    contribution = ForeignKeyField(ContributionRow, primary_key=True, on_delete="CASCADE")
    seconds = FloatField()
    bytes = IntegerField()
    sha256 = TextField()  # of the whole file, so that a damaged copy can be told
    format = TextField(default=FORMAT)
    written_down_by = TextField(default="")
    written_down_at = BigIntegerField(default=0)
    created = BigIntegerField(default=now_ms)

    class Meta:
        table_name = "recording"


@dataclass(frozen=True)
class Recording:
    """What is known of a recording. ``written_down_at`` is UTC milliseconds, 0 for not yet."""

    contribution: UUID
    seconds: float
    bytes: int
    sha256: str
    format: str = FORMAT
    written_down_by: str = ""
    written_down_at: int = 0

    @property
    def in_words(self) -> str:
        """Say how long it is, and whether somebody wrote it down, for the desk."""
        length = max(1, round(self.seconds))
        told = f"recorded, {length} second{'s' if length != 1 else ''}"
        by = f"written down by {self.written_down_by}"
        return f"{told}, {by if self.written_down_at else 'not written down yet'}"


@dataclass(frozen=True)
class Unfinished:
    """A recording that nobody kept or threw away: the machine stopped in the middle of it."""

    uid: UUID
    path: Path
    seconds: float
    last_heard: int  # UTC milliseconds


@verb
def keep_recording(
    space: UUID,
    part: Path,
    *,
    uid: UUID,
    prompt: UUID | None = None,
    consent: Consent = NO_CONSENT,
    language: str = "en",
    face: str = "kiosk",
    role: str = "",
) -> Contribution:
    """Keep what was recorded, as a contribution that waits and has no words yet.

    The file is on the disk before its row is. Keeping the same ``uid`` again changes nothing.
    Refused: a file with no sound in it, a file of another name or place, a space that is not open.
    """
    if RecordingRow.get_or_none(RecordingRow.contribution == uid):
        return contribution(uid)
    kept = _kept(uid)
    if part.absolute() != _part(uid).absolute():
        raise RefusedError(_("That is not the recording of this answer. Nothing was saved."))
    seconds, size, digest = _made_durable(part)
    capture(
        space,
        "",
        uid=uid,
        prompt=prompt,
        way_in=WayIn.RECORDED,
        role=role,
        consent=consent,
        language=language,
        face=face,
    )
    RecordingRow.create(contribution=uid, seconds=seconds, bytes=size, sha256=digest)
    after_commit(lambda: _rename(part, kept))
    return contribution(uid)


@verb
def write_down(uid: UUID, words: str, made_by: str = "the scribe") -> Contribution:
    """Write down what is said in a recording, or correct it: that is what is shown from now on.

    The recording stays as it is. Words that are new to a cleared contribution wait again, since
    whoever cleared it could not have read them. They are looked at as words that come in are, and
    held where they may be about harm, name a person and the like.
    """
    words = clean(words)
    if not words:
        raise RefusedError("There are no words yet. Nothing was saved. Type what is said in it.")
    row = row_to_change(uid)
    found = RecordingRow.get_or_none(RecordingRow.contribution == uid)
    if found is None:
        raise RefusedError("There is no recording of this contribution. Nothing was changed.")
    if not row.words and row.state == State.CLEARED:
        move(uid, State.WAITING)
        row = row_to_change(uid)
    row.words = words
    hold_what_is_flagged(row, words, row.language)
    row.save()
    found.written_down_by = one_line(made_by)
    found.written_down_at = now_ms()
    found.save()
    return contribution(uid)


@question
def recording_of(uid: UUID) -> Recording | None:
    """Return what is known of a contribution's recording; None where it was not recorded."""
    row = RecordingRow.get_or_none(RecordingRow.contribution == uid)
    return _from(row) if row else None


@question
def recordings_of(space: UUID) -> dict[UUID, Recording]:
    """Return the recordings of a space, each by its contribution."""
    rows = RecordingRow.select().join(ContributionRow).where(ContributionRow.space == space)
    return {row.contribution_id: _from(row) for row in rows}


@question
def path_of(uid: UUID) -> Path:
    """Return the file of a contribution's recording; a sentence where it is not there."""
    if not RecordingRow.get_or_none(RecordingRow.contribution == uid):
        raise RefusedError("There is no recording of this contribution.")
    for path in (_kept(uid), _part(uid)):
        if path.is_file():
            return path
    fetched = _fetched(uid)
    if fetched is not None:
        return fetched
    raise RefusedError(
        "The file of this recording is not on this machine. What is known of it is safe. "
        "Look on the machine where it was recorded, in the folder recordings."
    )


@verb
def forget_recording(uid: UUID) -> None:
    """Take a recording away for good: its row now, its file once that is committed."""
    RecordingRow.delete().where(RecordingRow.contribution == uid).execute()
    RecordingFileRow.delete().where(RecordingFileRow.contribution == uid).execute()
    files = (_kept(uid), _part(uid))
    after_commit(lambda: _delete(*files))


def unfinished_recordings() -> tuple[Unfinished, ...]:
    """Return what was being recorded when a machine stopped, oldest first, each file mended.

    What is being recorded now is not among them: it was heard within the last ten seconds.
    """
    found = []
    for path in _files(f"*.wav{PART}"):
        uid = _uid_in(path)
        with suppress(OSError):
            last = path.stat().st_mtime
            if uid and time.time() - last > 10 and not _has_row(uid):
                seconds = _mend(path)
                found.append(Unfinished(uid, path, seconds, int(last * 1000)))
    return tuple(sorted(found, key=lambda one: one.last_heard))


@verb
def keep_unfinished(space: UUID, uid: UUID) -> Contribution:
    """Keep what was being recorded when a machine stopped. It is held, and agreed to nothing."""
    keep_recording(space, _part(uid), uid=uid)
    return move(uid, State.HELD, reason=CUT_OFF)


def throw_away_unfinished(uid: UUID) -> None:
    """Take a recording away that nobody kept."""
    if not _has_row(uid):
        _delete(_part(uid))


def tidy_recordings() -> int:
    """Bring the folder in line with the database, after a stop between the two; count deletions.

    The file of a withdrawn contribution goes. A file that was kept and not yet renamed gets its
    name. What the database knows nothing of, or nobody kept, goes after four weeks.
    """
    # The files are listed before the rows are read: what is renamed meanwhile has its row.
    files = _files("*.wav") + _files(f"*.wav{PART}")
    gone = 0
    for path in files:
        uid = _uid_in(path)
        if uid is None:
            continue
        with suppress(OSError, HeardError):
            if _has_row(uid):
                if path.name.endswith(PART):
                    _rename(path, _kept(uid))
            elif _has_contribution(uid) or _is_old(path):
                _delete(path)
                gone += 1
    return gone


# -- rows ------------------------------------------------------------------------------------


@question
def _has_row(uid: UUID) -> bool:
    return bool(RecordingRow.select().where(RecordingRow.contribution == uid).exists())


@question
def _has_contribution(uid: UUID) -> bool:
    return bool(ContributionRow.select().where(ContributionRow.uid == uid).exists())


def _fetched(uid: UUID) -> Path | None:
    """Return the file that a kiosk sent to the server, written here; None where it sent none."""
    row = RecordingFileRow.get_or_none(RecordingFileRow.contribution == uid)
    if row is None:
        return None
    part = _part(uid)
    write_durably(part, bytes(row.content))
    _rename(part, _kept(uid))
    return _kept(uid)


def write_durably(path: Path, content: bytes) -> None:
    """Write a recording's file so that it outlives a power cut."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def put_file(uid: UUID, content: bytes) -> None:
    """Keep the file of a recording that came from another machine, inside the verb that takes it.

    On a server it goes into the database, for every desk; else into the folder, and gets its name
    once the row is committed.
    """
    if database.for_update:  # a server: nobody else has this machine's folder
        RecordingFileRow.insert(contribution=uid, content=content).on_conflict_ignore().execute()
        return
    if not _kept(uid).exists():
        kept, part = _kept(uid), _part(uid)
        write_durably(part, content)
        after_commit(lambda: _rename(part, kept))


def _from(row: RecordingRow) -> Recording:
    return Recording(
        contribution=row.contribution_id,
        seconds=row.seconds,
        bytes=row.bytes,
        sha256=row.sha256,
        format=row.format,
        written_down_by=row.written_down_by,
        written_down_at=row.written_down_at,
    )


# -- files -----------------------------------------------------------------------------------


def _kept(uid: UUID) -> Path:
    return recordings_folder() / f"{uid}.wav"


def _part(uid: UUID) -> Path:
    return recordings_folder() / f"{uid}.wav{PART}"


def _files(pattern: str) -> list[Path]:
    return sorted(recordings_folder().glob(pattern))


def _uid_in(path: Path) -> UUID | None:
    """Return the id in a file's name; a file that is not ours has none, and is left alone."""
    try:
        return UUID(path.name.partition(".")[0])
    except ValueError:
        return None


def _is_old(path: Path) -> bool:
    return time.time() - path.stat().st_ctime > _FOUR_WEEKS


def _mend(path: Path) -> float:
    """Write into the header how long the file really is; return its seconds.

    A power cut leaves a header that is some seconds old (RIFF: the sizes at 4 and at 40).
    """
    with path.open("r+b") as file:
        before = os.fstat(file.fileno())
        sound = (before.st_size - _HEADER_BYTES) // 2 * 2
        header = file.read(_HEADER_BYTES)
        if sound <= 0 or header[:4] != b"RIFF":
            return 0.0
        right = header[:4] + struct.pack("<I", sound + 36) + header[8:40]
        right += struct.pack("<I", sound)
        if header != right or before.st_size != _HEADER_BYTES + sound:
            file.seek(0)
            file.write(right)
            file.truncate(_HEADER_BYTES + sound)
            file.flush()
            # It was last heard when it was, and not now.
            os.utime(file.fileno(), ns=(before.st_atime_ns, before.st_mtime_ns))
        os.fsync(file.fileno())
    return sound / _BYTES_A_SECOND


def _made_durable(part: Path) -> tuple[float, int, str]:
    """See that a file is whole and on the disk; return its seconds, its bytes and its digest."""
    import hashlib  # no face waits for it as it starts

    try:
        seconds = _mend(part)
        if not seconds:
            raise RefusedError(_("There is no sound in this recording. Record it again."))
        _sync_folder(part.parent)
        with part.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return seconds, part.stat().st_size, digest
    except FileNotFoundError:
        raise RefusedError(_("The recording is not there any more. Record it again.")) from None
    except OSError:
        raise NotSavedError(
            _(
                "The recording could not be saved. It is still there. "
                "Check that the disk has room, then try again."
            )
        ) from None


def _rename(part: Path, kept: Path) -> None:
    """Give a kept file its name. Where that fails, the next opening does it."""
    with suppress(OSError):
        part.rename(kept)
        _sync_folder(kept.parent)


def _delete(*paths: Path) -> None:
    """Delete files for good, on the disk too."""
    try:
        for path in paths:
            if path.exists():
                _overwrite(path)
                path.unlink(missing_ok=True)
                _sync_folder(path.parent)
    except OSError:
        raise HeardError(
            _(
                "The words are gone, but the file of the recording could not be deleted. "
                "Ask whoever looks after this machine to delete {file} in the folder recordings. "
                "Heard tries again when it starts."
            ).format(file=paths[0].name)
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


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
