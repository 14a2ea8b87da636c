"""Known reasons why an allowed request is refused or ends in a system error; anything else is a bug."""

from typing import Final

import httpx

from pulumi_chatbotkit.emulator.contract.fields import LARGEST_COLUMN_INTEGER, Field, OnNull
from pulumi_chatbotkit.json_values import JsonObject, as_object
from wire.fuzz.generation import Case, Operation

_REMOVING: Final = {"delete", "detach", "move"}


def remove_links(operation: Operation, case: Case) -> None:
    """Remove links from the body: no generated text is the id of a record."""
    for field in operation.kind.body(operation.action):
        if field.reference is not None:
            _sent(case).pop(field.name, None)


def depends_on_other_values(operation: Operation, response: httpx.Response) -> bool:
    """Whether the answer depends on other values: a second delete or move, a config's type, a taken name."""
    removed = response.status_code == 404 and operation.action in _REMOVING
    rule = response.status_code == 409 or response.json()["message"].startswith('"config.')
    too_long = response.json()["message"].endswith("bytes long")
    return removed or rule or too_long


def may_be_system_error(operation: Operation, case: Case) -> bool:
    """Whether it has an alias of a kind without aliases, or a value that a column refuses (a.9, a.11, a.12)."""
    kind = operation.kind
    alias = kind.addressing == "raw" and str(case.path_parameters.get(kind.id_parameter, "")).startswith("@")
    sent = _sent(case)
    query = {name: str(value) for name, value in (as_object(case.query) or {}).items()}
    filtered = any(one.known and query.get(one.field) not in {None, "", *one.known} for one in kind.filters)
    return (
        alias
        or (filtered and operation.action == "list")
        or any(
            _does_not_fit(field, sent[field.name])
            for field in operation.kind.body(operation.action)
            if field.name in sent
        )
    )


def _sent(case: Case) -> JsonObject:
    return as_object(case.body) or {}


def _does_not_fit(field: Field, value: object) -> bool:
    if value is None:
        return field.on_null is OnNull.SYSTEM_ERROR
    if field.column_bytes is not None and isinstance(value, str):
        return len(value.encode("utf-8", "surrogatepass")) > field.column_bytes
    if field.integer_column:
        return not isinstance(value, int) or abs(value) > LARGEST_COLUMN_INTEGER
    return False
