"""When there is no sound the voice says so, in a sentence, and trying again is enough."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.voice.conftest import PLAYER_WITHOUT_A_CARD, Box, write_program
from voice import Speaker, say_and_wait
from voice.troubles import Trouble


def assert_off(box: Box, trouble: Trouble) -> None:
    """Press once; the reason is told, then the end, and it can be read on the speaker."""
    before = len(box.ears.events)
    request = box.speaker.say("Hello.")
    assert not box.ears.wait_for("end", request, after=before).completed
    told = [(e.kind, e.sentence) for _, e in box.ears.events[before:] if e.kind in ("off", "end")]
    assert told == [("off", trouble.sentence), ("end", "")]
    assert box.ears.wait_for("off", after=before).request == request
    assert box.speaker.off == trouble.sentence


def assert_on(box: Box) -> None:
    assert box.say_to_the_end("Hello again.").completed
    assert box.speaker.off is None


def test_no_player(silent_box: Box) -> None:
    assert_off(silent_box, Trouble.NO_PLAYER)
    assert_off(silent_box, Trouble.NO_PLAYER)
    silent_box.put_player(paced=False)  # somebody ran: make system
    assert_on(silent_box)


def test_no_card(silent_box: Box) -> None:
    card = silent_box.folder / "card"
    program = PLAYER_WITHOUT_A_CARD.format(python=sys.executable, card=str(card))
    write_program(silent_box.folder / "bin" / "aplay", program)
    assert_off(silent_box, Trouble.NO_CARD)
    card.touch()  # somebody plugged in headphones
    assert_on(silent_box)


def test_no_card_with_the_real_player(
    silent_box: Box, real_aplay: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(silent_box.folder / "none.conf"))
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    (silent_box.folder / "bin" / "aplay").symlink_to(real_aplay)
    assert_off(silent_box, Trouble.NO_CARD)


def test_the_card_is_taken_in_the_middle_of_a_long_text(silent_box: Box) -> None:
    program = "import os, sys; os.read(0, 9000); print('Device or resource busy', file=sys.stderr)"
    write_program(
        silent_box.folder / "bin" / "aplay", f"#!{sys.executable} -IS\n{program}\nsys.exit(1)\n"
    )
    before = silent_box.speaker.say("A long text about the bus. " * 300)
    assert not silent_box.ears.wait_for("end", before).completed
    assert silent_box.speaker.off == Trouble.CARD_BUSY.sentence
    silent_box.put_player(paced=False)
    assert_on(silent_box)


def test_the_card_is_pulled_out_in_the_middle_and_put_back(silent_box: Box) -> None:
    """What aplay 1.2.8 writes when a USB headset goes; the next press is heard."""
    complaint = "aplay: pcm_write:2127: write error: No such device"
    program = f"import os, sys; os.read(0, 9000); print({complaint!r}, file=sys.stderr)"
    aplay = silent_box.folder / "bin" / "aplay"
    write_program(aplay, f"#!{sys.executable} -IS\n{program}\nsys.exit(1)\n")
    request = silent_box.speaker.say("A long text about the bus. " * 300)
    assert not silent_box.ears.wait_for("end", request).completed
    assert silent_box.speaker.off == Trouble.NO_CARD.sentence
    worker = silent_box.worker
    silent_box.put_player(paced=False)
    assert_on(silent_box)
    assert silent_box.worker == worker
    assert len(silent_box.ears.of("end", request)) == 1


def test_a_player_that_leaves_early_and_calls_it_well(silent_box: Box) -> None:
    write_program(silent_box.folder / "bin" / "aplay", f"#!{sys.executable} -IS\n")
    request = silent_box.speaker.say("A long text about the bus. " * 300)
    assert not silent_box.ears.wait_for("end", request).completed
    assert silent_box.speaker.off == Trouble.PLAYER_FAILED.sentence


def test_no_library(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_ESPEAK", "/nonexistent/libespeak-ng.so.1")
    assert_off(box, Trouble.NO_LIBRARY)
    assert_off(box, Trouble.NO_LIBRARY)
    monkeypatch.delenv("HEARD_ESPEAK")
    assert_on(box)


def test_no_voices(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    """espeak-ng would end the whole process here, were it not asked not to."""
    wheel = pytest.importorskip("espeakng_loader")
    monkeypatch.setenv("HEARD_ESPEAK", wheel.get_library_path())
    monkeypatch.setenv("ESPEAK_DATA_PATH", "/nonexistent")
    assert_off(box, Trouble.NO_VOICES)


def test_the_process_cannot_be_started(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(sys, "executable", "/nonexistent/python")
        assert_off(box, Trouble.CANNOT_START)
    assert_on(box)


def test_a_player_named_in_the_settings_is_missing(box: Box) -> None:
    box.speaker.close()
    box.speaker = Speaker(box.ears, player=["not-there", "{rate}"])
    assert_off(box, Trouble.NAMED_PLAYER_MISSING)


def test_say_and_wait_returns_the_reason(silent_box: Box) -> None:
    assert say_and_wait("Hello.") == Trouble.NO_PLAYER.sentence
    silent_box.put_player(paced=False)
    assert say_and_wait("Hello.") is None
    assert len(silent_box.players("END")) == 1


def test_each_device_gets_what_is_said_on_it(
    silent_box: Box, real_aplay: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real player, with two devices that write what they are given into files."""
    from tests.voice.test_saving import loudness

    share = Path("/usr/share/alsa/alsa.conf")
    if not share.exists():
        pytest.skip("there is no /usr/share/alsa/alsa.conf here (Debian's libasound2-data)")
    lines = [f"<{share}>"]
    for name in ("hall", "kiosk"):
        sink = f'file "{tmp_path}/{name}.raw" format raw'
        lines.append(f"pcm.{name} {{ type file slave.pcm {{ type null }} {sink} }}")
    (tmp_path / "asound.conf").write_text("\n".join(lines) + "\n")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "asound.conf"))
    (silent_box.folder / "bin" / "aplay").symlink_to(real_aplay)
    silent_box.speaker.set(device="hall")
    assert_on(silent_box)
    assert not (tmp_path / "kiosk.raw").exists()
    in_the_hall = (tmp_path / "hall.raw").read_bytes()
    assert loudness(in_the_hall) > 500
    silent_box.speaker.set(device="kiosk")
    assert_on(silent_box)
    assert loudness((tmp_path / "kiosk.raw").read_bytes()) > 500
    assert (tmp_path / "hall.raw").read_bytes() == in_the_hall
    silent_box.speaker.set(device="balcony")
    assert_off(silent_box, Trouble.DEVICE_MISSING)


def test_the_wheel_alone_is_enough(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that does not know where a system keeps its library."""
    pytest.importorskip("espeakng_loader")
    code = (
        "import os, voice.library; voice.library._SYSTEM = ();"
        "from voice.worker import main; os._exit(main())"
    )
    monkeypatch.setattr("voice.child._START", ("-I", "-c", code))
    assert_on(box)
    libraries = [line for line in maps(box.worker) if "libespeak-ng" in line]
    assert libraries
    assert all("espeakng_loader" in line for line in libraries)


def test_the_systems_library_is_preferred(box: Box) -> None:
    if not any("libespeak-ng.so.1" in str(path) for path in Path("/usr/lib").glob("*/*espeak*")):
        pytest.skip("there is no espeak-ng library here (Debian's libespeak-ng1)")
    assert_on(box)
    libraries = [line for line in maps(box.worker) if "libespeak-ng" in line]
    assert libraries
    assert not any("espeakng_loader" in line for line in libraries)


def maps(pid: int) -> list[str]:
    """Return what the process has in its memory, file by file."""
    return Path(f"/proc/{pid}/maps").read_text().splitlines()
