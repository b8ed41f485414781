"""Reading JSON lines: one object a line, and those that are none as they came."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.exchange.sheet_row import Row, text_of
from models.words import one_line

__all__ = ["NOT_TAKEN_LINES", "columns_line", "json_keys", "json_rows"]

# How a file of lines that Heard could not take begins. There, what begins with # is a remark.
NOT_TAKEN_LINES = "# Not taken by heard import. Mend each line below its reason, take this file in."
_COLUMNS = "# Columns: "


def columns_line(columns: list[str]) -> str:
    """Return the remark that tells all columns: the lines below may not have all of them."""
    return _COLUMNS + json.dumps(columns, ensure_ascii=False)


def json_keys(path: Path, encoding: str) -> tuple[str, ...]:
    """Return the names of all objects of a file, in the order in which they come."""
    found: dict[str, None] = {}
    for _number, _line, one in _objects(path, encoding, found):
        found.update((one_line(name), None) for name in one or ())
    return tuple(found)


def json_rows(path: Path, encoding: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield a row for each line, with a cell for each column."""
    for number, line, one in _objects(path, encoding, {}):
        if one is None:
            yield Row(number, (), f"Line {number} is no JSON object.", line)
            continue
        by_name = {one_line(name): value for name, value in one.items()}
        found = [by_name.get(name) for name in columns]
        no_text = (place for place, cell in enumerate(found) if not isinstance(cell, str | None))
        yield Row(number, tuple(map(text_of, found)), "", line, frozenset(no_text))


def _objects(
    path: Path, encoding: str, columns: dict[str, None]
) -> Iterator[tuple[int, str, dict[str, Any] | None]]:
    """Yield number, line and object; the columns that a remark tells are put into ``columns``."""
    with path.open(encoding=encoding) as file:
        ours = False
        for number, line in enumerate(file, 1):
            if number == 1:
                ours = line.rstrip() == NOT_TAKEN_LINES
            if ours and line.startswith("#"):
                if line.startswith(_COLUMNS):
                    columns.update(dict.fromkeys(_told(line.removeprefix(_COLUMNS))))
                continue
            if line.strip():
                found = _parsed(line)
                yield number, line, found if isinstance(found, dict) else None


def _told(line: str) -> list[str]:
    found = _parsed(line)
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
