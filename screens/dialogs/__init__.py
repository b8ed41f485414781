"""Questions asked over a screen, each with a typed answer.

Each dialog is loaded when it is first asked: ``dialogs.ConfirmDialog(...)``.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from screens.dialogs.ask import AskDialog
    from screens.dialogs.confirm import ConfirmDialog
    from screens.dialogs.key import KeyDialog
    from screens.dialogs.keys import KeysDialog
    from screens.dialogs.kit import KitDialog
    from screens.dialogs.pick import PickDialog
    from screens.dialogs.pin import PinDialog
    from screens.dialogs.redact import RedactDialog
    from screens.dialogs.settings import SettingsDialog
    from screens.dialogs.whole import WholeDialog
    from screens.dialogs.write import WriteDialog

__all__ = [
    "AskDialog",
    "ConfirmDialog",
    "KeyDialog",
    "KeysDialog",
    "KitDialog",
    "PickDialog",
    "PinDialog",
    "RedactDialog",
    "SettingsDialog",
    "WholeDialog",
    "WriteDialog",
]


def __getattr__(name: str) -> Any:
    """Load a dialog from its file (PEP 562)."""
    if name not in __all__:
        raise AttributeError(name)
    file = name.removesuffix("Dialog").lower()
    return getattr(importlib.import_module(f"screens.dialogs.{file}"), name)
