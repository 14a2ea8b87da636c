"""The Pulumi program of the provider under test."""

import pulumi

from bench.tenants import Tenant, tenants
from pulumi_chatbotkit import Bot, PartnerUser, PartnerUserContext

NAMESPACE = "bench"


def configured_tenants() -> list[Tenant]:
    """The tenants that the stack's configuration asks for."""
    config = pulumi.Config(NAMESPACE)
    return tenants(config.require_int("tenants"), config.require("backstory"))


def declare() -> None:
    """Declare them with the provider under test."""
    for tenant in configured_tenants():
        user = PartnerUser(
            tenant.name, name=str(tenant.user["name"]), email=str(tenant.user["email"]), force_destroy=True
        )
        bot = Bot(
            tenant.name,
            run_as=user,
            name=str(tenant.bot["name"]),
            backstory=str(tenant.bot["backstory"]),
            model=str(tenant.bot["model"]),
        )
        PartnerUserContext(tenant.name, user=user, bot_id=bot.id, name=str(tenant.context["name"]))
