"""What each setting may be: a check for each, which returns the value or says what it can be."""

from collections.abc import Callable
from typing import Any

from models.braille_size import SIZES, USUAL, read_cells
from models.errors import RefusedError
from models.words import one_line

__all__ = ["CHECKS", "COLOURS", "LONGEST_ADDRESS", "WrongError"]

COLOURS = ("night", "day", "cream")
SLOWEST, FASTEST = 80, 450
QUIETEST, LOUDEST = 0.25, 2.0
# A square of 24 rows holds an address of at most 45 characters: the base, "/" and eight more.
LONGEST_ADDRESS = 36
# EN 301 549, 5.8: who strikes a key twice can have half a second or more without a second one.
SHORTEST_REPEAT, LONGEST_REPEAT = 0.5, 5.0
FASTEST_SCAN, SLOWEST_SCAN = 0.5, 20.0
SHORTEST_RECORDING, LONGEST_RECORDING = 30, 1800
# WCAG 2.2.1: nobody is hurried. Two minutes without a key, and then half a minute to answer.
SHORTEST_IDLE, LONGEST_IDLE = 120, 3600
MOST_CHARACTERS = 200
# IEEE 802.11: the name of a network is at most 32 bytes, and a WPA password 8 to 63 letters.
LONGEST_NETWORK = 32
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 63
MOST_MINUTES, MOST_KEPT = 1440, 10_000
# ITU-T E.164 has at most 15 digits; the shortest in use are of three.
SHORTEST_NUMBER, LONGEST_NUMBER = 3, 15


class WrongError(ValueError):
    """A value that cannot be used; the text says what can."""


def _colours(value: object) -> str:
    if value not in COLOURS:
        raise WrongError(f"it can be {', '.join(COLOURS[:-1])} or {COLOURS[-1]}")
    return str(value)


def _address(value: object) -> str:
    wrong = WrongError("it has to be a web address that starts with https:// or http://")
    if not isinstance(value, str) or one_line(value) != value or " " in value:
        raise wrong
    try:
        from urllib.parse import urlsplit

        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise wrong from None
    if not good or "@" in parts.netloc or "?" in value or "#" in value:
        raise wrong
    return value.rstrip("/")


def _text(value: object) -> str:
    if not isinstance(value, str) or one_line(value) != value or len(value) > MOST_CHARACTERS:
        raise WrongError("it has to be a short text in quotation marks")
    return value


def _voice(value: object) -> str:
    if value == "":
        raise WrongError("it has to be the name of a voice")
    return _text(value)


def _rate(value: object) -> int:
    if type(value) is not int or not SLOWEST <= value <= FASTEST:
        raise WrongError(f"it is words a minute, a whole number from {SLOWEST} to {FASTEST}")
    return value


def _volume(value: object) -> float:
    if type(value) not in (int, float) or not QUIETEST <= float(str(value)) <= LOUDEST:
        raise WrongError(f"it can be a number from {QUIETEST} to {LOUDEST}")
    return float(str(value))


