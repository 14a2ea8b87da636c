"""A runtime connects when something is first called; of several, those no longer in use are closed."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.hosts.background_client import Interrupted
from pulumi_chatbotkit.hosts.configuration import Misconfigured, ServiceSettings, read_configuration
from pulumi_chatbotkit.hosts.runtime import Runtime, Runtimes
from pulumi_chatbotkit.json_values import JsonObject


@pytest.fixture
def runtimes() -> Iterator[Runtimes]:
    """Keeps one runtime open that is not in use."""
    made = Runtimes(idle=1)
    yield made
    made.close()


def settings_for(folder: Path, name: str) -> ServiceSettings:
    """An embedded service with a database of its own."""
    database = str(folder / f"{name}.db")
    return read_configuration({"chatbotkit:endpoint": "embedded", "chatbotkit:embeddedDatabase": database})


def bots(runtime: Runtime) -> JsonObject:
    """What the service answers to a harmless call."""
    return runtime.run(runtime.client.get(("bot", "list")))


def loops() -> int:
    """How many clients are connected: each has a thread for its event loop."""
    return sum(thread.name == "chatbotkit-client" for thread in threading.enumerate())


def test_check_and_diff_connect_to_nothing(tmp_path: Path) -> None:
    """A preview without changes makes no call, so it needs no client."""
    runtime = Runtime(settings_for(tmp_path, "a"))
    before = loops()

    checked = runtime.provider(KINDS["bot"]).check({"name": "Ada"})

    assert checked.failures == ()
    assert loops() == before
    assert list(tmp_path.iterdir()) == []


def test_a_runtime_with_a_wrong_configuration_still_checks() -> None:
    """The preview shows what is wrong with the configuration and with the resources together."""
    with pytest.raises(Misconfigured) as wrong:
        read_configuration({"chatbotkit:endpiont": "embedded"})
    runtime = Runtime(wrong.value)

    assert [problem.key for problem in runtime.problems] == ["chatbotkit:endpiont"]
    assert runtime.provider(KINDS["bot"]).check({"name": "Ada"}).failures == ()
    with pytest.raises(Misconfigured):
        bots(runtime)


def test_one_stack_has_one_runtime(runtimes: Runtimes, tmp_path: Path) -> None:
    """Its limits and connections are shared by all calls."""
    with runtimes.use(settings_for(tmp_path, "a")) as first, runtimes.use(settings_for(tmp_path, "a")) as second:
        assert first is second


def test_runtimes_that_are_not_used_any_more_are_closed(runtimes: Runtimes, tmp_path: Path) -> None:
    """A process of the Automation API may go through hundreds of stacks."""
    before = loops()
    for number in range(5):
        with runtimes.use(settings_for(tmp_path, str(number))) as runtime:
            assert "items" in bots(runtime)

    assert loops() == before + 1


def test_a_runtime_in_use_is_not_closed(runtimes: Runtimes, tmp_path: Path) -> None:
    """A list may be read page by page while other stacks are used."""
    with runtimes.use(settings_for(tmp_path, "kept")) as kept:
        assert "items" in bots(kept)
        for number in range(3):
            with runtimes.use(settings_for(tmp_path, str(number))) as other:
                assert "items" in bots(other)
        assert "items" in bots(kept)


def test_all_runtimes_are_closed_at_the_end(tmp_path: Path) -> None:
    """Those that were kept open for the next call as well: the process goes on without the provider."""
    before = loops()
    runtimes = Runtimes(idle=2)
    for name in ("a", "b"):
        with runtimes.use(settings_for(tmp_path, name)) as runtime:
            assert "items" in bots(runtime)
    assert loops() == before + 2

    runtimes.close()

    assert loops() == before


def test_an_interrupted_run_ends_when_its_grace_is_over(tmp_path: Path) -> None:
    """Otherwise Ctrl-C would wait for a service that never answers."""
    runtime = Runtime(settings_for(tmp_path, "a"))
    begun = threading.Event()

    async def wait_for_an_answer() -> None:
        begun.set()
        async with asyncio.timeout(60):
            await asyncio.Event().wait()

    with ThreadPoolExecutor(1) as pool:
        caller = pool.submit(runtime.run, wait_for_an_answer())
        assert begun.wait(60)
        runtime.interrupt(grace_s=0)
        assert isinstance(caller.exception(), Interrupted)
    with pytest.raises(Interrupted):
        bots(runtime)
    runtime.close()


def test_a_runtime_can_be_closed_twice(tmp_path: Path) -> None:
    """A host closes it, and so does the end of the process."""
    before = loops()
    runtime = Runtime(settings_for(tmp_path, "a"))
    assert "items" in bots(runtime)

    runtime.close()
    runtime.close()

    assert loops() == before


def test_what_was_told_at_the_end_of_a_run_is_not_told_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pulumi asks a run to stop, maybe twice, before its process ends; what came after the first time is told."""
    runtime = Runtime(settings_for(tmp_path, "a"))
    runtime.history.in_state(KINDS["bot"], "b1", {"name": "Ada"})
    runtime.history.unchecked_creates["bot", "b2"] = "Bot b2"

    runtime.end_run()
    runtime.end_run()
    assert capsys.readouterr().err.count("Bot b2 was created before") == 1

    runtime.history.unchecked_creates["bot", "b3"] = "Bot b3"
    runtime.close()
    assert capsys.readouterr().err.count("Bot b3") == 1
