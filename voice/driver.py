"""A pyttsx3 driver: pyttsx3's own espeak driver with the faults of 2.99 mended.

Measured on pyttsx3 2.99 with espeak-ng 1.51 and 1.52 on Linux, the stock driver makes the
whole text into one temporary file before the first sound, marks all words at once, crashes
on 13,800 characters, drops one change of volume in four, does not stop before the end, and
tells of success when there is no sound card. This one streams: the first sound comes after
2 ms, a stop takes less than 5 ms, 46,000 characters are no matter.

Callers use only pyttsx3's public ways: say, save_to_file, stop, setProperty, connect,
startLoop(False), iterate. Call `voice.library.load_espeak()` before this module is imported.
"""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pyttsx3.drivers import _espeak
from pyttsx3.drivers.espeak import EspeakDriver
from pyttsx3.voice import Voice

from voice.languages import ListedVoice, choose
from voice.piper import Piper, PiperVoice
from voice.player import find_player
from voice.troubles import SpeechError, Trouble
from voice.utterance import Utterance
from voice.words import clean

NAME = "heard_espeak"
_CHUNK_MS = 60
# Without it espeak-ng ends the whole process when its voices are missing.
_DONT_EXIT = 0x8000
_GO_ON, _ABORT = 0, 1


def register() -> None:
    """Make `pyttsx3.init("heard_espeak")` find this driver."""
    sys.modules[f"pyttsx3.drivers.{NAME}"] = sys.modules[__name__]


def buildDriver(proxy: Any) -> HeardEspeakDriver:  # noqa: N802 (pyttsx3 calls it so)
    """Return the driver, for pyttsx3."""
    return HeardEspeakDriver(proxy)


