"""The API as a table: one declaration per kind, written from docs/api/api.md alone and from nothing of the provider."""

from types import MappingProxyType

from .kinds import Kind
from .partner import PARTNER_USER, PARTNER_USER_CONTEXT, PARTNER_USER_TOKEN
from .resources import BLUEPRINT, BOT, DATASET, SKILLSET

KINDS = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            PARTNER_USER,
            PARTNER_USER_CONTEXT,
            PARTNER_USER_TOKEN,
            BOT,
            BLUEPRINT,
            DATASET,
            SKILLSET,
        )
    }
)
"""Every kind the emulator knows, by name."""

ACCOUNT_KIND = PARTNER_USER.name
"""The kind whose records are accounts below another account."""

__all__ = ["ACCOUNT_KIND", "KINDS", "Kind"]
