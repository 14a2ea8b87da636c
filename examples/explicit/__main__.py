"""One tenant, resource by resource: what the Tenant component does in one go."""

import pulumi

import pulumi_chatbotkit as chatbotkit

acme = chatbotkit.PartnerUser(
    "acme",
    name="Acme",
    email="ops@acme.example",
    limits={"conversations": 1000, "database": {"records": 5000}},
    meta={"plan": "gold"},
)
guides = chatbotkit.Dataset("guides", name="Product guides", search_max_records=5, run_as=acme)
support = chatbotkit.Bot(
    "support",
    name="Acme support",
    backstory="You help customers of Acme. Take facts from the product guides only.",
    dataset_id=guides.id,
    run_as=acme,
)
context = chatbotkit.PartnerUserContext("acme", user=acme, bot_id=support.id, payload={"theme": "dark"})
key = chatbotkit.PartnerUserToken("acme", user=acme, name="Acme portal")

pulumi.export("user", acme.id)
pulumi.export("context", context.id)
pulumi.export("key", key.token)
