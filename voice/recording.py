"""To a file: speech as WAV or MP3, from one text or from several titled parts.

The engine writes each part as a WAV file; here they become one. This runs in the speaking
process, on a thread of its own, so that speech is not held up by a file.

MP3 needs the extra `heard[recording]`: lameenc makes the sound, mutagen the chapters in it.
"""

from __future__ import annotations

import array
import contextlib
import json
import threading
import wave
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

from voice.troubles import SpeechError, Trouble
from voice.words import clean

__all__ = ["Chapter", "Part", "Recording", "index_of", "prepared", "remove_leftovers"]

_PAUSE_SECONDS = 0.8  # between two parts
_BLOCK = 65536  # samples
_KBITS = 64  # of one channel of speech: no difference to be heard from more
# A quarter of the time that LAME takes unasked, for as many bytes. What it leaves out shapes
# noise, which a voice of one channel at this rate has room for.
_QUICKEST = 7


@dataclass(frozen=True)
class Part:
    """One part of a recording: its title is said first, and names its chapter.

    `language` is a tag; "" means that the text tells.
    """

    title: str
    text: str
    language: str = ""


@dataclass(frozen=True)
class Chapter:
    """Where a part is in a recording. A chapter ends where the next begins."""

    title: str
    start_ms: int
    end_ms: int


def index_of(path: Path) -> Path:
    """Return the file with the times of the chapters of a recording."""
    return path.with_name(f"{path.stem}.chapters.json")


def _part_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def _sound_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.part.wav")


def _taken_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.taken.wav")


def remove_leftovers(path: Path) -> None:
    """Remove what a recording that failed may have left beside `path`."""
    sound, taken = _sound_of(path), _taken_of(path)
    for one in (_part_of(path), sound, taken, _part_of(sound), _part_of(index_of(path))):
        one.unlink(missing_ok=True)


def prepared(command: dict[str, Any]) -> dict[str, Any]:
    """Return the first command to carry out for a command to save.

    One text that becomes a WAV file is left to the engine alone.

    Raises SpeechError when the file cannot be made here.
    """
    path = Path(command["path"])
    parts = [Part(**part) for part in command.get("parts") or ()]
    if not parts and path.suffix.lower() != ".mp3":
        return command
    is_indexed = bool(parts)
    parts = parts or [Part("", command["text"], command.get("language") or "")]
    paths = [path, *map(Path, command.get("also") or ())]
    return Recording(paths, parts, is_indexed).next_command(command)


