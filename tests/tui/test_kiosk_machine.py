"""A machine that starts as a kiosk: what is written, checked by the tools that will read it."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assets import asset
from models.errors import RefusedError
from tests.tui.conftest import Heard, sentence
from tui.machine.files import UNIT, is_ours, is_unchanged, machine_files
from tui.machine.install import check_program, check_rights
from tui.machine.signals import LEFT
from tui.machine.window import command

FOOT_EXAMPLE = Path("/etc/xdg/foot/foot.ini")
SYSCTL = "etc/sysctl.d/60-heard-kiosk.conf"
NOBODY = 65534


def need(tool: str) -> str:
    found = shutil.which(tool)
    if not found:
        pytest.skip(f"{tool} is not installed here, so what it would say is not known")
    return found


def run(*argv: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in argv], capture_output=True, text=True, check=False, timeout=60
    )


def tree(folder: Path) -> dict[str, str]:
    """Return every file of a folder and what is in it."""
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """Return the folder of a system that has what a kiosk needs."""
    need("systemctl")
    need("systemd-sysusers")
    root = tmp_path / "system"
    (root / "usr/bin").mkdir(parents=True)
    for name in ("cage", "foot", "Xwayland"):
        (root / "usr/bin" / name).touch()
    return root


# -- what is written is right ----------------------------------------------------------------


def test_foot_takes_its_settings(tmp_path: Path) -> None:
    foot = need("foot")
    settings = asset("kiosk", "foot.ini")
    done = run(foot, "--check-config", "--config", settings)
    assert done.returncode == 0, done.stderr
    wrong = tmp_path / "foot.ini"
    wrong.write_text(settings.read_text() + "no-such-action=none\n")
    assert run(foot, "--check-config", "--config", wrong).returncode != 0
    assert run(*command(28), "--check-config").returncode == 0


def test_no_key_of_foot_does_anything() -> None:
    if not FOOT_EXAMPLE.exists():
        pytest.skip("foot is not installed here, so its keys are not known")
    bound = {}
    section = ""
    for line in FOOT_EXAMPLE.read_text().splitlines():
        section = line.strip("[]") if line.startswith("[") else section
        if section in ("key-bindings", "mouse-bindings"):
            found = re.fullmatch(r"#\s*([a-z-]+)=(\S.*)", line)
            if found and found[2] != "none" and "[" not in found[2]:
                bound[section, found[1]] = found[2]
    assert len(bound) > 15
    ours = asset("kiosk", "foot.ini").read_text()
    for (section, action), keys in bound.items():
        if action in ("selection-override-modifiers", "noop"):
            continue
        part = ours.split(f"[{section}]", 1)[1].split("\n[", 1)[0]
        assert f"\n{action}=none\n" in part + "\n", f"{action} is on {keys}"


@pytest.mark.parametrize("console", [False, True], ids=["window", "console"])
def test_systemd_takes_the_unit(tmp_path: Path, console: bool) -> None:
    analyze = need("systemd-analyze")
    [unit] = [
        file.text
        for file in machine_files("/opt/heard/bin/heard", 28, console=console)
        if file.path.endswith(UNIT)
    ]
    # The launcher is not there before it is installed.
    unit = unit.replace("/usr/local/lib/heard/kiosk", "/bin/true")
    path = tmp_path / UNIT
    path.write_text(unit)
    assert UNIT not in run(analyze, "verify", path).stderr
    path.write_text(unit.replace("Restart=always", "Restart=alwys"))
    assert UNIT in run(analyze, "verify", path).stderr


@pytest.mark.parametrize("console", [False, True], ids=["window", "console"])
def test_every_file_is_whole(console: bool) -> None:
    for file in machine_files("/opt/heard/bin/heard", 28, console=console):
        assert not re.search(r"@[A-Z]+@", file.text), file.path
        assert is_ours(file.text)
        assert is_unchanged(file.text)
        assert not is_unchanged(file.text + "# more\n")
        if file.mode & 0o100:
            assert file.text.startswith("#!/bin/sh\n")
            checked = subprocess.run(
                ["sh", "-n"], input=file.text, text=True, check=False, capture_output=True
            )
            assert checked.returncode == 0, checked.stderr
    assert not is_ours("kernel.sysrq = 0\n")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Make a folder that another user can reach too."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


@pytest.mark.parametrize(("status", "told"), [(LEFT, LEFT), (1, 1), (137, 137)])
def test_the_launcher_hands_on_how_it_ended(open_folder: Path, status: int, told: int) -> None:
    """cage itself does not, and it refuses to run as root."""
    need("cage")
    program = open_folder / "heard"
    program.write_text(f"#!/bin/sh\nexit {status}\n")
    program.chmod(0o755)
    launcher = next(
        file.text for file in machine_files(str(program), 28, console=False) if file.mode & 0o100
    )
    path = open_folder / "launcher"
    path.write_text(launcher)
    path.chmod(0o755)
    done = subprocess.run(
        [str(path)],
        env={
            **os.environ,
            "RUNTIME_DIRECTORY": str(open_folder),
            "XDG_RUNTIME_DIR": str(open_folder),
            "WLR_BACKENDS": "headless",
            "WLR_LIBINPUT_NO_DEVICES": "1",
            "WLR_RENDERER": "pixman",
        },
        user=NOBODY if os.geteuid() == 0 else None,
        group=NOBODY if os.geteuid() == 0 else None,
        extra_groups=[] if os.geteuid() == 0 else None,
        capture_output=True,
        timeout=60,
        check=False,
    )
    if b"Cannot create XWayland server" in done.stderr:
        pytest.skip("cage has no Xwayland, or another user's /tmp/.X11-unix is in its way")
    assert done.returncode == told, done.stderr


# -- writing it, and taking it back ----------------------------------------------------------


def test_what_is_shown_is_what_is_written(heard: Heard, system: Path) -> None:
    shown = heard("kiosk", "--print", "--letters", "33", "--into", system)
    assert shown.code == 0
    assert not (system / "etc").exists()
    assert not heard.data.exists()
    assert heard("kiosk", "--install", "--letters", "33", "--into", system, "--yes").code == 0
    written = {name: text for name, text in tree(system).items() if is_ours(text)}
    assert len(written) == 7
    for name, text in written.items():
        assert f"/{name} (" in shown.out
        assert text in shown.out
    assert "--letters 33" in written["usr/local/lib/heard/kiosk"]
    assert os.access(system / "usr/local/lib/heard/kiosk", os.X_OK)
    assert (system / "etc/systemd/system/multi-user.target.wants" / UNIT).is_symlink()
    assert os.readlink(system / "etc/systemd/system/ctrl-alt-del.target") == "/dev/null"
    assert re.search(r"^heard:.*:/usr/sbin/nologin$", tree(system)["etc/passwd"], re.MULTILINE)


def test_what_was_there_is_kept_and_comes_back(heard: Heard, system: Path) -> None:
    theirs = system / SYSCTL
    theirs.parent.mkdir(parents=True)
    theirs.write_text("kernel.sysrq = 1\n")
    install = ("kiosk", "--install", "--into", system, "--yes")
    said = heard(*install)
    assert f"kept:          {theirs}.before-heard" in said.out
    assert is_ours(theirs.read_text())
    first = tree(system)
    assert heard(*install).out.count("already there:") == 7
    assert tree(system) == first
    ours = system / "usr/local/lib/heard/kiosk"
    ours.write_text(ours.read_text() + "# mine\n")
    said = heard(*install)
    assert (system / "usr/local/lib/heard/kiosk.changed-by-you").read_text().endswith("# mine\n")
    assert is_unchanged(ours.read_text())
    said = heard("kiosk", "--uninstall", "--into", system, "--yes")
    assert said.code == 0, said.err
    assert theirs.read_text() == "kernel.sysrq = 1\n"
    assert not any(is_ours(text) for name, text in tree(system).items() if "changed" not in name)
    assert not (system / "etc/systemd/system/ctrl-alt-del.target").exists()
    assert not (system / "etc/systemd/system/multi-user.target.wants" / UNIT).is_symlink()


def test_a_file_that_is_not_ours_is_left_alone(heard: Heard, system: Path) -> None:
    theirs = system / SYSCTL
    theirs.parent.mkdir(parents=True)
    theirs.write_text("kernel.sysrq = 1\n")
    said = heard("kiosk", "--uninstall", "--into", system, "--yes")
    assert f"left alone:    {theirs}" in said.out
    assert theirs.read_text() == "kernel.sysrq = 1\n"


# -- refusing ----------------------------------------------------------------------------------


def test_it_needs_the_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(RefusedError, match=r"Nothing was changed\. .* sudo /opt/heard kiosk"):
        check_rights("/", "/opt/heard kiosk --install")
    check_rights("/mnt", "")


def test_it_needs_a_heard_that_everybody_can_read() -> None:
    with pytest.raises(RefusedError, match="Nothing was changed"):
        check_program("/home/someone/.local/bin/heard")
    check_program("/opt/heard/bin/heard")


def test_nobody_is_there_to_ask(heard: Heard, system: Path) -> None:
    said = heard.process("kiosk", "--install", "--into", system)
    assert said.code == 1
    assert "Nothing was changed. To go on unasked: --yes" in said.err
    assert UNIT in said.out  # what it would have done was said first
    assert not (system / "etc").exists()


def test_programs_are_missing(heard: Heard, system: Path) -> None:
    (system / "usr/bin/cage").unlink()
    said = sentence(heard("kiosk", "--install", "--into", system, "--yes"))
    assert "no cage. Nothing was changed." in said
    assert not (system / "etc").exists()


def test_files_that_cannot_be_written(heard: Heard, system: Path) -> None:
    (system / "etc/systemd").mkdir(parents=True)
    (system / "etc/systemd/system").write_text("no folder\n")
    said = heard("kiosk", "--install", "--into", system, "--yes")
    assert said.code == 1
    assert "cannot be changed" in said.err
    assert "heard kiosk --uninstall" in said.err


def test_letters_need_a_terminal_of_ours(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "Ctrl and +" in sentence(heard("kiosk", "--letters", "30"))
