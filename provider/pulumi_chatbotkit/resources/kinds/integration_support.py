# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""support integration, and how to look one up. Source: docs/api/api.md b.18 and a.9 (lists)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.lookups.calls import find, find_all
from pulumi_chatbotkit.lookups.outputs import deferred, deferred_list
from pulumi_chatbotkit.reconcile import Adopt
from pulumi_chatbotkit.resources.account_object import AccountObject, AccountObjectResult
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


class SupportIntegrationArgsDict(TypedDict, total=False):
    """The arguments of SupportIntegration as a dictionary, for programs that build them step by step."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    bot_id: pulumi.Input[str] | None
    email: pulumi.Input[str] | None
    trigger: pulumi.Input[Literal["never", "automatic"]] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[Adopt] | None


class SupportIntegration(AccountObject, module="chatbotkit", name="SupportIntegration"):
    """A bot that hands conversations to people.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's support integrations; references accept it as
            ``@alias``. Limits: at most 128 characters; lowercase letters, digits, hyphens and underscores only.
            Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        bot_id: Id of the bot that answers. Removing it clears it.
        email: Where requests are sent. Limits: an e-mail address such as ops@example.com. Removing it clears it.
        trigger: When it runs. Limits: one of ``never``, ``automatic``. Removing it restores ``'automatic'``.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.
            Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes your keys.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    Source: docs/api/api.md b.18.
    """

    catalog_kind = "integration_support"

    alias: pulumi.Output[str | None]
    """Your own handle for it, unique among the account's support integrations; references accept it as ``@alias``."""
    bot_id: pulumi.Output[str | None]
    """Id of the bot that answers."""
    email: pulumi.Output[str | None]
    """Where requests are sent."""
    trigger: pulumi.Output[str]
    """When it runs."""

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        alias: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        blueprint_id: pulumi.Input[str] | None = None,
        bot_id: pulumi.Input[str] | None = None,
        email: pulumi.Input[str] | None = None,
        trigger: pulumi.Input[Literal["never", "automatic"]] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("integration_support", locals()))


@dataclass(frozen=True, kw_only=True)
class SupportIntegrationResult(AccountObjectResult):
    """support integration, as the service shows it. What is secret or never returned is left out."""

    alias: str | None
    """Your own handle for it, unique among the account's support integrations; references accept it as ``@alias``."""
    bot_id: str | None
    """Id of the bot that answers."""
    email: str | None
    """Where requests are sent."""


def get_support_integration(
    *,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    email: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> SupportIntegrationResult:
    """Find the one SupportIntegration with this id, alias, name, email or meta: give exactly one of them.

    Args:
        id: Its id.
        alias: Its alias.
        name: Its display name, exactly; it must be unique.
        email: Its e-mail address, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(SupportIntegrationResult, "integration_support", locals())


def get_support_integration_output(
    *,
    id: pulumi.Input[str] | None = None,
    alias: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    email: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[SupportIntegrationResult]:
    """``get_support_integration`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_support_integration, **locals())


def list_support_integrations(
    *, meta: Mapping[str, object] | None = None, run_as: str | None = None
) -> Iterator[SupportIntegrationResult]:
    """Every SupportIntegration, newest first. A page is fetched once the previous one is used up.

    Args:
        meta: Entries that their ``meta`` must have.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(SupportIntegrationResult, "integration_support", locals())


def list_support_integrations_output(
    *, meta: pulumi.Input[Mapping[str, object]] | None = None, run_as: pulumi.Input[str] | PartnerUser | None = None
) -> pulumi.Output[list[SupportIntegrationResult]]:
    """``list_support_integrations`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_support_integrations, **locals())
