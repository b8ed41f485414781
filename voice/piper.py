"""A better voice, optional: Piper voices that a person has added.

A voice is a pair of files, `NAME.onnx` and `NAME.onnx.json`, in the folder `voices` of the data
folder; `piper:NAME` in the settings chooses it. Piper itself (piper-tts, GPL-3.0) is looked for
beside Heard, or in the Python that HEARD_PIPER names. Where anything is missing, espeak-ng
speaks.

Measured with piper-tts 1.8.0 and the voice `joe` on two busy cores: ready after 3.5 s, a short
sentence after 0.1 s, a long one after 0.9 s, 0.2 s of processor time per second of speech,
250 MB. espeak-ng needs 2 ms, 5 ms and 20 MB.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from voice.timeline import Span
from voice.troubles import Trouble
from voice.utterance import Utterance
from voice.words import words

__all__ = ["Piper", "PiperVoice", "find_voice", "is_installed", "piper_voices"]

PREFIX = "piper:"
SETTING = "HEARD_PIPER"
_LICENCE_FILES = ("{name}.MODEL_CARD", "MODEL_CARD", "{name}.LICENSE", "LICENSE")
_UNKNOWN_LICENCE = "unknown"
# Voices of Piper speak some 190 words a minute as they come (`joe`: 207 and 231).
_OWN_RATE = 190
# Piper makes each sentence as loud as can be; half of that is as loud as espeak-ng.
_OWN_VOLUME = 0.5
_LONGEST = 200  # characters at once: one that is being made cannot be stopped
_PIECE_MS = 60


@dataclass(frozen=True)
class PiperVoice:
    """A voice in the folder. `language` is a tag without a country; `licence` is for people."""

    name: str
    model: Path
    language: str
    hertz: int
    licence: str


def is_installed() -> bool:
    """Tell whether there is a Piper to use the voices with."""
    named = os.environ.get(SETTING)
    return os.access(named, os.X_OK) if named else importlib.util.find_spec("piper") is not None


def piper_voices(folder: Path) -> list[PiperVoice]:
    """Return the voices in a folder, by name. Files that cannot be read are passed over."""
    try:
        models = sorted(folder.glob("*.onnx"))
    except OSError:
        return []
    found = (_read(model) for model in models)
    return [voice for voice in found if voice]


def find_voice(setting: str, folder: str | None, language: str) -> PiperVoice | None:
    """Return the voice that a setting names, if it is there and speaks the language."""
    if not setting.startswith(PREFIX) or not folder:
        return None
    name = setting.removeprefix(PREFIX)
    if name != Path(name).name or not is_installed():
        return None
    voice = _read(Path(folder) / f"{name}.onnx")
    return voice if voice and voice.language == language else None


def _read(model: Path) -> PiperVoice | None:
    try:
        about = json.loads(Path(f"{model}.json").read_text(encoding="utf-8"))
        language = re.split("[-_]", str(about["espeak"]["voice"]))[0].lower()
        hertz = int(about["audio"]["sample_rate"])
        if not model.is_file() or hertz <= 0:
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return PiperVoice(model.stem, model, language, hertz, _licence(model))


def _licence(model: Path) -> str:
    """Return the licence that a file beside the voice names, or "unknown"."""
    for pattern in _LICENCE_FILES:
        try:
            text = model.with_name(pattern.format(name=model.stem)).read_text("utf-8", "replace")
        except OSError:
            continue
        said = re.search(r"(?im)^\W{0,4}licen[cs]e\W{1,4}(\S.{0,80})$", text)
        first_line = text.strip().partition("\n")[0][:80]
        return said.group(1).strip() if said else first_line or _UNKNOWN_LICENCE
    return _UNKNOWN_LICENCE


class Piper:
    """One voice at work. It starts with the first words, and stays ready."""

    def __init__(self, voice: PiperVoice) -> None:
        self.voice = voice
        self.is_broken = False
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()  # one utterance at a time

    def begin(self, utterance: Utterance, rate: int, volume: float) -> None:
        """Begin to fill an utterance, on a thread."""
        threading.Thread(
            target=self._fill, args=(utterance, rate, volume), name="voice-piper", daemon=True
        ).start()

    def close(self) -> None:
        """End its process."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _fill(self, utterance: Utterance, rate: int, volume: float) -> None:
        with self._lock:
            if utterance.cancelled:
                return
            try:
                for start, end in sentences(utterance.text):
                    samples = self._samples(utterance.text[start:end], rate, volume)
                    self._mark(utterance, start, end, len(samples) // 2)
                    if not self._feed(utterance, samples):
                        return
                utterance.close()
            except (OSError, ValueError):  # it is gone, or cannot do it
                self.is_broken = True
                self.close()
                utterance.fail(Trouble.ENGINE_FAILED)

    def _samples(self, text: str, rate: int, volume: float) -> bytes:
        process = self._process = self._process or self._start()
        assert process.stdin  # noqa: S101 (for mypy: they are pipes)
        assert process.stdout  # noqa: S101
        wanted = {"text": text, "pace": _OWN_RATE / rate, "volume": _OWN_VOLUME * volume}
        process.stdin.write(json.dumps(wanted).encode() + b"\n")
        process.stdin.flush()
        count = int(process.stdout.readline())  # ValueError for nothing at all
        samples = process.stdout.read(max(0, count))
        if count < 0 or len(samples) < count:
            raise OSError
        return samples

    def _start(self) -> subprocess.Popen[bytes]:
        program = Path(__file__).with_name("piper_process.py")
        return subprocess.Popen(
            [os.environ.get(SETTING) or sys.executable, "-I", program, self.voice.model],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def _mark(self, utterance: Utterance, start: int, end: int, samples: int) -> None:
        """Share the time of a sentence among its words by their length: Piper tells no times."""
        spans = [(start + a, start + b) for a, b in words(utterance.text[start:end])]
        letters = sum(b - a + 2 for a, b in spans)  # a short word takes its time, too
        before = utterance.milliseconds
        passed = 0
        for a, b in spans:
            share = passed / letters * samples * 1000 / utterance.hertz
            utterance.timeline.mark(a, before + share)
            passed += b - a + 2

    def _feed(self, utterance: Utterance, samples: bytes) -> bool:
        step = 2 * (utterance.hertz * _PIECE_MS // 1000)
        return all(utterance.feed(samples[at : at + step]) for at in range(0, len(samples), step))


def sentences(text: str) -> Iterator[Span]:
    """Yield (start, end) of the sentences with words in them, none longer than 200 characters."""
    start = 0
    for found in re.finditer(r"(?<=[.!?…])\s+|\n+|\Z", text):
        yield from _cut(text, start, found.start())
        start = found.end()


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        stop = space if space > 0 else start + _LONGEST
        yield from _cut(text, start, stop)
        start = stop
    if text[start:end].strip():
        yield start, end
