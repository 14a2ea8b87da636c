"""Arguments are examined before anything is sent; what is wrong is said with function, argument and value."""

from collections.abc import Iterable, Mapping

import pulumi

from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind
from pulumi_chatbotkit.catalog.schema.rules import Matches, Rule
from pulumi_chatbotkit.functions.shape import get_name
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.reconcile.values import State

_ID = Matches(r"[A-Za-z0-9_-]+", "an id, without `@` or `(`")


def chosen(kind: Kind, given: Mapping[str, object]) -> tuple[str, JsonValue]:
    """The one selector that a program gave, with its value.

    Raises:
        pulumi.RunError: none was given, several were, or the value cannot be one.
    """
    function = get_name(kind)
    named = [name for name, value in given.items() if value is not None]
    if len(named) != 1:
        found = " and ".join(named) if named else "none"
        message = f"{function} takes exactly one of {', '.join(given)}, but got {found}"
        raise pulumi.RunError(message)
    (name,) = named
    if name == "meta":
        return name, meta_of(function, given[name])
    rules = (_ID,) if name == "id" else rules_of(kind.by_name[name])
    return name, text_of(function, name, given[name], rules)


def rules_of(field: Field) -> tuple[Rule, ...]:
    """What a value must satisfy to be found in the field: links hold ids, whatever form they were written in."""
    return (_ID,) if field.references else field.rules


def ids_of(function: str, given: Mapping[str, tuple[str, object]]) -> State:
    """Ids keyed by state key; ``given`` has the argument's name and value, None where an account is left out.

    Raises:
        pulumi.RunError: a value is no id.
    """
    named = {key: entry for key, entry in given.items() if key != RUN_AS or entry[1] is not None}
    return {key: text_of(function, argument, value, (_ID,)) for key, (argument, value) in named.items()}


def text_of(function: str, argument: str, value: object, rules: Iterable[Rule] = ()) -> str:
    """``value``, if it is text that keeps to the rules.

    Raises:
        pulumi.RunError: it is not.
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
    """``value``, if it is a map with entries.

    Raises:
        pulumi.RunError: it is not.
    """
    if not isinstance(value, Mapping) or not value:
        message = f"{function}: meta is {value!r:.60}, but must be a map with at least one entry"
        raise pulumi.RunError(message)
    return {str(key): entry for key, entry in value.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - JSON of the program's own, compared and never sent
