"""Drafts: sealed, offered at the desk alone, and given back to one kiosk."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from models.desk.face import GONE_AFTER_MS, FaceKind, close_face, report_face
from models.encryption.sealing import KeyPair, SealingError, new_pair, open_sealed
from models.errors import HeardError, RefusedError
from models.identity import now_ms
from models.kiosk import draft as drafting
from models.kiosk.draft import (
    DraftRow,
    DraftWords,
    HandedBackRow,
    drafts,
    drafts_trouble,
    drop_draft,
    give_back,
    leave_draft,
    open_draft,
    save_draft,
    take_back,
    throw_away,
)
from models.kiosk.pin import set_pin
from models.space.space import Space, SpaceRow, new_space, open_space
from models.store.base import database
from models.store.database import open_store
from tests.support.held import held_in, only_read

HOME = Path(__file__).parents[2]
PIN = "7391"
MARK = "Nobody-phoned-me-ba"

TYPE = """
import sys, time
from uuid import UUID
from models.store import writer
from models.store.database import open_store
from models.kiosk.draft import save_draft
from models.kiosk.draft_keeper import DraftKeeper
import threading
open_store(sys.argv[1])
uid, space, face = map(UUID, sys.argv[2:5])
keeper = DraftKeeper(
    lambda words: writer.submit(save_draft, uid, space, face, words),
    lambda seconds, act: threading.Timer(seconds, act).start(),
    time.monotonic,
)
text = ""
for n in range(100_000):
    text += f"{n} "
    keeper.changed(text)
    print(f"{time.monotonic()} {len(text)}", flush=True)
    time.sleep(0.02)
