"""Measures start-up times: of the emulator, of the provider, and of importing the package."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final, Protocol, cast

import grpc
import httpx
from google.protobuf import json_format, struct_pb2
from pulumi.dynamic import dynamic
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from bench.results import Starts
from bench.service import CHATBOTKIT, ROOT
from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN
from pulumi_chatbotkit.hosts.dynamic import load

_TIMES: Final = 5
_ENVIRONMENT: Final = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
"""Python may write bytecode, as on a user's machine."""


class _Provider(Protocol):
    """The host's method that is called here; the generated stub has no types."""

    def Check(self, request: provider_pb2.CheckRequest, /) -> provider_pb2.CheckResponse: ...  # noqa: N802 - the protocol's name


def measure_starts(times: int = _TIMES) -> Starts:
    """Medians of ``times`` starts, after one that is not counted."""
    first_line_s, first_answer_s = _medians(_emulator, times)
    port_s, first_check_s = _medians(_provider, times)
    (import_pulumi_s,) = _medians(lambda: (_import("pulumi"),), times)
    (import_package_s,) = _medians(lambda: (_import("pulumi", "pulumi_chatbotkit.components"),), times)
    return Starts(
        emulator_first_line_s=first_line_s,
        emulator_first_answer_s=first_answer_s,
        provider_port_s=port_s,
        provider_first_check_s=first_check_s,
        import_pulumi_s=import_pulumi_s,
        import_package_s=import_package_s,
    )


def warm_up() -> None:
    """Import once what the subjects import, so that bytecode is not written during a measurement."""
    _python("import bench.program, bench.floor, pulumi_chatbotkit.hosts.runtime")


def _medians(start: Callable[[], tuple[float, ...]], times: int) -> list[float]:
    start()
    return [round(statistics.median(column), 3) for column in zip(*(start() for _ in range(times)), strict=True)]


def _emulator() -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        words = ["emulator", "serve", "--db", str(Path(folder) / "emulator.db")]
        started_s = time.perf_counter()
        process = _start([CHATBOTKIT, *words])
        url = cast("IO[str]", process.stdout).readline().strip()
        line_s = time.perf_counter() - started_s
        with httpx.Client(base_url=url, headers={"Authorization": f"Token {EMBEDDED_TOKEN}"}) as client:
            client.get("/v1/bot/list").raise_for_status()
            answer_s = time.perf_counter() - started_s
        _end(process)
    return line_s, answer_s


def _provider() -> tuple[float, float]:
    """Seconds to the line with the port, and to the answer to the first check of a bot, which loads the provider."""
    reference = dynamic.serialize_provider(load("bot"))  # pyright: ignore[reportUnknownMemberType] - untyped upstream
    news = {"name": "Support", "__provider": reference, "marker": {"stack": "bench/bench", "name": "support"}}
    request = provider_pb2.CheckRequest(olds=struct_pb2.Struct(), news=json_format.ParseDict(news, struct_pb2.Struct()))
    started_s = time.perf_counter()
    process = _start([sys.executable, "-u", "-m", "pulumi.dynamic"])
    port = cast("IO[str]", process.stdout).readline().strip()
    port_s = time.perf_counter() - started_s
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        cast("_Provider", provider_pb2_grpc.ResourceProviderStub(channel)).Check(request)
        check_s = time.perf_counter() - started_s
    _end(process)
    return port_s, check_s


def _import(*modules: str) -> float:
    """Seconds of a process that imports these and ends, less those of one that imports nothing."""
    return _python(f"import {', '.join(modules)}") - _python("")


def _python(program: str) -> float:
    started_s = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=_ENVIRONMENT, check=True)
    return time.perf_counter() - started_s


def _start(command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command, cwd=ROOT, env=_ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.wait()
    cast("IO[str]", process.stdout).close()
