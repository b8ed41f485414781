"""Draw the pictures to answer with, once: ``assets/pictures/drawn.json``.

Run by hand, after a change of ``assets/pictures/words.py`` or ``ours.toml``:

    python -m tests.support.pictures.make HEALTHICONS/icons.json

``icons.json`` is that of the npm package @iconify-json/healthicons 1.2.13. Drawing needs
``resvg_py``, which neither Heard nor its tests need otherwise.
"""

import base64
import importlib
import io
import json
import sys
import tomllib
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from assets import asset
from assets.pictures import SIDE
from assets.pictures.words import FEELINGS, PICTURES, SIGNS

OURS = Path(__file__).with_name("ours.toml")
# Drawn this much larger, so that what is cut off round the drawing costs no sharpness.
LARGE = 8 * SIDE


def shapes(name: str, icons: Mapping[str, Any]) -> str:
    """Return the shapes of a health icon in black."""
    while name in icons.get("aliases", {}):
        name = icons["aliases"][name]["parent"]
    return str(icons["icons"][name]["body"]).replace("currentColor", "#000")


def svg(drawing: str, ours: Mapping[str, str], icons: Mapping[str, Any]) -> str:
    """Return a drawing as SVG, black on white."""
    body = ours[drawing.removeprefix("ours:")] if ":" in drawing else shapes(drawing, icons)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="{LARGE}" '
        f'height="{LARGE}"><rect width="48" height="48" fill="#fff"/>{body}</svg>'
    )


def drawn(source: str) -> bytes:
    """Draw an SVG as large as fits on the square; return its bits, row by row."""
    resvg: Any = importlib.import_module("resvg_py")
    made = bytes(resvg.svg_to_bytes(svg_string=source, width=LARGE, height=LARGE))
    image = ImageOps.invert(Image.open(io.BytesIO(made)).convert("L"))
    image = ImageOps.contain(image.crop(image.getbbox()), (SIDE, SIDE), Image.Resampling.BOX)
    square = Image.new("L", (SIDE, SIDE), 0)
    square.paste(image, ((SIDE - image.width) // 2, (SIDE - image.height) // 2))
    return square.point(lambda ink: 255 if ink > 127 else 0).convert("1").tobytes()


def main(icons_file: str) -> None:
    """Draw all of them."""
    icons = json.loads(Path(icons_file).read_text(encoding="utf-8"))
    ours = tomllib.loads(OURS.read_text(encoding="utf-8"))
    made = {}
    for one in (*PICTURES, *FEELINGS, *SIGNS):
        bits = drawn(svg(one.drawing, ours, icons))
        made[one.drawing] = base64.b85encode(zlib.compress(bits, 9)).decode()
    text = json.dumps(made, indent=0, sort_keys=True) + "\n"
    asset("pictures", "drawn.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