class Recording:
    """A file in the making, or several with the same sound. `trouble` tells why it was not made.

    The engine speaks the next part while this takes the last one into the files.
    """

    def __init__(self, paths: Sequence[Path], parts: Sequence[Part], is_indexed: bool) -> None:
        self._path = paths[0]
        self._parts = [part for part in parts if clean(part.title + part.text).strip()]
        if not self._parts:
            raise SpeechError(Trouble.NOT_SAVED)
        self._is_indexed = is_indexed
        self._files: dict[Path, _Wav | _Mp3] = {
            path: _Mp3() if path.suffix.lower() == ".mp3" else _Wav() for path in paths
        }
        self._hertz = 0
        self._samples = 0
        self._starts: list[int] = []  # of the chapters, in samples
        self._spoken = 0  # parts that the engine has written
        self._thread: threading.Thread | None = None
        self.trouble: Trouble | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all parts are in the file."""
        return len(self._starts) == len(self._parts)

    @property
    def is_spoken(self) -> bool:
        """Whether the engine has written all parts."""
        return self._spoken == len(self._parts)

    @property
    def is_idle(self) -> bool:
        """Whether the last part has been taken, for good or ill."""
        return not (self._thread and self._thread.is_alive())

    def next_command(self, command: dict[str, Any]) -> dict[str, Any]:
        """Return the command to save the next part, made from the command for the whole."""
        part = self._parts[self._spoken]
        text = f"{part.title.rstrip('.')}.\n\n{part.text}" if part.title else part.text
        return command | {
            "text": text,
            "language": part.language,
            "path": str(_sound_of(self._path)),
            "recording": self,
        }

    def take_part(self) -> None:
        """Begin to take the part that the engine has written; the last one has been taken.

        The engine may write the next one meanwhile.
        """
        self._spoken += 1
        try:
            _sound_of(self._path).replace(_taken_of(self._path))
        except OSError:
            self.trouble = Trouble.NOT_SAVED
            return
        self._thread = threading.Thread(target=self._take, name="voice-recording", daemon=True)
        self._thread.start()

    def discard(self) -> None:
        """Leave nothing behind."""
        if self._thread:
            self._thread.join()
        for path, file in self._files.items():
            with contextlib.suppress(OSError):
                file.close()
            remove_leftovers(path)

    def _take(self) -> None:
        try:
            self._append(_taken_of(self._path))
            if self.is_whole:
                self._finish()
        except Exception:  # whatever a library says of it could quote the words
            self.trouble = Trouble.NOT_SAVED

    def _append(self, sound: Path) -> None:
        with wave.open(str(sound)) as source:
            if not self._starts:
                self._hertz = source.getframerate()
                for path, file in self._files.items():
                    file.open(_part_of(path), self._hertz)
            else:
                self._write(bytes(2 * int(_PAUSE_SECONDS * self._hertz)))
            self._starts.append(self._samples)
            for samples in _blocks(source):
                self._write(_at_rate(samples, source.getframerate(), self._hertz))
        sound.unlink()

    def _write(self, samples: bytes) -> None:
        self._samples += len(samples) // 2
        for file in self._files.values():
            file.write(samples)

    def _finish(self) -> None:
        for file in self._files.values():
            file.close()
        ends = [*self._starts[1:], self._samples]
        chapters = [
            Chapter(clean(part.title).strip(), self._milliseconds(start), self._milliseconds(end))
            for part, start, end in zip(self._parts, self._starts, ends, strict=True)
        ]
        if self._is_indexed:
            for path, file in self._files.items():
                file.tag(_part_of(path), chapters)
            self._write_index(chapters)
        for path in self._files:
            _part_of(path).replace(path)  # nobody meets half a file
        if self._is_indexed:
            index = index_of(self._path)
            _part_of(index).replace(index)

    def _write_index(self, chapters: list[Chapter]) -> None:
        index = index_of(self._path)
        content = {
            "file": self._path.name,
            "duration_ms": chapters[-1].end_ms,
            "chapters": [asdict(chapter) for chapter in chapters],
        }
        text = json.dumps(content, ensure_ascii=False, indent=2)
        _part_of(index).write_text(text + "\n", encoding="utf-8")

    def _milliseconds(self, samples: int) -> int:
        return round(samples * 1000 / self._hertz)


class _Wav:
    """A WAV file that is being written: 16 bits, one channel."""

    def __init__(self) -> None:
        self._wave: wave.Wave_write | None = None

    def open(self, path: Path, hertz: int) -> None:
        self._wave = wave.open(str(path), "wb")  # noqa: SIM115 (it is closed by close)
        self._wave.setnchannels(1)
        self._wave.setsampwidth(2)
        self._wave.setframerate(hertz)

    def write(self, samples: bytes) -> None:
        if self._wave:
            self._wave.writeframesraw(samples)  # its length goes into the header at the end

    def close(self) -> None:
        if self._wave:
            self._wave.close()
            self._wave = None

    def tag(self, path: Path, chapters: list[Chapter]) -> None:
        """Leave the chapters to the index: players do not look for them in a WAV file."""


class _Mp3:
    """An MP3 file that is being written.

    lameenc rather than soundfile: 0.2 MB against 1.3 MB and NumPy, with wheels for Linux
    (aarch64 too), macOS and Windows.

    Raises SpeechError when the extra is not installed.
    """

    def __init__(self) -> None:
        self._file: BinaryIO | None = None
        self._encoder: Any = None
        # Imported later, on the thread of the recording: speech does not wait for it.
        if not (find_spec("lameenc") and find_spec("mutagen")):
            raise SpeechError(Trouble.NO_MP3)

    def open(self, path: Path, hertz: int) -> None:
        self._encoder = import_module("lameenc").Encoder()
        self._encoder.silence()
        self._encoder.set_channels(1)
        self._encoder.set_in_sample_rate(hertz)
        self._encoder.set_bit_rate(_KBITS)
        self._encoder.set_quality(_QUICKEST)
        self._file = path.open("wb")

    def write(self, samples: bytes) -> None:
        if self._file:
            self._file.write(self._encoder.encode(samples))

    def close(self) -> None:
        if self._file:
            with self._file as file:
                self._file = None
                file.write(self._encoder.flush())

    def tag(self, path: Path, chapters: list[Chapter]) -> None:
        """Write the chapters into the file, as podcast players read them."""
        id3 = import_module("mutagen.id3")
        tags = id3.ID3()
        names = [f"chp{place}" for place in range(len(chapters))]
        tags.add(
            id3.CTOC(
                element_id="toc",
                flags=id3.CTOCFlags.TOP_LEVEL | id3.CTOCFlags.ORDERED,
                child_element_ids=names,
                sub_frames=[],
            )
        )
        for name, chapter in zip(names, chapters, strict=True):
            tags.add(
                id3.CHAP(
                    element_id=name,
                    start_time=chapter.start_ms,
                    end_time=chapter.end_ms,
                    start_offset=0xFFFFFFFF,  # not used: the times are
                    end_offset=0xFFFFFFFF,
                    sub_frames=[id3.TIT2(encoding=id3.Encoding.UTF8, text=[chapter.title])],
                )
            )
        tags.save(path)


def _blocks(source: wave.Wave_read) -> Iterator[bytes]:
    while samples := source.readframes(_BLOCK):
        yield samples


def _at_rate(samples: bytes, hertz: int, wanted: int) -> bytes:
    """Return 16-bit samples at another rate: parts in two languages may come at two."""
    if hertz == wanted:
        return samples
    old = array.array("h", samples)
    places = range(len(old) * wanted // hertz)
    return array.array("h", (old[place * hertz // wanted] for place in places)).tobytes()
