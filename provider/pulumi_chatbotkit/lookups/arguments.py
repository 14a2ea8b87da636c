"""Checks the arguments of lookup functions before anything is sent. Errors name function, argument and value."""

from collections.abc import Iterable, Mapping

import pulumi

from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind
from pulumi_chatbotkit.catalog.schema.rules import Matches, Rule
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.lookups.shape import get_name, location_arguments, selectors
from pulumi_chatbotkit.reconcile.values import State

_ID = Matches(r"[A-Za-z0-9_-]+", "an id, without `@` or `(`")


def chosen(kind: Kind, given: Mapping[str, object]) -> tuple[str, JsonValue]:
    """The one selector that is given, with its value.

    Raises:
        pulumi.RunError: none or several are given, or the value breaks the field's rules.
    """
    function, possible = get_name(kind), selectors(kind)
    named = [name for name in possible if given[name] is not None]
    if len(named) != 1:
        found = " and ".join(named) if named else "none"
        message = f"{function} takes exactly one of {', '.join(possible)}, but got {found}"
        raise pulumi.RunError(message)
    (name,) = named
    if name == "meta":
        return name, meta_of(function, given[name])
    rules = (_ID,) if name == "id" else rules_of(kind.by_name[name])
    return name, text_of(function, name, given[name], rules)


def rules_of(field: Field) -> tuple[Rule, ...]:
    """The rules of a value to search the field for. Links hold ids, whatever form a program gave them in."""
    return (_ID,) if field.references else field.rules


def scope_of(function: str, kind: Kind, given: Mapping[str, object]) -> State:
    """Where to look for objects of the kind: ids of parent and account by state key; ``given`` is keyed by argument.

    Raises:
        pulumi.RunError: a value is no id.
    """
    return ids_of(function, {key: (argument, given[argument]) for key, argument in location_arguments(kind).items()})


def ids_of(function: str, given: Mapping[str, tuple[str, object]]) -> State:
    """Ids by state key; ``given`` has the argument's name and value, None for your own account.

    Raises:
        pulumi.RunError: a value is no id.
    """
    named = {key: entry for key, entry in given.items() if key != RUN_AS or entry[1] is not None}
    return {key: text_of(function, argument, value, (_ID,)) for key, (argument, value) in named.items()}


def text_of(function: str, argument: str, value: object, rules: Iterable[Rule] = ()) -> str:
    """``value`` as text.

    Raises:
        pulumi.RunError: it is no text, or breaks a rule.
    """
    if isinstance(value, pulumi.Output | ChatBotKitResource):
        message = f"{function}: {argument} is not known yet, only its Output is: use {function}_output"
        raise pulumi.RunError(message)
    if not isinstance(value, str) or not value:
        message = f"{function}: {argument} is {value!r:.60}, but must be text"
        raise pulumi.RunError(message)
    for fault in filter(None, (rule.problem(value) for rule in rules)):
        message = f"{function}: {argument} {fault}"
        raise pulumi.RunError(message)
    return value


def meta_of(function: str, value: object) -> JsonObject:
    """``value`` as a map.

    Raises:
        pulumi.RunError: it is no map, or empty.
    """
    if not isinstance(value, Mapping) or not value:
        message = f"{function}: meta is {value!r:.60}, but must be a map with at least one entry"
        raise pulumi.RunError(message)
    return {str(key): entry for key, entry in value.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - JSON of the program's own, compared and never sent
