"""Partner users and their contexts, tokens and sessions (docs/api/api.md b.1 to b.4)."""

from dataclasses import replace

from pulumi_chatbotkit.emulator.contract import rows
from pulumi_chatbotkit.emulator.contract.checks import check_email, check_limits
from pulumi_chatbotkit.emulator.contract.configs import check_session_config
from pulumi_chatbotkit.emulator.contract.fields import (
    EVERYWHERE,
    NOWHERE,
    Access,
    Field,
    OnEmpty,
    OnNull,
    OnTargetDeleted,
)
from pulumi_chatbotkit.emulator.contract.kinds import Filter, Kind, Parent
from pulumi_chatbotkit.emulator.contract.rules import session_expiry

_EMAIL = Field(
    name="email",
    type="string",
    source="documented",
    on_null=OnNull.STORED,
    on_empty=OnEmpty.BECOMES_NULL,
    # The maximum is not known (docs/api/api.md e.11); a varchar of the hosted database holds 191 bytes.
    column_bytes=191,
    unique="in the account",
    check=check_email,
)

PARTNER_USER = Kind(
    name="partner_user",
    noun="user",
    path="/v1/partner/user",
    id_parameter="userId",
    id_shape="cuid2",
    # "@@alias" is a sibling, which only a partner user has (docs/api/api.md a.11).
    addressing="any",
    is_account=True,
    quota="user",
    root_only_message="You are not allowed to create a user.",
    filters=(Filter(field="email"),),
    fields=(
        # No route returns it (docs/api/api.md b.1, partner user).
        replace(rows.alias(), views=NOWHERE),
        rows.nullable_text("name", source="documented", max_bytes=191),
        # The server's fetch leaves it out, its list does not (docs/api/api.md d).
        replace(
            rows.nullable_text("description", source="documented", max_bytes=65_535),
            views=EVERYWHERE - {"server fetch"},
        ),
        rows.nullable_text("image", source="documented", column_bytes=191),
        _EMAIL,
        rows.json_object("limits", source="documented", check=check_limits),
        rows.meta(),
    ),
)

_USER = Parent(kind="partner_user", parameter="userId")

PARTNER_USER_CONTEXT = Kind(
    name="partner_user_context",
    noun="context",
    path="/v1/partner/user/{userId}/context",
    id_parameter="contextId",
    parent=_USER,
    addressing="raw",
    create_answer="record",
    filters=(
        Filter(field="blueprintId", any_of=True),
        Filter(field="botId", any_of=True),
        Filter(field="datasetId", any_of=True),
        Filter(field="skillsetId", any_of=True),
    ),
    fields=(
        rows.name(),
        rows.description(),
        # Not a member of the blueprint: deleteResources does not delete contexts (docs/api/api.md b.6, blueprint).
        rows.link("blueprintId", "blueprint", Access.OWN, source="documented"),
        rows.link("botId", "bot", Access.USABLE, source="documented"),
        rows.link("datasetId", "dataset", Access.USABLE, source="documented"),
        rows.link("skillsetId", "skillset", Access.USABLE, source="documented"),
        rows.link("contactId", "contact", Access.OWN, source="seen", on_target_deleted=OnTargetDeleted.DELETED),
        rows.json_object("payload", source="documented"),
        rows.meta(),
    ),
)

PARTNER_USER_TOKEN = Kind(
    name="partner_user_token",
    noun="token",
    path="/v1/partner/user/{userId}/token",
    id_parameter="tokenId",
    actions={"create": "create", "list": "list", "update": "update", "delete": "delete"},
    parent=_USER,
    addressing="raw",
    create_answer="key",
    fields=(
        rows.name(),
        rows.description(),
        replace(rows.json_object("config", source="seen"), views=NOWHERE),
        rows.meta(),
    ),
)

PARTNER_USER_SESSION = Kind(
    name="partner_user_session",
    noun="session",
    path="/v1/partner/user/{userId}/session",
    id_parameter="sessionId",
    actions={"create": "create"},
    parent=_USER,
    create_answer="session",
    rules=(session_expiry,),
    fields=(
        Field(
            name="durationInSeconds",
            type="integer",
            source="seen",
            default=900,
            on_null=OnNull.STORED,
            on_empty=OnEmpty.REFUSED,
            minimum=1,
        ),
        Field(name="config", type="object", source="seen", on_null=OnNull.STORED, check=check_session_config),
    ),
)
