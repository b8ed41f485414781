"""The pyttsx3 engine for this system."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

from voice.library import load_espeak
from voice.stock import StockEngine
from voice.troubles import SpeechError, Trouble

SETTING = "HEARD_ENGINE"


def build_engine() -> Any:
    """Return a pyttsx3 engine, ready for startLoop(False).

    On Linux it has our driver. Elsewhere, and with HEARD_ENGINE=stock, it is pyttsx3's own for
    that system (nsss, sapi5), with a process for each text.

    pyttsx3 is imported here and not at the top: its import looks for the library at once.

    Raises SpeechError with the reason.
    """
    try:
        if sys.platform != "linux" or os.environ.get(SETTING) == "stock":
            return StockEngine()
        load_espeak()
        driver = importlib.import_module("voice.driver")
        driver.register()
        return importlib.import_module("pyttsx3").init(driver.NAME)
    except SpeechError:
        raise
    except ImportError:
        raise SpeechError(Trouble.CANNOT_START) from None
    except (OSError, RuntimeError):  # what pyttsx3 raises when it finds no library
        raise SpeechError(Trouble.NO_LIBRARY) from None
