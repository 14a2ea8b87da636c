"""Pulumi's own floor: the same program on the same host, with a provider that only waits for the latency."""

import os
import time
from collections.abc import Callable
from uuid import uuid4

import pulumi
from pulumi import dynamic

from bench.program import configured_tenants
from pulumi_chatbotkit.json_values import JsonObject

LATENCY_VARIABLE = "BENCH_LATENCY_MS"

_Properties = dict[str, object]


class Waiting(dynamic.ResourceProvider):
    """Waits once per create, read, update and delete."""

    serialize_as_secret_always = False  # as the provider under test: encrypting a constant is not the floor

    def __reduce__(self) -> tuple[Callable[[], "Waiting"], tuple[()]]:
        """Pickle as a reference, as the provider under test does."""
        return load, ()

    def create(self, props: _Properties) -> dynamic.CreateResult:
        """Wait."""
        _wait()
        return dynamic.CreateResult(uuid4().hex, props)

    def read(self, id_: str, props: _Properties) -> dynamic.ReadResult:
        """Wait."""
        _wait()
        return dynamic.ReadResult(id_, props)

    def update(self, _id: str, _olds: _Properties, _news: _Properties) -> dynamic.UpdateResult:
        """Wait."""
        _wait()
        return dynamic.UpdateResult(_news)

    def delete(self, _id: str, _props: _Properties) -> None:
        """Wait."""
        _wait()


class _Resource(dynamic.Resource, module="bench", name="Waiting"):
    def __init__(self, name: str, props: JsonObject | _Properties, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(load(), name, {**props}, opts)


_WAITING = Waiting()


def load() -> Waiting:
    """The provider of every resource here."""
    return _WAITING


def declare() -> None:
    """Declare the configured tenants, with the same dependencies as with the provider under test."""
    for tenant in configured_tenants():
        user = _Resource(f"{tenant.name}-user", tenant.user)
        inside = pulumi.ResourceOptions(deleted_with=user)
        bot = _Resource(f"{tenant.name}-bot", {**tenant.bot, "runAs": user.id}, inside)
        _Resource(f"{tenant.name}-context", {**tenant.context, "userId": user.id, "botId": bot.id}, inside)


def _wait() -> None:
    time.sleep(int(os.environ[LATENCY_VARIABLE]) / 1000)
