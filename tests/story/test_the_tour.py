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
    left = [picture.stem[3:] for picture in pictures]
    assert left.index("room-welcome") < left.index("desk-late-promise") < left.index("room-break")
    assert left.index("room-turns") < left.index("desk-themes") < left.index("room-outcome")
    assert left.index("desk-how-was-it") < left.index("desk-report") < left.index("room-qr")
    address = next(line for line in done.stdout.splitlines() if line.startswith("Its address is"))
    with Image.open(pictures[-1]) as last:
        (code,) = zxingcpp.read_barcodes(last)
    assert address.endswith(code.text)
    page = tmp_path / "tour" / code.text.rsplit("/", 1)[1] / "index.html"
    written = page.read_text(encoding="utf-8")
    for words in ("The home care team", "Answer the phone at night", "Ring us back"):
        assert words in written
    assert "Dilys" not in written
