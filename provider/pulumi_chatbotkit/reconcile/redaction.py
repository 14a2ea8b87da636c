"""Values that no message may quote: the texts in them show as ``a secret`` wherever a fault is put into words.

Keys of maps are names and stay readable; so do numbers and booleans inside a map.
"""

from typing import TypeVar, cast

from pulumi_chatbotkit.reconcile.values import InputValue

_Value = TypeVar("_Value")


class _Veiled(str):
    """A text that is equal to itself, and quoted as something else."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "a secret"


def veiled(value: _Value) -> _Value:
    """``value`` with every text in it, at any depth, veiled."""
    return cast("_Value", _veiled(cast("InputValue", value)))


def _veiled(value: InputValue) -> InputValue:
    if isinstance(value, str):
        return _Veiled(value)
    if isinstance(value, dict):
        return {key: _veiled(inner) for key, inner in value.items()}
    return [_veiled(inner) for inner in value] if isinstance(value, list) else value
