"""``python -m tests.bench.mouths NAME``: one way to speak, in a process of its own.

A line on stdin is a text to say at once, whatever is being said; an empty line is a stop. The
answer on stdout is the moment (CLOCK_MONOTONIC) just before the call.
"""

import queue
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import Any, Protocol

WORDS_A_MINUTE = 175  # what espeak-ng does unasked


class Mouth(Protocol):
    """A way to speak. Neither call waits for the sound."""

    def say(self, text: str) -> None: ...

    def stop(self) -> None: ...


class Ours:
    """The Speaker of the package."""

    def __init__(self) -> None:
        from voice import Speaker

        self._speaker = Speaker(rate=WORDS_A_MINUTE)

    def say(self, text: str) -> None:
        self._speaker.say(text)

    def stop(self) -> None:
        self._speaker.stop()


class CommandLine:
    """``espeak-ng --stdout TEXT | aplay``, and a kill to stop it: two processes a text."""

    def __init__(self) -> None:
        self._running: list[subprocess.Popen[bytes]] = []

    def say(self, text: str) -> None:
        self.stop()
        engine = subprocess.Popen(
            ["espeak-ng", "--stdout", text], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        player = subprocess.Popen(["aplay", "-q"], stdin=engine.stdout)
        if engine.stdout:
            engine.stdout.close()
        self._running = [player, engine]

    def stop(self) -> None:
        for process in self._running:
            process.kill()
        for process in self._running:
            process.wait()
        self._running = []


class SpeechDispatcher:
    """``spd-say TEXT``, with a server that is running already."""

    def say(self, text: str) -> None:
        subprocess.Popen(["spd-say", text]).wait()

    def stop(self) -> None:
        subprocess.Popen(["spd-say", "--cancel"]).wait()


class Stock:
    """pyttsx3 with its own driver, on a thread, as its manual has it."""

    def __init__(self) -> None:
        from voice.library import load_espeak

        load_espeak()  # also the one from the wheel, which pyttsx3 would not find
        self._texts: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._engine: Any = None
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        import pyttsx3

        self._engine = pyttsx3.init("espeak")
        while True:
            text = self._texts.get()
            while not self._texts.empty():  # the best that can be done without a queue of its own
                text = self._texts.get()
            self._engine.say(text)
            self._engine.runAndWait()

    def say(self, text: str) -> None:
        self._texts.put(text)
        self.stop()

    def stop(self) -> None:
        if self._engine:
            # It waits for the end of what is being said; the caller of a bench need not.
            threading.Thread(target=self._engine.stop, daemon=True).start()


MOUTHS: dict[str, type[Mouth]] = {
    "ours": Ours,
    "command line": CommandLine,
    "speech-dispatcher": SpeechDispatcher,
    "stock pyttsx3": Stock,
}


def main() -> None:
    mouth = MOUTHS[sys.argv[1]]()
    print("ready", flush=True)
    with suppress(KeyboardInterrupt):
        for line in sys.stdin:
            text = line.strip()
            began = time.monotonic()
            if text:
                mouth.say(text)
            else:
                mouth.stop()
            print(repr(began), flush=True)


if __name__ == "__main__":
    main()
