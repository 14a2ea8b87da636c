"""The OpenAPI operation of an action of a kind: parameters, body and answers. Tables hold what differs by verb."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from pulumi_chatbotkit.emulator.contract import ACCOUNT_KIND, refusals
from pulumi_chatbotkit.emulator.contract.fields import Field
from pulumi_chatbotkit.emulator.contract.kinds import (
    METHOD_BY_ACTION,
    Action,
    Addressing,
    Filter,
    Kind,
    Verb,
)
from pulumi_chatbotkit.emulator.messages.validation import required_on_create, required_on_update
from pulumi_chatbotkit.emulator.openapi.answers import ANSWERS
from pulumi_chatbotkit.emulator.openapi.bodies import BODIES, OTHER_ANSWERS
from pulumi_chatbotkit.emulator.openapi.schemas import body_schema, closed_object, id_schema
from pulumi_chatbotkit.emulator.settings.emulator_settings import Profile
from pulumi_chatbotkit.json_values import JsonObject, JsonValue

_JSON: Final = "application/json"
_TEXT: Final[JsonObject] = {"type": "string"}

_CODES: Final = (
    refusals.BAD_REQUEST,
    refusals.NOT_AUTHENTICATED,
    refusals.NOT_AUTHORIZED,
    refusals.NOT_FOUND,
    refusals.METHOD_NOT_ALLOWED,
    refusals.CONFLICT,
    refusals.TOO_MANY_REQUESTS,
    refusals.LIMITS_REACHED,
    refusals.GENERIC_ERROR,
    refusals.NOT_IMPLEMENTED,
)
_ADDRESSES: Final[Mapping[Addressing, str]] = MappingProxyType(
    {
        "any": "Id, @alias, @@alias, @user@alias or (name).",
        "own": "Id, @alias or (name).",
        "named": "Id or (name).",
        "raw": "Id.",
        "id": "Id.",
    }
)


def method_of(action: Action) -> str:
    """The HTTP method of an action, in lower case."""
    return METHOD_BY_ACTION[action].lower()


def operation(kind: Kind, action: Action, verb: Verb, profile: Profile) -> JsonObject:
    """The OpenAPI operation of an action."""
    body = _request_body(kind, action, verb)
    return {
        "operationId": f"{kind.name}_{action.replace('/', '-')}",
        "summary": f"{action.capitalize()}: {kind.noun}",
        "tags": [kind.name],
        "parameters": [*_path_parameters(kind, action), *_run_as(kind), *_queries(kind, verb)],
        **({"security": []} if kind.is_open else {}),
        **({} if body is None else {"requestBody": body}),
        "responses": {
            "200": {"description": "Done.", "content": ANSWERS[verb](kind, profile)},
            **_refusals(profile),
            **OTHER_ANSWERS.get(verb, {}),
        },
    }


def error_responses(profile: Profile) -> JsonObject:
    """The shared responses: one per error status, with the codes that it may have."""
    responses: JsonObject = {}
    for status, codes in _codes_by_status(profile).items():
        schema = closed_object({"message": _TEXT, "code": {"enum": [*codes]}})
        responses[_error_name(status)] = {"description": ", ".join(codes), "content": {_JSON: {"schema": schema}}}
    return responses


def _refusals(profile: Profile) -> JsonObject:
    return {
        str(status): {"$ref": f"#/components/responses/{_error_name(status)}"} for status in _codes_by_status(profile)
    }


def _codes_by_status(profile: Profile) -> dict[int, list[str]]:
    by_status: dict[int, list[str]] = {}
    for code in _CODES:
        by_status.setdefault(refusals.status_of(code, profile), []).append(code)
    return dict(sorted(by_status.items()))


def _error_name(status: int) -> str:
    return f"Error{status}"


_SEGMENTS: Final[JsonObject] = {
    "name": "path",
    "description": "Names with slashes between them.",
    "schema": {"type": "string", "pattern": "^[a-z0-9]{1,20}$"},
}
"""OpenAPI has no parameter of several segments: this one is of the document, of one segment."""


def _path_parameters(kind: Kind, action: Action) -> list[JsonValue]:
    parameters: list[JsonValue] = []
    if kind.parent is not None:
        parameters.append(_path_parameter(kind.parent.parameter, kind.parent.addressing))
    if action not in kind.actions_without_id:
        parameters.append(_path_parameter(kind.id_parameter, kind.addressing) | (_SEGMENTS if kind.id_last else {}))
    return parameters


def _path_parameter(name: str, addressing: Addressing) -> JsonObject:
    schema: JsonObject = {"type": "string", "minLength": 1}
    return {"name": name, "in": "path", "required": True, "description": _ADDRESSES[addressing], "schema": schema}


def _run_as(kind: Kind) -> list[JsonValue]:
    """The run-as headers. Partner routes have none: they act on the key's own account (docs/api/api.md a.3, run-as)."""
    if kind.is_open or ACCOUNT_KIND in {kind.name, kind.parent.kind if kind.parent else None}:
        return []
    return [{"$ref": "#/components/parameters/RunAsUserId"}, {"$ref": "#/components/parameters/RunAsEmail"}]