"""


@pytest.fixture
def kiosk(space: Space) -> tuple[UUID, KeyPair]:
    pair, uid = new_pair(), uuid4()
    report_face(uid, space.uid, FaceKind.KIOSK, public_key=pair.public)
    return uid, pair


def left(space: Space, words: str = MARK, prompt: UUID | None = None) -> UUID:
    """Leave a draft of a kiosk that is gone."""
    uid = uuid4()
    save_draft(uid, space.uid, uuid4(), words, face_name="kiosk 1", prompt=prompt)
    return uid


def test_the_words_are_in_the_database_only_sealed(space: Space, store: Path) -> None:
    set_pin(PIN)
    for length in range(1, len(MARK) + 1):
        save_draft(uuid4(), space.uid, uuid4(), MARK[:length] * 3)
    data = held_in(store)
    assert MARK.encode() not in data
    assert b"Nobody" not in data
    SpaceRow.update(purpose=MARK).execute()
    assert MARK.encode() in held_in(store), "the search finds what is there"


def test_the_desk_sees_where_when_and_how_long(space: Space) -> None:
    uid = left(space)
    save_draft(uid, space.uid, uuid4(), MARK + "ck", face_name="kiosk 1", language="pl")
    (one,) = drafts(space.uid)
    assert (one.uid, one.face_name, one.length, one.language) == (uid, "kiosk 1", 21, "pl")
    assert one.started <= one.updated
    assert MARK not in repr(one)


def test_what_is_being_typed_is_not_offered(
    space: Space, kiosk: tuple[UUID, KeyPair], monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = uuid4()
    save_draft(uid, space.uid, kiosk[0], MARK)
    assert drafts(space.uid) == ()
    later = now_ms() + GONE_AFTER_MS + 1
    with monkeypatch.context() as patch:
        patch.setattr(drafting, "now_ms", lambda: later)
        assert [one.uid for one in drafts(space.uid)] == [uid], "the kiosk died"
    assert drafts(space.uid) == ()
    leave_draft(uid)
    assert [one.uid for one in drafts(space.uid)] == [uid], "the person went away"
    save_draft(uid, space.uid, kiosk[0], MARK)
    close_face(kiosk[0])
    assert [one.uid for one in drafts(space.uid)] == [uid], "the kiosk was closed"
    drop_draft(uid)
    assert drafts(space.uid) == ()


def test_it_is_given_back_once_and_to_that_kiosk_alone(
    space: Space, kiosk: tuple[UUID, KeyPair]
) -> None:
    set_pin(PIN)
    face, pair = kiosk
    other, prompt = new_pair(), uuid4()
    uid = left(space, prompt=prompt)
    give_back(uid, PIN, face)
    assert drafts(space.uid)[0].given_to == "kiosk 1"
    sealed = database.execute_sql("SELECT sealed FROM handed_back").fetchone()[0]
    with pytest.raises(SealingError):
        open_sealed(sealed, other.private)
    assert take_back(uuid4(), pair.private) is None
    assert take_back(face, pair.private) == DraftWords(uid, MARK, prompt, "en")
    assert take_back(face, pair.private) is None
    assert database.execute_sql("SELECT count(*) FROM handed_back").fetchone()[0] == 0
    assert drafts(space.uid) == (), "its owner goes on with it"
    leave_draft(uid)
    assert open_draft(uid, PIN) == MARK, "they were not theirs: the desk has them still"


def test_a_kiosk_that_dies_with_it_loses_nothing(space: Space, kiosk: tuple[UUID, KeyPair]) -> None:
    set_pin(PIN)
    uid = left(space)
    give_back(uid, PIN, kiosk[0])
    close_face(kiosk[0])
    assert [one.given_to for one in drafts(space.uid)] == [""]
    assert open_draft(uid, PIN) == MARK


def test_a_kiosk_that_is_not_there_is_told(space: Space) -> None:
    set_pin(PIN)
    uid = left(space)
    with pytest.raises(RefusedError, match="not open now"):
        give_back(uid, PIN, uuid4())


def test_without_a_pin_nobody_opens_them(space: Space) -> None:
    uid = left(space)
    with pytest.raises(RefusedError, match="no PIN yet"):
        open_draft(uid, "")
    set_pin(PIN)
    assert open_draft(uid, PIN) == MARK


@pytest.mark.parametrize("sealed", ["AAAA", "é"])
def test_a_damaged_one_stops_nothing(
    space: Space, kiosk: tuple[UUID, KeyPair], sealed: str
) -> None:
    set_pin(PIN)
    broken, whole = left(space), left(space)
    DraftRow.update(sealed=sealed).where(DraftRow.uid == broken).execute()
    assert len(drafts(space.uid)) == 2
    with pytest.raises(RefusedError, match="damaged"):
        open_draft(broken, PIN)
    assert open_draft(whole, PIN) == MARK
    give_back(whole, PIN, kiosk[0])
    HandedBackRow.update(sealed=sealed).execute()
    assert take_back(*_with(kiosk)) is None
    assert open_draft(whole, PIN) == MARK
    throw_away(broken)
    with pytest.raises(RefusedError, match="not there any more"):
        throw_away(broken)


def _with(kiosk: tuple[UUID, KeyPair]) -> tuple[UUID, str]:
    return kiosk[0], kiosk[1].private


def test_no_error_holds_the_words(space: Space, monkeypatch: pytest.MonkeyPatch) -> None:
    with only_read(), pytest.raises(HeardError) as failure:
        left(space)
    assert MARK not in repr(failure.value)
    assert drafts_trouble() == ""
    monkeypatch.setattr("models.kiosk.draft.can_seal", lambda: False)
    assert "PyNaCl" in drafts_trouble()


# Kiosks that are typed at, and killed, at one time.
AT_ONCE = 5


def somebody_types(path: Path, uid: UUID, space: UUID) -> "subprocess.Popen[str]":
    argv = [sys.executable, "-c", TYPE, str(path), str(uid), str(space), str(uuid4())]
    return subprocess.Popen(argv, cwd=HOME, stdout=subprocess.PIPE, text=True)


def it_is_there_but_for_a_second(uid: UUID, process: "subprocess.Popen[str]") -> None:
    """Kill a kiosk in mid-word, and open what is left of it."""
    assert process.stdout is not None
    typed = [process.stdout.readline() for _ in range(150)]
    process.send_signal(signal.SIGKILL)
    killed = time.monotonic()
    rest, _ = process.communicate(timeout=60)
    typed += [line + "\n" for line in rest.split("\n")[:-1]]
    # On a busy machine letters come later and disks take longer, so the second is counted
    # from the last letter, and another is for the load.
    lengths = [(float(t), int(n)) for t, n in (line.split() for line in typed)]
    last = min(killed, lengths[-1][0])
    before = max((n for t, n in lengths if t < last - 2), default=1)
    text = open_draft(uid, PIN)
    assert len(text) >= before
    assert "".join(f"{n} " for n in range(100_000)).startswith(text)


@pytest.mark.parametrize(
    "kills", [2, pytest.param(50, marks=[pytest.mark.soak, pytest.mark.timeout(1800)])]
)
def test_killed_in_mid_word_it_is_there_but_for_a_second(tmp_path: Path, kills: int) -> None:
    path = tmp_path / "heard.db"
    open_store(str(path))
    space = open_space(new_space("Getting help at home").uid)
    set_pin(PIN)
    # Each types for three seconds, so several do it at once, as kiosks do.
    for begun in range(0, kills, AT_ONCE):
        uids = [uuid4() for _ in range(min(AT_ONCE, kills - begun))]
        typing = [(uid, somebody_types(path, uid, space.uid)) for uid in uids]
        for uid, process in typing:
            it_is_there_but_for_a_second(uid, process)
    assert database.execute_sql("PRAGMA integrity_check").fetchone()[0] == "ok"
