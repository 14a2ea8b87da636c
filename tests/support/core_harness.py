"""An emulator in memory and the core that uses it. ``Declared`` does Pulumi's part: state and order of calls."""

import asyncio
import time
from collections.abc import Collection, Coroutine, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self, TypeVar, cast

import httpx

from pulumi_chatbotkit.api import Client, ClientSettings, RetryPolicy, Timeouts
from pulumi_chatbotkit.api.timing import REAL_TIMING, Timing
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.kind import Kind, Strategy
from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN, Emulator, EmulatorSettings
from pulumi_chatbotkit.emulator.settings.emulator_settings import Profile
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath
from pulumi_chatbotkit.reconcile import (
    DEFAULT_GONE_LIMIT,
    AdoptMode,
    CheckedResource,
    Declaration,
    Difference,
    Inputs,
    InputValue,
    KindProvider,
    Outputs,
    Reconciler,
    RunContext,
    RunHistory,
    SearchPolicy,
    Secret,
    StackSettings,
    reconciler_for,
)

PROJECT, STACK_NAME = "test", "dev"
STACK = f"{PROJECT}/{STACK_NAME}"
"""The stack of all declared resources, as in markers."""

REQUIRED = {"text": "Water boils at 100 degrees.", "slug": "ada-lovelace"}
"""A value for each field that the API requires."""

_FACTOR = 100.0
HASTE = Timing(monotonic=lambda: time.monotonic() * _FACTOR, sleep=lambda seconds: asyncio.sleep(seconds / _FACTOR))
"""A client's time, a hundred times faster: each refusal halves its pace, for seconds that no test has."""

_Result = TypeVar("_Result")


def opened(values: Mapping[str, InputValue | Secret] | Outputs) -> JsonObject:
    """Outputs, or checked inputs, as Pulumi hands them back: secrets in clear."""
    clear = {key: value.value if isinstance(value, Secret) else value for key, value in values.items()}
    return cast("JsonObject", clear)


@dataclass
class Declared:
    """A resource of a program, with its state. Calls the core as a host does."""

    harness: "CoreHarness"
    kind: Kind
    name: str
    id: str = ""
    state: JsonObject = field(default_factory=dict[str, JsonValue])
    inputs: JsonObject = field(default_factory=dict[str, JsonValue])
    implied: frozenset[str] = frozenset()
    """State keys of what a component adds to the declaration."""

    @property
    def provider(self) -> KindProvider:
        """The provider of its kind, in the current run."""
        return self.harness.provider(self.kind)

    def checked(self, declared: JsonObject, replacing: Collection[KeyPath] = ()) -> CheckedResource:
        """Check ``declared`` as the inputs of this resource; ``replacing``: its option ``replace_on_changes``."""
        declaration = Declaration(
            PROJECT,
            STACK_NAME,
            self.name,
            self.name,
            implied_inputs=self.implied,
            replace_on_changes=tuple(replacing),
        )
        return self.provider.check(cast("Inputs", declared), cast("Inputs", self.inputs), declaration)

    def up(self, declared: JsonObject, *, ignored: Collection[KeyPath] = ()) -> Difference | None:
        """Create, or update if something differs; the difference that an update acted on.

        ``declared`` is what Pulumi would hand over: with ``ignored`` paths, the last inputs' values at them.
        """
        inputs = self._valid(declared)
        if not self.id:
            created = self.harness.run(self.provider.create(inputs))
            self.id, self.state = created.id, opened(created.outputs)
            return None
        found = self.provider.diff(self.id, self.state, inputs, ignored)
        assert found.replaces == ()
        if found.changed:
            self.state = opened(self.harness.run(self.provider.update(self.id, self.state, inputs, ignored)))
        return found

    def compare(
        self, declared: JsonObject, *, ignored: Collection[KeyPath] = (), replacing: Collection[KeyPath] = ()
    ) -> Difference:
        """Check, then diff; ``replacing`` is the option ``replace_on_changes``."""
        return self.provider.diff(self.id, self.state, self._valid(declared, replacing), ignored)

    def preview(self, declared: JsonObject, *, ignored: Collection[KeyPath] = ()) -> tuple[str, ...]:
        """The fields that an update would change."""
        return self.compare(declared, ignored=ignored).changed

    def refresh(self) -> bool:
        """Read the object; False if it is gone."""
        observed = self.harness.run(self.provider.read(self.id, self.state))
        if observed is None:
            return False
        self.state, self.inputs = opened(observed.outputs), opened(observed.inputs)
        return True

    def _valid(self, declared: JsonObject, replacing: Collection[KeyPath] = ()) -> Inputs:
        checked = self.checked(declared, replacing)
        assert checked.failures == ()
        return cast("Inputs", opened(checked.inputs))

    def delete(self) -> None:
        """Delete the object."""
        self.harness.run(self.provider.delete(self.id, self.state))

    @property
    def key(self) -> str:
        """The emulator's id of the record; for an attachment, which has no id, made from its parts."""
        owner = self.kind.parent
        return f"{self.state[owner.field]}/{self.id}" if self.kind.attached and owner else self.id

    @property
    def stored(self) -> JsonObject:
        """The object as the emulator stores it, including fields that it never returns."""
        record = self.harness.emulator.record(self.kind.name, self.key)
        assert record is not None
        return record


