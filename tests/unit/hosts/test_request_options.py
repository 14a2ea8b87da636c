"""What providers learn of a request's options, whatever form the methods of Pulumi's host have."""

from collections.abc import Callable
from functools import wraps
from types import SimpleNamespace

from pulumi.runtime.proto import provider_pb2 as proto

from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.request_options import (
    ignored_changes,
    note_request_options,
    show_changed,
    timeout_s,
)
from support.provider_process import struct

Seen = tuple[tuple[str, ...], float]
seen: dict[str, Seen] = {}
"""By method, what a provider learns while it serves a request."""


def formats_failures(serve: Callable[..., object]) -> Callable[..., object]:
    """As the host's own decorator, which keeps nothing but the function."""

    @wraps(serve)
    def served(*arguments: object) -> object:
        return serve(*arguments)

    return served


def counts_calls(serve: Callable[..., object], counts: list[int]) -> Callable[..., object]:
    """A decorator that keeps something else, too."""

    @wraps(serve)
    def served(*arguments: object) -> object:
        counts.append(len(arguments))
        return serve(*arguments)

    return served


class Servicer:
    """Methods of three forms: those of Pulumi 3.259 and 3.216, and one that nobody has seen yet."""

    @formats_failures
    def Diff(self, request: object, context: object) -> object:  # noqa: N802 - the protocol's names
        seen["Diff"] = (ignored_changes(), timeout_s())
        show_changed(["name"])
        return proto.DiffResponse()

    def Create(self, request: object, context: object) -> object:  # noqa: N802
        seen["Create"] = (ignored_changes(), timeout_s())
        return context

    def Update(self, request: object, context: object) -> object:  # noqa: N802
        seen["Update"] = (ignored_changes(), timeout_s())
        return context


def test_options_are_learnt_in_methods_of_every_form_that_is_known() -> None:
    """Also by a server that was bound to the methods before. A method of an unknown form is left as it is.

    One test for all, because a process has one host.
    """
    calls: list[int] = []
    Servicer.Update = counts_calls(Servicer.Update, calls)  # pyright: ignore[reportAttributeAccessIssue]
    servicer = Servicer()
    diff, create, update = servicer.Diff, servicer.Create, servicer.Update

    for _ in range(2):  # the provider of each kind asks
        note_request_options(SimpleNamespace(DynamicResourceProviderServicer=Servicer))
    named = struct({"name": "a"})
    response = diff(proto.DiffRequest(ignoreChanges=["meta.a"], old_inputs=named), "context")
    assert create(proto.CreateRequest(timeout=7), "context") == "context"
    assert update(proto.UpdateRequest(ignoreChanges=["meta.a"], timeout=7), "context") == "context"

    assert seen == {"Diff": (("meta.a",), 0), "Create": ((), 7), "Update": ((), 0)}
    assert isinstance(response, proto.DiffResponse)
    assert [*response.detailedDiff] == ["name"]
    assert calls == [3]
    assert (ignored_changes(), timeout_s()) == ((), 0)


def test_a_host_without_the_methods_is_left_as_it_is() -> None:
    """Should Pulumi serve requests in another way, nothing is learnt and nothing fails."""
    note_request_options(object())
    note_request_options(SimpleNamespace(DynamicResourceProviderServicer=object()))

    assert (ignored_changes(), timeout_s()) == ((), 0)
