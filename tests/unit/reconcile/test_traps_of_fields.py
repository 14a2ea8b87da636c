"""Traps of docs/api/api.md (c) about fields of many kinds; each test has the trap's number in its name."""

import pytest

from pulumi_chatbotkit.api import BadRequest
from pulumi_chatbotkit.catalog import KINDS, OBJECT_KINDS
from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.emulator.settings.emulator_settings import Profile
from pulumi_chatbotkit.json_values import JsonObject, as_object
from support.core import check
from support.core_harness import CoreHarness
from support.reference import KINDS as KINDS_WITH_UPDATE
from support.reference import request, sample, samples

each_kind = pytest.mark.parametrize("kind", KINDS_WITH_UPDATE)
each_profile = pytest.mark.parametrize("profile", ["seed", "server"])


def rows(shape: Shape) -> list[object]:
    """The fields of a shape, of every kind, that the service stores; without the field that holds the marker."""
    return [
        pytest.param(kind, field, id=f"{kind.name}-{field.name}")
        for kind in OBJECT_KINDS.values()
        for field in kind.fields
        if field.shape is shape and not field.is_local and not field.carries_marker
    ]


@each_profile
@pytest.mark.parametrize(("kind", "field"), [("partner_user", "alias"), ("bot", "privacy"), ("bot", "moderation")])
def test_trap_02_what_cannot_be_read_back_is_kept_from_the_state(profile: Profile, kind: str, field: str) -> None:
    """No route returns it, so a missing value is not drift."""
    with CoreHarness.with_profile(profile) as harness:
        it = harness.declare(kind)
        declared: JsonObject = {**harness.least(kind), field: sample(kind, field)}
        it.up(declared)

        it.refresh()

        assert it.state[field] == sample(kind, field) == it.stored[field]
        assert it.preview(declared) == ()


@pytest.mark.parametrize(
    ("kind", "field"), [("partner_user", "limits"), ("partner_user_context", "payload"), ("portal", "config")]
)
def test_trap_08_a_map_is_sent_whole_because_the_service_replaces_it(
    harness: CoreHarness, kind: str, field: str
) -> None:
    """A body with only the changed key would remove the other keys."""
    it = harness.declare(kind)
    least = harness.least(kind)
    it.up({**least, field: {"tokens": 1, "messages": 2}})

    it.up({**least, field: {"tokens": 1, "messages": 3}})

    assert harness.sent("update")[-1][field] == it.stored[field] == {"tokens": 1, "messages": 3}


@pytest.mark.parametrize("key", ["_team", "-team", "élan", "#team"])
@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if kind.meta])
def test_trap_09_keys_that_an_update_would_lose_are_refused(kind: str, key: str) -> None:
    """Some are answered with 400; others disappear with the next update, or are never read back."""
    failures = [failure for failure in check(KINDS[kind], {"meta": {key: 1}}).failures if failure.field == "meta"]

    assert failures
    assert repr(key) in failures[0].reason


@pytest.mark.parametrize(("kind", "field"), rows(Shape.OBJECT))
def test_trap_09_a_key_that_is_never_read_back_is_refused_at_any_depth(kind: Kind, field: Field) -> None:
    """The service drops keys with a leading # from every answer, so the diff would never be empty."""
    failures = check(kind, {field.name: {"deep": [{"#a": 1}]}}).failures

    assert field.name in [failure.field for failure in failures if "'#a'" in failure.reason]


@each_kind
def test_trap_10_a_field_is_cleared_with_null_only_where_null_is_safe(harness: CoreHarness, kind: str) -> None:
    """Other fields are cleared with "" or {}, because null is answered with 400 or 500."""
    it = harness.declare(kind)
    least = harness.least(kind)
    it.up({**least, **{name: value for name, value in samples(kind).items() if name in KINDS[kind].by_name}})

    it.up(least)

    cleared = {name for body in harness.sent("update") for name, value in body.items() if value is None}
    refused = {name for name in cleared if request(kind, "update")[name]["onUpdate"]["null"][:3] in {"400", "500"}}
    assert refused == set()
    it.refresh()
    assert it.preview(least) == ()


@pytest.mark.parametrize(("kind", "field"), rows(Shape.OBJECT))
def test_trap_11_an_emptied_map_is_no_difference_to_one_never_set(
    harness: CoreHarness, kind: Kind, field: Field
) -> None:
    """The first reads back as {}, the second as null."""
    it = harness.declare(kind.name)
    least = harness.least(kind.name)
    it.up(least)

    harness.emulator.edit(kind.name, it.id, {field.name: {}})
    it.refresh()

    assert it.preview(least) == ()
    assert it.preview({**least, field.name: {}}) == ()


@each_kind
def test_trap_12_a_default_that_is_written_out_is_no_difference(harness: CoreHarness, kind: str) -> None:
    """The service fills in the same value, so both programs mean the same."""
    it = harness.declare(kind)
    least = harness.least(kind)
    plain = [field for field in KINDS[kind].fields if field.name not in least and not field.is_local]
    plain = [field for field in plain if not field.generated]  # the service makes a value, not the default
    it.up(least)

    stored = {field.name: it.stored[field.name] for field in plain if not field.carries_marker}
    assert stored == {field.name: field.default for field in plain if not field.carries_marker}
    assert it.preview({**least, **{field.name: field.default for field in plain}}) == ()


@each_kind
def test_trap_24_a_field_that_is_not_declared_is_not_sent(harness: CoreHarness, kind: str) -> None:
    """An older deployment refuses the whole call for one unknown field."""
    it = harness.declare(kind)
    least = harness.least(kind)
    it.up(least)
    changed = "text" if kind == "dataset_record" else "name"
    it.up({**least, changed: "Bea"})

    fields = KINDS[kind].fields
    always = {field.name for field in fields if field.required or field.create_sends_default or field.carries_marker}
    resent = {name for name in ("slug", "instruction", "meta") if name in request(kind, "update")}
    assert set(harness.sent("create")[-1]) <= {*always, "name"}
    assert set(harness.sent("update")[-1]) <= {*resent, changed}


def test_trap_24_a_deployment_that_does_not_know_a_field_is_an_error_and_forgets_nothing(harness: CoreHarness) -> None:
    """The service names the field; a retry would not help, and the state stays as it is."""
    it = harness.declare("skillset")
    it.up({"name": "Ada"})
    refusal = Status(status=400, code="BAD_REQUEST", message='"state" is not allowed')
    harness.emulator.faults.add(Fault(route="skillset/update", do=refusal))

    with pytest.raises(BadRequest, match='"state" is not allowed'):
        it.up({"name": "Ada", "state": "disabled"})

    assert harness.sent("update") == [{"state": "disabled"}]
    assert it.preview({"name": "Ada"}) == ()


@pytest.mark.parametrize(("kind", "field"), rows(Shape.INTEGER))
def test_trap_25_a_fraction_is_refused_where_the_column_holds_integers(kind: Kind, field: Field) -> None:
    """The service's validator accepts it, but its database fails."""
    failures = check(kind, {field.name: 1.5}).failures

    assert [each.reason for each in failures if each.field == field.name] == ["is 1.5, but must be a whole number"]


def test_trap_25_whole_numbers_are_sent_without_a_fraction(harness: CoreHarness) -> None:
    """Pulumi passes 256 as 256.0."""
    it = harness.declare("dataset")

    it.up({"recordMaxTokens": 256.0, "meta": {"deep": [2.0]}})

    body = harness.sent("create")[-1]
    assert repr(body["recordMaxTokens"]) == "256"
    assert repr((as_object(body["meta"]) or {})["deep"]) == "[2]"
