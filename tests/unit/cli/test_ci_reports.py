"""`ci`: which reports are taken, and what of them is shown, at each code host."""

import json
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.changes.document import as_document
from support.code_host_server import TOKEN

from .conftest import Job, change, changes, write


def test_a_key_of_a_value_is_masked_and_the_form_of_the_document_is_not(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A passphrase may be a word that documents use."""
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", "customers")
    made = changes(replace(change(), before={TOKEN: 1}, after={TOKEN: 2}))

    done = job.run("comment", write(made), "--stack", "dev")

    (comment,) = job.host.comments()
    assert TOKEN not in comment.body
    assert done.exit_code == 0
    assert "## Changes of dev" in comment.body


def test_a_report_that_is_nested_too_deep_is_told(job: Job) -> None:
    """Instead of a traceback that nobody reads."""
    document = as_document(changes(change()))
    groups = cast("list[JsonObject]", document["groups"])
    groups[0]["after"] = json.loads("[" * 900 + "]" * 900)
    Path("changes.json").write_text(json.dumps(document), encoding="utf-8")

    done = job.run("comment", "changes.json", "--stack", "dev")

    (comment,) = job.host.comments()
    assert done.exit_code == 0
    assert "nested deeper than 100 levels" in comment.body
