"""Day +2, "can you take it out?", and two years later: nothing that was said is in any byte."""

import os
import sys
from pathlib import Path

import pytest

from models.space.template import DEMO_PIN
from tests.story.conftest import PATIENCE, Afternoon
from tests.story.visits import ALL_DONE, Visitor
from tests.tui.conftest import until
from tui.terminal import Terminal, folded

SAID = "Quaggas were overlooked at Zwischenahn"
# Whole words and half ones, as they were typed and as an index folds them.
PIECES = ("Quagga", "quagga", "verlooked", "Zwischen", "wischenahn")


def holding(*folders: Path) -> dict[str, list[str]]:
    """Return each piece with the files that hold it, whoever wrote them."""
    found: dict[str, list[str]] = {piece: [] for piece in PIECES}
    for folder in folders:
        for file in folder.rglob("*"):
            if file.is_file() and not file.is_symlink():
                data = file.read_bytes()
                for piece in PIECES:
                    if piece.encode() in data:
                        found[piece].append(file.name)
    return {piece: files for piece, files in found.items() if files}


@pytest.fixture
def everywhere(afternoon: Afternoon, tmp_path: Path) -> tuple[Path, ...]:
    """Keep all that the program may write to in folders of this test, /tmp included."""
    temporary, state = tmp_path / "tmp", tmp_path / "state"
    temporary.mkdir()
    state.mkdir()
    afternoon.env |= {
        "TMPDIR": str(temporary),
        "HOME": str(state),
        "XDG_STATE_HOME": str(state / "state"),
        "XDG_CACHE_HOME": str(state / "cache"),
        "XDG_DATA_HOME": str(state / "data"),
        "XDG_CONFIG_HOME": str(state / "config"),
    }
    return (afternoon.data, temporary, state, Path(os.environ["XDG_RUNTIME_DIR"]))


def test_d45_taken_back_by_receipt_it_is_in_no_file_that_the_program_wrote(
    afternoon: Afternoon, everywhere: tuple[Path, ...]
) -> None:
    kiosk = afternoon.open("kiosk")
    she = Visitor(kiosk)
    she.to_words()
    she.say(SAID)
    she.send()
    she.answer()
    receipt = she.receipt()
    she.finish()
    assert until(lambda: "Quagga" in holding(afternoon.data)), "the search finds what is there"

    # The kiosk stays open: whoever reads is in the way, and it goes all the same.
    done = afternoon.heard("receipt", typed=f"{receipt}\ntake back\nyes\n")
    assert done.returncode == 0, done.stderr
    assert "The words are taken back. One contribution was withdrawn." in done.stdout
    assert "Quagga" not in done.stdout + done.stderr
    if "No trace of them is left" not in done.stdout:
        # Another screen was reading: the open kiosk tries again by itself.
        assert "tries that again by itself" in done.stdout
        assert until(lambda: not holding(*everywhere))
    assert holding(*everywhere) == {}

    kiosk.sees(ALL_DONE)
    she.leave(DEMO_PIN)
    assert until(lambda: not kiosk.terminal.alive())
    assert holding(*everywhere) == {}
    told = afternoon.heard("report")
    assert "Quagga" not in told.stdout


def answered(afternoon: Afternoon, answer: str) -> str:
    """Have words forgotten in a real terminal, answer the question, and return what is told."""
    argv = [sys.executable, "-m", "tui", "--data", str(afternoon.data), "forget", "Old"]
    with Terminal(argv, columns=120, env=afternoon.env) as terminal:
        terminal.wait_for("Type yes to delete these words", timeout=PATIENCE)
        terminal.type(f"{answer}\n")
        assert terminal.exit_code == 0
        return folded(terminal.settle())


def test_d50_the_command_asks_and_deletes_only_when_told(
    afternoon: Afternoon, everywhere: tuple[Path, ...]
) -> None:
    template = everywhere[1] / "plan.toml"
    template.write_text(
        f'title = "Old"\nheld_on = 2020-05-04\nstate = "closed"\n'
        f'[[contributions]]\nkey = "a"\nwords = "{SAID}"\n'
    )
    made = afternoon.heard("space", "new", "--from", str(template))
    assert made.returncode == 0, made.stderr
    template.unlink()
    listed = afternoon.heard("forget").stdout
    assert "Kept until 4 May 2022. PAST ITS DAY." in listed
    for piped in ("yes\n", ""):
        refused = afternoon.heard("forget", "Old", typed=piped)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "Nobody is here to type yes, so nothing was deleted." in refused.stderr
    assert "left as they are" in answered(afternoon, "no")
    assert "Quagga" in holding(afternoon.data)
    kept = afternoon.heard("forget", "Old", "--keep", "The review is in May.").stdout
    assert "The words are kept until" in kept
    assert "PAST" not in afternoon.heard("forget").stdout
    assert "No trace of them is left" in answered(afternoon, "yes")
    assert holding(*everywhere) == {}
    refused = afternoon.heard("forget", "Old")
    assert refused.returncode == 1
    assert "no words in this space" in refused.stderr
