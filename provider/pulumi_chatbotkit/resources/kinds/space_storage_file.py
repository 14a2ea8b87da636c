# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Stored file of a space. Source: docs/api/api.md b.20."""

from os import PathLike
from typing import TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


class SpaceStorageFileArgsDict(TypedDict, total=False):
    """The arguments of SpaceStorageFile as a dictionary, for programs that build them step by step."""

    path: pulumi.Input[str] | None
    overwrite: pulumi.Input[bool] | None
    content: pulumi.Input[str | bytes] | None
    source: pulumi.Input[str | PathLike[str]] | None
    content_type: pulumi.Input[str] | None


class SpaceStorageFile(ChatBotKitResource, module="chatbotkit", name="SpaceStorageFile"):
    """A file at a path of a space, with its content.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        space_id: Id of the space that it is stored in. A change replaces the file.
        path: Where it is in the space, such as ``site/index.html``. A change replaces the file. Limits: names with
            slashes between them, none of them ``.`` or ``..``. Required.
        overwrite: Replace a file that is at the path already when this one is created. Removing it restores ``False``.
        content: The content itself. It cannot be removed, only replaced. Limits: at most 100,000,000 bytes.
        source: Where the content is, instead of ``content``. A path is relative to the project's directory; at an
            address, a change is a change of the address. Limits: a path, or an http or https address.
        content_type: Its media type; left out, it is guessed from the ending of the path. Limits: a media type.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.

    - A file that is at the path already is not overwritten, unless ``overwrite`` is set: nothing shows whose it is.
    - The service tells size and time: if either changes, the content is uploaded again.
    - Of content from an address it is only seen whether it is there.
    - It is deleted before its space and its partner user: the service would leave it behind, out of reach.
    - A stored file has no record and no marker at the service, so no function looks one up.

    Source: docs/api/api.md b.20.
    """

    catalog_kind = "space_storage_file"

    path: pulumi.Output[str | None]
    """Where it is in the space, such as ``site/index.html``. A change replaces the file."""
    overwrite: pulumi.Output[bool]
    """Replace a file that is at the path already when this one is created."""
    content_hash: pulumi.Output[str]
    """SHA-256 of the content, or of the address that it comes from."""
    content_size: pulumi.Output[int | None]
    """Size of the content in bytes; none where it comes from an address."""
    content_type: pulumi.Output[str | None]
    """Media type of the content."""
    source_url: pulumi.Output[str | None]
    """Address from which the service fetches the content."""
    updated_at: pulumi.Output[str]
    """When it was stored, in milliseconds since 1970."""
    space_id: pulumi.Output[str]
    """Id of the space it belongs to."""
    run_as: pulumi.Output[str | None]
    """Id of the partner user in whose account it lives; None for your own."""

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        space_id: pulumi.Input[str],
        path: pulumi.Input[str],
        overwrite: pulumi.Input[bool] | None = None,
        content: pulumi.Input[str | bytes] | None = None,
        source: pulumi.Input[str | PathLike[str]] | None = None,
        content_type: pulumi.Input[str] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("space_storage_file", locals()))
