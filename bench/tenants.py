"""The tenants that every subject makes: a partner user, a bot and a context each, as bodies of create requests."""

from dataclasses import dataclass

from pulumi_chatbotkit.json_values import JsonObject

RESOURCES_PER_TENANT = 3

FIRST_BACKSTORY = "You help customers with orders, returns and opening hours. Be brief."
SECOND_BACKSTORY = "You help customers with orders, returns and opening hours. Be brief, and always answer in English."
"""The value that the update step sets on every bot."""


@dataclass(frozen=True)
class Tenant:
    """The bodies of one tenant; the context's ``botId`` is added when the bot exists."""

    name: str
    user: JsonObject
    bot: JsonObject
    context: JsonObject


def tenants(count: int, backstory: str = FIRST_BACKSTORY) -> list[Tenant]:
    """``count`` tenants."""
    return [_tenant(number, backstory) for number in range(count)]


def _tenant(number: int, backstory: str) -> Tenant:
    name = f"tenant-{number}"
    return Tenant(
        name,
        user={"name": f"Tenant {number}", "email": f"ops@{name}.example"},
        bot={"name": f"Support of tenant {number}", "backstory": backstory, "model": "gpt-4o"},
        context={"name": f"Context of tenant {number}"},
    )
