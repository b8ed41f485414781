"""Settings: one small file in plain TOML. A wrong value is told and never stops a meeting."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.braille_size import USUAL
from models.keys import MEANINGS, is_key_name
from models.places import settings_file
from models.settings_checks import CHECKS, COLOURS, LONGEST_ADDRESS, WrongError
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
    check = CHECKS.get((part, key))
    if check is None:
        said.append(f"Setting {name}: there is no setting of that name, so it is not used.")
        return
    try:
        into[key] = check(value)
    except WrongError as wrong:
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
