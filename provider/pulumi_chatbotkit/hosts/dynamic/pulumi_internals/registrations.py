"""The options with which all resources of a program are registered, those of other packages too.

Pulumi's engine hands some options on to children, and no public attribute of a parent has them.
"""

import sys
from collections.abc import Callable

import pulumi

_MODULE = "pulumi.resource"
_REGISTER = "register_resource"

Note = Callable[[pulumi.Resource, pulumi.ResourceOptions], None]
"""Called with a resource and its options."""


def note_registrations(note: Note) -> None:
    """Have ``note`` called with each resource that is registered from now on, and its options after transformations.

    It is not called if the SDK registers resources in another way.
    """
    module = sys.modules.get(_MODULE)
    original = None if module is None else vars(module).get(_REGISTER)
    if module is None or not callable(original):
        return

    def note_and_register(*arguments: object, **named: object) -> object:
        given = (*arguments, *named.values())
        resource = next((each for each in given if isinstance(each, pulumi.Resource)), None)
        options = next((each for each in given if isinstance(each, pulumi.ResourceOptions)), None)
        if resource is not None and options is not None:
            note(resource, options)
        return original(*arguments, **named)

    setattr(module, _REGISTER, note_and_register)
