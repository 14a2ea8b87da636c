# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""File, and how to look one up. Source: docs/api/api.md b.13 and a.9 (lists)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from typing import Literal, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.lookups.calls import find, find_all
from pulumi_chatbotkit.lookups.outputs import deferred, deferred_list
from pulumi_chatbotkit.reconcile import Adopt
from pulumi_chatbotkit.resources.account_object import AccountObject, AccountObjectResult
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


class FileArgsDict(TypedDict, total=False):
    """The arguments of File as a dictionary, for programs that build them step by step."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    visibility: pulumi.Input[Literal["private", "protected", "public"]] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    content: pulumi.Input[str | bytes] | None
    source: pulumi.Input[str | PathLike[str]] | None
    content_type: pulumi.Input[str] | None
    adopt: pulumi.Input[Adopt] | None


class File(AccountObject, module="chatbotkit", name="File"):
    """A file of the account, with its content.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's files; references accept it as ``@alias``. Limits: at
            most 128 characters; lowercase letters, digits, hyphens and underscores only. Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        visibility: Who may use it: this account; related accounts too (parent, children, siblings); or everyone.
            Limits: one of ``private``, ``protected``, ``public``. Removing it restores ``'private'``.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.
            Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes your keys.
        content: The content itself. It cannot be removed, only replaced. Limits: at most 100,000,000 bytes.
        source: Where the content is, instead of ``content``. A path is relative to the project's directory; at an
            address, a change is a change of the address. Limits: a path, or an http or https address.
        content_type: Its media type; left out, it is guessed from the ending of the path. Limits: a media type.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    - The service tells nothing of the content: what is put there elsewhere cannot be seen.
    - An upload adds ``contentType`` to ``meta``; that key is left alone.

    Source: docs/api/api.md b.13.
    """

    catalog_kind = "file"

    alias: pulumi.Output[str | None]
    """Your own handle for it, unique among the account's files; references accept it as ``@alias``."""
    visibility: pulumi.Output[str]
    """Who may use it: this account; related accounts too (parent, children, siblings); or everyone."""
    content_hash: pulumi.Output[str | None]
    """SHA-256 of the content, or of the address that it comes from."""
    content_size: pulumi.Output[int | None]
    """Size of the content in bytes; none where it comes from an address."""
    content_type: pulumi.Output[str | None]
    """Media type of the content."""
    source_url: pulumi.Output[str | None]
    """Address from which the service fetches the content."""

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
        source: pulumi.Input[str | PathLike[str]] | None = None,
        content_type: pulumi.Input[str] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("file", locals()))


@dataclass(frozen=True, kw_only=True)
class FileResult(AccountObjectResult):
    """File, as the service shows it. What is secret or never returned is left out."""

    alias: str | None
    """Your own handle for it, unique among the account's files; references accept it as ``@alias``."""
    visibility: str
    """Who may use it: this account; related accounts too (parent, children, siblings); or everyone."""


def get_file(
    *,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> FileResult:
    """Find the one File with this id, alias, name or meta: give exactly one of them.

    Args:
        id: Its id.
        alias: Its alias.
        name: Its display name, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(FileResult, "file", locals())


def get_file_output(
    *,
    id: pulumi.Input[str] | None = None,
    alias: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[FileResult]:
    """``get_file`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_file, **locals())


def list_files(*, meta: Mapping[str, object] | None = None, run_as: str | None = None) -> Iterator[FileResult]:
    """Every File, newest first. A page is fetched once the previous one is used up.

    Args:
        meta: Entries that their ``meta`` must have.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(FileResult, "file", locals())


def list_files_output(
    *, meta: pulumi.Input[Mapping[str, object]] | None = None, run_as: pulumi.Input[str] | PartnerUser | None = None
) -> pulumi.Output[list[FileResult]]:
    """``list_files`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_files, **locals())
