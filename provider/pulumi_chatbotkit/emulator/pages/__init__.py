"""The console: HTML pages over an emulator's state, for people on the same machine. Plain forms, no script, no key.

Decides nothing about records: what the pages change goes through the emulator, and what it refuses is shown.
"""

from .routes import Handled, console_routes

__all__ = ["Handled", "console_routes"]
