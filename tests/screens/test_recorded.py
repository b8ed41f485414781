"""What was recorded: asked for by a screen, listened to and written down at the desk."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.message import Message

from models.contribution.contribution import Consent, Contribution, State, contribution, move
from models.identity import new_uid
from models.places import recordings_folder
from models.recording.recording import keep_recording, recording_of
from models.space.space import Space
from models.store import writer
from screens.desk.desk import DeskScreen
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.write import WriteDialog
from screens.messages import (
    NextPerson,
    PlayingEnded,
    PlayingPosition,
    PlayRecording,
    Record,
    RecordingBegan,
    RecordingEnded,
    RecordingLevel,
    Speak,
    StopPlaying,
    StopRecording,
    ThrowAwayRecording,
)
from screens.widgets.caption import Caption
from screens.widgets.level import EMPTY, FULL, Level
from screens.widgets.line_list import LineList
from tests.screens.cells import rows
from tests.screens.conftest import Voice
from tests.screens.staging import Stage, put_on
from tests.voice.conftest import PACED_PLAYER, is_alive, until, write_program
from tests.voice.recording import Microphone, loud


@pytest.fixture
def microphone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Microphone:
    """A machine with a microphone that gives a buzz, and a loudspeaker that takes its time."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    made = Microphone(tmp_path)
    made.put(loud(1), times=10)
    return made


@pytest.fixture
def player(microphone: Microphone) -> Callable[..., list[str]]:
    log = microphone.folder / "player.log"
    write_program(
        microphone.folder / "bin" / "aplay",
        PACED_PLAYER.format(python=sys.executable, log=str(log), paced=True),
    )

    def lines(what: str = "FIRST") -> list[str]:
        found = log.read_text().splitlines() if log.exists() else []
        return [line.split()[1] for line in found if line.split()[2] == what]

    return lines


def a_recorded_one(space: Space, seconds: float = 30) -> Contribution:
    from voice.wave_file import GrowingWave

    uid = new_uid()
    recordings_folder().mkdir(exist_ok=True)
    file = GrowingWave(recordings_folder() / f"{uid}.wav.part")
    file.write(loud(seconds))
    file.close()
    return keep_recording(
        space.uid, file.path, uid=uid, consent=Consent(True, True, True), face="kiosk 1"
    )


class Ear:
    """Takes what comes to the face; `put_on` hands every message to it."""

    def __init__(self) -> None:
        self.heard: list[Message] = []

    def __call__(self, message: Message) -> None:
        self.heard.append(message)

    def of(self, kind: type[Message]) -> list[Message]:
        """The messages of a kind, each once, however many widgets it passed."""
        return list({id(one): one for one in self.heard if isinstance(one, kind)}.values())


def last(ear: Ear, kind: type[Message]) -> Message:
    return [one for one in ear.heard if isinstance(one, kind)][-1]


async def test_a_screen_records_and_gets_what_was_said(
    demo: Space, microphone: Microphone, voice: Voice
) -> None:
    ear = Ear()
    uid = new_uid()
    async with put_on(DeskScreen, hook=ear) as stage:
        stage.screen.post_message(Record(uid))
        await stage.until(lambda: ear.of(RecordingBegan))
        assert voice.hushed, "the voice does not talk into it"
        said = len(voice.said)
        stage.screen.post_message(Speak("Not now."))
        stage.screen.post_message(Speak("Twenty seconds left.", while_recording=True))
        await stage.until(lambda: len(ear.of(RecordingLevel)) > 20)
        assert voice.said[said:] == ["Twenty seconds left."]
        stage.screen.post_message(StopRecording())
        await stage.until(lambda: ear.of(RecordingEnded))
        ended = last(ear, RecordingEnded)
        assert isinstance(ended, RecordingEnded)
        assert ended.path == recordings_folder() / f"{uid}.wav.part"
        assert (ended.uid, ended.has_voice, ended.sentence) == (uid, True, "")
        assert ended.seconds > 1.9
        level = last(ear, RecordingLevel)
        assert isinstance(level, RecordingLevel)
        assert level.hears
        assert level.shown > 0.9
        stage.screen.post_message(ThrowAwayRecording(uid))
        await stage.until(lambda: not list(recordings_folder().iterdir()))


