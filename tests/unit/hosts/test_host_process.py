"""What a provider changes in the process of Pulumi's host: how it ends, what failures say, what differences show."""

import asyncio
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import ClassVar, Protocol, cast

import pytest
from google.protobuf.empty_pb2 import Empty
from pulumi.dynamic import Config, ConfigureRequest
from pulumi.runtime.proto import provider_pb2 as proto

from pulumi_chatbotkit.hosts.background_client import Interrupted
from pulumi_chatbotkit.hosts.dynamic import load
from pulumi_chatbotkit.hosts.dynamic.process import PROCESS
from pulumi_chatbotkit.hosts.errors import OperationFailed
from pulumi_chatbotkit.hosts.runtime import Runtime
from support.provider_process import plain, struct

SUMMARY = "ChatBotKit: 2 API calls (1 create, 1 list), 0 retries, 0.0 s waited, 0 adopted\n"
ADA: dict[str, object] = {"marker": {"stack": "shop/dev", "name": "ada"}, "name": "Ada"}
PATIENCE_S = 60


class Process(Protocol):
    """What the provider process keeps between calls."""

    def runtime(self, stack: dict[str, str], /) -> Runtime: ...
    def cancel(self) -> None: ...
    def end(self) -> None: ...


class Servicer:
    """The host's methods as in Pulumi 3.216, without decorators."""

    def Cancel(self, request: object, context: object) -> object:  # noqa: N802 - the protocol's names
        return request, context

    def Diff(self, request: proto.DiffRequest, context: object) -> object:  # noqa: N802
        del context
        found = load("bot").diff(request.id, {**plain(request.olds)}, {**plain(request.news)})
        return proto.DiffResponse(replaces=found.replaces or ())


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> Iterator[Process]:
    """A process in which nothing was done yet."""
    made = type(PROCESS)()
    monkeypatch.setattr("pulumi_chatbotkit.hosts.dynamic.serving.PROCESS", made)
    monkeypatch.setattr("pulumi_chatbotkit.hosts.dynamic.pulumi_internals.request_options._originals", {})
    monkeypatch.delenv("PULUMI_CHATBOTKIT_SUMMARY", raising=False)
    yield made
    made.end()


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """This process looks like that of Pulumi's host."""
    module = ModuleType("__main__")
    module.__spec__ = ModuleSpec("pulumi.dynamic.__main__", None)
    methods = {name: method for name, method in vars(Servicer).items() if name in ("Cancel", "Diff")}
    vars(module).update(DynamicResourceProviderServicer=type("Servicer", (), methods), traceback=traceback)
    for method in methods.values():
        monkeypatch.setattr(method, "__code__", method.__code__)  # put back what the provider changes
    monkeypatch.setitem(sys.modules, "__main__", module)
    return module


@pytest.fixture
def stack(process: Process, tmp_path: Path) -> dict[str, str]:
    """The configuration of an embedded service."""
    del process
    return {"chatbotkit:endpoint": "embedded", "chatbotkit:embeddedDatabase": str(tmp_path / "chatbotkit.db")}


def configure(stack: dict[str, str]) -> None:
    """What the host does before it calls the provider of bots for the first time."""
    load("bot").configure(ConfigureRequest(Config(stack, "shop")))


def cancel(host: ModuleType) -> object:
    """The engine asks the host to stop."""
    servicer = host.DynamicResourceProviderServicer()
    return cast("Callable[[object, object], object]", servicer.Cancel)(Empty(), None)


def test_a_host_that_is_asked_to_stop_tells_once_what_the_run_did(
    host: ModuleType, stack: dict[str, str], process: Process, capsys: pytest.CaptureFixture[str]
) -> None:
    """The engine asks at the end of every run, and again if Ctrl-C is pressed; Python's exit comes last."""
    configure(stack)
    load("bot").create(dict(ADA))

    assert cancel(host) == Empty()
    assert capsys.readouterr().err == SUMMARY
    cancel(host)
    process.end()
    assert capsys.readouterr().err == ""


def test_a_process_that_was_not_asked_to_stop_tells_it_when_it_ends(
    host: ModuleType, stack: dict[str, str], process: Process, capsys: pytest.CaptureFixture[str]
) -> None:
    del host
    configure(stack)
    load("bot").create(dict(ADA))

    process.end()

    assert capsys.readouterr().err == SUMMARY


@pytest.mark.parametrize(("value", "is_told"), [("0", False), ("1", True), ("", True)])
@pytest.mark.usefixtures("host")
def test_the_summary_can_be_switched_off(
    value: str,
    stack: dict[str, str],
    process: Process,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    is_told: bool,
) -> None:
    monkeypatch.setenv("PULUMI_CHATBOTKIT_SUMMARY", value)
    configure(stack)
    load("bot").create(dict(ADA))

    process.end()

    assert capsys.readouterr().err == (SUMMARY if is_told else "")


def test_nothing_is_told_outside_of_the_host(
    stack: dict[str, str], process: Process, capsys: pytest.CaptureFixture[str]
) -> None:
    """A program that calls a provider itself has its own output."""
    configure(stack)
    load("bot").create(dict(ADA))

    process.end()

    assert capsys.readouterr().err == ""


