"""`ci`: which reports are taken, and what of them is shown, at each code host."""

import json
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.changes.document import as_document
from pulumi_chatbotkit.operations.changes.report import PolicyFinding
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


@pytest.mark.parametrize(
    ("reported", "stack", "project", "is_taken"),
    [
        ("prod", "org/shop/prod", "", True),
        ("org/prod", "org/shop/prod", "", True),
        ("organization/shop/prod", "org/shop/prod", "", True),
        ("other/shop/prod", "prod", "shop", True),
        ("other/blog/prod", "org/shop/prod", "", False),
        ("org/blog/prod", "org/shop/prod", "", False),
        ("org/blog/prod", "prod", "shop", False),
        ("other/prod", "org/prod", "", False),
        ("dev", "org/shop/prod", "", False),
        ("", "prod", "", False),
    ],
)
def test_a_report_of_another_stack_is_not_taken(
    reported: str, stack: str, project: str, is_taken: bool, job: Job
) -> None:
    """Nor one that names none, which would be taken for that of any stack in which nothing changes."""
    words = ("--project", project) if project else ()

    done = job.run("comment", write(changes(stack=reported)), "--stack", stack, *words)

    (comment,) = job.host.comments()
    assert done.exit_code == 0
    assert ("nothing would change" in comment.body) is is_taken
    assert ("make one " in comment.body) is not is_taken


def test_a_failed_run_that_names_no_stack_says_why(job: Job) -> None:
    """It has failed before there was a stack."""
    job.run("comment", write(changes(failures=("no such back end",), stack="")), "--stack", "prod")

    assert "no such back end" in job.host.comments()[0].body


def test_what_policies_say_is_no_reason_to_say_nothing(job: Job) -> None:
    """An advisory finding changes nothing, and people must see it."""
    finding = PolicyFinding(level="advisory", policy="own", pack="chatbotkit", what="", message="too many bots")
    made = replace(changes(), policies=[finding])

    job.run("comment", write(made), "--stack", "dev", "--skip-unchanged")

    assert "too many bots" in job.host.comments()[0].body
