# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Partner user, and how to look one up. Source: docs/api/api.md b.1 and a.9 (lists)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.hosts.dynamic.arguments_classes import args_class
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.lookups.calls import find, find_all
from pulumi_chatbotkit.lookups.outputs import deferred, deferred_list
from pulumi_chatbotkit.lookups.result_types import Result
from pulumi_chatbotkit.reconcile import Adopt


@args_class
class PartnerUserLimitsDatabaseArgs:
    """How many objects a partner user may have; stored, not enforced."""

    datasets: pulumi.Input[int] | None = pulumi.property("datasets", default=None)
    """How many datasets. Limits: at least 0."""
    records: pulumi.Input[int] | None = pulumi.property("records", default=None)
    """How many records. Limits: at least 0."""
    skillsets: pulumi.Input[int] | None = pulumi.property("skillsets", default=None)
    """How many skillsets. Limits: at least 0."""
    abilities: pulumi.Input[int] | None = pulumi.property("abilities", default=None)
    """How many abilities. Limits: at least 0."""
    files: pulumi.Input[int] | None = pulumi.property("files", default=None)
    """How many files. Limits: at least 0."""


@args_class
class PartnerUserLimitsFileArgs:
    """Limits on files of a partner user; stored, not enforced."""

    max_file_size: pulumi.Input[int] | None = pulumi.property("maxFileSize", default=None)
    """Size of one file; the API reference names no unit. Limits: at least 0."""


@args_class
class PartnerUserLimitsAttachmentArgs:
    """Limits on attachments of a partner user; stored, not enforced."""

    max_file_size: pulumi.Input[int] | None = pulumi.property("maxFileSize", default=None)
    """Size of one file; the API reference names no unit. Limits: at least 0."""


@args_class
class PartnerUserLimitsArgs:
    """What a partner user may use up, per kind of thing. 0 blocks. Only tokens, conversations and messages count."""

    tokens: pulumi.Input[int] | None = pulumi.property("tokens", default=None)
    """Tokens. Limits: at least 0."""
    conversations: pulumi.Input[int] | None = pulumi.property("conversations", default=None)
    """Conversations. Limits: at least 0."""
    messages: pulumi.Input[int] | None = pulumi.property("messages", default=None)
    """Messages. Limits: at least 0."""
    database: pulumi.Input[PartnerUserLimitsDatabaseArgs | Mapping[str, object]] | None = pulumi.property(
        "database", default=None
    )
    """How many objects."""
    file: pulumi.Input[PartnerUserLimitsFileArgs | Mapping[str, object]] | None = pulumi.property("file", default=None)
    """Limits on files."""
    attachment: pulumi.Input[PartnerUserLimitsAttachmentArgs | Mapping[str, object]] | None = pulumi.property(
        "attachment", default=None
    )
    """Limits on attachments."""


