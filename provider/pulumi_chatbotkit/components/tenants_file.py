"""``tenants_from_file``: declares one ``Tenant`` per entry of a tenants file."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

import pulumi

from pulumi_chatbotkit.components.tenant import Tenant
from pulumi_chatbotkit.resources.kinds.blueprint import BlueprintArgsDict
from pulumi_chatbotkit.resources.kinds.bot import BotArgsDict
from pulumi_chatbotkit.resources.kinds.dataset import DatasetArgsDict
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUserArgsDict
from pulumi_chatbotkit.resources.kinds.partner_user_context import PartnerUserContextArgsDict
from pulumi_chatbotkit.resources.kinds.partner_user_token import PartnerUserTokenArgsDict
from pulumi_chatbotkit.resources.kinds.skillset import SkillsetArgsDict

if TYPE_CHECKING:
    from pulumi_chatbotkit.inputs.tenants import TenantSpec


def tenants_from_file(path: Path) -> dict[str, Tenant]:
    """Declare every tenant of a YAML, JSON or CSV file (docs/tenants.md), keyed as in the file.

    Raises:
        pulumi.RunError: the file has faults; all of them are named, with their lines, and nothing is declared.
    """
    # Loads pydantic and YAML, which programs without a tenants file do not need.
    from pulumi_chatbotkit.inputs.tenants import TenantsFileError, read_tenants  # noqa: PLC0415

    try:
        specs = read_tenants(path)
    except TenantsFileError as error:
        raise pulumi.RunError(str(error)) from error
    return {spec.key: _tenant(spec) for spec in specs}


def _tenant(spec: "TenantSpec") -> Tenant:
    # read_tenants has checked every entry against the catalog, from which the argument types are generated.
    return Tenant(
        spec.key,
        pulumi.ResourceOptions(protect=spec.protect),
        bots=cast("dict[str, BotArgsDict]", spec.bots),
        token=False if spec.token is None else cast("PartnerUserTokenArgsDict", spec.token),
        blueprint=cast("BlueprintArgsDict | None", spec.blueprint),
        dataset=cast("DatasetArgsDict | None", spec.dataset),
        skillset=cast("SkillsetArgsDict | None", spec.skillset),
        context=cast("PartnerUserContextArgsDict", spec.context),
        context_bot=spec.context_bot or False,
        retain_on_delete=spec.retain,
        **cast("PartnerUserArgsDict", spec.user),
    )
