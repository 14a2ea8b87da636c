"""Serving one kind in the provider process: translates the engine's calls for the core.

Loaded by the first call of the engine, because programs, which only name a provider, need none of it.
"""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Protocol

from pulumi import dynamic

from pulumi_chatbotkit.api import ChatBotKitError, ForeignAnswer, NoAnswer
from pulumi_chatbotkit.catalog.kinds.content import DATASET_RECORDS
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.emulator import EmulatorFileError
from pulumi_chatbotkit.hosts.configuration import Misconfigured, Problem, read_configuration
from pulumi_chatbotkit.hosts.dynamic.failures import OperationFailed, hint
from pulumi_chatbotkit.hosts.dynamic.provider import Properties
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.host import call_on_cancel, show_message_only
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.thread_pool import serve_at_once
from pulumi_chatbotkit.hosts.dynamic.summary_line import print_summary_at_exit
from pulumi_chatbotkit.hosts.dynamic.values import (
    SECRET_INPUTS,
    from_pulumi,
    known_from_pulumi,
    names_of_secrets,
    to_pulumi,
)
from pulumi_chatbotkit.hosts.redaction import Concealment
from pulumi_chatbotkit.hosts.runtime import RUN, SERVICES, Interrupted, Service, say
from pulumi_chatbotkit.reconcile import MARKER, Inputs, Outputs, check, diff
from pulumi_chatbotkit.reconcile.values import State

if TYPE_CHECKING:
    from pulumi_chatbotkit.reconcile.content.record_sets import RecordsReconciler
    from pulumi_chatbotkit.reconcile.reconciler import Created, Observed, Reconciler

_GIVEN_UP = (
    "the run was interrupted before the service had answered. Run `pulumi up`: what the service did all the same is "
    "found then"
)


class Operations(Protocol):
    """What a provider needs to have done; as ``Reconciler`` does it."""

    async def create(self, kind: Kind, inputs: Inputs, /) -> "Created":
        """Make what is declared."""
        ...

    async def read(self, kind: Kind, identifier: str, state: State, /) -> "Observed | None":
        """Look at it; None once it is proven gone."""
        ...

    async def update(self, kind: Kind, identifier: str, state: State, inputs: Inputs, /) -> Outputs:
        """Bring it to what is declared."""
        ...

    async def delete(self, kind: Kind, identifier: str, state: State, /) -> None:
        """Remove it."""
        ...


class KindHost:
    """Does what the engine asks of the provider of one kind."""

    def __init__(self, kind: Kind, stack: Mapping[str, object]) -> None:
        """Serve this kind under a stack's configuration; what is wrong with it is said where a resource is checked."""
        self.kind = kind
        self._operations = _records if kind is DATASET_RECORDS else _objects
        self._configuration = cache(lambda: read_configuration(stack))
        self._concealment = Concealment(kind)

    def prepare_process(self) -> None:
        """Make Pulumi's host process show messages, sum the run up, stop when asked, and serve many calls at a time."""
        show_message_only(OperationFailed)
        print_summary_at_exit()
        call_on_cancel(SERVICES.interrupt)
        if not self._configuration_problems():
            serve_at_once(self._configuration().client.concurrency)

    def check(self, olds: Properties, news: Properties) -> dynamic.CheckResult:
        """Examine configuration and inputs, all faults at once, without the network."""
        inputs = from_pulumi(news)
        secret = names_of_secrets(inputs.pop(SECRET_INPUTS, None))
        self._concealment.learn(inputs, secret)
        checked = check(self.kind, inputs, from_pulumi(olds), secret=secret)
        RUN.saw_checked(self.kind, checked.inputs)
        problems = [*self._configuration_problems(), *(Problem(each.field, each.reason) for each in checked.failures)]
        # The engine prints the value of a failing property, in clear where the program marked it secret.
        failures = [dynamic.CheckFailure("", f"{problem.key} {problem.reason}") for problem in problems]
        return dynamic.CheckResult(to_pulumi(checked.inputs, hide=self.kind.secret_names), failures)

    def diff(self, identifier: str, olds: Properties, news: Properties) -> dynamic.DiffResult:
        """Compare the stored outputs with the new inputs."""
        desired = from_pulumi(news)
        difference = diff(self.kind, known_from_pulumi(olds), desired)
        RUN.saw_compared(self.kind, identifier, desired, kept=not difference.replaces)
        return dynamic.DiffResult(changes=bool(difference.changed), replaces=list(difference.replaces))

    def create(self, props: Properties) -> dynamic.CreateResult:
        """Make the object, once."""
        with self._operation("create", props) as (service, reconciler):
            created = service.run(reconciler.create(self.kind, from_pulumi(props)))
        return dynamic.CreateResult(created.id, to_pulumi(created.outputs))

    def read(self, identifier: str, props: Properties) -> dynamic.ReadResult:
        """Refresh; an empty result says that the object is gone."""
        with self._operation("read", props) as (service, reconciler):
            observed = service.run(reconciler.read(self.kind, identifier, known_from_pulumi(props)))
        if observed is None:
            return dynamic.ReadResult(None, {})
        return dynamic.ReadResult(identifier, to_pulumi(observed.outputs), to_pulumi(observed.inputs))

    def update(self, identifier: str, olds: Properties, news: Properties) -> dynamic.UpdateResult:
        """Send what differs; the answer is the whole new state."""
        with self._operation("update", news) as (service, reconciler):
            work = reconciler.update(self.kind, identifier, known_from_pulumi(olds), from_pulumi(news))
            outputs = service.run(work)
        return dynamic.UpdateResult(to_pulumi(outputs))

    def delete(self, identifier: str, props: Properties) -> None:
        """Delete the object; one that is gone already is no error."""
        with self._operation("delete", props) as (service, reconciler):
            service.run(reconciler.delete(self.kind, identifier, known_from_pulumi(props)))

    def _configuration_problems(self) -> tuple[Problem, ...]:
        try:
            self._configuration()
        except Misconfigured as error:
            return error.problems
        return ()

    @contextmanager
    def _operation(self, verb: str, properties: Properties) -> Generator[tuple[Service, Operations]]:
        """A service to work with; what it refuses becomes a message that names the resource."""
        try:
            settings = self._configuration()
            service = SERVICES.get(settings)
        except (ChatBotKitError, EmulatorFileError) as error:
            raise self._failed(verb, properties, str(error)) from error
        try:
            yield service, self._operations(service)
        except (NoAnswer, ForeignAnswer) as error:
            where = f"{error} (chatbotkit:endpoint is {settings.endpoint})"
            raise self._failed(verb, properties, where) from error
        except ChatBotKitError as error:
            raise self._failed(verb, properties, f"{error}{hint(self.kind, error)}") from error
        except Interrupted as error:
            raise self._failed(verb, properties, _GIVEN_UP) from error

    def _failed(self, verb: str, properties: Properties, why: str) -> OperationFailed:
        values = known_from_pulumi(properties)
        marker = values.get(MARKER)
        name = marker.get("name") if isinstance(marker, dict) else "?"
        message = f"{verb} of {self.kind.class_name} {name!r} failed: {why}"
        return OperationFailed(self._concealment.concealed(message, values))


def _objects(service: Service) -> "Reconciler":
    return service.reconciler


def _records(service: Service) -> "RecordsReconciler":
    from pulumi_chatbotkit.reconcile.content.record_sets import RecordsReconciler  # noqa: PLC0415 - few stacks have any

    return RecordsReconciler(service.client, report=say)
