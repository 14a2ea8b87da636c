"""The records of the data sets, about invented shops.

Bodies are those of a create request. A link is written as ``@alias`` of another record of the tenant.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pulumi_chatbotkit.json_values import JsonObject


@dataclass(frozen=True)
class Entry:
    """One record of a tenant. ``parent``: address of its parent record; "" for the tenant or none."""

    kind: str
    body: JsonObject
    parent: str = ""


@dataclass(frozen=True, kw_only=True)
class SeedTenant:
    """A partner user and the records that it owns, in the order of creation."""

    user: JsonObject
    entries: tuple[Entry, ...]


def fleet(count: int) -> Iterator[SeedTenant]:
    """``count`` tenants, each with a bot and a context that refers to it."""
    for number in range(1, count + 1):
        name = f"Tenant {number:06}"
        yield SeedTenant(
            user={"name": name, "alias": f"tenant-{number:06}", "email": f"tenant-{number:06}@fleet.example"},
            entries=(
                Entry("bot", {"name": f"{name}'s assistant", "alias": "assistant"}),
                Entry("partner_user_context", {"name": name, "botId": "@assistant"}),
            ),
        )


def _shop(name: str, *, slug: str, sells: str, answers: tuple[str, ...], channel: Entry) -> SeedTenant:
    return SeedTenant(
        user={"name": name, "alias": slug, "email": f"owner@{slug}.example", "meta": {"plan": "demo"}},
        entries=(
            Entry("dataset", {"name": f"{name} answers", "alias": "answers"}),
            *(Entry("dataset_record", {"text": text}, "@answers") for text in answers),
            Entry("skillset", {"name": "Shop tools", "alias": "tools"}),
            Entry(
                "skillset_ability",
                {
                    "name": "Opening hours",
                    "description": "Says when the shop is open.",
                    "instruction": "Answer with the shop's opening hours.",
                },
                "@tools",
            ),
            Entry(
                "bot",
                {
                    "name": f"{name} assistant",
                    "alias": "assistant",
                    "backstory": f"You help the customers of {name}, which sells {sells}.",
                    "datasetId": "@answers",
                    "skillsetId": "@tools",
                },
            ),
            Entry(
                "partner_user_context",
                {"name": name, "botId": "@assistant", "datasetId": "@answers", "skillsetId": "@tools"},
            ),
            channel,
        ),
    )


DEMO: Final = (
    _shop(
        "Northwind Bikes",
        slug="northwind-bikes",
        sells="bicycles and repairs",
        answers=("We are open from 9 to 18, Monday to Saturday.", "A repair takes three working days."),
        channel=Entry("integration_widget", {"name": "Shop window", "botId": "@assistant"}),
    ),
    _shop(
        "Blue Door Bakery",
        slug="blue-door-bakery",
        sells="bread and cakes",
        answers=("We bake every day but Monday.", "Cakes are ordered two days ahead."),
        channel=Entry("integration_slack", {"name": "Orders channel", "botId": "@assistant"}),
    ),
    _shop(
        "Harbour Books",
        slug="harbour-books",
        sells="new and used books",
        answers=("We buy used books on Fridays.", "Reserved books are kept for a week."),
        channel=Entry("integration_email", {"name": "Post box", "botId": "@assistant"}),
    ),
)
"""Three tenants, each with a bot, a dataset, a skillset, a context that refers to them, and one integration."""
