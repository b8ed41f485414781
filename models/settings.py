"""Settings: one small file in plain TOML. A wrong value is told and never stops a meeting."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.braille_size import SIZES, USUAL, read_cells
from models.errors import RefusedError
from models.keys import MEANINGS, is_key_name
from models.places import settings_file
from models.words import one_line

__all__ = [
    "COLOURS",
    "BackupSettings",
    "DeskSettings",
    "FaceSettings",
    "KioskSettings",
    "OutcomeSettings",
    "Settings",
    "StoreSettings",
    "TeamSettings",
    "VoiceSettings",
    "WifiSettings",
    "read_settings",
]

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


@dataclass(frozen=True)
class VoiceSettings:
    """How the voice speaks. An empty ``player`` or ``recorder`` means: find one."""

    rate: int = 150
    volume: float = 1.0
    voice: str = "en-gb"
    player: tuple[str, ...] = ()
    recorder: tuple[str, ...] = ()


@dataclass(frozen=True)
class FaceSettings:
    """What a face has of its own: its sound ``device``, its ``microphone``; "" is the system's."""

    device: str = ""
    microphone: str = ""


@dataclass(frozen=True)
class DeskSettings(FaceSettings):
    """What the desk does; it speaks only where it has headphones of its own."""

    speaks: bool = False


@dataclass(frozen=True)
class KioskSettings(FaceSettings):
    """How a kiosk takes keys. Seconds; 0 turns the thing off."""

    repeat_seconds: float = 0.7
    press_twice: bool = False
    scan_seconds: float = 0.0
    recording_seconds: int = 180  # how long one spoken answer may be
    idle_seconds: int = 0  # without a key, until it asks whether somebody is there


@dataclass(frozen=True)
class OutcomeSettings:
    """How outcomes are made. ``braille`` is a page of it: cells in a line, and lines."""

    braille: str = USUAL


@dataclass(frozen=True)
class StoreSettings:
    """Where the key of an encrypted database is; "" is for a database that is not encrypted."""

    key: str = ""  # "prompt", "keyring" or "file:" and the path of the key file


@dataclass(frozen=True)
class WifiSettings:
    """The Wi-Fi for guests in the room; no ``name`` means that there is none."""

    name: str = ""
    password: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class TeamSettings:
    """How people reach the team; "" for what there is not. ``text`` takes text messages."""

    phone: str = ""
    text: str = ""
    email: str = ""


@dataclass(frozen=True)
class BackupSettings:
    """Where back-ups go by themselves, and which stay. No ``to``: only after a close, beside it.

    ``minutes`` lie between two, 0 for only after a close. The newest ``keep`` stay, and the last
    one of each day, for so many ``days``.
    """

    to: str = ""
    minutes: int = 15
    keep: int = 20
    days: int = 90


@dataclass(frozen=True)
class Settings:
    """Everything that can be set, each with its default. Each ``[part]`` is one of these too."""

    colours: str = "night"
    address: str = "https://heard.example"
    data: str = ""  # the folder of the database; "" is the system's own place
    voice: VoiceSettings = field(default_factory=VoiceSettings)
    desk: DeskSettings = field(default_factory=DeskSettings)
    room: FaceSettings = field(default_factory=FaceSettings)
    kiosk: KioskSettings = field(default_factory=KioskSettings)
    outcome: OutcomeSettings = field(default_factory=OutcomeSettings)
    store: StoreSettings = field(default_factory=StoreSettings)
    wifi: WifiSettings = field(default_factory=WifiSettings)
    team: TeamSettings = field(default_factory=TeamSettings)
    backup: BackupSettings = field(default_factory=BackupSettings)
    keys: dict[str, str] = field(default_factory=dict, hash=False)
    """Keys by name, with what each is taken for: one of ``MEANINGS``."""


class _WrongError(ValueError):
    """A value that cannot be used; the text says what can."""


