"""Keeps the speaking process at work: starts it, replaces it, and keeps the book of requests.

Everything here happens on one thread, in the order of its inbox, so there is nothing to lock:
the app's calls, the lines of the process and its death all arrive as steps to take.
"""

from __future__ import annotations

import contextlib
import itertools
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assets.language import N_, _
from voice.child import CANNOT_SPEAK, Child
from voice.events import VoiceEvent
from voice.leash import Leash
from voice.troubles import Trouble

# A stop takes less than 5 ms, 17 ms on a tenth of a core. After this long it hangs.
_STOP_SECONDS = 0.2
# A request that interrupts should begin at once; the first after the start may load voices.
_BEGIN_SECONDS = 3.0
# The process is ready after 30 ms, 420 ms on a tenth of a core.
_READY_SECONDS = 20.0
_MOST_DEATHS = 5
_WAITS = N_("Another screen is speaking. This one is next.")
_A_MINUTE = 60.0


@dataclass
class Request:
    """A request that has not ended. `answer_by` is when silence about it means: it hangs.

    `ticket` is its number on the pipe, a new one each time it is handed to the process; 0 while
    it is held back by a pause. `place` is where its last word began.
    """

    number: int
    command: dict[str, Any]
    ticket: int = 0
    place: int = 0
    started: bool = False
    cut: bool = False
    answer_by: float | None = None

    @property
    def is_speech(self) -> bool:
        """Whether it is to be heard (else it is to be written to a file)."""
        return bool(self.command["op"] == "say")


@dataclass
class Silenced:
    """Speech that a pause took back, until the process has answered that it is silent."""

    request: Request
    answer_by: float


