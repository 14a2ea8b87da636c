"""Objects that another program, or a person, has made: without a marker."""

from pulumi_chatbotkit.api import RunAs
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind
from pulumi_chatbotkit.json_values import JsonObject
from support.core_harness import CoreHarness


def make_by_hand(harness: CoreHarness, kind: Kind, scope: JsonObject, values: JsonObject) -> str:
    """Create an object through the API, as another program would; returns its id.

    Args:
        harness: Its service.
        kind: Its kind.
        scope: The ids of its account and its parents, by state key.
        values: Its fields; None for one that is left out.
    """
    path = [str(scope[part[1:-1]]) if part.startswith("{") else part for part in kind.path]
    action = [str(scope[part[1:-1]]) if part.startswith("{") else part for part in kind.actions.create]
    body: JsonObject = {
        name: value for name, value in values.items() if value is not None and not kind.by_name[name].is_local
    }
    user = scope.get(RUN_AS)
    account = RunAs(user_id=str(user)) if user is not None else None
    return str(harness.run(harness.client.post((*path, *action), body, run_as=account))["id"])
