"""The command that deletes an object which no state has."""

import shlex

from pulumi_chatbotkit.catalog.schema.kind import RUN_AS
from pulumi_chatbotkit.reconcile.location import Location


def delete_command(location: Location, identifier: str) -> str:
    """The command that deletes an orphan, whole: the command line does not read a stack's configuration."""
    owners = [(parent.argument, location.scope[parent.field]) for parent in location.kind.parents]
    if location.collection.run_as is not None:
        owners.append(("run-as", location.scope[RUN_AS]))
    if location.service is not None:
        owners.append(("endpoint", location.service))
    options = [word for argument, value in owners for word in (f"--{argument}", value)]
    return f"`{shlex.join(['pulumi-chatbotkit', 'orphans', 'delete', location.kind.name, identifier, *options])}`"
