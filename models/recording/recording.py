"""A recording: a contribution that was spoken. The file is the original, its transcript the words.

The files stand in the folder ``recordings`` beside the database, named by the contribution's id
alone: ``<id>.wav``, and ``<id>.wav.part`` until the person keeps it; ``.sealed`` in place of
``.wav`` where the database is encrypted. A file gets its name only after its row is committed. So
a file without a row was kept by nobody, and may go.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from peewee import JOIN, BigIntegerField, FloatField, ForeignKeyField, IntegerField, TextField

from assets.language import _
from models.contribution.contribution import (
    NO_CONSENT,
    Consent,
    Contribution,
    State,
    WayIn,
    capture,
    contribution,
    move,
)
from models.contribution.table import ContributionRow, row_to_change
from models.errors import NotSavedError, RefusedError
from models.flags.flagging import hold_what_is_flagged
from models.identity import now_ms
from models.outbox.table import RecordingFileRow
from models.recording.files import (
    BYTES_A_SECOND,
    HEADER_BYTES,
    PART,
    PLAIN,
    SEALED,
    all_files,
    is_sealed_name,
    kept_file,
    make_plain_wave_right,
    part_file,
    rename_durably,
    sync_folder,
    write_durably,
)
from models.recording.files import delete_files as _delete
from models.recording.seal import (
    DAMAGED,
    forget_seal,
    is_sealing,
    new_seal,
    note_sealed,
    read_file,
    seal_of,
)
from models.store.base import Base, database
from models.store.verbs import after_commit, question, verb
from models.words import clean, one_line

__all__ = [
    "Recording",
    "RecordingRow",
    "forget_recording",
    "give_name",
    "keep_recording",
    "path_of",
    "put_file",
    "recording_of",
    "recordings_of",
    "sound_of",
    "write_down",
]

FORMAT = "wav, 16 kHz, 16 bits, one channel"


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
    if part.absolute() not in {part_file(uid, kind).absolute() for kind in (PLAIN, SEALED)}:
        raise RefusedError(_("That is not the recording of this answer. Nothing was saved."))
    kept = part.with_name(part.name.removesuffix(PART))
    seconds, size, digest = _made_durable(uid, part)
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
    after_commit(lambda: give_name(part, kept))
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
    rows = (
        RecordingRow.select()
        # The order is meant: SQLite would begin with everything that was said.
        .join(ContributionRow, JOIN.CROSS)
        .where(RecordingRow.contribution == ContributionRow.uid)
        .where(ContributionRow.space == space)
    )
    return {row.contribution_id: _from(row) for row in rows}


@question
def path_of(uid: UUID) -> Path:
    """Return the file of a contribution's recording; a sentence where it is not there."""
    if not RecordingRow.get_or_none(RecordingRow.contribution == uid):
        raise RefusedError("There is no recording of this contribution.")
    sealed = seal_of(uid) is not None
    for path in all_files(uid):
        if path.is_file() and (sealed or not is_sealed_name(path)):
            return path
    fetched = _fetched(uid)
    if fetched is not None:
        return fetched
    raise RefusedError(
        "The file of this recording is not on this machine. What is known of it is safe. "
        "Look on the machine where it was recorded, in the folder recordings."
    )


def sound_of(uid: UUID) -> bytes:
    """Return the sound of a contribution as a WAV, in memory alone; a sentence where there is none.

    Raises ``OSError`` where the disk cannot give it.
    """
    return read_file(path_of(uid))


@verb
def forget_recording(uid: UUID) -> None:
    """Take a recording away for good: its row and its key now, its file once that is committed."""
    RecordingRow.delete().where(RecordingRow.contribution == uid).execute()
    RecordingFileRow.delete().where(RecordingFileRow.contribution == uid).execute()
    forget_seal(uid)
    files = all_files(uid)
    after_commit(lambda: _delete(*files))


def _fetched(uid: UUID) -> Path | None:
    """Return the file that a kiosk sent to the server, written here; None where it sent none."""
    row = RecordingFileRow.get_or_none(RecordingFileRow.contribution == uid)
    if row is None:
        return None
    part = part_file(uid)
    write_durably(part, bytes(row.content))
    give_name(part, kept_file(uid))
    return kept_file(uid)


def put_file(uid: UUID, content: bytes) -> None:
    """Keep the file of a recording that came from another machine, inside the verb that takes it.

    On a server it goes into the database, for every desk; else into the folder, and gets its name
    once the row is committed.
    """
    if database.for_update:  # a server: nobody else has this machine's folder
        RecordingFileRow.insert(contribution=uid, content=content).on_conflict_ignore().execute()
        return
    if any(path.exists() for path in (kept_file(uid), kept_file(uid, SEALED))):
        return
    kind = SEALED if is_sealing() else PLAIN
    kept, part = kept_file(uid, kind), part_file(uid, kind)
    if kind is SEALED:
        from models.recording.sealing import seal_bytes

        made = seal_bytes(part, new_seal(uid), content)
        note_sealed(uid, *made)
    else:
        write_durably(part, content)
    after_commit(lambda: give_name(part, kept))


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


def _made_durable(uid: UUID, part: Path) -> tuple[float, int, str]:
    """See that a file is whole and on the disk; return seconds, bytes and digest of its sound."""
    import hashlib  # no face waits for it as it starts

    try:
        if is_sealed_name(part):
            return _made_whole(uid, part)
        seconds = make_plain_wave_right(part)
        if not seconds:
            raise RefusedError(_("There is no sound in this recording. Record it again."))
        sync_folder(part.parent)
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


def _made_whole(uid: UUID, part: Path) -> tuple[float, int, str]:
    """See that a sealed file has its end, and that its key opens it."""
    import hashlib

    from assets.sealed_sound import SealedSoundError, open_sound
    from models.recording.sealing import seal_bytes

    sound = read_file(part)
    seconds = max(0, len(sound) - HEADER_BYTES) / BYTES_A_SECOND
    if not seconds:
        raise RefusedError(_("There is no sound in this recording. Record it again."))
    seal = seal_of(uid)
    if seal is None:
        raise RefusedError(DAMAGED)
    try:
        open_sound(part, seal.key)
    except SealedSoundError:  # a power cut: what there is of it is sealed anew, with an end
        new = part.with_name(f"{uid}.sealing")
        made = seal_bytes(new, seal.key, sound)
        rename_durably(new, part)
    else:
        with part.open("rb") as file:
            made = hashlib.file_digest(file, "sha256").hexdigest(), part.stat().st_size
        sync_folder(part.parent)
    note_sealed(uid, *made)
    return seconds, len(sound), hashlib.sha256(sound).hexdigest()


def give_name(part: Path, kept: Path) -> None:
    """Give a kept file its name. Where that fails, the next opening does it."""
    with suppress(OSError):
        rename_durably(part, kept)
