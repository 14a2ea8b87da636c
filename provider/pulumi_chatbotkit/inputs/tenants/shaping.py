"""The shape of one layer: known names, sections of entries. What has another shape is a problem, and left out.

``true`` becomes an entry without fields, so that merging meets maps only; null and ``false`` stay, because they remove.
"""

from collections.abc import Callable, Iterator, Mapping

from pulumi_chatbotkit.catalog.schema.problem import Problem
from pulumi_chatbotkit.catalog.schema.quoting import quoted
from pulumi_chatbotkit.inputs.tenant_layout import (
    KEY_RULES,
    SECTIONS,
    SINGULAR_SECTIONS,
    TENANT_FIELDS,
    TENANT_NAMES,
    Section,
)
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath, as_object
from pulumi_chatbotkit.suggestions import did_you_mean

A_MAP = "a map"
A_MAP_OR_TRUE = "a map, or true for one without fields of its own"
_INTEGRATIONS = "Integrations"


class Shaper:
    """Shapes layers; what is wrong goes to ``report``, with its path in the layer."""

    def __init__(self, report: Callable[[KeyPath, str], None], is_full: Callable[[], bool]) -> None:
        self._report = report
        self._is_full = is_full

    def tenant(self, value: JsonValue) -> JsonObject | None:
        """A tenant's own values and sections; None if it is no map."""
        tenant = self.map(value, ())
        if tenant is None:
            return None
        shaped: JsonObject = {}
        for name, inner in tenant.items():
            if self._is_full():
                break
            if name in SECTIONS:
                shaped[name] = self._entries(SECTIONS[name], inner, (name,))
            elif name in SINGULAR_SECTIONS:
                self._put(shaped, name, self._entry(SINGULAR_SECTIONS[name], inner, (name,)))
            elif name in TENANT_NAMES:
                shaped[name] = inner
            else:
                self._report((name,), f"is not a field of a tenant{_meant(name)}")
        return shaped

    def map(self, value: JsonValue, path: KeyPath, *, expected: str = A_MAP) -> JsonObject | None:
        """``value`` as a map; None, and a problem, if it is not one."""
        found = as_object(value)
        if found is None:
            is_what = "is empty" if value is None else f"is {quoted(value)}"
            self._report(path, f"{is_what}, but must be {expected}")
        return found

    def key(self, path: KeyPath) -> None:
        """Report what is wrong with the key at the end of ``path``."""
        for problem in key_problems(path):
            self._report(*problem)

    def _entries(self, section: Section, value: JsonValue, path: KeyPath) -> JsonValue:
        if value is None:
            return None
        shaped: JsonObject = {}
        for key, inner in (self.map(value, path) or {}).items():
            if self._is_full():
                break
            self.key((*path, key))
            self._put(shaped, key, self._entry(section, inner, (*path, key)))
        return shaped

    def _entry(self, section: Section, value: JsonValue, path: KeyPath) -> "JsonValue | _Wrong":
        if value is None or value is False:
            return value
        if value is True:
            return {}
        entry = self.map(value, path, expected=A_MAP_OR_TRUE)
        if entry is None:
            return _WRONG
        shaped: JsonObject = {}
        for name, inner in entry.items():
            if self._is_full():
                break
            if name in section.children:
                shaped[name] = self._entries(section.children[name], inner, (*path, name))
            elif name in section.by_name or name in section.links:
                shaped[name] = inner
            else:
                self._report((*path, name), f"is not a field of {section.title}{did_you_mean(name, [*section.names])}")
        return shaped

    @staticmethod
    def _put(shaped: JsonObject, name: str, value: "JsonValue | _Wrong") -> None:
        if not isinstance(value, _Wrong):
            shaped[name] = value


class _Wrong:
    """In place of a value of a wrong shape, which was reported."""


_WRONG = _Wrong()


def key_problems(path: KeyPath) -> Iterator[Problem]:
    """What is wrong with the key at the end of ``path``."""
    return (Problem(path, reason) for rule in KEY_RULES if (reason := rule.problem(path[-1])))


def _meant(name: str) -> str:
    if name.lower() == _INTEGRATIONS.lower():
        return f"; there are {', '.join(each for each in SECTIONS if each.endswith(_INTEGRATIONS))}"
    known: Mapping[str, object] = {**TENANT_FIELDS, **SINGULAR_SECTIONS, **dict.fromkeys(TENANT_NAMES)}
    return did_you_mean(name, [*known])
