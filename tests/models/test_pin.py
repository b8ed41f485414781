"""The PIN: what may be one, guessing that is slowed, changing it, and forgetting it."""

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest

from models.errors import RefusedError
from models.kiosk import guessing
from models.kiosk.draft import open_draft, save_draft, throw_away
from models.kiosk.draft_key import lock_by_pin
from models.kiosk.guessing import GuessRow, WaitError, count_try, seconds_to_wait
from models.kiosk.pin import (
    PinRow,
    WrongPinError,
    check_new_pin,
    check_pin,
    has_pin,
    replace_pin,
    set_pin,
)
from models.kiosk.recovery import recovery_file
from models.space.space import Space
from models.store.base import connect, database
from models.store.database import close_store, open_store
from tests.support.held import address_of

HOME = Path(__file__).parents[2]
PIN, OTHER = "739164", "80255"
MARK = "Nobody phoned me ba"


class Times:
    now = 1_000_000_000


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> Times:
    times = Times()
    monkeypatch.setattr(guessing, "now_ms", lambda: times.now)
    return times


@pytest.mark.parametrize("pin", ["7391", "73 91 64", "908172635441", "0907"])
def test_digits_that_a_number_pad_can_type_may_be_one(pin: str) -> None:
    assert check_new_pin(pin) == pin.replace(" ", "")


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("", "digits only"),
        ("abcd", "digits only"),
        ("-1234", "digits only"),
        ("٧٣٩١", "digits only"),
        ("²³⁹¹", "digits only"),
        ("739", "4 to 12"),
        ("7391739173918", "4 to 12"),
        *[(easy, "easy") for easy in ("0000", "1111", "1234", "4321", "3456", "9876", "7890")],
        *[(easy, "easy") for easy in ("123456789012", "1212", "121212", "2580", "739739")],
    ],
)
def test_what_cannot_be_one_is_refused_in_a_sentence(store: Path, pin: str, why: str) -> None:
    with pytest.raises(RefusedError, match=why) as refusal:
        set_pin(pin)
    assert not pin or pin not in str(refusal.value)
    assert not has_pin()


def test_only_a_slow_hash_is_kept(store: Path) -> None:
    set_pin(PIN)
    digest = PinRow.get().digest
    assert digest.startswith("$argon2id$v=19$m=65536,t=2,p=1$")
    close_store()
    for file in store.parent.glob("heard.db*"):
        assert PIN.encode() not in file.read_bytes()


def test_it_is_right_or_wrong(store: Path) -> None:
    with pytest.raises(RefusedError, match="no PIN yet"):
        check_pin(PIN)
    set_pin(PIN)
    assert check_pin(f" {PIN} ")
    with pytest.raises(WrongPinError, match="4 tries are left"):
        check_pin(OTHER)
    assert check_pin(PIN)
    with pytest.raises(WrongPinError, match="4 tries are left"):
        check_pin(OTHER)


def test_five_wrong_ones_wait_and_the_wait_doubles(store: Path, times: Times) -> None:
    set_pin(PIN)
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(WrongPinError, match=f"{left} t" if left else "There is a wait"):
            check_pin(OTHER)
    for seconds in (30, 60, 120, 240, 480, 600, 600):
        assert seconds_to_wait("pin") == seconds
        with pytest.raises(WaitError, match="Please wait") as wait:
            check_pin(PIN)
        assert wait.value.seconds == seconds
        times.now += seconds * 1000 - 1
        with pytest.raises(WaitError, match="1 second"):
            check_pin(PIN)
        times.now += 1
        count_try("pin")
    times.now += 600_000
    assert check_pin(PIN)
    assert seconds_to_wait("pin") == 0


def test_a_clock_that_is_set_back_does_not_help(store: Path, times: Times) -> None:
    for _ in range(5):
        count_try("pin")
    times.now -= 3_600_000
    with pytest.raises(WaitError) as wait:
        count_try("pin")
    assert wait.value.seconds == 30, "the wait begins again: not shorter, and not an hour longer"
    times.now += 29_000
    with pytest.raises(WaitError):
        count_try("pin")
    times.now += 1_000
    count_try("pin")


def test_waits_are_told_in_words() -> None:
    assert [guessing.in_time(n) for n in (1, 30, 90, 91, 600)] == [
        "1 second",
        "30 seconds",
        "90 seconds",
        "2 minutes",
        "10 minutes",
    ]


