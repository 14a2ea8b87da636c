"""Declared objects against the service, by the core's own read and comparison: what a preview with refresh shows."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from pulumi_chatbotkit.api import ChatBotKitError, Client, ConfigurationError, NoAnswer, NotAuthenticated
from pulumi_chatbotkit.catalog.schema.field import ABSENT
from pulumi_chatbotkit.catalog.schema.kind import Kind, snake_case
from pulumi_chatbotkit.hosts.redaction import Redactor
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath, as_object, dotted
from pulumi_chatbotkit.lookups.results import epoch_ms
from pulumi_chatbotkit.operations.drift.report import Failure, Finding, Sort
from pulumi_chatbotkit.operations.hidden_values import HIDDEN, hidden, value_at
from pulumi_chatbotkit.operations.progress import Progress, say_nothing
from pulumi_chatbotkit.operations.side_by_side import side_by_side
from pulumi_chatbotkit.operations.state_objects import DeclaredObject
from pulumi_chatbotkit.property_paths import NotAPath, parsed_path
from pulumi_chatbotkit.pulumi_cli.stack_state import ENCRYPTED
from pulumi_chatbotkit.reconcile import Inputs, KindProvider, Observed, Secret
from pulumi_chatbotkit.reconcile.errors import WrongService
from pulumi_chatbotkit.reconcile.marker import MARKER, marker_from_input
from pulumi_chatbotkit.reconcile.provider_keys import MARKED_INPUTS, SERVICE, TAKEN_BY

_AT_ONCE: Final = 256
"""Objects that are read at a time; the client's limiter decides how many calls that makes."""
_CHECKED_ELSEWHERE: Final = (SERVICE, MARKED_INPUTS, TAKEN_BY)
"""What the core compares and no object has: a difference is the stack's own, or a finding of another sort."""


@dataclass(frozen=True)
class Service:
    """The service that the objects live at, and the core's access to it. Nothing is written with it."""

    endpoint: str | None
    """As the user configures it; None if objects do not record it."""
    client: Client
    provider: Callable[[Kind], KindProvider]
    redactor: Redactor


async def compare(
    service: Service, objects: Sequence[DeclaredObject], progress: Progress = say_nothing
) -> list[Finding | Failure]:
    """What differs, object by object in their order.

    Raises:
        ChatBotKitError: the service does not answer, or not to this key, or is not the one of the state.
    """
    at_once = asyncio.Semaphore(_AT_ONCE)
    done = 0

    async def one(declared: DeclaredObject) -> list[Finding | Failure]:
        nonlocal done
        async with at_once:
            found = await _checked(service, declared)
        done += 1
        progress(done, len(objects))
        return found

    return [each for found in await side_by_side(one(each) for each in objects) for each in found]


async def _checked(service: Service, declared: DeclaredObject) -> list[Finding | Failure]:
    known = {dotted(path): value_at(declared.inputs, path) for path in declared.secret}
    service.redactor.learn({key: value for key, value in known.items() if value != ENCRYPTED}, known)
    provider = service.provider(declared.kind)
    try:
        observed = await provider.read(declared.id, declared.state)
    except (NoAnswer, NotAuthenticated, ConfigurationError, WrongService):
        raise  # it concerns every object alike
    except ChatBotKitError as error:
        what = service.redactor.redact(f"{declared.kind.class_name} {declared.resource.name}")
        reason = service.redactor.redact(str(error))
        return [Failure(stack=declared.stack, what=what, reason=reason, urn=declared.resource.urn)]
    if observed is None:
        return [_finding(declared, Sort.GONE)]
    outputs = _in_clear(observed)
    service.redactor.learn(
        {dotted(path): value_at(outputs, path) for path in declared.secret}, [*map(dotted, declared.secret)]
    )
    inputs = _as_checked(declared.inputs, service.endpoint)
    difference = provider.diff(declared.id, _closed(declared, outputs), cast("Inputs", inputs), [*_ignored(declared)])
    updated_at = epoch_ms(observed.updated_at)
    found = [
        _field(declared, name, inputs.get(name), outputs.get(name), updated_at)
        for name in difference.changed
        if name not in _CHECKED_ELSEWHERE
    ]
    return [*_taken(declared, outputs, updated_at), *found]


def _as_checked(inputs: JsonObject, endpoint: str | None) -> JsonObject:
    """The inputs as a check would record them now, if the service has moved."""
    return {**inputs, SERVICE: endpoint} if endpoint is not None and SERVICE in inputs else inputs


def _in_clear(observed: Observed) -> JsonObject:
    values = {key: value.value if isinstance(value, Secret) else value for key, value in observed.outputs.items()}
    return as_object(values) or {}


def _closed(declared: DeclaredObject, outputs: JsonObject) -> JsonObject:
    """The outputs with ``ENCRYPTED`` in the place of what the state has encrypted, unless nothing is there any more."""
    fields = {field.name: field for field in declared.kind.state_fields}
    present = {
        name for name, value in outputs.items() if name not in fields or fields[name].canonical(value) is not ABSENT
    }
    paths = [path for path in declared.encrypted if path[0] in present]
    return {name: hidden(paths, value, (name,), ENCRYPTED) for name, value in outputs.items()}


def redacted(service: Service, finding: Finding) -> Finding:
    """The finding without secrets that an object shows where none was declared."""
    redactor = service.redactor
    return replace(
        finding,
        name=redactor.redact(finding.name),
        customer=redactor.redact(finding.customer),
        detail=redactor.redact(finding.detail),
        declared=redactor.redact_value(finding.declared),
        found=redactor.redact_value(finding.found),
    )


def _ignored(declared: DeclaredObject) -> Iterator[KeyPath]:
    for text in declared.resource.ignored:
        try:
            yield parsed_path(text)
        except NotAPath:
            continue


def _taken(declared: DeclaredObject, outputs: JsonObject, updated_at: int | None) -> Iterator[Finding]:
    taker = marker_from_input(outputs.get(TAKEN_BY))
    if taker is not None:
        detail = f"by the resource {taker.name!r} of stack {taker.stack}"
        yield _finding(declared, Sort.TAKEN_OVER, updated_at=updated_at, detail=detail)


def _field(declared: DeclaredObject, name: str, wanted: JsonValue, found: JsonValue, updated_at: int | None) -> Finding:
    return replace(
        _finding(declared, Sort.FIELD, updated_at=updated_at),
        field=name,
        argument="" if name == MARKER else snake_case(name),
        declared=hidden(declared.secret, wanted, (name,), HIDDEN),
        found=hidden(declared.secret, found, (name,), HIDDEN),
        is_secret=any(path[0] == name for path in declared.secret),
    )


def _finding(declared: DeclaredObject, sort: Sort, *, updated_at: int | None = None, detail: str = "") -> Finding:
    return Finding(
        sort=sort,
        stack=declared.stack,
        customer=declared.customer,
        kind=declared.kind.class_name,
        name=declared.resource.name,
        id=declared.id,
        urn=declared.resource.urn,
        account=declared.account,
        updated_at=updated_at,
        detail=detail,
    )
