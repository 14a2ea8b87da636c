"""Objects of an account, the parent's or a partner user's: docs/api/api.md b.5, b.6, b.7 and b.10."""

from dataclasses import replace

from pulumi_chatbotkit.catalog.kinds import common
from pulumi_chatbotkit.catalog.schema.field import ReadBack, Source
from pulumi_chatbotkit.catalog.schema.kind import Kind, Scope
from pulumi_chatbotkit.catalog.schema.rules import AtLeast, MaxBytes, MaxCharacters, StorableKeys
from pulumi_chatbotkit.catalog.schema.shapes import Shape

BOT = Kind(
    name="bot",
    class_name="Bot",
    title="Bot",
    path=("bot",),
    scope=Scope.RUN_AS,
    filters=("blueprintId",),
    section="b.5",
    doc="A bot of your account, or of the partner user named in ``run_as``.",
    fields=(
        common.alias(unique_among="the account's bots"),
        common.name(),
        common.description(),
        common.blueprint_reference(),
        common.text("backstory", "Instructions for every conversation.", MaxBytes(16_777_215)),
        common.text(
            "model",
            "Model to use, with options: ``name/key=value``. Left out, the service chooses at run time.",
            MaxCharacters(512),
            common.MODEL,
        ),
        common.reference("datasetId", "dataset", "Id of a dataset that the account may use."),
        common.reference("skillsetId", "skillset", "Id of a skillset that the account may use."),
        common.switch("privacy", "Remove personal data from conversations.", read_back=ReadBack.NEVER),
        common.switch("moderation", "Check messages for harmful content.", read_back=ReadBack.NEVER),
        common.visibility(),
        common.meta(),
    ),
    notes=(
        "`privacy` and `moderation` are not returned by the current service: a change made elsewhere cannot be seen.",
        "Deleting a bot deletes the policies and memories bound to it and sets the links of contexts to null.",
    ),
)

BLUEPRINT = Kind(
    name="blueprint",
    class_name="Blueprint",
    title="Blueprint",
    path=("blueprint",),
    scope=Scope.RUN_AS,
    section="b.6",
    doc="A group of an account's objects that belong together.",
    fields=(
        common.alias(unique_among="the account's blueprints"),
        common.name(),
        common.description(),
        common.visibility(),
        common.json_object(
            "config",
            "Layout data of the designer; older deployments refuse it.",
            StorableKeys(),
            source=Source.SEEN,
        ),
        replace(
            common.switch(
                "deleteResources",
                "Delete everything in the group, too, when the blueprint is deleted.",
                read_back=ReadBack.NEVER,
            ),
            sent_with_delete=True,
        ),
        common.meta(),
    ),
    notes=("Deleting a blueprint leaves the objects of the group alone, unless `delete_resources` is set.",),
)

DATASET = Kind(
    name="dataset",
    class_name="Dataset",
    title="Dataset",
    path=("dataset",),
    scope=Scope.RUN_AS,
    section="b.7",
    doc="Records that bots search for knowledge.",
    fields=(
        common.alias(unique_among="the account's datasets"),
        common.name(),
        common.description(),
        common.blueprint_reference(),
        common.text("reranker", "Name of the reranker.", nullable=True, source=Source.SEEN),
        common.number("recordMaxTokens", "Tokens that a record may have.", AtLeast(1)),
        common.number("searchMinScore", "Lowest score of a match.", AtLeast(0), shape=Shape.NUMBER),
        common.number("searchMaxRecords", "Records that a search returns at most.", AtLeast(1)),
        common.number("searchMaxTokens", "Tokens that a search returns at most.", AtLeast(1)),
        common.text("matchInstruction", "What the bot does with matches.", nullable=True, source=Source.SEEN),
        common.text("mismatchInstruction", "What the bot does without matches.", nullable=True, source=Source.SEEN),
        common.text("separators", "Where texts are split into records.", nullable=True, source=Source.SEEN),
        common.visibility(),
        common.meta(),
    ),
    notes=(
        "The deprecated `store` is left out: the service discards it.",
        "Deleting a dataset deletes its records and sets the links of bots and contexts to null.",
    ),
)

SKILLSET = Kind(
    name="skillset",
    class_name="Skillset",
    title="Skillset",
    path=("skillset",),
    scope=Scope.RUN_AS,
    section="b.10",
    doc="A set of abilities that bots may use.",
    fields=(
        common.alias(unique_among="the account's skillsets"),
        common.name(),
        common.description(),
        common.blueprint_reference(),
        common.visibility(),
        common.choice(
            "state", "Whether bots may use it; older deployments refuse it.", "enabled", "disabled", source=Source.SEEN
        ),
        common.meta(),
    ),
    notes=("Deleting a skillset does not delete its abilities: they stay in the account without a skillset.",),
)
