"""The content of the response 200 in the OpenAPI document, by verb."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias, cast

from pulumi_chatbotkit.emulator.actions.streams import STREAMED
from pulumi_chatbotkit.emulator.contract.fields import View
from pulumi_chatbotkit.emulator.contract.kinds import CreateAnswer, Kind, Verb
from pulumi_chatbotkit.emulator.openapi.schemas import TIME, closed_object, id_schema, record_schema
from pulumi_chatbotkit.emulator.settings.emulator_settings import Profile
from pulumi_chatbotkit.json_values import JsonObject

_JSON: Final = "application/json"
_TEXT: Final[JsonObject] = {"type": "string"}
_OPEN: Final[JsonObject] = {"type": "object"}
_STREAMS: Final[JsonObject] = {media_type: {"schema": _TEXT} for media_type in STREAMED}

_HEADERS: Final[JsonObject] = {"type": "object", "additionalProperties": _TEXT}
_UPLOAD_REQUEST: Final[JsonObject] = closed_object({"method": {"const": "PUT"}, "url": _TEXT, "headers": _HEADERS})

_MakeContent: TypeAlias = Callable[[Kind, Profile], JsonObject]
"""Makes the content of the response 200."""


def _object(properties: JsonObject) -> JsonObject:
    return {_JSON: {"schema": closed_object(properties)}}


def _created(kind: Kind, profile: Profile) -> JsonObject:
    return _CREATED[kind.create_answer](kind, profile)


def _id(kind: Kind, _profile: Profile) -> JsonObject:
    return _object({"id": id_schema(kind.id_shape)})


def _record(kind: Kind, profile: Profile) -> JsonObject:
    return {_JSON: {"schema": record_schema(kind, cast("View", f"{profile} fetch"))}}


def _key(kind: Kind, _profile: Profile) -> JsonObject:
    return _object({"id": id_schema(kind.id_shape), "token": _TEXT, "createdAt": TIME})


def _session(kind: Kind, _profile: Profile) -> JsonObject:
    return _object({"id": id_schema(kind.id_shape), "token": _TEXT, "expiresAt": TIME})


_CREATED: Final[Mapping[CreateAnswer, _MakeContent]] = MappingProxyType(
    {"id": _id, "record": _record, "key": _key, "session": _session}
)


def _page(kind: Kind, profile: Profile) -> JsonObject:
    """A page of a list. The profiles differ in how a list ends (docs/api/api.md a.9, pagination and filters)."""
    shown = kind if kind.lists is None else kind.lists[1]
    items: JsonObject = {"type": "array", "items": record_schema(shown, cast("View", f"{profile} list"))}
    page: JsonObject = {
        "type": "object",
        "properties": {"items": items, "cursor": {"type": "string" if profile == "seed" else ["string", "null"]}},
        "required": [*(("items", "cursor") if profile == "seed" else ("items",))],
        "additionalProperties": False,
    }
    return {_JSON: {"schema": page}, **_STREAMS}


def _attachment(kind: Kind, _profile: Profile) -> JsonObject:
    parent: JsonObject = {} if kind.parent is None else {kind.parent.parameter: _TEXT}
    type_field = kind.field("type")
    return _object({"id": _TEXT, **parent, "type": {"enum": [*(type_field.enum if type_field else ())]}})


def _uploaded(kind: Kind, _profile: Profile) -> JsonObject:
    properties: JsonObject = {"id": id_schema(kind.id_shape), "uploadRequest": _UPLOAD_REQUEST}
    answer: JsonObject = {**closed_object(properties), "required": ["id"]}
    return {_JSON: {"schema": answer}}


def _stored_file(_kind: Kind, _profile: Profile) -> JsonObject:
    return _partly({"id": _TEXT, "path": _TEXT, "uploadRequest": _UPLOAD_REQUEST}, "id", "path")


def _listed_files(_kind: Kind, _profile: Profile) -> JsonObject:
    size: JsonObject = {"type": "integer", "minimum": 0}
    item: JsonObject = {"id": _TEXT, "path": _TEXT, "size": size, "updatedAt": TIME, "isDirectory": {"type": "boolean"}}
    return _object({"items": {"type": "array", "items": closed_object(item)}})


def _downloaded_file(_kind: Kind, _profile: Profile) -> JsonObject:
    # The media type is the content's.
    return {**_object({"id": _TEXT, "url": _TEXT}), "*/*": {"schema": {"type": "string", "format": "binary"}}}


def _path(_kind: Kind, _profile: Profile) -> JsonObject:
    return _object({"path": _TEXT})


def _address(_kind: Kind, _profile: Profile) -> JsonObject:
    return _object({"url": _TEXT})


def _completion(_kind: Kind, _profile: Profile) -> JsonObject:
    return {**_object({"id": id_schema("cuid"), **_COMPLETED}), **_STREAMS}


def _completion_once(_kind: Kind, _profile: Profile) -> JsonObject:
    return {**_object(_COMPLETED), **_STREAMS}


_COMPLETED: Final[JsonObject] = {
    "text": _TEXT,
    "usage": closed_object({"token": {"type": "integer", "minimum": 0}}),
    "end": closed_object({"reason": _TEXT}),
}


def _partly(properties: JsonObject, *required: str) -> JsonObject:
    return {_JSON: {"schema": {**closed_object(properties), "required": [*required]}}}


def _conversation(kind: Kind, _profile: Profile) -> JsonObject:
    return _partly({"id": id_schema(kind.id_shape), "messages": {"type": "array"}}, "id")


def _messages(_kind: Kind, _profile: Profile) -> JsonObject:
    message: JsonObject = {"type": "object", "properties": {"id": _TEXT}, "required": ["id"]}
    return _object({"items": {"type": "array", "items": message}, "cursor": _TEXT})


def _found_records(kind: Kind, _profile: Profile) -> JsonObject:
    found: JsonObject = {"id": _TEXT, "text": _TEXT, "source": _TEXT, "meta": _OPEN, "score": {"type": "number"}}
    items: JsonObject = {**closed_object(found), "required": ["id", "text", "score"]}
    return _object({"id": id_schema(kind.id_shape), "records": {"type": "array", "items": items}})


def _verified(kind: Kind, _profile: Profile) -> JsonObject:
    action = closed_object({"type": {"const": "authenticate"}, "url": _TEXT})
    status: JsonObject = {"enum": ["authenticated", "unauthenticated"]}
    return _partly({"id": id_schema(kind.id_shape), "status": status, "action": action}, "id", "status")


def _minted(_kind: Kind, _profile: Profile) -> JsonObject:
    return _object({"token": _TEXT, "expiresAt": {"type": ["integer", "null"]}})


def _anything(_kind: Kind, _profile: Profile) -> JsonObject:
    return {_JSON: {"schema": {}}}


def _resources(_kind: Kind, _profile: Profile) -> JsonObject:
    by_category: JsonObject = {"type": "object", "additionalProperties": {"type": "array", "items": _OPEN}}
    return _object({"id": id_schema("cuid"), "resources": by_category})


def _exported(kind: Kind, profile: Profile) -> JsonObject:
    return {**_resources(kind, profile), "application/terraform+hcl": {"schema": _TEXT}}


def _of_records(make: _MakeContent) -> _MakeContent:
    """The answer of a kind whose routes show another kind's records."""
    return lambda kind, profile: make(kind.records_of or kind, profile)


ANSWERS: Final[Mapping[Verb, _MakeContent]] = MappingProxyType(
    {
        "create": _created,
        "fetch": _record,
        "list": _page,
        "update": _id,
        "delete": _id,
        "acknowledge": _id,
        "ensure_contact": _id,
        "synchronise": _id,
        "attach": _attachment,
        "detach": _attachment,
        "extract": _id,
        "fill_slot": _attachment,
        "free_slot": _attachment,
        "store_file": _stored_file,
        "list_files": _listed_files,
        "read_file": _downloaded_file,
        "remove_file": _path,
        "move_file": _path,
        "copy_file": _path,
        "upload": _uploaded,
        "download": _address,
        "complete": _completion,
        "complete_once": _completion_once,
        "converse": _conversation,
        "list_messages": _messages,
        "search": _found_records,
        "verify": _verified,
        "mint": _minted,
        "proxy": _anything,
        "show_plans": _anything,
        "list_resources": _resources,
        "export_resources": _exported,
        "import_resources": _resources,
        "clone": _resources,
        "create_ability": _id,
        "list_abilities": _of_records(_page),
        "fetch_ability": _of_records(_record),
        "update_ability": _id,
        "delete_ability": _id,
    }
)
