"""The same agent for every customer, each in the customer's own account (docs/coming-from-terraform.md)."""

import pulumi
from agent import Agent

import pulumi_chatbotkit as chatbotkit

CUSTOMERS = {"acme": "Acme Corporation", "globex": "Globex Inc"}

# Accounts that exist already: pulumi config set --path 'accounts.acme' USER-ID. The others are made.
existing: dict[str, str] = pulumi.Config().get_object("accounts") or {}

agents = {
    key: Agent(key, customer=name, account=existing.get(key) or chatbotkit.PartnerUser(key, name=name))
    for key, name in CUSTOMERS.items()
}

pulumi.export("bots", {key: agent.bot_id for key, agent in agents.items()})
