# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Blueprint, and how to look one up. Source: docs/api/api.md b.6 and a.9 (lists)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.lookups.calls import find, find_all
from pulumi_chatbotkit.lookups.outputs import deferred, deferred_list
from pulumi_chatbotkit.lookups.result_types import AccountResult
from pulumi_chatbotkit.reconcile import Adopt
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


class BlueprintArgsDict(TypedDict, total=False):
    """The arguments of Blueprint as a dictionary, for programs that build them step by step."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    visibility: pulumi.Input[Literal["private", "protected", "public"]] | None
    config: pulumi.Input[Mapping[str, object]] | None
    delete_resources: pulumi.Input[bool] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[Adopt] | None


class Blueprint(ChatBotKitResource, module="chatbotkit", name="Blueprint"):
    """A group of an account's objects that belong together.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's blueprints; references accept it as ``@alias``.
            Limits: at most 128 characters; lowercase letters, digits, hyphens and underscores only. Removing it clears
            it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        visibility: Who may use it: this account; related accounts too (parent, children, siblings); or everyone.
            Limits: one of ``private``, ``protected``, ``public``. Removing it restores ``'private'``.
        config: Layout data of the designer; older deployments refuse it. Limits: keys start with a letter a-z or a
            digit; no key starts with ``#``. Removing it clears it.
        delete_resources: Delete everything in the group, too, when the blueprint is deleted. Removing it restores
            ``False``.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.
            Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes your keys.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    - Deleting a blueprint leaves the objects of the group alone, unless ``delete_resources`` is set.

    Source: docs/api/api.md b.6.
    """

    catalog_kind = "blueprint"

    alias: pulumi.Output[str | None]
    """Your own handle for it, unique among the account's blueprints; references accept it as ``@alias``."""
    name: pulumi.Output[str]
    """Display name."""
    description: pulumi.Output[str]
    """What it is for."""
    visibility: pulumi.Output[str]
    """Who may use it: this account; related accounts too (parent, children, siblings); or everyone."""
    config: pulumi.Output[Mapping[str, Any] | None]
    """Layout data of the designer; older deployments refuse it."""
    delete_resources: pulumi.Output[bool]
    """Delete everything in the group, too, when the blueprint is deleted."""
    meta: pulumi.Output[Mapping[str, Any] | None]
    """Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone."""
    run_as: pulumi.Output[str | None]
    """Id of the partner user in whose account it lives; None for your own."""

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        alias: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        visibility: pulumi.Input[Literal["private", "protected", "public"]] | None = None,
        config: pulumi.Input[Mapping[str, object]] | None = None,
        delete_resources: pulumi.Input[bool] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("blueprint", locals()))


@dataclass(frozen=True, kw_only=True)
class BlueprintResult(AccountResult):
    """Blueprint, as the service shows it. What is secret or never returned is left out."""

    alias: str | None
    """Your own handle for it, unique among the account's blueprints; references accept it as ``@alias``."""
    name: str
    """Display name."""
    description: str
    """What it is for."""
    visibility: str
    """Who may use it: this account; related accounts too (parent, children, siblings); or everyone."""
    config: Mapping[str, JsonValue] | None
    """Layout data of the designer; older deployments refuse it."""
    meta: Mapping[str, JsonValue] | None
    """Your own data, and the keys that mark an object of a stack."""


def get_blueprint(
    *,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> BlueprintResult:
    """Find the one Blueprint with this id, alias, name or meta: give exactly one of them.

    Args:
        id: Its id.
        alias: Its alias.
        name: Its display name, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(BlueprintResult, "blueprint", locals())


def get_blueprint_output(
    *,
    id: pulumi.Input[str] | None = None,
    alias: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[BlueprintResult]:
    """``get_blueprint`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_blueprint, **locals())


def list_blueprints(
    *, meta: Mapping[str, object] | None = None, run_as: str | None = None
) -> Iterator[BlueprintResult]:
    """Every Blueprint, newest first. A page is fetched once the previous one is used up.

    Args:
        meta: Entries that their ``meta`` must have.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(BlueprintResult, "blueprint", locals())


def list_blueprints_output(
    *, meta: pulumi.Input[Mapping[str, object]] | None = None, run_as: pulumi.Input[str] | PartnerUser | None = None
) -> pulumi.Output[list[BlueprintResult]]:
    """``list_blueprints`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_blueprints, **locals())
