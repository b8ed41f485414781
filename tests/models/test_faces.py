"""The faces that are open: names, help, sound, and those that went away."""

from uuid import uuid4

import pytest

from models.desk import face
from models.desk.face import (
    GONE_AFTER_MS,
    FaceKind,
    ask_for_help,
    close_face,
    faces_of,
    report_face,
)
from models.space.space import Space, new_space


class Times:
    """A clock that stands until it is told to go on."""

    now = 1_000_000


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> Times:
    times = Times()
    monkeypatch.setattr(face, "now_ms", lambda: times.now)
    return times


def names(space: Space) -> list[str]:
    return [one.name for one in faces_of(space.uid)]


def test_the_first_report_gives_a_name_and_it_stays(space: Space, times: Times) -> None:
    kiosks = [uuid4() for _ in range(3)]
    for uid in kiosks:
        report_face(uid, space.uid, FaceKind.KIOSK)
    report_face(uuid4(), space.uid, FaceKind.DESK)
    assert names(space) == ["desk 1", "kiosk 1", "kiosk 2", "kiosk 3"]
    assert report_face(kiosks[1], space.uid, FaceKind.KIOSK).name == "kiosk 2"
    close_face(kiosks[1])
    assert names(space) == ["desk 1", "kiosk 1", "kiosk 3"]
    assert report_face(uuid4(), space.uid, FaceKind.KIOSK).name == "kiosk 2"


def test_a_face_that_is_silent_for_too_long_is_gone(space: Space, times: Times) -> None:
    one, two = uuid4(), uuid4()
    report_face(one, space.uid, FaceKind.ROOM)
    report_face(two, space.uid, FaceKind.KIOSK)
    times.now += GONE_AFTER_MS
    assert names(space) == ["kiosk 1", "room 1"]
    report_face(two, space.uid, FaceKind.KIOSK)
    times.now += 1
    assert names(space) == ["kiosk 1"]
    report_face(one, space.uid, FaceKind.ROOM)
    assert names(space) == ["kiosk 1", "room 1"]


def test_the_name_of_one_that_is_gone_is_free(space: Space, times: Times) -> None:
    report_face(uuid4(), space.uid, FaceKind.KIOSK)
    times.now += GONE_AFTER_MS + 1
    assert report_face(uuid4(), space.uid, FaceKind.KIOSK).name == "kiosk 1"
    assert names(space) == ["kiosk 1"]


def test_help_is_asked_silently_and_answered(space: Space, times: Times) -> None:
    uid = uuid4()
    report_face(uid, space.uid, FaceKind.KIOSK)
    ask_for_help(uid)
    assert [one.asks_help for one in faces_of(space.uid)] == [True]
    report_face(uid, space.uid, FaceKind.KIOSK)
    assert [one.asks_help for one in faces_of(space.uid)] == [True], "a report keeps the request"
    ask_for_help(uid, asks=False)
    assert [one.asks_help for one in faces_of(space.uid)] == [False]
    ask_for_help(uuid4())


def test_no_sound_is_told_with_its_reason(space: Space, times: Times) -> None:
    uid = uuid4()
    report_face(uid, space.uid, FaceKind.ROOM, sound_off="There is no sound card.")
    assert faces_of(space.uid)[0].sound_off == "There is no sound card."
    report_face(uid, space.uid, FaceKind.ROOM)
    assert faces_of(space.uid)[0].sound_off == ""


def test_a_face_follows_its_space(space: Space, times: Times) -> None:
    uid, other = uuid4(), new_space("Another")
    report_face(uid, space.uid, FaceKind.KIOSK)
    report_face(uid, other.uid, FaceKind.KIOSK)
    assert names(space) == []
    assert names(other) == ["kiosk 1"]


def test_ten_kiosks_are_in_the_order_of_their_numbers(space: Space, times: Times) -> None:
    for _ in range(11):
        report_face(uuid4(), space.uid, FaceKind.KIOSK)
    assert names(space) == [f"kiosk {n}" for n in range(1, 12)]
