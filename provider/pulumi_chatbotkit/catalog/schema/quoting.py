"""How messages quote a value, and how they are kept from quoting a secret one."""

from pulumi_chatbotkit.json_values import JsonValue

_MAX_CHARACTERS = 60


class _RedactedText(str):
    """A text that compares as itself and is quoted as ``a secret``."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "a secret"


def quoted(value: JsonValue) -> str:
    """``value`` for an error message: one line, cut after 60 characters."""
    text = repr(value)
    return text if len(text) <= _MAX_CHARACTERS else f"{text[:_MAX_CHARACTERS]}... ({len(text)} characters)"


def redacted(value: JsonValue) -> JsonValue:
    """A copy of ``value`` in which every text, at any depth, is quoted as ``a secret``.

    Keys of maps are names and stay readable; so do numbers and booleans inside a map.
    """
    if isinstance(value, str):
        return _RedactedText(value)
    if isinstance(value, dict):
        return {key: redacted(inner) for key, inner in value.items()}
    return [redacted(inner) for inner in value] if isinstance(value, list) else value
