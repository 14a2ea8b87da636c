"""The Pulumi program that declares by hand what the tenants file of the benchmark declares."""

import pulumi

from bench.program import NAMESPACE
from pulumi_chatbotkit import (
    Bot,
    Dataset,
    PartnerUser,
    PartnerUserContext,
    PartnerUserToken,
    Skillset,
    WidgetIntegration,
)


def declare() -> None:
    """Each object by its own class."""
    for number in range(pulumi.Config(NAMESPACE).require_int("tenants")):
        key, name = f"t{number:04}", f"Tenant {number}"
        user = PartnerUser(key, name=name, email=f"t{number}@example.com")
        manuals = Dataset(f"{key}.manuals", run_as=user, name=f"Manuals of {name}")
        tickets = Skillset(f"{key}.tickets", run_as=user, name="Tickets")
        bot = Bot(
            f"{key}.support",
            run_as=user,
            name=f"{name} support",
            backstory="You help.",
            dataset_id=manuals.id,
            skillset_id=tickets.id,
        )
        WidgetIntegration(f"{key}.web", run_as=user, bot_id=bot.id, title=f"Ask {name}")
        PartnerUserToken(f"{key}.token", user=user, name=name)
        PartnerUserContext(f"{key}.context", user=user, bot_id=bot.id)
