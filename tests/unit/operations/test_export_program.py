"""An export as a program: it declares what the tenants file declares, and reads as if it were written by hand."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.export.export_file import ExportOptions, ExportRefused, ExportReport, export_file
from pulumi_chatbotkit.operations.tenant_entries.remarks import Sort
from support.core_harness import CoreHarness
from support.foreign import make_by_hand
from support.mocked_program import declared_by
from support.project import REPOSITORY

FROM_FILE = """
from pathlib import Path
from pulumi_chatbotkit import tenants_from_file
tenants_from_file(Path("tenants.yaml"))
"""
NASTY = "He said \"it's\"\n\ttab \\ back\\' slash {{ x }}\u202e\x07\u2028 é 漢 \N{GRINNING FACE} " + "long " * 40


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """An empty parent account."""
    with CoreHarness() as harness:
        yield harness


def exported(harness: CoreHarness, path: Path) -> ExportReport:
    """Export to this file; no partner user has an alias."""
    return harness.run(export_file(harness.client, path, ExportOptions(aliases={})))


def fill(harness: CoreHarness) -> JsonObject:
    """A customer with objects of many kinds, which refer to one another; returns its place."""
    limits: JsonObject = {"conversations": 1000, "database": {"records": 5000}}
    acme = make_by_hand(
        harness, KINDS["partner_user"], {}, {"name": "Acme", "limits": limits, "meta": {"a b": [1e-07]}}
    )
    here: JsonObject = {"runAs": acme}
    faq = make_by_hand(harness, KINDS["dataset"], here, {"name": "FAQ", "description": 'Just "double" quotes'})
    make_by_hand(harness, KINDS["dataset_record"], {**here, "datasetId": faq}, {"text": "It's open"})
    bot = make_by_hand(harness, KINDS["bot"], here, {"name": "Support", "datasetId": faq, "backstory": NASTY})
    crm = make_by_hand(harness, KINDS["skillset"], here, {"name": "CRM"})
    make_by_hand(harness, KINDS["skillset_ability"], {**here, "skillsetId": crm}, {"name": "Ask", "linkedBotId": bot})
    make_by_hand(harness, KINDS["integration_widget"], here, {"name": "Web", "botId": bot})
    make_by_hand(harness, KINDS["partner_user_context"], {"userId": acme}, {"botId": bot, "payload": {"x": [{}, []]}})
    return here


def checked(*words: str) -> str:
    """What a tool of the project says of a file: nothing if it has no complaint."""
    done = subprocess.run([sys.executable, "-m", *words], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_a_program_declares_what_the_file_does(harness: CoreHarness, tmp_path: Path) -> None:
    """Resource by resource, with references and ids to adopt; the formatter and the type checker have no complaint."""
    fill(harness)
    program = tmp_path / "customers.py"

    exported(harness, tmp_path / "tenants.yaml")
    report = exported(harness, program)

    text = program.read_text(encoding="utf-8")
    declared = declared_by(text)
    assert declared == declared_by(FROM_FILE, tmp_path)
    assert declared["Bot acme.support"]["datasetId"] == "acme.faq-id"
    assert declared["Bot acme.support"]["backstory"] == NASTY
    assert report.objects == 8
    assert checked("ruff", "format", "--isolated", "--check", str(program)) == ""
    assert checked("ruff", "format", "--isolated", "--line-length", "320", "--check", str(program)) == ""
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    assert checked("pyright", "--project", str(tmp_path), "--pythonpath", sys.executable, str(program)) == ""


def test_a_program_has_a_place_for_your_own_objects(harness: CoreHarness, tmp_path: Path) -> None:
    """Each with its id, and others by name; what another stack manages stays a remark."""
    fill(harness)
    faq = make_by_hand(harness, KINDS["dataset"], {}, {"name": "Our FAQ"})
    bot = make_by_hand(harness, KINDS["bot"], {}, {"name": "Our bot", "datasetId": faq})
    marker: JsonObject = {"pulumiStack": "shop/dev", "pulumiKind": "bot", "pulumiName": "other"}
    other = make_by_hand(harness, KINDS["bot"], {}, {"name": "Other", "meta": marker})
    program = tmp_path / "customers.py"

    report = exported(harness, program)

    declared = declared_by(program.read_text(encoding="utf-8"))
    assert declared["Dataset our-faq"] == {"name": "Our FAQ", "adopt": faq}
    assert declared["Bot our-bot"] == {"name": "Our bot", "adopt": bot, "datasetId": "our-faq-id"}
    assert "dataset_our_faq = chatbotkit.Dataset(" in program.read_text(encoding="utf-8")
    assert (report.objects, report.remarks[Sort.OWN]) == (10, 1)
    remarks = program.with_suffix(".remarks.txt").read_text(encoding="utf-8")
    assert f"own account: bots {other}: Other (it is other of stack shop/dev)" in remarks.splitlines()
    assert f"hidden: bots {bot} privacy" in remarks.splitlines()


def test_a_program_without_customers_is_one_that_declares_nothing(harness: CoreHarness, tmp_path: Path) -> None:
    """It runs."""
    program = tmp_path / "customers.py"

    exported(harness, program)

    assert declared_by(program.read_text(encoding="utf-8")) == {}


def test_a_program_has_no_plans(harness: CoreHarness, tmp_path: Path) -> None:
    """It is refused before the first call."""
    with pytest.raises(ExportRefused, match="would be a program, which has no plans"):
        harness.run(export_file(harness.client, tmp_path / "customers.py", ExportOptions(plans=True)))

    assert harness.emulator.requests == []
