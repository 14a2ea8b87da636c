"""What a tenant consists of, as data: which keys it has, what they hold and what true, false and null mean for them.

Fields of API objects are the catalog's rows, never written out again; the few keys of the file's own are rows as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pulumi_chatbotkit.catalog.kinds import common
from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER, PARTNER_USER_CONTEXT, PARTNER_USER_TOKEN
from pulumi_chatbotkit.catalog.kinds.workspace import BLUEPRINT, BOT, DATASET, SKILLSET
from pulumi_chatbotkit.catalog.schema.field import Field
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
"""What keys of tenants and bots look like: they are part of resource names, which Pulumi's URNs carry."""

PROTECT = common.switch("protect", "Whether Pulumi refuses to delete what belongs to the tenant.")
ON_DELETE = common.choice("onDelete", "What removing the tenant from the file does.", "delete", "retain")
CONTEXT_BOT = common.text("bot", "Key of the bot that the context points to.", nullable=True)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One object, or one per name, that a tenant is made of."""

    title: str
    """For messages: "is not a field of a bot"."""
    fields: tuple[Field, ...]
    by_default: bool = False
    """Made when it is not declared."""
    optional: bool = True
    """Whether ``false`` may say that there is none."""
    named: bool = False
    """Whether the tenant has several, each under a key of its own."""

    @property
    def by_name(self) -> dict[str, Field]:
        """The fields, keyed as the file spells them."""
        return {field.name: field for field in self.fields}


TENANT = Part(title="a tenant", fields=(*PARTNER_USER.fields, PROTECT, ON_DELETE), optional=False)

PARTS: Mapping[str, Part] = {
    TOKEN: Part(title="a token", fields=PARTNER_USER_TOKEN.fields, by_default=True),
    "blueprint": Part(title="a blueprint", fields=BLUEPRINT.fields),
    "dataset": Part(title="a dataset", fields=DATASET.fields),
    "skillset": Part(title="a skillset", fields=SKILLSET.fields),
    BOTS: Part(title="a bot", fields=BOT.fields, optional=False, named=True),
    CONTEXT: Part(
        title="a context", fields=(*PARTNER_USER_CONTEXT.fields, CONTEXT_BOT), by_default=True, optional=False
    ),
}
"""Keyed as the file spells them."""
