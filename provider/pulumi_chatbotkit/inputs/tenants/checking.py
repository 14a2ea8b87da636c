"""Checks merged tenants and turns each into the keyword arguments of ``Tenant``."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.catalog.schema.problem import Problem
from pulumi_chatbotkit.catalog.schema.quoting import quoted
from pulumi_chatbotkit.inputs.tenant_layout import (
    BOTS,
    BY_DEFAULT,
    FORMERLY,
    ON_DELETE,
    PROTECT,
    SECTIONS,
    SINGULAR_SECTIONS,
    TENANT_FIELDS,
    VARS,
    Section,
)
from pulumi_chatbotkit.inputs.tenants.filling import Filler, has_templates
from pulumi_chatbotkit.inputs.tenants.found import Found
from pulumi_chatbotkit.inputs.tenants.layers import Layer, origin_layer
from pulumi_chatbotkit.inputs.tenants.objects import (
    Keys,
    field_value,
    link_problems,
    object_arguments,
    object_problems,
    object_secrets,
    python_name,
    tenant_problems,
)
from pulumi_chatbotkit.inputs.tenants.secret_sources import SecretUse
from pulumi_chatbotkit.inputs.tenants.shaping import key_problems
from pulumi_chatbotkit.inputs.tenants.spec import TenantSpec
from pulumi_chatbotkit.inputs.tenants.templates import Templates
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath, as_object

_WEB: Final = ("http://", "https://")
_OF_THE_FILE: Final = frozenset({PROTECT.name, ON_DELETE.name})
"""Fields of a tenant that are options of the program, not arguments of the partner user."""


@dataclass(frozen=True)
class Merged:
    """A tenant before it is checked."""

    key: str
    values: JsonObject
    layers: tuple[Layer, ...]
    """From the uppermost down."""


@dataclass
class Checker:
    """Checks the tenants of one file. Entries that come whole from a plan are checked once."""

    folder: Path
    """What paths in the file are relative to."""
    found: Found
    shared: Mapping[int, JsonObject]
    """Entries of plans by their ``id``: those that do not differ from tenant to tenant."""
    templates: Templates = field(default_factory=Templates)
    _arguments: dict[int, JsonObject] = field(default_factory=dict[int, JsonObject])
    """The arguments of entries that were checked and are shared."""

    def spec(self, tenant: Merged) -> TenantSpec:
        """The tenant's arguments, usable only if nothing was found."""
        return _TenantChecker(self, tenant).spec()

    def remembered(self, section: Section, values: JsonObject) -> JsonObject | None:
        """The arguments of an entry that needs no further check, apart from its references."""
        if id(values) not in self.shared or section.children:
            return None
        return self._arguments.get(id(values))

    def remember(self, values: JsonObject, arguments: JsonObject) -> None:
        """Remember that an entry is good for every tenant."""
        if id(values) in self.shared and not has_templates(values):
            self._arguments[id(values)] = arguments


