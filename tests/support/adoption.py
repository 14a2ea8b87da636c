"""What adopting a tenants file does to a service: everything that is there before and after, and what a check says."""

from collections.abc import Iterator

from pulumi_chatbotkit.catalog import OBJECT_KINDS
from pulumi_chatbotkit.inputs.tenants import TenantSpec
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.operations.export.declared_objects import declared_objects
from pulumi_chatbotkit.operations.export.export_check import Finding, check_export
from support.core_harness import CoreHarness, Declared


def records(harness: CoreHarness) -> dict[str, list[JsonObject]]:
    """Everything that the service stores, without markers and times of change."""
    return {name: [without_marker(record) for record in harness.emulator.records(name)] for name in OBJECT_KINDS}


def without_marker(record: JsonObject) -> JsonObject:
    """``meta`` as it was; a marker makes one where there was none."""
    meta = {key: value for key, value in (as_object(record.get("meta")) or {}).items() if key[:6] != "pulumi"}
    return {**{name: value for name, value in record.items() if name != "updatedAt"}, "meta": meta or None}


def adopted(harness: CoreHarness, specs: tuple[TenantSpec, ...]) -> Iterator[tuple[Declared, JsonObject]]:
    """Every resource of the file, after its first `up`."""
    for spec in specs:
        for each in declared_objects(spec):
            it = harness.declare(each.kind.name, each.name)
            it.implied = each.implied
            it.up(each.inputs)
            yield it, each.inputs


async def findings(harness: CoreHarness, specs: tuple[TenantSpec, ...]) -> list[Finding]:
    """What a check says."""
    return [each async for each in check_export(harness.client, specs)]
