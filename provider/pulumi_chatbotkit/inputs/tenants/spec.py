"""A tenant as the rest of the program sees it: keyword arguments for its resources."""

from dataclasses import dataclass

from pulumi_chatbotkit.json_values import JsonObject


@dataclass(frozen=True, kw_only=True)
class TenantSpec:
    """One tenant of a tenants file, known to be valid.

    The objects hold declared fields only, keyed by Python name (``dataset_id``), ready to be passed as keyword
    arguments to the resource class; values are as written, keys inside maps as well.
    """

    key: str
    """Part of the resources' names, so a change replaces them."""
    user: JsonObject
    token: JsonObject | None
    """None for no token; ``{}`` for a token without declared fields. The same holds for the other parts."""
    blueprint: JsonObject | None
    dataset: JsonObject | None
    skillset: JsonObject | None
    bots: dict[str, JsonObject]
    """By key, in the file's order; at least one."""
    context: JsonObject
    context_bot: str | None
    """Key of the bot that the context points to; None if it points to none, or gives a ``bot_id`` itself."""
    protect: bool
    retain: bool
    """True if the tenant stays in ChatBotKit when it is removed from the file."""
