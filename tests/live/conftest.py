"""Runs the live tests against a real account with CHATBOTKIT_LIVE=1, otherwise against emulators of both profiles."""

import os
import uuid
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from live.guard import AccountInUse, clean, make_ready
from live.objects import Objects
from live.report import Entry, write
from live.service import Service
from pulumi_chatbotkit.api import ClientSettings
from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN, Emulator, EmulatorSettings
from pulumi_chatbotkit.emulator.settings.emulator_settings import Profile
from pulumi_chatbotkit.hosts.configuration import Misconfigured, read_configuration

LIVE = "live"
TARGETS = [LIVE] if os.environ.get("CHATBOTKIT_LIVE") == "1" else ["seed", "server"]
REPORT = os.environ.get("CHATBOTKIT_LIVE_REPORT")

_ENTRIES = pytest.StashKey[list[Entry]]()
_LONGEST_FAILURE = 2_000


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, and start with an empty list of entries."""
    config.addinivalue_line("markers", "fact(section): docs/api/api.md the section that states what the test checks")
    config.stash[_ENTRIES] = []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Record the outcome of each fact, also if its set-up failed."""
    report = yield
    mark = item.get_closest_marker("fact")
    if mark is not None and (call.when == "call" or (call.when == "setup" and report.failed)):
        failure = None if call.excinfo is None else call.excinfo.exconly()[:_LONGEST_FAILURE]
        observed = dict(report.user_properties)
        entry = Entry(
            fact=item.nodeid.partition("::")[2],
            section=mark.args[0],
            target=str(observed.pop("target", "")),
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            holds=report.passed,
            observed=observed,
            failure=failure,
        )
        item.config.stash[_ENTRIES].append(entry)
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the report if one is asked for. In a run over several processes, none of them knows all entries."""
    if REPORT and not _is_spread(session.config):
        write(Path(REPORT), session.config.stash[_ENTRIES])


def _is_spread(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


@pytest.fixture(scope="session")
def run_id() -> str:
    """The value of this run's mark."""
    return uuid.uuid4().hex[:12]


@pytest.fixture(scope="session", params=TARGETS)
def service(request: pytest.FixtureRequest) -> Iterator[Service]:
    """The account under test: empty at the start; at the end all marked objects are deleted, also after failures."""
    opened = _real_account(request.config) if request.param == LIVE else _emulator(request.param)
    with opened as found:
        try:
            make_ready(found)
        except AccountInUse as error:
            pytest.exit(str(error), returncode=pytest.ExitCode.USAGE_ERROR)
        try:
            yield found
        finally:
            clean(found)


@contextmanager
def _emulator(profile: Profile) -> Generator[Service]:
    emulator = Emulator(EmulatorSettings(profile=profile))
    settings = ClientSettings(base_url="http://localhost", token=EMBEDDED_TOKEN)
    with Service(f"emulator, profile {profile}", settings, httpx.ASGITransport(app=emulator.app)) as found:
        yield found
    emulator.close()


def _real_account(config: pytest.Config) -> Service:
    """The account that the environment variables name, read as for a stack."""
    if _is_spread(config):
        pytest.fail("the live suite takes one process: run it alone, with make live", pytrace=False)
    try:
        settings = read_configuration({})
    except Misconfigured as error:
        pytest.exit(f"The live suite cannot run: {error}", returncode=pytest.ExitCode.USAGE_ERROR)
    return Service(settings.endpoint, settings.client)


@pytest.fixture(autouse=True)
def _observed_at(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> None:
    if "service" in request.fixturenames:
        service: Service = request.getfixturevalue("service")
        record_property("target", service.name)


@pytest.fixture(scope="module")
def tenant(service: Service, run_id: str) -> Iterator[Objects]:
    """A partner user for a module's tests, with everything that they make."""
    with Objects.in_new_tenant(service, run_id) as objects:
        yield objects
