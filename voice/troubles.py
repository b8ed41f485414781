"""Why there is no sound, in words for a person.

Engines and players complain in words for engineers (`ALSA lib confmisc.c:855...`). Nothing
of that is ever shown: each complaint is mapped to a `Trouble`, and each trouble has a sentence.
"""

from __future__ import annotations

from enum import StrEnum

from assets.language import N_


class Trouble(StrEnum):
    """A reason for silence. Its value travels on the pipe between worker and app."""

    NO_LIBRARY = "no-library"
    NO_VOICES = "no-voices"
    NO_PLAYER = "no-player"
    NAMED_PLAYER_MISSING = "named-player-missing"
    NO_CARD = "no-card"
    DEVICE_MISSING = "device-missing"
    CARD_BUSY = "card-busy"
    NOT_ALLOWED = "not-allowed"
    PLAYER_FAILED = "player-failed"
    ENGINE_FAILED = "engine-failed"
    CANNOT_BE_OPENED = "cannot-be-opened"
    CANNOT_START = "cannot-start"
    KEEPS_FAILING = "keeps-failing"
    NOT_SAVED = "not-saved"
    NO_MP3 = "no-mp3"
    NO_VOICE_FOR_FILE = "no-voice-for-file"
    NO_FILES_HERE = "no-files-here"

    @property
    def sentence(self) -> str:
        """The reason, then what to do, in English; whoever shows it to a person translates it.

        The same sentence goes to the kiosk, in any language, and to the desk.
        """
        return _SENTENCES[self]


_SENTENCES = {
    Trouble.NO_LIBRARY: N_(
        "Sound is off: this machine has no speaking voice (espeak-ng). Ask whoever looks after "
        "this machine to run: make system. Then press the key again."
    ),
    Trouble.NO_VOICES: N_(
        "Sound is off: the files of the speaking voice are missing. Ask whoever looks after "
        "this machine to run: make system. Then press the key again."
    ),
    Trouble.NO_PLAYER: N_(
        "Sound is off: this machine has no sound player. Ask whoever looks after "
        "this machine to run: make system. Then press the key again."
    ),
    Trouble.NAMED_PLAYER_MISSING: N_(
        "Sound is off: the sound player named in the settings was not found. "
        "Change or remove that setting, then start Heard again."
    ),
    Trouble.NO_CARD: N_(
        "Sound is off: no sound device was found. "
        "Plug in a speaker or headphones, then press the key again."
    ),
    Trouble.DEVICE_MISSING: N_(
        "Sound is off: the sound device chosen in the settings was not found. "
        "Plug it in, then press the key again."
    ),
    Trouble.CARD_BUSY: N_(
        "Sound is off: another program is using the sound device. "
        "Close that program, then press the key again."
    ),
    Trouble.NOT_ALLOWED: N_(
        "Sound is off: Heard may not use the sound device. "
        "Ask whoever looks after this machine to allow it, then press the key again."
    ),
    Trouble.PLAYER_FAILED: N_(
        "Sound is off: the sound player stopped too early. Press the key again."
    ),
    Trouble.ENGINE_FAILED: N_(
        "Sound is off: the speaking voice could not say this. Press the key again."
    ),
    Trouble.CANNOT_BE_OPENED: N_(
        "This recording is damaged, so it cannot be played. What is written down of it is safe. "
        "Look for a good copy in the back-ups: heard doctor"
    ),
    Trouble.CANNOT_START: N_(
        "Sound is off: the speaking voice could not be started. Press the key again."
    ),
    Trouble.KEEPS_FAILING: N_(
        "Sound is off: the speaking voice keeps stopping. Wait a minute, then press the key again."
    ),
    # What follows is told on the command line only, which is plain English.
    Trouble.NO_MP3: (
        "The sound file was not written: Heard cannot make MP3 on this machine. "
        "Choose a name that ends in .wav, or install Heard with its extra named recording."
    ),
    Trouble.NOT_SAVED: (
        "The sound file was not written. Check that the folder is there and has room."
    ),
    Trouble.NO_FILES_HERE: (
        "The sound file was not written. The voice of this system writes no WAV files. "
        "Save it on a machine with Linux."
    ),
    Trouble.NO_VOICE_FOR_FILE: (
        "The sound file was not written. This machine has no voice for the language of the text."
    ),
}

# What players were seen to write (aplay 1.2.8), or print according to their manuals.
_COMPLAINTS = (
    ("device or resource busy", Trouble.CARD_BUSY),
    ("permission denied", Trouble.NOT_ALLOWED),
    ("access denied", Trouble.NOT_ALLOWED),
    ("no such file or directory", Trouble.NO_CARD),
    ("no such device", Trouble.NO_CARD),
    ("unknown pcm", Trouble.NO_CARD),
    ("host is down", Trouble.NO_CARD),
    ("connection refused", Trouble.NO_CARD),
    ("connection failure", Trouble.NO_CARD),
)


class SpeechError(Exception):
    """Speech failed for a reason that has a sentence. It never carries the words to be said."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def trouble_with_player(complaint: str) -> Trouble:
    """Return the reason behind what a player wrote to its stderr.

    The last line is asked first: aplay ends with its own conclusion, after up to nine lines
    in which ALSA mentions every file it looked for.
    """
    for line in reversed(complaint.lower().splitlines()):
        for words, trouble in _COMPLAINTS:
            if words in line:
                return trouble
    return Trouble.PLAYER_FAILED
