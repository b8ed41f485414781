"""A kiosk whose link fails in every way: nothing is lost, and nothing is there twice."""

import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from peewee import fn

from models.contribution.contribution import Consent, State, WayIn, capture, contribution, newest
from models.contribution.table import ContributionRow
from models.desk import face
from models.desk.face import FaceKind, faces_of, report_face
from models.errors import HeardError, ServerAwayError, StoreError
from models.identity import new_uid, now_ms
from models.kiosk import draft
from models.kiosk.draft import drafts, save_draft
from models.kiosk.pin import check_pin, set_pin
from models.merge.carrying import Carried, put_new, read_carried
from models.merge.other_version import other_versions
from models.outbox import face_link, forwarding, outbox
from models.outbox.forwarding import Forwarder
from models.outbox.kiosk_store import kiosk_database, open_kiosk_store
from models.outbox.link import BackOff, Link
from models.outbox.table import DeedRow
from models.recording.recording import RecordingRow, path_of, put_file, recording_of
from models.space.prompt import add_prompt, prompts_of
from models.space.space import Space, close_space, find_space, new_space, open_space
from models.store import shared_clock
from models.store.base import database, elsewhere
from models.store.database import close_store, open_store
from models.store.server import server_at
from models.store.verbs import verb
from tests.support.link.proxy import CUT, DROP, FAULTS, PASS, REFUSE, Proxy
from tests.support.server import (
    folder_of,
    new_database,
    remove_database,
    start_again,
    stop_server,
)

HOME = Path(__file__).parents[2]
LONG = 20.0
# After two hundred rounds, on a machine that does other things: what has to come home.
ALL_HOME = 120.0
HOUR_MS = 60 * 60 * 1000

pytestmark = pytest.mark.xdist_group("server")


class Home:
    """A server with an open space, a faulty link to it, and a look past that link."""

    def __init__(self, server: str) -> None:
        self.address = new_database(server)
        folder, name = self.address.partition("host=")[2], self.address.partition("?")[0]
        self.proxy = Proxy(lambda: _on_socket(f"{folder}/.s.PGSQL.5432"))
        self.by_proxy = (
            f"postgresql://postgres@127.0.0.1:{self.proxy.port}/{name.rpartition('/')[2]}"
        )
        open_store(self.address)
        self.space: Space = open_space(new_space("Getting help at home").uid)
        add_prompt(self.space.uid, "What helps you stay at home?")
        close_store()
        self.engine = server_at(self.address)

    def ask(self, question: Callable[[], Any]) -> Any:
        """Ask the server something, past the faulty link."""
        with elsewhere(self.engine):
            if self.engine.is_closed():
                self.engine.connect()
            return question()

    def crash(self) -> None:
        """Have the server die without finishing anything, and start it again."""
        folder = folder_of(self.address)
        self.engine.close()
        stop_server(folder, signal.SIGQUIT)  # PostgreSQL calls this an immediate shutdown
        start_again(folder)

    def close(self) -> None:
        self.proxy.close()
        self.engine.close()


def _on_socket(path: str) -> socket.socket:
    one = socket.socket(socket.AF_UNIX)
    one.connect(path)
    return one


@pytest.fixture
def home(server: str) -> Iterator[Home]:
    with closing(Home(server)) as made:
        yield made
        outbox.use_link(None)
        remove_database(server, made.address)


def until(true: Callable[[], object], seconds: float = LONG) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


class SteppedLink(Link):
    """A link that takes its passes when the test says so."""

    def step(self) -> None:
        try:
            self.one_pass()
        except HeardError as trouble:
            self._is_down(trouble)

    def ask(self, asked: Callable[[], Any]) -> Any:
        if self.down_since:
            return super().ask(asked)
        self.step()
        with elsewhere(self._server):
            return asked()


def a_kiosk(home: Home) -> SteppedLink:
    """Open the database of a kiosk of this server, with a link that the test steps."""
    end, warning = open_kiosk_store(home.by_proxy)
    end()
    assert not warning
    database.connect(reuse_if_open=True)
    link = SteppedLink(server_at(home.by_proxy), home.space.uid)
    outbox.use_link(link)
    link.step()
    return link


