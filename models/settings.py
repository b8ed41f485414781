"""Settings: one small file in plain TOML. A wrong value is told and never stops a meeting."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.places import settings_file
from models.words import one_line

__all__ = ["COLOURS", "DeskSettings", "FaceSettings", "Settings", "VoiceSettings", "read_settings"]

COLOURS = ("night", "day", "cream")
SLOWEST, FASTEST = 80, 450
QUIETEST, LOUDEST = 0.25, 2.0
# A square of 24 rows holds an address of at most 45 characters: the base, "/" and eight more.
LONGEST_ADDRESS = 36
MOST_CHARACTERS = 200


@dataclass(frozen=True)
class VoiceSettings:
    """How the voice speaks. An empty ``player`` means: find one."""

    rate: int = 150
    volume: float = 1.0
    voice: str = "en-gb"
    player: tuple[str, ...] = ()


@dataclass(frozen=True)
class FaceSettings:
    """What a face has of its own: its sound ``device``; "" is the system's."""

    device: str = ""


@dataclass(frozen=True)
class DeskSettings(FaceSettings):
    """What the desk does; it speaks only where it has headphones of its own."""

    speaks: bool = False


@dataclass(frozen=True)
class Settings:
    """Everything that can be set, each with its default. Each ``[part]`` is one of these too."""

    colours: str = "night"
    address: str = "https://heard.example"
    data: str = ""  # the folder of the database; "" is the system's own place
    voice: VoiceSettings = field(default_factory=VoiceSettings)
    desk: DeskSettings = field(default_factory=DeskSettings)
    room: FaceSettings = field(default_factory=FaceSettings)
    kiosk: FaceSettings = field(default_factory=FaceSettings)


class _WrongError(ValueError):
    """A value that cannot be used; the text says what can."""


def read_settings(path: Path | None = None) -> tuple[Settings, list[str]]:
    """Return the settings, and a sentence for everything in the file that could not be used.

    What was found is never repeated: it may be private. A missing file is no trouble.
    """
    found, trouble = _read(path or settings_file())
    said = [trouble] if trouble else []
    values: dict[str, dict[str, Any]] = {part: {} for part in ("", *_PARTS)}
    for key, value in found.items():
        if key not in _PARTS:
            _take("", key, value, values[""], said)
        elif isinstance(value, dict):
            for name, one in value.items():
                _take(key, name, one, values[key], said)
        else:
            said.append(f"Setting {key}: start it as [{key}]. Heard takes the defaults.")
    parts = {part: make(**values[part]) for part, make in _PARTS.items()}
    settings = Settings(**values[""], **parts)
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


def _speaks(value: object) -> bool:
    if not isinstance(value, bool):
        raise _WrongError("it can be true or false")
    return value


_PARTS: dict[str, Any] = {
    "voice": VoiceSettings,
    "desk": DeskSettings,
    "room": FaceSettings,
    "kiosk": FaceSettings,
}
_CHECKS: dict[tuple[str, str], Callable[[object], Any]] = {
    ("", "colours"): _colours,
    ("", "address"): _address,
    ("", "data"): _text,
    ("voice", "rate"): _rate,
    ("voice", "volume"): _volume,
    ("voice", "voice"): _voice,
    ("voice", "player"): _player,
    ("desk", "speaks"): _speaks,
    ("desk", "device"): _text,
    ("room", "device"): _text,
    ("kiosk", "device"): _text,
}
