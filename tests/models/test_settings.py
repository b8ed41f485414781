"""Settings: read, or told in a sentence and left at their defaults."""

import tomllib
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets import asset
from models.settings import (
    COLOURS,
    DeskSettings,
    Settings,
    VoiceSettings,
    read_settings,
)


def settings_from(path: Path, text: str) -> tuple[Settings, list[str]]:
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return tmp_path / "heard.toml"


def test_a_missing_file_is_no_trouble(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.toml") == (Settings(), [])
    assert read_settings() == (Settings(), [])


def test_the_file_that_the_environment_names_is_read(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.write_text('colours = "day"')
    monkeypatch.setenv("HEARD_SETTINGS", str(page))
    assert read_settings() == (Settings(colours="day"), [])


def test_everything_can_be_set(page: Path) -> None:
    found, said = settings_from(
        page,
        """
        colours = "cream"
        address = "http://heard.example:8080/ours/"
        data = "~/heard"
        [voice]
        rate = 80
        volume = 2
        voice = "pl"
        player = ["aplay", "-D", "plughw:1"]
        [desk]
        speaks = true
        """,
    )
    assert said == []
    assert found == Settings(
        colours="cream",
        address="http://heard.example:8080/ours",
        data="~/heard",
        voice=VoiceSettings(80, 2.0, "pl", ("aplay", "-D", "plughw:1")),
        desk=DeskSettings(speaks=True),
    )
    assert isinstance(found.voice.volume, float)


WRONG = [
    ('colours = "purple"', "colours", "night, day or cream", "night"),
    ("colours = 3", "colours", "night, day or cream", "night"),
    ("colours = ['night']", "colours", "night, day or cream", "night"),
    ('address = "ftp://heard.example"', "address", "https://", "https://heard.example"),
    ('address = "heard.example"', "address", "https://", "https://heard.example"),
    ('address = "https://"', "address", "https://", "https://heard.example"),
    ('address = "https://me:secret@heard.example"', "address", "https://", "https://heard"),
    ('address = "https://heard.example?x"', "address", "https://", "https://heard.example"),
    ('address = "https://heard.example#x"', "address", "https://", "https://heard.example"),
    ('address = "https://heard example"', "address", "https://", "https://heard.example"),
    ('address = "https://heard.example:x"', "address", "https://", "https://heard.example"),
    ('address = "https://[x"', "address", "https://", "https://heard.example"),
    ('address = "https://heard.example\\n"', "address", "https://", "https://heard.example"),
    ("address = 1", "address", "https://", "https://heard.example"),
    ("data = 1", "data", "text", "its own choice"),
    ('data = "a\\u0000b"', "data", "text", "its own choice"),
    ("[voice]\nrate = 79", "voice.rate", "80 to 450", "150"),
    ("[voice]\nrate = 451", "voice.rate", "80 to 450", "150"),
    ("[voice]\nrate = 150.5", "voice.rate", "80 to 450", "150"),
    ("[voice]\nrate = true", "voice.rate", "80 to 450", "150"),
    ('[voice]\nrate = "fast"', "voice.rate", "80 to 450", "150"),
    ("[voice]\nvolume = 0.2", "voice.volume", "0.25 to 2.0", "1.0"),
    ("[voice]\nvolume = 3", "voice.volume", "0.25 to 2.0", "1.0"),
    ("[voice]\nvolume = nan", "voice.volume", "0.25 to 2.0", "1.0"),
    ("[voice]\nvolume = inf", "voice.volume", "0.25 to 2.0", "1.0"),
    ("[voice]\nvolume = true", "voice.volume", "0.25 to 2.0", "1.0"),
    ('[voice]\nvoice = ""', "voice.voice", "name of a voice", "en-gb"),
    ("[voice]\nvoice = 1", "voice.voice", "text", "en-gb"),
    ('[voice]\nplayer = "aplay"', "voice.player", "list", "its own choice"),
    ("[voice]\nplayer = [1]", "voice.player", "list", "its own choice"),
    ('[voice]\nplayer = [""]', "voice.player", "list", "its own choice"),
    ("[kiosk]\nrepeat_seconds = 0.4", "kiosk.repeat_seconds", "0.5 to 5.0, or 0", "0.7"),
    ("[kiosk]\nrepeat_seconds = true", "kiosk.repeat_seconds", "0.5 to 5.0", "0.7"),
    ("[kiosk]\nrepeat_seconds = nan", "kiosk.repeat_seconds", "0.5 to 5.0", "0.7"),
    ("[kiosk]\npress_twice = 2", "kiosk.press_twice", "true or false", "false"),
    ("[kiosk]\nscan_seconds = 21", "kiosk.scan_seconds", "0.5 to 20.0, or 0", "0.0"),
    ('[desk]\nspeaks = "yes"', "desk.speaks", "true or false", "false"),
    ("[desk]\nspeaks = 1", "desk.speaks", "true or false", "false"),
    ('[outcome]\nbraille = "wide"', "outcome.braille", "20 to 100 cells", "40x25"),
    ("[outcome]\nbraille = 40", "outcome.braille", "20 to 100 cells", "40x25"),
    (f'[wifi]\nname = "{"ż" * 17}"', "wifi.name", "at most 32", "its own choice"),
    ('[wifi]\npassword = "secret1"', "wifi.password", "8 to 63", "its own choice"),
    ('[wifi]\npassword = "secret-hasło"', "wifi.password", "8 to 63", "its own choice"),
    ('[wifi]\nhidden = "secret"', "wifi.hidden", "true or false", "false"),
    ("[backup]\nto = 1", "backup.to", "text", "its own choice"),
    ("[backup]\nminutes = -1", "backup.minutes", "up to 1440, or 0", "15"),
    ("[backup]\nkeep = 0", "backup.keep", "from 1 to", "20"),
    ("[backup]\ndays = true", "backup.days", "from 1 to", "90"),
    ('[team]\nphone = "secret 123"', "team.phone", "telephone number", "its own choice"),
    ('[team]\ntext = "01"', "team.text", "telephone number", "its own choice"),
    ('[team]\nemail = "secret@nowhere"', "team.email", "mail address", "its own choice"),
    ('[team]\nemail = "a secret@b.c"', "team.email", "mail address", "its own choice"),
]


@pytest.mark.parametrize(("text", "key", "allowed", "default"), WRONG)
def test_a_wrong_value_is_told_with_what_is_allowed_and_the_default(
    page: Path, text: str, key: str, allowed: str, default: str
) -> None:
    found, said = settings_from(page, text)
    assert found == Settings()
    assert len(said) == 1
    assert said[0].startswith(f"Setting {key}: ")
    assert allowed in said[0]
    assert f"Heard takes {default}" in said[0]
    assert "secret" not in said[0]
    assert "purple" not in said[0]


def test_one_wrong_value_leaves_the_others(page: Path) -> None:
    found, said = settings_from(page, '[voice]\nrate = 5\nvoice = "pl"\n[desk]\nspeaks = true')
    assert found == Settings(voice=VoiceSettings(voice="pl"), desk=DeskSettings(speaks=True))
    assert len(said) == 1


@pytest.mark.parametrize("text", ["nonsense = 1", "[keys]\nhelp = 'x'", "[voice]\nspeed = 1"])
def test_a_key_that_does_not_exist_is_told_and_left_out(page: Path, text: str) -> None:
    found, said = settings_from(page, text)
    assert found == Settings()
    assert len(said) == 1
    assert "no setting of that name" in said[0] or "no key of that name" in said[0]


def test_keys_are_taken_for_other_keys(page: Path) -> None:
    found, said = settings_from(
        page, '[keys]\nf13 = "help"\nkp_begin = "5"\n"*" = "again"\na = "nothing"'
    )
    assert said == []
    assert found.keys == {"f13": "help", "kp_begin": "5", "*": "again", "a": "nothing"}


@pytest.mark.parametrize("meaning", ['"hlep"', "7", '"10"', "[]", "{}", '""'])
def test_a_key_taken_for_nothing_that_we_know_is_told(page: Path, meaning: str) -> None:
    found, said = settings_from(page, f'[keys]\nf13 = {meaning}\nf14 = "1"')
    assert found.keys == {"f14": "1"}
    assert len(said) == 1
    assert said[0].startswith("Setting keys.f13: ")
    assert "help" in said[0]
    assert "hlep" not in said[0]


@pytest.mark.parametrize("text", ["voice = 1", "desk = []", "keys = 1", "[[voice]]\nrate = 100"])
def test_a_part_that_is_no_part(page: Path, text: str) -> None:
    found, said = settings_from(page, text)
    assert found == Settings()
    assert len(said) == 1


def test_a_long_address_is_used_and_told(page: Path) -> None:
    fits = "https://" + "a" * 28
    assert settings_from(page, f'address = "{fits}/"') == (Settings(address=fits), [])
    found, said = settings_from(page, f'address = "{fits}b"')
    assert found.address == fits + "b"
    assert len(said) == 1
    assert "36" in said[0]
    assert len(Settings().address) <= 36


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"this is not TOML", "slip at line 1"),
        (b"colours = \xff", "not plain TOML"),
        (b"colours = ", "slip at"),
        (b"x = " + b"[" * 5_000, "not plain TOML"),
    ],
)
def test_a_file_that_is_not_toml_is_told_and_all_defaults_are_taken(
    page: Path, data: bytes, sentence: str
) -> None:
    page.write_bytes(data)
    found, said = read_settings(page)
    assert found == Settings()
    assert len(said) == 1
    assert sentence in said[0]
    assert "all the defaults" in said[0]


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    found, said = read_settings(tmp_path)
    assert found == Settings()
    assert len(said) == 1


