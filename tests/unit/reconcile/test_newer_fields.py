"""Fields that older deployments refuse are sent only if a program declares them (trap 24)."""

import pytest

from pulumi_chatbotkit.catalog import OBJECT_KINDS
from pulumi_chatbotkit.catalog.schema.field import Source
from support.core_harness import CoreHarness

NEWER = [
    pytest.param(kind.name, field.name, id=f"{kind.name}-{field.name}")
    for kind in OBJECT_KINDS.values()
    for field in kind.fields
    # A secret without its kind loses its value (trap 3), and a required field is always declared.
    if field.source is Source.SEEN and not field.required and not field.create_sends_default
]


@pytest.fixture(scope="module")
def sent() -> dict[str, set[str]]:
    """The names of the fields that create and update of a minimal object of each kind send."""
    names: dict[str, set[str]] = {}
    for kind in OBJECT_KINDS.values():
        with CoreHarness() as harness:
            declared = harness.declare(kind.name)
            arguments = harness.least(kind.name)
            harness.emulator.clear_requests()
            declared.up(arguments)
            declared.up({**arguments, **({"meta": {"a": 1}} if kind.meta else {"deleteRecords": True})})
            names[kind.name] = {name for entry in harness.emulator.requests for name in entry.body or {}}
    return names


@pytest.mark.parametrize(("kind", "field"), NEWER)
def test_a_field_that_is_not_declared_is_not_sent(sent: dict[str, set[str]], kind: str, field: str) -> None:
    """The service refuses the whole call for one unknown field."""
    assert field not in sent[kind]
