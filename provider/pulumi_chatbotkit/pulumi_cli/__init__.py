"""Finds, gets and describes a Pulumi CLI that can run Python programs.

A Pulumi CLI that is already on the machine wins. One that must be downloaded or built goes into a per-user cache, where
an incomplete one is never visible. Nothing here knows about ChatBotKit.
"""

from pulumi_chatbotkit.pulumi_cli.binaries import PulumiCli
from pulumi_chatbotkit.pulumi_cli.environment import pulumi_environment
from pulumi_chatbotkit.pulumi_cli.errors import PulumiCliError, Unavailable
from pulumi_chatbotkit.pulumi_cli.progress import Progress, progress_on
from pulumi_chatbotkit.pulumi_cli.search import Source, ensure_pulumi_cli, find_pulumi_cli

__all__ = [
    "Progress",
    "PulumiCli",
    "PulumiCliError",
    "Source",
    "Unavailable",
    "ensure_pulumi_cli",
    "find_pulumi_cli",
    "progress_on",
    "pulumi_environment",
]
