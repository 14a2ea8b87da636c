"""Creates with a lost answer: afterwards there is one object, and it is in the state."""

from collections import Counter
from typing import cast

import httpx
import pytest

from pulumi_chatbotkit.catalog import OBJECT_KINDS
from pulumi_chatbotkit.emulator import (
    Fault,
    FaultAction,
    GarbageBody,
    LoggedRequest,
    ResetAfterWrite,
    Status,
    TruncatedBody,
)
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import REPOSITORY, Project

A_TENANT = """
user = chatbotkit.PartnerUser("user", name="U", email="u@acme.example")
group = chatbotkit.Blueprint("group", name="G", run_as=user)
kb = chatbotkit.Dataset("kb", name="K", run_as=user, blueprint_id=group.id)
skills = chatbotkit.Skillset("skills", name="S", run_as=user, blueprint_id=group.id)
bot = chatbotkit.Bot("bot", name="B", alias="b", run_as=user, dataset_id=kb.id, skillset_id=skills.id)
chatbotkit.PartnerUserContext("context", user=user, bot_id=bot.id)
chatbotkit.PartnerUserToken("key", user=user)
"""


KINDS_OF_A_TENANT = (
    "partner_user",
    "blueprint",
    "dataset",
    "skillset",
    "bot",
    "partner_user_context",
    "partner_user_token",
)


def test_every_kind_survives_the_loss_of_its_answer(project: Project, emulator: EmulatorServer) -> None:
    """One program with all kinds: each object exists once, and the preview is empty."""
    for name, kind in OBJECT_KINDS.items():
        emulator.faults.add(Fault(route=f"{name}/{kind.actions.create[-1]}", do=ResetAfterWrite()))
    project.write("__main__.py", (REPOSITORY / "examples" / "everything" / "__main__.py").read_text(encoding="utf-8"))

    project.up()

    assert _fault_counts(emulator.requests) == {"reset-after-write": len(OBJECT_KINDS)}
    assert {kind: len(emulator.records(kind)) for kind in OBJECT_KINDS} == dict.fromkeys(OBJECT_KINDS, 1)
    project.preview("--expect-no-changes")


@pytest.mark.parametrize("fault", [ResetAfterWrite(), GarbageBody(), TruncatedBody()], ids=lambda fault: fault.kind)
def test_a_create_whose_answer_is_lost_leaves_one_object_that_the_state_knows(
    project: Project, emulator: EmulatorServer, fault: FaultAction
) -> None:
    """The object was created, and there is no idempotency key, so the provider searches for it."""
    for kind in KINDS_OF_A_TENANT:
        emulator.faults.add(Fault(route=f"{kind}/create", do=fault))
    project.program(A_TENANT)

    project.up()

    assert _fault_counts(emulator.requests) == {fault.kind: len(KINDS_OF_A_TENANT)}
    existing = [str(record["id"]) for kind in KINDS_OF_A_TENANT for record in emulator.records(kind)]
    assert sorted(existing) == sorted(str(resource["id"]) for resource in project.resources().values())
    project.preview("--expect-no-changes")


def test_a_key_is_created_again_if_the_answer_was_lost(project: Project, emulator: EmulatorServer) -> None:
    """Its text is only in the answer to the create, so the first key is deleted; the state has the second one."""
    emulator.faults.add(Fault(route="partner_user_token/create", do=ResetAfterWrite()))
    project.program(A_TENANT)

    project.up()

    outputs = cast("dict[str, object]", project.resources()["key"]["outputs"])
    answer = httpx.get(f"{emulator.url}/v1/bot/list", headers={"Authorization": f"Token {_text(outputs['token'])}"})
    assert [bot["alias"] for bot in answer.json()["items"]] == ["b"]
    assert len(emulator.records("partner_user_token")) == 1


@pytest.mark.parametrize("status", [500, 503])
def test_a_create_that_failed_before_the_write_is_sent_again(
    project: Project, emulator: EmulatorServer, status: int
) -> None:
    """After a 5xx it is unknown whether the object exists; if the search finds none, it is created again."""
    code = {500: "GENERIC_ERROR", 503: "SERVICE_UNAVAILABLE"}[status]
    emulator.faults.add(Fault(route="bot/create", do=Status(status=status, code=code)))
    project.program('chatbotkit.Bot("bot", name="B")')

    project.up()

    assert [str(bot["id"]) for bot in emulator.records("bot")] == [str(project.resources()["bot"]["id"])]


def _fault_counts(requests: list[LoggedRequest]) -> Counter[str | None]:
    """How often each kind of fault was applied."""
    return Counter(request.fault for request in requests if request.fault)


def _text(output: object) -> str:
    """A secret of an exported state in clear: it is JSON text in an object."""
    envelope = cast("dict[str, str]", output)
    return envelope["plaintext"].strip('"')
