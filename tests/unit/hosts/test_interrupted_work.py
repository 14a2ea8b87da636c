"""After Ctrl-C and some seconds of grace, what is under way is cancelled, and nothing new begins."""

import asyncio
import gc
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pulumi_chatbotkit.hosts.background_client import BackgroundClient, Interrupted
from pulumi_chatbotkit.hosts.configuration import read_configuration


@pytest.fixture
def background(tmp_path: Path) -> Iterator[BackgroundClient]:
    """A client of an embedded service."""
    database = str(tmp_path / "chatbotkit.db")
    settings = read_configuration({"chatbotkit:endpoint": "embedded", "chatbotkit:embeddedDatabase": database})
    client = BackgroundClient(settings, redact=str, report=lambda _: None)
    yield client
    client.close()


def test_work_that_comes_after_an_interrupt_is_refused(background: BackgroundClient) -> None:
    """Pulumi goes on calling for a while; each call would create or delete one more object."""
    created = background.client.post(("bot", "create"), {"name": "Ada"}, repeatable=False)
    assert "id" in background.run(created)
    background.interrupt()
    begun: list[str] = []

    async def create() -> None:
        begun.append("Bea")
        await background.client.post(("bot", "create"), {"name": "Bea"}, repeatable=False)

    with pytest.raises(Interrupted):
        background.run(create())
    with pytest.raises(Interrupted):
        background.run(create())
    assert begun == []


def test_work_in_progress_is_cancelled(background: BackgroundClient) -> None:
    """Its caller hears that nobody knows whether it was done."""
    begun, ended = threading.Event(), threading.Event()

    async def wait_for_ever() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    with ThreadPoolExecutor(1) as pool:
        caller = pool.submit(background.run, wait_for_ever())
        assert begun.wait(60)
        background.interrupt()
        assert isinstance(caller.exception(60), Interrupted)
    assert ended.wait(60)


class _Answer:
    """Something large."""


def test_what_was_done_is_not_kept_for_an_interrupt(background: BackgroundClient) -> None:
    """A process of the Automation API makes many runs, and each answer would stay in memory."""

    async def answer() -> _Answer:
        return _Answer()

    async def nothing() -> None:
        pass

    kept = weakref.ref(background.run(answer()))
    background.run(nothing())  # the loop is done with the answer
    gc.collect()

    assert kept() is None
