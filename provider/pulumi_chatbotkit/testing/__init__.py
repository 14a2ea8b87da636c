"""An emulator on a loopback port, for tests. ``plugin`` has the pytest fixture.

Every pytest run in the environment imports this package for the plugin, so names are loaded when first used.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings

    from .server import EmulatorServer, serve

__all__ = ["Emulator", "EmulatorServer", "EmulatorSettings", "serve"]


def __getattr__(name: str) -> object:
    """The public name, imported from its module."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.server"), name)
