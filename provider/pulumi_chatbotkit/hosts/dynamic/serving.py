"""Serving one kind in the provider process: translates Pulumi's calls for the core.

Imported by Pulumi's first call, because the program's process does not need it.
"""

from collections.abc import Mapping

from pulumi import dynamic

from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.hosts.dynamic.option_paths import PathRefused, ignored_paths
from pulumi_chatbotkit.hosts.dynamic.options import NO_TIMEOUTS
from pulumi_chatbotkit.hosts.dynamic.process import PROCESS
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.host import (
    call_on_cancel,
    learn_request_options,
    show_message_only,
)
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.request_options import ignored_changes, show_changed, timeout_s
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.thread_pool import serve_at_once
from pulumi_chatbotkit.hosts.dynamic.values import (
    Properties,
    declaration_in,
    from_pulumi,
    known_from_pulumi,
    to_pulumi,
)
from pulumi_chatbotkit.hosts.errors import OperationFailed, explained, key_problem, resource_label
from pulumi_chatbotkit.json_values import KeyPath
from pulumi_chatbotkit.reconcile import MARKER, State
from pulumi_chatbotkit.reconcile.provider_keys import MARKED_INPUTS, SERVICE, TAKEN_BY

_ADDED_BY_CHECK = (MARKER, SERVICE, MARKED_INPUTS)
"""What programs pass only for Pulumi to show (``added_by_check``): check decides itself."""
_NOT_SHOWN = (*_ADDED_BY_CHECK, TAKEN_BY)
"""What differs without being a field of the object. Where nothing else does, Pulumi shows all inputs."""


class KindServer:
    """Serves Pulumi's calls for one kind."""

    def __init__(self, kind: Kind, stack: Mapping[str, object]) -> None:
        """Use the configuration ``stack``; its problems are reported by ``check``."""
        self._kind = kind
        self._runtime = PROCESS.runtime(stack)
        self._provider = self._runtime.provider(kind)

    def prepare_process(self) -> None:
        """Make Pulumi's host process show messages without traceback, stop on request, and serve calls in parallel."""
        show_message_only(OperationFailed)
        call_on_cancel(PROCESS.cancel)
        learn_request_options()
        if not self._runtime.problems:
            serve_at_once(self._runtime.settings.client.concurrency)

    def check(self, olds: Properties, news: Properties) -> dynamic.CheckResult:
        """Check configuration and inputs; reports all problems at once.

        Makes no network calls, unless ``chatbotkit:verifyToken`` is true: then one in a preview, whatever it declares.
        """
        declaration = declaration_in(news)
        inputs = from_pulumi(news)
        if declaration is not None:
            for added in _ADDED_BY_CHECK:
                inputs.pop(added, None)
            self._runtime.redactor.learn(inputs, declaration.secret_names)
        checked = self._provider.check(inputs, from_pulumi(olds), declaration)
        name = "" if declaration is None else f" {declaration.name!r}"
        for caution in checked.cautions:
            self._runtime.report(f"warning: {self._kind.class_name}{name}: {caution.field} {caution.reason}")
        reasons = [f"{problem.key} {problem.reason}" for problem in self._runtime.problems]
        reasons += [f"{failure.field} {failure.reason}" for failure in checked.failures]
        if declaration is not None and declaration.is_preview and not reasons:
            reasons += filter(None, [key_problem(self._runtime)])
        # No property is named, because Pulumi would print its value, even one that the program marks secret.
        failures = [dynamic.CheckFailure("", reason) for reason in reasons]
        return dynamic.CheckResult(to_pulumi(checked.inputs), failures)

    def diff(self, identifier: str, olds: Properties, news: Properties) -> dynamic.DiffResult:
        """Compare the stored outputs with the new inputs."""
        state = known_from_pulumi(olds)
        difference = self._provider.diff(identifier, state, from_pulumi(news), self._ignored())
        show_changed([name for name in difference.changed if name not in _NOT_SHOWN])
        return dynamic.DiffResult(changes=bool(difference.changed), replaces=list(difference.replaces))

    def create(self, props: Properties) -> dynamic.CreateResult:
        """Create the object exactly once, or adopt it."""
        inputs = known_from_pulumi(props)
        self._refuse_timeouts(inputs)
        with explained(self._runtime, self._kind, "create", inputs):
            created = self._runtime.run(self._provider.create(from_pulumi(props)))
        return dynamic.CreateResult(created.id, to_pulumi(created.outputs))

    def read(self, identifier: str, props: Properties) -> dynamic.ReadResult:
        """Read the object; an empty result means that it is gone."""
        state = known_from_pulumi(props)
        with explained(self._runtime, self._kind, "read", state):
            observed = self._runtime.run(self._provider.read(identifier, state))
        if observed is None:
            return dynamic.ReadResult(None, {})
        return dynamic.ReadResult(identifier, to_pulumi(observed.outputs), to_pulumi(observed.inputs))

    def update(self, identifier: str, olds: Properties, news: Properties) -> dynamic.UpdateResult:
        """Send what differs; returns the whole new state."""
        state = known_from_pulumi(olds)
        self._refuse_timeouts(state)
        with explained(self._runtime, self._kind, "update", known_from_pulumi(news), state):
            work = self._provider.update(identifier, state, from_pulumi(news), self._ignored())
            outputs = self._runtime.run(work)
        return dynamic.UpdateResult(to_pulumi(outputs))

    def delete(self, identifier: str, props: Properties) -> None:
        """Delete the object; succeeds if it is gone already."""
        state = known_from_pulumi(props)
        with explained(self._runtime, self._kind, "delete", state):
            self._runtime.run(self._provider.delete(identifier, state))

    def _refuse_timeouts(self, values: State) -> None:
        """Refuse a change with ``custom_timeouts``, which only a transform can have set: the class refuses them.

        Deletes are not refused: the timeouts in the state would keep an object that nobody declares any more.
        """
        if timeout_s() > 0:
            message = f"{resource_label(self._kind, values)}: the option custom_timeouts cannot be used: {NO_TIMEOUTS}."
            raise OperationFailed(message)

    def _ignored(self) -> list[KeyPath]:
        """The paths of ``ignore_changes`` in the request that is served."""
        try:
            return ignored_paths(self._kind, ignored_changes())
        except PathRefused as refusal:
            message = f"{self._kind.class_name}: {refusal}"
            raise OperationFailed(message) from refusal