VALUES = st.one_of(
    st.none().map(lambda _: "''"),
    st.booleans().map(lambda value: str(value).lower()),
    st.integers(-(2**40), 2**40).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda value: f"{value:f}"),
    st.sampled_from(['"night"', '"https://x.example/"', "[]", '["a"]', "{}", "1979-05-27", "[[]]"]),
    st.text(st.characters(exclude_categories=["C"], exclude_characters="'\"\\")).map(
        lambda value: f"'{value}'"
    ),
)
KEYS = ["colours", "address", "data", "voice.rate", "voice.volume", "voice.voice"]
KEYS += ["voice.player", "desk.speaks", "keys.help", "keys.f13", "kiosk.repeat_seconds"]
KEYS += ["kiosk.scan_seconds", "other"]


@given(values=st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_whatever_is_in_the_file_there_are_settings_that_can_be_used(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, str]
) -> None:
    page = tmp_path_factory.getbasetemp() / "any.toml"
    text = "\n".join(f"{key} = {value}" for key, value in values.items())
    found, said = settings_from(page, text)
    assert found.colours in COLOURS
    assert found.address.startswith(("https://", "http://"))
    assert not found.address.endswith("/")
    assert 80 <= found.voice.rate <= 450
    assert 0.25 <= found.voice.volume <= 2
    assert found.voice.voice
    assert isinstance(found.desk.speaks, bool)
    assert found.kiosk.repeat_seconds == 0 or 0.5 <= found.kiosk.repeat_seconds <= 5
    assert set(found.keys) <= {"f13"}
    assert len(said) <= len(values) + 1
    assert all("\n" not in sentence and sentence.endswith(".") for sentence in said)


def keys_of(settings: Any) -> dict[str, Any]:
    """Every key of the settings, as a file would hold them."""
    return {
        field.name: keys_of(value) if is_dataclass(value) else value
        for field in fields(settings)
        for value in [getattr(settings, field.name)]
    }


def test_the_sample_holds_every_key_with_its_default() -> None:
    sample = asset("heard.toml")
    assert read_settings(sample) == (Settings(), [])
    written = tomllib.loads(sample.read_text())
    wanted = keys_of(Settings())
    for command in ("player", "recorder"):
        wanted["voice"][command] = list(wanted["voice"][command])
    assert written == wanted
    lines = sample.read_text().splitlines()
    for number, line in enumerate(lines):
        if " = " in line and not line.startswith("#"):
            assert lines[number - 1].startswith("#"), f"{line} is explained"


def test_settings_cannot_be_changed_in_passing() -> None:
    assert replace(Settings(), colours="day").colours == "day"
    with pytest.raises(AttributeError):
        Settings().colours = "day"  # type: ignore[misc]
