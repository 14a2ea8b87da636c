"""The partner user, its contexts and its tokens: docs/api/api.md b.1 to b.3. All actions run as the parent account."""

from dataclasses import replace

from pulumi_chatbotkit.catalog.kinds import common
from pulumi_chatbotkit.catalog.kinds.objects import EMAIL, LIMITS, TOKEN_CONFIG
from pulumi_chatbotkit.catalog.schema.field import Clear, Field, ReadBack, Source, Unique
from pulumi_chatbotkit.catalog.schema.kind import (
    Actions,
    Caution,
    Dependents,
    Kind,
    OutputField,
    Parent,
    Scope,
    Strategy,
)
from pulumi_chatbotkit.catalog.schema.rules import Between
from pulumi_chatbotkit.catalog.schema.shapes import Shape

FORCE_DESTROY = "forceDestroy"
ON_DELETE = "onDelete"
GUARD_SUFFIX = ".guard"
"""Follows the name of a partner user in the name of its guard."""

_FORCE = replace(
    common.switch(
        FORCE_DESTROY,
        "Delete the partner user even while it holds what the stack does not manage: conversations, contacts, objects "
        "made by hand. It counts once it is in the state: set it, run ``pulumi up``, then delete.",
        read_back=ReadBack.NEVER,
    ),
    provider_only=True,
)

PARTNER_USER = Kind(
    name="partner_user",
    class_name="PartnerUser",
    title="Partner user",
    path=("partner", "user"),
    scope=Scope.PARENT,
    filters=("email",),
    section="b.1",
    doc="A sub-account of your account: one customer, with everything that belongs to it.",
    fields=(
        common.alias(unique_among="your partner users", read_back=ReadBack.NEVER),
        common.name(nullable=True),
        common.description(nullable=True, read_back=ReadBack.LIST_ONLY),
        common.text("image", "Address or name of a picture.", nullable=True),
        Field(
            name="email",
            shape=Shape.TEXT,
            doc="Contact address, unique among your partner users. It is no login.",
            default=None,
            clear=Clear.NULL,
            empty_is_null=True,
            unique=Unique(among="your partner users"),
            rules=(EMAIL,),
        ),
        common.json_object(
            "limits",
            "What the partner user may use up, per kind of thing; replaced as a whole. 0 blocks. Only ``tokens``, "
            "``conversations`` and ``messages`` are enforced, against what the whole family has used.",
            structure=LIMITS,
        ),
        _FORCE,
        common.meta(),
    ),
    guard="partner_user_guard",
    # b.17 (team), b.24 (conversation): kinds without a resource of their own.
    dependents=(
        Dependents(noun="conversation", path=("conversation",)),
        Dependents(noun="team", path=("team",)),
    ),
    notes=(
        "Deleting a partner user deletes everything in it: bots, datasets, conversations, tokens, contexts.",
        "Unless `force_destroy` is set, it is not deleted while it holds anything that the stack does not manage.",
        "A resource named `<name>.guard` comes with it: deleted first, it refuses while the state is still whole.",
        "`alias` is never returned by the API, so a change made elsewhere cannot be seen.",
        "`limits` is the only restriction the API has: there is no suspended or enabled flag.",
        "`tokens`, `conversations` and `messages` are compared with the use of the parent and all its partner users.",
        "So a small cap can block a new partner user at once. `database` and the file sizes are stored, not enforced.",
    ),
)

_PARENT_DOC = "The partner user it belongs to, or that one's id. A change replaces the object."

