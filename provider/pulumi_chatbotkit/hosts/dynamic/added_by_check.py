"""What check adds to the inputs of every resource, as the program passes it already.

When a run refreshes, Pulumi shows the difference between what the program passes and what the state has before it asks
the provider, so what only check adds would look like a change of every resource. Check does not rely on it.
"""

import os
from functools import lru_cache

import pulumi

from pulumi_chatbotkit.api import ConfigurationError
from pulumi_chatbotkit.hosts.recorded_service import as_recorded, configured_endpoint
from pulumi_chatbotkit.reconcile import MARKER, Marker
from pulumi_chatbotkit.reconcile.provider_keys import SERVICE

_OWNER_VARIABLE = "CHATBOTKIT_OWNER"


def added_by_check(resource_name: str) -> dict[str, object]:
    """Marker and service of a resource of the running program, by state key."""
    config = pulumi.Config("chatbotkit")
    owner = config.get("owner") or os.environ.get(_OWNER_VARIABLE) or None
    marker = Marker(f"{pulumi.get_project()}/{pulumi.get_stack()}", resource_name, owner)
    return {MARKER: marker.as_input(), SERVICE: _recorded(configured_endpoint(config.get("endpoint")))}


@lru_cache(maxsize=16)
def _recorded(endpoint: str) -> str | None:
    """None if it cannot be used, which check reports."""
    try:
        return as_recorded(endpoint)
    except ConfigurationError:
        return None
