"""Where in a tenant's entry a map is, which says how the reader of tenants files merges what is in it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from pulumi_chatbotkit.inputs.tenant_layout import ADOPT, SECTIONS, TENANT_FIELDS, Section

_OWN = frozenset({ADOPT.name, "alias", "name", "email"})
"""What makes a tenant the one that it is."""
_NONE: Mapping[str, Section] = MappingProxyType({})


class _Holds(Enum):
    TENANT = auto()
    OBJECTS = auto()
    """From key to object."""
    OBJECT = auto()
    VALUES = auto()
    """A field's value, or a map in one."""


@dataclass(frozen=True)
class Map:
    """A map in an entry."""

    _holds: _Holds
    _section: Section | None = None
    _is_of_tenant: bool = False
    """True in a field of the tenant itself, such as ``meta``."""

    def inside(self, name: str) -> "Map":
        """The map under one of its keys."""
        if self._holds is _Holds.OBJECTS:
            return Map(_Holds.OBJECT, self._section)
        is_tenant = self._holds is _Holds.TENANT
        sections = SECTIONS if is_tenant else self._object.children if self._object else _NONE
        if name in sections:
            return Map(_Holds.OBJECTS, sections[name])
        return Map(_Holds.VALUES, None, is_tenant or self._is_of_tenant)

    def is_own(self, name: str) -> bool:
        """True for what a tenant or an object shares with no other: which one it is."""
        if self._holds is _Holds.TENANT:
            return name in _OWN
        attached = self._object.kind.attached if self._object else None
        return self._object is not None and (name == ADOPT.name or (attached is not None and name == attached.field))

    def other_name(self, name: str) -> str | None:
        """The other way to say the same, if there is one: ``botId`` for ``bot``. Either replaces the other."""
        return self._object.alternatives.get(name) if self._object else None

    def is_reference(self, name: str) -> bool:
        """True if null does not remove the value, but says that there is none."""
        if self._object is None:
            return False
        field = self._object.by_name.get(name)
        return name in self._object.links or (field is not None and field.references is not None)

    def has_templates_of(self, name: str) -> frozenset[str]:
        """The attributes of ``tenant`` that a text under the key may be filled in with."""
        if self._is_of_tenant or (self._holds is _Holds.TENANT and name in TENANT_FIELDS):
            return frozenset({"key"})
        return frozenset() if self.is_reference(name) else frozenset({"key", "alias", "name", "email"})

    @property
    def is_section(self) -> bool:
        """True if its values are objects."""
        return self._holds is _Holds.OBJECTS

    @property
    def _object(self) -> Section | None:
        return self._section if self._holds is _Holds.OBJECT else None


TENANT = Map(_Holds.TENANT)
"""The entry itself."""
