"""Check and diff of one kind, each in a new run."""

from collections.abc import Collection

from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.reconcile import (
    CheckedResource,
    Declaration,
    Difference,
    Inputs,
    KindProvider,
    Reconciler,
    RunHistory,
    State,
)

NO_INPUTS: Inputs = {}


def check(kind: Kind, inputs: Inputs, before: Inputs = NO_INPUTS, *, secret: Collection[str] = ()) -> CheckedResource:
    """Check the inputs of a resource; ``secret`` names those that its program marks secret."""
    declaration = Declaration("test", "dev", "it", "1", frozenset((name,) for name in secret)) if secret else None
    return _provider(kind).check(inputs, before, declaration)


def diff(kind: Kind, state: State, inputs: Inputs) -> Difference:
    """Compare a state with checked inputs."""
    return _provider(kind).diff("id", state, inputs)


def _provider(kind: Kind) -> KindProvider:
    return KindProvider(kind, RunHistory(), _no_reconciler)


def _no_reconciler() -> Reconciler:
    message = "check and diff make no calls"
    raise AssertionError(message)