def read_settings(path: Path | None = None) -> tuple[Settings, list[str]]:
    """Return the settings, and a sentence for everything in the file that could not be used.

    What was found is never repeated: it may be private. A missing file is no trouble.
    """
    found, trouble = _read(path or settings_file())
    said = [trouble] if trouble else []
    values: dict[str, dict[str, Any]] = {part: {} for part in ("", *_PARTS)}
    keys: dict[str, str] = {}
    for key, value in found.items():
        if key == "keys" and isinstance(value, dict):
            keys = _keys(value, said)
        elif key != "keys" and key not in _PARTS:
            _take("", key, value, values[""], said)
        elif isinstance(value, dict):
            for name, one in value.items():
                _take(key, name, one, values[key], said)
        else:
            said.append(f"Setting {key}: start it as [{key}]. Heard takes the defaults.")
    parts = {part: make(**values[part]) for part, make in _PARTS.items()}
    settings = Settings(**values[""], **parts, keys=keys)
    if len(settings.address) > LONGEST_ADDRESS:
        said.append(
            f"Setting address: it is longer than {LONGEST_ADDRESS} characters, "
            "so its square may not fit on a small screen. It is used all the same."
        )
    return settings, said


def _read(path: Path) -> tuple[dict[str, Any], str]:
    """Return what the file holds, or a sentence why it could not be read."""
    if not path.exists():
        return {}, ""
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8")), ""
    except FileNotFoundError:
        return {}, ""
    except OSError:
        reason = "cannot be read"
    except (UnicodeDecodeError, RecursionError):
        reason = "is not plain TOML"
    except tomllib.TOMLDecodeError as slip:
        reason = f"has a slip at {str(slip).rpartition('(at ')[2].rstrip(')')}"
    return {}, f"The settings file {path} {reason}. Heard takes all the defaults."


def _take(part: str, key: str, value: object, into: dict[str, Any], said: list[str]) -> None:
    """Take one value over, or say what is wrong with it and what is taken instead."""
    name = one_line(f"{part}.{key}" if part else key)[:60]
    check = _CHECKS.get((part, key))
    if check is None:
        said.append(f"Setting {name}: there is no setting of that name, so it is not used.")
        return
    try:
        into[key] = check(value)
    except _WrongError as wrong:
        default = getattr(_PARTS.get(part, Settings)(), key)
        said.append(f"Setting {name}: {wrong}. Heard takes {_plain(default)}.")


def _keys(found: dict[str, Any], said: list[str]) -> dict[str, str]:
    """Take over what each key is taken for, or say what is wrong with it."""
    keys = {}
    for key, meaning in found.items():
        name = one_line(f"keys.{key}")[:60]
        if not is_key_name(key):
            said.append(f"Setting {name}: there is no key of that name, so it is not used.")
        elif not isinstance(meaning, str) or meaning not in MEANINGS:
            said.append(
                f"Setting {name}: it can be a digit in quotation marks, or one of "
                f"{', '.join(one for one in MEANINGS if not one.isdecimal())}. "
                "The key does what it always does."
            )
        else:
            keys[key] = meaning
    return keys


def _plain(value: object) -> str:
    """Write a default as it would stand in the file."""
    if value in ("", ()):
        return "its own choice"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _colours(value: object) -> str:
    if value not in COLOURS:
        raise _WrongError(f"it can be {', '.join(COLOURS[:-1])} or {COLOURS[-1]}")
    return str(value)


def _address(value: object) -> str:
    wrong = _WrongError("it has to be a web address that starts with https:// or http://")
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
        raise _WrongError("it has to be a short text in quotation marks")
    return value


def _voice(value: object) -> str:
    if value == "":
        raise _WrongError("it has to be the name of a voice")
    return _text(value)


def _rate(value: object) -> int:
    if type(value) is not int or not SLOWEST <= value <= FASTEST:
        raise _WrongError(f"it is words a minute, a whole number from {SLOWEST} to {FASTEST}")
    return value


def _volume(value: object) -> float:
    if type(value) not in (int, float) or not QUIETEST <= float(str(value)) <= LOUDEST:
        raise _WrongError(f"it can be a number from {QUIETEST} to {LOUDEST}")
    return float(str(value))


