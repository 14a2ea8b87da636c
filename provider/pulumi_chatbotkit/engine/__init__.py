"""Finds, gets and describes a Pulumi CLI that can run Python programs.

The rule of this folder: what is already on the machine wins, what must be fetched or built goes into one per-user
cache, and a half-made engine is never visible. Nothing here knows about ChatBotKit.
"""

from pulumi_chatbotkit.engine.binaries import Engine
from pulumi_chatbotkit.engine.environment import engine_environment
from pulumi_chatbotkit.engine.errors import EngineError, Unavailable
from pulumi_chatbotkit.engine.progress import Progress, progress_on
from pulumi_chatbotkit.engine.search import Source, ensure_engine, find_engine

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
