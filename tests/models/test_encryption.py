"""An encrypted database: nothing to read in any file, a key in words, and a change that loses none.

One key is stretched once for all tests of a worker: it is a tenth of a second of work.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.contribution.contribution import capture, newest
from models.encryption.encrypted_file import connect_file
from models.encryption.encryption import is_its_key, looks_encrypted, make_encrypted, secret_of
from models.encryption.new_key import change_key, left_over, old_copy, shred
from models.encryption.store_key import (
    HANDED_ON,
    check_new_key,
    handed_on,
    held_key,
    inherited_key,
    key_from_file,
    key_from_keyring,
    make_key_file,
    use_key,
    write_to_keyring,
)
from models.errors import HeardError, RefusedError, StoreError
from models.space.space import Space, list_spaces, new_space, open_space
from models.store import writer
from models.store.base import database
from models.store.database import APPLICATION_ID, PRAGMAS, close_store, open_store

KEY = "correct horse battery staple"
OTHER = "seven quiet lamps by the river"
# Words that are in no table, list or program of ours.
WORDS = "Zebrastreifen quixotically unlaced my grandmother's cardigan"


@pytest.fixture(scope="session")
def encrypted_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an encrypted database once, with a space in it."""
    path = tmp_path_factory.mktemp("encrypted") / "heard.db"
    use_key(KEY)
    open_store(str(path))
    open_space(new_space("Getting help at home").uid)
    writer.finish()
    close_store()
    return path


@pytest.fixture(autouse=True)
def _no_key_stays() -> Iterator[None]:
    use_key("")
    yield
    use_key("")


@pytest.fixture
def locked(encrypted_file: Path, tmp_path: Path) -> Path:
    """An encrypted database that nobody has opened yet."""
    path = tmp_path / "data" / "heard.db"
    path.parent.mkdir()
    shutil.copyfile(encrypted_file, path)
    return path


@pytest.fixture
def secret_store(locked: Path) -> Iterator[Path]:
    use_key(KEY)
    open_store(str(locked))
    yield locked
    writer.finish()
    close_store()


def holds(path: Path, words: str) -> bool:
    """Say whether the bytes of a file hold one of the long words, or the half of one.

    Short ones stand in any noise: "my" is once in 65,536 pairs of bytes.
    """
    found = path.read_bytes()
    long = [word for word in words.split() if len(word) > 11]
    return any(part.encode() in found for word in long for part in (word, word[:6], word[-7:]))


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_nothing_that_was_said_is_in_any_file(secret_store: Path) -> None:
    space = list_spaces()[0]
    for _ in range(20):
        capture(space.uid, WORDS)
    copy = secret_store.with_name("copy.db")
    database.execute_sql("VACUUM INTO ?", (str(copy),))
    written = files_in(secret_store.parent)
    assert {"heard.db", "heard.db-wal", "heard.db-shm", "copy.db"} <= {
        file.name for file in written
    }
    assert [file.name for file in written if holds(file, WORDS)] == []
    database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert [file.name for file in files_in(secret_store.parent) if holds(file, WORDS)] == []
    assert newest(space.uid)[0].words == WORDS
    assert looks_encrypted(copy)
    close_store()
    open_store(str(copy))
    assert len(newest(space.uid)) == 20, "the back-up opens with the same key"


def test_the_control_a_plain_database_does_hold_them(space: Space, store: Path) -> None:
    capture(space.uid, WORDS)
    assert any(holds(file, WORDS) for file in files_in(store.parent))
    assert not looks_encrypted(store)


