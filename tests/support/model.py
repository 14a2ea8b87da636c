"""A model test of a stack's history: program edits, console edits, other programs, network faults, crashes.

``Invariants`` checks the rules of docs/design.md, sections 4 and 5, after each successful run.
"""

from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from pulumi_chatbotkit.emulator import Fault, FaultAction, Status
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.marker import Marker
from support.edited_program import ORDER, EditedProgram
from support.engine_state import Argument, Crash, Options, Ref
from support.model_events import EventRules
from support.model_state import STACKS
from support.model_values import ALIASED, CRASHES, FAULTS, FIELDS, MOVABLE, TEXT

ELSEWHERE = "other/prod"


class StackModel(EventRules):
    """The rules of the model. A subclass chooses the host."""

    faults: ClassVar[tuple[FaultAction, ...]] = FAULTS

    def teardown(self) -> None:
        """Whatever happened before, a run without faults must bring everything in order."""
        try:
            self.settle()
        finally:
            self.stage.close()

    # The author of the program

    @initialize()
    def write_a_program(self) -> None:
        """Two tenants, a resource of each kind in the first, and a bot of the parent account."""
        first, second = (Ref("partner_user", f"partner_user-{number}") for number in (1, 2))
        skillset, bot = Ref("skillset", "skillset-1"), Ref("bot", "bot-1")
        self.edited = EditedProgram()
        baseline: dict[Ref, dict[str, Argument]] = {
            first: {},
            second: {},
            Ref("dataset", "dataset-1"): {"runAs": first, "name": "a"},
            Ref("secret", "secret-1"): {"runAs": first, "value": "a"},
            skillset: {"runAs": first},
            Ref("skillset_ability", "skillset_ability-1"): {"skillsetId": skillset, "runAs": first},
            bot: {"runAs": first, "meta": {"team": "x"}},
            Ref("bot", "bot-2"): {"name": "a", "alias": self._new_word()},
            Ref("partner_user_context", "partner_user_context-1"): {"userId": first, "botId": bot},
            Ref("partner_user_token", "partner_user_token-1"): {"userId": first, "rotateWhen": "a"},
        }
        for ref, arguments in baseline.items():
            self.edited.declare(ref, arguments)

    @precondition(lambda self: not self.pinned)
    @rule(data=st.data(), kind=st.sampled_from(ORDER), number=st.integers(1, 2))
    def declare(self, data: st.DataObject, kind: str, number: int) -> None:
        """Declare a resource, or change all arguments of one."""
        ref = Ref(kind, f"{kind}-{number}")
        scope = self._scope(data, ref)
        if scope is None or not (ref in self.edited.declared or self.edited.is_free(ref)):
            return
        fields = data.draw(st.fixed_dictionaries({}, optional=dict(FIELDS[kind])))
        aliased: dict[str, Argument] = (
            {"alias": self._new_word()} if kind in ALIASED and data.draw(st.booleans()) else {}
        )
        self.edited.declare(ref, {**fields, **aliased, **self._links(data, kind, scope), **scope})

    @precondition(lambda self: not self.pinned and self.edited.declared)
    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        """Set or clear one field."""
        ref = self._pick(data)
        name = data.draw(st.sampled_from(sorted(FIELDS[ref.kind])))
        self.edited.set(ref, {name: data.draw(st.none() | FIELDS[ref.kind][name])})

    @precondition(lambda self: not self.pinned and self.edited.declared)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        """Remove a resource from the program."""
        self.edited.remove(self._pick(data))

    @precondition(lambda self: not self.pinned and self.edited.declared)
    @rule(data=st.data(), number=st.integers(1, 3))
    def rename(self, data: st.DataObject, number: int) -> None:
        """Rename a resource, with an alias; the object stays."""
        ref = self._pick(data)
        new = Ref(ref.kind, f"{ref.kind}-{number}")
        if self.edited.is_free(new) and not self._would_contend_for_its_alias(ref, new.name):
            self.edited.rename(ref, new.name)

    @precondition(lambda self: not self.pinned and self.edited.declared)
    @rule(data=st.data(), parent=st.sampled_from(("stack", "component")))
    def move_below(self, data: st.DataObject, parent: str) -> None:
        """Move a resource below another parent in the program; nothing changes at the service."""
        self.edited.move_below(self._pick(data), parent)

    @precondition(lambda self: not self.pinned and self.edited.of_kinds(*MOVABLE))
    @rule(data=st.data())
    def move_to_account(self, data: st.DataObject) -> None:
        """Move a resource to another account, so that a new object replaces the old one."""
        movable = [each.ref for each in self.edited.of_kinds(*MOVABLE)]
        tenants = [each.ref for each in self.edited.of_kinds("partner_user")]
        to = data.draw(st.sampled_from([None, *tenants]))
        self.edited.move_to_account(data.draw(st.sampled_from(movable)), to, self._new_word())

    @precondition(lambda self: not self.pinned)
    @rule(stack=st.sampled_from(STACKS))
    def rename_stack(self, stack: str) -> None:
        """``pulumi stack rename``; the next run has to update all markers."""
        self.pinned = self.engine.stack != stack
        self.engine.stack = stack

    # Other people and programs

    @precondition(lambda self: self.engine.live)
    @rule(data=st.data(), field=st.sampled_from(("name", "description")), value=st.sampled_from(("", "edited")))
    def edit_in_console(self, data: st.DataObject, field: str, value: str) -> None:
        """Change a field in the console."""
        entry = self._pick_existing(data)
        if entry is not None:
            self.service.edit(entry.key.kind, entry.id, {field: value})
            self.dirty = True

    @precondition(lambda self: self.engine.live)
    @rule(data=st.data())
    def unmark_in_console(self, data: st.DataObject) -> None:
        """Clear ``meta``, which holds the marker, in the console."""
        entry = self._pick_existing(data)
        if entry is not None and entry.key.kind != "partner_user":
            self.service.edit(entry.key.kind, entry.id, {"meta": {}})
            self.dirty = True

    @precondition(lambda self: self.engine.live)
    @rule(data=st.data())
    def delete_in_console(self, data: st.DataObject) -> None:
        """Delete an object and everything in it."""
        entry = self._pick_existing(data)
        if entry is not None:
            self._remove_by_hand(entry.key.kind, entry.id)
            self.foreign.forget({entry.id})
            self.dirty = True

    @rule(data=st.data(), kind=st.sampled_from(("partner_user", "bot", "dataset", "partner_user_context")))
    def use_by_another_program(self, data: st.DataObject, kind: str) -> None:
        """Create an object of the same name, without marker or with that of another stack."""
        tenants = self._existing("partner_user") if kind in {"bot", "partner_user_context"} else []
        tenant = data.draw(st.sampled_from([None, *(entry.id for entry in tenants)]))
        if kind == "partner_user_context" and tenant is None:
            return
        body: JsonObject = {"name": data.draw(TEXT)}
        if data.draw(st.booleans()):
            body["meta"] = Marker(ELSEWHERE, f"{kind}-1").keys(kind)
        self.service.faults.clear()
        scoped = kind == "partner_user_context"
        path = {
            "partner_user": ("partner", "user"),
            "partner_user_context": ("partner", "user", str(tenant), "context"),
        }
        identifier = self.stage.make_by_hand(path.get(kind, (kind,)), body, None if scoped else tenant)
        self.foreign.remember(kind, identifier, tenant)

    @rule(
        data=st.data(),
        kind=st.sampled_from(("*", *ORDER)),
        action=st.sampled_from(("*", "create", "list", "fetch", "update", "delete")),
        nth=st.integers(1, 3),
        times=st.sampled_from((1, 3, 20)),
        probability=st.sampled_from((1.0, 0.5)),
    )
    def break_the_network(
        self, data: st.DataObject, kind: str, action: str, nth: int, times: int, probability: float
    ) -> None:
        """Make some of the next calls fail."""
        do = data.draw(st.sampled_from(self.faults))
        route = f"{kind}/{action}"
        self.service.faults.add(Fault(route=route, do=do, nth=nth, times=times, probability=probability, seed=nth))

    # The engine

    @rule(refresh=st.booleans(), crash=st.none() | CRASHES, goes_on=st.booleans())
    def up(self, refresh: bool, crash: Crash | None, goes_on: bool) -> None:
        """Run ``up``, which may fail or be killed."""
        self.run_up(Options(refresh=refresh, crash=crash, goes_on=goes_on))

    @precondition(lambda self: not self.pinned and self.edited.of_kinds(*MOVABLE))
    @rule(data=st.data(), crash=st.none() | CRASHES)
    def up_that_cannot_delete(self, data: st.DataObject, crash: Crash | None) -> None:
        """Run a replacement that cannot delete the old object; random faults rarely cause this."""
        self.move_to_account(data)
        self.service.faults.add(Fault(route="*/delete", do=Status(status=403, code="NOT_AUTHORIZED")))
        self.run_up(Options(crash=crash))

    @precondition(lambda self: not self.pinned)
    @rule(crash=st.none() | CRASHES, unsure=st.integers(0, 5).map(bool), refresh=st.booleans(), goes_on=st.booleans())
    def destroy(self, crash: Crash | None, unsure: bool, refresh: bool, goes_on: bool) -> None:
        """Delete everything and start again; done rarely. An ``up`` before it finds objects missing in the state."""
        if unsure:
            return
        self.edited = EditedProgram()
        if self.run_destroy(Options(crash=crash, refresh=refresh, goes_on=goes_on)):
            assert self.engine.state == ()
            self.pinned = False
            self.write_a_program()

    @rule()
    def settle(self) -> None:
        """Remove all faults, and let what is late happen; one more run must bring everything in order.

        Three, if deletes are refused: each refusal names what its operator has to do first.
        """
        self.service.faults.clear()
        self.service.faults.perform_late_writes()
        self.confused = self.has_outage = self.audit.writes_late = False
        if any(self.run_up(Options(refresh=True)) for _ in range(3)):
            return
        # All that showed whose state this is was deleted elsewhere, and a late create has left something.
        assert "was not made with this state" in self.last_error, self.last_error
        self._remove_unknown()
        assert self.run_up(Options(refresh=True)), self.last_error

    @invariant()
    def others_are_left_alone(self) -> None:
        """Objects of other programs are unchanged at any time, not only after a successful run."""
        self.foreign.assert_untouched()
