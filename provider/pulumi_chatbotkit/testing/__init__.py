"""An emulator on a loopback port, and a program run against one, for tests. ``plugin`` has the pytest fixtures.

Every pytest run in the environment imports this package for the plugin, so names are loaded when first used.
"""

import importlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings

    from .program import ProgramFailed, ProgramTest
    from .server import EmulatorServer, serve

__all__ = ["Emulator", "EmulatorServer", "EmulatorSettings", "ProgramFailed", "ProgramTest", "serve"]

_OF_PROGRAM: Final = frozenset({"ProgramFailed", "ProgramTest"})


def __getattr__(name: str) -> object:
    """The public name, imported from its module."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = "program" if name in _OF_PROGRAM else "server"
    return getattr(importlib.import_module(f"{__name__}.{module}"), name)
