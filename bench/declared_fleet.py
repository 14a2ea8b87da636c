"""The Pulumi program whose reports are measured: tenants with many objects each."""

import pulumi

from bench.program import NAMESPACE
from pulumi_chatbotkit import Tenant

BESIDE_BOTS = 6
"""Objects of a tenant besides its bots: partner user, token, context, dataset, skillset, secret."""


def declare() -> None:
    """Declare as many tenants and bots as the stack's configuration says."""
    config = pulumi.Config(NAMESPACE)
    limits = {"conversations": config.require_int("limit")}
    backstory = config.require("backstory")
    value = pulumi.Output.secret("not-a-real-key")
    for number in range(config.require_int("tenants")):
        name = f"Tenant {number}"
        Tenant(
            f"tenant-{number}",
            name=name,
            email=f"ops@tenant-{number}.example",
            limits=limits,
            bots={
                f"bot{each}": {"name": f"{name}, bot {each}", "backstory": backstory, "model": "gpt-4o"}
                for each in range(config.require_int("bots"))
            },
            dataset={"name": f"{name}, manuals", "description": "What customers ask for."},
            skillset={"name": f"{name}, tools", "description": "What bots can do."},
            secrets={"crm": {"name": f"{name}, CRM", "type": "bearer", "value": value}},
        )
