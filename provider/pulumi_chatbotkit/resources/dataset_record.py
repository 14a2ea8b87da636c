# Generated from the catalog by tools/generate.py: change the catalog and run `make generate`.
"""Dataset record: docs/api/api.md b.8."""

from collections.abc import Mapping
from typing import Any, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.reconcile import AdoptMode
from pulumi_chatbotkit.resources.partner_user import PartnerUser


class DatasetRecordArgsDict(TypedDict, total=False):
    """The arguments of DatasetRecord as a dictionary, for programs that build them piece by piece."""

    text: pulumi.Input[str] | None
    source: pulumi.Input[str] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[AdoptMode] | None


class DatasetRecord(ChatBotKitResource, module="chatbotkit", name="DatasetRecord"):
    """A piece of knowledge in a dataset.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        dataset_id: Id of the dataset it belongs to. A change replaces the record.
        text: The knowledge; about 8,000 tokens of it are indexed. Limits: more than blanks. Required.
        source: Where it comes from. Removing it clears it.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left
            alone. Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes
            your keys.
        run_as: The partner user in whose account it lives, or that one's id; left out, your own account.
            A change replaces it.
        adopt: Which existing object it takes over instead of making one: ``own``, what an interrupted run of this
            stack made for it; ``match``, also one that nobody manages and that has the same alias, e-mail or name;
            ``never``. Left out, the stack's ``chatbotkit:adopt``, which is ``own`` unless set.

    - Records that the service makes by syncing files and sites are not managed here.

    Source: docs/api/api.md b.8.
    """

    catalog_kind = "dataset_record"

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        dataset_id: pulumi.Input[str],
        text: pulumi.Input[str],
        source: pulumi.Input[str] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[AdoptMode] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            {
                "text": text,
                "source": source,
                "meta": meta,
            },
            scopes={
                "datasetId": dataset_id,
                "runAs": run_as,
            },
            adopt=adopt,
            opts=opts,
        )

    @property
    @pulumi.getter(name="text")
    def text(self) -> pulumi.Output[str | None]:
        """The knowledge; about 8,000 tokens of it are indexed."""
        return vars(self)["text"]

    @property
    @pulumi.getter(name="source")
    def source(self) -> pulumi.Output[str | None]:
        """Where it comes from."""
        return vars(self)["source"]

    @property
    @pulumi.getter(name="meta")
    def meta(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone."""
        return vars(self)["meta"]

    @property
    @pulumi.getter(name="datasetId")
    def dataset_id(self) -> pulumi.Output[str]:
        """Id of the dataset it belongs to."""
        return vars(self)["datasetId"]

    @property
    @pulumi.getter(name="runAs")
    def run_as(self) -> pulumi.Output[str | None]:
        """Id of the partner user in whose account it lives; None for your own."""
        return vars(self)["runAs"]