PARTNER_USER_CONTEXT = Kind(
    name="partner_user_context",
    class_name="PartnerUserContext",
    title="Partner user context",
    noun="context",
    path=("partner", "user", "{userId}", "context"),
    scope=Scope.PARENT,
    parent=Parent(field="userId", argument="user", kind="partner_user", doc=_PARENT_DOC),
    filters=("blueprintId", "botId", "datasetId", "skillsetId"),
    links=("blueprintId", "botId", "datasetId", "skillsetId"),
    section="b.2",
    doc="What ties a partner user to a bot, a blueprint, a dataset or a skillset, with a payload of your own.",
    fields=(
        common.name(),
        common.description(),
        common.reference("blueprintId", "blueprint", "Id of a blueprint of the partner user."),
        common.reference("botId", "bot", "Id of a bot that the partner user may use."),
        common.reference("datasetId", "dataset", "Id of a dataset that the partner user may use."),
        common.reference("skillsetId", "skillset", "Id of a skillset that the partner user may use."),
        common.reference(
            "contactId",
            "contact",
            "Id of a contact of the partner user; older deployments refuse it.",
            source=Source.SEEN,
        ),
        common.json_object("payload", "Any JSON object; replaced as a whole."),
        common.meta(),
    ),
    notes=(
        "Links are resolved as the partner user: its own objects, public ones, or protected ones of your account.",
        "The API sets a link to null when the object behind it is deleted; that shows as drift.",
        "Deleting a context leaves the bot, blueprint, dataset and skillset alone.",
    ),
)

PARTNER_USER_TOKEN = Kind(
    name="partner_user_token",
    class_name="PartnerUserToken",
    title="Partner user token",
    noun="token",
    path=("partner", "user", "{userId}", "token"),
    scope=Scope.PARENT,
    parent=Parent(field="userId", argument="user", kind="partner_user", doc=_PARENT_DOC),
    section="b.3",
    has_fetch=False,
    actions=Actions(empty_update_is_harmless=True),
    doc="A key with which an application acts as the partner user.",
    fields=(
        common.name(),
        common.description(),
        common.json_object(
            "config",
            "Whom the token acts for; replaced as a whole. Its ``allowedRoutes`` restrict nothing.",
            structure=TOKEN_CONFIG,
            read_back=ReadBack.NEVER,
        ),
        Field(
            name="rotateWhen",
            shape=Shape.TEXT,
            doc="Any text, such as a month: when it changes, the token is replaced by a new one, which is made before "
            "the old one is deleted.",
            default=None,
            clear=Clear.NULL,
            read_back=ReadBack.NEVER,
            provider_only=True,
            replace_on_change=True,
        ),
        Field(
            name="overlapSeconds",
            shape=Shape.INTEGER,
            doc="How long both tokens work when one is replaced: ``pulumi up`` waits so long before it deletes the "
            "old one.",
            default=0,
            clear=Clear.DEFAULT,
            read_back=ReadBack.NEVER,
            rules=(Between(0, 3600, "seconds"),),
            provider_only=True,
        ),
        common.meta(),
    ),
    cautions=(
        Caution(
            ("config", "allowedRoutes"),
            "restricts nothing: the service stores it and never looks at it for a token, so this key may call every "
            "route. Give applications a session instead (create_session), whose allowedRoutes are enforced.",
        ),
    ),
    overlap_field="overlapSeconds",
    create_only_outputs=(
        OutputField(name="token", doc="The key itself, shown once by the API and kept as a secret.", secret=True),
    ),
    notes=(
        "The key is shown once, at creation. Rotation is a replacement: change `rotate_when`.",
        "`config.allowedRoutes` reads as protection and is none: the service never enforces it. Check warns of it.",
        "A key that is limited to routes is a session: `create_session`.",
        "`config` is never returned by the API, so a change made elsewhere cannot be seen.",
        "Tokens do not expire; deleting one revokes it.",
    ),
)

PARTNER_USER_GUARD = Kind(
    name="partner_user_guard",
    class_name="DeletionGuard",
    title="Deletion guard of a partner user",
    path=("partner", "user"),
    scope=Scope.PARENT,
    strategy=Strategy.DELETE_GUARD,
    parent=Parent(field="userId", argument="user", kind="partner_user", doc=_PARENT_DOC),
    section="b.1",
    doc="Refuses the deletion of a partner user that holds what the stack does not manage. No object of the API.",
    is_deleted_first=True,
    fields=(
        _FORCE,
        replace(
            common.text(
                ON_DELETE,
                "What its deletion does, for people who read a preview.",
                read_back=ReadBack.NEVER,
                nullable=True,
            ),
            provider_only=True,
        ),
    ),
)
