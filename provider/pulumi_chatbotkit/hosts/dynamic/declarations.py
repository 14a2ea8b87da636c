"""The declaration of a resource, which the program passes to check as a property: see ``reconcile.Declaration``."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import count
from typing import Final

import pulumi

from pulumi_chatbotkit.catalog.schema.kind import Kind, snake_case
from pulumi_chatbotkit.catalog.schema.problem import Problem
from pulumi_chatbotkit.hosts.dynamic.written_values import Later, examined, secrets_and_problems
from pulumi_chatbotkit.json_values import KeyPath
from pulumi_chatbotkit.reconcile import Declaration

_NUMBERS: Final = count(1)
"""A unique number for each resource that this process declares."""


def declaration_of(
    kind: Kind,
    resource_name: str,
    given: Mapping[str, object],
    replacing: tuple[KeyPath, ...],
    implied: frozenset[str] = frozenset(),
) -> object:
    """The declaration as a property; awaitable if there are outputs in the arguments, which may be secret.

    Args:
        kind: The resource's kind.
        resource_name: Its name in the stack.
        given: Its arguments by state key, as the program gives them; a resource stands for its id.
        replacing: Paths of ``replace_on_changes``.
        implied: Names of arguments that a component gives and no program has written.

    Raises:
        pulumi.RunError: a value cannot be kept as it is. For outputs, once their values are known.
    """
    label = f"{kind.class_name} {resource_name!r}"
    problems: list[Problem] = []
    later: list[Later] = []
    secret_names = kind.secret_names
    for name, value in given.items():
        if isinstance(value, pulumi.Resource) and name in kind.location_keys:
            continue
        for each in examined(value, (name,), secret=name in secret_names):
            if isinstance(each, Later):
                later.append(each)
            else:
                problems.append(each)
    _refuse(label, problems)
    declaration = Declaration(
        pulumi.get_project(),
        pulumi.get_stack(),
        resource_name,
        str(next(_NUMBERS)),
        implied_inputs=frozenset(name for name in given if snake_case(name) in implied),
        replace_on_changes=replacing,
        awaited=frozenset[str]() if pulumi.runtime.is_dry_run() else _awaited(given),
    )
    return _with_secrets(label, declaration, later) if later else declaration.as_property()


def _awaited(given: Mapping[str, object]) -> frozenset[str]:
    return frozenset(name for name, value in given.items() if value is not None)


async def _with_secrets(label: str, declaration: Declaration, later: Collection[Later]) -> object:
    """The declaration with the paths of secret inputs, because Pulumi removes the marks before it calls check."""
    secrets, problems = await secrets_and_problems(later)
    _refuse(label, problems)
    return replace(declaration, secret_inputs=frozenset(secrets)).as_property()


def _refuse(label: str, problems: Collection[Problem]) -> None:
    if problems:
        found = "; ".join(f"{problem.field} {problem.reason}" for problem in problems)
        message = f"{label}: {found}."
        raise pulumi.RunError(message)
