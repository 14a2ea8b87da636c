"""The only way into the core: check, diff, create, read, update and delete of resources of one kind.

A host calls it in the order in which Pulumi calls the host. This class records in the run's history what has to be
remembered between calls.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.catalog.schema.problem import Problem
from pulumi_chatbotkit.reconcile.check import check
from pulumi_chatbotkit.reconcile.diff import Difference, diff
from pulumi_chatbotkit.reconcile.location import location_of
from pulumi_chatbotkit.reconcile.marker import MARKER, Marker, marker_from_input
from pulumi_chatbotkit.reconcile.object_history import Verdict
from pulumi_chatbotkit.reconcile.run_history import RunHistory
from pulumi_chatbotkit.reconcile.values import (
    NO_INPUTS,
    UNKNOWN,
    Inputs,
    InputValue,
    Outputs,
    Secret,
    State,
    all_known,
    as_known,
    has_unknown,
)

if TYPE_CHECKING:
    from pulumi_chatbotkit.reconcile.declaration import Declaration
    from pulumi_chatbotkit.reconcile.reconciler import Created, Observed, Reconciler


@dataclass(frozen=True)
class CheckedResource:
    """Inputs in canonical form, secret ones marked, and their problems."""

    inputs: dict[str, InputValue | Secret]
    failures: tuple[Problem, ...]


class KindProvider:
    """Serves one kind in one run."""

    def __init__(
        self,
        kind: Kind,
        history: RunHistory,
        reconciler: "Callable[[], Reconciler]",
        owner: str | None = None,
    ) -> None:
        """Serve ``kind``.

        Args:
            kind: What to serve.
            history: The run's history, shared by all kinds.
            reconciler: Returns the reconciler of this kind; called by the first operation, so that a run without
                operations needs no client.
            owner: ``chatbotkit:owner``, which becomes part of the marker.
        """
        self.kind = kind
        self._history = history
        self._reconciler = reconciler
        self._owner = owner

    def check(
        self, inputs: Inputs, before: Inputs = NO_INPUTS, declaration: "Declaration | None" = None
    ) -> CheckedResource:
        """Check the inputs of one resource and report all problems at once. Makes no network calls.

        Args:
            inputs: What the program declares.
            before: The inputs of its last update, if it exists.
            declaration: Identifies the resource; None if the inputs already hold the marker.
        """
        marked = dict(inputs)
        secret: Collection[str] = ()
        if declaration is not None:
            marked[MARKER] = cast("InputValue", declaration.marker(self._owner).as_input())
            secret = declaration.secret_inputs
        checked = check(self.kind, marked, before, secret=secret)
        marker = _declared_marker(checked.inputs)
        self._history.checked(self.kind, marker)
        failures = (*checked.failures, *self._declared_twice(marker, declaration))
        return CheckedResource(_with_secrets(checked.inputs, self.kind.secret_names), failures)

    def diff(self, identifier: str, state: State, inputs: Inputs) -> Difference:
        """Compare the stored state with checked inputs. Makes no network calls."""
        difference = diff(self.kind, state, inputs)
        verdict = Verdict.REPLACED if difference.replaces else Verdict.KEPT
        self._history.compared(self.kind, identifier, _declared_marker(inputs), verdict)
        return difference

    async def create(self, inputs: Inputs) -> "Created":
        """Create the object exactly once, even if the answer is lost; or adopt it. Raises ``ChatBotKitError``."""
        desired = all_known(inputs)
        return await self._reconciler().create(location_of(self.kind, desired), desired)

    async def read(self, identifier: str, state: State) -> "Observed | None":
        """The object as it is now, or None once it is proven gone. Raises ``ChatBotKitError``."""
        return await self._reconciler().read(location_of(self.kind, state), identifier, state)

    async def update(self, identifier: str, state: State, inputs: Inputs) -> Outputs:
        """Send what differs; returns the whole new state. Raises ``ChatBotKitError``."""
        desired = all_known(inputs)
        return await self._reconciler().update(location_of(self.kind, desired), identifier, state, desired)

    async def delete(self, identifier: str, state: State) -> None:
        """Delete the object; deleting what is gone succeeds. Raises ``ChatBotKitError``."""
        await self._reconciler().delete(location_of(self.kind, state), identifier, state)

    def _declared_twice(self, marker: Marker | None, declaration: "Declaration | None") -> Iterator[Problem]:
        """The problem of a second resource with the same kind and name, which Pulumi allows below other parents.

        The marker consists of kind and name, so both resources would claim the same object after a crash.
        """
        if marker is None or declaration is None or self._history.declare(self.kind, marker, declaration.id):
            return
        yield Problem(
            (f"{self.kind.class_name} {marker.name!r}",),
            "is declared twice: objects are marked with their kind and name, so the name must be unique among them in "
            "a stack, below other parents too. Give one of them another name.",
        )


def _declared_marker(inputs: Inputs) -> Marker | None:
    """The marker in the inputs; None if it is not known yet."""
    given = inputs.get(MARKER)
    return None if has_unknown(given) else marker_from_input(as_known(given))


def _with_secrets(inputs: Inputs, names: Collection[str]) -> dict[str, InputValue | Secret]:
    return {key: Secret(value) if key in names and value is not UNKNOWN else value for key, value in inputs.items()}