def test_the_settings_are_as_promised(secret_store: Path) -> None:
    asked = {name: database.execute_sql(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
    assert asked == PRAGMAS | {"synchronous": 2}
    assert database.execute_sql("PRAGMA busy_timeout").fetchone()[0] == 30_000
    assert database.execute_sql("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert database.execute_sql("PRAGMA integrity_check").fetchone()[0] == "ok"
    version = database.execute_sql("SELECT sqlite_version()").fetchone()[0]
    assert tuple(map(int, version.split("."))) >= (3, 51, 3), "free of the known fault"


def test_a_verb_takes_the_writers_lock_as_it_begins(secret_store: Path) -> None:
    secret = secret_of(secret_store, KEY)
    with closing(connect_file(str(secret_store), secret, 0.05)) as other:
        seen = other.execute("PRAGMA data_version").fetchone()
        with database.atomic(), pytest.raises(Exception, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        new_space("Another")
        assert other.execute("PRAGMA data_version").fetchone() != seen


def test_a_wrong_key_and_none_are_told_in_words(
    locked: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = locked.read_bytes()
    with pytest.raises(StoreError, match="encrypted, or is no Heard database"):
        open_store(str(locked))
    use_key(OTHER)
    with pytest.raises(StoreError, match="not the key of this database") as refusal:
        open_store(str(locked))
    assert "Nothing was changed" in str(refusal.value)
    assert database.obj is None
    assert locked.read_bytes() == before
    assert [file.name for file in files_in(locked.parent)] == ["heard.db"]
    assert capfd.readouterr() == ("", ""), "the library itself writes nothing over the screen"


def test_a_tool_that_knows_sqlcipher_opens_it_with_the_same_key(locked: Path) -> None:
    from sqlcipher3 import dbapi2

    with closing(dbapi2.connect(str(locked))) as tool:
        tool.execute(f"PRAGMA key = '{KEY}'")
        assert tool.execute("SELECT title FROM space").fetchall() == [("Getting help at home",)]


WRITER = """
import sys
from models.contribution.contribution import capture
from models.store.database import open_store
from models.space.space import list_spaces
from models.encryption.store_key import inherited_key, use_key
use_key(inherited_key())
open_store(sys.argv[1])
space = list_spaces()[0]
for number in range(int(sys.argv[3])):
    print(capture(space.uid, f"{sys.argv[2]} {number}").uid, flush=True)
"""


def start(script: str, *words: object) -> "subprocess.Popen[str]":
    """Start a process that inherits the key, and gets it in no argument and no variable."""
    use_key(KEY)
    files, told = handed_on()
    try:
        return subprocess.Popen(
            [sys.executable, "-c", script, *map(str, words)],
            stdout=subprocess.PIPE,
            text=True,
            pass_fds=files,
            env={**os.environ, **told},
        )
    finally:
        os.close(files[0])
        os.environ.pop(HANDED_ON)


def test_two_processes_at_once_and_one_is_killed(locked: Path) -> None:
    """The key is handed on; what was acknowledged is there, whoever was killed."""
    one, two = start(WRITER, locked, "one", 100_000), start(WRITER, locked, "two", 15)
    with one, two:
        assert one.stdout
        assert two.stdout
        acknowledged = [one.stdout.readline().strip() for _ in range(15)]
        seen = Path(f"/proc/{one.pid}/environ").read_bytes()
        seen += Path(f"/proc/{one.pid}/cmdline").read_bytes()
        assert KEY.encode() not in seen
        acknowledged += two.stdout.read().split()
        one.send_signal(signal.SIGKILL)
        acknowledged += [line for line in one.stdout.read().split("\n") if len(line) == 36]
    use_key(KEY)
    open_store(str(locked))
    kept = {str(uid) for (uid,) in database.execute_sql("SELECT uid FROM contribution")}
    assert len(acknowledged) >= 30
    assert {uid.replace("-", "") for uid in acknowledged} <= {uid.replace("-", "") for uid in kept}
    assert database.execute_sql("PRAGMA integrity_check").fetchone()[0] == "ok"


def rows(path: Path, key: str) -> int:
    """Open a database as Heard does, and count what was said."""
    use_key(key)
    open_store(str(path))
    [count] = database.execute_sql("SELECT count(*) FROM contribution").fetchone()
    assert database.execute_sql("PRAGMA integrity_check").fetchone()[0] == "ok"
    close_store()
    return int(count)


def test_a_plain_database_is_encrypted_gets_another_key_and_is_plain_again(
    space: Space, store: Path
) -> None:
    capture(space.uid, WORDS)
    writer.finish()
    close_store()
    steps: list[str] = []
    replaced = change_key(store, "", KEY, tell=steps.append)
    assert len(steps) == 3
    assert replaced == left_over(store)
    with pytest.raises(RefusedError, match="earlier copy"):
        change_key(store, KEY, OTHER)
    assert holds(replaced, WORDS)
    assert not holds(store, WORDS)
    with replaced.open("rb") as deleted:
        shred(replaced)
        assert WORDS.encode() not in deleted.read(), "overwritten, not only unlinked"
    assert rows(store, KEY) == 1
    shred(change_key(store, KEY, OTHER))
    assert is_its_key(store, OTHER)
    assert not is_its_key(store, KEY)
    shred(change_key(store, OTHER, ""))
    assert rows(store, "") == 1
    assert not looks_encrypted(store)
    assert not any(
        ".part" in file.name or ".before" in file.name for file in files_in(store.parent)
    )


def test_the_key_is_not_changed_while_somebody_has_it_open(secret_store: Path) -> None:
    one = start(
        "import sys\n" + WRITER.split("import sys", 1)[1] + "\nsys.stdin.read()",
        secret_store,
        "one",
        1,
    )
    with one:
        assert one.stdout
        one.stdout.readline()
        close_store()
        with pytest.raises(StoreError, match="in use"):
            change_key(secret_store, KEY, OTHER)
        one.kill()
    assert rows(secret_store, KEY) == 1
    assert left_over(secret_store) is None


CHANGER = """
import sys
from pathlib import Path
from models.encryption.new_key import change_key
from models.encryption.store_key import inherited_key
def tell(step):
    print(step, flush=True)
tell("begins")
change_key(Path(sys.argv[1]), inherited_key(), sys.argv[2], tell=tell)
"""


def kill_a_change(path: Path, after: float, step: str) -> None:
    """Start a change of the key to OTHER, and kill it so many seconds after it began a step."""
    changing = start(CHANGER, path, OTHER)
    with changing:
        assert changing.stdout
        for line in changing.stdout:
            if line.startswith(step):
                break
        time.sleep(after)
        changing.kill()


def a_killed_change_loses_nothing(path: Path, times: int) -> set[str]:
    """Kill changes at many moments; return which keys opened the database afterwards."""
    use_key(KEY)
    open_store(str(path))
    space = list_spaces()[0]
    with database.atomic():
        for number in range(200):
            capture(space.uid, f"{WORDS} {number}")
    close_store()
    original = path.read_bytes()
    opened = set()
    for number in range(times):
        step = ("Putting", "Comparing", "Copying", "begins")[number % 4]
        kill_a_change(path, 0.02 if not number else 0.002 * (number // 4), step)
        key = KEY if path.read_bytes()[:16] == original[:16] else OTHER
        assert rows(path, key) == 200, (number, step)
        opened.add(key)
        earlier = left_over(path)
        if earlier:
            assert key == OTHER
            assert rows(earlier, KEY) == 200
            earlier.unlink()
        path.write_bytes(original)
        for file in files_in(path.parent):
            if file.name.startswith(path.name) and file.name.endswith(("-wal", "-shm")):
                file.unlink()
    return opened


def test_a_killed_change_of_key_loses_nothing(locked: Path) -> None:
    a_killed_change_loses_nothing(locked, 2)


@pytest.mark.soak
def test_a_hundred_killed_changes_lose_nothing(locked: Path) -> None:
    assert a_killed_change_loses_nothing(locked, 100) == {KEY, OTHER}, "kills before and after"


def test_a_second_name_that_a_kill_left_is_no_copy(locked: Path) -> None:
    """Killed between the two names: shredding what looks like a copy would end the database."""
    os.link(locked, old_copy(locked))
    assert left_over(locked) is None
    assert not old_copy(locked).exists()
    assert rows(locked, KEY) == 0


def test_a_new_one_is_encrypted_from_its_first_byte(tmp_path: Path) -> None:
    use_key(KEY)
    make_encrypted(tmp_path / "heard.db", APPLICATION_ID)
    assert looks_encrypted(tmp_path / "heard.db")
    assert is_its_key(tmp_path / "heard.db", KEY)
    assert not (tmp_path / "heard.db").stat().st_mode & 0o007


def test_a_file_of_the_key_is_its_owners_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "heard.key"
    made = make_key_file(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert key_from_file(file) == check_new_key(made)
    with pytest.raises(RefusedError, match="cannot be made"):
        make_key_file(file)
    file.chmod(0o640)
    with pytest.raises(RefusedError, match="chmod 600"):
        key_from_file(file)
    monkeypatch.chdir(tmp_path)
    for name in ("key of Ann's.key", "-key"):
        odd = Path(name)
        make_key_file(odd)
        odd.chmod(0o640)
        with pytest.raises(RefusedError) as refused:
            key_from_file(odd)
        told = str(refused.value).split("yours alone: ")[1]
        subprocess.run(["sh", "-c", told], check=True)
        assert odd.stat().st_mode & 0o777 == 0o600, told
    for content in ("", "two\nlines of it", b"\xff\xfe".decode("latin-1")):
        file.write_text(content, encoding="latin-1")
        file.chmod(0o600)
        with pytest.raises(RefusedError, match="key of one line"):
            key_from_file(file)
    with pytest.raises(RefusedError, match="plugged in"):
        key_from_file(tmp_path / "none")


def test_the_keyring_keeps_a_key(tmp_path: Path) -> None:
    keyring = pytest.importorskip("keyring")
    from keyring.backend import KeyringBackend

    class Ring(KeyringBackend):  # type: ignore[misc]
        priority = 1
        kept: dict[tuple[str, str], str] = {}  # noqa: RUF012

        def get_password(self, service: str, username: str) -> str | None:
            return self.kept.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            self.kept[service, username] = password

    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    try:
        with pytest.raises(RefusedError, match="no key for this database"):
            key_from_keyring(tmp_path / "heard.db")
        write_to_keyring(tmp_path / "heard.db", KEY)
        assert key_from_keyring(tmp_path / "heard.db") == KEY
    finally:
        keyring.set_keyring(before)


GRANDCHILD = """
import subprocess, sys
from models.encryption import store_key
if sys.argv[1] == "child":
    files, told = store_key.handed_on()
    assert files, "it passes on what it never read"
    import os
    again = [sys.executable, "-c", sys.argv[2], "grandchild"]
    subprocess.run(again, pass_fds=files, env={**os.environ, **told}, check=True)
    subprocess.run(again, env={**os.environ, **told}, check=True)
else:
    key = store_key.inherited_key()
    print(key, len(store_key._held.stretched), flush=True)
"""


def test_a_key_goes_on_to_the_next_process_and_to_no_other(secret_store: Path) -> None:
    """As it does for a kiosk in a window of its own: the holder between them never reads it."""
    with start(GRANDCHILD, "child", GRANDCHILD) as child:
        assert child.stdout
        passed_on, not_passed_on = child.stdout.read().splitlines()
    assert passed_on.startswith(f"{KEY} ")
    assert int(passed_on.split()[-1]) >= 1, "stretched already, so it starts at once"
    assert not_passed_on == " 0"


@pytest.mark.parametrize("weak", ["", "short", "aaaaaaaaaaaaaaaaaaaa", "two\nlines of a key here"])
def test_a_key_that_could_be_guessed_is_refused(weak: str) -> None:
    with pytest.raises(RefusedError, match="Nothing was changed"):
        check_new_key(weak)


def test_a_key_is_the_same_from_any_keyboard() -> None:
    use_key("Une cle\u0301 de quatre mots")
    assert held_key() == "Une cl\u00e9 de quatre mots"


def test_only_our_own_memory_is_taken_for_a_key(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "other").write_text("not a key at all, but long")
    with (tmp_path / "other").open() as other:
        for number in (other.fileno(), 99999, "-1", "x"):
            monkeypatch.setenv(HANDED_ON, str(number))
            assert inherited_key() == ""


def test_a_crash_writes_no_memory_where_a_key_is_held() -> None:
    script = (
        "import resource; from models.encryption.store_key import use_key\n"
        "use_key('four words that fit')\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() in ("(1, 1)", "(0, 0)")


def test_a_full_disk_leaves_the_database_as_it_was(locked: Path) -> None:
    """The copy cannot be written: told in words, and the same file opens with the same key."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8 * 4096, hard))
    try:
        with pytest.raises(HeardError, match="is as it was"):
            change_key(locked, KEY, OTHER)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert [file.name for file in files_in(locked.parent)] == ["heard.db"]
    assert rows(locked, KEY) == 0
