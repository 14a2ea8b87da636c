# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Widget file. Source: docs/api/api.md b.18."""

from typing import Literal, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


class WidgetFileArgsDict(TypedDict, total=False):
    """The arguments of WidgetFile as a dictionary, for programs that build them step by step."""

    type: pulumi.Input[Literal["bar", "user", "bot", "button"]] | None
    file_id: pulumi.Input[str] | None


class WidgetFile(ChatBotKitResource, module="chatbotkit", name="WidgetFile"):
    """A slot of a widget integration, filled with a file: a picture.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        widget_integration_id: Id of the widget integration. A change empties the slot and fills the other widget's.
        type: The slot. A change empties it and fills the other one. Limits: one of ``bar``, ``user``, ``bot``,
            ``button``. Required.
        file_id: Id of a file of the account. A change puts the other file into the slot. Required.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.

    - No answer of the service shows what is in a slot: a change made elsewhere cannot be seen.
    - A file that is in the slot already is replaced, whoever has put it there.
    - Deleting the file or the widget empties the slot. Two resources cannot have one slot.
    - No route lists the slots, so no function looks one up.

    Source: docs/api/api.md b.18.
    """

    catalog_kind = "widget_file"

    type: pulumi.Output[str]
    """The slot. A change empties it and fills the other one."""
    file_id: pulumi.Output[str]
    """Id of a file of the account. A change puts the other file into the slot."""
    widget_integration_id: pulumi.Output[str]
    """Id of the integration widget it belongs to."""
    run_as: pulumi.Output[str | None]
    """Id of the partner user in whose account it lives; None for your own."""

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        widget_integration_id: pulumi.Input[str],
        type: pulumi.Input[Literal["bar", "user", "bot", "button"]],
        file_id: pulumi.Input[str],
        run_as: pulumi.Input[str] | PartnerUser | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("widget_file", locals()))
