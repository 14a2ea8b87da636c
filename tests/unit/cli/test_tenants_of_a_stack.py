"""``tenants``: the tenants of a stack, read from its state. The Pulumi CLI is a script that prints one."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pulumi_chatbotkit.cli import app
from pulumi_chatbotkit.json_values import JsonObject
from support.stack_script import StackScript, inside, tenant

ROOT = "urn:pulumi:prod::fleet::pulumi:pulumi:Stack::fleet-prod"


def alone(name: str, identifier: str) -> JsonObject:
    kind = "pulumi-python:dynamic/chatbotkit:PartnerUser"
    return {"urn": f"urn:pulumi:prod::fleet::{kind}::{name}", "type": kind, "id": identifier, "parent": ROOT}


ACME = [
    tenant("acme"),
    inside("acme", "PartnerUser", "acme", "pr1"),
    inside("acme", "Bot", "acme.support", "bot1"),
    inside("acme", "Bot", "acme.sales.eu", "bot2"),
    inside("acme", "PartnerUserContext", "acme.context", "ctx1"),
    inside("acme", "PartnerUserToken", "acme.token", "tok1"),
]

InStack = Callable[..., Result]


@pytest.fixture
def stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StackScript:
    return StackScript(tmp_path, monkeypatch)


@pytest.fixture
def in_stack(stack: StackScript) -> InStack:
    """Runs ``tenants`` in a project whose stack has these resources."""

    def run(resources: Sequence[JsonObject] | None, *arguments: str, says: str | None = None) -> Result:
        if says is None:
            stack.holds(resources)
        else:
            stack.prints(says)
        return CliRunner().invoke(app, ["tenants", *arguments])

    return run


def test_tenants_are_found_whatever_the_program_exports(in_stack: InStack, stack: StackScript) -> None:
    """By their component in the state; keys are those of the tenant, and nothing is decrypted."""
    ran = in_stack(ACME, "--json", "--stack", "prod")

    assert json.loads(ran.stdout) == {
        "acme": {"user": "pr1", "bots": {"support": "bot1", "sales.eu": "bot2"}, "context": "ctx1"}
    }
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert stack.asked == ["stack", "export", "--stack", "prod", "--non-interactive"]


def test_a_tenant_without_bots_has_a_row(in_stack: InStack) -> None:
    """It exists all the same."""
    ran = in_stack([tenant("globex"), inside("globex", "PartnerUser", "globex", "pr2")])

    assert [line.split() for line in ran.stdout.splitlines()[1:]] == [["globex", "pr2", "none", "none", "none"]]


def test_each_bot_has_a_row(in_stack: InStack) -> None:
    """The tenant's own columns are filled in once."""
    ran = in_stack(ACME)

    assert [line.split() for line in ran.stdout.splitlines()[1:]] == [
        ["acme", "pr1", "support", "bot1", "ctx1"],
        ["sales.eu", "bot2"],
    ]


@pytest.mark.parametrize(
    ("resources", "note"),
    [
        ([], "note: the stack is empty: `pulumi up` makes its tenants"),
        (None, "note: the stack is empty: `pulumi up` makes its tenants"),
        ([{"urn": ROOT, "type": "pulumi:pulumi:Stack"}], "note: no Tenant is among the 1 resources of the stack"),
        (
            [tenant("acme")],
            (
                "note: acme: its sub-account is not in the state: "
                "`pulumi up` makes it, or takes it over if a killed run did"
            ),
        ),
        (
            [*ACME, alone("hand", "pr9"), alone("made", "pr8")],
            "note: not part of a Tenant, so not listed: partner user hand (pr9), made (pr8)",
        ),
    ],
)
def test_what_is_not_found_is_named(in_stack: InStack, resources: Sequence[JsonObject] | None, note: str) -> None:
    """On standard error, so that a script reads nothing but JSON."""
    ran = in_stack(resources, "--json")

    assert (ran.exit_code, ran.stderr) == (0, f"{note}\n")
    assert set(json.loads(ran.stdout)) == ({"acme"} if "acme" in json.dumps(resources) else set())


def test_a_tenant_without_its_sub_account_is_listed(in_stack: InStack) -> None:
    """A first `up` that failed leaves the component, which its outputs would not show."""
    ran = in_stack([tenant("acme"), inside("acme", "PartnerUser", "acme", None)], "--json")

    assert json.loads(ran.stdout) == {"acme": {"user": None, "bots": {}, "context": None}}


def test_what_a_replacement_is_about_to_delete_is_not_listed(in_stack: InStack) -> None:
    """Its id is of no use to an application any more."""
    old = {**inside("acme", "Bot", "acme.support", "bot0"), "delete": True}

    ran = in_stack([*ACME, old], "--json")

    assert json.loads(ran.stdout)["acme"]["bots"]["support"] == "bot1"


def test_what_a_program_adds_to_a_tenant_is_not_its_sub_account(in_stack: InStack) -> None:
    """A program may give anything the tenant as its parent."""
    added = inside("acme", "PartnerUser", "acme-archive", "pr7")

    ran = in_stack([ACME[0], added, *ACME[1:]], "--json")

    assert json.loads(ran.stdout)["acme"]["user"] == "pr1"
    assert "acme-archive (pr7)" in ran.stderr


@pytest.mark.parametrize("says", ["no JSON", "[]", '{"deployment": null}'])
def test_a_state_that_is_not_understood_is_an_error(in_stack: InStack, says: str) -> None:
    """And no list that looks as if the stack had no tenants."""
    ran = in_stack([], "--json", says=says)

    assert (ran.exit_code, ran.stdout) == (1, "")
    assert ran.stderr.startswith("error: pulumi stack export prints no state that is known here")


def test_a_folder_without_a_project_is_an_error(in_stack: InStack, stack: StackScript) -> None:
    """Nothing is made there."""
    (stack.project / "Pulumi.yaml").unlink()

    ran = in_stack(ACME)

    assert ran.exit_code == 1
    assert [*stack.project.iterdir()] == []
