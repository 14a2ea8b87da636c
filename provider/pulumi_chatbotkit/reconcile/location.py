"""The location of an object: path, account, parents, list filter, marker. Made once per operation and passed on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pulumi_chatbotkit.api import ApiPath, RunAs
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind, Scope
from pulumi_chatbotkit.reconcile.marker import MARKER, NAME_KEY, OWNER_KEY, STACK_KEY, Marker, marker_from_input
from pulumi_chatbotkit.reconcile.provider_keys import SERVICE
from pulumi_chatbotkit.reconcile.values import State


@dataclass(frozen=True)
class Collection:
    """The objects that one list action returns: those of one kind, in one account, below one parent."""

    kind: str
    path: ApiPath
    """The path of the kind's actions, e.g. ``("partner", "user", "<id>", "context")``."""
    run_as: RunAs | None
    """The partner user to run the actions as; None for the parent account."""


@dataclass(frozen=True)
class Parent:
    """An object that another one needs: deleting it deletes the other one too."""

    location: "Location"
    id: str


@dataclass(frozen=True)
class Location:
    """The location of one object that exists or is to be created."""

    kind: Kind
    collection: Collection
    scope: Mapping[str, str] = field(compare=False)
    """The ids of its account and in its path, by state key: ``{"runAs": "<id>"}``."""
    marker: Marker | None
    """The marker of its resource; None if the kind has no ``meta``, or the values hold no marker."""
    service: str | None = field(default=None, compare=False)
    """The endpoint of its service; None if the values do not record it."""

    def action(self, suffix: tuple[str, ...], identifier: str = "") -> ApiPath:
        """The path of an action: ``suffix`` below the collection, with the parts in braces filled in."""
        known = {**self.scope, "id": identifier}
        return (*self.collection.path, *(known[part[1:-1]] if part.startswith("{") else part for part in suffix))

    def meta_filter(self, entries: Mapping[str, str]) -> dict[str, str]:
        """The list query for objects with these entries in ``meta``; {} if the list cannot filter by ``meta``."""
        return {f"meta[{key}]": value for key, value in entries.items()} if self.kind.filters_by_meta else {}

    @property
    def stack_filter(self) -> dict[str, str]:
        """The list query for all objects of the marker's stack."""
        return self.meta_filter(_stack_entries(self.marker)) if self.marker else {}

    @property
    def resource_filter(self) -> dict[str, str]:
        """The list query for the objects of the marker's resource."""
        marker = self.marker
        return self.meta_filter({**_stack_entries(marker), NAME_KEY: marker.name}) if marker else {}

    @property
    def parents(self) -> tuple[Parent, ...]:
        """The objects it depends on: those in its path, and the partner user of its account."""
        kinds = [(owner.kind, owner.field) for owner in self.kind.parents]
        if self.kind.scope is Scope.RUN_AS:
            kinds.append(("partner_user", RUN_AS))
        return tuple(
            Parent(location_of(KINDS[kind], self.scope), self.scope[key]) for kind, key in kinds if key in self.scope
        )


def location_of(kind: Kind, values: State) -> Location:
    """The location of the object with these values: its state or its inputs, which must hold the ids of the path."""
    scope = {key: str(values[key]) for key in kind.location_keys if values.get(key) is not None}
    path = tuple(scope[part[1:-1]] if part.startswith("{") else part for part in kind.path)
    user = scope.get(RUN_AS) if kind.scope is Scope.RUN_AS else None
    collection = Collection(kind.name, path, RunAs(user_id=user) if user is not None else None)
    service = values.get(SERVICE)
    recorded = service if isinstance(service, str) else None
    return Location(kind, collection, scope, marker_from_input(values.get(MARKER)), recorded)


def _stack_entries(marker: Marker) -> dict[str, str]:
    owner = {OWNER_KEY: marker.owner} if marker.owner is not None else {}
    return {STACK_KEY: marker.stack, **owner}
