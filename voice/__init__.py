"""Saying things aloud: the speaking process, the player, the queue, word timing.

Importing this package starts nothing and loads no speech engine: that happens in a process of
its own, with the first text.
"""

from voice.events import VoiceEvent
from voice.recording import Part
from voice.speaker import Speaker, save_and_wait, say_and_wait

__all__ = ["Part", "Speaker", "VoiceEvent", "save_and_wait", "say_and_wait"]
