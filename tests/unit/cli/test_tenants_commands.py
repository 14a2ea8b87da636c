"""``tenants check`` and ``tenants explain``: what a file declares, without Pulumi and without a network."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pulumi_chatbotkit.cli import app

FILE = """\
defaults:
  bots:
    support: {model: gpt-4o, backstory: "You help {{ tenant.name }}."}
plans:
  pro:
    limits: {conversations: 10}
    dataset: {name: Manuals}
    secrets: {crm: {value: {env: CRM}}}
tenants:
  acme:
    name: Acme
    plan: pro
    bots: {support: {model: gpt-5}}
  globex: {name: Globex}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tenants.yaml").write_text(FILE, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["tenants", *arguments])


def test_a_good_file_passes(folder: Path) -> None:
    """Exit code 0, for hooks and pipelines; secrets are not looked up."""
    ran = run("check", str(folder / "tenants.yaml"))

    assert (ran.exit_code, ran.stdout) == (0, f"{folder}/tenants.yaml: 2 tenants, no problems\n")


def test_a_bad_file_fails_with_all_problems(folder: Path) -> None:
    """The same text as in a program."""
    (folder / "tenants.yaml").write_text(FILE.replace("model: gpt-5", "modle: gpt-5").replace("plan: pro", "plan: pr"))

    ran = run("check")

    assert ran.exit_code == 1
    assert ran.stderr.splitlines() == [
        "tenants.yaml:12: tenants.acme.plan: is 'pr', which is no plan of this file; did you mean pro?",
        "tenants.yaml:13: tenants.acme.bots.support.modle: is not a field of a bot; did you mean model?",
        "2 problems, nothing was changed.",
    ]


def test_problems_and_warnings_as_json(folder: Path) -> None:
    """One document, whatever is found."""
    (folder / "tenants.yaml").write_text(FILE.replace("gpt-5", "sk-proj-abcdefghijklmnopqrstuvwx"))
    warned = run("check", "--json")
    (folder / "tenants.yaml").write_text("tenants: {a: {nmae: x, bots: {}}}\n")
    failed = run("check", "--json")

    found = json.loads(warned.stdout)
    assert (warned.exit_code, found["tenants"], found["problems"]) == (0, 2, [])
    assert [(each["line"], each["key"]) for each in found["warnings"]] == [(13, "tenants.acme.bots.support.model")]
    assert failed.exit_code == 1
    assert json.loads(failed.stdout) == {
        "tenants": 0,
        "problems": [
            {
                "file": "tenants.yaml",
                "line": 1,
                "key": "tenants.a.nmae",
                "reason": "is not a field of a tenant; did you mean name?",
            }
        ],
        "warnings": [],
    }


EXPLAINED = """\
PartnerUser acme
  limits.conversations: 10  # plan pro, tenants.yaml:6
  name: "Acme"  # tenant acme, tenants.yaml:11
Dataset acme.dataset
  name: "Manuals"  # plan pro, tenants.yaml:7
Bot acme.support
  model: "gpt-5"  # tenant acme, tenants.yaml:13
  backstory: "You help Acme."  # defaults, tenants.yaml:3
  dataset: "dataset"  # the tenant's own dataset
Secret acme.crm
  value.env: "CRM"  # plan pro, tenants.yaml:8
PartnerUserToken acme.token  # made by default
PartnerUserContext acme.context  # made by default
  bot: "support"  # the tenant's first bot
  dataset: "dataset"  # the tenant's own dataset
"""


@pytest.mark.usefixtures("folder")
def test_a_tenant_is_explained() -> None:
    """Every value with the layer, file and line that it comes from, templates filled in."""
    ran = run("explain", "acme")

    assert ran.exit_code == 0
    assert sorted(ran.stdout.splitlines()) == sorted(EXPLAINED.splitlines())


@pytest.mark.usefixtures("folder")
def test_an_explanation_as_json() -> None:
    """For tools that compare two versions of a file."""
    ran = run("explain", "globex", "--json")

    objects = json.loads(ran.stdout)
    assert [each["resource"] for each in objects] == [
        "PartnerUser globex",
        "Bot globex.support",
        "PartnerUserToken globex.token",
        "PartnerUserContext globex.context",
    ]
    assert objects[0]["values"] == [
        {"name": "name", "value": "Globex", "from": "tenant globex", "file": "tenants.yaml", "line": 14}
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("acm",), "error: tenants.yaml has no tenant 'acm'; did you mean acme?"),
        (("acme", "--file", "missing.yaml"), "error: missing.yaml: does not exist"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_cannot_be_explained_is_an_error(arguments: tuple[str, ...], message: str) -> None:
    """With the likely key."""
    ran = run("explain", *arguments)

    assert ran.exit_code == 1
    assert ran.stderr.startswith(message)
