"""Recordings: kept on the disk, written down by a person, and gone for good when withdrawn."""

import hashlib
import os
import subprocess
import sys
import wave
from collections.abc import Callable
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest

from models.contribution.contribution import (
    Consent,
    Contribution,
    ContributionRow,
    State,
    WayIn,
    capture,
    contribution,
    contribution_from,
    move,
    newest,
    set_consent,
)
from models.contribution.visibility import Where, may_be_seen, seen_in, why_not
from models.desk.desk import read_desk
from models.errors import HeardError, RefusedError
from models.identity import new_uid
from models.outcome.outcome import read_outcome
from models.places import recordings_folder
from models.recording import after_a_stop
from models.recording.after_a_stop import (
    throw_away_unfinished,
    tidy_recordings,
    unfinished_recordings,
)
from models.recording.recording import (
    RecordingRow,
    forget_recording,
    keep_recording,
    path_of,
    recording_of,
    write_down,
)
from models.room.room import read_room
from models.room.stage import read_to_room, show_contribution
from models.space.prompt import prompts_of
from models.space.space import Space, close_space
from models.store.database import close_store, open_store
from models.store.verbs import after_commit, verb
from models.theme.theme import new_theme, put_in_theme
from tests.models.test_visibility import CONSENTS, OUTPUTS, allowed
from tests.support.held import address_of

EVERYTHING = Consent(room=True, report=True, quote=True)


def a_part(seconds: float = 2.0, uid: UUID | None = None) -> tuple[UUID, Path]:
    """Make what a recorder leaves: a file that nobody kept yet."""
    uid = uid or new_uid()
    folder = recordings_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{uid}.wav.part"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(b"\1\2" * int(16000 * seconds))
    return uid, path


def kept(space: Space, **more: object) -> Contribution:
    uid, part = a_part()
    return keep_recording(space.uid, part, uid=uid, consent=EVERYTHING, **more)  # type: ignore[arg-type]


def names() -> list[str]:
    return sorted(path.name for path in recordings_folder().iterdir())


def test_a_recording_is_kept_as_a_contribution_without_words(space: Space) -> None:
    prompt = prompts_of(space.uid)[0].uid
    uid, part = a_part()
    content = part.read_bytes()
    one = keep_recording(
        space.uid, part, uid=uid, prompt=prompt, language="pl", face="kiosk 2", role="a carer"
    )
    assert (one.uid, one.words, one.way_in, one.state) == (uid, "", WayIn.RECORDED, State.WAITING)
    assert (one.prompt, one.language, one.face, one.role) == (prompt, "pl", "kiosk 2", "a carer")
    assert one.consent == Consent()
    assert names() == [f"{uid}.wav"]
    assert path_of(uid).read_bytes() == content
    found = recording_of(uid)
    assert found is not None
    assert (found.seconds, found.bytes) == (2.0, len(content))
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert found.in_words == "recorded, 2 seconds, not written down yet"
    assert read_desk(space.uid).recordings == {uid: found}


def test_keeping_twice_keeps_once(space: Space) -> None:
    uid, part = a_part()
    first = keep_recording(space.uid, part, uid=uid)
    assert keep_recording(space.uid, part, uid=uid) == first
    assert len(newest(space.uid)) == 1
    assert names() == [f"{uid}.wav"]


def test_what_cannot_be_kept_is_refused_and_stays_where_it_is(space: Space, tmp_path: Path) -> None:
    uid, part = a_part(0)
    with pytest.raises(RefusedError, match="no sound"):
        keep_recording(space.uid, part, uid=uid)
    missing = new_uid()
    with pytest.raises(RefusedError, match="not there any more"):
        keep_recording(space.uid, part.with_name(f"{missing}.wav.part"), uid=missing)
    elsewhere = tmp_path / "secret.txt"
    elsewhere.write_text("x" * 100)
    with pytest.raises(RefusedError, match="not the recording"):
        keep_recording(space.uid, elsewhere, uid=new_uid())
    uid, part = a_part()
    close_space(space.uid)
    with pytest.raises(RefusedError, match="nothing was saved"):
        keep_recording(space.uid, part, uid=uid)
    assert part.exists()
    assert newest(space.uid) == ()
    assert RecordingRow.select().count() == 0


def test_only_what_was_recorded_may_have_no_words(space: Space) -> None:
    for way_in in set(WayIn) - {WayIn.RECORDED}:
        with pytest.raises(RefusedError, match="no words"):
            capture(space.uid, "  ", way_in=way_in)


# -- who sees it ------------------------------------------------------------------------------


