"""Values between the core and Pulumi's properties: what Pulumi would lose or change is kept as text."""

import json

import pytest

from pulumi_chatbotkit.hosts.dynamic.values import from_pulumi, to_pulumi
from pulumi_chatbotkit.json_values import DEEPEST
from pulumi_chatbotkit.reconcile import InputValue


def nested(levels: int) -> InputValue:
    """A map in a map, and so on."""
    return {"a": nested(levels - 1)} if levels else 1.5


PLAIN: list[InputValue] = [
    None,
    True,
    0,
    -1.5,
    "",
    "text",
    [],
    {},
    [1, {"a": [False, "b"]}],
    2**53 - 1,
    nested(DEEPEST),
]
"""Pulumi keeps them as they are. A property that is None is one that is not there."""


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_what_pulumi_keeps_passes_as_it_is(value: InputValue) -> None:
    """States stay readable."""
    assert to_pulumi({"x": value}) == {"x": value}
    assert from_pulumi({"x": value}) == {"x": value}


AS_TEXT: list[InputValue] = [2**53, -(2**60), 1e300, {"chatbotkit:json": "5"}, {"chatbotkit:json": "{"}]


@pytest.mark.parametrize("value", AS_TEXT, ids=repr)
def test_what_pulumi_would_change_is_kept_as_text(value: InputValue) -> None:
    """Alone, in a list and in a map."""
    kept = {"chatbotkit:json": json.dumps(value)}
    given: dict[str, InputValue] = {"alone": value, "list": [1, value], "map": {"a": value}}

    written = to_pulumi(given)

    assert written == {"alone": kept, "list": [1, kept], "map": {"a": kept}}
    assert from_pulumi(written) == given


def test_nulls_inside_are_kept_as_text() -> None:
    """Pulumi drops them from maps; outside, null is a property that is not there."""
    given: dict[str, InputValue] = {"alone": None, "list": [None], "map": {"a": None}}

    written = to_pulumi(given)

    kept = {"chatbotkit:json": "null"}
    assert written == {"alone": None, "list": [kept], "map": {"a": kept}}
    assert from_pulumi(written) == given


def test_what_is_nested_too_deep_is_kept_as_text_from_there_on() -> None:
    """gRPC refuses messages that are nested deeper."""
    given: dict[str, InputValue] = {"x": nested(DEEPEST + 2)}

    written = to_pulumi(given)

    inside: object = written["x"]
    for _ in range(DEEPEST):
        assert isinstance(inside, dict)
        inside = inside["a"]  # pyright: ignore[reportUnknownVariableType] - a map of anything
    assert inside == {"chatbotkit:json": '{"a": {"a": 1.5}}'}
    assert from_pulumi(written) == given
