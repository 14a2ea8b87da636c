"""A run's last lines are printed when the engine asks the host to stop: what comes after that may not be heard."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pulumi_chatbotkit.emulator.server.http_server import Listener, ServerThread
from pulumi_chatbotkit.testing import EmulatorServer
from support.interrupt import PATIENCE_S, HoldingService
from support.provider_process import ProviderProcess

SUMMARY = "ChatBotKit: 1 API call (1 create)"


def said(folder: Path, url: str, token: str, work: Callable[[ProviderProcess], None]) -> str:
    """What a provider process prints to standard error while something is done with it."""
    configuration = {"chatbotkit:endpoint": url, "chatbotkit:token": token}
    with (folder / "stderr").open("w+", encoding="utf-8") as errors:
        with ProviderProcess(folder, configuration, os.environ, errors) as process:
            work(process)
        errors.seek(0)
        return errors.read()


def test_a_process_that_does_not_hear_the_interrupt_has_told_everything(
    emulator: EmulatorServer, tmp_path: Path
) -> None:
    """Linux may hand it to a thread that cannot end the process; the engine kills it then."""

    def work(process: ProviderProcess) -> None:
        process.create("bot", {"name": "Ada"})
        process.cancel()
        process.kill()

    assert SUMMARY in said(tmp_path, emulator.url, emulator.token, work)


def test_nothing_is_told_twice(emulator: EmulatorServer, tmp_path: Path) -> None:
    """The process ends after it was asked to stop, twice if Ctrl-C was pressed."""

    def work(process: ProviderProcess) -> None:
        process.create("bot", {"name": "Ada"})
        process.cancel()
        process.cancel()

    assert said(tmp_path, emulator.url, emulator.token, work).count("ChatBotKit: ") == 1


def test_what_is_under_way_counts(emulator: EmulatorServer, tmp_path: Path) -> None:
    """After Ctrl-C operations may end in peace, so the lines come after them."""
    service, listener = HoldingService(emulator.app, at_create=1), Listener("127.0.0.1", 0)
    thread = ServerThread(service, listener)

    def work(process: ProviderProcess) -> None:
        with ThreadPoolExecutor(1) as pool:
            creating = pool.submit(process.create, "bot", {"name": "Ada"})
            assert service.held.wait(PATIENCE_S)
            process.cancel()
            service.let_go.set()
            creating.result(PATIENCE_S)
        process.cancel()
        process.kill()

    printed = said(tmp_path, listener.url, emulator.token, work)
    thread.stop()

    assert SUMMARY in printed
    assert printed.count("ChatBotKit: ") == 1
