"""Ctrl-C: the engine asks its providers to stop, and Pulumi's dynamic host passes that on to none of them.

Here the host's answer is given another body, in that process only. Where it is not found as expected, nothing happens,
and calls under way keep the engine waiting until their own deadline (docs/decisions/0014-interruption.md).
"""

from types import FunctionType

from google.protobuf.empty_pb2 import Empty

from pulumi_chatbotkit.hosts.dynamic.host_process import host_module


def stop_when_the_engine_asks() -> None:
    """Do so if this process is Pulumi's dynamic host; elsewhere nothing happens."""
    servicer: object = getattr(host_module(), "DynamicResourceProviderServicer", None)
    cancel: object = getattr(servicer, "Cancel", None)
    if isinstance(cancel, FunctionType):
        # The server was bound to this function before any provider was loaded, so the function itself has to change.
        cancel.__code__ = _cancel.__code__


def _cancel(_servicer: object, _request: object, _context: object) -> Empty:
    """Runs as the host's own, with the names of its module: what it needs, it imports."""
    from google.protobuf.empty_pb2 import Empty  # noqa: PLC0415

    from pulumi_chatbotkit.hosts.dynamic.process import PROCESS  # noqa: PLC0415

    PROCESS.interrupt()
    return Empty()
