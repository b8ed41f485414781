"""The pictures to answer with: what they say, and how they look on a screen and on paper.

``words.py`` has their words, ``drawn.json`` their cells, ``shapes.json`` their shapes. They were
drawn beforehand, so that drawing them needs no library. Nothing is read until it is asked for.
"""

import base64
import json
import zlib
from functools import lru_cache

from assets import asset

__all__ = ["BYTES", "SIDE", "look_of", "shapes_of"]

# A picture is a square of so many bits each way, one row after the other, the highest bit of a
# byte leftmost; a bit that is set is ink. At six rows of cells each cell has 8 by 16 of them.
SIDE = 96
BYTES = SIDE * SIDE // 8


@lru_cache(1)
def _drawn() -> dict[str, str]:
    found: dict[str, str] = json.loads(asset("pictures", "drawn.json").read_text(encoding="utf-8"))
    return found


@lru_cache(128)
def look_of(drawing: str) -> bytes:
    """Return the bits of a drawing that ships with Heard."""
    return zlib.decompress(base64.b85decode(_drawn()[drawing]))


@lru_cache(1)
def _shapes() -> dict[str, str]:
    found: dict[str, str] = json.loads(asset("pictures", "shapes.json").read_text(encoding="utf-8"))
    return found


def shapes_of(drawing: str) -> str:
    """Return the shapes of a drawing: what stands inside an SVG on a square of 48.

    Black (#000) is ink, and white (#fff) is paper.
    """
    return _shapes()[drawing]
