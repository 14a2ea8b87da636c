"""Fills the templates of a merged tenant in: first its variables, then its own fields, then everything else."""

from collections.abc import Callable, Mapping

from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.inputs.tenant_layout import PLAN, TENANT_FIELDS, VARS, Section
from pulumi_chatbotkit.inputs.tenants.cells import Reader, field_reader
from pulumi_chatbotkit.inputs.tenants.templates import OPENING, Names, TemplateRefused, Templates
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath, as_object

Report = Callable[[KeyPath, str], None]


class Filler:
    """The templates of one tenant. A text that cannot be filled in is reported, and left as it is."""

    def __init__(self, templates: Templates, key: str, tenant: JsonObject, report: Report) -> None:
        self._templates = templates
        self._report = report
        known: JsonObject = {"key": key, PLAN: tenant.get(PLAN)}
        self._names: Mapping[str, Names] = {"tenant": Names("tenant", known), VARS: Names(VARS, {})}
        filled_vars = self.value(as_object(tenant.get(VARS)) or {}, (VARS,))
        self._names = {**self._names, VARS: Names(VARS, as_object(filled_vars) or {})}
        self.own = {
            name: self.field(TENANT_FIELDS.get(name), tenant[name], (name,)) for name in tenant if name in TENANT_FIELDS
        }
        given = {name: value for name, value in self.own.items() if value is not None}
        self._names = {**self._names, "tenant": Names("tenant", {**known, **given})}

    def entry(self, section: Section, values: JsonObject, path: KeyPath) -> JsonObject:
        """The values of an entry, the sections inside it left out."""
        return {
            name: self.field(section.by_name.get(name), value, (*path, name))
            for name, value in values.items()
            if name not in section.children
        }

    def field(self, field: Field | None, value: JsonValue, path: KeyPath) -> JsonValue:
        """The value of a field; text that was filled in becomes a number or boolean if the field holds one."""
        return self.value(value, path, str if field is None else field_reader(field))

    def value(self, value: JsonValue, path: KeyPath, read: Reader = str) -> JsonValue:
        """A value with its templates filled in, at any depth; the same object if it has none."""
        if isinstance(value, str):
            return self._text(value, path, read) if OPENING in value else value
        if isinstance(value, dict):
            filled = {key: self.value(inner, (*path, key), read) for key, inner in value.items()}
            return filled if any(filled[key] is not inner for key, inner in value.items()) else value
        if isinstance(value, list):
            return [self.value(inner, (*path, index), read) for index, inner in enumerate(value)]
        return value

    def _text(self, text: str, path: KeyPath, read: Reader) -> JsonValue:
        try:
            return read(self._templates.filled(text, self._names))
        except TemplateRefused as refused:
            self._report(path, str(refused))
            return None


def has_templates(value: JsonValue) -> bool:
    """True if a text in ``value``, at any depth, has a template."""
    if isinstance(value, str):
        return OPENING in value
    if isinstance(value, dict):
        return any(has_templates(inner) for inner in value.values())
    return isinstance(value, list) and any(has_templates(inner) for inner in value)