class CoreHarness:
    """An emulator in memory, reached without a socket."""

    def __init__(
        self,
        settings: EmulatorSettings | None = None,
        timeouts: Timeouts | None = None,
        timing: Timing = REAL_TIMING,
    ) -> None:
        """Start with an empty parent account."""
        self.emulator = Emulator(settings or EmulatorSettings())
        self._runner = asyncio.Runner()
        self._timeouts, self._timing = timeouts or Timeouts(), timing
        self.client = self._connected(EMBEDDED_TOKEN)
        self.reported: list[str] = []
        self.waited_s: list[float] = []
        self.stack_settings = StackSettings()
        self.next_run()

    def _connected(self, token: str) -> Client:
        settings = ClientSettings(
            base_url="http://localhost",
            token=token,
            generation="user",
            retry=RetryPolicy(base_s=0.001, longest_s=0.002),
            timeouts=self._timeouts,
        )
        transport = httpx.ASGITransport(app=self.emulator.app)
        return Client(settings, transport=transport, timing=self._timing)

    @contextmanager
    def with_key(self, token: str) -> Generator[None]:
        """Runs that begin inside use another key."""
        client, self.client = self.client, self._connected(token)
        try:
            yield
        finally:
            self.run(self.client.aclose())
            self.client = client

    def next_run(
        self,
        adopt: AdoptMode = "own",
        *,
        state_id: str = "harness",
        gone_limit: int | None = 1000,
        recovered: bool = False,
    ) -> None:
        """Start a new run with an empty history, as the next start of Pulumi does.

        Runs with another ``state_id`` do not know the state of the others: it was lost, or is somewhere else.
        ``gone_limit``: ``chatbotkit:goneLimit``; None if the configuration does not have it.
        ``recovered``: ``pulumi-chatbotkit recover`` was run before it.
        """
        self.context = RunContext(
            self.client,
            RunHistory(state_id),
            gone_limit=DEFAULT_GONE_LIMIT if gone_limit is None else gone_limit,
            gone_is_expected=gone_limit is not None,
            adopt=adopt,
            may_adopt_marked=lambda: recovered,
            may_be_gone=lambda _identifier: recovered,
            report=self.reported.append,
            search_policy=SearchPolicy(waits_s=(0.0, 0.0)),
            sleep=self._wait,
        )
        self._reconcilers: dict[Strategy, Reconciler] = {}

    def provider(self, kind: Kind) -> KindProvider:
        """The provider of one kind, in the current run."""
        return KindProvider(kind, self.context.history, lambda: self._reconciler(kind.strategy), self.stack_settings)

    def _reconciler(self, strategy: Strategy) -> Reconciler:
        if strategy not in self._reconcilers:
            self._reconcilers[strategy] = reconciler_for(strategy, self.context)
        return self._reconcilers[strategy]

    async def _wait(self, seconds: float) -> None:
        """Record the wait without waiting; moments that are only given to other calls do not count."""
        if seconds >= 1:
            self.waited_s.append(seconds)

    @classmethod
    def with_profile(cls, profile: Profile) -> Self:
        """A harness whose service behaves as documented (``seed``) or as the public server (``server``)."""
        return cls(EmulatorSettings(profile=profile))

    def __enter__(self) -> Self:
        """Use it in a with statement."""
        return self

    def __exit__(self, _type: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None) -> None:
        """Close everything."""
        self.run(self.client.aclose())
        self._runner.close()
        self.emulator.close()

    def run(self, work: Coroutine[object, object, _Result]) -> _Result:
        return self._runner.run(work)

    def declare(self, kind: str, name: str = "it") -> Declared:
        """A resource that does not exist yet."""
        return Declared(self, KINDS[kind], name)

    def tenant(self, name: str = "tenant") -> Declared:
        """A partner user."""
        tenant = self.declare("partner_user", name)
        tenant.up({"name": name})
        return tenant

    def place(self, kind: str) -> JsonObject:
        """Location arguments for an object of the kind: a new tenant and new parents, if it needs them."""
        declared = KINDS[kind]
        scope: JsonObject = {}
        if "runAs" in declared.location_keys:
            scope["runAs"] = self.tenant().id
        for owner in declared.parents:
            parent = self.declare(owner.kind, "tenant")
            parent.up({key: value for key, value in scope.items() if key in parent.kind.location_keys})
            scope[owner.field] = parent.id
        return scope

    def least(self, kind: str) -> JsonObject:
        """The minimal arguments of an object of the kind, and a name if it can have one."""
        fields = KINDS[kind].by_name
        required: JsonObject = {name: REQUIRED[name] for name, field in fields.items() if field.required}
        return {**self.place(kind), **required, **({"name": "Ada"} if "name" in fields else {})}

    def sent(self, action: str) -> list[JsonObject]:
        """Bodies of the requests whose path ends in ``action``, oldest first."""
        return [entry.body or {} for entry in self.emulator.requests if entry.path.endswith(f"/{action}")]