@pytest.mark.parametrize("written", [False, True])
def test_no_output_shows_it_before_it_is_written_down(space: Space, written: bool) -> None:
    prompt = prompts_of(space.uid)[0].uid
    theme = new_theme(space.uid, "everything").uid
    every = list(product(State, CONSENTS))
    made: list[Contribution] = []
    for n, (state, consent) in enumerate(every):
        one = kept(space, prompt=prompt)
        if written:
            write_down(one.uid, f"marker{n:03}x")
        move(one.uid, State.CLEARED)
        put_in_theme(theme, one.uid)
        move(one.uid, state, reason="a name")
        made.append(set_consent(one.uid, consent))
    for where in Where:
        rows = ContributionRow.select().where(seen_in(where))
        seen = {contribution_from(row).uid for row in rows}
        assert seen == {one.uid for one in made if may_be_seen(one, where)}
        for (state, consent), one in zip(every, made, strict=True):
            may = allowed(state, consent, where) and (written or where is Where.DESK)
            assert may_be_seen(one, where) == may
            assert bool(why_not(one, where)) != may
    assert read_outcome(space.uid).heard == len([s for s, _ in every if s is not State.WITHDRAWN])
    for name, (output, where) in OUTPUTS.items():
        may_show = {f"{n:03}" for n, (s, c) in enumerate(every) if allowed(s, c, where)}
        found = output(space.uid)
        assert found <= (may_show if written else set()), name
        if written and name != "the room":
            assert found == may_show
    if not written:
        outcome = read_outcome(space.uid)
        assert [(one.people, one.quotes) for one in outcome.themes] == [(0, ())]


def test_it_cannot_be_shown_or_read_to_the_room(space: Space) -> None:
    one = move(kept(space).uid, State.CLEARED)
    for put in (show_contribution, read_to_room):
        with pytest.raises(RefusedError, match="nobody has written it down"):
            put(space.uid, one.uid)
    assert read_room(space.uid).contributions == ()


def test_writing_down_makes_the_words_and_says_who(space: Space) -> None:
    one = kept(space)
    before = path_of(one.uid).read_bytes()
    written = write_down(one.uid, "  The bus never comes. ", "Ana")
    assert written.words == "The bus never comes."
    found = recording_of(one.uid)
    assert found is not None
    assert found.written_down_by == "Ana"
    assert found.written_down_at > 0
    assert found.in_words == "recorded, 2 seconds, written down by Ana"
    assert path_of(one.uid).read_bytes() == before, "the recording is the original"


def test_new_words_of_a_cleared_one_wait_and_a_correction_does_not(space: Space) -> None:
    one = move(kept(space).uid, State.CLEARED)
    assert write_down(one.uid, "The bus never comms.").state is State.WAITING
    move(one.uid, State.CLEARED)
    corrected = write_down(one.uid, "The bus never comes.")
    assert (corrected.state, corrected.words) == (State.CLEARED, "The bus never comes.")
    held = move(kept(space).uid, State.HELD, reason="a name")
    assert write_down(held.uid, "Words").state is State.HELD


def test_what_is_written_down_is_looked_at_as_all_words_are(space: Space) -> None:
    one = write_down(kept(space).uid, "You can ring me on 07700 900123.")
    assert one.state is State.HELD
    nothing = move(kept(space).uid, State.CLEARED)
    assert write_down(nothing.uid, "nothing").state is State.SET_ASIDE


def test_other_words_are_never_written_over(space: Space) -> None:
    typed = capture(space.uid, "my own words")
    with pytest.raises(RefusedError, match="no recording"):
        write_down(typed.uid, "other words")
    assert contribution(typed.uid).words == "my own words"
    with pytest.raises(RefusedError, match="no words"):
        write_down(kept(space).uid, "  ")
    with pytest.raises(RefusedError, match="no recording"):
        path_of(typed.uid)
    assert recording_of(typed.uid) is None


def test_a_file_that_is_missing_is_told(space: Space) -> None:
    one = kept(space)
    path_of(one.uid).unlink()
    with pytest.raises(RefusedError, match="not on this machine"):
        path_of(one.uid)


# -- withdrawn --------------------------------------------------------------------------------


def test_a_withdrawn_recording_is_gone(space: Space) -> None:
    one, other = kept(space), kept(space)
    write_down(one.uid, "my own words")
    move(one.uid, State.WITHDRAWN)
    assert names() == [f"{other.uid}.wav"]
    assert recording_of(one.uid) is None
    with pytest.raises(RefusedError):
        path_of(one.uid)
    with pytest.raises(RefusedError):
        write_down(one.uid, "again")
    assert contribution(one.uid).words == ""


def test_a_withdrawal_that_is_not_committed_deletes_nothing(space: Space) -> None:
    one = kept(space)

    @verb
    def withdraw_and_fail() -> None:
        move(one.uid, State.WITHDRAWN)
        assert path_of_file(one.uid).exists(), "not before it is committed"
        raise RefusedError("No.")

    with pytest.raises(RefusedError):
        withdraw_and_fail()
    assert contribution(one.uid).state is State.WAITING
    assert path_of(one.uid).exists()


