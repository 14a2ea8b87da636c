"""The API as a table: one declaration per kind, written from docs/api/api.md only, not from the provider's catalog."""

from types import MappingProxyType

from pulumi_chatbotkit.emulator.contract.channels import CHANNELS
from pulumi_chatbotkit.emulator.contract.conversations import COMPLETION, CONTACT, CONVERSATION, MEMORY, TASK
from pulumi_chatbotkit.emulator.contract.integrations import INTEGRATIONS
from pulumi_chatbotkit.emulator.contract.kinds import Kind
from pulumi_chatbotkit.emulator.contract.knowledge import ABILITY, DATASET_FILE, DATASET_RECORD, SKILLSET_ABILITY
from pulumi_chatbotkit.emulator.contract.partner import (
    PARTNER_USER,
    PARTNER_USER_CONTEXT,
    PARTNER_USER_SESSION,
    PARTNER_USER_TOKEN,
)
from pulumi_chatbotkit.emulator.contract.platform import PLATFORM_LIMIT
from pulumi_chatbotkit.emulator.contract.publishing import POLICY, PORTAL
from pulumi_chatbotkit.emulator.contract.resources import BLUEPRINT, BOT, DATASET, SKILLSET
from pulumi_chatbotkit.emulator.contract.slots import WIDGET_FILE
from pulumi_chatbotkit.emulator.contract.spaces import SPACE_SITE, SPACE_STORAGE_FILE
from pulumi_chatbotkit.emulator.contract.storage import FILE, SECRET, SPACE, TEAM

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
            SPACE_SITE,
            SPACE_STORAGE_FILE,
            TEAM,
            *INTEGRATIONS,
            WIDGET_FILE,
            *CHANNELS,
            CONTACT,
            CONVERSATION,
            TASK,
            MEMORY,
        )
    }
)
"""Every kind the emulator knows, by name."""

ROUTE_KINDS = (*KINDS.values(), ABILITY, COMPLETION, PLATFORM_LIMIT)
"""Every kind that has routes. The last ones have no records of their own."""

ACCOUNT_KIND = PARTNER_USER.name
"""The kind whose records are sub-accounts of another account."""

SESSION_KIND = PARTNER_USER_SESSION.name
"""The kind whose keys expire and ignore the run-as headers."""

__all__ = ["ACCOUNT_KIND", "KINDS", "ROUTE_KINDS", "SESSION_KIND", "Kind"]