def test_a_process_in_which_nothing_was_done_ends_in_silence(
    host: ModuleType, stack: dict[str, str], process: Process, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also one that is asked to stop before a provider was configured."""
    process.cancel()
    process.end()
    configure(stack)
    cancel(host)

    assert capsys.readouterr().err == ""


class Timer:
    """Takes the place of ``threading.Timer``: the time is up when a test says so."""

    started: ClassVar[list["Timer"]] = []

    def __init__(self, seconds: float, end: Callable[[], None]) -> None:
        self.seconds, self.end = seconds, end
        self.daemon = False

    def start(self) -> None:
        self.started.append(self)


def test_after_five_seconds_what_is_under_way_is_given_up(
    host: ModuleType, stack: dict[str, str], process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then it may end in peace. A process that ends earlier does not wait for them."""
    configure(stack)
    begun = threading.Event()

    async def wait_for_an_answer() -> None:
        begun.set()
        async with asyncio.timeout(PATIENCE_S):
            await asyncio.Event().wait()

    monkeypatch.setattr(Timer, "started", [])
    with ThreadPoolExecutor(1) as pool:
        caller = pool.submit(process.runtime(stack).run, wait_for_an_answer())
        assert begun.wait(PATIENCE_S)
        with monkeypatch.context() as patch:
            patch.setattr(threading, "Timer", Timer)
            cancel(host)
        assert [(each.seconds, each.daemon) for each in Timer.started] == [(5, True)]
        assert not caller.done()
        Timer.started[0].end()
        assert isinstance(caller.exception(PATIENCE_S), Interrupted)


def test_an_interrupt_of_a_run_without_calls_is_harmless(
    host: ModuleType, stack: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A preview may make none: nothing is connected that could be given up."""
    configure(stack)
    monkeypatch.setattr(Timer, "started", [])
    with monkeypatch.context() as patch:
        patch.setattr(threading, "Timer", Timer)
        cancel(host)

    Timer.started[0].end()

    assert load("bot").diff("b1", dict(ADA), dict(ADA)).changes is False


def test_the_last_lines_wait_for_what_is_under_way(
    host: ModuleType, stack: dict[str, str], process: Process, capsys: pytest.CaptureFixture[str]
) -> None:
    """After Ctrl-C it may still end, and then counts."""
    configure(stack)
    load("bot").create(dict(ADA))
    begun, may_end = threading.Event(), threading.Event()

    async def wait() -> None:
        begun.set()
        await asyncio.to_thread(may_end.wait, PATIENCE_S)

    with ThreadPoolExecutor(1) as pool:
        caller = pool.submit(process.runtime(stack).run, wait())
        assert begun.wait(PATIENCE_S)
        cancel(host)
        assert capsys.readouterr().err == ""
        may_end.set()
        caller.result(PATIENCE_S)
    cancel(host)

    assert capsys.readouterr().err == SUMMARY


def test_a_failure_is_answered_by_its_message_alone(host: ModuleType, stack: dict[str, str]) -> None:
    """A mistake of ours keeps the traceback, which a report of it needs."""
    configure(stack)

    said: list[str] = []
    for failure in (OperationFailed("create of Bot 'ada' failed"), ValueError("a mistake")):
        try:
            raise failure
        except (OperationFailed, ValueError):
            said.append(host.traceback.format_exc())

    assert said[0] == "create of Bot 'ada' failed"
    assert said[1].startswith("Traceback ")


KEPT: dict[str, object] = {**ADA, "service": "embedded", "secretInputs": ["name"]}
DIFFERENT: dict[str, tuple[dict[str, object], dict[str, object], list[str]]] = {
    "a field": (KEPT, {**KEPT, "name": "Bea"}, ["name"]),
    "another stack": (KEPT, {**KEPT, "marker": {"stack": "shop/prod", "name": "ada"}}, []),
    "another service": (KEPT, {**KEPT, "service": "https://shop.example"}, []),
    "other inputs are marked": (KEPT, {**KEPT, "secretInputs": []}, []),
    "taken by another stack": ({**KEPT, "takenBy": {"stack": "shop/prod", "name": "ada"}}, KEPT, []),
    "a field and another stack": (KEPT, {**KEPT, "name": "Bea", "marker": {"stack": "a/b", "name": "c"}}, ["name"]),
}


@pytest.mark.parametrize("row", DIFFERENT)
def test_only_fields_of_the_object_are_shown_as_different(row: str, host: ModuleType, stack: dict[str, str]) -> None:
    """What else differs would replace the object where a transform asks to replace it for any change."""
    state, news, shown = DIFFERENT[row]
    configure(stack)
    request = proto.DiffRequest(id="b1", olds=struct(state), news=struct(news), old_inputs=struct(KEPT))

    response = host.DynamicResourceProviderServicer().Diff(request, None)

    assert [*response.detailedDiff] == shown
    assert load("bot").diff("b1", dict(state), dict(news)).changes