def test_trouble_with_one_act_after_a_commit_keeps_no_other_from_being_done(space: Space) -> None:
    done: list[int] = []

    def fail() -> None:
        raise HeardError("The first went wrong.")

    @verb
    def two_acts() -> None:
        after_commit(fail)
        after_commit(lambda: done.append(1))
        assert done == []

    with pytest.raises(HeardError, match="first went wrong"):
        two_acts()
    assert done == [1]
    after_commit(lambda: done.append(2))
    assert done == [1, 2], "outside a verb, at once"


def path_of_file(uid: UUID) -> Path:
    return recordings_folder() / f"{uid}.wav"


def test_a_file_that_cannot_be_deleted_is_told_and_tried_again(
    space: Space, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = kept(space)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    with monkeypatch.context() as broken:
        broken.setattr(Path, "unlink", refuse)
        with pytest.raises(HeardError, match="could not be deleted"):
            move(one.uid, State.WITHDRAWN)
    assert contribution(one.uid).state is State.WITHDRAWN
    assert names() == [f"{one.uid}.wav"]
    open_store(address_of(store))
    assert names() == []


DIES = """
import os, sys
from pathlib import Path
from uuid import UUID
import models.recording.recording as recordings
from models.contribution.contribution import State, move
from models.store.database import open_store
from tests.support.held import address_of
store, uid, what, space = sys.argv[1:]
open_store(store)
die = lambda *_: os._exit(9)
if what == "withdraw":
    recordings._delete = die
    move(UUID(uid), State.WITHDRAWN)
else:
    recordings.give_name = die
    part = recordings.part_file(UUID(uid))
    recordings.keep_recording(UUID(space), part, uid=UUID(uid))
"""


@pytest.mark.parametrize("what", ["withdraw", "keep"])
def test_a_program_that_dies_between_the_row_and_the_file(
    space: Space, store: Path, what: str
) -> None:
    uid = kept(space).uid if what == "withdraw" else a_part()[0]
    folder = recordings_folder()
    close_store()
    died = subprocess.run(
        [sys.executable, "-c", DIES, address_of(store), str(uid), what, str(space.uid)],
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert died.returncode == 9
    before = sorted(path.name for path in folder.iterdir())
    assert before == [f"{uid}.wav" if what == "withdraw" else f"{uid}.wav.part"]
    open_store(address_of(store))
    if what == "withdraw":
        assert contribution(uid).state is State.WITHDRAWN
        assert names() == []
    else:
        assert contribution(uid).way_in is WayIn.RECORDED
        assert names() == [f"{uid}.wav"]


# -- tidying ----------------------------------------------------------------------------------


def test_tidying_leaves_what_may_still_be_wanted(
    space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = kept(space)
    fresh, _ = a_part()
    stranger = recordings_folder() / f"{new_uid()}.wav"
    stranger.write_bytes(b"of a newer back-up")
    note = recordings_folder() / "a note of ours.wav"
    note.write_text("x")
    before = names()
    assert tidy_recordings() == 0
    assert names() == before
    monkeypatch.setattr(after_a_stop, "_FOUR_WEEKS", -1.0)
    assert tidy_recordings() == 2
    assert names() == sorted([f"{one.uid}.wav", note.name])
    del fresh


def test_the_files_of_another_database_in_the_same_folder_are_left_alone(
    space: Space, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = kept(space)
    path = path_of(one.uid)
    monkeypatch.setattr(after_a_stop, "_FOUR_WEEKS", -1.0)
    open_store(str(store.with_name("other.db")))
    assert recordings_folder() != path.parent
    recordings_folder().mkdir()
    open_store(str(store.with_name("other.db")))
    assert path.exists()


def test_a_recording_that_a_power_cut_left_is_found_and_mended(space: Space) -> None:
    uid, part = a_part(3)
    content = bytearray(part.read_bytes())
    content[4:8] = content[40:44] = b"\0\0\0\0"  # as it stood when the power went
    part.write_bytes(bytes(content[:-1]))  # in the middle of a sample
    assert unfinished_recordings() == (), "somebody may be speaking now"
    os.utime(part, (1_700_000_000, 1_700_000_000))
    (found,) = unfinished_recordings()
    assert (found.uid, found.path, found.last_heard) == (uid, part, 1_700_000_000_000)
    assert found.seconds == pytest.approx(3, abs=0.001)
    assert unfinished_recordings() == (found,), "it is found again, as often as somebody looks"
    with wave.open(str(part)) as file:
        assert file.getnframes() == 3 * 16000 - 1
    kept_one = keep_recording(space.uid, part, uid=uid)
    assert unfinished_recordings() == ()
    throw_away_unfinished(uid)
    assert path_of(kept_one.uid).exists(), "what was kept is not thrown away"


def test_what_nobody_wants_is_thrown_away(space: Space) -> None:
    uid, part = a_part()
    throw_away_unfinished(uid)
    assert not part.exists()
    forget_recording(uid)  # there is nothing: no trouble


def test_no_folder_is_no_trouble(space: Space) -> None:
    looks: list[Callable[[], object]] = [tidy_recordings, unfinished_recordings]
    assert [bool(look()) for look in looks] == [False, False]
    assert not recordings_folder().exists()
