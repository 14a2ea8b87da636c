"""Checks the objects of a merged tenant by the catalog, and turns each into keyword arguments."""

import functools
from collections.abc import Callable, Iterator, Mapping, Set
from itertools import islice

from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.field import Field, whole_numbers
from pulumi_chatbotkit.catalog.schema.kind import Kind, snake_case
from pulumi_chatbotkit.catalog.schema.problem import Problem
from pulumi_chatbotkit.catalog.schema.quoting import quoted
from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.catalog.validation import Validator
from pulumi_chatbotkit.inputs.tenant_layout import ADOPT, TENANT_FIELDS, Link, Section
from pulumi_chatbotkit.inputs.tenants.secret_sources import secret_problems, secrets_in
from pulumi_chatbotkit.inputs.tenants.shaping import A_MAP
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.reconcile.adopt_mode import adopt_problem
from pulumi_chatbotkit.reconcile.marker import RESERVED_KEYS
from pulumi_chatbotkit.suggestions import did_you_mean

_MOST_PROBLEMS = 1_000
Keys = Mapping[str, Set[str]]
"""The keys of a tenant's objects, by the name of their kind."""

_NO_KEYS: Set[str] = frozenset()

python_name = functools.cache(snake_case)  # called millions of times for a few dozen names


def tenant_problems(values: JsonObject) -> Iterator[Problem]:
    """What is wrong with the fields of a tenant itself."""
    yield from islice(_tenant_validator().problems(values), _MOST_PROBLEMS)
    yield from _adopt_problems(PARTNER_USER, values)


def object_problems(section: Section, values: JsonObject) -> Iterator[Problem]:
    """What is wrong with the values of one entry; paths begin in the entry. The sections inside it are left out."""
    fields = {name: value for name, value in values.items() if name in section.by_name}
    secrets = {field.name for field in section.fields if field.secret and fields.get(field.name) is not None}
    for name in secrets:
        yield from (problem.below(name) for problem in secret_problems(section.by_name[name], fields[name]))
    linked = {link.field for link in section.links.values() if values.get(link.name) is not None}
    given = {name for name in secrets if section.by_name[name].shape is Shape.TEXT or isinstance(fields[name], dict)}
    yield from islice(_validator(section).problems(fields, unknown=given | linked, secret=secrets), _MOST_PROBLEMS)
    yield from _adopt_problems(section.kind, fields)
    needs_content = any(field.required for field in section.kind.content_fields)
    for first, second in section.exclusive:
        if needs_content and values.get(first) is None and values.get(second) is None:
            yield Problem((first,), f"is missing: give {first} or {second}")
        if values.get(first) is not None and values.get(second) is not None:
            yield Problem((first,), f"is given, and so is {second}: leave out one of them")


def _adopt_problems(kind: Kind, values: JsonObject) -> Iterator[Problem]:
    adopt = values.get(ADOPT.name)
    if isinstance(adopt, str) and (reason := adopt_problem(kind, adopt)):
        yield Problem((ADOPT.name,), f"is {quoted(adopt)}, {reason}")


def link_problems(section: Section, values: JsonObject, keys: Keys) -> Iterator[Problem]:
    """What is wrong with the references of one entry to other objects of its tenant."""
    for link in section.links.values():
        known = keys.get(link.kind, _NO_KEYS)
        key, identifier = values.get(link.name), values.get(link.field)
        if key is not None:
            yield from _key_problems(link, key, known)
            if identifier is not None:
                yield Problem((link.name,), f"names a {_noun(link)}, and so does {link.field}: leave out one of them")
        elif isinstance(identifier, str) and identifier in known:
            reason = f"is {identifier!r}, a key of the tenant's, but must be an id: write {link.name}: {identifier}"
            yield Problem((link.field,), reason)


def object_arguments(section: Section, values: JsonObject) -> JsonObject:
    """The declared values of an entry by Python name. Of references null is kept: it means that there is none."""
    arguments: JsonObject = {}
    for name, value in values.items():
        field, link = section.by_name.get(name), section.links.get(name)
        if link is not None:
            is_alias = isinstance(value, str) and value.startswith("@")
            arguments[link.argument if is_alias else python_name(name)] = value
        elif field is not None and (value is not None or field.references is not None):
            arguments[python_name(name)] = field_value(field, value)
    return arguments


def field_value(field: Field, value: JsonValue) -> JsonValue:
    """A value as it is declared."""
    return whole_numbers(value) if field.shape is Shape.INTEGER else value


def object_secrets(section: Section, values: JsonObject) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Of each secret in an entry without problems: the path there as the file spells it, the source and the name."""
    for field in section.fields:
        if field.secret:
            found = secrets_in(field, values.get(field.name))
            yield from (((field.name, *path), source, name) for path, source, name in found)


def _key_problems(link: Link, key: JsonValue, known: Set[str]) -> Iterator[Problem]:
    if not isinstance(key, str):
        yield Problem((link.name,), f"is {quoted(key)}, but must be the key of a {_noun(link)} of the tenant")
    elif key not in known and not key.startswith("@"):
        hint = did_you_mean(key, sorted(known)) if known else f"; it has none; an id goes into {link.field}"
        yield Problem((link.name,), f"is {key!r}, which is no {_noun(link)} of the tenant{hint}")


def _noun(link: Link) -> str:
    return link.kind.replace("_", " ")


@functools.cache
def _validator(section: Section) -> Validator:
    return Validator(
        fields=section.fields,
        conditions=section.kind.conditions,
        other_names=(*section.links, *section.children),
        reserved_meta_keys=RESERVED_KEYS,
        unknown_name=_unknown_name(section.title),
        map_name=A_MAP,
    )


@functools.cache
def _tenant_validator() -> Validator:
    return Validator(
        fields=tuple(TENANT_FIELDS.values()),
        conditions=PARTNER_USER.conditions,
        reserved_meta_keys=RESERVED_KEYS,
        unknown_name=_unknown_name("a tenant"),
        map_name=A_MAP,
    )


def _unknown_name(title: str) -> Callable[[str, list[str]], Problem]:
    return lambda name, known: Problem((name,), f"is not a field of {title}{did_you_mean(name, known)}")
