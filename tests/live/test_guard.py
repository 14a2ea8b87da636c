"""The live suite harms no account: tested against emulators, whatever the target of the suite is."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from live.guard import NAME_PREFIX, AccountInUse, clean, collections, make_ready, mark
from live.service import Service
from pulumi_chatbotkit.api import ClientSettings
from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN, Emulator, Fault, Status
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer

HERE = Path(__file__).parent
A_FEW_FACTS = ("tests/live/test_lists.py", "-k", "email or stream")
UNFINISHED: JsonObject = {"name": f"{NAME_PREFIX}tenant", "meta": mark("an-earlier-run")}

each_kind = pytest.mark.parametrize("kind", collections())


@pytest.fixture
def account() -> Iterator[tuple[Service, Emulator]]:
    """An account, and the emulator behind it."""
    emulator = Emulator()
    settings = ClientSettings(base_url="http://localhost", token=EMBEDDED_TOKEN)
    with Service("account", settings, httpx.ASGITransport(app=emulator.app)) as service:
        yield service, emulator
    emulator.close()


def writes(emulator: Emulator) -> list[str]:
    """Paths of the calls that could have changed something."""
    return [request.path for request in emulator.requests if request.method == "POST"]


def add(service: Service, kind: str, body: JsonObject) -> str:
    """An object at the level of the account."""
    needed: dict[str, JsonObject] = {"portal": {"slug": "somebodys-shop"}, "memory": {"text": "Somebody's"}}
    return str(service.post((*collections()[kind], "create"), {**needed.get(kind, {}), **body})["id"])


@each_kind
def test_an_unmarked_object_makes_the_suite_refuse(account: tuple[Service, Emulator], kind: str) -> None:
    """Of any kind. It is named, and nothing is changed, not even what an earlier run of the suite has left."""
    service, emulator = account
    add(service, "partner_user", UNFINISHED)
    theirs = add(service, kind, {"name": "Ada", "meta": {"team": "sales"}})
    emulator.clear_requests()

    with pytest.raises(AccountInUse, match=f"holds 1 objects without its mark .*: {kind} {theirs} 'Ada'. Nothing was"):
        make_ready(service)

    assert writes(emulator) == []


def test_the_first_five_objects_are_named_and_the_rest_is_counted(account: tuple[Service, Emulator]) -> None:
    """An account in use holds thousands."""
    service, _ = account
    for number in range(7):
        add(service, "bot", {"name": f"Ada {number}"})

    with pytest.raises(AccountInUse, match="holds 7 objects") as refusal:
        make_ready(service)

    assert [f"'Ada {number}'" in str(refusal.value) for number in range(7)] == [False] * 2 + [True] * 5
    assert "and 2 more" in str(refusal.value)


@each_kind
def test_what_an_earlier_run_has_left_is_removed(account: tuple[Service, Emulator], kind: str) -> None:
    """A run that was killed could not clean up."""
    service, emulator = account
    add(service, kind, UNFINISHED)

    make_ready(service)

    assert emulator.records(kind) == []


def test_the_final_cleanup_keeps_unmarked_objects(account: tuple[Service, Emulator]) -> None:
    """Other programs may have made them meanwhile. The mark counts, not the name."""
    service, emulator = account
    add(service, "bot", UNFINISHED)
    theirs = add(service, "bot", {"name": f"{NAME_PREFIX}tenant"})

    clean(service)

    assert [record["id"] for record in emulator.records("bot")] == [theirs]


def live_run(endpoint: str, token: str | None, report: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """The suite as a person runs it against an account, with a few of its facts."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("CHATBOTKIT_", "PYTEST_"))}
    environment |= {"CHATBOTKIT_LIVE": "1", "CHATBOTKIT_LIVE_REPORT": str(report), "CHATBOTKIT_ENDPOINT": endpoint}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # none is needed, and loading them takes longer than the run
    key = {} if token is None else {"CHATBOTKIT_API_TOKEN": token}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, *A_FEW_FACTS]
    return subprocess.run(
        command, cwd=HERE.parents[1], env={**environment, **key}, capture_output=True, text=True, check=False
    )


