"""The measuring itself, with one tenant, a few requests and one start."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.reports import measure_large
from bench.results import Case, Report, read_report
from bench.service import ROOT
from bench.starts import measure_starts
from bench.tenants_file import measure_previews, measure_reading
from bench.throughput import measure_throughput
from pulumi_chatbotkit.pulumi_cli import find_pulumi_cli

SMALL = Case(resources=3, latency_ms=0, checkpoints=False)
COMMAND = "--resources 3 --latency 0 --checkpoints off --rounds 1 --only create,preview,update,refresh,destroy"
MADE = {"bot/create": 1, "partner_user/create": 1, "partner_user_context/create": 1}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the files that the command has written."""
    folder = tmp_path_factory.mktemp("bench")
    words = [sys.executable, "-m", "bench", *COMMAND.split(), "--out", str(folder)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    """What the command has measured."""
    return read_report(folder)


def test_every_subject_that_makes_tenants_makes_the_same_ones(report: Report) -> None:
    """The floor calls nothing; the provider first looks for objects of an interrupted run."""
    creates = {one.subject: one.calls for one in report.measurements if one.step == "create"}

    looked = {**MADE, "partner_user/list": 1}
    assert creates == {"provider": looked, "httpx32": MADE, "httpx4": MADE, "node": MADE, "floor": {}}


def test_bare_httpx_repeats_the_providers_calls(report: Report) -> None:
    """It deletes as many tenants as the provider."""
    for step in ("update", "refresh", "destroy"):
        (provider,) = report.of(SMALL, step, "provider")
        (alone,) = report.of(SMALL, step, "httpx32")
        assert alone.calls == provider.calls
        assert alone.calls


def test_the_floor_takes_every_step_of_the_provider(report: Report) -> None:
    """It has a state of its own."""
    floor = [one for one in report.measurements if one.subject == "floor"]

    assert [one.step for one in floor] == ["create", "preview", "update", "refresh", "destroy"]
    assert all(one.state_bytes for one in floor)


def test_the_page_is_written_beside_the_figures(folder: Path) -> None:
    """For people."""
    assert "## 3 resources, 0 ms, without checkpoints" in (folder / "benchmarks.md").read_text(encoding="utf-8")


def test_the_emulator_is_measured_with_either_kind_of_state() -> None:
    """The same actions with both."""
    found = [(one.database, one.action) for one in measure_throughput(requests=20)]

    actions = ["bot/create", "bot/fetch", "bot/list?take=1"]
    assert found == [(database, action) for database in ("memory", "file") for action in actions]


def test_a_process_answers_after_it_has_started() -> None:
    """The first answer cannot come before the line with the URL."""
    starts = measure_starts(times=1)

    assert starts.emulator_first_answer_s >= starts.emulator_first_line_s > 0
    assert starts.provider_first_check_s >= starts.provider_port_s > 0


def test_a_tenants_file_is_read_and_checked() -> None:
    """In a process of its own, whose memory is its own."""
    found = measure_reading(tenants=2, times=1)

    assert found.tenants == 2
    assert found.seconds >= found.cpu_s > 0
    assert found.peak_mib > 1


def test_a_preview_of_a_file_is_beside_one_by_hand() -> None:
    """Both find nothing to change, so both programs declare what they have made."""
    (found,) = measure_previews(find_pulumi_cli(), tenants=1, rounds=1)

    assert min(found.file_s, found.hand_s) > 0
    assert found.file_cpu_s.keys() == found.hand_cpu_s.keys() >= {"provider", "program", "engine"}


def test_every_report_of_many_objects_is_measured() -> None:
    """Each finds the bots that differ, or the tenant that is an orphan."""
    found = {one.command: one for one in measure_large(find_pulumi_cli(), objects=25)}

    assert len(found) == 8
    assert all(one.peak_mib and one.cpu_s and one.objects == 25 for one in found.values())
    assert found["drift"].lines > 19
    assert found["orphans"].lines == len(("header", "tenant", "summary"))
