"""Objects of a resource that its state does not have, which a refresh shows in the lists that it reads anyway."""

import pytest

from pulumi_chatbotkit.emulator import EmptyList, Fault
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile.marker import CREATION_KEY
from support.edited_program import EditedProgram
from support.engine_state import Crash, Crashed, Options, Ref
from support.mini_engine import MiniEngine
from support.mini_hosts import InProcess

KB = Ref("dataset", "kb")


def test_what_a_killed_run_left_and_a_stale_list_hid_is_reported() -> None:
    """The state of the killed run is lost, and the next run, which would adopt its object, does not see it."""
    stage = InProcess()
    engine, program = MiniEngine(stage, "test/dev"), EditedProgram()
    program.declare(KB, {"name": "Manuals"})
    with pytest.raises(Crashed):
        engine.up(program.program, Options(crash=Crash(at=1, done=True, lost=None)))
    (left,) = [str(record["id"]) for record in stage.service.records("dataset")]
    stage.service.faults.add(Fault(route="dataset/list", do=EmptyList(), times=None))
    engine.up(program.program)
    stage.service.faults.clear()

    engine.refresh()
    assert stage.said() == "", "without the program, nobody knows whether the refresh was a whole one"
    engine.up(program.program, Options(refresh=True))

    assert f"Dataset {left} carries the marker of the resource 'kb', which has, or had, another object" in stage.said()
    assert f"orphans delete dataset {left} " in stage.said()
    assert stage.service.record("dataset", left) is not None
    stage.close()


@pytest.mark.parametrize(
    ("collections", "is_destroyed"),
    [(1, True), (1, False), (9, False)],
    ids=["destroyed", "gone, by the list", "gone, by a fetch"],
)
def test_what_a_resource_leaves_that_is_no_longer_declared_is_reported(collections: int, is_destroyed: bool) -> None:
    """A lost create takes effect late, its successor is gone by hand or by ``destroy``: no later run would look."""
    stage = InProcess()
    engine, program = MiniEngine(stage, "test/dev"), EditedProgram()
    for number in range(collections - 1):
        program.declare(Ref("partner_user", f"user-{number}"), {})
        program.declare(Ref("dataset", f"kb-{number}"), {"runAs": Ref("partner_user", f"user-{number}")})
    program.declare(KB, {"name": "Manuals"})
    engine.up(program.program)
    (original,) = [each for each in stage.service.records("dataset") if each["name"] == "Manuals"]
    meta = {**(as_object(original["meta"]) or {}), CREATION_KEY: "of another create"}
    left = stage.make_by_hand(("dataset",), {"name": "Manuals", "meta": meta}, None)
    if not is_destroyed:
        stage.service.remove("dataset", str(original["id"]))

    program.remove(KB)
    engine.up(program.program, Options(refresh=True))

    assert f"orphans delete dataset {left} " in stage.said()
    assert stage.service.record("dataset", left) is not None
    stage.close()


def test_what_waits_for_its_deletion_is_in_the_state() -> None:
    """Both objects carry one marker, and the state has both."""
    stage = InProcess()
    engine, program = MiniEngine(stage, "test/dev"), EditedProgram()
    program.declare(KB, {"name": "Manuals"})
    engine.up(program.program)
    program.set_options(KB, trigger="again")
    with pytest.raises(Crashed):
        engine.up(program.program, Options(crash=Crash(at=2, done=False, lost=0)))
    assert len(engine.state) == 2

    with pytest.raises(Crashed):
        engine.up(program.program, Options(refresh=True, crash=Crash(at=3, done=False, lost=0)))

    assert stage.said() == ""
    stage.close()


@pytest.mark.parametrize("is_clone", [True, False])
def test_a_clone_is_told_from_a_duplicate(is_clone: bool) -> None:
    """Both have the creation ID of the object in the state; a clone is in another blueprint (b.6), and is to stay."""
    stage = InProcess()
    engine, program = MiniEngine(stage, "test/dev"), EditedProgram()
    program.declare(KB, {"name": "Manuals"})
    engine.up(program.program)
    (original,) = stage.service.records("dataset")
    blueprint = stage.make_by_hand(("blueprint",), {"name": "Copy"}, None) if is_clone else None
    body: JsonObject = {"name": "Manuals", "blueprintId": blueprint, "meta": original["meta"]}
    copy = stage.make_by_hand(("dataset",), body, None)

    engine.up(program.program, Options(refresh=True))

    name = f"Dataset {copy}"
    clone = f"{name} carries the marker of {original['id']} and is in another blueprint: a clone of the blueprint has"
    assert (clone if is_clone else f"{name} is a duplicate of {original['id']}") in stage.said()
    assert ("To remove it" in stage.said()) is not is_clone
    stage.close()
