"""Bots, blueprints, datasets and skillsets (docs/api/api.md b.5 bot, b.6 blueprint, b.7 dataset, b.10 skillset)."""

from dataclasses import replace

from pulumi_chatbotkit.emulator.contract import rows
from pulumi_chatbotkit.emulator.contract.checks import check_model
from pulumi_chatbotkit.emulator.contract.fields import NOWHERE, Access, Field, OnEmpty, OnNull
from pulumi_chatbotkit.emulator.contract.kinds import EVERY_ACTION, Filter, Kind

BOT = Kind(
    name="bot",
    noun="bot",
    path="/v1/bot",
    id_parameter="botId",
    quota="bot",
    filters=(Filter(field="blueprintId"),),
    fields=(
        rows.alias(),
        rows.name(),
        rows.description(),
        rows.blueprint_link(),
        rows.link("datasetId", "dataset", Access.USABLE, source="documented"),
        rows.link("skillsetId", "skillset", Access.USABLE, source="documented"),
        rows.text("backstory", source="seen", max_bytes=16_777_215),
        rows.text("model", source="seen", max_chars=512, check=check_model),
        # The SDKs' types have them, the server does not return them (docs/api/api.md d).
        replace(rows.boolean("privacy", default=False, source="seen"), views=NOWHERE),
        replace(rows.boolean("moderation", default=False, source="seen"), views=NOWHERE),
        rows.visibility(),
        rows.meta(),
    ),
)

BLUEPRINT = Kind(
    name="blueprint",
    noun="blueprint",
    path="/v1/blueprint",
    id_parameter="blueprintId",
    actions={
        **EVERY_ACTION,
        "resource/list": "list_resources",
        "resource/export": "export_resources",
        "resource/import": "import_resources",
        "clone": "clone",
    },
    raw_actions=frozenset({"resource/list", "resource/export", "clone"}),
    bodies={"delete": (rows.boolean("deleteResources", default=False, source="seen"),)},
    members_option="deleteResources",
    fields=(
        rows.alias(),
        rows.name(),
        rows.description(),
        rows.visibility(),
        replace(rows.json_object("config", source="seen"), merges=True),
        rows.meta(),
    ),
)

DATASET = Kind(
    name="dataset",
    noun="dataset",
    path="/v1/dataset",
    id_parameter="datasetId",
    quota="dataset",
    actions={**EVERY_ACTION, "search": "search"},
    bodies={
        "search": (
            replace(rows.plain("search", source="seen"), required=True, on_null=OnNull.REFUSED),
            rows.json_object("filter", source="seen"),
        )
    },
    fields=(
        rows.alias(),
        rows.name(),
        rows.description(),
        rows.blueprint_link(),
        Field(
            name="store",
            type="string",
            source="seen",
            on_null=OnNull.IGNORED,
            on_empty=OnEmpty.IGNORED,
            discarded=True,
            views=NOWHERE,
        ),
        # The service's list of rerankers is not known (docs/api/api.md e.4): any text is accepted.
        rows.nullable_text("reranker", source="seen", column_bytes=191),
        rows.number("recordMaxTokens", minimum=1, integer=True, source="seen"),
        rows.number("searchMinScore", minimum=0, integer=False, source="seen"),
        rows.number("searchMaxRecords", minimum=1, integer=True, source="seen"),
        rows.number("searchMaxTokens", minimum=1, integer=True, source="seen"),
        # The column's type is not known: TEXT, the smaller of the two usual ones, is assumed.
        rows.nullable_text("matchInstruction", source="seen", column_bytes=65_535),
        rows.nullable_text("mismatchInstruction", source="seen", column_bytes=65_535),
        rows.nullable_text("separators", source="seen", column_bytes=191),
        rows.visibility(),
        rows.meta(),
    ),
)

SKILLSET = Kind(
    name="skillset",
    noun="skillset",
    path="/v1/skillset",
    id_parameter="skillsetId",
    quota="skillset",
    fields=(
        rows.alias(),
        rows.name(),
        rows.description(),
        rows.blueprint_link(),
        rows.visibility(),
        rows.state(),
        rows.meta(),
    ),
)
