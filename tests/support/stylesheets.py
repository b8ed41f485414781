"""Style sheets that are read once in a process, not once in each application."""

from functools import lru_cache
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

__all__ = ["read_once"]


def read_once(patch: pytest.MonkeyPatch) -> None:
    """Keep the rules of each style sheet for the applications that follow.

    A test opens an application for itself, with the same style sheets as those before it, and
    reading them costs more than most tests do. Rules are kept apart by the colours they are for.
    """
    read = Stylesheet._parse_rules
    sheets: dict[frozenset[tuple[str, str]], Stylesheet] = {}

    @lru_cache(1024)
    def rules(colours: frozenset[tuple[str, str]], *sheet: Any) -> list[RuleSet]:
        reader = sheets.setdefault(colours, Stylesheet(variables=dict(colours)))
        return read(reader, *sheet)

    def kept(
        self: Stylesheet,
        css: str,
        read_from: tuple[str, str],
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        colours = frozenset(self._variables.items())
        return rules(colours, css, read_from, is_default_rules, tie_breaker, scope)

    patch.setattr(Stylesheet, "_parse_rules", kept)
