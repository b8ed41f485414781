"""Piper in a process of its own, started by `voice.piper`: `python -I piper_process.py MODEL`.

Apart from the speaking process because Piper brings an espeak-ng of its own: both in one
process crash it (seen with piper-tts 1.8.0). It may run in another Python, so it imports
nothing of ours.

Each line that comes in is `{"text": "...", "pace": 1.0, "volume": 1.0}`. For each, a line with a
number goes out, then that many bytes of samples (16 bits, one channel); -1 means it failed.
"""

from __future__ import annotations

import json
import os
import sys


def main() -> None:
    """Turn lines into samples until the parent is gone."""
    out = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (1, 2):  # what the libraries print must not get among the samples
        os.dup2(nowhere, descriptor)
    from piper import PiperVoice, SynthesisConfig

    voice = PiperVoice.load(sys.argv[1])
    for line in sys.stdin.buffer:
        wanted = json.loads(line)
        pace = voice.config.length_scale * wanted["pace"]
        try:
            how = SynthesisConfig(length_scale=pace, volume=wanted["volume"])
            chunks = voice.synthesize(wanted["text"], how)
            samples = b"".join(chunk.audio_int16_bytes for chunk in chunks)
        except Exception:  # whatever it says could quote the words
            out.write(b"-1\n")
        else:
            out.write(b"%d\n" % len(samples) + samples)
        out.flush()


if __name__ == "__main__":
    main()
