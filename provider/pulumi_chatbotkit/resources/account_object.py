"""What most kinds have in common: name, description, blueprint, ``meta`` and account."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi

from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.lookups.result_types import AccountResult


class AccountObject(ChatBotKitResource):
    """Base of the kinds that have all of these outputs. Not for direct use."""

    name: pulumi.Output[str]
    """Display name."""
    description: pulumi.Output[str]
    """What it is for."""
    blueprint_id: pulumi.Output[str | None]
    """Id of a blueprint of the same account."""
    meta: pulumi.Output[Mapping[str, Any] | None]
    """Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone."""
    run_as: pulumi.Output[str | None]
    """Id of the partner user in whose account it lives; None for your own."""


@dataclass(frozen=True, kw_only=True)
class AccountObjectResult(AccountResult):
    """Base of the results of these kinds."""

    name: str
    """Display name."""
    description: str
    """What it is for."""
    blueprint_id: str | None
    """Id of a blueprint of the same account."""
    meta: Mapping[str, JsonValue] | None
    """Your own data, and the keys that mark an object of a stack."""
