"""An agent of its own for each customer, each in the customer's own account (docs/coming-from-terraform.md)."""

import acme
import globex
import pulumi

import pulumi_chatbotkit as chatbotkit

# Accounts that exist already: pulumi config set --path 'accounts.acme' USER-ID. The others are made.
existing: dict[str, str] = pulumi.Config().get_object("accounts") or {}


def account(key: str, name: str) -> chatbotkit.PartnerUser | str:
    """The account of a customer: the id of an existing one, or one that this program makes."""
    return existing.get(key) or chatbotkit.PartnerUser(key, name=name)


bots = {
    "acme": acme.support_agent(account("acme", "Acme Corporation")),
    "globex": globex.research_agent(account("globex", "Globex Inc")),
}

pulumi.export("bots", {key: bot.id for key, bot in bots.items()})
