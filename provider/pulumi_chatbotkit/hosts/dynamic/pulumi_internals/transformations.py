"""The options of a resource as they are once all transformations of the program have changed them.

Pulumi calls a resource's own transformations first, then those of its parents and of the stack.
"""

from collections.abc import Callable
from typing import cast

import pulumi


def examine_after_transformations(
    resource: pulumi.Resource,
    options: pulumi.ResourceOptions,
    examine: Callable[[pulumi.ResourceOptions], pulumi.ResourceOptions],
) -> None:
    """Have ``examine`` called last: the resource is registered with the options that it returns.

    Args:
        resource: The resource that is about to be registered.
        options: What it is registered with.
        examine: Returns the options; what it raises ends the program.
    """

    def last(args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult | None:
        # Children of the resource have its transformations as well.
        if args.resource is not resource:
            return None
        return pulumi.ResourceTransformationResult(args.props, examine(args.opts))

    def append_last(args: pulumi.ResourceTransformationArgs) -> None:
        # Pulumi goes through this list, which it has just made for the resource.
        known: object = getattr(resource, "_transformations", None)
        if args.resource is resource and isinstance(known, list):
            cast("list[object]", known).append(last)

    options.transformations = [append_last, *(options.transformations or ())]
