"""Secrets in states and requests: none in clear in a state, no mask and no placeholder at the service."""

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.field import MASK
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile import Outputs, Secret
from pulumi_chatbotkit.reconcile.desired import REWRITTEN, SET_ELSEWHERE
from pulumi_chatbotkit.reconcile.errors import SecretUnknown
from support.core import check
from support.core_harness import CoreHarness, opened

OAUTH: JsonObject = {"clientId": "a", "clientSecret": "s3cret"}


def test_a_secret_that_becomes_shared_keeps_its_alias(harness: CoreHarness) -> None:
    """The change takes two updates (trap 3), and each that leaves the alias out would reset it (trap 1)."""
    it = harness.declare("secret")
    least = {**harness.least("secret"), "alias": "crm"}
    it.up({**least, "kind": "personal"})

    it.up({**least, "value": "s3cret"})

    assert [set(body) for body in harness.sent("update")] == [{"kind", "alias"}, {"value", "alias"}]
    assert (it.stored["alias"], it.stored["value"]) == ("crm", "s3cret")


def test_a_reference_that_the_service_rewrites_is_never_in_clear(harness: CoreHarness) -> None:
    """The program may have marked it secret, and Pulumi encrypts only the input itself."""
    harness.declare("dataset", "kb").up({"alias": "kb"})
    it = harness.declare("bot")
    inputs = it.checked({"datasetId": "@kb", "name": "Ada"}).inputs
    created = harness.run(it.provider.create(opened(inputs)))  # pyright: ignore[reportArgumentType] -- nothing is unknown
    state = opened(created.outputs)
    changed = {**opened(inputs), "name": "Bea"}
    updated = harness.run(it.provider.update(created.id, state, changed))  # pyright: ignore[reportArgumentType] -- as above
    observed = harness.run(it.provider.read(created.id, opened(updated)))

    assert observed is not None
    for outputs in (created.outputs, updated, observed.outputs):
        assert "@kb" not in in_clear(outputs)
        assert (as_object(opened(outputs)[REWRITTEN]) or {}).keys() == {"datasetId"}


def in_clear(outputs: Outputs) -> str:
    """What Pulumi stores unencrypted, as text."""
    return str({key: value for key, value in outputs.items() if not isinstance(value, Secret)})


def test_a_mask_inside_a_map_is_refused_as_a_value() -> None:
    """Sent, the service would store the mask as the new secret."""
    inputs: JsonObject = {"type": "oauth", "config": {**OAUTH, "clientSecret": MASK}}
    (failure,) = check(KINDS["secret"], inputs).failures  # pyright: ignore[reportArgumentType] -- nothing is unknown

    assert (failure.field, "is the mask" in failure.reason) == ("config", True)


def test_a_mask_that_a_refresh_has_read_is_never_sent(harness: CoreHarness) -> None:
    """An update of another key sends the whole map, with the secret that the state has."""
    it = harness.declare("secret")
    least = {**harness.least("secret"), "type": "oauth"}
    it.up({**least, "config": OAUTH})
    assert it.refresh()

    it.up({**least, "config": {**OAUTH, "clientId": "b"}})
    assert it.stored["config"] == {**OAUTH, "clientId": "b"}

    harness.emulator.edit("secret", it.id, {"config": {**OAUTH, "clientId": "c"}})
    it.up({**least, "config": {**OAUTH, "clientId": "b", "scope": "all"}}, ignored=[("config", "clientId")])

    assert it.stored["config"] == {**OAUTH, "clientId": "c", "scope": "all"}


def test_a_nested_secret_that_others_have_set_is_drift_and_is_cleared(harness: CoreHarness) -> None:
    """The state says that there is one; what it is, nobody is told."""
    it = harness.declare("secret")
    least = {**harness.least("secret"), "type": "oauth"}
    it.up({**least, "config": {"clientId": "a"}})
    harness.emulator.edit("secret", it.id, {"config": OAUTH})

    assert it.refresh()

    assert it.state["config"] == {"clientId": "a", "clientSecret": SET_ELSEWHERE}
    assert it.preview({**least, "config": {"clientId": "a"}}) == ("config",)
    it.up({**least, "config": {"clientId": "a"}})
    assert it.stored["config"] == {"clientId": "a"}


def test_a_nested_secret_that_is_left_to_others_is_never_replaced(harness: CoreHarness) -> None:
    """The service takes the map as a whole, and nobody can read the secret: the update is refused."""
    it = harness.declare("secret")
    least = {**harness.least("secret"), "type": "oauth"}
    it.up({**least, "config": {"clientId": "a"}})
    harness.emulator.edit("secret", it.id, {"config": OAUTH})
    assert it.refresh()
    theirs: JsonObject = {"clientId": "b", "clientSecret": SET_ELSEWHERE}

    mine: JsonObject = {"clientId": "b"}
    for config, ignored in ((theirs, ("config", "clientSecret")), (mine, ("config", "clientSecret"))):
        with pytest.raises(SecretUnknown, match=r"Secret c\w+ was not updated: config.clientSecret was set outside"):
            it.up({**least, "config": config}, ignored=[ignored])
    assert it.stored["config"] == OAUTH

    it.up({**least, "config": theirs, "name": "Bea"}, ignored=[("config",)])
    assert (it.stored["config"], it.stored["name"]) == (OAUTH, "Bea")
    it.up({**least, "config": {"clientId": "b", "clientSecret": "ours"}, "name": "Bea"})
    assert it.stored["config"] == {"clientId": "b", "clientSecret": "ours"}
