"""The tenants of a stack, read from its state: whatever the program exports, and after a run that failed as well."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias, cast

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.pulumi_cli import PulumiCli, PulumiCliError
from pulumi_chatbotkit.pulumi_cli.stack_commands import pulumi

Types: TypeAlias = frozenset[str]
_TENANT: Final = "chatbotkit:index:Tenant"
"""Also in `components/tenant.py`, which loads Pulumi's SDK."""
_PREFIXES: Final = ("pulumi-python:dynamic/chatbotkit:", "chatbotkit:index:")


def _types(class_name: str) -> Types:
    return frozenset(f"{prefix}{class_name}" for prefix in _PREFIXES)


_USER: Final = _types("PartnerUser")
_BOT: Final = _types("Bot")
_CONTEXT: Final = _types("PartnerUserContext")


@dataclass(frozen=True)
class StackTenant:
    """One ``Tenant`` of the state.

    Attributes:
        key: Its resource name, such as ``acme``.
        user: Id of its partner user; None if that is not in the state.
        bots: From key to id, in the order of the state.
        contexts: The same.
    """

    key: str
    user: str | None
    bots: Mapping[str, str] = field(default_factory=dict[str, str])
    contexts: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class StackTenants:
    """What the state of a stack says of tenants.

    Attributes:
        tenants: In the order of the state.
        not_found: One sentence for each thing that was looked for and is not there.
    """

    tenants: tuple[StackTenant, ...]
    not_found: tuple[str, ...]


def read_stack_tenants(
    pulumi_cli: PulumiCli, environment: Mapping[str, str], project: Path, stack: str | None
) -> StackTenants:
    """The tenants of a stack; of the selected one if ``stack`` is None. Decrypts nothing.

    Raises:
        PulumiCliError: Pulumi does not show the state, or it is in a form that is not known.
    """
    named = ("--stack", stack) if stack else ()
    return tenants_of_state(pulumi(pulumi_cli, environment, project, "stack", "export", *named))


def tenants_of_state(exported: str) -> StackTenants:
    """The tenants in what ``pulumi stack export`` prints. Raises as ``read_stack_tenants``."""
    resources = _resources(exported)
    inside: defaultdict[object, list[JsonObject]] = defaultdict(list)
    for each in resources:
        inside[each.get("parent")].append(each)
    found = [_tenant(each, inside[each["urn"]]) for each in resources if each.get("type") == _TENANT]
    return StackTenants(tuple(found), tuple(_not_found(found, resources)))


def _resources(exported: str) -> list[JsonObject]:
    """Those that live; one that a later one replaces stays in a state until it is deleted."""
    try:
        deployment = cast("JsonObject", cast("JsonObject", json.loads(exported))["deployment"])
        resources = cast("list[JsonObject]", deployment.get("resources") or [])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = "pulumi stack export prints no state that is known here; is this Pulumi newer than this package?"
        raise PulumiCliError(message) from error
    return [each for each in resources if not each.get("delete")]


def _tenant(component: JsonObject, inside: Iterable[JsonObject]) -> StackTenant:
    key = _name(component)

    def ids(types: Types) -> dict[str, str]:
        return {
            _name(each).removeprefix(f"{key}."): str(each["id"])
            for each in inside
            if each.get("type") in types and each.get("id")
        }

    users = ids(_USER)
    # A program may add partner users to a tenant; the tenant's own has its name.
    return StackTenant(key, users.get(key), ids(_BOT), ids(_CONTEXT))


def _not_found(tenants: list[StackTenant], resources: list[JsonObject]) -> Iterable[str]:
    if not resources:
        yield "the stack is empty: `pulumi up` makes its tenants"
        return
    if not tenants:
        yield f"no Tenant is among the {len(resources)} resources of the stack"
    yield from (
        f"{each.key}: its sub-account is not in the state: `pulumi up` makes it, or takes it over if a killed run did"
        for each in tenants
        if each.user is None
    )
    own = {each.user for each in tenants}
    alone = [f"{_name(each)} ({each['id']})" for each in resources if _is_user(each) and each["id"] not in own]
    if alone:
        yield f"not part of a Tenant, so not listed: partner user {', '.join(alone)}"


def _is_user(resource: JsonObject) -> bool:
    return resource.get("type") in _USER and bool(resource.get("id"))


def _name(resource: JsonObject) -> str:
    return str(resource["urn"]).rpartition("::")[2]