async def test_the_next_person_is_not_recorded_into_the_last_answer(
    demo: Space, microphone: Microphone
) -> None:
    ear = Ear()
    async with put_on(DeskScreen, hook=ear) as stage:
        stage.screen.post_message(Record(new_uid()))
        await stage.until(lambda: ear.of(RecordingBegan))
        stage.screen.post_message(NextPerson())
        await stage.until(lambda: ear.of(RecordingEnded))
        assert not list(recordings_folder().iterdir())
        assert until(lambda: not any(is_alive(pid) for pid in microphone.pids))


async def test_leaving_heard_turns_the_microphone_off(demo: Space, microphone: Microphone) -> None:
    ear = Ear()
    async with put_on(DeskScreen, hook=ear) as stage:
        stage.screen.post_message(Record(new_uid()))
        await stage.until(lambda: ear.of(RecordingBegan))
    assert until(lambda: not any(is_alive(pid) for pid in microphone.pids))


async def test_trouble_is_told_to_the_screen(demo: Space, microphone: Microphone) -> None:
    (microphone.folder / "bin" / "arecord").unlink()
    ear = Ear()
    async with put_on(DeskScreen, hook=ear) as stage:
        stage.screen.post_message(Record(new_uid()))
        await stage.until(lambda: ear.of(RecordingEnded))
        ended = last(ear, RecordingEnded)
        assert isinstance(ended, RecordingEnded)
        assert ended.path is None
        assert ended.sentence.startswith("This machine cannot record:")


@pytest.mark.parametrize("by", ["a key", "a message", "words"])
async def test_a_recording_plays_and_stops_at_once(
    demo: Space, player: Callable[..., list[str]], by: str
) -> None:
    path = recordings_folder() / f"{a_recorded_one(demo).uid}.wav"
    ear = Ear()
    async with put_on(DeskScreen, hook=ear) as stage:
        stage.screen.post_message(PlayRecording(path))
        await stage.until(lambda: ear.of(PlayingPosition))
        position = last(ear, PlayingPosition)
        assert isinstance(position, PlayingPosition)
        assert position.of == 30
        if by == "a key":
            await stage.press("f9")
        elif by == "words":
            stage.screen.post_message(Speak("Something else."))
        else:
            stage.screen.post_message(StopPlaying())
        await stage.until(lambda: ear.of(PlayingEnded))
        (pid,) = player()
        assert until(lambda: not is_alive(int(pid)))


# -- the desk ---------------------------------------------------------------------------------


async def light(stage: Stage, one: Contribution) -> DeskScreen:
    screen = stage.screen
    assert isinstance(screen, DeskScreen)
    await stage.until(lambda: any(c.uid == one.uid for c in screen.sees.contributions))
    screen.query_one("#list", LineList).light(one.uid)
    await stage.press("escape")
    return screen


async def test_the_desk_lists_it_with_its_length(demo: Space) -> None:
    one = a_recorded_one(demo, seconds=12)
    async with put_on(DeskScreen, (132, 43)) as stage:
        await light(stage, one)
        await stage.settle()
        page = "\n".join(rows(stage.app))
        assert "recorded at kiosk 1" in page
        assert "recorded, 12 seconds, not written down yet" in page


async def test_with_headphones_one_key_plays_it_and_stops_it(
    demo: Space, player: Callable[..., list[str]]
) -> None:
    one = a_recorded_one(demo)
    async with put_on(DeskScreen, (132, 43), has_voice=True) as stage:
        screen = await light(stage, one)
        caption = screen.query_one(Caption)
        await stage.press("l")
        await stage.until(lambda: caption.sentence.startswith("Playing:"))
        assert "of 30 seconds. Any key stops it." in caption.sentence
        await stage.press("l")
        await stage.until(lambda: caption.sentence == "Stopped.")
        (pid,) = player()
        assert until(lambda: not is_alive(int(pid)))
        await stage.settle()
        assert len(player()) == 1, "the key that stopped it did not start it again"
        await stage.press("l")
        await stage.until(lambda: len(player()) == 2)


async def test_without_headphones_the_desk_asks_who_hears_it(
    demo: Space, player: Callable[..., list[str]]
) -> None:
    one = a_recorded_one(demo)
    async with put_on(DeskScreen) as stage:
        await light(stage, one)
        await stage.press("l")
        assert isinstance(stage.screen, ConfirmDialog)
        assert "May everybody here hear this?" in "\n".join(rows(stage.app))
        await stage.press("enter")
        await stage.settle()
        assert not player()
        await stage.press("l", "2")
        await stage.until(player)


