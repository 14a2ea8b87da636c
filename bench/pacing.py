"""Measures the client at a service with a rate limit, beside another caller of the same account."""

import asyncio
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import httpx

from bench.results import Pacing
from bench.service import CHATBOTKIT, Service, listening
from pulumi_chatbotkit.api import AttemptEvent, Client, ClientSettings, TooManyRequests
from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN

CREATES: Final = 2_000
ALLOWED_PER_SECOND: Final = 50
_OTHER_CALLER_PER_SECOND: Final = 5
_LEARNING_S: Final = 10.0
"""Refusals during this time are not counted: the client has to reach the limit before it knows it."""


def measure_pacing(creates: int = CREATES) -> Pacing:
    """Create ``creates`` bots, 32 at once, while another caller sends a request every 0.2 s."""
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.json"
        plan.write_text(json.dumps({"requests": {"per_second": ALLOWED_PER_SECOND}}), encoding="utf-8")
        command = [CHATBOTKIT, "emulator", "serve", "--plan", str(plan), "--db", str(Path(folder) / "emulator.db")]
        with listening(command) as service:
            return asyncio.run(_create_all(service, creates))


async def _create_all(service: Service, creates: int) -> Pacing:
    started_s = time.perf_counter()
    late: list[bool] = []

    def note(event: AttemptEvent) -> None:
        if time.perf_counter() - started_s > _LEARNING_S:
            late.append(event.error == TooManyRequests.__name__)

    stop = asyncio.Event()
    other_caller = asyncio.create_task(_other_caller(service.url, stop))
    settings = ClientSettings(base_url=service.url, token=EMBEDDED_TOKEN)
    async with Client(settings, hooks=[note]) as client:
        todo = iter(range(creates))
        await asyncio.gather(*(_worker(client, todo) for _ in range(settings.concurrency)))
    seconds = time.perf_counter() - started_s
    stop.set()
    answered, refused = await other_caller
    return Pacing(
        creates=creates,
        allowed_per_second=ALLOWED_PER_SECOND,
        seconds=seconds,
        ideal_s=creates / (ALLOWED_PER_SECOND - _OTHER_CALLER_PER_SECOND),
        refused_late=sum(late) / len(late) if late else 0.0,
        neighbour_calls=answered + refused,
        neighbour_refused=refused,
    )


async def _worker(client: Client, todo: Iterator[int]) -> None:
    for number in todo:
        await client.post(("bot", "create"), {"name": f"Bot {number}"}, repeatable=False)


async def _other_caller(url: str, stop: asyncio.Event) -> tuple[int, int]:
    """Send requests until ``stop``. Returns how many were answered and how many refused."""
    answered = refused = 0
    headers = {"Authorization": f"Token {EMBEDDED_TOKEN}"}
    async with httpx.AsyncClient(base_url=url, headers=headers, trust_env=False) as http:
        while not stop.is_set():
            status = (await http.get("/v1/dataset/list")).status_code
            answered, refused = answered + (status == 200), refused + (status == 429)
            await asyncio.sleep(1 / _OTHER_CALLER_PER_SECOND)
    return answered, refused
