"""The tour: the whole of it, by the program itself."""

from pathlib import Path

import zxingcpp
from PIL import Image

from tests.story.conftest import Afternoon


def test_the_tour_runs_without_a_terminal_and_leaves_its_pictures(
    afternoon: Afternoon, tmp_path: Path
) -> None:
    done = afternoon.heard("tour", "--to", str(tmp_path / "tour"))
    assert done.returncode == 0, done.stderr
    assert "The tour is over." in done.stdout
    pictures = sorted((tmp_path / "tour").glob("*.png"))
    assert len(pictures) >= 10
    address = next(line for line in done.stdout.splitlines() if line.startswith("Its address is"))
    with Image.open(pictures[-1]) as last:
        (code,) = zxingcpp.read_barcodes(last)
    assert address.endswith(code.text)
    page = tmp_path / "tour" / code.text.rsplit("/", 1)[1] / "index.html"
    assert "The home care team" in page.read_text(encoding="utf-8")