def test_the_wait_is_one_for_all_processes_and_outlives_them(store: Path) -> None:
    script = (
        "import sys; from models.store.database import open_store\n"
        "from models.kiosk.guessing import *\n"
        "open_store(sys.argv[1])\n"
        "for _ in range(3): count_try('pin')"
    )
    address = address_of(store)
    first = subprocess.run([sys.executable, "-c", script, address], cwd=HOME, check=False)
    assert first.returncode == 0
    second = subprocess.run(
        [sys.executable, "-c", script, address], cwd=HOME, check=False, capture_output=True
    )
    assert b"WaitError" in second.stderr, "two tries were left, and the third has to wait"
    with pytest.raises(WaitError):
        count_try("pin")


def test_trying_at_once_gains_nothing(store: Path) -> None:
    def guess(_: int) -> bool:
        connect()
        try:
            count_try("pin")
        except WaitError:
            return False
        finally:
            database.close()
        return True

    with ThreadPoolExecutor(6) as several:
        tried = list(several.map(guess, range(12)))
    assert tried.count(True) == 5
    assert GuessRow.get().misses == 5


def test_changing_it_asks_for_the_old_one_and_loses_no_word(space: Space) -> None:
    uid = uuid4()
    save_draft(uid, space.uid, uuid4(), MARK)
    set_pin(PIN)
    assert open_draft(uid, PIN) == MARK
    with pytest.raises(WrongPinError):
        set_pin(OTHER, "5555")
    assert check_pin(PIN)
    set_pin(OTHER, PIN)
    assert open_draft(uid, OTHER) == MARK
    with pytest.raises(WrongPinError):
        open_draft(uid, PIN)


def test_a_forgotten_one_loses_no_word(space: Space, times: Times) -> None:
    uid = uuid4()
    save_draft(uid, space.uid, uuid4(), MARK)
    set_pin(PIN)
    for _ in range(5):
        with pytest.raises(WrongPinError):
            check_pin(OTHER)
    replace_pin(OTHER)
    assert open_draft(uid, OTHER) == MARK, "and nobody waits for it"
    assert stat.S_IMODE(recovery_file().stat().st_mode) == 0o600


def test_without_the_recovery_key_no_word_is_lost_by_a_new_one(space: Space) -> None:
    uid = uuid4()
    save_draft(uid, space.uid, uuid4(), MARK)
    set_pin(PIN)
    recovery_file().unlink()
    with pytest.raises(RefusedError, match="recovery key"):
        replace_pin(OTHER)
    assert open_draft(uid, PIN) == MARK
    set_pin(OTHER, PIN)
    assert open_draft(uid, OTHER) == MARK
    throw_away(uid)
    replace_pin(PIN)
    save_draft(uid, space.uid, uuid4(), MARK)
    assert open_draft(uid, PIN) == MARK, "where nothing was locked, there is a new key"


def test_another_process_that_changed_it_meanwhile_wins(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.kiosk import pin

    set_pin(PIN)
    locked = lock_by_pin

    def slow(new: str, old: str = "") -> object:
        made = locked(new, old)
        monkeypatch.setattr(pin, "lock_by_pin", locked)
        set_pin(OTHER, PIN)
        return made

    monkeypatch.setattr(pin, "lock_by_pin", slow)
    with pytest.raises(RefusedError, match="Somebody else"):
        set_pin("90210", PIN)
    assert check_pin(OTHER)


def test_a_recovery_key_that_others_could_read_is_closed(tmp_path: Path) -> None:
    from models.kiosk.recovery import recovery_key

    key = recovery_key(make=True)
    recovery_file().chmod(0o644)
    assert recovery_key() == key
    assert stat.S_IMODE(recovery_file().stat().st_mode) == 0o600
    assert [file.name for file in recovery_file().parent.iterdir()] == ["recovery.key"]


def test_importing_them_loads_no_library() -> None:
    script = (
        "import sys, models.desk.desk, models.kiosk.receipt;"
        "import models.kiosk.draft_keeper, models.kiosk.pin;"
        "assert 'nacl' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], cwd=HOME, check=True)


def test_a_missing_library_is_told(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nacl", None)
    for name in [name for name in sys.modules if name.startswith("nacl.")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(Exception, match="pip install pynacl"):
        set_pin(PIN)
    assert not has_pin()
    close_store()
    open_store(address_of(store))
