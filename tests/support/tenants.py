"""What tenants files are read into, for tests."""

from typing import cast

from pulumi_chatbotkit.inputs.tenants import TenantSpec
from pulumi_chatbotkit.json_values import JsonObject


def bots_of(tenant: TenantSpec) -> dict[str, JsonObject]:
    """The arguments of a tenant's bots, by key."""
    return cast("dict[str, JsonObject]", tenant.arguments["bots"])
