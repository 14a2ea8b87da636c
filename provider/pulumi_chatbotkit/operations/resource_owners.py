"""Whose a resource of a state or of a preview is: its kind, the account it is in, and its customer."""

from collections.abc import Mapping
from typing import Final

from pulumi_chatbotkit.catalog import GUARDS, KINDS
from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind
from pulumi_chatbotkit.inputs.tenant_layout import TENANT_TYPE
from pulumi_chatbotkit.json_values import JsonObject

_PREFIXES: Final = ("pulumi-python:dynamic/chatbotkit:", "chatbotkit:index:")
KINDS_BY_CLASS: Final[Mapping[str, Kind]] = {kind.class_name: kind for kind in KINDS.values()}
"""The kinds of objects, by the name of their class."""
GUARD_CLASSES: Final = frozenset(kind.class_name for kind in GUARDS.values())
"""The classes of resources that have no object at the service."""


def class_name_of(type_token: str) -> str | None:
    """The class of a type of this package, also one that this version does not know; None for all other types."""
    if type_token == TENANT_TYPE:
        return None
    prefix = next((each for each in _PREFIXES if type_token.startswith(each)), None)
    return None if prefix is None else type_token.removeprefix(prefix)


def type_of(urn: str) -> str:
    """The type that a URN names, without those of its parents; "" if it is no URN of a resource."""
    parts = urn.split("::", 3)
    return parts[2].rpartition("$")[2] if len(parts) > 3 else ""


def name_of(urn: str) -> str:
    """The resource's name in a URN."""
    return urn.split("::", 3)[-1]


def account_key(kind: Kind) -> str:
    """The input that has the id of the partner user in whose account an object of the kind is; "" if there is none."""
    return (RUN_AS if RUN_AS in kind.location_keys else kind.tenant_key) or ""


def account_of(kind: Kind, identifier: str, inputs: JsonObject) -> str:
    """Id of the partner user in whose account an object is, or that it is; "" for the parent account."""
    return identifier if kind is PARTNER_USER else str(inputs.get(account_key(kind)) or "")


def tenant_of(urn: str, parents: Mapping[str, str]) -> str:
    """The name of the ``Tenant`` that a resource is, or is in; "" if it is in none.

    Args:
        urn: Of the resource.
        parents: URN of the parent by URN, as far as it is known.
    """
    above = urn
    while above and type_of(above) != TENANT_TYPE:
        above = parents.get(above, "")
    return name_of(above) if above else ""
