"""Conversion of a typed class's arguments to what is registered."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypedDict

import pulumi

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind, snake_case
from pulumi_chatbotkit.reconcile import Adopt

if TYPE_CHECKING:
    from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource


class Arguments(TypedDict):
    """The arguments of ``ChatBotKitResource``."""

    declared: Mapping[str, object]
    scopes: "Mapping[str, pulumi.Input[str] | ChatBotKitResource | None]"
    adopt: pulumi.Input[Adopt] | None


def arguments_of(kind_name: str, given: Mapping[str, Any]) -> Arguments:
    """The arguments of a typed class's constructor by state key; ``given`` is the constructor's ``locals()``.

    Raises:
        pulumi.RunError: arguments that describe content contradict each other, or the content cannot be read.
    """
    kind = KINDS[kind_name]
    fields, scopes = _names(kind_name)
    declared: dict[str, object] = {key: given[argument] for key, argument in fields}
    if kind.content_arguments:
        declared |= _content(kind, given)
    return Arguments(
        declared=declared, scopes={key: given[argument] for key, argument in scopes}, adopt=given.get("adopt")
    )


_Names = tuple[tuple[str, str], ...]


@cache
def _names(kind_name: str) -> tuple[_Names, _Names]:
    """State key and argument name of each field, and of each id of the location."""
    kind = KINDS[kind_name]
    fields = tuple((field.name, snake_case(field.name)) for field in kind.fields)
    scopes = tuple((owner.field, owner.argument) for owner in kind.parents)
    return fields, (*scopes, (RUN_AS, "run_as")) if RUN_AS in kind.location_keys else scopes


def _content(kind: Kind, given: Mapping[str, Any]) -> Mapping[str, object]:
    """State keys and values of the content. The module that reads it is imported here: few programs need it."""
    from pulumi_chatbotkit.hosts.dynamic.content import content_inputs  # noqa: PLC0415

    arguments = {each.name: given[each.name] for each in kind.content_arguments}
    return content_inputs(kind, given["resource_name"], arguments)
