"""JSON Schemas for the contract's check functions.

Each schema allows only values that its check accepts. A test generates values from the schema and passes them to the
check.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pulumi_chatbotkit.emulator.contract.chat_checks import (
    COMPLETION_LIMITS,
    MESSAGE_TYPES,
    check_attachments,
    check_completion_limits,
    check_contact,
    check_messages,
    check_some_messages,
)
from pulumi_chatbotkit.emulator.contract.checks import (
    LIMIT_PATHS,
    check_alias,
    check_email,
    check_fingerprint,
    check_handle,
    check_label,
    check_limits,
    check_model,
    check_not_blank,
    check_phone,
    check_structured,
    check_theme,
    check_timezone,
    check_web_address,
)
from pulumi_chatbotkit.emulator.contract.configs import check_portal_config, check_session_config
from pulumi_chatbotkit.emulator.contract.fields import Check
from pulumi_chatbotkit.emulator.contract.schedules import INTERVALS_MS, NEVER, check_schedule
from pulumi_chatbotkit.emulator.contract.selectors import check_selectors
from pulumi_chatbotkit.json_values import JsonObject, JsonValue

_NULLABLE_TEXT: Final[JsonValue] = {"type": ["string", "null"]}
_WEB_ADDRESS: Final = r"^https?://[A-Za-z0-9.-]+(/[A-Za-z0-9._~%/-]*)?$"


def _limits() -> JsonObject:
    """Known limits are integers of at least 0, some of them in groups; others are stored as sent."""
    count: JsonValue = {"type": "integer", "minimum": 0}
    properties: JsonObject = {path[0]: count for path in LIMIT_PATHS if len(path) == 1}
    for group in dict.fromkeys(path[0] for path in LIMIT_PATHS if len(path) > 1):
        members: JsonObject = {path[1]: count for path in LIMIT_PATHS if path[0] == group and len(path) > 1}
        properties[group] = {"type": "object", "properties": members}
    return {"properties": properties}


_GROUP: Final[JsonValue] = {
    "type": "object",
    "required": ["users", "apps"],
    "properties": {"users": {"type": "array"}, "apps": {"type": "array"}},
}
_SIDEBAR: Final[JsonValue] = {
    "type": "object",
    "properties": {"link": {"type": ["string", "null"], "pattern": _WEB_ADDRESS}},
}


def _closed(properties: JsonObject) -> JsonObject:
    return {"properties": properties, "additionalProperties": False}


_MESSAGE: Final[JsonObject] = {
    "type": "object",
    "required": ["type", "text"],
    **_closed({"type": {"enum": [*MESSAGE_TYPES]}, "text": {"type": "string"}, "meta": {}}),
}

SCHEMA_BY_CHECK: Final[Mapping[Check, JsonObject]] = MappingProxyType(
    {
        check_alias: {"pattern": "^[a-z0-9_-]*$"},
        check_attachments: {"maxItems": 0},
        check_contact: _closed({"name": {"type": "string", "maxLength": 20}}),
        check_completion_limits: _closed({key: {"type": "number"} for key in COMPLETION_LIMITS}),
        check_email: {"pattern": r"^[A-Za-z0-9.+_-]{1,64}@([A-Za-z0-9]+\.)+[A-Za-z]{2,}$"},
        check_fingerprint: {"pattern": "^[a-z0-9]{16,30}$"},
        check_phone: {"pattern": r"^\+1[2-9][0-9]{9}$"},
        check_handle: {"pattern": "^[A-Za-z0-9_]*$"},
        check_label: {"pattern": "^[a-z][a-z0-9]{9,20}(-[a-z0-9]{1,20})?$"},
        check_limits: _limits(),
        check_messages: {"items": _MESSAGE},
        check_model: {"pattern": "^([A-Za-z0-9.-]+(/[A-Za-z]+=[A-Za-z0-9.-]*)*)?$"},
        check_structured: {"pattern": "^([A-Za-z0-9.-]+(/[A-Za-z]+=[A-Za-z0-9.-]*)*)?$"},
        check_theme: {"pattern": "^(@examples/[a-z]+|[A-Za-z0-9.-]+(/[A-Za-z]+=[A-Za-z0-9.-]*)*)?$"},
        check_not_blank: {"pattern": r"[^\s]"},
        check_portal_config: {
            "properties": {
                "groups": {"type": "array", "items": _GROUP},
                "layout": {"type": "object", "properties": {"sidebar": _SIDEBAR}},
            }
        },
        check_schedule: {
            "anyOf": [
                {"enum": [NEVER, *INTERVALS_MS]},
                {"pattern": "^[1-5]?[0-9] [1-9] (\\*|[1-9]) [1-9] [0-6]$", "description": "A cron expression."},
                {"pattern": "^[01][0-9]:[0-5][0-9]$", "description": "A time of day."},
                {
                    "pattern": "^20[0-9]{2}-0[1-9]-[0-2][1-8]T[01][0-9]:[0-5][0-9]:[0-5][0-9]Z$",
                    "description": "A time.",
                },
            ]
        },
        check_selectors: {"pattern": r"^[a-z][a-z0-9]*( > \.[a-z]+)?(, [a-z]+)?$"},
        check_session_config: {
            "additionalProperties": False,
            "properties": {
                "allowedRoutes": {"type": ["array", "null"], "items": {"type": "string"}},
                "contactId": _NULLABLE_TEXT,
                "namespace": _NULLABLE_TEXT,
            },
        },
        check_some_messages: {"items": _MESSAGE, "minItems": 1},
        check_timezone: {"pattern": "^[A-Za-z]+(/[A-Za-z_]+)*$"},
        check_web_address: {"pattern": _WEB_ADDRESS},
    }
)
