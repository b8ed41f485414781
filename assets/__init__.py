"""Data that ships with Heard: words, styles, fonts, pages and ready-made spaces."""

from pathlib import Path

__all__ = ["asset"]


def asset(*parts: str) -> Path:
    """Return the path of one asset, such as ``asset("fonts", "IBMPlexMono-Bold.ttf")``."""
    return Path(__file__).parent.joinpath(*parts)