class Keeper:
    """The thread behind a Speaker. `on_event` is called on it, and on no other."""

    def __init__(
        self,
        on_event: Callable[[VoiceEvent], None],
        on_off: Callable[[str | None], None],
        settings: dict[str, Any],
    ) -> None:
        self._on_event = on_event
        self._on_off = on_off
        self._settings = settings
        self._inbox: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._order = threading.Lock()  # between silencing a player and saying so in the inbox
        self._requests: dict[int, Request] = {}
        self._tickets = itertools.count(1)
        self._handed_out: dict[int, Request] = {}  # by ticket
        self._silenced: dict[int, Silenced] = {}  # by ticket
        self._paused = False
        self._child: Child | None = None
        self._child_lock = threading.Lock()  # for close(), which may not wait for the inbox
        self._ready_by = 0.0
        self._deaths: deque[float] = deque()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="voice-keeper", daemon=True)
        self._thread.start()

    # What the app's thread calls. None of it waits, but for close().

    def ask(self, request: Request, *, paused: bool) -> None:
        """Have a request said or saved; speech that is asked for in a pause waits for its end."""

        def step() -> None:
            self._take(request, paused)

        if request.command.get("cut"):
            self._silence_and(step)
        else:
            self._inbox.put(step)

    def pause(self) -> None:
        """Silence what is being said, and keep it and what waits for `go_on`."""
        self._silence_and(self._pause)

    def go_on(self) -> None:
        """Say what a pause held back, from the word at which it was cut."""
        self._inbox.put(self._go_on)

    def stop(self) -> None:
        """Silence what is being said and forget what waits to be said."""
        self._silence_and(self._stop)

    def set(self, settings: dict[str, Any]) -> None:
        """Have settings apply from the next utterance on."""
        self._inbox.put(lambda: self._set(settings))

    def close(self) -> None:
        """Kill the process and its player now, and end all requests."""
        with self._child_lock:
            self._closed = True
            if self._child:
                self._child.kill()
        self._inbox.put(lambda: None)  # wakes it
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout=1.0)

    def _silence_and(self, step: Callable[[], None]) -> None:
        """Kill the player, then take a step that knows of it.

        The signal goes first, since waking another thread takes longer. What the process tells
        of the death of its player waits behind the step, or it would be taken for trouble.
        """
        with self._order:
            player = self.player
            if player:
                player.silence()
            self._inbox.put(step)

    @property
    def player(self) -> Leash | None:
        """A hold on the player that is heard now, to silence it without waiting for anybody."""
        child = self._child
        return child.player if child else None

    @property
    def child_pid(self) -> int | None:
        """The number of the speaking process, if there is one."""
        child = self._child
        return child.pid if child else None

    # The thread.

    def _run(self) -> None:
        while not self._closed:
            try:
                step = self._inbox.get(timeout=self._patience())
            except queue.Empty:
                if self._child:
                    self._child.kill()  # it hangs; its death does the rest
                    self._ready_by = float("inf")
                    self._silenced.clear()
                    for request in self._requests.values():
                        request.answer_by = None
                continue
            step()
        self._end_all()

    def _patience(self) -> float | None:
        """Seconds until the process must have answered; None: nothing is owed."""
        child = self._child
        if child is None:
            return None
        if child.is_ready:
            owed = [one.answer_by for one in self._requests.values() if one.answer_by]
            owed += [one.answer_by for one in self._silenced.values()]
        else:
            owed = [self._ready_by]
        if not owed or min(owed) == float("inf"):
            return None
        return max(0.0, min(owed) - time.monotonic())

    def _take(self, request: Request, paused: bool) -> None:
        self._paused = paused
        if request.command.get("cut"):
            self._mark_cut()
            request.answer_by = time.monotonic() + _BEGIN_SECONDS
        self._requests[request.number] = request
        self._hand_out_or_start([request])

    def _hand_out_or_start(self, requests: list[Request]) -> None:
        if self._child is None:
            self._start()  # which hands out all there are
            return
        for request in requests:
            self._hand_out(self._child, request)

    def _hand_out(self, child: Child, request: Request) -> None:
        if self._paused and request.is_speech:
            return
        request.ticket = next(self._tickets)
        self._handed_out[request.ticket] = request
        child.send(request.command | {"id": request.ticket, "from": request.place})

    def _stop(self) -> None:
        self._paused = False
        self._mark_cut()
        if self._child:
            self._child.send({"op": "stop"})

    def _mark_cut(self) -> None:
        for request in list(self._requests.values()):
            if not request.is_speech or request.cut:
                continue
            if not request.ticket:  # a pause held it back: the process knows nothing of it
                self._end(request, completed=False)
                continue
            request.cut = True
            request.answer_by = time.monotonic() + _STOP_SECONDS

    def _pause(self) -> None:
        """Take all speech back; to the process this is a stop, which it must answer in time."""
        self._paused = True
        for request in self._requests.values():
            if request.is_speech and request.ticket and not request.cut:
                del self._handed_out[request.ticket]
                answer_by = time.monotonic() + _STOP_SECONDS
                self._silenced[request.ticket] = Silenced(request, answer_by)
                request.ticket = 0
                request.started = False
                request.answer_by = None
        if self._child:
            self._child.send({"op": "stop"})

    def _go_on(self) -> None:
        self._paused = False
        held = [one for one in self._requests.values() if one.is_speech and not one.ticket]
        for request in held[:1]:
            # A file that is being written makes way for it, so that it begins at once.
            request.command["cut"] = True
            request.answer_by = time.monotonic() + _BEGIN_SECONDS
        if held:
            self._hand_out_or_start(held)

    def _set(self, settings: dict[str, Any]) -> None:
        self._settings |= settings
        if self._child:
            self._child.send({"op": "set", **settings})

    # The process begins.

    def _start(self) -> None:
        """Start a process and hand it all requests; when that cannot be, end them."""
        now = time.monotonic()
        while self._deaths and now - self._deaths[0] > _A_MINUTE:
            self._deaths.popleft()
        if len(self._deaths) >= _MOST_DEATHS:
            self._give_up(Trouble.KEEPS_FAILING)
            return
        self._ready_by = now + _READY_SECONDS
        with self._child_lock:
            if self._closed:
                return
            try:
                self._child = Child(self._on_line, self._on_death)
            except OSError:
                self._child = None
        if self._child is None:
            self._give_up(Trouble.CANNOT_START)
            return
        self._child.send({"op": "set", **self._settings})
        for request in self._requests.values():
            self._hand_out(self._child, request)

    def _on_line(self, child: Child, news: dict[str, Any]) -> None:
        with self._order:
            self._inbox.put(lambda: self._hear(child, news))

    def _hear(self, child: Child, news: dict[str, Any]) -> None:
        ticket = news.get("id") or 0
        request = self._handed_out.get(ticket)
        if ticket in self._silenced:
            self._hear_of_silenced(ticket, news)
            return
        match news["ev"]:
            case "ready":
                child.is_ready = True
                self._owe_from_now()
                self._tell(VoiceEvent("ready", None))
            case "start" if request:
                request.started = True
                if not request.cut:
                    request.answer_by = None
                self._tell(VoiceEvent("start", request.number))
            case "note" if request and not request.cut:
                self._tell(VoiceEvent("note", request.number, sentence=news["sentence"]))
            case "wait" if request and not request.cut:
                self._tell(VoiceEvent("wait", request.number, sentence=_(_WAITS)))
            case "word" if request and not request.cut:
                request.place = news["at"]
                self._tell(VoiceEvent("word", request.number, news["at"], news["n"]))
            case "off" if not (request and request.cut):
                self._off(Trouble(news["trouble"]), request or self._last_speech())
            case "end" if request:
                if news["heard"]:
                    self._on_off(None)
                self._end(request, news["ok"], news.get("trouble"))

    def _hear_of_silenced(self, ticket: int, news: dict[str, Any]) -> None:
        """Hear of speech that a pause cut: it may have come further than we knew, or to its end."""
        request = self._silenced[ticket].request
        match news["ev"]:
            case "word":
                request.place = news["at"]
            case "off" if news["trouble"] != Trouble.PLAYER_FAILED:  # that was our silencing it
                self._off(Trouble(news["trouble"]), request)
            case "end":
                del self._silenced[ticket]
                is_held = request.number in self._requests and not request.ticket
                if news["heard"]:
                    self._on_off(None)
                if news["ok"] and is_held:
                    self._end(request, completed=True)

    def _owe_from_now(self) -> None:
        """Count from now: the process has only just begun to read."""
        now = time.monotonic()
        for request in self._requests.values():
            if request.answer_by:
                request.answer_by = now + (_STOP_SECONDS if request.cut else _BEGIN_SECONDS)
        for silenced in self._silenced.values():
            silenced.answer_by = now + _STOP_SECONDS

    # The process ends.

    def _on_death(self, child: Child, status: int) -> None:
        self._inbox.put(lambda: self._bury(child, status))

    def _bury(self, child: Child, status: int) -> None:
        if child is not self._child:
            return
        self._child = None
        self._handed_out.clear()
        self._silenced.clear()
        if status == CANNOT_SPEAK:  # it said why
            self._end_all()
            return
        if child.was_killed and not child.is_ready:
            self._give_up(Trouble.CANNOT_START)  # another would take as long
            return
        if not child.was_killed:
            self._deaths.append(time.monotonic())
        for request in list(self._requests.values()):
            # What it was busy with may be what it died of; the rest is asked again.
            if request.cut or (request.started and not child.was_killed):
                self._end(request, completed=False)
            else:
                request.started = False
                request.ticket = 0
        self._start()

    def _give_up(self, trouble: Trouble) -> None:
        self._off(trouble, self._last_speech())
        self._end_all()

    def _last_speech(self) -> Request | None:
        speech = [request for request in self._requests.values() if request.is_speech]
        return speech[-1] if speech else None

    # What the app is told.

    def _off(self, trouble: Trouble, request: Request | None) -> None:
        self._on_off(trouble.sentence)
        number = request.number if request else None
        self._tell(VoiceEvent("off", number, sentence=trouble.sentence))

    def _end_all(self) -> None:
        for request in list(self._requests.values()):
            self._end(request, completed=False)

    def _end(self, request: Request, completed: bool, trouble: str | None = None) -> None:
        del self._requests[request.number]
        self._handed_out.pop(request.ticket, None)
        sentence = Trouble(trouble).sentence if trouble else ""
        self._tell(VoiceEvent("end", request.number, completed=completed, sentence=sentence))

    def _tell(self, event: VoiceEvent) -> None:
        with contextlib.suppress(Exception):  # a screen's mistake must not silence the voice
            self._on_event(event)
