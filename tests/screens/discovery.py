"""Every screen and every set of keys there is, found by looking, never listed."""

import importlib
import pkgutil
from typing import Any

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

import screens

__all__ = ["SCREENS", "ScreenClass", "bindings_of", "is_dialog", "screens_in", "widgets_with_keys"]

ScreenClass = type[Screen[Any]]


def _subclasses(base: type[Any]) -> list[type[Any]]:
    found = []
    for one in base.__subclasses__():
        found += [one, *_subclasses(one)]
    return found


def _ours(base: type[Any]) -> list[type[Any]]:
    """Import every module of the screens, then return what they make of a class, by name."""
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        importlib.import_module(module.name)
    found = {one for one in _subclasses(base) if one.__module__.split(".")[0] == "screens"}
    return sorted(found, key=lambda one: (one.__module__, one.__qualname__))


def screens_in(found: list[type[Any]]) -> list[ScreenClass]:
    """Return the screens that lay something out; a base class lays out nothing of its own."""
    return [one for one in found if one.compose is not Screen.compose]


def is_dialog(screen: ScreenClass) -> bool:
    """Say whether a screen is asked over another one."""
    return issubclass(screen, ModalScreen)


def bindings_of(owner: type[Any]) -> list[Binding]:
    """Return the bindings as they are written down in a class and in its bases of ours.

    A binding of several keys stays one: "f2,s" is F2 with its twin.
    """
    written: list[BindingType] = []
    for one in owner.__mro__:
        if one.__module__.split(".")[0] == "screens":
            written += vars(one).get("BINDINGS", [])
    return [one if isinstance(one, Binding) else Binding(*one) for one in written]


def widgets_with_keys() -> list[type[Widget]]:
    """Return the widgets of ours that have keys of their own."""
    return [one for one in _ours(Widget) if not issubclass(one, Screen) and bindings_of(one)]


SCREENS = screens_in(_ours(Screen))
