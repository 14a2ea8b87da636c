"""A key that Pulumi replaces: the new one first, the old one after, and the old one lives if the new one fails."""

from collections.abc import Callable

import pytest

from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.testing import EmulatorServer
from support.inventory import forgotten, in_state, missing
from support.project import Project, Run
from support.wire import Wire

PROGRAM = """
acme = chatbotkit.PartnerUser("acme", name="Acme")
key = chatbotkit.PartnerUserToken("key", pulumi.ResourceOptions({options}), user=acme{arguments})
pulumi.export("key", key.token)
"""
Replace = Callable[[Project, str], Run]


def by_option(project: Project, arguments: str) -> Run:
    """``pulumi up --replace``."""
    project.program(PROGRAM.format(options="", arguments=arguments))
    urn = str(project.resources()["key"]["urn"])
    return project.attempt_up("--replace", urn)


def by_taint(project: Project, arguments: str) -> Run:
    """``pulumi state taint``."""
    project.program(PROGRAM.format(options="", arguments=arguments))
    tainted = project.pulumi("state", "taint", str(project.resources()["key"]["urn"]), "--yes")
    assert tainted.exit_code == 0, tainted.output
    return project.attempt_up()


def by_trigger(project: Project, arguments: str) -> Run:
    """The resource option ``replacement_trigger``."""
    project.program(PROGRAM.format(options='replacement_trigger="two"', arguments=arguments))
    return project.attempt_up()


def by_rotation(project: Project, arguments: str) -> Run:
    """The argument ``rotate_when``."""
    project.program(PROGRAM.format(options="", arguments=f', rotate_when="two"{arguments}'))
    return project.attempt_up()


WAYS = pytest.mark.parametrize(
    ("replace", "options", "arguments"),
    [
        (by_option, "", ""),
        (by_taint, "", ""),
        (by_trigger, 'replacement_trigger="one"', ""),
        (by_rotation, "", ', rotate_when="one"'),
    ],
    ids=["--replace", "taint", "replacement_trigger", "rotate_when"],
)


def deploy(project: Project, options: str, arguments: str) -> str:
    """Create the tenant and its key; returns the key's id."""
    project.program(PROGRAM.format(options=options, arguments=arguments))
    project.up()
    return str(project.resources()["key"]["id"])


@WAYS
def test_the_new_key_is_made_before_the_old_one_is_deleted(
    project: Project, emulator: EmulatorServer, wire: Wire, replace: Replace, options: str, arguments: str
) -> None:
    """One create, one delete, in this order."""
    old = deploy(project, options, arguments)
    wire.take()

    run = replace(project, "")

    assert run.exit_code == 0, run.output
    assert [what.split()[0] for what, _ in wire.writes()] == ["create", "delete"]
    assert [str(record["id"]) for record in emulator.records("partner_user_token")] != [old]
    assert (forgotten(emulator, project), missing(emulator, project)) == ({}, {})
    project.preview("--expect-no-changes")


@WAYS
def test_the_old_key_lives_if_the_new_one_cannot_be_made(
    project: Project, emulator: EmulatorServer, replace: Replace, options: str, arguments: str
) -> None:
    """And stays in the state, so that a tenant is never without a key."""
    old = deploy(project, options, arguments)
    emulator.faults.add(
        Fault(route="partner_user_token/create", do=Status(status=402, code="NO_SUBSCRIPTION"), times=None)
    )

    run = replace(project, "")

    assert run.exit_code != 0
    assert [str(record["id"]) for record in emulator.records("partner_user_token")] == [old]
    assert old in in_state(project)
    emulator.faults.clear()
    project.up()
    assert (forgotten(emulator, project), missing(emulator, project)) == ({}, {})


@WAYS
def test_an_overlap_is_announced(project: Project, replace: Replace, options: str, arguments: str) -> None:
    """Before the wait begins, with the number of seconds."""
    deploy(project, options, f"{arguments}, overlap_seconds=3")

    run = replace(project, ", overlap_seconds=3")

    assert run.exit_code == 0, run.output
    assert "both" in run.output
    assert "waiting" in run.output.lower()


def test_introducing_a_rotation_rotates_nothing(project: Project, emulator: EmulatorServer, wire: Wire) -> None:
    """Removing one neither. The first ``rotate_when`` is remembered; the next one rotates."""
    old = deploy(project, "", "")
    wire.take()

    for arguments in (', rotate_when="2026-10"', "", ', rotate_when="2026-11"'):
        project.program(PROGRAM.format(options="", arguments=arguments))
        project.up()
        project.preview("--expect-no-changes")

    assert [str(record["id"]) for record in emulator.records("partner_user_token")] == [old]
    assert wire.writes() == []
    project.program(PROGRAM.format(options="", arguments=', rotate_when="2026-12"'))
    project.up()
    assert [str(record["id"]) for record in emulator.records("partner_user_token")] != [old]
    assert (forgotten(emulator, project), missing(emulator, project)) == ({}, {})
