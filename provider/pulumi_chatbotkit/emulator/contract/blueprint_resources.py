"""What belongs to a blueprint, by category, and what an export leaves out (docs/api/api.md b.6, blueprint)."""

from types import MappingProxyType
from typing import Final

_INTEGRATIONS: Final = (
    "extract",
    "notion",
    "sitemap",
    "support",
    "email",
    "trigger",
    "widget",
    "slack",
    "github",
    "discord",
    "microsoftteams",
    "googlechat",
    "telegram",
    "whatsapp",
    "messenger",
    "instagram",
    "twilio",
    "avatar",
    "anam",
    "recall",
    "mcpserver",
    "skillserver",
)

KIND_BY_CATEGORY: Final = MappingProxyType(
    {
        "bot": "bot",
        "dataset": "dataset",
        "skillset": "skillset",
        "ability": "skillset_ability",
        "secret": "secret",
        "file": "file",
        "portals": "portal",
        "space": "space",
        "task": "task",
        "policy": "policy",
        **{f"{name}Integration": f"integration_{name}" for name in _INTEGRATIONS},
    }
)
"""The kind of each category that an export shows. Three kinds of integrations do not exist here, so they are empty."""

POLICIES: Final = "policy"
CONNECTIONS: Final = "oAuthConnection"
"""Shown, empty here, by resource list and clone only."""

CATEGORY_BY_KIND: Final = MappingProxyType({kind: category for category, kind in KIND_BY_CATEGORY.items()})
IMPORTED_CATEGORIES: Final = MappingProxyType({**KIND_BY_CATEGORY, "portal": "portal"})

CREDENTIALS: Final = frozenset(
    {
        "value",
        "signingSecret",
        "botToken",
        "userToken",
        "verifyToken",
        "appSecret",
        "accessToken",
        "secret",
        "token",
        "apiKey",
        "authToken",
        "serviceAccountKey",
        "botFrameworkAppSecret",
        "tenantId",
        "privateKey",
        "webhookSecret",
    }
)
"""Columns that no export shows and no update by an import touches."""

CREDENTIALS_BY_KIND: Final = MappingProxyType(
    {"secret": frozenset({"config"}), "integration_mcpserver": frozenset({"oAuthConnectionId"})}
)
"""Further such columns of single kinds."""

NOT_EXPORTED: Final = MappingProxyType(
    {
        "dataset": frozenset(
            {
                "recordMaxTokens",
                "searchMinScore",
                "searchMaxRecords",
                "searchMaxTokens",
                "separators",
                "matchInstruction",
                "mismatchInstruction",
            }
        ),
        "integration_sitemap": frozenset({"syncStatus", "lastSyncedAt"}),
        "integration_notion": frozenset({"syncStatus", "lastSyncedAt"}),
        "task": frozenset({"status", "outcome", "lastRunAt", "nextRunAt", "contactId", "expiresAt"}),
    }
)
"""What an export leaves out besides credentials."""

MANAGED: Final = frozenset({"id", "userId", "blueprintId", "lockId", "createdAt", "updatedAt"})
"""What an import ignores."""


def is_credential(kind: str, column: str) -> bool:
    """Whether a column holds a credential."""
    return column in CREDENTIALS or column in CREDENTIALS_BY_KIND.get(kind, ())
