# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Contact, and how to look one up. Source: docs/api/api.md b.22 and a.9 (lists)."""

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


class ContactArgsDict(TypedDict, total=False):
    """The arguments of Contact as a dictionary, for programs that build them step by step."""

    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    fingerprint: pulumi.Input[str] | None
    email: pulumi.Input[str] | None
    phone: pulumi.Input[str] | None
    nick: pulumi.Input[str] | None
    preferences: pulumi.Input[str] | None
    verified_at: pulumi.Input[int] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[Adopt] | None


class Contact(ChatBotKitResource, module="chatbotkit", name="Contact"):
    """A person whom bots talk to.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        fingerprint: What the person is recognised by. Left out, the service makes one; it can be changed, never
            removed. Limits: at least 16 characters long, without blanks at its ends. It cannot be removed.
        email: E-mail address; need not be unique. Limits: an e-mail address such as ops@example.com. Removing it clears
            it.
        phone: Phone number; without a country code, one of the US. The service stores ``+15550100`` and the like.
            Removing it clears it.
        nick: What to call the person. Limits: at most 191 bytes. Removing it clears it.
        preferences: What the person prefers. Limits: at most 65,535 bytes. Removing it clears it.
        verified_at: When the person was verified, in milliseconds since 1970. Limits: at least 1. Removing it clears
            it.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.
            Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes your keys.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    - Contacts that conversations make are left alone, by ``adopt="match"`` too: adopt one by its id.
    - Deleting a contact deletes its tasks, memories, contexts and personal secrets; conversations stay.

    Source: docs/api/api.md b.22.
    """

    catalog_kind = "contact"

    name: pulumi.Output[str]
    """Display name."""
    description: pulumi.Output[str]
    """What it is for."""
    fingerprint: pulumi.Output[str | None]
    """What the person is recognised by. Left out, the service makes one; it can be changed, never removed."""
    email: pulumi.Output[str | None]
    """E-mail address; need not be unique."""
    phone: pulumi.Output[str | None]
    """Phone number; without a country code, one of the US. The service stores ``+15550100`` and the like."""
    nick: pulumi.Output[str | None]
    """What to call the person."""
    preferences: pulumi.Output[str | None]
    """What the person prefers."""
    verified_at: pulumi.Output[int | None]
    """When the person was verified, in milliseconds since 1970."""
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
        fingerprint: pulumi.Input[str] | None = None,
        email: pulumi.Input[str] | None = None,
        phone: pulumi.Input[str] | None = None,
        nick: pulumi.Input[str] | None = None,
        preferences: pulumi.Input[str] | None = None,
        verified_at: pulumi.Input[int] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("contact", locals()))


@dataclass(frozen=True, kw_only=True)
class ContactResult(AccountResult):
    """Contact, as the service shows it. What is secret or never returned is left out."""

    name: str
    """Display name."""
    description: str
    """What it is for."""
    fingerprint: str | None
    """What the person is recognised by. Left out, the service makes one; it can be changed, never removed."""
    email: str | None
    """E-mail address; need not be unique."""
    phone: str | None
    """Phone number; without a country code, one of the US. The service stores ``+15550100`` and the like."""
    nick: str | None
    """What to call the person."""
    preferences: str | None
    """What the person prefers."""
    verified_at: int | None
    """When the person was verified, in milliseconds since 1970."""
    meta: Mapping[str, JsonValue] | None
    """Your own data, and the keys that mark an object of a stack."""


def get_contact(
    *,
    id: str | None = None,
    name: str | None = None,
    email: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> ContactResult:
    """Find the one Contact with this id, name, email or meta: give exactly one of them.

    Args:
        id: Its id.
        name: Its display name, exactly; it must be unique.
        email: Its e-mail address, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(ContactResult, "contact", locals())


def get_contact_output(
    *,
    id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    email: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[ContactResult]:
    """``get_contact`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_contact, **locals())


def list_contacts(*, meta: Mapping[str, object] | None = None, run_as: str | None = None) -> Iterator[ContactResult]:
    """Every Contact, newest first. A page is fetched once the previous one is used up.

    Args:
        meta: Entries that their ``meta`` must have.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(ContactResult, "contact", locals())


def list_contacts_output(
    *, meta: pulumi.Input[Mapping[str, object]] | None = None, run_as: pulumi.Input[str] | PartnerUser | None = None
) -> pulumi.Output[list[ContactResult]]:
    """``list_contacts`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_contacts, **locals())
