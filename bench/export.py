"""``python -m bench.export``: what an export takes, beside bare httpx that makes the same calls.

The service is the emulator in a process of its own. The export is the command that users start, so its seconds have
its own start in them; bare httpx repeats the requests that the export has sent, as many at once as the client may send.
"""

import argparse
import asyncio
import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Final

import httpx

from bench.limit import Limit
from bench.processes import CommandFailed, Finished
from bench.server import token_of
from bench.service import CHATBOTKIT, Service, running
from pulumi_chatbotkit.json_values import JsonObject

_OBJECTS: Final = {"bot": 3, "dataset": 1, "skillset": 1, "task": 3, "memory": 2}
"""What each partner user has, ten objects."""
_LIMITS: Final = (1_000, 10_000)
_AT_ONCE: Final = 16
_IN_FLIGHT: Final = 32
"""As many as the client sends at once, unless told otherwise."""
_EXTRA: Final = {"task": {"description": "Call back"}, "memory": {"text": "Likes tea"}}
_ROLE: Final = "client"


def main() -> None:
    """Measure one number of partner users, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m bench.export", description=__doc__)
    parser.add_argument("--users", type=int, default=100, help="how many partner users, of ten objects each")
    parser.add_argument("--plans", action="store_true", help="with --plans, which reads and writes all at once")
    parser.add_argument("--latency", type=int, default=0, help="milliseconds before each answer")
    options = parser.parse_args()
    users: int = options.users
    with running(options.latency) as service, tempfile.TemporaryDirectory() as folder:
        asyncio.run(_fill(service, users))
        service.take()
        exported = _export(service, Path(folder) / "tenants.yaml", ["--plans"] if options.plans else [])
        sent = service.take().requests
        replayed = Limit(service.url, token_of(0), _IN_FLIGHT).send(sent)
    print(f"{users:,} partner users of {sum(_OBJECTS.values())} objects, {len(sent):,} calls")
    for subject, taken in (("export", exported), ("bare httpx", replayed)):
        peak = "".join(f", {peak:.0f} MiB" for peak in taken.peak_mib.values())
        print(f"{subject}: {taken.seconds:.1f} s, {taken.cpu_s[_ROLE]:.1f} s of processor time{peak}")
    print(f"ratio: {exported.seconds / replayed.seconds:.2f}")


def _export(service: Service, file: Path, options: list[str]) -> Finished:
    """Run the command; processor time and memory are the system's own count of the process."""
    command = [CHATBOTKIT, "export", str(file), "--aliases", "none", "--endpoint", service.url, *options]
    environment = {**os.environ, "CHATBOTKIT_API_TOKEN": token_of(0)}
    started_s = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started_s
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CommandFailed(f"{' '.join(command)}: exit code {process.returncode}")
    return Finished(seconds, {_ROLE: usage.ru_maxrss / 1024}, {_ROLE: usage.ru_utime + usage.ru_stime})


async def _fill(service: Service, users: int) -> None:
    """Make the partner users and what they have."""
    numbers = iter(range(users))
    headers = {"Authorization": f"Token {token_of(0)}"}
    async with httpx.AsyncClient(base_url=service.url, headers=headers, timeout=60) as client:

        async def worker() -> None:
            for number in numbers:
                await _make_user(client, number)

        await asyncio.gather(*(worker() for _ in range(_AT_ONCE)))


async def _make_user(client: httpx.AsyncClient, number: int) -> None:
    name = f"Customer {number}"
    limits: JsonObject = {"conversations": _LIMITS[number % len(_LIMITS)]}
    user = await _made(client, "partner/user", {"name": name, "limits": limits}, {})
    for kind, count in _OBJECTS.items():
        for each in range(count):
            body: JsonObject = {"name": f"{name} {kind} {each}", **_EXTRA.get(kind, {})}
            await _made(client, kind, body, {"X-RunAs-UserId": user})


async def _made(client: httpx.AsyncClient, path: str, body: JsonObject, headers: dict[str, str]) -> str:
    answer = (await client.post(f"/v1/{path}/create", json=body, headers=headers)).raise_for_status()
    return str(answer.json()["id"])


if __name__ == "__main__":
    main()
