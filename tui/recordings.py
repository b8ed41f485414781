"""The application's one recorder and its one way to play what was recorded."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from textual.message import Message

from assets.language import _
from models import writer
from models.places import recordings_folder
from models.settings import FaceSettings, Settings
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

    @property
    def is_recording(self) -> bool:
        """Whether somebody is being recorded now."""
        return self._recorder is not None and self._recorder.is_recording

    def obey(self, request: Request, face: FaceSettings) -> None:
        """Do what a screen asks, with the sound device and the microphone of its face."""
        match request:
            case Record():
                self._record(request.uid, face)
            case StopRecording():
                if self._recorder:
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
        if self._playback:
            self._playback.stop()

    def reset(self) -> None:
        """Somebody else is here: nothing of the last person is recorded or played on."""
        self.stop_playing()
        if self._recorder:
            self._recorder.throw_away()

    def close(self) -> None:
        """End everything now."""
        self.stop_playing()
        if self._recorder:
            self._recorder.close()

    def _record(self, uid: UUID, face: FaceSettings) -> None:
        from voice.recorder import Recorder

        if self.is_recording:
            return
        self.stop_playing()
        self._uid = uid
        self._recorder = Recorder(
            recordings_folder(),
            self._recorded,
            command=self._settings.voice.recorder or None,
            microphone=face.microphone,
            speaker=face.device,
            limit=self._settings.kiosk.recording_seconds,
        )
        self._recorder.start(str(uid))

    def _throw_away(self, uid: UUID) -> None:
        self.stop_playing()
        if self._recorder and self._recorder.is_recording and uid == self._uid:
            self._recorder.throw_away()
            return
        from models.recording import throw_away_unfinished

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
        self._playback.play(request.path)

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
