"""The output properties of resources, made from the annotations of typed classes.

A generated class only has ``name: pulumi.Output[str]``, with a docstring below for editors. At run time each such
annotation becomes a property, as in Pulumi's own SDKs: Pulumi takes the output's name and type from it, the attribute
is read-only, and it exists on the class as well.
"""

import inspect
from collections.abc import Callable, Mapping
from typing import NamedTuple

import pulumi

from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind, snake_case


class Attribute(NamedTuple):
    """An output of a resource."""

    key: str
    """State key, e.g. ``blueprintId``."""
    doc: str


def attributes(kind: Kind) -> Mapping[str, Attribute]:
    """The outputs of the kind's resources, keyed by their Python names."""
    found = [Attribute(each.name, each.doc) for each in (*kind.state_fields, *kind.create_only_outputs, *kind.outputs)]
    found += [
        Attribute(owner.field, f"Id of the {owner.kind.replace('_', ' ')} it belongs to.") for owner in kind.parents
    ]
    if RUN_AS in kind.location_keys:
        found.append(Attribute(RUN_AS, "Id of the partner user in whose account it lives; None for your own."))
    return {snake_case(each.key): each for each in found}


def add_properties(cls: type, kind: Kind) -> None:
    """Add a property for each output of the kind, typed by the annotation in the class or a base.

    The class's own annotations are removed, because Pulumi would resolve them again for each registered resource. It
    resolves the types of properties once.
    """
    hints = {name: hint for base in reversed(cls.__mro__) for name, hint in inspect.get_annotations(base).items()}
    for name, (key, doc) in attributes(kind).items():
        setattr(cls, name, property(pulumi.getter(name=key)(_getter(key, hints[name])), doc=doc))
    cls.__annotations__ = {}


def _getter(key: str, hint: object) -> Callable[[pulumi.Resource], object]:
    def get(resource: pulumi.Resource) -> object:
        return vars(resource)[key]  # where Pulumi's registration puts it

    get.__annotations__ = {"return": hint}
    return get
