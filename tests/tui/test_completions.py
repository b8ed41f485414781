"""A shell completes commands, options and spaces, as bash itself does it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.tui.conftest import Heard, sentence
from tui.cli import heard as group

ASK = """
source {script}
COMP_WORDS=({words})
COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
_heard_completion heard
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture
def bash(heard: Heard, tmp_path: Path) -> "Bash":
    if not shutil.which("bash"):
        pytest.skip("there is no bash here")
    said = heard.bare("completions", "bash")
    assert (said.code, said.err) == (0, "")
    (tmp_path / "completions.bash").write_text(said.out)
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "heard"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m tui "$@"\n')
    command.chmod(0o755)
    return Bash(tmp_path)


class Bash:
    """A bash that has read what ``heard completions bash`` prints."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, words: str) -> list[str]:
        """Return what Tab offers behind these words, the last of them unfinished."""
        script = ASK.format(script=self.folder / "completions.bash", words=words)
        done = subprocess.run(
            ["bash", "--norc", "-c", script],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
            env={**os.environ, "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}"},
        )
        assert done.stderr == ""
        return done.stdout.split("\n")[:-1]


def test_bash_completes_commands_looks_and_spaces(heard: Heard, bash: Bash) -> None:
    assert bash("heard com") == ["completions"]
    heard("space", "new", "Getting help at home")
    heard("space", "new", "What's next? (part 2)")
    data = f"heard --data {heard.data}"
    # Bash puts it into the line as it stands, so that the shell has to read it as one word.
    assert bash(f"{data} desk Getting") == ["Getting\\ help\\ at\\ home"]
    (offered,) = bash(f"{data} space show what")
    whole = subprocess.run(
        ["bash", "-c", f"printf %s {offered}"], capture_output=True, text=True, check=True
    )
    assert whole.stdout == "What's next? (part 2)"


def test_the_other_shells_get_the_titles_as_they_are(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard("space", "new", "Getting help at home")
    for shell in ("zsh", "fish"):
        assert "_HEARD_COMPLETE" in heard.bare("completions", shell).out
    typed = {"COMP_WORDS": f"heard --data {heard.data} room Get", "COMP_CWORD": "Get"}
    found = CliRunner().invoke(
        group, [], prog_name="heard", env={"_HEARD_COMPLETE": "fish_complete", **typed}
    )
    assert found.output.splitlines() == ["plain,Getting help at home\tplanned"]
    typed["COMP_WORDS"] = "heard check sou"
    typed["COMP_CWORD"] = "sou"
    found = CliRunner().invoke(
        group, [], prog_name="heard", env={"_HEARD_COMPLETE": "fish_complete", **typed}
    )
    assert found.output == "plain,sound\tSound\n"


def test_tab_makes_no_database_and_tells_no_trouble(heard: Heard) -> None:
    typed = {"COMP_WORDS": f"heard --data {heard.data} desk ", "COMP_CWORD": "4"}
    found = CliRunner().invoke(
        group, [], prog_name="heard", env={"_HEARD_COMPLETE": "bash_complete", **typed}
    )
    assert (found.output.strip(), heard.data.exists()) == ("", False)
    heard.data.mkdir()
    (heard.data / "heard.db").write_text("no database at all " * 200)
    found = CliRunner().invoke(
        group, [], prog_name="heard", env={"_HEARD_COMPLETE": "bash_complete", **typed}
    )
    assert found.output.strip() == ""


def test_a_shell_that_is_none_of_these(heard: Heard) -> None:
    assert "'bash', 'zsh', 'fish'" in sentence(heard("completions", "tcsh"))


@pytest.mark.parametrize(
    ("words", "right"),
    [
        (["spce"], "Did you mean space?"),
        (["chekc"], "Did you mean check?"),
        (["space", "lst"], "Did you mean list?"),
        (["kiosk", "--leters"], "Did you mean --letters?"),
        (["check", "prnter"], "Did you mean printer?"),
    ],
)
def test_a_wrong_word_is_answered_with_the_nearest_right_one(
    heard: Heard, words: list[str], right: str
) -> None:
    assert f"{right} " in sentence(heard(*words))
    assert not heard.data.exists()