def test_a_whole_visit_with_the_link_up_down_and_up_again(home: Home) -> None:
    home.ask(lambda: set_pin("836194"))
    link = a_kiosk(home)
    space = home.space.uid
    assert [one.text for one in prompts_of(space)] == ["What helps you stay at home?"]
    assert check_pin("836194")
    kiosk = new_uid()
    report_face(kiosk, space, FaceKind.KIOSK, public_key="key")

    # The link falls in the middle of a visit: the words are here, the consents come later.
    first = capture(space, "More time from the same carer.", face="kiosk 1").uid
    link.step()
    assert home.ask(lambda: contribution(first).words) == "More time from the same carer."
    assert ContributionRow.select().count() == 0  # gone from here, and not only marked
    home.proxy.mode = REFUSE
    link.step()
    assert link.down_since
    assert not outbox.ask_for_help(kiosk)
    outbox.tell_about(first, role="a carer", consent=Consent(True, True, True))
    receipt = outbox.give(first, space)
    second = capture(space, "The bus comes too late.", face="kiosk 1").uid
    outbox.tell_about(second, role="", consent=Consent(True, False, False))
    of_second = outbox.give(second, space)
    third = capture(space, "This must not stay.", face="kiosk 1").uid
    outbox.take_back(third)
    outbox.check_out(space, (1, 2))
    sound = b"RIFF" + b"s" * 4000
    spoken = a_recording(space, sound)
    save_draft(new_uid(), space, kiosk, "I wanted to say", face_name="kiosk 1")
    assert outbox.find(" ".join(of_second), "kiosk 1")[0].uid == second
    with pytest.raises(outbox.NoLinkError, match="no network"):
        outbox.find(" ".join(receipt), "kiosk 1")
    kept = outbox.kept_here()
    assert (kept.number, kept.down_since) == (6, link.down_since)

    home.proxy.mode = PASS
    link.step()
    assert outbox.kept_here() == outbox.Kept()
    one = home.ask(lambda: contribution(first))
    assert (one.role, one.consent) == ("a carer", Consent(True, True, True))
    assert home.ask(lambda: contribution(second).consent) == Consent(True, False, False)
    assert home.ask(lambda: contribution(third).state) is State.WITHDRAWN
    assert home.ask(lambda: path_of(spoken).read_bytes()) == sound
    assert [one.face_name for one in home.ask(lambda: drafts(space))] == []  # still being typed
    assert outbox.find(" ".join(receipt), "kiosk 1")[0].uid == first
    assert home.ask(lambda: [face.kept for face in faces_of(space)]) == [0]

    _change_and_take_back_while_it_is_down(home, link, first, second)
    words = b"same carer"
    for file in kiosk_database(home.by_proxy).parent.glob("heard.db*"):
        assert words not in file.read_bytes()


def _change_and_take_back_while_it_is_down(
    home: Home, link: SteppedLink, first: UUID, second: UUID
) -> None:
    """Change and take back by receipts: in that order, once each."""
    space = home.space.uid
    home.proxy.mode = DROP
    link.step()
    outbox.change(first, "More time, please.", language="en", space=space)
    outbox.take_back(second)
    home.proxy.mode = PASS
    link.step()
    assert home.ask(lambda: contribution(first).words) == "More time, please."
    assert home.ask(lambda: contribution(second).words) == ""
    home.ask(lambda: close_space(space))
    home.proxy.mode = REFUSE
    link.step()
    # The kiosk does not know yet that the space is closed: what it took is kept all the same.
    outbox.change(first, "Said too late.", language="en", space=space)
    home.proxy.mode = PASS
    link.step()
    [other] = home.ask(lambda: other_versions(space))
    assert (other.here, other.other) == ("More time, please.", "Said too late.")


def a_recording(space: UUID, sound: bytes) -> UUID:
    @verb
    def keep() -> UUID:
        uid = capture(space, "", way_in=WayIn.RECORDED, face="kiosk 1").uid
        digest = sha256(sound).hexdigest()
        RecordingRow.create(contribution=uid, seconds=1.0, bytes=len(sound), sha256=digest)
        put_file(uid, sound)
        return uid

    uid = keep()
    assert recording_of(uid)
    return uid