def test_a_run_reports_its_facts_and_leaves_no_objects(emulator: EmulatorServer, tmp_path: Path) -> None:
    """Each with its section, date and result."""
    httpx.post(
        f"{emulator.url}/v1/partner/user/create", json=UNFINISHED, headers={"Authorization": f"Token {emulator.token}"}
    )

    ran = live_run(emulator.url, emulator.token, tmp_path / "report.json")

    assert ran.returncode == 0, ran.stdout
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (report["facts"], report["holding"]) == (2, 2)
    assert {entry["section"] for entry in report["entries"]} == {"a.9", "a.10"}
    assert {entry["target"] for entry in report["entries"]} == {f"{emulator.url}/api/v1"}
    assert emulator.token not in ran.stdout + json.dumps(report)
    assert [emulator.records(kind) for kind in collections()] == [[]] * len(collections())


def test_a_run_that_fails_leaves_no_objects_either(emulator: EmulatorServer, tmp_path: Path) -> None:
    """The service refuses to list for one test, and to delete what another has made."""
    refusal = Status(status=400, code="BAD_REQUEST", message="Bad request")
    emulator.faults.add(Fault(route="skillset/list", do=refusal, nth=2))
    emulator.faults.add(Fault(route="partner_user/delete", do=refusal))

    ran = live_run(emulator.url, emulator.token, tmp_path / "report.json")

    assert ran.returncode == pytest.ExitCode.TESTS_FAILED
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (report["facts"], report["holding"]) == (2, 0)
    assert ["Bad request" in entry["failure"] for entry in report["entries"]] == [True, True]
    assert [emulator.records(kind) for kind in collections()] == [[]] * len(collections())


def test_one_object_that_cannot_be_deleted_does_not_stop_the_cleanup(account: tuple[Service, Emulator]) -> None:
    """It is left to the next run, and the error says so."""
    service, emulator = account
    kept, _ = add(service, "bot", UNFINISHED), add(service, "dataset", UNFINISHED)
    emulator.faults.add(Fault(route="bot/delete", do=Status(status=400, code="BAD_REQUEST")))

    with pytest.raises(ExceptionGroup, match="the next run tries again"):
        clean(service)

    assert [record["id"] for kind in collections() for record in emulator.records(kind)] == [kept]


def test_a_run_in_an_account_in_use_ends_before_its_first_test(emulator: EmulatorServer, tmp_path: Path) -> None:
    """With the reason, and without a change."""
    headers = {"Authorization": f"Token {emulator.token}"}
    httpx.post(f"{emulator.url}/v1/bot/create", json={"name": "Ada"}, headers=headers)
    emulator.clear_requests()

    ran = live_run(emulator.url, emulator.token, tmp_path / "report.json")

    assert ran.returncode == pytest.ExitCode.USAGE_ERROR
    assert "The live suite refuses to run: the account holds 1 objects without its mark" in ran.stdout
    assert writes(emulator) == []


def test_a_run_without_a_key_says_which_variable_is_missing(emulator: EmulatorServer, tmp_path: Path) -> None:
    """The variables are those that a stack reads."""
    ran = live_run(emulator.url, None, tmp_path / "report.json")

    assert ran.returncode == pytest.ExitCode.USAGE_ERROR
    assert "set CHATBOTKIT_API_TOKEN in the environment" in ran.stdout
    assert emulator.requests == []


def test_a_run_that_is_spread_over_processes_is_refused(emulator: EmulatorServer, tmp_path: Path) -> None:
    """Each process would delete the objects of the others."""
    ran = live_run(emulator.url, emulator.token, tmp_path / "report.json", "-p", "xdist", "-n", "2")

    assert ran.returncode == pytest.ExitCode.TESTS_FAILED
    assert "the live suite takes one process: run it alone, with make live" in ran.stdout
    assert emulator.requests == []