def _player(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _WrongError("it has to be a list of words, the program first, or []")
    if not all(isinstance(one, str) and one and "\0" not in one for one in value):
        raise _WrongError("it has to be a list of words, the program first, or []")
    return tuple(value)


def _repeat(value: object) -> float:
    return _seconds(value, SHORTEST_REPEAT, LONGEST_REPEAT)


def _scan(value: object) -> float:
    return _seconds(value, FASTEST_SCAN, SLOWEST_SCAN)


def _seconds(value: object, least: float, most: float) -> float:
    if type(value) in (int, float) and (value == 0 or least <= float(str(value)) <= most):
        return float(str(value))
    raise _WrongError(f"it is a number of seconds from {least} to {most}, or 0 for off")


def _idle_seconds(value: object) -> int:
    if type(value) is not int or (value and not SHORTEST_IDLE <= value <= LONGEST_IDLE):
        raise _WrongError(
            f"it is a whole number of seconds from {SHORTEST_IDLE} to {LONGEST_IDLE}, or 0 for off"
        )
    return value


def _recording_seconds(value: object) -> int:
    if type(value) is not int or not SHORTEST_RECORDING <= value <= LONGEST_RECORDING:
        raise _WrongError(
            f"it is a whole number of seconds from {SHORTEST_RECORDING} to {LONGEST_RECORDING}"
        )
    return value


def _braille(value: object) -> str:
    try:
        read_cells(value if isinstance(value, str) else "")
    except RefusedError:
        raise _WrongError(f"write it like {USUAL}, in quotation marks: {SIZES}") from None
    return str(value)


def _true_or_false(value: object) -> bool:
    if not isinstance(value, bool):
        raise _WrongError("it can be true or false")
    return value


def _key(value: object) -> str:
    named = isinstance(value, str) and value.startswith("file:") and len(value) > len("file:")
    if value not in ("", "prompt", "keyring") and not (named and _one_line(str(value))):
        raise _WrongError('it can be "prompt", "keyring", or "file:" and a path; "" for none')
    return str(value)


def _network(value: object) -> str:
    if not isinstance(value, str) or len(value.encode()) > LONGEST_NETWORK or not _one_line(value):
        raise _WrongError(f"it is the name of a network, of at most {LONGEST_NETWORK} letters")
    return value


def _password(value: object) -> str:
    fits = isinstance(value, str) and SHORTEST_PASSWORD <= len(value) <= LONGEST_PASSWORD
    if value != "" and not (fits and str(value).isascii() and str(value).isprintable()):
        raise _WrongError(
            f"it has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} plain letters, digits and signs; "
            '"" for an open network'
        )
    return str(value)


def _number(value: object) -> str:
    wrong = _WrongError('it is a telephone number in quotation marks, such as "01623 434 345"')
    if not isinstance(value, str) or not set(value) <= set("0123456789 +()-."):
        raise wrong
    digits = sum(one.isdigit() for one in value)
    if value and not SHORTEST_NUMBER <= digits <= LONGEST_NUMBER:
        raise wrong
    return value


def _email(value: object) -> str:
    wrong = _WrongError('it is a mail address, such as "voice@example.org"')
    if not isinstance(value, str) or len(value) > MOST_CHARACTERS or not _one_line(value):
        raise wrong
    name, at, place = value.rpartition("@")
    if value and (not (name and at and "." in place) or " " in value or "@" in name):
        raise wrong
    return value


def _minutes(value: object) -> int:
    if type(value) is not int or not 0 <= value <= MOST_MINUTES:
        raise _WrongError(
            f"it is a whole number of minutes up to {MOST_MINUTES}, or 0 for only after a close"
        )
    return value


def _from_one(value: object) -> int:
    if type(value) is not int or not 1 <= value <= MOST_KEPT:
        raise _WrongError(f"it is a whole number from 1 to {MOST_KEPT}")
    return value


def _one_line(value: str) -> bool:
    return value.isprintable() and one_line(value) == value


_PARTS: dict[str, Any] = {
    "voice": VoiceSettings,
    "desk": DeskSettings,
    "room": FaceSettings,
    "kiosk": KioskSettings,
    "outcome": OutcomeSettings,
    "store": StoreSettings,
    "wifi": WifiSettings,
    "team": TeamSettings,
    "backup": BackupSettings,
}
_CHECKS: dict[tuple[str, str], Callable[[object], Any]] = {
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
