"""``list_teams``: the API has no other action for teams. docs/api/api.md b.17."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pulumi

from pulumi_chatbotkit.api import RunAs
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.lookups.arguments import ids_of
from pulumi_chatbotkit.lookups.listing import streamed
from pulumi_chatbotkit.lookups.outputs import deferred_list
from pulumi_chatbotkit.lookups.results import timestamps
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser

_NAME = "list_teams"


@dataclass(frozen=True)
class TeamResult:
    """A team of people who work in an account."""

    id: str
    name: str
    description: str
    meta: Mapping[str, JsonValue] | None
    created_at: int | None
    """When it was created, in milliseconds since 1970."""
    updated_at: int | None
    """When it was last changed, in milliseconds since 1970."""


def list_teams(*, run_as: str | None = None) -> Iterator[TeamResult]:
    """The teams of an account. A page is fetched once the previous one is used up.

    Args:
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises:
        pulumi.RunError: the service refused.

    Source: docs/api/api.md b.17.
    """
    place = ids_of(_NAME, {"runAs": ("run_as", run_as)})
    scope = RunAs(user_id=str(place["runAs"])) if place else None
    return map(_team, streamed(_NAME, ("team", "list"), {}, scope))


def list_teams_output(*, run_as: pulumi.Input[str] | PartnerUser | None = None) -> pulumi.Output[list[TeamResult]]:
    """``list_teams`` for a partner user that is an output, all pages at once."""
    return deferred_list(list_teams, run_as=run_as)


def _team(record: JsonObject) -> TeamResult:
    return TeamResult(
        id=str(record.get("id")),
        name=str(record.get("name") or ""),
        description=str(record.get("description") or ""),
        meta=as_object(record.get("meta")),
        **timestamps(record),
    )
