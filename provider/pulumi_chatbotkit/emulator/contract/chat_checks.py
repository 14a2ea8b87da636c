"""Checks of messages, functions and limits in the bodies of conversations (docs/api/api.md b.24).

The types of messages are those of the SDKs; the texts are the validator's usual ones.
"""

from typing import Final

from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST, Refusal
from pulumi_chatbotkit.json_values import JsonValue, as_object

MESSAGE_TYPES: Final = (
    "user",
    "bot",
    "reasoning",
    "context",
    "instruction",
    "backstory",
    "activity",
    "checkpoint",
)
COMPLETION_LIMITS: Final = ("iterations", "continuations", "calls")

_MESSAGE_KEYS: Final = frozenset({"type", "text", "meta"})


def check_messages(name: str, value: JsonValue) -> None:
    """A list of ``{type, text, meta?}``."""
    for index, entry in enumerate(value if isinstance(value, list) else ()):
        path = f"{name}[{index}]"
        message = as_object(entry)
        if message is None:
            raise _bad(f'"{path}" must be of type object')
        if "type" not in message:
            raise _bad(f'"{path}.type" is required')
        if message["type"] not in MESSAGE_TYPES:
            raise _bad(f'"{path}.type" must be one of [{", ".join(MESSAGE_TYPES)}]')
        if "text" not in message:
            raise _bad(f'"{path}.text" is required')
        if not isinstance(message["text"], str):
            raise _bad(f'"{path}.text" must be a string')
        unknown = next((key for key in message if key not in _MESSAGE_KEYS), None)
        if unknown is not None:
            raise _bad(f'"{path}.{unknown}" is not allowed')


def check_some_messages(name: str, value: JsonValue) -> None:
    """A list of at least one ``{type, text, meta?}``."""
    if not value:
        raise _bad(f'"{name}" must contain at least 1 items')
    check_messages(name, value)


def check_attachments(_name: str, _value: JsonValue) -> None:
    """Only a session whose key has a namespace may send any; the action checks it."""


def check_contact(_name: str, _value: JsonValue) -> None:
    """The fields of a contact; the action checks them as such."""


def check_completion_limits(name: str, value: JsonValue) -> None:
    """``{iterations?, continuations?, calls?}``, numbers."""
    for key, limit in (as_object(value) or {}).items():
        if key not in COMPLETION_LIMITS:
            raise _bad(f'"{name}.{key}" is not allowed')
        if isinstance(limit, bool) or not isinstance(limit, int | float):
            raise _bad(f'"{name}.{key}" must be a number')


def _bad(message: str) -> Refusal:
    return Refusal(BAD_REQUEST, message)
