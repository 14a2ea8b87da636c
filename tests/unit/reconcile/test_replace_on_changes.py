"""Changes for which the program asks for a replacement (Pulumi's replace_on_changes)."""

from typing import cast

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.json_values import JsonObject, KeyPath
from pulumi_chatbotkit.reconcile import Declaration, Inputs, declaration_from_property
from support.core_harness import CoreHarness, opened

BEFORE: JsonObject = {"name": "Acme", "limits": {"tokens": 1, "database": {"bots": 1}}}


def replaces(harness: CoreHarness, declared: JsonObject, *paths: KeyPath) -> tuple[str, ...]:
    """What needs a replacement when ``BEFORE`` becomes ``declared``."""
    it = harness.declare("partner_user")
    it.up(BEFORE)
    declaration = Declaration("test", "dev", "it", "it", replace_on_changes=paths)
    provider = harness.provider(KINDS["partner_user"])
    checked = provider.check(cast("Inputs", declared), {}, declaration)
    assert checked.failures == ()
    return provider.diff(it.id, it.state, cast("Inputs", opened(checked.inputs))).replaces


@pytest.mark.parametrize(
    ("changed", "path", "replaced"),
    [
        ({"name": "Other"}, ("name",), ("name",)),
        ({"name": "Other"}, ("limits",), ()),
        ({"limits": {"tokens": 2, "database": {"bots": 1}}}, ("limits",), ("limits",)),
        ({"limits": {"tokens": 2, "database": {"bots": 1}}}, ("limits", "tokens"), ("limits",)),
        ({"limits": {"tokens": 2, "database": {"bots": 1}}}, ("limits", "database"), ()),
        ({"limits": {"tokens": 1, "database": {"bots": 2}}}, ("limits", "database", "bots"), ("limits",)),
        ({"limits": {"tokens": 1, "database": {"bots": 2}}}, ("limits", "*", "bots"), ("limits",)),
        ({"limits": {"tokens": 1}}, ("limits", "database", "bots"), ("limits",)),
        ({"limits": None}, ("limits", "tokens"), ("limits",)),
        ({}, ("limits",), ()),
    ],
)
def test_a_change_at_a_path_replaces(
    harness: CoreHarness, changed: JsonObject, path: KeyPath, replaced: tuple[str, ...]
) -> None:
    """And no other change does."""
    assert replaces(harness, {**BEFORE, **changed}, path) == replaced
    assert replaces(harness, {**BEFORE, **changed}) == ()


def test_the_declaration_passes_the_paths_on_as_text() -> None:
    """A property of a dynamic resource is JSON."""
    paths: tuple[KeyPath, ...] = (("limits", "a.b"), ("tags", 0))
    declaration = Declaration(
        "shop", "dev", "ada", "1", frozenset({("meta", "a.b"), ("name",)}), replace_on_changes=paths
    )

    assert declaration_from_property(declaration.as_property()) == declaration
