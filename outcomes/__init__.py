"""What leaves the room: the outcome in every format, and the way to it.

Each name is loaded when it is first used: a face that shows an address does not wait for what
makes pages and codes.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from outcomes.page import outcome_page
    from outcomes.qr import Matrix, address_of, fits, half_blocks, qr_matrix
    from outcomes.report import report_page, report_text, write_report
    from outcomes.report_lines import report_parts
    from outcomes.sound import Chapter, outcome_chapters

__all__ = [
    "Chapter",
    "Matrix",
    "address_of",
    "fits",
    "half_blocks",
    "outcome_chapters",
    "outcome_page",
    "qr_matrix",
    "report_page",
    "report_parts",
    "report_text",
    "write_report",
]

_FILES = {
    "outcome_page": "page",
    "report_page": "report",
    "report_text": "report",
    "report_parts": "report_lines",
    "write_report": "report",
    "Chapter": "sound",
    "outcome_chapters": "sound",
}


def __getattr__(name: str) -> Any:
    """Load a name from the module that it lives in (PEP 562)."""
    if name not in __all__:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"outcomes.{_FILES.get(name, 'qr')}"), name)