class StoppedError(Exception):
    """The process is killed here."""


def crash_before_the_disk_knows(home: Home, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Send five, die after the server's commit, start again, send; return lost and twice."""
    a_kiosk(home)
    before = home.ask(lambda: len(newest(home.space.uid)))
    said = [capture(home.space.uid, f"words {n}").uid for n in range(5)]
    with monkeypatch.context() as patch:
        patch.setattr(forwarding, "_let_go", _die)
        with pytest.raises(StoppedError):
            Forwarder(server_at(home.by_proxy)).forward()
    Forwarder(server_at(home.by_proxy)).forward()
    there = home.ask(lambda: len(newest(home.space.uid))) - before
    return max(0, len(said) - there), max(0, there - len(said))


def cut_while_sending(home: Home) -> int:
    """Send five by a link that is cut; return how many are lost in the end."""
    a_kiosk(home)
    before = home.ask(lambda: len(newest(home.space.uid)))
    for number in range(5):
        capture(home.space.uid, f"cut {number}")
    home.proxy.mode = REFUSE
    time.sleep(0.15)  # what is open is closed
    with pytest.raises(ServerAwayError):
        Forwarder(server_at(home.by_proxy)).forward()
    home.proxy.mode = PASS
    Forwarder(server_at(home.by_proxy)).forward()
    return 5 - int(home.ask(lambda: len(newest(home.space.uid))) - before)


def _die(_uids: object) -> None:
    raise StoppedError


def test_the_worst_instants_and_the_two_controls_that_fail(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert crash_before_the_disk_knows(home, monkeypatch) == (0, 0)
    assert cut_while_sending(home) == 0
    real = put_new

    def under_a_new_id(carried: Carried) -> bool:
        return real(Carried({**carried.row, "uid": new_uid()}))

    with monkeypatch.context() as patch:
        patch.setattr(forwarding, "put_new", under_a_new_id)
        assert crash_before_the_disk_knows(home, monkeypatch) == (0, 5)
    read = read_carried

    def deleted_before_it_is_sent(uids: Any) -> tuple[Carried, ...]:
        found = read(uids)
        forwarding._let_go(uids)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(forwarding, "read_carried", deleted_before_it_is_sent)
        assert cut_while_sending(home) == 5


def test_a_kiosk_whose_clock_is_an_hour_wrong_is_open_and_closes_nobody(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what is being typed there is not offered at the desk."""
    link, space = a_kiosk(home), home.space.uid
    desk = new_uid()
    home.ask(lambda: report_face(desk, space, FaceKind.DESK))
    for wrong in (-HOUR_MS, HOUR_MS):
        with monkeypatch.context() as there:
            for module in (draft, face, face_link, shared_clock):
                there.setattr(module, "now_ms", lambda wrong=wrong: now_ms() + wrong)
            shared_clock._found.clear()
            kiosk, typed = new_uid(), new_uid()
            report_face(kiosk, space, FaceKind.KIOSK, public_key="key")
            save_draft(typed, space, kiosk, "I wanted to say")
            link.step()
        shared_clock._found.clear()
        open_now = {one.uid for one in home.ask(lambda: faces_of(space))}
        assert open_now == {desk, kiosk}
        assert typed not in {one.uid for one in home.ask(lambda: drafts(space))}


def test_what_the_server_refuses_holds_up_nothing(home: Home) -> None:
    a_kiosk(home)
    strange = open_space(new_space("Nobody knows this one").uid)
    lost = capture(strange.uid, "for another space").uid
    good = capture(home.space.uid, "for this one").uid
    forwarder = Forwarder(server_at(home.by_proxy))
    assert forwarder.forward() == 1
    assert forwarder.stuck == {lost}
    assert home.ask(lambda: contribution(good).words) == "for this one"
    assert contribution(lost).words == "for another space"
    assert forwarder.forward() == 0


def test_a_kiosk_starts_from_its_copy_or_says_that_it_has_none(home: Home) -> None:
    home.proxy.mode = REFUSE
    with pytest.raises(StoreError, match="never connected"):
        open_kiosk_store(home.by_proxy)
    home.proxy.mode = PASS
    end, warning = open_kiosk_store(home.by_proxy)
    end()
    assert warning == ""
    home.proxy.mode = REFUSE
    end, warning = open_kiosk_store(home.by_proxy)
    try:
        assert "last copy" in warning
        capture(find_space().uid, "said without a network")
        assert outbox.kept_here().number == 1
        assert outbox.kept_here().down_since
        home.proxy.mode = PASS
        until(lambda: outbox.kept_here() == outbox.Kept())
        assert len(home.ask(lambda: newest(home.space.uid))) == 1
    finally:
        end()


def test_a_store_that_is_closed_before_its_link_ends_in_peace(home: Home) -> None:
    end, _ = open_kiosk_store(home.by_proxy)
    capture(find_space().uid, "said before the store was closed")
    until(lambda: outbox.kept_here() == outbox.Kept())
    close_store()
    end()  # a fault of its thread would be raised by the next test


def test_waits_grow_by_chance_to_two_seconds_and_begin_anew() -> None:
    most = BackOff(lambda: 1.0)
    assert [most.next() for _ in range(8)] == [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 2.0, 2.0]
    most.begin_anew()
    assert most.next() == 0.05
    assert [BackOff(lambda: 0.0).next() for _ in range(3)] == [0, 0, 0]


@pytest.mark.parametrize(
    "rounds", [10, pytest.param(200, marks=[pytest.mark.soak, pytest.mark.timeout(3600)])]
)
def test_nothing_is_lost_and_nothing_twice_by_a_faulty_link(home: Home, rounds: int) -> None:
    chance = random.Random(rounds)
    said: set[str] = set()
    kiosk = Kiosk(home.by_proxy, said, dies_after=20)
    kills = crashes = 0
    for number in range(rounds):
        home.proxy.mode = chance.choice((*FAULTS, CUT, CUT))
        time.sleep(0.1 + 0.2 * chance.random())
        if number % 50 == 4:
            home.crash()
            crashes += 1
        if kiosk.is_dead or number % 5 == 3:
            kiosk.kill()
            kills += 1
            home.proxy.mode = PASS
            kiosk = Kiosk(home.by_proxy, said, dies_after=0 if number % 2 else 30)
        home.proxy.mode = PASS
        time.sleep(0.05)
    before = len(said)
    until(lambda: len(said) > before)
    kiosk.kill()
    end, _ = open_kiosk_store(home.by_proxy)
    try:
        until(
            lambda: outbox.kept_here() == outbox.Kept() and not DeedRow.select().count(), ALL_HOME
        )
    finally:
        end()
    there = home.ask(_uids)
    assert not {UUID(one) for one in said} - set(there), "lost"
    assert len(there) == len(set(there)), "twice"
    assert home.ask(_words_twice) == 0
    # By chance: in a few rounds one kind of trouble may not come; in two hundred each does.
    troubles = (kills, crashes, home.proxy.cuts)
    assert min(troubles) > 0 if rounds > 50 else sum(troubles) > 0
    assert len(said) > 10


def _uids() -> list[UUID]:
    return [row.uid for row in ContributionRow.select(ContributionRow.uid)]


def _words_twice() -> int:
    """Return how many rows more there are than moments of capture and words."""
    rows = ContributionRow.select(fn.COUNT(ContributionRow.uid)).scalar()
    different = (
        ContributionRow.select(ContributionRow.words, ContributionRow.created).distinct().count()
    )
    return int(rows) - int(different)


class Kiosk:
    """A real kiosk process; what it said is safe goes into a set."""

    def __init__(self, address: str, said: set[str], *, dies_after: int) -> None:
        self._said = said
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.link.kiosk", address, "60", str(dies_after)],
            cwd=HOME,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self._take(self._process.stdout.readline())
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _take(self, line: str) -> None:
        if not line.endswith("\n"):
            return  # killed while it was saying so
        self._said.add(line.strip())

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._take(line)

    @property
    def is_dead(self) -> bool:
        return self._process.poll() is not None

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()
