"""What the state of a stack has of one tenant, and the stack's configuration: read with Pulumi, and never changed."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, cast

from pulumi_chatbotkit.catalog.kinds.partner import FORCE_DESTROY, GUARD_SUFFIX, PARTNER_USER
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.pulumi_cli import PulumiCli, PulumiCliError
from pulumi_chatbotkit.pulumi_cli.stack_commands import pulumi
from pulumi_chatbotkit.reconcile import MARKER, Marker
from pulumi_chatbotkit.reconcile.marker import marker_from_input

TENANT_TYPE: Final = "chatbotkit:index:Tenant"
"""Also in `components/tenant.py`, which loads Pulumi's SDK."""
_USER_KEYS: Final = (RUN_AS, "userId")
"""Where a resource says in which partner user it is."""
_SECRET: Final = "4dabf18193072939515e22adb298388d"  # noqa: S105 - a name
"""Pulumi's key of what is encrypted in a state."""


@dataclass(frozen=True)
class StackCommands:
    """The Pulumi CLI for one stack."""

    pulumi_cli: PulumiCli
    environment: Mapping[str, str]
    project: Path
    stack: str | None
    """None: the selected one."""

    def run(self, *arguments: str) -> str:
        """What a command prints. Raises PulumiCliError."""
        named = ("--stack", self.stack) if self.stack else ()
        return pulumi(self.pulumi_cli, self.environment, self.project, *arguments, *named)


@dataclass(frozen=True)
class Resource:
    """A resource of a state."""

    values: JsonObject

    @property
    def urn(self) -> str:
        return str(self.values.get("urn"))

    @property
    def name(self) -> str:
        return self.urn.rpartition("::")[2]

    @property
    def type(self) -> str:
        """The last part of its type: ``Bot``."""
        return str(self.values.get("type")).rpartition(":")[2]

    @property
    def id(self) -> str:
        return str(self.values.get("id") or "")

    @property
    def inputs(self) -> JsonObject:
        return as_object(self.values.get("inputs")) or {}

    @property
    def outputs(self) -> JsonObject:
        return as_object(self.values.get("outputs")) or {}

    @property
    def is_protected(self) -> bool:
        return self.values.get("protect") is True

    @property
    def is_retained(self) -> bool:
        return self.values.get("retainOnDelete") is True

    @property
    def is_ours(self) -> bool:
        """True for what a kind of the catalog or a guard is; false for components and other providers' resources."""
        return "chatbotkit:" in str(self.values.get("type")) and bool(self.id)


@dataclass(frozen=True)
class TenantInState:
    """A tenant as the state has it: as the program was run last."""

    key: str
    inside: tuple[Resource, ...]
    """Everything in the component."""
    beside: tuple[Resource, ...]
    """What the program has put into the partner user besides, outside of the component."""

    @cached_property
    def user(self) -> Resource | None:
        """Its partner user; None if a run has ended before it was made."""
        users = (each for each in self.inside if each.is_ours and each.type == PARTNER_USER.class_name)
        return next((each for each in users if each.name == self.key), None)

    @property
    def marker(self) -> Marker | None:
        """The marker of its partner user."""
        return None if self.user is None else marker_from_input(self.user.inputs.get(MARKER))

    @property
    def is_forced(self) -> bool:
        """True if its deletion does not look at what would be lost."""
        guard = next((each for each in self.inside if each.name == f"{self.key}{GUARD_SUFFIX}"), self.user)
        return guard is not None and guard.inputs.get(FORCE_DESTROY) is True

    @property
    def is_retained(self) -> bool:
        """True if the partner user stays when it leaves the program."""
        return self.user is not None and self.user.is_retained

    @property
    def protected(self) -> list[str]:
        """Names of the resources that Pulumi refuses to delete."""
        return [each.name for each in (*self.inside, *self.beside) if each.is_protected]

    @property
    def by_type(self) -> dict[str, int]:
        """How many resources of each type go with it."""
        return dict(Counter(each.type for each in self.inside if each.is_ours and not each.name.endswith(GUARD_SUFFIX)))


@dataclass(frozen=True)
class StackState:
    """The resources of a stack that live."""

    stack: str
    """Its name, without organization and project."""
    resources: tuple[Resource, ...]

    @cached_property
    def tenants(self) -> dict[str, TenantInState]:
        """The tenants by key, in the order of the state."""
        return {each.name: self._tenant(each) for each in self.resources if each.values.get("type") == TENANT_TYPE}

    def _tenant(self, component: Resource) -> TenantInState:
        urns = {component.urn}
        inside: list[Resource] = []
        for each in self.resources:  # parents come first in a state
            if str(each.values.get("parent")) in urns:
                urns.add(each.urn)
                inside.append(each)
        found = TenantInState(component.name, tuple(inside), ())
        if found.user is None:
            return found
        identifier = found.user.id
        beside = [each for each in self.resources if each.urn not in urns and _is_in(each, identifier)]
        return TenantInState(component.name, tuple(inside), tuple(beside))


def _is_in(resource: Resource, user: str) -> bool:
    return any(resource.inputs.get(key) == user for key in _USER_KEYS)


def read_stack_state(commands: StackCommands, *, show_secrets: bool = False) -> StackState:
    """The state of a stack.

    Args:
        show_secrets: Decrypt secrets; else they stay as Pulumi stores them.

    Raises:
        PulumiCliError: Pulumi does not show the state, cannot decrypt it, or it is in a form that is not known.
    """
    shown = ("--show-secrets",) if show_secrets else ()
    exported = commands.run("stack", "export", *shown)
    try:
        deployment = cast("JsonObject", cast("JsonObject", json.loads(exported))["deployment"])
        found = [Resource(each) for each in cast("list[JsonObject]", deployment.get("resources") or [])]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = "pulumi stack export prints no state that is known here; is this Pulumi newer than this package?"
        raise PulumiCliError(message) from error
    living = tuple(each for each in found if not each.values.get("delete"))
    name = next((each.urn.split("::")[0].removeprefix("urn:pulumi:") for each in living), commands.stack or "")
    return StackState(name.rpartition("/")[2], living)


def read_stack_configuration(commands: StackCommands) -> dict[str, object]:
    """The ``chatbotkit:`` keys of a stack, secrets in clear; these are decrypted only if there are any.

    Raises:
        PulumiCliError: Pulumi does not show them.
    """
    found = _entries(commands.run("config", "--json"))
    if any(entry.get("secret") is True for entry in found.values()):
        found = _entries(commands.run("config", "--json", "--show-secrets"))
    return {key: entry["value"] for key, entry in found.items() if "value" in entry}


def _entries(printed: str) -> dict[str, JsonObject]:
    entries = cast("JsonObject", json.loads(printed)).items()
    return {key: entry for key, value in entries if key.startswith("chatbotkit:") and (entry := as_object(value))}


def in_clear(value: JsonValue) -> JsonValue:
    """A value of a state that was exported with its secrets, without Pulumi's marks of them."""
    found = as_object(value)
    if found is None or _SECRET not in found:
        return value
    return cast("JsonValue", json.loads(str(found.get("plaintext", "null"))))


def named(names: Iterable[str], most: int = 5) -> str:
    """The first names of many: ``a, b and 3 more``."""
    every = [*names]
    more = len(every) - most
    return ", ".join(every[:most]) + (f" and {more} more" if more > 0 else "")
