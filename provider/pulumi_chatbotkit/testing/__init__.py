"""For tests that need the API: an emulator on a loopback port. ``plugin`` makes it a pytest fixture.

Every pytest run of the environment imports this package on its way to the plugin, so names are loaded when first used.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings

    from .server import EmulatorServer, serve

__all__ = ["Emulator", "EmulatorServer", "EmulatorSettings", "serve"]


def __getattr__(name: str) -> object:
    """The public name, from the module that has it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.server"), name)
