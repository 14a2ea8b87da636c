"""Rules of the model for what people do to a stack besides ``up``: targets, replacements, taints, other checkouts."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from pydantic import TypeAdapter

from pulumi_chatbotkit.emulator import Fault, FaultAction, LateWrite
from support.edited_program import ORDER
from support.engine_state import Crash, Entry, Failed, Options, Ref
from support.mini_engine import MiniEngine
from support.model_runs import ModelRuns
from support.model_values import CRASHES, OUTAGES, STALE_LISTS, WINDOWS

_DELETED_FIRST = ("dataset", "skillset", "bot")


class EventRules(ModelRuns):
    """Rules that need nothing of the others."""

    outages: ClassVar[tuple[FaultAction, ...]] = OUTAGES
    loses_answers: ClassVar[bool] = True
    """False for a host whose searches after a lost answer take real time."""

    @precondition(lambda self: self.has_settled_names())
    @rule(data=st.data(), dependents=st.booleans(), refresh=st.booleans(), crash=st.none() | CRASHES)
    def up_of_targets(self, data: st.DataObject, dependents: bool, refresh: bool, crash: Crash | None) -> None:
        """``up --target``, with resources of the program and of the state."""
        known = [*self.edited.declared, *(entry.key.ref for entry in self.engine.live)]
        targets = data.draw(st.frozensets(st.sampled_from(known), min_size=1, max_size=3))
        if self._can_be_targeted(targets, dependents):
            self.run_up(Options(targets=targets, dependents=dependents, refresh=refresh, crash=crash))

    @precondition(lambda self: self.has_settled_names())
    @rule(data=st.data(), dependents=st.booleans(), crash=st.none() | CRASHES, goes_on=st.booleans())
    def destroy_targets(self, data: st.DataObject, dependents: bool, crash: Crash | None, goes_on: bool) -> None:
        """``destroy --target``."""
        known = [entry.key.ref for entry in self.engine.live]
        targets = data.draw(st.frozensets(st.sampled_from(known), min_size=1, max_size=2))
        self.run_destroy(Options(targets=targets, dependents=dependents, crash=crash, goes_on=goes_on))
        self.dirty = True

    @precondition(lambda self: self.has_settled_names())
    @rule(data=st.data(), crash=st.none() | CRASHES, goes_on=st.booleans())
    def up_that_replaces(self, data: st.DataObject, crash: Crash | None, goes_on: bool) -> None:
        """``up --replace``."""
        known = self._replaceable()
        if not known:
            return
        chosen = data.draw(st.frozensets(st.sampled_from(known), min_size=1, max_size=2))
        self.run_up(Options(replace=chosen, crash=crash, goes_on=goes_on))

    @precondition(lambda self: self.engine.live)
    @rule(data=st.data())
    def taint(self, data: st.DataObject) -> None:
        """``pulumi state taint``."""
        known = self._replaceable()
        if known:
            self.engine.taint(data.draw(st.sampled_from(known)))
            self.dirty = True

    @precondition(lambda self: not self.pinned and self.edited.of_kinds("partner_user_token", "bot"))
    @rule(data=st.data(), trigger=st.sampled_from(("", "one", "two")))
    def change_a_trigger(self, data: st.DataObject, trigger: str) -> None:
        """The option ``replacement_trigger``."""
        known = [ref for ref in self._replaceable() if ref.kind in {"partner_user_token", "bot"}]
        if known:
            self.edited.set_options(data.draw(st.sampled_from(known)), trigger=trigger)

    @precondition(lambda self: not self.pinned and self.edited.of_kinds(*_DELETED_FIRST))
    @rule(data=st.data(), first=st.booleans())
    def delete_before_replace(self, data: st.DataObject, first: bool) -> None:
        """The option ``delete_before_replace``."""
        ref = data.draw(st.sampled_from([each.ref for each in self.edited.of_kinds(*_DELETED_FIRST)]))
        self.edited.set_options(ref, deletes_first=first or "alias" in self.edited.declared[ref].arguments)

    @rule()
    def refresh(self) -> None:
        """``pulumi refresh``."""
        self._succeeds(self.engine.refresh)
        self.dirty = True

    @precondition(lambda self: not self.dirty and not self.pinned)
    @rule(goes_on=st.booleans())
    def run_a_second_checkout(self, goes_on: bool) -> None:
        """Another folder with the same project and stack name, and an empty state, runs the deployed program."""
        self.service.faults.clear()
        if not self.engine.state or self.engine.preview(self.edited.guarded):
            return
        before = {kind: self.service.records(kind) for kind in ORDER}
        second = MiniEngine(self.stage, self.engine.stack)
        try:
            second.up(self.edited.guarded, Options(goes_on=goes_on))
        except Failed:
            assert {kind: self.service.records(kind) for kind in ORDER} == before
            assert second.state == ()
        else:
            raise AssertionError("a second state took over the objects of the first")

    @precondition(lambda self: not self.dirty and self.engine.live)
    @rule(command=st.sampled_from(("up", "refresh", "destroy")), refresh=st.booleans(), goes_on=st.booleans())
    def use_a_wrong_endpoint(self, command: str, refresh: bool, goes_on: bool) -> None:
        """Configure another endpoint, at which the key works."""
        with self.stage.elsewhere():
            self._assert_harmless(command, Options(refresh=refresh, goes_on=goes_on))
        assert "movedFrom" in self.last_error, self.last_error

    @precondition(lambda self: not self.dirty and self.engine.live)
    @rule(command=st.sampled_from(("up", "refresh")), refresh=st.booleans(), goes_on=st.booleans())
    def use_a_key_of_another_account(self, command: str, refresh: bool, goes_on: bool) -> None:
        """Configure a key that works, and that does not see what the stack has."""
        with self.stage.other_account() as account:
            self._assert_harmless(command, Options(refresh=refresh, goes_on=goes_on))
            assert not any(self.service.records(kind, account=account) for kind in ORDER)

    def _assert_harmless(self, command: str, options: Options) -> None:
        """Run a command with a wrong configuration; nothing may change, at the service and in the state."""
        self.service.faults.clear()
        self.has_outage = False
        before = {kind: self.service.records(kind) for kind in ORDER}
        had = self.engine.state
        runs = {
            "up": lambda: self.engine.up(self.edited.guarded, options),
            "refresh": lambda: self.engine.refresh(options),
            "destroy": lambda: self.engine.destroy(options),
        }
        self.last_error = ""
        try:
            runs[command]()
        except Failed as error:
            self.last_error = str(error)
        assert {kind: self.service.records(kind) for kind in ORDER} == before
        # A name or a parent in the program may have changed.
        assert _objects(had) <= _objects(self.engine.state)
        self.engine.state = had

    @precondition(lambda self: not self.confused)
    @rule(data=st.data(), window=WINDOWS)
    def begin_an_outage(self, data: st.DataObject, window: Mapping[str, int | str]) -> None:
        """The service, or one of its servers, answers wrongly for a while."""
        do = data.draw(st.sampled_from(self.outages))
        outage = {"route": "*", "do": do, "times": None, **window}
        self.service.faults.add(TypeAdapter(Fault).validate_python(outage))
        self.has_outage = True

    @precondition(lambda self: not self.has_outage)
    @rule(do=st.sampled_from(STALE_LISTS), kind=st.sampled_from(("*", *ORDER)), times=st.sampled_from((1, 3, 20)))
    def show_stale_lists(self, do: FaultAction, kind: str, times: int) -> None:
        """The next lists show an earlier state. Not together with an outage: then nobody could tell what exists."""
        self.service.faults.add(Fault(route=f"{kind}/list", do=do, times=times))
        self.confused = True

    @precondition(lambda self: self.loses_answers)
    @rule(
        kind=st.sampled_from(("*", *ORDER)),
        action=st.sampled_from(("create", "update", "delete")),
        nth=st.integers(1, 3),
        calls=st.none() | st.integers(0, 12),
    )
    def lose_a_late_write(self, kind: str, action: str, nth: int, calls: int | None) -> None:
        """One of the next writes loses its connection, and takes effect later."""
        self.service.faults.add(Fault(route=f"{kind}/{action}", do=LateWrite(calls=calls), nth=nth))
        self.confused = self.audit.writes_late = True

    def has_settled_names(self) -> bool:
        """True if the program is free to change, something is deployed, and nothing waits for its new name."""
        renamed = any(resource.aliases for resource in self.edited.program)
        return bool(self.engine.live) and not self.pinned and not renamed

    def _replaceable(self) -> list[Ref]:
        """What can be replaced as it is: an alias cannot be of two objects, so such an object must be deleted first.

        With a skillset its abilities are replaced, in the same account.
        """
        contended = [each for each in self.edited.program if "alias" in each.arguments and not each.deletes_first]
        taken = [each.ref for each in contended]
        skillsets = [each.arguments.get("skillsetId") for each in contended]
        return [each.ref for each in self.edited.program if each.ref not in taken and each.ref not in skillsets]

    def _can_be_targeted(self, targets: frozenset[Ref], dependents: bool) -> bool:
        """False if a target depends on something that is neither a target nor deployed: Pulumi refuses that."""
        known = {entry.key.ref for entry in self.engine.live} | targets
        reached = set(targets)
        for resource in self.edited.guarded:
            if dependents and reached & resource.dependencies:
                reached.add(resource.ref)
            if resource.ref in reached and not resource.dependencies <= known | reached:
                return False
        return True


def _objects(entries: Iterable[Entry]) -> set[tuple[str, str]]:
    return {(entry.key.kind, entry.id) for entry in entries}
