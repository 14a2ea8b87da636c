"""Further objects of an account: abilities, secrets, files, portals, policies, spaces and dataset records.

docs/api/api.md b.8 and b.11 to b.16.
"""

from dataclasses import replace

from pulumi_chatbotkit.catalog.kinds import common
from pulumi_chatbotkit.catalog.kinds.content import FILE_ARGUMENTS, FILE_CONTENT
from pulumi_chatbotkit.catalog.kinds.objects import POLICY_CONFIG, PORTAL_CONFIG, SECRET_CONFIG
from pulumi_chatbotkit.catalog.schema.field import Clear, Field, Omit, ReadBack, Source, Unique
from pulumi_chatbotkit.catalog.schema.kind import Actions, Condition, Kind, Parent, Scope
from pulumi_chatbotkit.catalog.schema.rules import ContainsNone, Matches, MaxBytes, MaxCharacters
from pulumi_chatbotkit.catalog.schema.shapes import Shape

_STATE = common.choice(
    "state", "Whether it works; older deployments refuse it.", "enabled", "disabled", source=Source.SEEN
)


def _link(field: str, kind: str, doc: str, *, older_name: str) -> Field:
    return replace(common.reference(field, kind, doc, source=Source.SEEN), older_name=older_name)


DATASET_RECORD = Kind(
    name="dataset_record",
    class_name="DatasetRecord",
    title="Dataset record",
    path=("dataset", "{datasetId}", "record"),
    scope=Scope.RUN_AS,
    parent=Parent(
        field="datasetId",
        argument="dataset_id",
        kind="dataset",
        doc="Id of the dataset it belongs to. A change replaces the record.",
    ),
    filters_by_meta=False,
    tenants_key="singleRecords",  # records are sets of them
    section="b.8",
    doc="A piece of knowledge in a dataset.",
    fields=(
        Field(
            name="text",
            shape=Shape.TEXT,
            doc="The knowledge; about 8,000 tokens of it are indexed.",
            default=None,
            clear=Clear.IMPOSSIBLE,
            required=True,
            rules=(Matches(r"(?s).*\S.*", "more than blanks"),),
        ),
        common.text("source", "Where it comes from.", nullable=True, source=Source.SEEN),
        common.meta(),
    ),
    notes=("Records that the service makes by syncing files and sites are not managed here.",),
)

DATASET_FILE = Kind(
    name="dataset_file",
    class_name="DatasetFile",
    title="Dataset file",
    path=("dataset", "{datasetId}", "file"),
    scope=Scope.RUN_AS,
    parent=Parent(
        field="datasetId",
        argument="dataset_id",
        kind="dataset",
        doc="Id of the dataset. A change replaces the attachment.",
    ),
    attached=Parent(
        field="fileId",
        argument="file_id",
        kind="file",
        doc="Id of the file. A change replaces the attachment.",
    ),
    actions=Actions(create=("{fileId}", "attach"), delete=("{id}", "detach"), create_is_repeatable=True),
    has_fetch=False,
    filters_by_meta=False,
    makes_records=True,
    section="b.9",
    doc="A file attached to a dataset, as a source of records.",
    fields=(
        replace(
            common.choice("type", "What the file is for the dataset.", "source"),
            create_sends_default=True,
            read_back=ReadBack.NEVER,
        ),
        replace(
            common.switch(
                "deleteRecords",
                "Delete the records made from the file, too, when it is detached.",
                read_back=ReadBack.NEVER,
            ),
            sent_with_delete=True,
        ),
    ),
    notes=(
        "Nothing is indexed until the dataset is synchronised with the file.",
        "An attachment has no `meta`, so it cannot be marked as belonging to a resource.",
    ),
)

SKILLSET_ABILITY = Kind(
    name="skillset_ability",
    class_name="SkillsetAbility",
    title="Skillset ability",
    path=("skillset", "{skillsetId}", "ability"),
    scope=Scope.RUN_AS,
    parent=Parent(
        field="skillsetId",
        argument="skillset_id",
        kind="skillset",
        doc="Id of the skillset it belongs to. A change replaces the ability.",
    ),
    filters_by_meta=False,
    section="b.11",
    doc="Something that bots with the skillset can do.",
    fields=(
        common.alias(unique_among="the account's abilities", is_handle=False),
        common.name(),
        common.text("description", "What it is for.", MaxCharacters(512)),
        common.blueprint_reference(),
        _link("linkedSecretId", "secret", "Id of a secret that it uses.", older_name="secretId"),
        _link("linkedFileId", "file", "Id of a file that it uses.", older_name="fileId"),
        _link("linkedBotId", "bot", "Id of a bot that it talks to.", older_name="botId"),
        _link("linkedSpaceId", "space", "Id of a space that it works in.", older_name="spaceId"),
        replace(
            common.text("instruction", "What it does, in the service's ability language.", MaxBytes(65_535)),
            omit=Omit.RESETS,
            trimmed=True,
        ),
        _STATE,
        replace(common.meta(), rebuilt_on_update=True),
    ),
    notes=(
        "Deleting a skillset leaves its abilities behind, out of reach; declared here, they are deleted before it.",
        "The older generation of the API names the links otherwise (`secretId` and so on): `chatbotkit:generation`.",
    ),
)

