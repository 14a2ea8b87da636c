# Generated from the catalog by tools/generate.py: change the catalog and run `make generate`.
"""Policy: docs/api/api.md b.15."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import args_class
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.reconcile import AdoptMode
from pulumi_chatbotkit.resources.partner_user import PartnerUser


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
    """Telling somebody by e-mail."""

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
    """Tell somebody: one address, several, or a map with ``to``."""


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
    """The arguments of Policy as a dictionary, for programs that build them piece by piece."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    bot_id: pulumi.Input[str] | None
    type: pulumi.Input[Literal["retention", "usage"]] | None
    state: pulumi.Input[Literal["enabled", "disabled"]] | None
    config: pulumi.Input[PolicyRetentionConfigArgs | PolicyUsageConfigArgs | Mapping[str, object]] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[AdoptMode] | None


class Policy(ChatBotKitResource, module="chatbotkit", name="Policy"):
    """A rule on how long conversations are kept, or how much may be used.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's policies; references accept it as ``@alias``.
            Limits: at most 128 characters; lowercase letters, digits, hyphens and underscores only. Removing it
            clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        bot_id: Id of the bot that it is for; left out, it is for every bot. Removing it clears it.
        type: What it rules. Limits: one of ``retention``, ``usage``. Removing it restores ``'retention'``.
        state: Whether it works; older deployments refuse it. Limits: one of ``enabled``, ``disabled``. Removing it
            restores ``'enabled'``.
        config: What the rule says: one of two objects, by ``type``; replaced as a whole. Its keys:
            ``PolicyRetentionConfigArgs`` or ``PolicyUsageConfigArgs``. Limits: no key starts with ``#``. Removing
            it clears it.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left
            alone. Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes
            your keys.
        run_as: The partner user in whose account it lives, or that one's id; left out, your own account.
            A change replaces it.
        adopt: Which existing object it takes over instead of making one: ``own``, what an interrupted run of this
            stack made for it; ``match``, also one that nobody manages and that has the same alias, e-mail or name;
            ``never``. Left out, the stack's ``chatbotkit:adopt``, which is ``own`` unless set.

    - A policy for a bot is deleted with the bot.

    Source: docs/api/api.md b.15.
    """

    catalog_kind = "policy"

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
        adopt: pulumi.Input[AdoptMode] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            {
                "alias": alias,
                "name": name,
                "description": description,
                "blueprintId": blueprint_id,
                "botId": bot_id,
                "type": type,
                "state": state,
                "config": config,
                "meta": meta,
            },
            scopes={
                "runAs": run_as,
            },
            adopt=adopt,
            opts=opts,
        )

    @property
    @pulumi.getter(name="alias")
    def alias(self) -> pulumi.Output[str | None]:
        """Your own handle for it, unique among the account's policies; references accept it as ``@alias``."""
        return vars(self)["alias"]

    @property
    @pulumi.getter(name="name")
    def name(self) -> pulumi.Output[str]:
        """Display name."""
        return vars(self)["name"]

    @property
    @pulumi.getter(name="description")
    def description(self) -> pulumi.Output[str]:
        """What it is for."""
        return vars(self)["description"]

    @property
    @pulumi.getter(name="blueprintId")
    def blueprint_id(self) -> pulumi.Output[str | None]:
        """Id of a blueprint of the same account."""
        return vars(self)["blueprintId"]

    @property
    @pulumi.getter(name="botId")
    def bot_id(self) -> pulumi.Output[str | None]:
        """Id of the bot that it is for; left out, it is for every bot."""
        return vars(self)["botId"]

    @property
    @pulumi.getter(name="type")
    def type(self) -> pulumi.Output[str]:
        """What it rules."""
        return vars(self)["type"]

    @property
    @pulumi.getter(name="state")
    def state(self) -> pulumi.Output[str]:
        """Whether it works; older deployments refuse it."""
        return vars(self)["state"]

    @property
    @pulumi.getter(name="config")
    def config(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """What the rule says: one of two objects, by ``type``; replaced as a whole."""
        return vars(self)["config"]

    @property
    @pulumi.getter(name="meta")
    def meta(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone."""
        return vars(self)["meta"]

    @property
    @pulumi.getter(name="runAs")
    def run_as(self) -> pulumi.Output[str | None]:
        """Id of the partner user in whose account it lives; None for your own."""
        return vars(self)["runAs"]