class PartnerUserArgsDict(TypedDict, total=False):
    """The arguments of PartnerUser as a dictionary, for programs that build them step by step."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    image: pulumi.Input[str] | None
    email: pulumi.Input[str] | None
    limits: pulumi.Input[PartnerUserLimitsArgs | Mapping[str, object]] | None
    force_destroy: pulumi.Input[bool] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[Adopt] | None


class PartnerUser(ChatBotKitResource, module="chatbotkit", name="PartnerUser"):
    """A sub-account of your account: one customer, with everything that belongs to it.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among your partner users; references accept it as ``@alias``. Limits: at
            most 128 characters; lowercase letters, digits, hyphens and underscores only. Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it clears it.
        description: What it is for. Limits: at most 65,535 bytes. Removing it clears it.
        image: Address or name of a picture. Removing it clears it.
        email: Contact address, unique among your partner users. It is no login. Limits: an e-mail address such as
            ops@example.com. Removing it clears it.
        limits: What the partner user may use up, per kind of thing; replaced as a whole. 0 blocks. Only ``tokens``,
            ``conversations`` and ``messages`` are enforced, against what the whole family has used. Its keys:
            ``PartnerUserLimitsArgs``. Limits: no key starts with ``#``. Removing it clears it.
        force_destroy: Delete the partner user even while it holds what the stack does not manage: conversations,
            contacts, objects made by hand. It counts once it is in the state: set it, run ``pulumi up``, then delete.
            Removing it restores ``False``.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.
            Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes your keys.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    - Deleting a partner user deletes everything in it: bots, datasets, conversations, tokens, contexts.
    - Unless ``force_destroy`` is set, it is not deleted while it holds anything that the stack does not manage.
    - A resource named ``<name>.guard`` comes with it: deleted first, it refuses while the state is still whole.
    - ``alias`` is never returned by the API, so a change made elsewhere cannot be seen.
    - ``limits`` is the only restriction the API has: there is no suspended or enabled flag.
    - ``tokens``, ``conversations`` and ``messages`` are compared with the use of the parent and all its partner users.
    - So a small cap can block a new partner user at once. ``database`` and the file sizes are stored, not enforced.

    Source: docs/api/api.md b.1.
    """

    catalog_kind = "partner_user"

    alias: pulumi.Output[str | None]
    """Your own handle for it, unique among your partner users; references accept it as ``@alias``."""
    name: pulumi.Output[str | None]
    """Display name."""
    description: pulumi.Output[str | None]
    """What it is for."""
    image: pulumi.Output[str | None]
    """Address or name of a picture."""
    email: pulumi.Output[str | None]
    """Contact address, unique among your partner users. It is no login."""
    limits: pulumi.Output[Mapping[str, Any] | None]
    """What the partner user may use up, per kind of thing; replaced as a whole. 0 blocks. Only ``tokens``,
    ``conversations`` and ``messages`` are enforced, against what the whole family has used."""
    force_destroy: pulumi.Output[bool]
    """Delete the partner user even while it holds what the stack does not manage: conversations, contacts, objects made
    by hand. It counts once it is in the state: set it, run ``pulumi up``, then delete."""
    meta: pulumi.Output[Mapping[str, Any] | None]
    """Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone."""

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        alias: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        image: pulumi.Input[str] | None = None,
        email: pulumi.Input[str] | None = None,
        limits: pulumi.Input[PartnerUserLimitsArgs | Mapping[str, object]] | None = None,
        force_destroy: pulumi.Input[bool] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("partner_user", locals()))


@dataclass(frozen=True, kw_only=True)
class PartnerUserResult(Result):
    """Partner user, as the service shows it. What is secret or never returned is left out."""

    name: str | None
    """Display name."""
    description: str | None
    """What it is for."""
    image: str | None
    """Address or name of a picture."""
    email: str | None
    """Contact address, unique among your partner users. It is no login."""
    limits: Mapping[str, JsonValue] | None
    """What the partner user may use up, per kind of thing; replaced as a whole. 0 blocks. Only ``tokens``,
    ``conversations`` and ``messages`` are enforced, against what the whole family has used."""
    meta: Mapping[str, JsonValue] | None
    """Your own data, and the keys that mark an object of a stack."""


def get_partner_user(
    *,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    email: str | None = None,
    meta: Mapping[str, object] | None = None,
) -> PartnerUserResult:
    """Find the one PartnerUser with this id, alias, name, email or meta: give exactly one of them.

    Args:
        id: Its id.
        alias: Its alias.
        name: Its display name, exactly; it must be unique.
        email: Its e-mail address, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(PartnerUserResult, "partner_user", locals())


def get_partner_user_output(
    *,
    id: pulumi.Input[str] | None = None,
    alias: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    email: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
) -> pulumi.Output[PartnerUserResult]:
    """``get_partner_user`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_partner_user, **locals())


def list_partner_users(
    *, meta: Mapping[str, object] | None = None, email: str | None = None
) -> Iterator[PartnerUserResult]:
    """Every PartnerUser, newest first. A page is fetched once the previous one is used up.

    Args:
        meta: Entries that their ``meta`` must have.
        email: Their e-mail address, exactly.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(PartnerUserResult, "partner_user", locals())


def list_partner_users_output(
    *, meta: pulumi.Input[Mapping[str, object]] | None = None, email: pulumi.Input[str] | None = None
) -> pulumi.Output[list[PartnerUserResult]]:
    """``list_partner_users`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_partner_users, **locals())
