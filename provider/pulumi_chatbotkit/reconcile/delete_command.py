"""The command that deletes an object which no state has."""

from pulumi_chatbotkit.catalog.schema.kind import RUN_AS
from pulumi_chatbotkit.reconcile.location import Location


def delete_command(location: Location, identifier: str) -> str:
    """The command that deletes an orphan."""
    owners = [(parent.argument, location.scope[parent.field]) for parent in location.kind.parents]
    if location.collection.run_as is not None:
        owners.append(("run-as", location.scope[RUN_AS]))
    options = "".join(f" --{argument} {owner}" for argument, owner in owners)
    return f"`pulumi-chatbotkit orphans delete {location.kind.name} {identifier}{options}`"
