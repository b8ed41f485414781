"""Trying the voices without a sound: which languages would be spoken."""

from __future__ import annotations

import queue
import tempfile
from collections.abc import Sequence
from pathlib import Path

from voice.events import VoiceEvent
from voice.speaker import Speaker
from voice.troubles import Trouble

__all__ = ["try_languages"]

# Figures are said in every language.
WORDS = "1 2 3"


def try_languages(
    languages: Sequence[str],
    *,
    voice: str = "en-gb",
    voices: Path | None = None,
    patience: float = 60.0,
) -> tuple[str, tuple[str, ...]]:
    """Have each language spoken into a file that is thrown away; wait for it.

    Returns a sentence that tells why there is no voice at all, or "", and the languages that
    have none. ``patience`` is in seconds, for each language.
    """
    ends: queue.SimpleQueue[VoiceEvent] = queue.SimpleQueue()

    def listen(event: VoiceEvent) -> None:
        if event.kind == "end":
            ends.put(event)

    speaker = Speaker(listen, voice=voice, voices=voices)
    lacking: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        try:
            for language in languages:
                speaker.save(WORDS, Path(folder) / f"{language}.wav", language)
                end = ends.get(timeout=patience)
                if end.sentence == Trouble.NO_VOICE_FOR_FILE.sentence:
                    lacking.append(language)
                elif not end.completed:
                    return speaker.off or end.sentence, ()
        except queue.Empty:
            return Trouble.ENGINE_FAILED.sentence, ()
        finally:
            speaker.close()
    return "", tuple(lacking)
