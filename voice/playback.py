"""Playing a recording, as the app sees it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from voice.child import Child
from voice.troubles import Trouble

_MODULE = "voice.playback_process"


@dataclass(frozen=True)
class PlaybackEvent:
    """One piece of news: `waits` for another voice, `position` (`at` of `of` seconds), `ended`.

    There is exactly one `ended` for each `play`. `completed` tells whether it was heard to its
    end, and `sentence` why it could not be heard.
    """

    kind: Literal["waits", "position", "ended"]
    path: Path
    at: float = 0.0
    of: float = 0.0
    completed: bool = False
    sentence: str = ""


class Playback:
    """Plays one recording at a time, by the same player and in the same turn as the voice.

    No method waits. `on_event` is called on a thread of the playback.
    """

    def __init__(
        self,
        on_event: Callable[[PlaybackEvent], None],
        *,
        player: Sequence[str] | None = None,
        device: str = "",
    ) -> None:
        self._on_event = on_event
        self._player = list(player) if player else None
        self.device = device
        self._lock = threading.Lock()
        self._now: _Playing | None = None

    @property
    def playing(self) -> Path | None:
        """What is being played, or waits to be."""
        now = self._now
        return now.path if now else None

    def play(self, path: Path, key: str = "") -> None:
        """Play a recording from its start; what is being played is cut.

        A sealed one needs its ``key``. It is opened in the memory of the process that plays it.
        """
        self.stop()
        with self._lock:
            playing = self._now = _Playing(path)
        try:
            playing.child = Child(
                lambda _, news: self._hear(playing, news),
                lambda *_: self._end(playing, Trouble.PLAYER_FAILED),
                _MODULE,
            )
        except OSError:
            self._end(playing, Trouble.CANNOT_START)
            return
        order = {"path": str(path.absolute()), "player": self._player, "device": self.device}
        order["key"] = key
        playing.child.send(order)

    def stop(self) -> None:
        """Silence it now."""
        playing = self._now
        if playing is None:
            return
        if playing.child:
            if playing.child.player:
                playing.child.player.silence()
            playing.child.kill()
        self._end(playing, None, completed=False)

    def _hear(self, playing: _Playing, news: dict[str, Any]) -> None:
        if news["ev"] == "ended":
            trouble = news["trouble"]
            self._end(playing, Trouble(trouble) if trouble else None, completed=not trouble)
        elif self._now is playing and news["ev"] == "waits":
            self._on_event(PlaybackEvent("waits", playing.path))
        elif self._now is playing and news["ev"] == "position":
            self._on_event(PlaybackEvent("position", playing.path, news["seconds"], news["of"]))

    def _end(self, playing: _Playing, trouble: Trouble | None, *, completed: bool = False) -> None:
        with self._lock:
            if self._now is not playing:
                return
            self._now = None
        sentence = trouble.sentence if trouble else ""
        self._on_event(PlaybackEvent("ended", playing.path, completed=completed, sentence=sentence))


class _Playing:
    """One recording that is being played."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.child: Child | None = None
