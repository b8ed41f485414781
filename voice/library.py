"""Brings an espeak-ng library into the worker's process, before pyttsx3 looks for one.

First the system's; then the one in the `espeakng-loader` wheel (the extra `heard[voice]`), for
machines where nobody may install a system package. The wheel's library calls itself
`libespeak-ng.so.1`, so pyttsx3, which asks for that name, gets the one that is already loaded.
"""

from __future__ import annotations

import ctypes
import importlib
import os

from voice.troubles import SpeechError, Trouble

# A machine may keep the library in an unusual place: HEARD_ESPEAK=/path/to/libespeak-ng.so.1
SETTING = "HEARD_ESPEAK"
_SYSTEM = ("libespeak-ng.so.1", "/usr/local/lib/libespeak-ng.so.1")


def load_espeak() -> None:
    """Load the library; raise SpeechError(NO_LIBRARY) when there is none."""
    named = os.environ.get(SETTING)
    if named:
        if not _loads(named):
            raise SpeechError(Trouble.NO_LIBRARY)
    elif not any(_loads(name) for name in _SYSTEM):
        _load_from_wheel()


def _load_from_wheel() -> None:
    try:
        wheel = importlib.import_module("espeakng_loader")
        # First the path, then the library: the data path compiled into it is that of the
        # machine it was built on.
        os.environ["ESPEAK_DATA_PATH"] = wheel.get_data_path()
        library = wheel.get_library_path()
    except (ImportError, RuntimeError):
        raise SpeechError(Trouble.NO_LIBRARY) from None
    if not _loads(library):
        raise SpeechError(Trouble.NO_LIBRARY)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name, mode=ctypes.RTLD_GLOBAL)
    except OSError:
        return False
    return True
