"""What a program gives a ``Tenant``, taken apart into objects, and checked as far as their keys go.

The values themselves are checked with each resource, as those of any other resource.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import pulumi

from pulumi_chatbotkit.catalog.schema.kind import snake_case
from pulumi_chatbotkit.inputs.tenant_layout import (
    KEY_RULES,
    SECTION_OF_KIND,
    SECTIONS,
    SINGULAR_SECTIONS,
    Section,
)
from pulumi_chatbotkit.suggestions import did_you_mean


@dataclass(frozen=True)
class Declared:
    """An object of a tenant."""

    key: str
    """Its name without the tenant's: ``support``, ``crm.open``."""
    arguments: Mapping[str, object]
    """What is declared, the objects inside it left out."""


def declared_objects(tenant: str, given: Mapping[str, object]) -> dict[str, list[Declared]]:
    """The objects in the arguments of a ``Tenant``, by the name of their kind.

    Raises:
        pulumi.RunError: an argument is no map, or a key cannot be part of a resource's name.
    """
    found: dict[str, list[Declared]] = {}
    for name, section in SINGULAR_SECTIONS.items():
        value = given.get(name)
        if value is not None and value is not False:
            _collect(tenant, section, {name: value}, (), found)
    for section in SECTIONS.values():
        _collect(tenant, section, given.get(section.argument), (), found)
    for name, section in SINGULAR_SECTIONS.items():
        if [each.key for each in found.get(section.kind.name, ())].count(name) > 1:
            raise _refused(tenant, f"{name} and {section.argument} both declare {name!r}: leave out one of them")
    return found


def first_bot(objects: Mapping[str, list[Declared]]) -> str | None:
    """Key of the first bot; None if there is none."""
    return next((each.key for each in objects.get("bot", ())), None)


def refuse_bad_references(tenant: str, objects: Mapping[str, list[Declared]]) -> None:
    """Raise ``pulumi.RunError`` if an object refers to a key that the tenant does not have."""
    keys = {kind: [each.key for each in found] for kind, found in objects.items()}
    for kind, found in objects.items():
        section = SECTION_OF_KIND[kind]
        for each in found:
            for problem in _bad_references(section, each, keys):
                raise _refused(tenant, f"{section.argument} {each.key!r}: {problem}")


def _collect(
    tenant: str, section: Section, entries: object, above: tuple[str, ...], found: dict[str, list[Declared]]
) -> None:
    if entries is None:
        return
    objects = found.setdefault(section.kind.name, [])
    for key, value in _mapping(tenant, section.argument, entries).items():
        reason = next((reason for rule in KEY_RULES if (reason := rule.problem(key))), None)
        if reason is not None:
            raise _refused(tenant, f"{section.argument} has a key that {reason}")
        arguments = _mapping(tenant, f"{section.argument} {key!r}", value)
        inside = {child.argument for child in section.children.values()}
        own = {name: each for name, each in arguments.items() if name not in inside}
        objects.append(Declared(".".join((*above, key)), own))
        for child in section.children.values():
            _collect(tenant, child, arguments.get(child.argument), (*above, key), found)


def _mapping(tenant: str, what: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise _refused(tenant, f"{what} is {value!r}, but must be a map")
    return cast("Mapping[str, object]", value)


def _bad_references(section: Section, entry: Declared, keys: Mapping[str, list[str]]) -> Iterator[str]:
    for name, link in section.links.items():
        argument = snake_case(name)
        to = entry.arguments.get(argument)
        if to is None:
            continue
        if entry.arguments.get(link.argument) is not None:
            yield f"{argument} and {link.argument} are both given: leave out one of them"
        if not isinstance(to, str):
            yield f"{argument} is {to!r}, but must be a key of the tenant; an id or an output goes into {link.argument}"
        elif to not in keys.get(link.kind, ()) and not to.startswith("@"):
            noun, known = link.kind.replace("_", " "), keys.get(link.kind, ())
            yield f"{argument} is {to!r}, which is no {noun} of the tenant{_hint(to, known)}"


def _hint(name: str, known: Iterable[str]) -> str:
    names = [*known]
    return did_you_mean(name, names) if names else "; it has none"


def _refused(tenant: str, reason: str) -> pulumi.RunError:
    return pulumi.RunError(f"Tenant {tenant!r}: {reason}")
