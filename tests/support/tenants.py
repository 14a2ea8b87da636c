"""What tenants files are read into, for tests."""

import json
from typing import cast

from pulumi_chatbotkit.inputs.tenants import TenantSpec
from pulumi_chatbotkit.inputs.tenants.explaining import explained
from pulumi_chatbotkit.json_values import JsonObject


def bots_of(tenant: TenantSpec) -> dict[str, JsonObject]:
    """The arguments of a tenant's bots, by key."""
    return cast("dict[str, JsonObject]", tenant.arguments["bots"])


def explanation(tenant: TenantSpec) -> str:
    """Every object of a tenant and its values, as `tenants explain` has them, without where these come from."""
    found = {each.resource: {value.name: value.value for value in each.values} for each in explained(tenant)}
    return json.dumps([tenant.key, tenant.protect, found], sort_keys=True)