SECRET = Kind(
    name="secret",
    class_name="Secret",
    title="Secret",
    path=("secret",),
    scope=Scope.RUN_AS,
    section="b.12",
    doc="A credential that abilities use.",
    fields=(
        common.alias(unique_among="the account's secrets"),
        common.name(),
        common.description(),
        common.blueprint_reference(),
        replace(
            common.choice(
                "kind", "Whether it is one for all, or one for each contact.", "shared", "personal", source=Source.SEEN
            ),
            create_sends_default=True,
        ),
        common.choice(
            "type",
            "How it is presented.",
            "plain",
            "basic",
            "bearer",
            "jwt",
            "oauth",
            "template",
            "reference",
            source=Source.SEEN,
        ),
        replace(common.secret("value", "The credential itself.", read_back=ReadBack.NEVER), update_after="kind"),
        replace(
            common.json_object(
                "config", "OAuth or basic settings; replaced as a whole.", structure=SECRET_CONFIG, source=Source.SEEN
            ),
            secret=True,
            masked_keys=("clientSecret",),
        ),
        common.visibility(),
        common.meta(),
    ),
    conditions=(
        Condition(
            "kind", "personal", "value", False, "a personal secret has no value of its own: each contact has a value"
        ),
    ),
    notes=(
        "`value` is never returned, so a change made elsewhere cannot be seen. Change it here to rotate it.",
        "A change from personal to shared takes two updates, because the service drops a value sent in the same one.",
    ),
)

FILE = Kind(
    name="file",
    class_name="File",
    title="File",
    path=("file",),
    scope=Scope.RUN_AS,
    section="b.13",
    doc="A file of the account, with its content.",
    content_fields=FILE_CONTENT,
    content_arguments=FILE_ARGUMENTS,
    fields=(
        common.alias(unique_among="the account's files"),
        common.name(),
        common.description(),
        common.blueprint_reference(),
        common.visibility(),
        replace(common.meta(), server_keys=("contentType",)),
    ),
    notes=(
        "The service tells nothing of the content: what is put there elsewhere cannot be seen.",
        "An upload adds `contentType` to `meta`; that key is left alone.",
    ),
)

_FORBIDDEN = (
    "cbk", "chatbotkit", "category", "categories", "topic", "topics", "widget", "widgets", "embed", "embeds",
    "portal", "portals", "auth", "oauth", "oauth2", "security", "mcp",
)  # fmt: skip

PORTAL = Kind(
    name="portal",
    class_name="Portal",
    title="Portal",
    path=("portal",),
    scope=Scope.RUN_AS,
    section="b.14",
    doc="A site with its own public address.",
    fields=(
        common.alias(unique_among="the account's portals"),
        common.name(),
        common.description(),
        common.blueprint_reference(),
        Field(
            name="slug",
            shape=Shape.TEXT,
            doc="Its public address; unique among all accounts of the service. A change moves the site.",
            default=None,
            clear=Clear.IMPOSSIBLE,
            omit=Omit.RESETS,
            required=True,
            unique=Unique(among="the portals of all accounts of the service", everywhere=True),
            reads_back_as_sent=r"[a-z0-9]+(-[a-z0-9]+)*",
            rules=(Matches(r"(?s).{5,128}", "5 to 128 characters long"), ContainsNone(_FORBIDDEN)),
            source=Source.SEEN,
        ),
        common.json_object("config", "The portal's sections; replaced as a whole.", structure=PORTAL_CONFIG),
        common.meta(),
    ),
    notes=("The service normalises the slug; what it made of it is the output `slug`.",),
)

POLICY = Kind(
    name="policy",
    class_name="Policy",
    title="Policy",
    path=("policy",),
    scope=Scope.RUN_AS,
    filters=("botId", "type", "blueprintId"),
    section="b.15",
    doc="A rule on how long conversations are kept, or how much may be used.",
    fields=(
        common.alias(unique_among="the account's policies"),
        common.name(),
        common.description(),
        common.blueprint_reference(),
        common.reference("botId", "bot", "Id of the bot that it applies to; left out, it applies to every bot."),
        replace(common.choice("type", "What it rules.", "retention", "usage"), create_sends_default=True),
        _STATE,
        common.json_object(
            "config",
            "What the rule says: one of two objects, by ``type``; replaced as a whole.",
            structure=POLICY_CONFIG,
            source=Source.SEEN,
        ),
        common.meta(),
    ),
    conditions=(
        Condition("type", "usage", "config", True, "a usage policy says what is counted and what happens then"),
    ),
    notes=("A policy for a bot is deleted with the bot.",),
)

SPACE = Kind(
    name="space",
    class_name="Space",
    title="Space",
    path=("space",),
    scope=Scope.RUN_AS,
    section="b.16",
    doc="Storage that abilities and conversations share.",
    fields=(
        common.alias(unique_among="the account's spaces"),
        common.name(),
        common.description(),
        common.blueprint_reference(),
        replace(
            common.reference(
                "contactId", "contact", "Id of a contact of the account. It can be set and changed, never removed."
            ),
            clear=Clear.IMPOSSIBLE,
        ),
        common.meta(),
    ),
    notes=(
        "Deleting a space deletes its sites.",
        "Its stored files stay behind at the service, out of reach: delete them first.",
    ),
)
