"""The desk takes in a kiosk's file from a stick, and decides where words differ."""

from contextlib import closing
from pathlib import Path

import pytest

from models.contribution.contribution import capture, contribution, newest
from models.contribution.table import ContributionRow
from models.desk.desk import read_desk
from models.desk.face import FaceKind, FaceRow, report_face
from models.encryption.encryption import looks_encrypted
from models.encryption.new_key import change_key
from models.identity import new_uid
from models.merge.merge import merge_file
from models.merge.other_store import file_engine
from models.merge.other_version import to_decide
from models.outbox.outbox import Kept
from models.outbox.pack import write_pack
from models.space.space import Space
from models.store.base import elsewhere
from screens.desk import merging
from screens.desk.desk import DeskScreen
from screens.desk.needs import needs
from screens.dialogs.key import KeyDialog, SecretLine
from screens.dialogs.versions import VersionsDialog
from screens.kiosk.lock import kept_words
from tests.screens.cells import rows
from tests.screens.conftest import Voice
from tests.screens.staging import Stage, put_on

KEY = "quagga 8 zwischenahn"


@pytest.fixture
def stick(space: Space, tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    write_pack(space.uid, folder / "heard.db")
    engine = file_engine(folder / "heard.db")
    with closing(engine), elsewhere(engine):
        engine.connect()
        capture(space.uid, "Said at the kiosk.", face="kiosk 2")
    return folder


def on_screen(stage: Stage) -> str:
    return " ".join("\n".join(rows(stage.app)).replace("▌", " ").split())


async def test_a_stick_is_taken_in_and_other_words_are_decided_at_the_desk(
    space: Space, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with put_on(DeskScreen(read_desk(space.uid))) as stage:
        desk = stage.screen
        assert isinstance(desk, DeskScreen)
        desk.action_merge()
        await stage.until(lambda: "no Heard file on a stick" in on_screen(stage))
        monkeypatch.setattr(merging, "files_on_sticks", lambda: (stick / "heard.db",))
        desk.action_merge()
        await stage.until(lambda: "Take in which file?" in on_screen(stage))
        await stage.press("1")
        await stage.until(lambda: "1 new, 0 here already" in on_screen(stage))
        assert not newest(space.uid)
        await stage.press("1")
        await stage.until(lambda: "1 new, 0 twice." in on_screen(stage))
        [one] = newest(space.uid)
        assert one.words == "Said at the kiosk."

        for number in range(2):
            engine = file_engine(stick / "heard.db")
            with closing(engine), elsewhere(engine):
                engine.connect()
                ContributionRow.update(words=f"Other words {number}.").execute()
            merge_file(stick)
        assert to_decide(space.uid) == 2
        sees = read_desk(space.uid)
        assert any("2 have other words from another machine" in line for line in needs(sees))
        desk.action_other_versions()
        await stage.until(lambda: isinstance(stage.screen, VersionsDialog))
        assert "Other words 0." in on_screen(stage)
        await stage.press("1")  # the words here stand
        await stage.until(lambda: "Other words 1." in on_screen(stage))
        await stage.press("2")
        await stage.until(lambda: to_decide(space.uid) == 0)
        assert contribution(one.uid).words == "Other words 1."


async def test_the_desk_asks_for_the_key_of_an_encrypted_stick_and_hides_it(
    space: Space, stick: Path, voice: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sqlcipher3")
    file = stick / "heard.db"
    change_key(file, "", KEY)
    assert looks_encrypted(file)
    monkeypatch.setattr(merging, "files_on_sticks", lambda: (file,))
    async with put_on(DeskScreen(read_desk(space.uid)), has_voice=True) as stage:
        desk = stage.screen
        assert isinstance(desk, DeskScreen)
        desk.action_merge()
        await stage.until(lambda: "Take in which file?" in on_screen(stage))
        await stage.press("1")
        await stage.until(lambda: isinstance(stage.screen, KeyDialog))
        assert "The key of stick/heard.db" in on_screen(stage)
        await stage.press(*"another", "enter")
        await stage.until(lambda: "That is not its key." in on_screen(stage))
        voice.said.clear()
        stage.app.screen_stack[0].echoes = True  # type: ignore[attr-defined]
        await stage.press(*["space" if sign == " " else sign for sign in KEY])
        assert "*" * len(KEY) in on_screen(stage)
        assert KEY not in on_screen(stage)
        assert voice.said == ["star"] * len(KEY)
        line = stage.screen.query_one(SecretLine)
        assert "quagga" not in line.aloud()
        line.action_select_all()
        await stage.press("ctrl+c", "ctrl+x")
        assert line.value == KEY
        assert not stage.app.clipboard
        await stage.press("f2")
        assert KEY in on_screen(stage)
        await stage.press("enter")
        await stage.until(lambda: "1 new, 0 here already" in on_screen(stage))
        assert not newest(space.uid)
        await stage.press("1")
        await stage.until(lambda: "1 new, 0 twice." in on_screen(stage))
        assert [one.words for one in newest(space.uid)] == ["Said at the kiosk."]
        assert "The key is shown." in voice.said
        assert "quagga" not in " ".join(voice.said)
    assert looks_encrypted(file)


def test_a_kiosk_that_is_behind_is_named_at_the_desk_and_says_so_behind_its_pin(
    space: Space,
) -> None:
    kiosk = new_uid()
    report_face(kiosk, space.uid, FaceKind.KIOSK)
    FaceRow.update(kept=7, kept_since=13 * 3_600_000 + 44 * 60_000).execute()
    lines = needs(read_desk(space.uid))
    assert "Kiosk 1: kept there, not here yet: 7 since 13:44" in lines
    assert kept_words(Kept()) == ""
    told = kept_words(Kept(7, 13 * 3_600_000, 14 * 3_600_000))
    assert told.startswith("No network since 14:00.")
    assert "7 things are kept here, since 13:00." in told