class HeardEspeakDriver(EspeakDriver):  # type: ignore[misc]
    """Streams one utterance at a time to a player, or to a file.

    Beyond the usual properties (`rate` in words a minute, `volume` 1.0 = as designed) there is
    `player`: the command of a player, or None to look for one, `device`: where it plays, and
    `piper`: a voice of Piper to speak by instead of espeak-ng, or None.
    """

    _hertz = 0  # espeak-ng is set up once in a process, whatever number of drivers there are

    def __init__(self, proxy: Any) -> None:
        self._utterance: Utterance | None = None
        self._named_player: Sequence[str] | None = None
        self._device = ""
        self._piper: Piper | None = None
        self._speaks_by_piper = False
        self._kept: dict[str, Any] = {"rate": 150, "volume": 1.0}
        self._applied: dict[str, Any] = {}
        self._voices: list[ListedVoice] = []
        if not EspeakDriver._moduleInitialized:
            hertz = _espeak.Initialize(_espeak.AUDIO_OUTPUT_RETRIEVAL, _CHUNK_MS, None, _DONT_EXIT)
            if hertz <= 0:
                raise SpeechError(Trouble.NO_VOICES)
            HeardEspeakDriver._hertz = hertz
            EspeakDriver._moduleInitialized = True
            EspeakDriver._defaultVoice = "en"
        super().__init__(proxy)

    # Properties.

    def getProperty(self, name: str) -> Any:  # noqa: N802 (pyttsx3's name)
        """Return a property; the best voice for a language stands before its others."""
        if name == "piper":
            return self._speaks_by_piper
        if name != "voices":
            return EspeakDriver.getProperty(name)
        voices = sorted(self._listed_voices(), key=lambda voice: voice.priority)
        return [Voice(one.identifier, languages=[one.tag]) for one in voices]

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802 (pyttsx3's name)
        """Set a property, and see to it that it is applied before the next utterance."""
        if name == "player":
            self._named_player = value
            return
        if name == "device":
            self._device = value
            return
        if name == "piper":
            self._choose_piper(value)
            return
        self._kept[name] = value
        if name == "voice":
            value = choose(str(value), self._listed_voices())
        elif name == "rate":
            value = int(value)
        if self._applied.get(name) != value:
            self._applied[name] = value
            EspeakDriver.setProperty(name, value)
            # Else the next Cancel() may throw the change away. It takes up to 20 ms.
            _espeak.Synchronize()

    def _listed_voices(self) -> list[ListedVoice]:
        if not self._voices:
            for voice in _espeak.ListVoices(None):
                languages = voice.languages or b"\x05"  # one byte of priority, then the tag
                self._voices.append(
                    ListedVoice(voice.identifier.decode(), languages[1:].decode(), languages[0])
                )
        return self._voices

    def _choose_piper(self, voice: PiperVoice | None) -> None:
        """Speak by a Piper voice, or by espeak-ng: None, or once the voice has failed."""
        if voice and (self._piper is None or self._piper.voice != voice):
            if self._piper:
                self._piper.close()
            self._piper = Piper(voice)
        self._speaks_by_piper = bool(voice and self._piper and not self._piper.is_broken)

    @property
    def _rate_of_samples(self) -> int:
        if self._piper and self._speaks_by_piper:
            return self._piper.voice.hertz
        return self._hertz

    # Speaking.

    def say(self, text: str) -> None:
        """Begin to speak; the end is told by `finished-utterance`."""
        try:
            player = find_player(self._rate_of_samples, self._named_player, self._device)
        except SpeechError as error:
            self._give_up(error)
        else:
            text = clean(text)
            self._begin(Utterance(text, self._rate_of_samples, player=player, device=self._device))

    def save_to_file(self, text: str, filename: str) -> None:
        """Begin to write a WAV file; the end is told by `finished-utterance`."""
        self._begin(Utterance(clean(text), self._rate_of_samples, path=Path(filename)))

    def stop(self) -> None:
        """Silence what is being said; `finished-utterance` comes with the next iterate()."""
        if self._utterance:
            self._utterance.cancel()
            _espeak.Cancel()

    def _begin(self, utterance: Utterance) -> None:
        self._proxy.setBusy(True)
        self._utterance = utterance
        self._proxy.notify("started-utterance")
        if self._piper and self._speaks_by_piper:
            self._piper.begin(utterance, self._kept["rate"], self._kept["volume"])
            return
        data = utterance.text.encode("utf-8")
        status = _espeak.cSynth(
            data,
            len(data) + 1,  # the stock driver asks for ten times that: it reads past the end
            0,
            _espeak.POS_CHARACTER,
            0,
            _espeak.ENDPAUSE | _espeak.CHARS_UTF8,
            None,
            None,
        )
        if status != _espeak.EE_OK:
            utterance.fail(Trouble.ENGINE_FAILED)

    def _onSynth(self, wav: Any, count: int, events: Any) -> int:  # noqa: N802 (pyttsx3's name)
        """Take `count` samples and what espeak-ng says of them. Called on its own thread."""
        utterance = self._utterance
        if utterance is None or utterance.cancelled:
            return _ABORT
        try:
            last = False
            place = 0
            while (event := events[place]).type != _espeak.EVENT_LIST_TERMINATED:
                if event.type == _espeak.EVENT_WORD and event.length > 0:
                    utterance.timeline.mark(event.text_position - 1, event.audio_position)
                elif event.type == _espeak.EVENT_MSG_TERMINATED:
                    last = True
                place += 1
            wanted = True
            if wav and count > 0:
                wanted = utterance.feed(ctypes.string_at(wav, count * 2))
            if last:
                utterance.close()
        except Exception:  # an exception must not travel into C, and its text is not for showing
            utterance.fail(Trouble.ENGINE_FAILED)
            return _ABORT
        return _GO_ON if wanted else _ABORT

    # The loop.

    def iterate(self) -> Iterator[None]:
        """Tell, each time it is asked, which words began and what came to its end."""
        self._proxy.setBusy(False)
        told_that_it_waits = told_its_player = None
        while True:
            utterance = self._utterance
            if utterance:
                if utterance.player and told_its_player is not utterance:
                    told_its_player = utterance
                    self._proxy.notify("started-player", pid=utterance.player)  # ours, too
                if utterance.waits and told_that_it_waits is not utterance:
                    told_that_it_waits = utterance
                    self._proxy.notify("waits-for-turn")  # ours: pyttsx3 hands it on
                for start, end in utterance.due():
                    self._proxy.notify(
                        "started-word",
                        name=utterance.text[start:end],
                        location=start,
                        length=end - start,
                    )
                if utterance.is_over():
                    self._finish(utterance)
            yield

    def startLoop(self) -> None:  # noqa: N802 (pyttsx3's name)
        """Run until endLoop(), for pyttsx3's own runAndWait()."""
        self._looping = True
        turns = self.iterate()
        while self._looping:
            next(turns)
            time.sleep(0.005)

    def _finish(self, utterance: Utterance) -> None:
        # A player that failed leaves the engine in the middle of its text.
        if utterance.problem:
            utterance.cancel()
            _espeak.Cancel()
        self._utterance = None
        if utterance.problem:
            self._proxy.notify("error", exception=SpeechError(utterance.problem))
        self._proxy.notify(
            "finished-utterance",
            completed=not (utterance.cancelled or utterance.problem),
            heard=utterance.heard,  # ours: pyttsx3 hands it on; blank text is complete, unheard
        )
        self._proxy.setBusy(False)

    def _give_up(self, error: SpeechError) -> None:
        self._proxy.notify("started-utterance")
        self._proxy.notify("error", exception=error)
        self._proxy.notify("finished-utterance", completed=False, heard=False)
