"""Write down which letters the fonts of the papers have, once: ``assets/fonts/letters.json``.

Run by hand, after a font came or went:

    python -m tests.support.fonts.make

It needs ``fontTools``, which neither Heard nor its tests need otherwise. The Noto fonts were made
smaller with its ``pyftsubset``, out of Debian's fonts-noto-core 20201225:

    pyftsubset NotoSansGurmukhi-Regular.ttf --unicodes=0A00-0A7F,0964-0965,200C-200D,25CC \\
        --layout-features='*' --name-IDs='*' --no-hinting --notdef-outline
"""

import importlib
import json
from collections.abc import Iterable

from assets import asset
from outcomes.letters import FAMILIES


def ranges(points: Iterable[int]) -> str:
    """Write code points as "20-7e a0-17f"."""
    found: list[list[int]] = []
    for point in sorted(points):
        if found and found[-1][1] == point - 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return " ".join(f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in found)


def main() -> None:
    """Write the file."""
    library = importlib.import_module("fontTools.ttLib")
    letters = {}
    for family in FAMILIES:
        path = asset("fonts", f"{family.replace(' ', '')}-Regular.ttf")
        letters[family] = ranges(library.TTFont(path, lazy=True).getBestCmap())
    text = json.dumps(letters, indent=1) + "\n"
    asset("fonts", "letters.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
