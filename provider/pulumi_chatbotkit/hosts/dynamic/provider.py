"""The dynamic provider of one kind: translates the engine's calls for the core."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import cache
from typing import Protocol

from pulumi import dynamic

from pulumi_chatbotkit.api import ChatBotKitError, ForeignAnswer, NoAnswer
from pulumi_chatbotkit.catalog.kind import Kind
from pulumi_chatbotkit.emulator import EmulatorFileError
from pulumi_chatbotkit.hosts.configuration import Misconfigured, Problem, ServiceSettings, read_configuration
from pulumi_chatbotkit.hosts.dynamic.concealment import concealed
from pulumi_chatbotkit.hosts.dynamic.failures import OperationFailed, hint, show_messages_instead_of_tracebacks
from pulumi_chatbotkit.hosts.dynamic.summary_line import print_summary_at_exit
from pulumi_chatbotkit.hosts.dynamic.values import from_pulumi, known_from_pulumi, to_pulumi
from pulumi_chatbotkit.hosts.dynamic.workers import serve_at_once
from pulumi_chatbotkit.hosts.service import RUN, SERVICES, Service
from pulumi_chatbotkit.reconcile import MARKER, Created, Inputs, Observed, Outputs, check, diff
from pulumi_chatbotkit.reconcile.values import State

Properties = dict[str, object]
"""What Pulumi passes in and out: state keys to plain values."""


class Operations(Protocol):
    """What a provider needs to have done; as ``Reconciler`` does it."""

    async def create(self, kind: Kind, inputs: Inputs, /) -> Created:
        """Make what is declared."""
        ...

    async def read(self, kind: Kind, identifier: str, state: State, /) -> Observed | None:
        """Look at it; None once it is proven gone."""
        ...

    async def update(self, kind: Kind, identifier: str, state: State, inputs: Inputs, /) -> Outputs:
        """Bring it to what is declared."""
        ...

    async def delete(self, kind: Kind, identifier: str, state: State, /) -> None:
        """Remove it."""
        ...


class KindProvider(dynamic.ResourceProvider):
    """Serves one kind. The base of the class that states refer to."""

    serialize_as_secret_always = False  # the reference to `load` is no secret, and encrypting it per resource is slow

    def __init__(self, kind: Kind, operations: Callable[[Service], Operations]) -> None:
        """Serve this kind, with what ``operations`` finds in a service."""
        super().__init__()
        self.kind = kind
        self._operations = operations
        self._configuration: Callable[[], ServiceSettings] = lambda: read_configuration({})

    def configure(self, req: dynamic.ConfigureRequest) -> None:
        """Take the stack's configuration; what is wrong with it is said where a resource is checked."""
        show_messages_instead_of_tracebacks()
        print_summary_at_exit()
        stack: Properties = vars(req.config)["_props"]  # the one way to see keys that nobody asked for by name
        self._configuration = cache(lambda: read_configuration(stack))
        if not self._configuration_problems():
            serve_at_once(self._configuration().client.concurrency)

    def check(self, _olds: Properties, news: Properties) -> dynamic.CheckResult:
        """Examine configuration and inputs, all faults at once, without the network."""
        before = from_pulumi(_olds)
        RUN.saw_old_inputs(self.kind, before)
        checked = check(self.kind, from_pulumi(news), before)
        problems = [*self._configuration_problems(), *(Problem(each.field, each.reason) for each in checked.failures)]
        # The engine prints the value of a failing property, in clear where the program marked it secret.
        failures = [dynamic.CheckFailure("", f"{problem.key} {problem.reason}") for problem in problems]
        return dynamic.CheckResult(to_pulumi(checked.inputs, hide=self.kind.secret_names), failures)

    def diff(self, _id: str, _olds: Properties, _news: Properties) -> dynamic.DiffResult:
        """Compare the stored outputs with the new inputs."""
        state = known_from_pulumi(_olds)
        RUN.saw_stored(self.kind, _id, state)
        difference = diff(self.kind, state, from_pulumi(_news))
        return dynamic.DiffResult(changes=bool(difference.changed), replaces=list(difference.replaces))

    def create(self, props: Properties) -> dynamic.CreateResult:
        """Make the object, once."""
        with self._operation("create", props) as (service, reconciler):
            created = service.run(reconciler.create(self.kind, from_pulumi(props)))
        return dynamic.CreateResult(created.id, to_pulumi(created.outputs))

    def read(self, id_: str, props: Properties) -> dynamic.ReadResult:
        """Refresh; an empty result says that the object is gone."""
        with self._operation("read", props) as (service, reconciler):
            observed = service.run(reconciler.read(self.kind, id_, known_from_pulumi(props)))
        if observed is None:
            return dynamic.ReadResult(None, {})
        return dynamic.ReadResult(id_, to_pulumi(observed.outputs), to_pulumi(observed.inputs))

    def update(self, _id: str, _olds: Properties, _news: Properties) -> dynamic.UpdateResult:
        """Send what differs; the answer is the whole new state."""
        with self._operation("update", _news) as (service, reconciler):
            work = reconciler.update(self.kind, _id, known_from_pulumi(_olds), from_pulumi(_news))
            outputs = service.run(work)
        return dynamic.UpdateResult(to_pulumi(outputs))

    def delete(self, _id: str, _props: Properties) -> None:
        """Delete the object; one that is gone already is no error."""
        with self._operation("delete", _props) as (service, reconciler):
            service.run(reconciler.delete(self.kind, _id, known_from_pulumi(_props)))

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
            raise _failed(verb, self.kind, properties, str(error)) from error
        try:
            yield service, self._operations(service)
        except (NoAnswer, ForeignAnswer) as error:
            where = f"{error} (chatbotkit:endpoint is {settings.endpoint})"
            raise _failed(verb, self.kind, properties, where) from error
        except ChatBotKitError as error:
            raise _failed(verb, self.kind, properties, f"{error}{hint(self.kind, error)}") from error


def _failed(verb: str, kind: Kind, properties: Properties, why: str) -> OperationFailed:
    values = known_from_pulumi(properties)
    marker = values.get(MARKER)
    name = marker.get("name") if isinstance(marker, dict) else "?"
    return OperationFailed(concealed(f"{verb} of {kind.class_name} {name!r} failed: {why}", kind, values))
