# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Policy, and how to look one up. Source: docs/api/api.md b.15 and a.9 (lists)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.hosts.dynamic.arguments_classes import args_class
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.lookups.calls import find, find_all
from pulumi_chatbotkit.lookups.outputs import deferred, deferred_list
from pulumi_chatbotkit.reconcile import Adopt
from pulumi_chatbotkit.resources.account_object import AccountObject, AccountObjectResult
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


@args_class
class PolicyRetentionConfigArgs:
    """How long conversations are kept, for a policy of the type ``retention``."""

    expires_in_days: pulumi.Input[int] | None = pulumi.property("expiresInDays", default=None)
    """After how many days they are deleted. Limits: at least 1."""


@args_class
class PolicyUsageConfigActionsBlockArgs:
    """Blocking further use."""

    duration_in_seconds: pulumi.Input[int] = pulumi.property("durationInSeconds")
    """For how many seconds. Limits: at least 1."""


@args_class
class PolicyUsageConfigActionsEmailArgs:
    """Notification by e-mail."""

    to: pulumi.Input[str | Sequence[pulumi.Input[str]]] | None = pulumi.property("to", default=None)
    """One address, or several."""


@args_class
class PolicyUsageConfigActionsArgs:
    """What happens when too much is used; at least one of them."""

    block: pulumi.Input[PolicyUsageConfigActionsBlockArgs | Mapping[str, object]] | None = pulumi.property(
        "block", default=None
    )
    """Block further use."""
    email: (
        pulumi.Input[str | Sequence[pulumi.Input[str]] | PolicyUsageConfigActionsEmailArgs | Mapping[str, object]]
        | None
    ) = pulumi.property("email", default=None)
    """Notify by e-mail: one address, several, or a map with ``to``."""


@args_class
class PolicyUsageConfigArgs:
    """What is counted and what happens then, for a policy of the type ``usage``."""

    metric: pulumi.Input[Literal["tokens", "messages", "conversations"]] = pulumi.property("metric")
    """What is counted. Limits: one of ``tokens``, ``messages``, ``conversations``."""
    threshold: pulumi.Input[int] = pulumi.property("threshold")
    """How many are too many. Limits: at least 1."""
    window_in_seconds: pulumi.Input[int] = pulumi.property("windowInSeconds")
    """Within how many seconds. Limits: at least 1."""
    actions: pulumi.Input[PolicyUsageConfigActionsArgs | Mapping[str, object]] = pulumi.property("actions")
    """What happens then."""


class PolicyArgsDict(TypedDict, total=False):
    """The arguments of Policy as a dictionary, for programs that build them step by step."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    bot_id: pulumi.Input[str] | None
    type: pulumi.Input[Literal["retention", "usage"]] | None
    state: pulumi.Input[Literal["enabled", "disabled"]] | None
    config: pulumi.Input[PolicyRetentionConfigArgs | PolicyUsageConfigArgs | Mapping[str, object]] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[Adopt] | None


class Policy(AccountObject, module="chatbotkit", name="Policy"):
    """A rule on how long conversations are kept, or how much may be used.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's policies; references accept it as ``@alias``. Limits:
            at most 128 characters; lowercase letters, digits, hyphens and underscores only. Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        bot_id: Id of the bot that it applies to; left out, it applies to every bot. Removing it clears it.
        type: What it rules. Limits: one of ``retention``, ``usage``. Removing it restores ``'retention'``.
        state: Whether it works; older deployments refuse it. Limits: one of ``enabled``, ``disabled``. Removing it
            restores ``'enabled'``.
        config: What the rule says: one of two objects, by ``type``; replaced as a whole. Its keys:
            ``PolicyRetentionConfigArgs`` or ``PolicyUsageConfigArgs``. Limits: no key starts with ``#``. Removing it
            clears it.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.
            Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes your keys.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    - A policy for a bot is deleted with the bot.

    Source: docs/api/api.md b.15.
    """

    catalog_kind = "policy"

    alias: pulumi.Output[str | None]
    """Your own handle for it, unique among the account's policies; references accept it as ``@alias``."""
    bot_id: pulumi.Output[str | None]
    """Id of the bot that it applies to; left out, it applies to every bot."""
    type: pulumi.Output[str]
    """What it rules."""
    state: pulumi.Output[str]
    """Whether it works; older deployments refuse it."""
    config: pulumi.Output[Mapping[str, Any] | None]
    """What the rule says: one of two objects, by ``type``; replaced as a whole."""

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
        type: pulumi.Input[Literal["retention", "usage"]] | None = None,
        state: pulumi.Input[Literal["enabled", "disabled"]] | None = None,
        config: pulumi.Input[PolicyRetentionConfigArgs | PolicyUsageConfigArgs | Mapping[str, object]] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("policy", locals()))


@dataclass(frozen=True, kw_only=True)
class PolicyResult(AccountObjectResult):
    """Policy, as the service shows it. What is secret or never returned is left out."""

    alias: str | None
    """Your own handle for it, unique among the account's policies; references accept it as ``@alias``."""
    bot_id: str | None
    """Id of the bot that it applies to; left out, it applies to every bot."""
    type: str
    """What it rules."""
    state: str | None
    """Whether it works; older deployments refuse it."""
    config: Mapping[str, JsonValue] | None
    """What the rule says: one of two objects, by ``type``; replaced as a whole."""


def get_policy(
    *,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> PolicyResult:
    """Find the one Policy with this id, alias, name or meta: give exactly one of them.

    Args:
        id: Its id.
        alias: Its alias.
        name: Its display name, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(PolicyResult, "policy", locals())


def get_policy_output(
    *,
    id: pulumi.Input[str] | None = None,
    alias: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[PolicyResult]:
    """``get_policy`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_policy, **locals())


def list_policies(
    *,
    meta: Mapping[str, object] | None = None,
    bot_id: str | None = None,
    type: str | None = None,
    blueprint_id: str | None = None,
    run_as: str | None = None,
) -> Iterator[PolicyResult]:
    """Every Policy, newest first. A page is fetched once the previous one is used up.

    Args:
        meta: Entries that their ``meta`` must have.
        bot_id: Id of the bot that they are linked to.
        type: Their type, exactly.
        blueprint_id: Id of the blueprint that they are linked to.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(PolicyResult, "policy", locals())


def list_policies_output(
    *,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    bot_id: pulumi.Input[str] | None = None,
    type: pulumi.Input[str] | None = None,
    blueprint_id: pulumi.Input[str] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[list[PolicyResult]]:
    """``list_policies`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_policies, **locals())
