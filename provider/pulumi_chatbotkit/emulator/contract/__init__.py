"""The API as a table: one declaration per kind, written from docs/api/api.md alone and from nothing of the provider."""

from types import MappingProxyType

from .channels import CHANNELS
from .conversations import CONTACT, CONVERSATION
from .integrations import INTEGRATIONS
from .kinds import Kind
from .knowledge import DATASET_FILE, DATASET_RECORD, SKILLSET_ABILITY
from .partner import PARTNER_USER, PARTNER_USER_CONTEXT, PARTNER_USER_SESSION, PARTNER_USER_TOKEN
from .publishing import POLICY, PORTAL
from .resources import BLUEPRINT, BOT, DATASET, SKILLSET
from .storage import FILE, SECRET, SPACE, TEAM

KINDS = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            PARTNER_USER,
            PARTNER_USER_CONTEXT,
            PARTNER_USER_TOKEN,
            PARTNER_USER_SESSION,
            BOT,
            BLUEPRINT,
            DATASET,
            DATASET_RECORD,
            DATASET_FILE,
            SKILLSET,
            SKILLSET_ABILITY,
            SECRET,
            FILE,
            PORTAL,
            POLICY,
            SPACE,
            TEAM,
            *INTEGRATIONS,
            *CHANNELS,
            CONTACT,
            CONVERSATION,
        )
    }
)
"""Every kind the emulator knows, by name."""

ACCOUNT_KIND = PARTNER_USER.name
"""The kind whose records are accounts below another account."""

SESSION_KIND = PARTNER_USER_SESSION.name
"""The kind whose keys expire and select no sub-account."""

__all__ = ["ACCOUNT_KIND", "KINDS", "SESSION_KIND", "Kind"]
