"""The parts of a tenant as data: which keys each part has, and what true, false and null mean for it.

The fields of API objects are the catalog's rows; the few keys that only the file has are rows as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pulumi_chatbotkit.catalog.kinds import common
from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER, PARTNER_USER_CONTEXT, PARTNER_USER_TOKEN
from pulumi_chatbotkit.catalog.kinds.workspace import BLUEPRINT, BOT, DATASET, SKILLSET
from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.catalog.schema.kind import Condition, Kind
from pulumi_chatbotkit.catalog.schema.rules import Matches, MaxCharacters, Rule

TENANTS = "tenants"
"""The key at the top of a file."""
BOTS = "bots"
CONTEXT = "context"
TOKEN = "token"  # noqa: S105 - the name of a key

KEY_RULES: tuple[Rule, ...] = (
    Matches(r"[a-z0-9][a-z0-9-]*", "lowercase letters, digits and hyphens, beginning with a letter or a digit"),
    MaxCharacters(60),
)
"""Rules for the keys of tenants and bots: they are part of resource names, and so of Pulumi's URNs."""

PROTECT = common.switch("protect", "Whether Pulumi refuses to delete what belongs to the tenant.")
ON_DELETE = common.choice("onDelete", "What removing the tenant from the file does.", "delete", "retain")
CONTEXT_BOT = common.text("bot", "Key of the bot that the context points to.", nullable=True)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One section of a tenant: one API object, or several under keys of their own."""

    title: str
    """For messages: "is not a field of a bot"."""
    fields: tuple[Field, ...]
    conditions: tuple[Condition, ...] = ()
    by_default: bool = False
    """True if the object is created when the section is left out."""
    optional: bool = True
    """True if ``false`` may say that there is no such object."""
    named: bool = False
    """True if the tenant has several, each under a key of its own."""

    @property
    def by_name(self) -> dict[str, Field]:
        """The fields, keyed as the file spells them."""
        return {field.name: field for field in self.fields}


def part_of(
    kind: Kind,
    title: str,
    *more: Field,
    by_default: bool = False,
    optional: bool = True,
    named: bool = False,
) -> Part:
    """The section for a kind; ``more`` are keys that only the file has."""
    return Part(
        title=title,
        fields=(*kind.fields, *more),
        conditions=kind.conditions,
        by_default=by_default,
        optional=optional,
        named=named,
    )


TENANT = part_of(PARTNER_USER, "a tenant", PROTECT, ON_DELETE, optional=False)

PARTS: Mapping[str, Part] = {
    TOKEN: part_of(PARTNER_USER_TOKEN, "a token", by_default=True),
    "blueprint": part_of(BLUEPRINT, "a blueprint"),
    "dataset": part_of(DATASET, "a dataset"),
    "skillset": part_of(SKILLSET, "a skillset"),
    BOTS: part_of(BOT, "a bot", optional=False, named=True),
    CONTEXT: part_of(PARTNER_USER_CONTEXT, "a context", CONTEXT_BOT, by_default=True, optional=False),
}
"""Keyed as the file spells them."""
