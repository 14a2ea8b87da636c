"""Requests that schemathesis generates from the document.

Own types, because its generic classes have open parameters.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol, cast

import httpx
import schemathesis
import schemathesis.config
import schemathesis.specs.openapi.checks
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode

from pulumi_chatbotkit.emulator import EmulatorSettings
from pulumi_chatbotkit.emulator.contract import ROUTE_KINDS, Kind
from pulumi_chatbotkit.emulator.contract.kinds import Action
from pulumi_chatbotkit.emulator.openapi import openapi_document
from pulumi_chatbotkit.emulator.settings.emulator_settings import Profile

# Any: the types of these are not known in full.
_OPENAPI = cast("Any", schemathesis.openapi)
_CHECKS = cast("Any", schemathesis.specs.openapi.checks)

CHECKS: Final[list[object]] = [
    _CHECKS.status_code_conformance,
    _CHECKS.content_type_conformance,
    _CHECKS.response_schema_conformance,
]

# Literals of the program would steer what is generated: a test's examples would change with any edit.
_CONFIG: Final[object] = cast("Any", schemathesis.config).SchemathesisConfig.from_dict(
    {"analysis": {"constants": {"enabled": False}}}
)


class Case(Protocol):
    """A generated request."""

    path_parameters: Mapping[str, object]
    query: object
    body: object

    def as_transport_kwargs(self, base_url: str) -> dict[str, Any]: ...

    def validate_response(self, response: httpx.Response, checks: list[object]) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One operation of the document. ``source``: schemathesis' object for it."""

    kind: Kind
    action: Action
    path: str
    label: str
    forbids: bool
    source: Any

    def allowed(self, headers: Mapping[str, str], ids: Mapping[str, str] | None = None) -> SearchStrategy[Case]:
        """Requests that the document allows. ``ids``: for the path; without them any text is used."""
        return self.source.as_strategy(headers=dict(headers), path_parameters=ids)

    def forbidden(self, headers: Mapping[str, str], ids: Mapping[str, str]) -> SearchStrategy[Case]:
        """Requests that the document does not allow."""
        return self.source.as_strategy(GenerationMode.NEGATIVE, headers=dict(headers), path_parameters=ids)


def operations(profile: Profile) -> list[Operation]:
    """Every operation of the document."""
    schema = _OPENAPI.from_dict(openapi_document(EmulatorSettings(profile=profile)), config=_CONFIG)
    return [_operation(found.ok()) for found in schema.get_all_operations()]


def _operation(source: Any) -> Operation:  # noqa: ANN401 - as above
    described = source.definition.raw
    kind, _, written = str(described["operationId"]).rpartition("_")
    action = written.replace("-", "/")
    return Operation(
        kind=next(one for one in ROUTE_KINDS if one.name == kind),
        action=cast("Action", action),
        path=source.path,
        label=source.label,
        forbids="requestBody" in described or any(one.get("in") == "query" for one in described["parameters"]),
        source=source,
    )
