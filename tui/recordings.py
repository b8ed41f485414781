"""The application's one recorder and its one way to play what was recorded."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from textual.message import Message

from assets.language import _
from models.places import recordings_folder
from models.recording.files import is_sealed_name
from models.recording.seal import is_sealing, key_for, seal_for
from models.settings import FaceSettings, Settings
from models.store import writer
from screens.messages import (
    PlayingEnded,
    PlayingPosition,
    PlayRecording,
    Record,
    RecordingBegan,
    RecordingEnded,
    RecordingLevel,
    RecordingWaits,
    RecordingWarning,
    StopPlaying,
    StopRecording,
    ThrowAwayRecording,
    Word,
)
from tui.sound_keys import SoundKeys

if TYPE_CHECKING:
    from voice.playback import Playback, PlaybackEvent
    from voice.recorder import Recorder, RecorderEvent

__all__ = ["Recordings", "Request"]

Request = Record | StopRecording | ThrowAwayRecording | PlayRecording | StopPlaying


class Recordings:
    """Records and plays what screens ask for, and reports to the face."""

    def __init__(self, settings: Settings, report: Callable[[Message], None]) -> None:
        self._settings = settings
        self._report = report
        self._recorder: Recorder | None = None
        self._uid: UUID | None = None
        self._playback: Playback | None = None
        self._just_cut: Path | None = None
        self._to_record = SoundKeys()
        self._to_play = SoundKeys()

    @property
    def is_recording(self) -> bool:
        """Whether somebody is being recorded now."""
        begun = self._recorder is not None and self._recorder.is_recording
        return begun or self._to_record.is_waiting

    def obey(self, request: Request, face: FaceSettings) -> None:
        """Do what a screen asks, with the sound device and the microphone of its face."""
        match request:
            case Record():
                self._record(request.uid, face)
            case StopRecording():
                if self._recorder and not self._not_begun():
                    self._recorder.stop()
            case ThrowAwayRecording():
                self._throw_away(request.uid)
            case PlayRecording():
                self._play(request, face)
            case StopPlaying():
                self.stop_playing()

    def cut(self) -> None:
        """Play no more because a key was pressed."""
        playing = self._playback.playing if self._playback else None
        self._just_cut = playing
        if playing:
            self.stop_playing()

    def stop_playing(self) -> None:
        """Play no more."""
        if self._to_play.forget():
            self._report(PlayingEnded(completed=False))
        if self._playback:
            self._playback.stop()

    def reset(self) -> None:
        """Somebody else is here: nothing of the last person is recorded or played on."""
        self.stop_playing()
        if self._recorder and not self._not_begun():
            self._recorder.throw_away()

    def close(self) -> None:
        """End everything now."""
        self.stop_playing()
        self._to_record.forget()
        if self._recorder:
            self._recorder.close()

    def _record(self, uid: UUID, face: FaceSettings) -> None:
        from voice.recorder import Recorder

        if self.is_recording:
            return
        self.stop_playing()
        self._uid = uid
        recorder = self._recorder = Recorder(
            recordings_folder(),
            self._recorded,
            command=self._settings.voice.recorder or None,
            microphone=face.microphone,
            speaker=face.device,
            limit=self._settings.kiosk.recording_seconds,
        )
        if not is_sealing():
            recorder.start(str(uid))
            return
        self._to_record.ask(
            seal_for,
            uid,
            lambda key: recorder.start(str(uid), key),
            lambda sentence: self._report(RecordingEnded(uid, None, sentence=sentence)),
        )

    def _not_begun(self) -> bool:
        """Begin no recording whose key is still to come; say whether there was one."""
        if self._uid is None or not self._to_record.forget():
            return False
        self._report(RecordingEnded(self._uid, None))
        return True

    def _throw_away(self, uid: UUID) -> None:
        self.stop_playing()
        if uid == self._uid and self._not_begun():
            return
        if self._recorder and self._recorder.is_recording and uid == self._uid:
            self._recorder.throw_away()
            return
        from models.recording.after_a_stop import throw_away_unfinished

        writer.submit(throw_away_unfinished, uid)

    def _play(self, request: PlayRecording, face: FaceSettings) -> None:
        from voice.playback import Playback

        was_cut, self._just_cut = self._just_cut, None
        if request.or_stop and was_cut == request.path:
            return  # the key that asks was the one that stopped it
        if self._playback is None:
            player = self._settings.voice.player or None
            self._playback = Playback(self._played, player=player)
        self._playback.device = face.device
        playback, path = self._playback, request.path
        if not is_sealed_name(path):
            playback.play(path)
            return
        self.stop_playing()
        self._to_play.ask(
            key_for,
            path,
            lambda key: playback.play(path, key),
            lambda sentence: self._report(PlayingEnded(completed=False, sentence=sentence)),
        )

    # What the threads of the voice call.

    def _recorded(self, event: "RecorderEvent") -> None:
        self._report(_NEWS[event.kind](event))

    def _played(self, event: "PlaybackEvent") -> None:
        if event.kind == "position":
            self._report(PlayingPosition(event.at, event.of))
        elif event.kind == "ended":
            self._report(PlayingEnded(event.completed, event.sentence))
        else:
            self._report(Word(_("Another screen is speaking. This one is next.")))


def _ended(event: "RecorderEvent") -> RecordingEnded:
    take = event.take
    return RecordingEnded(
        UUID(event.name),
        take.path if take else None,
        seconds=take.seconds if take else 0.0,
        has_voice=bool(take and take.has_voice),
        is_full=event.is_full,
        sentence=event.sentence,
    )


_NEWS: dict[str, Callable[[Any], Message]] = {
    "waits": lambda _event: RecordingWaits(
        _("Another screen is speaking. The recording begins after it.")
    ),
    "began": lambda _event: RecordingBegan(),
    "level": lambda event: RecordingLevel(event.shown, event.hears, event.seconds, event.left),
    "warn": lambda event: RecordingWarning(event.left),
    "ended": _ended,
}
