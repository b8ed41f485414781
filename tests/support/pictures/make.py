"""Draw the pictures to answer with, once: ``assets/pictures/drawn.json`` and ``shapes.json``.

Run by hand, after a change of ``assets/pictures/words.py`` or ``ours.toml``:

    python -m tests.support.pictures.make HEALTHICONS/icons.json

``icons.json`` is that of the npm package @iconify-json/healthicons 1.2.13. Drawing needs
``resvg_py``, which neither Heard nor its tests need otherwise. The shapes are the same drawings
as SVG, for paper; ``--shapes`` writes them alone, and needs no library.
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


def body_of(drawing: str, ours: Mapping[str, str], icons: Mapping[str, Any]) -> str:
    """Return what stands inside the SVG of a drawing: black is ink, white is paper."""
    return ours[drawing.removeprefix("ours:")] if ":" in drawing else shapes(drawing, icons)


def svg(drawing: str, ours: Mapping[str, str], icons: Mapping[str, Any]) -> str:
    """Return a drawing as SVG, black on white."""
    body = body_of(drawing, ours, icons)
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


def write(name: str, made: Mapping[str, str]) -> None:
    """Write one file of drawings by their names."""
    text = json.dumps(made, indent=0, sort_keys=True) + "\n"
    asset("pictures", name).write_text(text, encoding="utf-8")


def main(icons_file: str, *, shapes_alone: bool = False) -> None:
    """Draw all of them."""
    icons = json.loads(Path(icons_file).read_text(encoding="utf-8"))
    ours = tomllib.loads(OURS.read_text(encoding="utf-8"))
    every = [one.drawing for one in (*PICTURES, *FEELINGS, *SIGNS)]
    write("shapes.json", {one: " ".join(body_of(one, ours, icons).split()) for one in every})
    if shapes_alone:
        return
    made = {}
    for one in every:
        bits = drawn(svg(one, ours, icons))
        made[one] = base64.b85encode(zlib.compress(bits, 9)).decode()
    write("drawn.json", made)


if __name__ == "__main__":
    main(sys.argv[1], shapes_alone="--shapes" in sys.argv[2:])
