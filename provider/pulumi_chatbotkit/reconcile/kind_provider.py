"""The only way into the core: check, diff, create, read, update and delete of resources of one kind.

A host calls it in the order in which Pulumi calls the host. This class records in the run's history what has to be
remembered between calls.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.catalog.schema.problem import Problem
from pulumi_chatbotkit.property_paths import Paths
from pulumi_chatbotkit.reconcile.check import check
from pulumi_chatbotkit.reconcile.diff import Difference, diff
from pulumi_chatbotkit.reconcile.kept import KEPT, kept_names
from pulumi_chatbotkit.reconcile.location import Location, location_of
from pulumi_chatbotkit.reconcile.marker import MARKER, Marker, marker_from_input
from pulumi_chatbotkit.reconcile.object_history import Verdict
from pulumi_chatbotkit.reconcile.provider_keys import MARKED_INPUTS, SERVICE, STATE_ID
from pulumi_chatbotkit.reconcile.run_history import RunHistory
from pulumi_chatbotkit.reconcile.stack_settings import StackSettings
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
    cautions: tuple[Problem, ...] = ()
    """What is accepted and does not do what its name says; for people to read."""


class KindProvider:
    """Serves one kind in one run."""

    def __init__(
        self,
        kind: Kind,
        history: RunHistory,
        reconciler: "Callable[[], Reconciler]",
        settings: StackSettings = StackSettings(),  # noqa: B008 - immutable
    ) -> None:
        """Serve ``kind``.

        Args:
            kind: What to serve.
            history: The run's history, shared by all kinds.
            reconciler: Returns the reconciler of this kind; called by the first operation, so that a run without
                operations needs no client.
            settings: The stack's settings.
        """
        self.kind = kind
        self._history = history
        self._reconciler = reconciler
        self._settings = settings

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
        if self._settings.service is not None:
            marked[SERVICE] = self._settings.service
        secret: Collection[str] = ()
        missing: set[str] = set()
        if declaration is not None:
            self._history.is_real = self._history.is_real or not declaration.is_preview
            marked[MARKER] = cast("InputValue", declaration.marker(self._settings.owner).as_input())
            secret = declaration.secret_names
            marked[MARKED_INPUTS] = declaration.secret_inputs_apart_from(self.kind.secret_names)
            missing = {name for name in declaration.awaited if marked.get(name) is None}
            marked |= dict.fromkeys(missing, UNKNOWN)
            if missing and before:
                self._history.must_stay.referred_to(f"{self.kind.class_name} {declaration.name!r}", before)
        checked = check(self.kind, marked, before, secret=secret)
        marker = _declared_marker(checked.inputs)
        self._history.checked(self.kind, marker, had_object=bool(before))
        if declaration is not None:
            self._history.replace_on_changes(self.kind, marker, declaration.replace_on_changes)
            self._history.declared_defaults(self.kind, marker, checked.defaults)
            self._history.implied_inputs(self.kind, marker, declaration.implied_inputs)
        failures = (
            *checked.failures,
            *self._declared_twice(marker, declaration),
            *self._lives_elsewhere(before.get(SERVICE)),
        )
        arrived = {name: value for name, value in checked.inputs.items() if name not in missing}
        return CheckedResource(_with_secrets(arrived, self.kind.secret_names), failures, checked.cautions)

    def diff(self, identifier: str, state: State, inputs: Inputs, ignored: Paths = ()) -> Difference:
        """Compare the stored state with checked inputs. Makes no network calls.

        Args:
            identifier: The object's id.
            state: What is stored.
            inputs: What is declared.
            ignored: Paths of entries that the program leaves to others (Pulumi's ``ignore_changes``).
        """
        marker = _declared_marker(inputs)
        difference = diff(
            self.kind,
            state,
            self._with_kept(inputs, state),
            ignored,
            replace_on_changes=self._history.replace_on_changes(self.kind, marker),
        )
        verdict = Verdict.REPLACED if difference.replaces else Verdict.KEPT
        self._history.in_state(self.kind, identifier, state)
        self._history.compared(self.kind, identifier, marker, verdict, state)
        return difference

    async def create(self, inputs: Inputs) -> "Created":
        """Create the object exactly once, even if the answer is lost; or adopt it. Raises ``ChatBotKitError``."""
        self._history.is_real = True
        desired = all_known(self._with_defaults(inputs))
        self._refuse_without_parents(desired)
        if self.kind.meta is not None:
            desired[STATE_ID] = self._history.state_id
        return await self._reconciler().create(location_of(self.kind, desired), desired)

    async def read(self, identifier: str, state: State) -> "Observed | None":
        """The object as it is now, or None once it is proven gone. Raises ``ChatBotKitError``."""
        location = self._location_in_state(identifier, state)
        here = state if self._settings.service is None else {**state, SERVICE: self._settings.service}
        return await self._reconciler().read(location, identifier, here)

    async def update(self, identifier: str, state: State, inputs: Inputs, ignored: Paths = ()) -> Outputs:
        """Send what differs, with the present values at the ``ignored`` paths; returns the whole new state.

        Raises ``ChatBotKitError``.
        """
        self._history.is_real = True
        self._location_in_state(identifier, state)
        desired = all_known(self._with_kept(inputs, state))
        if state.get(STATE_ID) is not None:
            desired[STATE_ID] = state[STATE_ID]
        location = location_of(self.kind, desired)
        return await self._reconciler().update(location, identifier, state, desired, ignored)

    async def delete(self, identifier: str, state: State) -> None:
        """Delete the object; deleting what is gone succeeds. Raises ``ChatBotKitError``."""
        self._history.is_real = True
        location = self._location_in_state(identifier, state)
        self._refuse_to_delete_what_must_stay(location, identifier, state)
        await self._reconciler().delete(location, identifier, state)

    def _refuse_to_delete_what_must_stay(self, location: Location, identifier: str, state: State) -> None:
        """Raises ``DeleteRefused``: with ``--continue-on-error`` Pulumi deletes what left the program, although what
        was to come in its place could not be made, and although resources that still refer to it stay as they are."""
        from pulumi_chatbotkit.reconcile.errors import DeleteRefused  # noqa: PLC0415 - loads the client

        why = self._history.must_stay.why(location, identifier, state)
        if why is not None:
            message = f"{self.kind.class_name} {identifier} was not deleted: {why}."
            raise DeleteRefused(message)

    def _refuse_without_parents(self, desired: State) -> None:
        """Raises ``ParentMissing``: check lets values pass that did not arrive."""
        from pulumi_chatbotkit.reconcile.errors import ParentMissing  # noqa: PLC0415 - loads the client

        for parent in self.kind.parents:
            if desired.get(parent.field) is None:
                raise ParentMissing(
                    f"{parent.field} is missing: {parent.argument}= has no value, so nothing was created"
                )

    def _with_defaults(self, inputs: Inputs) -> Inputs:
        """The inputs with the values that the program declares although they are the default."""
        defaults = cast("Inputs", self._history.declared_defaults(self.kind, _declared_marker(inputs)))
        return {**defaults, **inputs}

    def _with_kept(self, inputs: Inputs, state: State) -> Inputs:
        """The inputs with the names of the fields that an adoption kept and the program still does not declare."""
        if not kept_names(state):
            return inputs if state.get(KEPT) is None else {**inputs, KEPT: []}
        declared = self._with_defaults(inputs)
        marker = _declared_marker(inputs)
        implied = self._history.implied_inputs(self.kind, marker)
        if not self._history.is_declared(self.kind, marker):
            implied = frozenset(kept_names(state))  # a refresh compares with the state's inputs
        kept = [name for name in kept_names(state) if declared.get(name) is None or name in implied]
        managed: dict[str, InputValue] = {name: value for name, value in declared.items() if name not in kept}
        return {**managed, KEPT: [*kept]}

    def _location_in_state(self, identifier: str, state: State) -> Location:
        """The location of an object of the state, which the run now knows.

        Raises:
            WrongService: it lives at another service than the configured one.
        """
        from pulumi_chatbotkit.reconcile.errors import WrongService  # noqa: PLC0415 - loads the client

        if not self._settings.knows(state.get(SERVICE)):
            message = f"chatbotkit:endpoint {self._elsewhere(state.get(SERVICE))}"
            raise WrongService(message)
        self._history.in_state(self.kind, identifier, state)
        return location_of(self.kind, state)

    def _lives_elsewhere(self, service: object) -> Iterator[Problem]:
        """The problem of a resource whose object lives at another service than the configured one."""
        if not self._settings.knows(service):
            yield Problem(("chatbotkit:endpoint",), self._elsewhere(service))

    def _elsewhere(self, service: object) -> str:
        return (
            f"is {self._settings.service}, but this stack's objects live at {service}. Nothing was sent. Set it back; "
            f"or, if that service has moved, run `pulumi config set chatbotkit:movedFrom {service}`."
        )

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
