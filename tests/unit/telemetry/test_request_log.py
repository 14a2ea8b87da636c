"""The request log."""

import asyncio
import json
import stat
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pulumi_chatbotkit.api import AttemptEvent, Client, RunAs
from pulumi_chatbotkit.hosts.redaction import Redactor
from pulumi_chatbotkit.telemetry.request_log import RequestLog, problem_with
from support.answers import ok, throttled

PATH = "/bot/create"
EVENT = AttemptEvent("POST", PATH, 1, 200, None, duration_s=0.0123, wait_s=0.5, scope=None, action_path=PATH)


def noon() -> datetime:
    """The time that is written."""
    return datetime(2026, 1, 2, 12, tzinfo=UTC)


def test_each_attempt_is_a_line_of_known_fields(tmp_path: Path, client: Callable[..., Client]) -> None:
    """Programs that read the log rely on the fields."""
    path = tmp_path / "requests.jsonl"
    calls = client(throttled(), ok(), hooks=[RequestLog(path, now=noon).write])

    asyncio.run(calls.post(("bot", "create"), {}, run_as=RunAs(user_id="u1")))

    first, second = [json.loads(line) for line in path.read_text().splitlines()]
    assert second == {
        "time": "2026-01-02T12:00:00.000Z",
        "method": "POST",
        "path": "/bot/create",
        "kind": "bot",
        "action": "create",
        "scope": "bb82030dbc2b",
        "attempt": 2,
        "status": 200,
        "error": None,
        "duration_ms": 0,
        "wait_ms": 2125.0,
    }
    assert (first["attempt"], first["status"], first["error"]) == (1, 429, "TooManyRequests")


def test_the_log_holds_no_secret(tmp_path: Path, client: Callable[..., Client]) -> None:
    """No header, no body, no query, and a run-as e-mail only as its hash."""
    path = tmp_path / "requests.jsonl"
    calls = client(ok(), ok(), hooks=[RequestLog(path).write])

    async def scenario() -> None:
        await calls.post(("secret", "create"), {"value": "hunter2"}, run_as=RunAs(email="ada@example.com"))
        await calls.get(("bot", "list"), query={"meta[customer]": "acme"})

    asyncio.run(scenario())
    text = path.read_text()
    assert [word for word in ("planted", "hunter2", "ada", "acme", "meta") if word in text] == []


def test_a_secret_in_a_path_is_masked(tmp_path: Path, client: Callable[..., Client]) -> None:
    """An object may be addressed by an alias that the program marks secret; in a path it is escaped for URLs."""
    path = tmp_path / "requests.jsonl"
    redactor = Redactor()
    redactor.learn({"alias": "hidden alias/é"}, {"alias"})
    calls = client(ok(), hooks=[RequestLog(path, redact=redactor.redact).write])

    asyncio.run(calls.get(("bot", "@hidden alias/é", "fetch")))

    assert json.loads(path.read_text())["path"] == "/bot/@********/fetch"


def test_only_its_owner_can_read_the_log(tmp_path: Path) -> None:
    """It contains ids of customers' objects."""
    RequestLog(tmp_path / "log").write(EVENT)

    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o600


def test_several_writers_share_a_file(tmp_path: Path) -> None:
    """The program's process and the provider's write at the same time: lines are whole, and none is lost."""
    path = tmp_path / "log"

    def work() -> None:
        log = RequestLog(path)
        for _ in range(200):
            log.write(EVENT)

    writers = [threading.Thread(target=work) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert [json.loads(line)["path"] for line in path.read_text().splitlines()] == ["/bot/create"] * 800


def test_a_write_error_fails_no_call(
    tmp_path: Path, client: Callable[..., Client], capsys: pytest.CaptureFixture[str]
) -> None:
    """The request has been sent, and the object that it created must reach the state."""
    folder = tmp_path / "removed"
    calls = client(ok(), ok(), hooks=[RequestLog(folder / "log").write])

    async def scenario() -> None:
        for _ in range(2):
            await calls.post(("bot", "create"), {})

    asyncio.run(scenario())
    assert capsys.readouterr().err == (
        f"warning: the request log ends here: {folder / 'log'}: No such file or directory\n"
    )


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("log", None),
        ("there", None),
        (".", "is a directory; name a file in it"),
        ("nowhere/log", "cannot be made: there is no directory {}/nowhere"),
        ("there/log", "cannot be made: there is no directory {}/there"),
    ],
)
def test_examining_a_path_creates_nothing(tmp_path: Path, path: str, problem: str | None) -> None:
    """Check may run in a preview."""
    (tmp_path / "there").touch()

    found = problem_with(tmp_path / path)

    assert found == (None if problem is None else problem.format(tmp_path))
    assert [each.name for each in tmp_path.iterdir()] == ["there"]
