"""The JSON Schema of the tenants file, for editors: names, types, choices. ``tenants check`` says what it cannot."""

from collections.abc import Iterable

from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.catalog.schema.nested import (
    Either,
    Key,
    ListOf,
    Structure,
    Type,
    UnknownKeys,
    Value,
    Variants,
)
from pulumi_chatbotkit.catalog.schema.rules import (
    AtLeast,
    Between,
    Matches,
    MaxCharacters,
    OneOf,
    Rule,
)
from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.inputs.tenant_layout import (
    BY_DEFAULT,
    CUSTOMERS,
    DEFAULTS,
    FORMERLY,
    KEY_RULES,
    PLAN,
    PLANS,
    SECTION_OF_KIND,
    SECTIONS,
    SHARED_PREFIX,
    SINGULAR_SECTIONS,
    TENANT_FIELDS,
    TENANTS,
    VARS,
    Section,
)
from pulumi_chatbotkit.inputs.tenants.secret_sources import SOURCES
from pulumi_chatbotkit.json_values import JsonObject, JsonValue

_TYPES = {
    Shape.TEXT: "string",
    Shape.BOOLEAN: "boolean",
    Shape.INTEGER: "integer",
    Shape.NUMBER: "number",
    Shape.OBJECT: "object",
}
_NULL: JsonObject = {"type": "null"}
_TEMPLATE: JsonObject = {"type": "string", "pattern": r"\{\{"}
_TEXT: JsonObject = {"type": "string"}
_SCALAR: JsonObject = {"type": ["string", "number", "boolean", "null"]}


def tenants_schema() -> JsonObject:
    """The schema; a definition for a tenant and for the entries of each section."""
    tenant: JsonObject = {"$ref": "#/$defs/tenant"}
    plan: JsonObject = {"$ref": "#/$defs/plan"}
    own = _object(_tenant_properties())
    without_plan: JsonObject = {
        name: value for name, value in _tenant_properties().items() if name not in (PLAN, FORMERLY)
    }
    definitions: JsonObject = {section.kind.name: _entry(section) for section in SECTION_OF_KIND.values()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tenants of ChatBotKit",
        "description": "The tenants file of pulumi-chatbotkit: docs/tenants.md.",
        **_object(
            {
                "$schema": _TEXT,
                TENANTS: _entries(tenant, "The customers, by key."),
                PLANS: _entries(plan, "What the tenants of a plan have in common, by key."),
                CUSTOMERS: _customers(),
                DEFAULTS: {**tenant, "description": "What all tenants have."},
            },
            patterns={f"^{SHARED_PREFIX}": {}},
        ),
        "$defs": {"tenant": own, "plan": _object(without_plan), **definitions, "secretSource": _secret()},
    }


def _customers() -> JsonObject:
    texts: JsonObject = {"type": "object", "additionalProperties": _TEXT}
    columns: JsonObject = {
        **texts,
        "description": "For each path in a tenant, such as name, the column.",
        "required": ["key"],
    }
    properties: JsonObject = {
        "file": {**_TEXT, "description": "A CSV or JSONL file, relative to this one."},
        "columns": columns,
        "plans": {**texts, "description": "Other words for plans."},
    }
    return {**_object(properties), "description": "Customers of another system.", "required": ["file", "columns"]}


def _tenant_properties() -> JsonObject:
    sections: JsonObject = {name: _entries(_reference(section), section.kind.doc) for name, section in SECTIONS.items()}
    singular: JsonObject = {
        name: {"anyOf": [_reference(section), _NULL, {"type": "boolean"}], "description": _of_singular(name, section)}
        for name, section in SINGULAR_SECTIONS.items()
    }
    key: JsonObject = {"type": "string", **_rules(KEY_RULES)}
    return {
        **{name: _field(field) for name, field in TENANT_FIELDS.items()},
        PLAN: {"anyOf": [key, _NULL], "description": "The plan that it has."},
        VARS: {
            "type": ["object", "null"],
            "description": "Values for templates, such as {{ vars.colour }}.",
        },
        FORMERLY: {
            "anyOf": [key, {"type": "array", "items": key}],
            "description": "The key, or the keys, that it had before: it is renamed, and nothing is made or deleted.",
        },
        **singular,
        **sections,
    }


