"""What a tenant declares, taken apart into objects, and checked as far as keys and references go. Pure.

One function for the ``Tenant`` component and for those who ask what it would declare. The values themselves are checked
with each resource, as those of any other resource.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from pulumi_chatbotkit.catalog.schema.kind import snake_case
from pulumi_chatbotkit.inputs.tenant_layout import (
    CREATION_ORDER,
    KEY_RULES,
    OWN,
    SECTION_OF_KIND,
    SECTIONS,
    SINGULAR_SECTIONS,
    Link,
    Section,
    implied_links,
    made_by_default,
)
from pulumi_chatbotkit.suggestions import did_you_mean


class BadTenant(ValueError):
    """The arguments of a tenant mean nothing; the message says which and why."""


@dataclass(frozen=True)
class TenantObject:
    """An object of a tenant."""

    section: Section
    key: str
    """Its name without the tenant's: ``support``, ``crm.open``."""
    arguments: Mapping[str, object]
    """What is declared, by Python name; the objects inside it, and references by key, left out."""
    references: Mapping[str, tuple[str, str]]
    """Kind and key of other objects of the tenant, by the argument that takes their id: ``dataset_id``."""
    implied: frozenset[str]
    """Of ``references`` those that the tenant adds."""

    @property
    def parent_key(self) -> str | None:
        """The key of the object that it lives in; None if it lives in the account."""
        return None if self.section.parent is None else self.key.rpartition(".")[0]


@dataclass(frozen=True)
class _Entry:
    key: str
    arguments: Mapping[str, object]


_Entries = dict[str, list[_Entry]]
"""By the name of their kind."""


def tenant_objects(given: Mapping[str, object]) -> list[TenantObject]:
    """The objects in the arguments of a tenant, each after those that it refers to.

    Args:
        given: By Python name, the fields of the partner user among them.

    Raises:
        BadTenant: an argument is no map, a key cannot be part of a resource's name, or a reference leads nowhere.
    """
    entries = _collected(given)
    _refuse_bad_references(entries)
    bot = next((each.key for each in entries.get("bot", ())), None)
    for name in made_by_default(given, has_bots=bot is not None):
        entries[SINGULAR_SECTIONS[name].kind.name] = [_Entry(name, {})]
    own = {name for name in OWN if given.get(name) not in (None, False)}
    return [
        _object(section, entry, given, implied_links(section, entry.arguments.keys(), own - {section.kind.name}, bot))
        for section in CREATION_ORDER
        for entry in entries.get(section.kind.name, ())
    ]


def _object(section: Section, entry: _Entry, tenant: Mapping[str, object], implied: Mapping[str, str]) -> TenantObject:
    arguments = {**_named(section, tenant), **entry.arguments}
    references: dict[str, tuple[str, str]] = {}
    for name, link in section.links.items():
        if name in implied:
            references[link.argument] = (link.kind, implied[name])
        elif snake_case(name) in arguments:
            to = arguments.pop(snake_case(name))
            if to is None or _is_alias(to):
                arguments[link.argument] = to
            else:
                references[link.argument] = (link.kind, str(to))
    return TenantObject(
        section, entry.key, arguments, references, frozenset(section.links[name].argument for name in implied)
    )


def _named(section: Section, tenant: Mapping[str, object]) -> dict[str, object]:
    """A token without a name gets the tenant's, so that people can tell keys apart."""
    return {"name": tenant.get("name")} if section is SECTION_OF_KIND["partner_user_token"] else {}


def _is_alias(value: object) -> bool:
    return isinstance(value, str) and value.startswith("@")


def _collected(given: Mapping[str, object]) -> _Entries:
    found: _Entries = {}
    for name, section in SINGULAR_SECTIONS.items():
        value = given.get(name)
        if value is not None and value is not False:
            _collect(section, {name: value}, (), found)
    for section in SECTIONS.values():
        _collect(section, given.get(section.argument), (), found)
    for name, section in SINGULAR_SECTIONS.items():
        if [each.key for each in found.get(section.kind.name, ())].count(name) > 1:
            message = f"{name} and {section.argument} both declare {name!r}: leave out one of them"
            raise BadTenant(message)
    return found


def _collect(section: Section, entries: object, above: tuple[str, ...], found: _Entries) -> None:
    if entries is None:
        return
    objects = found.setdefault(section.kind.name, [])
    for key, value in _mapping(section.argument, entries).items():
        reason = next((reason for rule in KEY_RULES if (reason := rule.problem(key))), None)
        if reason is not None:
            message = f"{section.argument} has a key that {reason}"
            raise BadTenant(message)
        arguments = _mapping(f"{section.argument} {key!r}", value)
        inside = {child.argument for child in section.children.values()}
        own = {name: each for name, each in arguments.items() if name not in inside}
        objects.append(_Entry(".".join((*above, key)), own))
        for child in section.children.values():
            _collect(child, arguments.get(child.argument), (*above, key), found)


def _mapping(what: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        message = f"{what} is {value!r}, but must be a map"
        raise BadTenant(message)
    return cast("Mapping[str, object]", value)


def _refuse_bad_references(entries: _Entries) -> None:
    keys = {kind: [each.key for each in found] for kind, found in entries.items()}
    for kind, found in entries.items():
        section = SECTION_OF_KIND[kind]
        for each in found:
            for problem in _bad_references(section, each, keys):
                message = f"{section.argument} {each.key!r}: {problem}"
                raise BadTenant(message)


def _bad_references(section: Section, entry: _Entry, keys: Mapping[str, list[str]]) -> Iterator[str]:
    for name, link in section.links.items():
        to = entry.arguments.get(snake_case(name))
        if to is not None:
            yield from _bad_reference(snake_case(name), link, to, entry, keys.get(link.kind, ()))


def _bad_reference(argument: str, link: Link, to: object, entry: _Entry, known: Iterable[str]) -> Iterator[str]:
    if entry.arguments.get(link.argument) is not None:
        yield f"{argument} and {link.argument} are both given: leave out one of them"
    if not isinstance(to, str):
        yield f"{argument} is {to!r}, but must be a key of the tenant; an id or an output goes into {link.argument}"
    elif to not in known and not to.startswith("@"):
        yield f"{argument} is {to!r}, which is no {link.kind.replace('_', ' ')} of the tenant{_hint(to, known)}"


def _hint(name: str, known: Iterable[str]) -> str:
    names = [*known]
    return did_you_mean(name, names) if names else "; it has none"