class _TenantChecker:
    def __init__(self, checker: Checker, tenant: Merged) -> None:
        self._checker = checker
        self._tenant = tenant
        self._values = tenant.values
        self._filler = Filler(checker.templates, tenant.key, tenant.values, self._report_for_this_tenant)
        self._secrets: list[SecretUse] = []
        self._keys = _keys(tenant.values)

    def spec(self) -> TenantSpec:
        """Arguments of the tenant, its sections included."""
        own = self._filler.own
        self._report_all((), tenant_problems(own))
        self._report_all((), _shape_problems(self._values))
        arguments: JsonObject = {
            python_name(name): field_value(TENANT_FIELDS[name], value)
            for name, value in own.items()
            if value is not None and name not in _OF_THE_FILE
        }
        arguments |= self._options(own)
        for name, value in self._values.items():
            if name in SINGULAR_SECTIONS:
                arguments |= self._singular(name, SINGULAR_SECTIONS[name])
            elif name in SECTIONS and isinstance(value, dict):
                arguments[SECTIONS[name].argument] = self._entries(SECTIONS[name], value, (name,))
        return TenantSpec(
            key=self._tenant.key,
            arguments=arguments,
            protect=own.get(PROTECT.name) is True,
            secrets=tuple(self._secrets),
            values=self._values,
            layers=self._tenant.layers,
        )

    def _options(self, own: JsonObject) -> JsonObject:
        keys = _former_keys(self._values)
        options: JsonObject = {FORMERLY: keys} if keys else {}
        return {**options, "retain_on_delete": True} if own.get(ON_DELETE.name) == "retain" else options

    def _singular(self, name: str, section: Section) -> JsonObject:
        value = self._values.get(name)
        entry = as_object(value)
        if entry is not None:
            if name in (as_object(self._values.get(section.name)) or {}):
                self._report((name,), f"is also given as {section.name}.{name}: leave out one of them")
            return {name: self._entry(section, entry, (name,))}
        return {name: False} if value is False and name in BY_DEFAULT else {}

    def _entries(self, section: Section, entries: JsonObject, path: KeyPath) -> JsonObject:
        return {
            key: self._entry(section, as_object(values) or {}, (*path, key))
            for key, values in entries.items()
            if not self._checker.found.is_full
        }

    def _entry(self, section: Section, values: JsonObject, path: KeyPath) -> JsonObject:
        known = self._checker.remembered(section, values)
        if known is not None:
            self._report_all(path, link_problems(section, values, self._keys))
            return known
        filled = self._filler.entry(section, values, path)
        problems = [*object_problems(section, filled), *self._missing_sources(section, filled)]
        self._report_all(path, problems)
        self._report_all(path, link_problems(section, filled, self._keys))
        arguments = object_arguments(section, filled)
        if isinstance(arguments.get("source"), str) and section.kind.content_arguments:
            arguments["source"] = self._located(str(arguments["source"]))
        secrets = [*object_secrets(section, filled)]
        self._secrets.extend(self._secret_use(path, secret) for secret in secrets)
        if not problems and not secrets:
            self._checker.remember(values, arguments)
        for name, child in section.children.items():
            entries = as_object(values.get(name))
            if entries is not None:
                arguments[child.argument] = self._entries(child, entries, (*path, name))
        return arguments

    def _secret_use(self, path: KeyPath, secret: tuple[tuple[str, ...], str, str]) -> SecretUse:
        (field_name, *inside), source, name = secret
        place = origin_layer(self._tenant.layers, (*path, field_name, *inside)).problem(
            (*path, field_name, *inside), ""
        )
        target = (*map(python_name, map(str, path)), python_name(field_name), *inside)
        where = self._located(name) if source == "file" else name
        return SecretUse(path=target, source=source, name=where, place=place)

    def _located(self, source: str) -> str:
        return source if source.startswith(_WEB) else os.path.normpath(self._checker.folder / source)

    def _missing_sources(self, section: Section, values: JsonObject) -> Iterator[Problem]:
        source = values.get("source") if section.kind.content_arguments else None
        if isinstance(source, str) and not source.startswith(_WEB):
            path = Path(self._located(source))
            if "\0" in source or not path.exists():
                yield Problem(
                    ("source",), f"is {quoted(source)}, but there is no such file or folder: {path.absolute()}"
                )

    def _report_all(self, path: KeyPath, problems: "Iterator[Problem] | list[Problem]") -> None:
        for problem in problems:
            self._report((*path, *problem.path), problem.reason)

    def _report(self, path: KeyPath, reason: str) -> None:
        layer = origin_layer(self._tenant.layers, path)
        self._checker.found.add(layer.problem(path, reason))

    def _report_for_this_tenant(self, path: KeyPath, reason: str) -> None:
        layer = origin_layer(self._tenant.layers, path)
        whose = "" if layer is self._tenant.layers[0] else f" (for tenant {self._tenant.key})"
        self._checker.found.add(layer.problem(path, f"{reason}{whose}"))


def _shape_problems(tenant: JsonObject) -> Iterator[Problem]:
    """What is wrong with the keys of a tenant that only the file has."""
    if tenant.get(BOTS) is None:
        yield Problem((BOTS,), "is missing: a tenant has at least one bot; write `bots: {}` for one without")
    variables = tenant.get(VARS)
    if variables is not None and not isinstance(variables, dict):
        yield Problem((VARS,), f"is {quoted(variables)}, but must be a map")
    for each in _former_keys(tenant):
        if not isinstance(each, str) or [*key_problems((each,))]:
            yield Problem((FORMERLY,), f"is {quoted(each)}, but must be a key that the tenant had, or a list of them")


def _former_keys(tenant: JsonObject) -> list[JsonValue]:
    """As a list, whatever is in it."""
    formerly = tenant.get(FORMERLY)
    if formerly is None:
        return []
    return formerly if isinstance(formerly, list) else [formerly]


def _keys(tenant: JsonObject) -> Keys:
    """The keys of the tenant's own objects, by kind. What has another parent cannot be referred to."""
    keys: dict[str, set[str]] = {}
    for name, value in tenant.items():
        if isinstance(value, dict) and name in SECTIONS:
            keys.setdefault(SECTIONS[name].kind.name, set()).update(value)
        elif isinstance(value, dict) and name in SINGULAR_SECTIONS:
            keys.setdefault(SINGULAR_SECTIONS[name].kind.name, set()).add(name)
    return keys
