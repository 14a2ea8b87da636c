"""Rules between tenants and between objects: what the service refuses a second time, and keys that were renamed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.field import Unique
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.inputs.tenant_layout import FORMERLY, SECTION_OF_KIND, SECTIONS, SINGULAR_SECTIONS, Section
from pulumi_chatbotkit.inputs.tenants.layers import origin_layer
from pulumi_chatbotkit.inputs.tenants.objects import python_name
from pulumi_chatbotkit.inputs.tenants.problems import FileProblem
from pulumi_chatbotkit.inputs.tenants.spec import TenantSpec
from pulumi_chatbotkit.json_values import JsonObject, KeyPath, as_object


def inconsistencies(tenants: Iterable[TenantSpec]) -> Iterator[FileProblem]:
    """All problems that involve more than one object or tenant."""
    specs = [*tenants]
    everywhere = _Values()
    for spec in specs:
        yield from _tenant_duplicates(spec, everywhere)
    yield from _renames(specs)


@dataclass
class _Values:
    """The values that may occur once, and who has them."""

    _first: dict[tuple[str, str, str], tuple[TenantSpec, KeyPath]] = field(
        default_factory=dict[tuple[str, str, str], tuple[TenantSpec, KeyPath]]
    )

    def first(self, kind: str, name: str, value: str, owner: tuple[TenantSpec, KeyPath]) -> tuple[TenantSpec, KeyPath]:
        """Who was the first to have the value; from now on, ``owner``, if there was no one."""
        # The database's collation decides if case matters (docs/api/api.md b.1). To be safe, it is ignored here.
        return self._first.setdefault((kind, name, value.casefold()), owner)


def _tenant_duplicates(spec: TenantSpec, everywhere: _Values) -> Iterator[FileProblem]:
    for unique in _UNIQUE[PARTNER_USER.name]:
        yield from _duplicate(spec, PARTNER_USER, unique, spec.arguments, (), everywhere)
    within = _Values()
    for section, arguments, path in objects_of(spec.arguments):
        for name, unique in _UNIQUE.get(section.kind.name, ()):
            values = everywhere if unique.everywhere else within
            yield from _duplicate(spec, section.kind, (name, unique), arguments, path, values)


def _duplicate(
    spec: TenantSpec, kind: Kind, unique: tuple[str, Unique], arguments: JsonObject, path: KeyPath, values: _Values
) -> Iterator[FileProblem]:
    name, rule = unique
    value = arguments.get(python_name(name))
    if not isinstance(value, str) or not value:
        return
    own = (*path, name)
    other, there = values.first(kind.name, name, value, (spec, own))
    if (other, there) == (spec, own):
        return
    line = other.origin(there).line
    at = "" if line is None else f" (line {line})"
    whose = f"tenant {other.key}" if other is not spec else ".".join(map(str, there[:-1]))
    among = rule.among.removeprefix("your ").replace("the account's", "the tenant's")
    layer = origin_layer(spec.layers, own)
    where = "" if layer is spec.layers[0] else f" (for tenant {spec.key})"
    yield layer.problem(own, f"is {value!r}, as in {whose}{at}, but must be unique among {among}{where}")


def _renames(specs: list[TenantSpec]) -> Iterator[FileProblem]:
    """A key that a tenant had is nobody's now, and was one tenant's only."""
    by_key = {spec.key: spec for spec in specs}
    former: dict[str, TenantSpec] = {}
    for spec in specs:
        given = spec.arguments.get(FORMERLY)
        # What is no text is reported where the tenant is checked.
        for key in [each for each in given if isinstance(each, str)] if isinstance(given, list) else []:
            layer = origin_layer(spec.layers, (FORMERLY,))
            other = former.setdefault(key, spec)
            if key in by_key:
                yield layer.problem(
                    (FORMERLY,), f"is {key!r}, but there is a tenant with this key: leave out one of them"
                )
            elif other is not spec:
                yield layer.problem((FORMERLY,), f"is {key!r}, as in tenant {other.key}, but one tenant had this key")


def objects_of(arguments: JsonObject) -> Iterator[tuple[Section, JsonObject, KeyPath]]:
    """Every object in a tenant's arguments: its section, its arguments, and its path as the file spells it."""
    for argument, value in arguments.items():
        if argument in SINGULAR_SECTIONS and isinstance(value, dict):
            yield from _below(SINGULAR_SECTIONS[argument], value, (argument,))
        elif argument in _BY_ARGUMENT and isinstance(value, dict):
            section = _BY_ARGUMENT[argument]
            for key, entry in value.items():
                yield from _below(section, as_object(entry) or {}, (section.name, key))


def _below(section: Section, arguments: JsonObject, path: KeyPath) -> Iterator[tuple[Section, JsonObject, KeyPath]]:
    yield section, arguments, path
    for name, child in section.children.items():
        for key, entry in (as_object(arguments.get(child.argument)) or {}).items():
            yield from _below(child, as_object(entry) or {}, (*path, name, key))


def _unique(kind: Kind) -> tuple[tuple[str, Unique], ...]:
    return tuple((field.name, field.unique) for field in kind.fields if field.unique is not None)


_BY_ARGUMENT = {section.argument: section for section in SECTIONS.values()}
_UNIQUE = {kind.name: _unique(kind) for kind in (PARTNER_USER, *(each.kind for each in SECTION_OF_KIND.values()))}
"""The fields of each kind whose values may occur once."""
