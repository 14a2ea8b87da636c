"""The dynamic provider of one kind, as programs name it and the engine calls it.

The work is in ``serving``, which is loaded where the engine asks for it: the program's process never does.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from pulumi import dynamic

from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.references import PlainReference, configuration_of

if TYPE_CHECKING:
    from pulumi_chatbotkit.hosts.dynamic.serving import KindHost

Properties = dict[str, object]
"""What Pulumi passes in and out: state keys to plain values."""


class KindProvider(PlainReference):
    """Serves one kind. The base of the class that states refer to."""

    def __init__(self, kind: Kind) -> None:
        """Serve this kind."""
        super().__init__()
        self.kind = kind
        self._stack: Properties = {}

    @cached_property
    def _host(self) -> "KindHost":
        from pulumi_chatbotkit.hosts.dynamic.serving import KindHost  # noqa: PLC0415 - the client and what it needs

        return KindHost(self.kind, self._stack)

    def configure(self, req: dynamic.ConfigureRequest) -> None:
        """Take the stack's configuration."""
        self._stack = configuration_of(req)
        self._host.prepare_process()

    def check(self, _olds: Properties, news: Properties) -> dynamic.CheckResult:
        """Examine configuration and inputs, all faults at once, without the network."""
        return self._host.check(_olds, news)

    def diff(self, _id: str, _olds: Properties, _news: Properties) -> dynamic.DiffResult:
        """Compare the stored outputs with the new inputs."""
        return self._host.diff(_id, _olds, _news)

    def create(self, props: Properties) -> dynamic.CreateResult:
        """Make the object, once."""
        return self._host.create(props)

    def read(self, id_: str, props: Properties) -> dynamic.ReadResult:
        """Refresh; an empty result says that the object is gone."""
        return self._host.read(id_, props)

    def update(self, _id: str, _olds: Properties, _news: Properties) -> dynamic.UpdateResult:
        """Send what differs; the answer is the whole new state."""
        return self._host.update(_id, _olds, _news)

    def delete(self, _id: str, _props: Properties) -> None:
        """Delete the object; one that is gone already is no error."""
        self._host.delete(_id, _props)
