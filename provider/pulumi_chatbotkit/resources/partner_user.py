# Generated from the catalog by tools/generate.py: change the catalog and run `make generate`.
"""Partner user: docs/api/api.md b.1."""

from collections.abc import Mapping
from typing import Any, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import args_class
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.reconcile import AdoptMode


@args_class
class PartnerUserLimitsDatabaseArgs:
    """How many objects a partner user may have."""

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
    """Limits on files of a partner user."""

    max_file_size: pulumi.Input[int] | None = pulumi.property("maxFileSize", default=None)
    """Size of one file; the API reference names no unit. Limits: at least 0."""


@args_class
class PartnerUserLimitsAttachmentArgs:
    """Limits on attachments of a partner user."""

    max_file_size: pulumi.Input[int] | None = pulumi.property("maxFileSize", default=None)
    """Size of one file; the API reference names no unit. Limits: at least 0."""


@args_class
class PartnerUserLimitsArgs:
    """What a partner user may use up, per kind of thing. 0 blocks; the parent account's plan caps each value."""

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
    """The arguments of PartnerUser as a dictionary, for programs that build them piece by piece."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    image: pulumi.Input[str] | None
    email: pulumi.Input[str] | None
    limits: pulumi.Input[PartnerUserLimitsArgs | Mapping[str, object]] | None
    force_destroy: pulumi.Input[bool] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[AdoptMode] | None


class PartnerUser(ChatBotKitResource, module="chatbotkit", name="PartnerUser"):
    """A sub-account of your account: one customer, with everything that belongs to it.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among your partner users; references accept it as ``@alias``. Limits:
            at most 128 characters; lowercase letters, digits, hyphens and underscores only. Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it clears it.
        description: What it is for. Limits: at most 65,535 bytes. Removing it clears it.
        image: Address or name of a picture. Removing it clears it.
        email: Contact address, unique among your partner users. It is no login. Limits: an e-mail address such as
            ops@example.com. Removing it clears it.
        limits: What the partner user may use up, per kind of thing; replaced as a whole. 0 blocks. The parent
            account's plan caps each value. Its keys: ``PartnerUserLimitsArgs``. Limits: no key starts with ``#``.
            Removing it clears it.
        force_destroy: Delete the partner user even while it has conversations, or bots and contexts that the stack
            does not manage. It counts once it is in the state: set it, run ``pulumi up``, then delete. Removing it
            restores ``False``.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left
            alone. Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes
            your keys.
        adopt: Which existing object it takes over instead of making one: ``own``, what an interrupted run of this
            stack made for it; ``match``, also one that nobody manages and that has the same alias, e-mail or name;
            ``never``. Left out, the stack's ``chatbotkit:adopt``, which is ``own`` unless set.

    - Deleting a partner user deletes everything in it: bots, datasets, conversations, tokens, contexts.
    - Unless ``force_destroy`` is set, it is not deleted while it has conversations, or bots and contexts of others.
    - ``alias`` is never returned by the API, so a change made elsewhere cannot be seen.
    - ``limits`` is the only restriction the API has: there is no suspended or enabled flag.

    Source: docs/api/api.md b.1.
    """

    catalog_kind = "partner_user"

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
        adopt: pulumi.Input[AdoptMode] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            {
                "alias": alias,
                "name": name,
                "description": description,
                "image": image,
                "email": email,
                "limits": limits,
                "forceDestroy": force_destroy,
                "meta": meta,
            },
            scopes={},
            adopt=adopt,
            opts=opts,
        )

    @property
    @pulumi.getter(name="alias")
    def alias(self) -> pulumi.Output[str | None]:
        """Your own handle for it, unique among your partner users; references accept it as ``@alias``."""
        return vars(self)["alias"]

    @property
    @pulumi.getter(name="name")
    def name(self) -> pulumi.Output[str | None]:
        """Display name."""
        return vars(self)["name"]

    @property
    @pulumi.getter(name="description")
    def description(self) -> pulumi.Output[str | None]:
        """What it is for."""
        return vars(self)["description"]

    @property
    @pulumi.getter(name="image")
    def image(self) -> pulumi.Output[str | None]:
        """Address or name of a picture."""
        return vars(self)["image"]

    @property
    @pulumi.getter(name="email")
    def email(self) -> pulumi.Output[str | None]:
        """Contact address, unique among your partner users. It is no login."""
        return vars(self)["email"]

    @property
    @pulumi.getter(name="limits")
    def limits(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """What the partner user may use up, per kind of thing; replaced as a whole. 0 blocks. The parent account's
        plan caps each value."""
        return vars(self)["limits"]

    @property
    @pulumi.getter(name="forceDestroy")
    def force_destroy(self) -> pulumi.Output[bool]:
        """Delete the partner user even while it has conversations, or bots and contexts that the stack does not
        manage. It counts once it is in the state: set it, run ``pulumi up``, then delete."""
        return vars(self)["forceDestroy"]

    @property
    @pulumi.getter(name="meta")
    def meta(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone."""
        return vars(self)["meta"]
