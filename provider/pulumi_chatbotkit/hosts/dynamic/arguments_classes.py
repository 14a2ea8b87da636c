"""Classes for objects inside arguments."""

import inspect
from collections.abc import Mapping
from typing import Final, TypeVar, dataclass_transform

import pulumi

_Class = TypeVar("_Class")

_MEMBERS: Final[dict[type, tuple[str, ...]]] = {}
"""The attributes of each class."""


@dataclass_transform(kw_only_default=True, field_specifiers=(pulumi.property,))
def args_class(cls: type[_Class]) -> type[_Class]:
    """Class decorator: make a Pulumi input type of a class with annotated ``pulumi.property(...)`` attributes.

    Type checkers see a dataclass. Attributes have Python names and may hold outputs; Pulumi turns an instance into a
    map with the API's names.
    """
    made = pulumi.input_type(cls)
    _MEMBERS[made] = tuple(inspect.get_annotations(made))
    return made


def members(value: object) -> Mapping[str, object] | None:
    """What an instance of such a class holds, by Python name, without what is left out; None for other values."""
    names = _MEMBERS.get(type(value))
    if names is None:
        return None
    return {name: inner for name in names if (inner := getattr(value, name)) is not None}
