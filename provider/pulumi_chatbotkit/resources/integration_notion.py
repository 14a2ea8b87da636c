# Generated from the catalog by tools/generate.py: change the catalog and run `make generate`.
"""Notion integration: docs/api/api.md b.18."""

from collections.abc import Mapping
from typing import Any, Literal, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.reconcile import AdoptMode
from pulumi_chatbotkit.resources.partner_user import PartnerUser


class NotionIntegrationArgsDict(TypedDict, total=False):
    """The arguments of NotionIntegration as a dictionary, for programs that build them piece by piece."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    dataset_id: pulumi.Input[str] | None
    sync_after_change: pulumi.Input[bool] | None
    token: pulumi.Input[str] | None
    sync_schedule: (
        pulumi.Input[
            Literal[
                "never",
                "quarterhourly",
                "halfhourly",
                "hourly",
                "twicedaily",
                "daily",
                "twiceweekly",
                "weekly",
                "twicemonthly",
                "monthly",
            ]
        ]
        | None
    )
    expires_in: pulumi.Input[int] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[AdoptMode] | None


class NotionIntegration(ChatBotKitResource, module="chatbotkit", name="NotionIntegration"):
    """A dataset filled from Notion.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's Notion integrations; references accept it as
            ``@alias``. Limits: at most 128 characters; lowercase letters, digits, hyphens and underscores only.
            Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        dataset_id: Id of the dataset that is filled; it must be the account's own. Removing it clears it.
        sync_after_change: Ask the service to read the source again after each change. Removing it restores
            ``False``.
        token: Token of the Notion integration. Removing it clears it.
        sync_schedule: How often it is read again. Limits: one of ``never``, ``quarterhourly``, ``halfhourly``,
            ``hourly``, ``twicedaily``, ``daily``, ``twiceweekly``, ``weekly``, ``twicemonthly``, ``monthly``.
            Removing it restores ``'never'``.
        expires_in: How long records stay after a sync, in milliseconds. Removing it clears it.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left
            alone. Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes
            your keys.
        run_as: The partner user in whose account it lives, or that one's id; left out, your own account.
            A change replaces it.
        adopt: Which existing object it takes over instead of making one: ``own``, what an interrupted run of this
            stack made for it; ``match``, also one that nobody manages and that has the same alias, e-mail or name;
            ``never``. Left out, the stack's ``chatbotkit:adopt``, which is ``own`` unless set.

    Source: docs/api/api.md b.18.
    """

    catalog_kind = "integration_notion"

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        alias: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        blueprint_id: pulumi.Input[str] | None = None,
        dataset_id: pulumi.Input[str] | None = None,
        sync_after_change: pulumi.Input[bool] | None = None,
        token: pulumi.Input[str] | None = None,
        sync_schedule: pulumi.Input[
            Literal[
                "never",
                "quarterhourly",
                "halfhourly",
                "hourly",
                "twicedaily",
                "daily",
                "twiceweekly",
                "weekly",
                "twicemonthly",
                "monthly",
            ]
        ]
        | None = None,
        expires_in: pulumi.Input[int] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
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
                "datasetId": dataset_id,
                "syncAfterChange": sync_after_change,
                "token": token,
                "syncSchedule": sync_schedule,
                "expiresIn": expires_in,
                "meta": meta,
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
        """Your own handle for it, unique among the account's Notion integrations; references accept it as
        ``@alias``."""
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
    @pulumi.getter(name="datasetId")
    def dataset_id(self) -> pulumi.Output[str | None]:
        """Id of the dataset that is filled; it must be the account's own."""
        return vars(self)["datasetId"]

    @property
    @pulumi.getter(name="syncAfterChange")
    def sync_after_change(self) -> pulumi.Output[bool]:
        """Ask the service to read the source again after each change."""
        return vars(self)["syncAfterChange"]

    @property
    @pulumi.getter(name="token")
    def token(self) -> pulumi.Output[str | None]:
        """Token of the Notion integration."""
        return vars(self)["token"]

    @property
    @pulumi.getter(name="syncSchedule")
    def sync_schedule(self) -> pulumi.Output[str]:
        """How often it is read again."""
        return vars(self)["syncSchedule"]

    @property
    @pulumi.getter(name="expiresIn")
    def expires_in(self) -> pulumi.Output[int | None]:
        """How long records stay after a sync, in milliseconds."""
        return vars(self)["expiresIn"]

    @property
    @pulumi.getter(name="meta")
    def meta(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone."""
        return vars(self)["meta"]

    @property
    @pulumi.getter(name="runAs")
    def run_as(self) -> pulumi.Output[str | None]:
        """Id of the partner user in whose account it lives; None for your own."""
        return vars(self)["runAs"]
