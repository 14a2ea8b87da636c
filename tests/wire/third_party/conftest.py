"""One Node process per test process, and accounts of the test's emulator that it acts for."""

from collections.abc import Iterator

import pytest

from pulumi_chatbotkit.testing import EmulatorServer
from wire.third_party.node_sdk import Account, NodeSdk, SdkMissingError, locked_version, running


@pytest.fixture(scope="session")
def sdk() -> Iterator[NodeSdk]:
    """The SDK in the version that the lock file names; without it these tests fail."""
    try:
        with running() as started:
            if started.version != locked_version():
                pytest.fail(f"SDK {started.version} is installed, {locked_version()} is locked: run make test")
            yield started
    except SdkMissingError as missing:
        pytest.fail(str(missing))


@pytest.fixture
def parent(sdk: NodeSdk, emulator: EmulatorServer) -> Account:
    """The parent account. No retries, so that one call is one request."""
    return Account(sdk, {"secret": emulator.token, "baseUrl": emulator.url, "retries": 0})


@pytest.fixture
def tenant(parent: Account) -> str:
    """Id of a partner user of the parent account."""
    return str(parent.record("partner.user.create", {"name": "Acme", "email": "ops@acme.example"})["id"])
