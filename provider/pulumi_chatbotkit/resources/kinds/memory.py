# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Memory, and how to look one up. Source: docs/api/api.md b.23 and a.9 (lists)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.lookups.calls import find, find_all
from pulumi_chatbotkit.lookups.outputs import deferred, deferred_list
from pulumi_chatbotkit.lookups.result_types import AccountResult
from pulumi_chatbotkit.reconcile import Adopt
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


class MemoryArgsDict(TypedDict, total=False):
    """The arguments of Memory as a dictionary, for programs that build them step by step."""

    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    text: pulumi.Input[str] | None
    bot_id: pulumi.Input[str] | None
    contact_id: pulumi.Input[str] | None
    expires_at: pulumi.Input[int] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[Adopt] | None


class Memory(ChatBotKitResource, module="chatbotkit", name="Memory"):
    """Something that bots remember, of a person or of all.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        text: What is remembered. Limits: at most 65,535 bytes. Required.
        bot_id: Id of a bot that the account may use. It can be set and changed, never removed. It cannot be removed.
        contact_id: Id of a contact of the account. It can be set and changed, never removed. It cannot be removed.
        expires_at: When it is deleted, in milliseconds since 1970. Limits: at least 0. Removing it clears it.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.
            Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes your keys.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    - Memories that conversations make are left alone, by ``adopt="match"`` too: adopt one by its id.
    - It is deleted with its bot, and with its contact.

    Source: docs/api/api.md b.23.
    """

    catalog_kind = "memory"

    name: pulumi.Output[str]
    """Display name."""
    description: pulumi.Output[str]
    """What it is for."""
    text: pulumi.Output[str | None]
    """What is remembered."""
    bot_id: pulumi.Output[str | None]
    """Id of a bot that the account may use. It can be set and changed, never removed."""
    contact_id: pulumi.Output[str | None]
    """Id of a contact of the account. It can be set and changed, never removed."""
    expires_at: pulumi.Output[int | None]
    """When it is deleted, in milliseconds since 1970."""
    meta: pulumi.Output[Mapping[str, Any] | None]
    """Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone."""
    run_as: pulumi.Output[str | None]
    """Id of the partner user in whose account it lives; None for your own."""

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        text: pulumi.Input[str],
        bot_id: pulumi.Input[str] | None = None,
        contact_id: pulumi.Input[str] | None = None,
        expires_at: pulumi.Input[int] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("memory", locals()))


@dataclass(frozen=True, kw_only=True)
class MemoryResult(AccountResult):
    """Memory, as the service shows it. What is secret or never returned is left out."""

    name: str
    """Display name."""
    description: str
    """What it is for."""
    text: str | None
    """What is remembered."""
    bot_id: str | None
    """Id of a bot that the account may use. It can be set and changed, never removed."""
    contact_id: str | None
    """Id of a contact of the account. It can be set and changed, never removed."""
    expires_at: int | None
    """When it is deleted, in milliseconds since 1970."""
    meta: Mapping[str, JsonValue] | None
    """Your own data, and the keys that mark an object of a stack."""


def get_memory(
    *,
    id: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> MemoryResult:
    """Find the one Memory with this id, name or meta: give exactly one of them.

    Args:
        id: Its id.
        name: Its display name, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(MemoryResult, "memory", locals())


def get_memory_output(
    *,
    id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[MemoryResult]:
    """``get_memory`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_memory, **locals())


def list_memories(
    *,
    meta: Mapping[str, object] | None = None,
    contact_id: str | None = None,
    bot_id: str | None = None,
    run_as: str | None = None,
) -> Iterator[MemoryResult]:
    """Every Memory, newest first. A page is fetched once the previous one is used up.

    Args:
        meta: Entries that their ``meta`` must have.
        contact_id: Id of the contact that they are linked to.
        bot_id: Id of the bot that they are linked to.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(MemoryResult, "memory", locals())


def list_memories_output(
    *,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    contact_id: pulumi.Input[str] | None = None,
    bot_id: pulumi.Input[str] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[list[MemoryResult]]:
    """``list_memories`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_memories, **locals())
