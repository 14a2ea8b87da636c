# Generated from the catalog by tools/generate.py: change the catalog and run `make generate`.
"""Partner user context: docs/api/api.md b.2."""

from collections.abc import Mapping
from typing import Any, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.reconcile import AdoptMode
from pulumi_chatbotkit.resources.partner_user import PartnerUser


class PartnerUserContextArgsDict(TypedDict, total=False):
    """The arguments of PartnerUserContext as a dictionary, for programs that build them piece by piece."""

    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    bot_id: pulumi.Input[str] | None
    dataset_id: pulumi.Input[str] | None
    skillset_id: pulumi.Input[str] | None
    contact_id: pulumi.Input[str] | None
    payload: pulumi.Input[Mapping[str, object]] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[AdoptMode] | None


class PartnerUserContext(ChatBotKitResource, module="chatbotkit", name="PartnerUserContext"):
    """What ties a partner user to a bot, a blueprint, a dataset or a skillset, with a payload of your own.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        user: The partner user it belongs to, or that one's id. A change replaces the object.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the partner user. Removing it clears it.
        bot_id: Id of a bot that the partner user may use. Removing it clears it.
        dataset_id: Id of a dataset that the partner user may use. Removing it clears it.
        skillset_id: Id of a skillset that the partner user may use. Removing it clears it.
        contact_id: Id of a contact of the partner user; older deployments refuse it. Removing it clears it.
        payload: Any JSON object; replaced as a whole. Limits: no key starts with ``#``. Removing it clears it.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left
            alone. Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes
            your keys.
        adopt: Which existing object it takes over instead of making one: ``own``, what an interrupted run of this
            stack made for it; ``match``, also one that nobody manages and that has the same alias, e-mail or name;
            ``never``. Left out, the stack's ``chatbotkit:adopt``, which is ``own`` unless set.

    - Links are resolved as the partner user: its own objects, public ones, or protected ones of your account.
    - The API sets a link to null when the object behind it is deleted; that shows as drift.
    - Deleting a context leaves the bot, blueprint, dataset and skillset alone.

    Source: docs/api/api.md b.2.
    """

    catalog_kind = "partner_user_context"

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        user: pulumi.Input[str] | PartnerUser,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        blueprint_id: pulumi.Input[str] | None = None,
        bot_id: pulumi.Input[str] | None = None,
        dataset_id: pulumi.Input[str] | None = None,
        skillset_id: pulumi.Input[str] | None = None,
        contact_id: pulumi.Input[str] | None = None,
        payload: pulumi.Input[Mapping[str, object]] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        adopt: pulumi.Input[AdoptMode] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            {
                "name": name,
                "description": description,
                "blueprintId": blueprint_id,
                "botId": bot_id,
                "datasetId": dataset_id,
                "skillsetId": skillset_id,
                "contactId": contact_id,
                "payload": payload,
                "meta": meta,
            },
            scopes={
                "userId": user,
            },
            adopt=adopt,
            opts=opts,
        )

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
        """Id of a blueprint of the partner user."""
        return vars(self)["blueprintId"]

    @property
    @pulumi.getter(name="botId")
    def bot_id(self) -> pulumi.Output[str | None]:
        """Id of a bot that the partner user may use."""
        return vars(self)["botId"]

    @property
    @pulumi.getter(name="datasetId")
    def dataset_id(self) -> pulumi.Output[str | None]:
        """Id of a dataset that the partner user may use."""
        return vars(self)["datasetId"]

    @property
    @pulumi.getter(name="skillsetId")
    def skillset_id(self) -> pulumi.Output[str | None]:
        """Id of a skillset that the partner user may use."""
        return vars(self)["skillsetId"]

    @property
    @pulumi.getter(name="contactId")
    def contact_id(self) -> pulumi.Output[str | None]:
        """Id of a contact of the partner user; older deployments refuse it."""
        return vars(self)["contactId"]

    @property
    @pulumi.getter(name="payload")
    def payload(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Any JSON object; replaced as a whole."""
        return vars(self)["payload"]

    @property
    @pulumi.getter(name="meta")
    def meta(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone."""
        return vars(self)["meta"]

    @property
    @pulumi.getter(name="userId")
    def user_id(self) -> pulumi.Output[str]:
        """Id of the partner user it belongs to."""
        return vars(self)["userId"]
