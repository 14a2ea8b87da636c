"""Children of datasets and skillsets: records, attached files, abilities (docs/api/api.md b.8, b.9, b.11)."""

from dataclasses import replace

from pulumi_chatbotkit.emulator.contract import rows
from pulumi_chatbotkit.emulator.contract.checks import check_not_blank, trimmed
from pulumi_chatbotkit.emulator.contract.fields import (
    EVERYWHERE,
    Access,
    Field,
    OnEmpty,
    OnNull,
    OnOmit,
    OnTargetDeleted,
)
from pulumi_chatbotkit.emulator.contract.kinds import Filter, Kind, Parent
from pulumi_chatbotkit.emulator.contract.resources import SKILLSET
from pulumi_chatbotkit.emulator.contract.rules import ability_meta
from pulumi_chatbotkit.emulator.contract.storage import FILE

_ATTACHMENT_SHOWS = ("name", "description", "visibility", "meta")

DATASET_RECORD = Kind(
    name="dataset_record",
    noun="record",
    path="/v1/dataset/{datasetId}/record",
    id_parameter="recordId",
    quota="record",
    rates={"create": ("record",)},
    parent=Parent(kind="dataset", parameter="datasetId", addressing="any", body_first=True),
    addressing="id",
    meta_filter=False,
    opaque_cursor=True,
    # The SDKs' types have them, the server does not send them (docs/api/api.md d).
    times=frozenset({"seed fetch", "seed list"}),
    fields=(
        Field(
            name="text",
            type="string",
            source="documented",
            required=True,
            on_null=OnNull.STORED,
            on_empty=OnEmpty.REFUSED,
            check=check_not_blank,
        ),
        rows.plain("source", source="seen"),
        rows.meta(),
    ),
)

DATASET_FILE = Kind(
    name="dataset_file",
    noun="file",
    path="/v1/dataset/{datasetId}/file",
    id_parameter="fileId",
    actions={"attach": "attach", "detach": "detach", "sync": "extract", "list": "list"},
    bodies={
        "attach": (
            Field(
                name="type",
                type="string",
                source="seen",
                required=True,
                on_null=OnNull.REFUSED,
                on_empty=OnEmpty.REFUSED,
                enum=("source",),
            ),
        ),
        "detach": (rows.boolean("deleteRecords", default=False, source="seen"),),
    },
    parent=Parent(kind="dataset", parameter="datasetId", body_first=True),
    addressing="id",
    meta_filter=False,
    lists=("fileId", replace(FILE, fields=tuple(field for field in FILE.fields if field.name in _ATTACHMENT_SHOWS))),
    fields=(
        rows.link("fileId", "file", Access.OWN, source="seen", on_target_deleted=OnTargetDeleted.DELETED),
        rows.enum("type", "source", source="seen"),
    ),
)
"""Its id is the pair ``{datasetId}/{fileId}``: the API has no id for the attachment itself."""

SKILLSET_ABILITY = Kind(
    name="skillset_ability",
    noun="ability",
    path="/v1/skillset/{skillsetId}/ability",
    id_parameter="abilityId",
    quota="ability",
    rates={"create": ("ability",)},
    parent=Parent(
        kind=SKILLSET.name,
        parameter="skillsetId",
        addressing="any",
        shown_in=EVERYWHERE,
        body_first=True,
        on_deleted=OnTargetDeleted.UNLINKED,
    ),
    addressing="id",
    meta_filter=False,
    rules=(ability_meta,),
    fields=(
        rows.alias(),
        # The validator takes more than the hosted column (docs/api/api.md b.11, ability).
        rows.text("name", source="seen", max_chars=256, column_bytes=191),
        rows.text("description", source="seen", max_chars=512),
        rows.blueprint_link(),
        replace(rows.link("linkedSecretId", "secret", Access.PERSONAL, source="seen"), older_name="secretId"),
        replace(rows.link("linkedFileId", "file", Access.PUBLIC, source="seen"), older_name="fileId"),
        replace(rows.link("linkedBotId", "bot", Access.USABLE, source="seen"), older_name="botId"),
        replace(rows.link("linkedSpaceId", "space", Access.OWN, source="seen"), older_name="spaceId"),
        replace(rows.text("instruction", source="seen", max_bytes=65_535), on_null=OnNull.REFUSED, normalise=trimmed),
        rows.state(),
        Field(
            name="meta",
            type="object",
            source="seen",
            on_null=OnNull.EMPTIES,
            on_omit=OnOmit.RESETS,
            refused_key_prefix="_",
        ),
    ),
)

ABILITY = Kind(
    name="ability",
    noun="ability",
    path="/v1/ability",
    id_parameter="abilityId",
    quota="ability",
    records_of=SKILLSET_ABILITY,
    is_unpublished=True,
    actions={
        "create": "create_ability",
        "list": "list_abilities",
        "fetch": "fetch_ability",
        "update": "update_ability",
        "delete": "delete_ability",
    },
    filters=(Filter(field="blueprintId"),),
    fields=(*SKILLSET_ABILITY.fields, rows.link("skillsetId", "skillset", Access.USABLE, source="seen")),
)
"""Routes that are marked as not public: a clean-up finds abilities that have lost their skillset there."""
