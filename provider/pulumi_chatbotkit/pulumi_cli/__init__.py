"""Finds, gets and describes a Pulumi CLI that can run Python programs.

The rule of this folder: what is already on the machine wins, what must be fetched or built goes into one per-user
cache, and a half-made engine is never visible. Nothing here knows about ChatBotKit.
"""

from pulumi_chatbotkit.pulumi_cli.binaries import Engine
from pulumi_chatbotkit.pulumi_cli.environment import engine_environment
from pulumi_chatbotkit.pulumi_cli.errors import EngineError, Unavailable
from pulumi_chatbotkit.pulumi_cli.progress import Progress, progress_on
from pulumi_chatbotkit.pulumi_cli.search import Source, ensure_engine, find_engine

__all__ = [
    "Engine",
    "EngineError",
    "Progress",
    "Source",
    "Unavailable",
    "engine_environment",
    "ensure_engine",
    "find_engine",
    "progress_on",
]
