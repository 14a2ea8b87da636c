"""Infrastructure as code for ChatBotKit: partner users, bots, contexts and more as Pulumi resources.

    import pulumi_chatbotkit as chatbotkit

    tenant = chatbotkit.PartnerUser("acme", name="Acme Corp", email="ops@acme.example")
    bot = chatbotkit.Bot("support", name="Acme support", run_as=tenant)
    chatbotkit.PartnerUserContext("acme", user=tenant, bot_id=bot.id)

Names are loaded on first use, so that the emulator and the command line do not wait for Pulumi.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pulumi_chatbotkit.components import Tenant, tenants_from_file
    from pulumi_chatbotkit.resources import (
        Blueprint,
        BlueprintArgsDict,
        Bot,
        BotArgsDict,
        Dataset,
        DatasetArgsDict,
        PartnerUser,
        PartnerUserArgsDict,
        PartnerUserContext,
        PartnerUserContextArgsDict,
        PartnerUserToken,
        PartnerUserTokenArgsDict,
        Skillset,
        SkillsetArgsDict,
    )
    from pulumi_chatbotkit.tenants import TenantsFileError, TenantSpec, read_tenants

__all__ = [
    "Blueprint",
    "BlueprintArgsDict",
    "Bot",
    "BotArgsDict",
    "Dataset",
    "DatasetArgsDict",
    "PartnerUser",
    "PartnerUserArgsDict",
    "PartnerUserContext",
    "PartnerUserContextArgsDict",
    "PartnerUserToken",
    "PartnerUserTokenArgsDict",
    "Skillset",
    "SkillsetArgsDict",
    "Tenant",
    "TenantSpec",
    "TenantsFileError",
    "read_tenants",
    "tenants_from_file",
]

_HOMES = {
    "Tenant": "pulumi_chatbotkit.components",
    "TenantSpec": "pulumi_chatbotkit.tenants",
    "TenantsFileError": "pulumi_chatbotkit.tenants",
    "tenants_from_file": "pulumi_chatbotkit.components",
    "read_tenants": "pulumi_chatbotkit.tenants",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES.get(name, "pulumi_chatbotkit.resources")), name)
