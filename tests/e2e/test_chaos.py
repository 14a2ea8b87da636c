"""The Pulumi CLI with random network faults: after some runs the stack is complete, and destroy deletes everything."""

from pulumi_chatbotkit.emulator import Fault, FaultAction, GarbageBody, ResetAfterWrite, TooManyRequests, TruncatedBody
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project

TENANTS = 12
KINDS = ("partner_user", "dataset", "bot", "partner_user_context", "partner_user_token")
FAULTS: tuple[FaultAction, ...] = (ResetAfterWrite(), GarbageBody(), TruncatedBody(), TooManyRequests())

PROGRAM = f"""
for number in range({TENANTS}):
    user = chatbotkit.PartnerUser(f"user-{{number}}", name="U")
    kb = chatbotkit.Dataset(f"kb-{{number}}", name="K", run_as=user)
    bot = chatbotkit.Bot(f"bot-{{number}}", name="WORD", run_as=user, dataset_id=kb.id)
    chatbotkit.PartnerUserContext(f"context-{{number}}", user=user, bot_id=bot.id)
    chatbotkit.PartnerUserToken(f"key-{{number}}", user=user)
"""


def test_a_stack_converges_after_random_network_faults(project: Project, emulator: EmulatorServer) -> None:
    """Each object exists once, the preview is empty, and there are no orphans."""
    for seed, do in enumerate(FAULTS):
        emulator.faults.add(Fault(route="*", do=do, times=None, probability=0.02, seed=seed))
    for word in ("one", "two", "three"):
        project.program(PROGRAM.replace("WORD", word))
        project.attempt_up()
    emulator.faults.clear()

    project.up()

    existing = [str(record["id"]) for kind in KINDS for record in emulator.records(kind)]
    assert sorted(existing) == sorted(str(resource["id"]) for resource in project.resources().values())
    assert [record["name"] for record in emulator.records("bot")] == ["three"] * TENANTS
    project.preview("--expect-no-changes")
    project.destroy()
    assert [record for kind in KINDS for record in emulator.records(kind)] == []