def _player(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise WrongError("it has to be a list of words, the program first, or []")
    if not all(isinstance(one, str) and one and "\0" not in one for one in value):
        raise WrongError("it has to be a list of words, the program first, or []")
    return tuple(value)


def _repeat(value: object) -> float:
    return _seconds(value, SHORTEST_REPEAT, LONGEST_REPEAT)


def _scan(value: object) -> float:
    return _seconds(value, FASTEST_SCAN, SLOWEST_SCAN)


def _seconds(value: object, least: float, most: float) -> float:
    if type(value) in (int, float) and (value == 0 or least <= float(str(value)) <= most):
        return float(str(value))
    raise WrongError(f"it is a number of seconds from {least} to {most}, or 0 for off")


def _idle_seconds(value: object) -> int:
    if type(value) is not int or (value and not SHORTEST_IDLE <= value <= LONGEST_IDLE):
        raise WrongError(
            f"it is a whole number of seconds from {SHORTEST_IDLE} to {LONGEST_IDLE}, or 0 for off"
        )
    return value


def _recording_seconds(value: object) -> int:
    if type(value) is not int or not SHORTEST_RECORDING <= value <= LONGEST_RECORDING:
        raise WrongError(
            f"it is a whole number of seconds from {SHORTEST_RECORDING} to {LONGEST_RECORDING}"
        )
    return value


def _braille(value: object) -> str:
    try:
        read_cells(value if isinstance(value, str) else "")
    except RefusedError:
        raise WrongError(f"write it like {USUAL}, in quotation marks: {SIZES}") from None
    return str(value)


def _true_or_false(value: object) -> bool:
    if not isinstance(value, bool):
        raise WrongError("it can be true or false")
    return value


def _key(value: object) -> str:
    named = isinstance(value, str) and value.startswith("file:") and len(value) > len("file:")
    if value not in ("", "prompt", "keyring") and not (named and _one_line(str(value))):
        raise WrongError('it can be "prompt", "keyring", or "file:" and a path; "" for none')
    return str(value)


def _network(value: object) -> str:
    if not isinstance(value, str) or len(value.encode()) > LONGEST_NETWORK or not _one_line(value):
        raise WrongError(f"it is the name of a network, of at most {LONGEST_NETWORK} letters")
    return value


def _password(value: object) -> str:
    fits = isinstance(value, str) and SHORTEST_PASSWORD <= len(value) <= LONGEST_PASSWORD
    if value != "" and not (fits and str(value).isascii() and str(value).isprintable()):
        raise WrongError(
            f"it has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} plain letters, digits and signs; "
            '"" for an open network'
        )
    return str(value)


def _number(value: object) -> str:
    wrong = WrongError('it is a telephone number in quotation marks, such as "01623 434 345"')
    if not isinstance(value, str) or not set(value) <= set("0123456789 +()-."):
        raise wrong
    digits = sum(one.isdigit() for one in value)
    if value and not SHORTEST_NUMBER <= digits <= LONGEST_NUMBER:
        raise wrong
    return value


def _email(value: object) -> str:
    wrong = WrongError('it is a mail address, such as "voice@example.org"')
    if not isinstance(value, str) or len(value) > MOST_CHARACTERS or not _one_line(value):
        raise wrong
    name, at, place = value.rpartition("@")
    if value and (not (name and at and "." in place) or " " in value or "@" in name):
        raise wrong
    return value


def _minutes(value: object) -> int:
    if type(value) is not int or not 0 <= value <= MOST_MINUTES:
        raise WrongError(
            f"it is a whole number of minutes up to {MOST_MINUTES}, or 0 for only after a close"
        )
    return value


def _from_one(value: object) -> int:
    if type(value) is not int or not 1 <= value <= MOST_KEPT:
        raise WrongError(f"it is a whole number from 1 to {MOST_KEPT}")
    return value


def _one_line(value: str) -> bool:
    return value.isprintable() and one_line(value) == value


CHECKS: dict[tuple[str, str], Callable[[object], Any]] = {
    ("", "colours"): _colours,
    ("", "address"): _address,
    ("", "data"): _text,
    ("voice", "rate"): _rate,
    ("voice", "volume"): _volume,
    ("voice", "voice"): _voice,
    ("voice", "player"): _player,
    ("voice", "recorder"): _player,
    ("desk", "speaks"): _true_or_false,
    ("desk", "device"): _text,
    ("desk", "microphone"): _text,
    ("room", "device"): _text,
    ("room", "microphone"): _text,
    ("kiosk", "device"): _text,
    ("kiosk", "microphone"): _text,
    ("kiosk", "recording_seconds"): _recording_seconds,
    ("kiosk", "idle_seconds"): _idle_seconds,
    ("kiosk", "repeat_seconds"): _repeat,
    ("kiosk", "press_twice"): _true_or_false,
    ("kiosk", "scan_seconds"): _scan,
    ("outcome", "braille"): _braille,
    ("store", "key"): _key,
    ("wifi", "name"): _network,
    ("wifi", "password"): _password,
    ("wifi", "hidden"): _true_or_false,
    ("team", "phone"): _number,
    ("team", "text"): _number,
    ("team", "email"): _email,
    ("backup", "to"): _text,
    ("backup", "minutes"): _minutes,
    ("backup", "keep"): _from_one,
    ("backup", "days"): _from_one,
}
