"""Measures the emulator's requests per second of processor time, which is what one core can answer.

The client writes HTTP itself on open connections, because an HTTP library would take more time than the emulator. The
server is the command that users start, or the same application with its state in memory.
"""

import asyncio
import json
import tempfile
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

from bench.processes import CommandFailed, cpu_seconds_of
from bench.results import Throughput
from bench.service import CHATBOTKIT, Service, listening, running
from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN
from pulumi_chatbotkit.json_values import JsonObject

Database = Literal["memory", "file"]

IN_FLIGHT: Final = 32
_REQUESTS: Final = 3_000
_WARM_UP: Final = 200
_BOT: Final[JsonObject] = {
    "name": "Support",
    "backstory": "You help customers with orders, returns and opening hours. Be brief.",
    "model": "gpt-4o",
    "meta": {"plan": "starter"},
}


def measure_throughput(requests: int = _REQUESTS) -> Iterator[Throughput]:
    """Create, fetch and list bots, with the state in memory and in a file."""
    for database in ("memory", "file"):
        with _serving(database) as service:
            yield from _of_service(service, database, requests)


@contextmanager
def _serving(database: Database) -> Generator[Service]:
    if database == "memory":
        with running(0) as service:
            yield service
        return
    with tempfile.TemporaryDirectory() as folder:
        words = ["emulator", "serve", "--db", str(Path(folder) / "emulator.db")]
        with listening([CHATBOTKIT, *words]) as service:
            yield service


def _of_service(service: Service, database: Database, count: int) -> Iterator[Throughput]:
    create = _request("POST", "/v1/bot/create", _BOT)
    _send(service, [create] * _WARM_UP)
    seconds, cpu_s, answers = _send(service, [create] * count)
    yield _throughput("bot/create", database, count, seconds, cpu_s)
    ids = [str(json.loads(answer)["id"]) for answer in answers]
    seconds, cpu_s, _ = _send(service, [_request("GET", f"/v1/bot/{each}/fetch") for each in ids])
    yield _throughput("bot/fetch", database, count, seconds, cpu_s)
    seconds, cpu_s, _ = _send(service, [_request("GET", "/v1/bot/list?take=1")] * count)
    yield _throughput("bot/list?take=1", database, count, seconds, cpu_s)


def _throughput(action: str, database: Database, count: int, seconds: float, cpu_s: float | None) -> Throughput:
    return Throughput(
        action=action,
        database=database,
        requests=count,
        per_second=round(count / seconds),
        per_cpu_second=None if not cpu_s else round(count / cpu_s),
    )


def _request(method: str, path: str, body: JsonObject | None = None) -> bytes:
    content = b"" if body is None else json.dumps(body).encode()
    kind = "" if body is None else f"content-type: application/json\r\ncontent-length: {len(content)}\r\n"
    head = f"{method} {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Token {EMBEDDED_TOKEN}\r\n{kind}\r\n"
    return head.encode() + content


def _send(service: Service, requests: Sequence[bytes]) -> tuple[float, float | None, list[bytes]]:
    """Seconds, the server's processor seconds, and the bodies of the answers."""
    before_s = cpu_seconds_of(service.pid)
    started_s = time.perf_counter()
    answers = asyncio.run(_send_all(service.url, iter(requests)))
    seconds = time.perf_counter() - started_s
    after_s = cpu_seconds_of(service.pid)
    return seconds, None if before_s is None or after_s is None else after_s - before_s, answers


async def _send_all(url: str, queue: Iterator[bytes]) -> list[bytes]:
    address = urlsplit(url)
    answers: list[bytes] = []

    async def worker() -> None:
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        for request in queue:
            writer.write(request)
            answers.append(await _body(reader))
        writer.close()
        await writer.wait_closed()

    await asyncio.gather(*(worker() for _ in range(IN_FLIGHT)))
    return answers


async def _body(reader: asyncio.StreamReader) -> bytes:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if not head.startswith(b"http/1.1 200 "):
        raise CommandFailed(head.decode())
    return await reader.readexactly(int(head.partition(b"content-length:")[2].partition(b"\r\n")[0]))
