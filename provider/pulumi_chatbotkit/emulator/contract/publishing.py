"""Portals and policies (docs/api/api.md b.14 portal, b.15 policy)."""

from pulumi_chatbotkit.emulator.contract import rows
from pulumi_chatbotkit.emulator.contract.checks import check_slug, slug_of
from pulumi_chatbotkit.emulator.contract.configs import check_portal_config
from pulumi_chatbotkit.emulator.contract.fields import Access, Field, OnEmpty, OnNull, OnOmit, OnTargetDeleted
from pulumi_chatbotkit.emulator.contract.kinds import Filter, Kind
from pulumi_chatbotkit.emulator.contract.rules import policy_config

PORTAL = Kind(
    name="portal",
    noun="portal",
    path="/v1/portal",
    id_parameter="portalId",
    quota="portal",
    fields=(
        rows.alias(),
        rows.name(),
        rows.description(),
        rows.blueprint_link(),
        Field(
            name="slug",
            type="string",
            source="seen",
            required=True,
            on_null=OnNull.REFUSED,
            on_empty=OnEmpty.REFUSED,
            on_omit=OnOmit.REFUSED,
            normalise=slug_of,
            min_chars=5,
            max_chars=128,
            unique="everywhere",
            check=check_slug,
        ),
        rows.json_object("config", source="seen", check=check_portal_config),
        rows.meta(),
    ),
)

POLICY = Kind(
    name="policy",
    noun="policy",
    path="/v1/policy",
    id_parameter="policyId",
    quota="policy",
    filters=(Filter(field="botId", any_of=True), Filter(field="type"), Filter(field="blueprintId")),
    rules=(policy_config,),
    fields=(
        rows.alias(),
        rows.name(),
        rows.description(),
        rows.blueprint_link(),
        # Null applies to every bot; the policy of one bot is deleted with it.
        rows.link("botId", "bot", Access.USABLE, source="seen", on_target_deleted=OnTargetDeleted.DELETED),
        rows.enum("type", "retention", "usage", source="seen"),
        rows.state(),
        rows.json_object("config", source="seen"),
        rows.meta(),
    ),
)