def _of_singular(name: str, section: Section) -> str:
    why = "made unless it is false" if name in BY_DEFAULT else "what the tenant's objects use unless they say otherwise"
    return f"{section.kind.doc} One, under the key {name}: {why}."


def _entry(section: Section) -> JsonObject:
    links: JsonObject = {
        link.name: {
            "type": ["string", "null"],
            "description": f"Key of a {link.kind.replace('_', ' ')} of the tenant, or @alias.",
        }
        for link in section.links.values()
    }
    children: JsonObject = {
        name: _entries(_reference(child), child.kind.doc) for name, child in section.children.items()
    }
    fields: JsonObject = {field.name: _field(field) for field in section.fields}
    return {"description": section.kind.doc, **_object({**fields, **links, **children})}


def _reference(section: Section) -> JsonObject:
    return {"$ref": f"#/$defs/{section.kind.name}"}


def _entries(entry: JsonObject, doc: str) -> JsonObject:
    """A map from key to entry; true stands for one without fields, null and false remove one."""
    return {
        "type": ["object", "null"],
        "description": doc,
        "propertyNames": _rules(KEY_RULES),
        "additionalProperties": {"anyOf": [entry, _NULL, {"type": "boolean"}]},
    }


def _object(properties: JsonObject, *, patterns: JsonObject | None = None) -> JsonObject:
    extra: JsonObject = {} if patterns is None else {"patternProperties": patterns}
    return {"type": "object", "properties": properties, **extra, "additionalProperties": False}


def _field(field: Field) -> JsonObject:
    described: JsonObject = {"description": field.doc.replace("``", "`")}
    if field.secret:
        return {
            **described,
            "anyOf": [{"$ref": "#/$defs/secretSource"}, _NULL] if field.shape is Shape.TEXT else [_free(), _NULL],
        }
    if isinstance(field.structure, Structure):
        return {**described, "anyOf": [_type(field.structure), _NULL]}
    if isinstance(field.structure, Variants):
        variants: list[JsonValue] = [_type(each) for each in field.structure.of.values()]
        return {**described, "anyOf": [*variants, _NULL]}
    return {**described, "anyOf": [*_plain(field.shape, field.rules), _NULL]}


def _plain(shape: Shape, rules: Iterable[Rule]) -> list[JsonValue]:
    """A plain value, or a template of one."""
    value: JsonObject = {"type": _TYPES[shape], **_rules(rules)}
    return [value] if shape is Shape.OBJECT else [value, _TEMPLATE]


def _type(of: Type) -> JsonObject:
    match of:
        case Value(shape=shape, rules=rules):
            return {"anyOf": [*_plain(shape, rules), _NULL]}
        case ListOf(of=item):
            return {"type": "array", "items": _type(item)}
        case Either(of=types):
            return {"anyOf": [_type(each) for each in types]}
        case Structure():
            keys: JsonObject = {key.name: _key(key) for key in of.keys}
            return {
                "type": "object",
                "properties": keys,
                "additionalProperties": of.unknown_keys is not UnknownKeys.REFUSED,
            }
        case _:
            return {}


def _key(key: Key) -> JsonObject:
    return {"description": key.doc, **_type(key.type)}


def _free() -> JsonObject:
    return {"type": "object"}


def _secret() -> JsonObject:
    return {
        "description": "Where a secret comes from.",
        "type": "object",
        "properties": dict.fromkeys(SOURCES, _TEXT),
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }


def _rules(rules: Iterable[Rule]) -> JsonObject:
    """The rules that a schema can say: JSON Schema counts characters, and knows no bytes."""
    found: JsonObject = {}
    for rule in rules:
        match rule:
            case OneOf(choices=choices):
                found["enum"] = [*choices]
            case MaxCharacters(limit=limit):
                found["maxLength"] = limit
            case Matches(pattern=pattern) if not pattern.startswith("(?s)"):
                found["pattern"] = f"^(?:{pattern})$"
            case AtLeast(minimum=minimum):
                found["minimum"] = minimum
            case Between(minimum=minimum, maximum=maximum):
                found |= {"minimum": minimum, "maximum": maximum}
            case _:
                pass
    return found
