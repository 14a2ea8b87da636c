"""A dynamic provider that changes the host with the functions of ``pulumi_internals`` and answers what came of it."""

import threading
from collections.abc import Callable

from pulumi import dynamic
from pulumi.runtime.rpc import UNKNOWN

from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.host import (
    call_on_cancel,
    is_host_process,
    learn_request_options,
    show_message_only,
)
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.property_values import is_unknown, secret_value
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.references import PlainReference, configuration_of
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.request_options import ignored_changes, timeout_s
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.thread_pool import serve_at_once

TOGETHER = 8
"""How many requests the host shall serve at a time; Pulumi's own number is four."""

REFUSAL = "there is no such thing"
_PATIENCE_S = 5.0

_cancelled = threading.Event()
_together = threading.Barrier(TOGETHER)

Properties = dict[str, object]


class Refused(Exception):
    """A failure that is shown by its message."""


class ProbeProvider(PlainReference):
    """Create answers facts about the process; an input says which."""

    def __reduce__(self) -> tuple[Callable[[], "ProbeProvider"], tuple[()]]:
        """Pickle as a reference, as the real provider does."""
        return ProbeProvider, ()

    def configure(self, req: dynamic.ConfigureRequest) -> None:
        """Change the host as the real provider does."""
        self._configuration = configuration_of(req)
        show_message_only(Refused)
        call_on_cancel(_cancelled.set)
        learn_request_options()
        serve_at_once(TOGETHER)

    def check(self, _olds: Properties, news: Properties) -> dynamic.CheckResult:
        """Answer whether the input ``later`` is unknown, an unknown value and a secret one."""
        seen = {"seen": is_unknown(news["later"]), "unknown": UNKNOWN, "secret": secret_value("hunter2")}
        return dynamic.CheckResult(seen, [])

    def diff(self, _id: str, _olds: Properties, _news: Properties) -> dynamic.DiffResult:
        """Answer the ignored paths as those that need a replacement."""
        return dynamic.DiffResult(changes=True, replaces=list(ignored_changes()))

    def update(self, _id: str, _olds: Properties, _news: Properties) -> dynamic.UpdateResult:
        """Answer the ignored paths."""
        return dynamic.UpdateResult({"fact": list(ignored_changes())})

    def create(self, props: Properties) -> dynamic.CreateResult:
        """Answer the fact that the input ``ask`` names."""
        return dynamic.CreateResult("probe", {"fact": self._facts(str(props["ask"]))})

    def _facts(self, ask: str) -> object:
        if ask == "refusal":
            raise Refused(REFUSAL)
        if ask == "cancelled":
            return _cancelled.is_set()
        if ask == "together":
            return _meets_the_others()
        if ask == "timeout":
            return timeout_s()
        if ask == "threads":
            return threading.active_count()
        return {"host": is_host_process(), "configuration": self._configuration}


def _meets_the_others() -> bool:
    try:
        _together.wait(_PATIENCE_S)
    except threading.BrokenBarrierError:
        return False
    return True
