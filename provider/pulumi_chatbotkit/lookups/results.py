"""From a record of the API to the result that a program reads."""

import math
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from pulumi_chatbotkit.catalog.schema.field import Field, whole_numbers
from pulumi_chatbotkit.catalog.schema.kind import Kind, snake_case
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.lookups.shape import location_arguments, may_be_none, readable, readable_outputs
from pulumi_chatbotkit.reconcile.values import State

_Result = TypeVar("_Result")


def result(make: Callable[..., _Result], kind: Kind, record: JsonObject, location: State) -> _Result:
    """The result of the class ``make`` for a record that was found at ``location``."""
    fields = {snake_case(field.name): _shown(field, record) for field in readable(kind)}
    made = {snake_case(output.name): record.get(output.name) for output in readable_outputs(kind)}
    where = {snake_case(key): location.get(key) for key in location_arguments(kind)}
    return make(id=str(record["id"]), **fields, **made, **where, **timestamps(record))


def timestamps(record: JsonObject) -> dict[str, int | None]:
    """``created_at`` and ``updated_at`` of a result."""
    return {"created_at": epoch_ms(record.get("createdAt")), "updated_at": epoch_ms(record.get("updatedAt"))}


def epoch_ms(value: JsonValue) -> int | None:
    """A timestamp in milliseconds; None if ``value`` is none. Some deployments send ISO dates (docs/api/api.md (d))."""
    if isinstance(value, int | float):
        return int(value) if isinstance(value, int) or math.isfinite(value) else None
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return round(aware.timestamp() * 1000)


def _shown(field: Field, record: JsonObject) -> JsonValue:
    if field.name not in record:
        return None if may_be_none(field) else field.default
    value = record[field.name]
    if value is None:
        return field.null_reads_as if may_be_none(field) else field.default
    return whole_numbers(value)
