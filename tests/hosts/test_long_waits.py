"""What a user sees of a service that wants to be left alone for a day."""

import os
from pathlib import Path

import grpc
import pytest

from pulumi_chatbotkit.emulator import Fault, TooManyRequests
from pulumi_chatbotkit.testing import EmulatorServer
from support.provider_process import ProviderProcess


@pytest.mark.parametrize("given", ["configuration", "environment"])
def test_a_run_ends_at_the_deadline_and_names_wait_and_setting(
    emulator: EmulatorServer, tmp_path: Path, given: str
) -> None:
    """The line comes when the wait begins; the error says which setting has ended it."""
    emulator.faults.add(Fault(route="bot/create", do=TooManyRequests(retry_after="86400"), times=None))
    configuration = {"chatbotkit:endpoint": emulator.url, "chatbotkit:token": emulator.token}
    deadline = {"chatbotkit:retryDeadline": "0.02"} if given == "configuration" else {}
    environment = dict(os.environ) | ({} if deadline else {"CHATBOTKIT_RETRY_DEADLINE": "0.02"})
    with (tmp_path / "stderr").open("w+", encoding="utf-8") as errors:
        with ProviderProcess(tmp_path, configuration | deadline, environment, errors) as process:
            failure = _failure_of(process)
        errors.seek(0)
        said = process.printed + errors.read()

    assert "refuses POST /bot/create for now (TooManyRequests) and asks to wait 24 h" in said
    assert "given up after 0.02 s, the value of chatbotkit:retryDeadline; the service asks to wait 86,400 s" in failure


def _failure_of(process: ProviderProcess) -> str:
    with pytest.raises(grpc.RpcError) as failure:
        process.create("bot", {"name": "Ada"})
    return str(failure.value)
