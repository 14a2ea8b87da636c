# Generated from the catalog by tools/generate.py: change the catalog and run `make generate`.
"""File: docs/api/api.md b.13."""

from collections.abc import Mapping
from typing import Any, Literal, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.content import content_inputs
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.reconcile import AdoptMode
from pulumi_chatbotkit.resources.partner_user import PartnerUser


class FileArgsDict(TypedDict, total=False):
    """The arguments of File as a dictionary, for programs that build them piece by piece."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    visibility: pulumi.Input[Literal["private", "protected", "public"]] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    content: pulumi.Input[str | bytes] | None
    source: pulumi.Input[str] | None
    content_type: pulumi.Input[str] | None
    adopt: pulumi.Input[AdoptMode] | None


class File(ChatBotKitResource, module="chatbotkit", name="File"):
    """A file of the account, with its content.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's files; references accept it as ``@alias``. Limits:
            at most 128 characters; lowercase letters, digits, hyphens and underscores only. Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        visibility: Who may use it: this account, related accounts (parent, children, siblings) too, or everybody.
            Limits: one of ``private``, ``protected``, ``public``. Removing it restores ``'private'``.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left
            alone. Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes
            your keys.
        content: The content itself. It cannot be removed, only replaced. Limits: at most 100,000,000 bytes.
        source: Where the content is, instead of ``content``. A path is relative to the project's directory; at an
            address, a change is a change of the address. Limits: a path, or an http or https address.
        content_type: Its media type; left out, it is guessed from the ending of the path. Limits: a media type.
        run_as: The partner user in whose account it lives, or that one's id; left out, your own account.
            A change replaces it.
        adopt: Which existing object it takes over instead of making one: ``own``, what an interrupted run of this
            stack made for it; ``match``, also one that nobody manages and that has the same alias, e-mail or name;
            ``never``. Left out, the stack's ``chatbotkit:adopt``, which is ``own`` unless set.

    - The service tells nothing of the content: what is put there elsewhere cannot be seen.
    - An upload adds ``contentType`` to ``meta``; that key is left alone.

    Source: docs/api/api.md b.13.
    """

    catalog_kind = "file"

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        alias: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        blueprint_id: pulumi.Input[str] | None = None,
        visibility: pulumi.Input[Literal["private", "protected", "public"]] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        content: pulumi.Input[str | bytes] | None = None,
        source: pulumi.Input[str] | None = None,
        content_type: pulumi.Input[str] | None = None,
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
                "visibility": visibility,
                "meta": meta,
                **content_inputs(f"File {resource_name!r}", content, source, content_type),
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
        """Your own handle for it, unique among the account's files; references accept it as ``@alias``."""
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
    @pulumi.getter(name="visibility")
    def visibility(self) -> pulumi.Output[str]:
        """Who may use it: this account, related accounts (parent, children, siblings) too, or everybody."""
        return vars(self)["visibility"]

    @property
    @pulumi.getter(name="meta")
    def meta(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone."""
        return vars(self)["meta"]

    @property
    @pulumi.getter(name="contentHash")
    def content_hash(self) -> pulumi.Output[str | None]:
        """SHA-256 of the content, or of the address that it comes from."""
        return vars(self)["contentHash"]

    @property
    @pulumi.getter(name="contentSize")
    def content_size(self) -> pulumi.Output[int | None]:
        """Size of the content in bytes; none where it comes from an address."""
        return vars(self)["contentSize"]

    @property
    @pulumi.getter(name="contentType")
    def content_type(self) -> pulumi.Output[str | None]:
        """Media type of the content."""
        return vars(self)["contentType"]

    @property
    @pulumi.getter(name="sourceUrl")
    def source_url(self) -> pulumi.Output[str | None]:
        """Address from which the service fetches the content."""
        return vars(self)["sourceUrl"]

    @property
    @pulumi.getter(name="runAs")
    def run_as(self) -> pulumi.Output[str | None]:
        """Id of the partner user in whose account it lives; None for your own."""
        return vars(self)["runAs"]
