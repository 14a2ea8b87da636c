"""The dynamic provider of one kind, which programs refer to and Pulumi calls.

The work is done in ``serving``, which is imported by Pulumi's first call: the program's process never needs it.
"""

from typing import TYPE_CHECKING

from pulumi import dynamic

from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.references import PlainReference, configuration_of
from pulumi_chatbotkit.hosts.dynamic.values import Properties

if TYPE_CHECKING:
    from pulumi_chatbotkit.hosts.dynamic.serving import KindServer


class DynamicProvider(PlainReference):
    """Serves one kind. The base of the class that states refer to."""

    _server: "KindServer"

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind

    def configure(self, req: dynamic.ConfigureRequest) -> None:
        """Read the stack's configuration. Pulumi calls this first."""
        from pulumi_chatbotkit.hosts.dynamic.serving import KindServer  # noqa: PLC0415 - the core and what it needs

        self._server = KindServer(self.kind, configuration_of(req))
        self._server.prepare_process()

    def check(self, _olds: Properties, news: Properties) -> dynamic.CheckResult:
        """Check configuration and inputs; reports all problems at once. ``serving`` says when it makes a call."""
        return self._server.check(_olds, news)

    def diff(self, _id: str, _olds: Properties, _news: Properties) -> dynamic.DiffResult:
        """Compare the stored outputs with the new inputs."""
        return self._server.diff(_id, _olds, _news)

    def create(self, props: Properties) -> dynamic.CreateResult:
        """Create the object exactly once, or adopt it."""
        return self._server.create(props)

    def read(self, id_: str, props: Properties) -> dynamic.ReadResult:
        """Read the object; an empty result means that it is gone."""
        return self._server.read(id_, props)

    def update(self, _id: str, _olds: Properties, _news: Properties) -> dynamic.UpdateResult:
        """Send what differs; returns the whole new state."""
        return self._server.update(_id, _olds, _news)

    def delete(self, _id: str, _props: Properties) -> None:
        """Delete the object; succeeds if it is gone already."""
        self._server.delete(_id, _props)