async def test_a_person_writes_it_down_and_corrects_it(demo: Space) -> None:
    one = a_recorded_one(demo)
    move(one.uid, State.CLEARED)
    async with put_on(DeskScreen, (132, 43)) as stage:
        screen = await light(stage, one)
        await stage.press("e")
        assert isinstance(stage.screen, WriteDialog)
        await stage.press(*"The bus", "enter")
        await stage.until(lambda: contribution(one.uid).words == "The bus")
        assert contribution(one.uid).state is State.WAITING
        await stage.until(lambda: screen.query_one(Caption).sentence == "Written down.")
        await stage.until(lambda: screen.lit is not None and screen.lit.words == "The bus")
        await stage.press("e", *" is late", "enter")
        await stage.until(lambda: contribution(one.uid).words == "The bus is late")
        found = recording_of(one.uid)
        assert found is not None
        assert found.written_down_by == "the scribe"


async def test_what_was_not_recorded_says_so(demo: Space, voice: Voice) -> None:
    async with put_on(DeskScreen) as stage:
        screen = stage.screen
        await stage.press("escape", "l")
        assert "was not recorded" in screen.query_one(Caption).sentence
        await stage.press("e")
        assert "was not recorded" in screen.query_one(Caption).sentence


async def test_a_missing_file_is_told_at_the_desk(demo: Space) -> None:
    one = a_recorded_one(demo)
    (recordings_folder() / f"{one.uid}.wav").unlink()
    async with put_on(DeskScreen, has_voice=True) as stage:
        screen = await light(stage, one)
        await stage.press("l")
        await stage.until(lambda: "not on this machine" in screen.query_one(Caption).sentence)
    writer.finish()


@pytest.mark.parametrize("choice", ["1", "2", "3"])
async def test_what_was_cut_off_is_offered_at_the_desk(
    demo: Space, player: Callable[..., list[str]], choice: str
) -> None:
    from voice.wave_file import GrowingWave

    uid = new_uid()
    recordings_folder().mkdir()
    file = GrowingWave(recordings_folder() / f"{uid}.wav.part")
    file.write(loud(30))
    file.close()
    os.utime(file.path, (1_700_000_000, 1_700_000_000))
    async with put_on(DeskScreen, (132, 43), has_voice=True) as stage:
        screen = stage.screen
        assert isinstance(screen, DeskScreen)
        await stage.until(lambda: "was cut off" in screen.query_one(Caption).sentence)
        await stage.press("escape", "v")
        await stage.until(lambda: "30 seconds" in "\n".join(rows(stage.app)))
        await stage.press(choice)
        if choice == "1":
            await stage.until(player)
        elif choice == "2":
            await stage.until(lambda: uid in {c.uid for c in screen.sees.contributions})
            one = contribution(uid)
            assert (one.state, one.consent) == (State.HELD, Consent())
            assert "cut off" in one.reason
        else:
            await stage.until(lambda: not file.path.exists())
        if choice != "1":
            await stage.press("v")
            await stage.until(
                lambda: screen.query_one(Caption).sentence == "No recording was cut off."
            )


# -- the meter --------------------------------------------------------------------------------


class Meter(App[None]):
    def compose(self) -> ComposeResult:
        yield Level()


@pytest.mark.parametrize("width", [20, 80])
async def test_the_meter_is_a_word_a_shape_and_a_bar(width: int) -> None:
    app = Meter()
    async with app.run_test(size=(width, 5)) as pilot:
        level = app.query_one(Level)
        length = min(40, width)
        await pilot.pause()
        words, bar = rows(app)[:2]
        assert (words.strip(), bar.strip()) == ("○ I hear nothing yet", EMPTY * length)
        assert level.aloud() == "I hear nothing yet."
        assert level.show(0.5, hears=True), "the words changed: worth saying"
        assert not level.show(0.55, hears=True)
        level.show(0.5, hears=True)
        await pilot.pause()
        words, bar = rows(app)[:2]
        assert words.strip() == "● I hear you"
        assert bar.strip() == FULL * (length // 2) + EMPTY * (length - length // 2)
        level.show(0.001, hears=True)
        await pilot.pause()
        assert rows(app)[1].strip().count(FULL) == 1, "whatever is heard is seen"
        level.clear()
        await pilot.pause()
        assert FULL not in rows(app)[1]
