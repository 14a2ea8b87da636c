# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Bot, and how to look one up. Source: docs/api/api.md b.5 and a.9 (lists)."""

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


class BotArgsDict(TypedDict, total=False):
    """The arguments of Bot as a dictionary, for programs that build them step by step."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    backstory: pulumi.Input[str] | None
    model: pulumi.Input[str] | None
    dataset_id: pulumi.Input[str] | None
    skillset_id: pulumi.Input[str] | None
    privacy: pulumi.Input[bool] | None
    moderation: pulumi.Input[bool] | None
    visibility: pulumi.Input[Literal["private", "protected", "public"]] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[Adopt] | None


class Bot(AccountObject, module="chatbotkit", name="Bot"):
    """A bot of your account, or of the partner user named in ``run_as``.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's bots; references accept it as ``@alias``. Limits: at
            most 128 characters; lowercase letters, digits, hyphens and underscores only. Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        backstory: Instructions for every conversation. Limits: at most 16,777,215 bytes. Removing it restores ``''``.
        model: Model to use, with options: ``name/key=value``. Left out, the service chooses at run time. Limits: at
            most 512 characters; a model string: name, or name/key=value/key=value. Removing it restores ``''``.
        dataset_id: Id of a dataset that the account may use. Removing it clears it.
        skillset_id: Id of a skillset that the account may use. Removing it clears it.
        privacy: Remove personal data from conversations. Removing it restores ``False``.
        moderation: Check messages for harmful content. Removing it restores ``False``.
        visibility: Who may use it: this account; related accounts too (parent, children, siblings); or everyone.
            Limits: one of ``private``, ``protected``, ``public``. Removing it restores ``'private'``.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.
            Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes your keys.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    - ``privacy`` and ``moderation`` are not returned by the current service: a change made elsewhere cannot be seen.
    - Deleting a bot deletes the policies and memories bound to it and sets the links of contexts to null.

    Source: docs/api/api.md b.5.
    """

    catalog_kind = "bot"

    alias: pulumi.Output[str | None]
    """Your own handle for it, unique among the account's bots; references accept it as ``@alias``."""
    backstory: pulumi.Output[str]
    """Instructions for every conversation."""
    model: pulumi.Output[str]
    """Model to use, with options: ``name/key=value``. Left out, the service chooses at run time."""
    dataset_id: pulumi.Output[str | None]
    """Id of a dataset that the account may use."""
    skillset_id: pulumi.Output[str | None]
    """Id of a skillset that the account may use."""
    privacy: pulumi.Output[bool]
    """Remove personal data from conversations."""
    moderation: pulumi.Output[bool]
    """Check messages for harmful content."""
    visibility: pulumi.Output[str]
    """Who may use it: this account; related accounts too (parent, children, siblings); or everyone."""

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        alias: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        blueprint_id: pulumi.Input[str] | None = None,
        backstory: pulumi.Input[str] | None = None,
        model: pulumi.Input[str] | None = None,
        dataset_id: pulumi.Input[str] | None = None,
        skillset_id: pulumi.Input[str] | None = None,
        privacy: pulumi.Input[bool] | None = None,
        moderation: pulumi.Input[bool] | None = None,
        visibility: pulumi.Input[Literal["private", "protected", "public"]] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("bot", locals()))


@dataclass(frozen=True, kw_only=True)
class BotResult(AccountObjectResult):
    """Bot, as the service shows it. What is secret or never returned is left out."""

    alias: str | None
    """Your own handle for it, unique among the account's bots; references accept it as ``@alias``."""
    backstory: str
    """Instructions for every conversation."""
    model: str
    """Model to use, with options: ``name/key=value``. Left out, the service chooses at run time."""
    dataset_id: str | None
    """Id of a dataset that the account may use."""
    skillset_id: str | None
    """Id of a skillset that the account may use."""
    visibility: str
    """Who may use it: this account; related accounts too (parent, children, siblings); or everyone."""


def get_bot(
    *,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> BotResult:
    """Find the one Bot with this id, alias, name or meta: give exactly one of them.

    Args:
        id: Its id.
        alias: Its alias.
        name: Its display name, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(BotResult, "bot", locals())


def get_bot_output(
    *,
    id: pulumi.Input[str] | None = None,
    alias: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[BotResult]:
    """``get_bot`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_bot, **locals())


def list_bots(
    *, meta: Mapping[str, object] | None = None, blueprint_id: str | None = None, run_as: str | None = None
) -> Iterator[BotResult]:
    """Every Bot, newest first. A page is fetched once the previous one is used up.

    Args:
        meta: Entries that their ``meta`` must have.
        blueprint_id: Id of the blueprint that they are linked to.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(BotResult, "bot", locals())


def list_bots_output(
    *,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    blueprint_id: pulumi.Input[str] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[list[BotResult]]:
    """``list_bots`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_bots, **locals())
