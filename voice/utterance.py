"""One thing to say: its sound on the way from the engine to a player, or to a file."""

from __future__ import annotations

import contextlib
import fcntl
import os
import queue
import subprocess
import threading
import time
import wave
from pathlib import Path

from voice.timeline import Span, Timeline
from voice.troubles import Trouble, trouble_with_player
from voice.turns import turn
from voice.words import words

# The engine may be this far ahead of the player: 50 chunks of 60 ms.
_CHUNKS_AHEAD = 50
# Bytes in the pipe to the player: 0.19 s at 22,050 Hz. Linux's usual 64 KB are 1.5 s, and
# the word times, which count from the first byte, would have nothing to go by.
_PIPE_BYTES = 8192
# Of a file as much is handed on at once: nobody listens, and threads that take turns cost time.
_FILE_BYTES = 1 << 18


class Utterance:
    """Takes samples from the engine's thread and hands them on from a thread of its own.

    With a `player` (a command) they are heard, when it is their turn on the `device` that it
    plays on; with a `path` they become a WAV file. `problem`
    tells what went wrong, `heard` whether the player got any sound.
    """

    def __init__(
        self,
        text: str,
        hertz: int,
        *,
        player: list[str] | None = None,
        device: str = "",
        path: Path | None = None,
    ) -> None:
        self.text = text
        self.hertz = hertz
        self.timeline = Timeline(words(text))
        self.problem: Trouble | None = None
        self._cancelled = threading.Event()
        self._waits = threading.Event()
        self.heard = False
        self._player = player
        self._device = device
        self._path = path
        self._process: subprocess.Popen[bytes] | None = None
        self._first_byte: float | None = None
        self._samples = 0
        self._held = bytearray()  # of a file, until there is enough to hand on
        self._chunks: queue.Queue[bytes | None] = queue.Queue(_CHUNKS_AHEAD)
        self._over = threading.Event()
        threading.Thread(target=self._run, name="voice-utterance", daemon=True).start()

    @property
    def cancelled(self) -> bool:
        """Whether it was cut."""
        return self._cancelled.is_set()

    @property
    def player(self) -> int | None:
        """The number of the process that plays it, once there is one."""
        return self._process.pid if self._process else None

    @property
    def waits(self) -> bool:
        """Whether it had to wait long for its turn on the device."""
        return self._waits.is_set()

    @property
    def seconds_heard(self) -> float:
        """How long the player has had sound to play."""
        return time.monotonic() - self._first_byte if self._first_byte is not None else 0.0

    # What the engine's thread calls.

    def feed(self, samples: bytes) -> bool:
        """Take 16-bit samples, waiting while the player is behind; False: no more is wanted."""
        self._samples += len(samples) // 2
        if not self._path:
            return self._put(samples)
        self._held += samples
        return not self.cancelled if len(self._held) < _FILE_BYTES else self._hand_on()

    def _hand_on(self) -> bool:
        held, self._held = bytes(self._held), bytearray()
        return self._put(held)

    @property
    def milliseconds(self) -> float:
        """How much sound was fed so far."""
        return self._samples * 1000 / self.hertz

    def close(self) -> None:
        """All samples were fed."""
        self.timeline.close(self.milliseconds)
        if self._held:
            self._hand_on()
        self._put(None)

    def _put(self, chunk: bytes | None) -> bool:
        while not (self.cancelled or self._over.is_set()):
            with contextlib.suppress(queue.Full):
                self._chunks.put(chunk, timeout=0.05)
                return True
        return False

    # What the worker's thread calls.

    def due(self) -> list[Span]:
        """Return the words that began since the last call, as (start, end)."""
        if self._first_byte is None or self.cancelled or self._path:
            return []
        return self.timeline.due((time.monotonic() - self._first_byte) * 1000)

    def is_over(self) -> bool:
        """Tell whether the sound came to its end, was cut, or failed."""
        return self._over.is_set()

    def cancel(self) -> None:
        """Silence it now. A file that is being written disappears."""
        self._cancelled.set()
        if self._process:
            self._process.kill()
        with contextlib.suppress(queue.Empty):
            while True:  # room for an engine that waits in feed()
                self._chunks.get_nowait()
        with contextlib.suppress(queue.Full):
            self._chunks.put_nowait(None)

    def fail(self, problem: Trouble) -> None:
        """End it with a problem that the engine met."""
        self.problem = problem
        self.cancel()

    # What its own thread does.

    def _run(self) -> None:
        try:
            if self._path:
                self._save(self._path)
            else:
                self._play()
        except OSError:
            self._note(Trouble.NOT_SAVED if self._path else Trouble.PLAYER_FAILED)
        finally:
            self._over.set()

    def _note(self, problem: Trouble) -> None:
        if not self.cancelled:
            self.problem = problem

    def _play(self) -> None:
        chunk = self._chunks.get()
        if chunk is None or self.cancelled or not self._player:
            return  # no sound at all, as for blank text: no player is needed
        with turn(self._device, self._cancelled, self._waits) as ours:
            if not self.cancelled:
                self._play_now(self._player, chunk, ours)

    def _play_now(self, player: list[str], chunk: bytes, our_turn: int | None) -> None:
        # Complaints go to memory, not to a pipe: a pipe nobody reads can fill up and block.
        with os.fdopen(os.memfd_create("player-complaints"), "rb") as complaints:
            with self._start(player, complaints.fileno(), our_turn) as process:
                took_all = self._pump(process, chunk)
                status = process.wait()
            if status or not took_all:
                complaints.seek(0)
                trouble = trouble_with_player(complaints.read(65536).decode(errors="replace"))
                if trouble is Trouble.NO_CARD and self._device:
                    trouble = Trouble.DEVICE_MISSING
                self._note(trouble)

    def _start(
        self, player: list[str], complaints: int, our_turn: int | None
    ) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            player,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            pass_fds=() if our_turn is None else (our_turn,),
            bufsize=0,
        )
        assert process.stdin  # noqa: S101 (for mypy: it is a pipe)
        with contextlib.suppress(OSError):
            fcntl.fcntl(process.stdin, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        self._process = process
        if self.cancelled:  # cancel() came before there was anything to kill
            process.kill()
        return process

    def _pump(self, process: subprocess.Popen[bytes], chunk: bytes | None) -> bool:
        """Write all chunks; False: the player left before the end."""
        assert process.stdin  # noqa: S101 (for mypy: it is a pipe)
        self._first_byte = time.monotonic()
        try:
            with process.stdin as pipe:
                while chunk is not None and not self.cancelled:
                    rest = memoryview(chunk)
                    while rest:
                        rest = rest[pipe.write(rest) :]
                    self.heard = True
                    chunk = self._chunks.get()
        except BrokenPipeError:
            return False
        return True

    def _save(self, path: Path) -> None:
        part = path.with_name(f"{path.name}.part")
        try:
            with wave.open(str(part), "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(self.hertz)
                while (chunk := self._chunks.get()) is not None and not self.cancelled:
                    file.writeframesraw(chunk)
            if not self.cancelled:
                part.replace(path)  # whoever reads `path` never meets half a file
        finally:
            part.unlink(missing_ok=True)
