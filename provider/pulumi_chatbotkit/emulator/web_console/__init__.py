"""The web console: HTML pages with an emulator's state, for people on the same machine. Forms, no scripts, no key.

Pages change records through the emulator and show what it refuses.
"""

from pulumi_chatbotkit.emulator.web_console.routes import ConsoleBackend, console_routes

__all__ = ["ConsoleBackend", "console_routes"]