RUN_AS_PARAMETERS: Final[JsonObject] = {
    "RunAsUserId": {
        "name": "X-RunAs-UserId",
        "in": "header",
        "description": "Id of the partner user to act as.",
        "schema": id_schema("cuid2"),
    },
    "RunAsEmail": {
        "name": "X-RunAs-Child-User-Email",
        "in": "header",
        "description": "E-mail of the partner user to act as; ignored if there is an id.",
        "schema": _TEXT,
    },
}


def _queries(kind: Kind, verb: Verb) -> list[JsonValue]:
    if verb == "list_files":
        return [
            _query_parameter("recursive", {"enum": ["true", "false"]}, "Also what is in the folders of the folder.")
        ]
    return _query(kind) if verb in _LISTS else []


def _query(kind: Kind) -> list[JsonValue]:
    """The query parameters of a list (docs/api/api.md a.9, pagination and filters)."""
    take: JsonObject = {"type": "integer", "minimum": 1, "maximum": 100, "default": 100}
    parameters: list[JsonValue] = [
        _query_parameter("cursor", _TEXT, "The cursor of the previous page."),
        _query_parameter("order", {"enum": ["asc", "desc"], "default": "desc"}, "By creation time."),
        _query_parameter("take", take, "Records per page."),
        *(_filter(one) for one in kind.filters),
    ]
    if kind.meta_filter:
        metas: JsonObject = {"type": "object", "additionalProperties": _TEXT}
        exact = _query_parameter("meta", metas, "Equality of values in meta: meta[key]=value.")
        parameters.append({**exact, "style": "deepObject", "explode": True})
    return parameters


def _filter(one: Filter) -> JsonObject:
    schema: JsonObject = {"enum": [*one.known]} if one.known else _TEXT
    return _query_parameter(
        one.parameter or one.field,
        schema,
        "Equal to one of these, separated by commas." if one.any_of else "Equal to this.",
    )


def _query_parameter(name: str, schema: JsonObject, description: str) -> JsonObject:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _request_body(kind: Kind, action: Action, verb: Verb) -> JsonObject | None:
    if method_of(action) == "get":
        return None
    content: JsonObject = BODIES[verb] if verb in BODIES else {_JSON: {"schema": _body(kind, action)}}
    # Required even without required fields: a POST without the JSON content type is refused.
    return {"required": True, "content": content}


def _body(kind: Kind, action: Action) -> JsonObject:
    fields = kind.body(action)
    return body_schema(fields, _required(fields, action), with_defaults=action != "update")


def _required(fields: tuple[Field, ...], action: Action) -> Collection[str]:
    return required_on_update(fields) if action == "update" else required_on_create(fields)


_LISTS: Final = frozenset[Verb]({"list", "list_abilities"})
