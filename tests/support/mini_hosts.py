"""Hosts for ``MiniEngine``: the core in this process, and the dynamic host in a separate process."""

import json
import os
import uuid
from collections.abc import Coroutine, Generator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, TypeVar, cast

import grpc
import httpx
from google.protobuf import struct_pb2

from pulumi_chatbotkit.api import ChatBotKitError, RunAs
from pulumi_chatbotkit.catalog import GUARDS, KINDS
from pulumi_chatbotkit.emulator import Emulator
from pulumi_chatbotkit.hosts.dynamic.values import DECLARATION
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile import Declaration, Inputs, KindProvider, StackSettings
from pulumi_chatbotkit.reconcile.values import UNKNOWN
from pulumi_chatbotkit.testing import EmulatorServer
from support.core_harness import HASTE, CoreHarness, opened
from support.engine_state import UNKNOWN_VALUE, Failed, Host
from support.provider_process import ProviderProcess, plain

_Result = TypeVar("_Result")


class Stage(Host, Protocol):
    """A host, the service behind it, and another program that uses the same service."""

    @property
    def service(self) -> Emulator:
        """The service, for console edits, faults and assertions."""
        ...

    def make_by_hand(self, path: tuple[str, ...], body: JsonObject, run_as: str | None) -> str:
        """Create an object as another program would; returns its id."""
        ...

    def said(self) -> str:
        """What the last run told its user."""
        ...

    def recover(self, stack: str) -> None:
        """Do what ``pulumi-chatbotkit recover`` does for the next run of the stack, ``project/stack``."""
        ...

    def elsewhere(self) -> AbstractContextManager[None]:
        """Runs inside are configured with another endpoint."""
        ...

    def other_account(self) -> AbstractContextManager[str]:
        """Runs inside are configured with a key of another account; gives its id."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


class InProcess:
    """The core, without a host or a socket."""

    def __init__(self) -> None:
        """Start with an empty parent account."""
        self._harness = CoreHarness(timing=HASTE)
        self._harness.stack_settings = StackSettings(service="https://here.example")
        self._recovered = False
        self.service = self._harness.emulator

    def close(self) -> None:
        """Let go of everything."""
        self._harness.__exit__(None, None, None)

    def begin(self) -> None:
        """Start a new history, as a new provider process does."""
        self._harness.reported.clear()
        self._harness.next_run(state_id=uuid.uuid4().hex, recovered=self._recovered)
        self._recovered = False

    def said(self) -> str:
        """The lines that the core reported, and the duplicates that a host reports at the end of a run."""
        context = self._harness.context
        told_at_the_end = [*context.duplicates.lines(context.history), *context.history.lines_at_the_end()]
        return "\n".join([*self._harness.reported, *told_at_the_end])

    def recover(self, stack: str) -> None:
        """Let the next run finish what the killed one began."""
        del stack
        self._recovered = True

    @contextmanager
    def elsewhere(self) -> Generator[None]:
        """Use another endpoint."""
        here = self._harness.stack_settings
        self._harness.stack_settings = StackSettings(service="https://elsewhere.example")
        try:
            yield
        finally:
            self._harness.stack_settings = here

    @contextmanager
    def other_account(self) -> Generator[str]:
        """Use a key of another account."""
        token = f"sk-{uuid.uuid4().hex}"
        account = self.service.add_account("other", token)
        with self._harness.with_key(token):
            yield account

    def check(self, kind: str, declaration: Declaration, before: JsonObject, inputs: JsonObject) -> JsonObject:
        """The inputs in canonical form."""
        checked = self._provider(kind).check(cast("Inputs", inputs), cast("Inputs", before), declaration)
        if checked.failures:
            raise Failed(f"{declaration.name}: {checked.failures}")
        return opened(checked.inputs)

    def diff(self, kind: str, identifier: str, outputs: JsonObject, inputs: JsonObject) -> tuple[bool, bool]:
        """Whether something differs, and whether it takes a replacement."""
        known = {name: UNKNOWN if value == UNKNOWN_VALUE else value for name, value in inputs.items()}
        found = self._provider(kind).diff(identifier, outputs, cast("Inputs", known))
        return bool(found.changed), bool(found.replaces)

    def create(self, kind: str, inputs: JsonObject) -> tuple[str, JsonObject]:
        """Id and outputs of a new object."""
        created = self._run(self._provider(kind).create(cast("Inputs", inputs)))
        return created.id, opened(created.outputs)

    def read(self, kind: str, identifier: str, outputs: JsonObject) -> tuple[JsonObject, JsonObject] | None:
        """Outputs and inputs as the service shows them."""
        seen = self._run(self._provider(kind).read(identifier, outputs))
        return None if seen is None else (opened(seen.outputs), opened(seen.inputs))

    def update(self, kind: str, identifier: str, outputs: JsonObject, inputs: JsonObject) -> JsonObject:
        """The outputs afterwards."""
        return opened(self._run(self._provider(kind).update(identifier, outputs, cast("Inputs", inputs))))

    def delete(self, kind: str, identifier: str, outputs: JsonObject) -> None:
        """Delete the object."""
        self._run(self._provider(kind).delete(identifier, outputs))

    def _provider(self, kind: str) -> KindProvider:
        return self._harness.provider({**KINDS, **GUARDS}[kind])

    def make_by_hand(self, path: tuple[str, ...], body: JsonObject, run_as: str | None) -> str:
        """Create as another program would."""
        who = RunAs(user_id=run_as) if run_as else None
        return str(self._harness.run(self._harness.client.post((*path, "create"), body, run_as=who))["id"])

    def _run(self, work: Coroutine[object, object, _Result]) -> _Result:
        try:
            return self._harness.run(work)
        except ChatBotKitError as error:
            raise Failed(str(error)) from error


class OverGrpc:
    """The dynamic host as the engine runs it: a new process for each run."""

    def __init__(self) -> None:
        """Start with an empty parent account."""
        self.service = EmulatorServer()
        self._configured: dict[str, str] = {}
        self._folder = TemporaryDirectory()
        self._directory = Path(self._folder.name)
        self._errors = self._directory / "stderr.txt"
        """What the provider has said in the latest run."""
        self._runs = ExitStack()

    def close(self) -> None:
        """Let go of everything."""
        self._runs.close()
        self.service.stop()
        self._folder.cleanup()

    def said(self) -> str:
        """What the provider printed; ends its process."""
        self._runs.close()
        return self._provider.printed + self._errors.read_text(encoding="utf-8")

    def recover(self, stack: str) -> None:
        """Leave the note that the command leaves in the project's folder."""
        note = self._directory / ".pulumi-chatbotkit" / "recovered.json"
        note.parent.mkdir(exist_ok=True)
        note.write_text(json.dumps({"stack": stack}), encoding="utf-8")

    @contextmanager
    def elsewhere(self) -> Generator[None]:
        """Use another endpoint; nothing listens there, so a call would fail in another way."""
        with self._with_configured("chatbotkit:endpoint", "http://127.0.0.1:9"):
            yield

    @contextmanager
    def other_account(self) -> Generator[str]:
        """Use a key of another account."""
        token = f"sk-{uuid.uuid4().hex}"
        account = self.service.add_account("other", token)
        with self._with_configured("chatbotkit:token", token):
            yield account

    @contextmanager
    def _with_configured(self, key: str, value: str) -> Generator[None]:
        self._configured[key] = value
        try:
            yield
        finally:
            del self._configured[key]

    def begin(self) -> None:
        """End the process of the run before, and start one."""
        self._runs.close()
        here = {
            "chatbotkit:endpoint": self.service.url,
            "chatbotkit:token": self.service.token,
            "chatbotkit:goneLimit": "1000",  # the model deletes what it likes
        }
        configuration = {**here, **self._configured}
        environment = {**os.environ, "PULUMI_CHATBOTKIT_SUMMARY": "0"}
        errors = self._runs.enter_context(self._errors.open("w", encoding="utf-8"))
        self._provider = self._runs.enter_context(ProviderProcess(self._directory, configuration, environment, errors))

    def check(self, kind: str, declaration: Declaration, before: JsonObject, inputs: JsonObject) -> JsonObject:
        """The inputs in canonical form."""
        declared = {**inputs, DECLARATION: declaration.as_property()}
        answer = self._provider.check(kind, declared, before or None)
        if answer.failures:
            raise Failed(f"{declaration.name}: {answer.failures}")
        return _opened(answer.inputs)

    def diff(self, kind: str, identifier: str, outputs: JsonObject, inputs: JsonObject) -> tuple[bool, bool]:
        """Whether something differs, and whether it takes a replacement."""
        found = self._provider.diff(kind, identifier, outputs, inputs)
        return found.changes == found.DIFF_SOME, bool(found.replaces)

    def create(self, kind: str, inputs: JsonObject) -> tuple[str, JsonObject]:
        """Id and outputs of a new object."""
        with _failures():
            created = self._provider.create(kind, inputs)
        return created.id, _opened(created.properties)

    def read(self, kind: str, identifier: str, outputs: JsonObject) -> tuple[JsonObject, JsonObject] | None:
        """Outputs and inputs as the service shows them."""
        with _failures():
            seen = self._provider.read(kind, identifier, outputs)
        return (_opened(seen.properties), _opened(seen.inputs)) if seen.id else None

    def update(self, kind: str, identifier: str, outputs: JsonObject, inputs: JsonObject) -> JsonObject:
        """The outputs afterwards."""
        with _failures():
            return _opened(self._provider.update(kind, identifier, outputs, inputs).properties)

    def delete(self, kind: str, identifier: str, outputs: JsonObject) -> None:
        """Delete the object."""
        with _failures():
            self._provider.delete(kind, identifier, outputs)

    def make_by_hand(self, path: tuple[str, ...], body: JsonObject, run_as: str | None) -> str:
        """Create as another program would."""
        headers = {"Authorization": f"Token {self.service.token}", **({"X-RunAs-UserId": run_as} if run_as else {})}
        answer = httpx.post(f"{self.service.url}/v1/{'/'.join(path)}/create", json=body, headers=headers)
        return str(answer.raise_for_status().json()["id"])


@contextmanager
def _failures() -> Generator[None]:
    try:
        yield
    except grpc.RpcError as error:
        raise Failed(str(error)) from error


_SECRET = "4dabf18193072939515e22adb298388d"


def _opened(bag: struct_pb2.Struct) -> JsonObject:
    """A property bag as the engine passes it back: secrets in clear, without the provider reference."""
    values = plain(bag)
    return {
        key: value["value"] if isinstance(value, dict) and _SECRET in value else value
        for key, value in values.items()
        if key != "__provider"
    }
