"""Puts tenants together from the parts of a file: defaults, plans and tenants; then checks them."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pulumi_chatbotkit.catalog.schema.quoting import quoted
from pulumi_chatbotkit.inputs.tenant_layout import (
    BOTS,
    CUSTOMERS,
    DEFAULTS,
    PLAN,
    PLANS,
    SECTIONS,
    SHARED_PREFIX,
    SINGULAR_SECTIONS,
    TENANTS,
    Section,
)
from pulumi_chatbotkit.inputs.tenants.checking import Checker, Merged
from pulumi_chatbotkit.inputs.tenants.consistency import inconsistencies
from pulumi_chatbotkit.inputs.tenants.customers import COLUMNS, customer_rows, customers_of
from pulumi_chatbotkit.inputs.tenants.document import Document, unstorable
from pulumi_chatbotkit.inputs.tenants.found import Found
from pulumi_chatbotkit.inputs.tenants.layers import Layer, origin_layer
from pulumi_chatbotkit.inputs.tenants.merging import merged
from pulumi_chatbotkit.inputs.tenants.problems import FileProblem, TenantsFileError
from pulumi_chatbotkit.inputs.tenants.rows import Row, RowTenant, row_tenants
from pulumi_chatbotkit.inputs.tenants.secret_sources import HOW, lookalikes
from pulumi_chatbotkit.inputs.tenants.shaping import A_MAP_OR_TRUE, Shaper
from pulumi_chatbotkit.inputs.tenants.spec import TenantsFile, TenantSpec
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath, as_object, inner_values
from pulumi_chatbotkit.suggestions import did_you_mean

_TOP = (TENANTS, PLANS, DEFAULTS, CUSTOMERS)
_SCHEMA = "$schema"
"""Editors look there for the JSON Schema of a JSON file."""
_MOST_VALUES = 10_000_000
"""The values of all tenants, once the plans are filled in."""


@dataclass(frozen=True)
class Base:
    """What all tenants of a plan begin with."""

    layers: tuple[Layer, ...]
    """From the uppermost down: the plan, the defaults."""
    values: JsonObject
    size: int
    """How many values there are."""


@dataclass(frozen=True)
class RowSource:
    """Customers from anywhere."""

    rows: Iterable[Row]
    columns: Mapping[str, str]
    plans: Mapping[str, str]
    """Other words for plans."""
    file: str
    """What messages call the source."""


def assembled(document: Document, *, folder: Path, source: RowSource | None = None) -> TenantsFile:
    """The tenants of a document.

    Args:
        folder: What paths in the document are relative to.
        source: The customers, if they are not in a file that the document names.

    Raises:
        TenantsFileError: something is wrong; all problems are listed.
    """
    not_storable = [document.problem(*problem) for problem in unstorable(document.value)]
    found = Found()
    found.add(*document.problems, *not_storable)
    if not_storable:
        raise TenantsFileError(found.sorted())
    parts = _Parts(document, found, folder, source)
    specs = parts.checked([*parts.tenants()])
    problems = found.sorted()
    if problems:
        raise TenantsFileError(problems)
    return TenantsFile(tenants=specs, warnings=tuple(_warnings(document)))


class _Parts:
    """The parts of a document, shaped and merged."""

    def __init__(self, document: Document, found: Found, folder: Path, source: RowSource | None) -> None:
        self._document = document
        self._source = source
        self._folder = folder
        self._found = found
        self._top = self._shaper(()).map(document.value, ()) or {}
        unknown = (name for name in self._top if name not in (*_TOP, _SCHEMA) and not name.startswith(SHARED_PREFIX))
        for name in unknown:
            if not found.is_full:
                self._report((name,), f"is not a field of a tenants file{did_you_mean(name, [*_TOP])}")
        defaults = self._layer(DEFAULTS, (DEFAULTS,), self._top[DEFAULTS]) if DEFAULTS in self._top else None
        self._defaults = () if defaults is None else (defaults,)
        self._no_plan = self._base({}, self._defaults)
        self._plans = {
            key: self._base(self._no_plan.values, (plan, *self._defaults)) for key, plan in self._plan_layers()
        }
        self._count = 0

    def tenants(self) -> Iterator[Merged]:
        """Every tenant with its layers: the customers, each with what the file says of it besides, then the others."""
        is_said = self._source is not None or {TENANTS, CUSTOMERS} & self._top.keys()
        if not is_said and isinstance(self._document.value, dict):
            self._report((TENANTS,), "is missing: a file lists its tenants under this key")
        own = {layer.path[-1]: layer for layer in self._tenant_layers()}
        for row in self._customers():
            shaper = Shaper(
                lambda path, reason, row=row: self._found.add(row.document.problem(path, reason)), self._full
            )
            layer = Layer(f"customer {row.key}", row.document, (), shaper.tenant(row.document.value) or {})
            above = own.pop(row.key, None)
            yield self._merged(row.key, (layer,) if above is None else (above, layer))
        for key, layer in own.items():
            yield self._merged(str(key), (layer,))

    def _tenant_layers(self) -> Iterator[Layer]:
        for key, value in (self._shaper(()).map(self._top.get(TENANTS, {}), (TENANTS,)) or {}).items():
            if self._found.is_full:
                return
            path = (TENANTS, key)
            self._shaper(()).key(path)
            layer = self._layer(f"tenant {key}", path, value)
            if layer is not None:
                yield layer

    def _customers(self) -> Iterator[RowTenant]:
        source = self._source or self._customers_file()
        if source is None:
            return
        yield from row_tenants(
            source.rows,
            source.columns,
            file=source.file,
            found=self._found,
            plans=source.plans,
            report=lambda name, reason: self._report((CUSTOMERS, COLUMNS, name), reason),
        )

    def _customers_file(self) -> RowSource | None:
        if CUSTOMERS not in self._top:
            return None
        found = customers_of(self._top[CUSTOMERS], lambda path, reason: self._report((CUSTOMERS, *path), reason))
        if found is None:
            return None
        path = Path(os.path.normpath(self._folder / found.file))
        return RowSource(customer_rows(path), found.columns, found.plans, str(path))

    def checked(self, tenants: list[Merged]) -> tuple[TenantSpec, ...]:
        """The tenants' arguments."""
        bases = [self._no_plan, *self._plans.values()]
        shared = {id(entry): entry for base in bases for entry in _entries_of(base.values)}
        checker = Checker(self._folder, self._found, shared)
        specs = tuple(checker.spec(tenant) for tenant in tenants if not self._found.is_full)
        self._found.add(*inconsistencies(specs))
        return specs

    def _merged(self, key: str, layers: tuple[Layer, ...]) -> Merged:
        base = self._base_of(layers)
        self._count += base.size
        if self._count > _MOST_VALUES:
            reason = f"has more than {_MOST_VALUES:,} values, once its plans are filled in"
            raise TenantsFileError((FileProblem(self._document.file, None, "", reason),))
        values = base.values
        for layer in reversed(layers):
            values = merged(values, layer.values, self._removes_nothing(layer))
        return Merged(key, values, (*layers, *base.layers))

    def _base_of(self, own: tuple[Layer, ...]) -> Base:
        """The plan that a tenant names, or its row, or the defaults."""
        layers = (*own, *self._defaults)
        plan = next((each.values[PLAN] for each in layers if PLAN in each.values), None)
        if plan is None:
            return self._no_plan
        if isinstance(plan, str) and plan in self._plans:
            return self._plans[plan]
        hint = did_you_mean(plan, [*self._plans]) if isinstance(plan, str) and self._plans else ""
        reason = f"is {quoted(plan)}, which is no plan of this file{hint}"
        self._found.add(origin_layer(layers, (PLAN,)).problem((PLAN,), reason))
        # With a bot, because the plan that was meant has most likely one.
        return Base(self._no_plan.layers, {BOTS: {}, **self._no_plan.values}, self._no_plan.size)

    def _plan_layers(self) -> Iterator[tuple[str, Layer]]:
        plans = self._shaper(()).map(self._top.get(PLANS, {}), (PLANS,)) or {}
        for key, value in plans.items():
            path = (PLANS, key)
            self._shaper(()).key(path)
            if as_object(value) and PLAN in (as_object(value) or {}):
                self._report((*path, PLAN), "is in a plan, but plans do not have plans: leave it out")
            layer = self._layer(f"plan {key}", path, value)
            if layer is not None:
                yield key, layer

    def _base(self, lower: JsonObject, layers: tuple[Layer, ...]) -> Base:
        if not layers:
            return Base((), {}, 0)
        values = merged(lower, layers[0].values, self._removes_nothing(layers[0]))
        return Base(layers, values, _size(values))

    def _layer(self, name: str, path: KeyPath, value: JsonValue) -> Layer | None:
        shaped = self._shaper(path).tenant(value)
        return None if shaped is None else Layer(name, self._document, path, shaped)

    def _shaper(self, path: KeyPath) -> Shaper:
        return Shaper(lambda inner, reason: self._report((*path, *inner), reason), self._full)

    def _full(self) -> bool:
        return self._found.is_full

    def _removes_nothing(self, layer: Layer) -> Callable[[KeyPath], None]:
        def report(path: KeyPath) -> None:
            self._found.add(layer.problem(path, f"is empty, but removes nothing: give it {A_MAP_OR_TRUE}"))

        return report

    def _report(self, path: KeyPath, reason: str) -> None:
        self._found.add(self._document.problem(path, reason))


def _warnings(document: Document) -> Iterator[FileProblem]:
    for path in lookalikes(document.value):
        yield document.problem(path, f"looks like a secret, which a file should not hold in clear; {HOW}")


def _size(value: JsonValue) -> int:
    return 1 + sum(_size(inner) for inner in inner_values(value))


def _entries_of(tenant: JsonObject) -> Iterator[JsonObject]:
    for name, section in {**SECTIONS, **SINGULAR_SECTIONS}.items():
        found = as_object(tenant.get(name)) or {}
        yield from _below(section, {name: found} if name in SINGULAR_SECTIONS else found)


def _below(section: Section, entries: Mapping[str, JsonValue]) -> Iterator[JsonObject]:
    for value in entries.values():
        entry = as_object(value)
        if entry is not None:
            yield entry
            for name, child in section.children.items():
                yield from _below(child, as_object(entry.get(name)) or {})
