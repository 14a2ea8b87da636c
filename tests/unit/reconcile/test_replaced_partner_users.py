"""Partner users that were replaced: the old one waits for its deletion, beside the new one of the same name."""

import pytest

from pulumi_chatbotkit.emulator import Fault, Status
from support.edited_program import EditedProgram
from support.engine_state import Failed, Ref
from support.mini_engine import MiniEngine
from support.mini_hosts import InProcess

TENANT, BOT, TOKEN = Ref("partner_user", "acme"), Ref("bot", "support"), Ref("partner_user_token", "key")
WARNING = "it reports as deleted without deleting it"


def test_what_pulumi_forgets_while_an_old_partner_user_waits_is_said() -> None:
    """Pulumi skips what is deleted with a URN that it deletes, and the old and the new partner user have one URN."""
    stage = InProcess()
    engine, program = MiniEngine(stage, "test/dev"), EditedProgram()
    program.declare(TENANT, {})
    program.declare(BOT, {"runAs": TENANT})
    program.declare(TOKEN, {"userId": TENANT})
    engine.up(program.program)
    program.set_options(TENANT, trigger="again")
    stage.service.faults.add(Fault(route="partner_user/delete", do=Status(status=403, code="NOT_AUTHORIZED")))
    with pytest.raises(Failed):
        engine.up(program.program)
    assert WARNING not in stage.said(), "nothing was in the new one before this run"
    user = next(entry.id for entry in engine.live if entry.key.ref == TENANT)
    stage.service.faults.clear()
    program.remove(BOT)
    program.remove(TOKEN)

    engine.up(program.program)

    assert engine.spared, "the model of the engine skips these deletes"
    assert f"which {user} has replaced in an earlier run" in stage.said()
    assert WARNING in stage.said()
    engine.up(program.program)
    assert stage.said() == ""
    stage.close()


def test_what_pulumi_has_forgotten_when_a_deletion_fails_is_said() -> None:
    """The engine forgets what is in a partner user first, and then asks for its deletion."""
    stage = InProcess()
    engine, program = MiniEngine(stage, "test/dev"), EditedProgram()
    program.declare(TENANT, {})
    program.declare(TOKEN, {"userId": TENANT})
    engine.up(program.program)
    (user,) = [entry.id for entry in engine.live if entry.key.ref == TENANT]
    stage.service.faults.add(Fault(route="partner_user/delete", do=Status(status=403, code="NOT_AUTHORIZED")))

    with pytest.raises(Failed):
        engine.destroy()

    assert [entry.id for entry in engine.state] == [user]
    assert f"PartnerUser 'acme' ({user}) was not deleted, but Pulumi had already forgotten" in stage.said()
    assert f"stay in {user} in no state" in stage.said()
    stage.service.faults.clear()
    engine.destroy()
    assert engine.state == ()
    assert stage.said() == ""
    stage.close()
