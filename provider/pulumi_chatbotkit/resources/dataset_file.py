# Generated from the catalog by tools/generate.py: change the catalog and run `make generate`.
"""Dataset file: docs/api/api.md b.9."""

from typing import Literal, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.reconcile import AdoptMode
from pulumi_chatbotkit.resources.partner_user import PartnerUser


class DatasetFileArgsDict(TypedDict, total=False):
    """The arguments of DatasetFile as a dictionary, for programs that build them piece by piece."""

    type: pulumi.Input[Literal["source"]] | None
    delete_records: pulumi.Input[bool] | None
    adopt: pulumi.Input[AdoptMode] | None


class DatasetFile(ChatBotKitResource, module="chatbotkit", name="DatasetFile"):
    """A file attached to a dataset, as a source of records.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        dataset_id: Id of the dataset. A change replaces the attachment.
        file_id: Id of the file. A change replaces the attachment.
        type: What the file is for the dataset. Limits: one of ``source``. Removing it restores ``'source'``.
        delete_records: Delete the records made from the file, too, when it is detached. Removing it restores
            ``False``.
        run_as: The partner user in whose account it lives, or that one's id; left out, your own account.
            A change replaces it.
        adopt: Which existing object it takes over instead of making one: ``own``, what an interrupted run of this
            stack made for it; ``match``, also one that nobody manages and that has the same alias, e-mail or name;
            ``never``. Left out, the stack's ``chatbotkit:adopt``, which is ``own`` unless set.

    - Nothing is indexed until the dataset is synchronised with the file.
    - The API keeps nothing with an attachment that could say whose it is.

    Source: docs/api/api.md b.9.
    """

    catalog_kind = "dataset_file"

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        dataset_id: pulumi.Input[str],
        file_id: pulumi.Input[str],
        type: pulumi.Input[Literal["source"]] | None = None,
        delete_records: pulumi.Input[bool] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[AdoptMode] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            {
                "type": type,
                "deleteRecords": delete_records,
            },
            scopes={
                "datasetId": dataset_id,
                "fileId": file_id,
                "runAs": run_as,
            },
            adopt=adopt,
            opts=opts,
        )

    @property
    @pulumi.getter(name="type")
    def type(self) -> pulumi.Output[str]:
        """What the file is for the dataset."""
        return vars(self)["type"]

    @property
    @pulumi.getter(name="deleteRecords")
    def delete_records(self) -> pulumi.Output[bool]:
        """Delete the records made from the file, too, when it is detached."""
        return vars(self)["deleteRecords"]

    @property
    @pulumi.getter(name="datasetId")
    def dataset_id(self) -> pulumi.Output[str]:
        """Id of the dataset it belongs to."""
        return vars(self)["datasetId"]

    @property
    @pulumi.getter(name="fileId")
    def file_id(self) -> pulumi.Output[str]:
        """Id of the file it belongs to."""
        return vars(self)["fileId"]

    @property
    @pulumi.getter(name="runAs")
    def run_as(self) -> pulumi.Output[str | None]:
        """Id of the partner user in whose account it lives; None for your own."""
        return vars(self)["runAs"]
