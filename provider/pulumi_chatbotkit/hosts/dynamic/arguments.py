"""The typed classes for objects inside arguments: Pulumi's input types, which a type checker sees as dataclasses.

Attributes have Python names and may hold outputs; Pulumi turns them into a map with the API's names.
"""

from typing import TypeVar, dataclass_transform

import pulumi

_Class = TypeVar("_Class")


@dataclass_transform(kw_only_default=True, field_specifiers=(pulumi.property,))
def args_class(cls: type[_Class]) -> type[_Class]:
    """Make an input type of a class whose attributes are annotated, and set to ``pulumi.property(...)``."""
    return pulumi.input_type(cls)
