"""Two tenants from Python data: a plan decides limits, the data decides the rest."""

from collections.abc import Mapping

import pulumi

import pulumi_chatbotkit as chatbotkit

PLANS: Mapping[str, Mapping[str, int]] = {
    "starter": {"conversations": 1_000, "messages": 10_000},
    "business": {"conversations": 20_000, "messages": 400_000},
}
CUSTOMERS = {"acme": ("Acme Hardware", "starter"), "globex": ("Globex Travel", "business")}

tenants = {
    key: chatbotkit.Tenant(
        key,
        name=name,
        limits=PLANS[plan],
        meta={"plan": plan},
        bots={"support": {"name": f"{name} support", "backstory": f"You help customers of {name}."}},
        dataset={"name": f"{name} guides"},
        context={"payload": {"plan": plan}},
    )
    for key, (name, plan) in CUSTOMERS.items()
}

pulumi.export("tenants", {key: tenant.overview for key, tenant in tenants.items()})
