"""The options of a resource as they are once all transformations of the program have changed them.

Pulumi calls a resource's own transformations first, then those of its parents and of the stack. Children of a resource
have its transformations as well, so the ones made here do nothing for other resources.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import pulumi

_Examine = Callable[[pulumi.ResourceOptions], pulumi.ResourceOptions]


def examine_after_transformations(
    resource: pulumi.Resource, options: pulumi.ResourceOptions, examine: _Examine
) -> None:
    """Have ``examine`` called after all transformations, if the program has any for the resource.

    Args:
        resource: The resource that is about to be registered.
        options: What it is registered with.
        examine: Returns the options that it is registered with instead; what it raises ends the program.
    """
    options.transformations = [_AddLast(resource, examine), *(options.transformations or ())]


@dataclass(eq=False)
class _Last:
    resource: pulumi.Resource
    examine: _Examine

    def __call__(self, args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult | None:
        if args.resource is not self.resource:
            return None
        return pulumi.ResourceTransformationResult(args.props, self.examine(args.opts))


@dataclass(eq=False)
class _AddLast:
    resource: pulumi.Resource
    examine: _Examine

    def __call__(self, args: pulumi.ResourceTransformationArgs) -> None:
        # Pulumi goes through this list, which it has just made for the resource.
        known: object = getattr(self.resource, "_transformations", None)
        if args.resource is not self.resource or not isinstance(known, list):
            return
        transformations = cast("list[object]", known)
        if not all(isinstance(each, _AddLast | _Last) for each in transformations):
            transformations.append(_Last(self.resource, self.examine))
