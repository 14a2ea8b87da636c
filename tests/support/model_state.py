"""What the model of a stack's history holds, and how its rules choose what to change."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from support.edited_program import ORDER, EditedProgram
from support.engine_state import Argument, Entry, Ref
from support.invariants import ForeignObjects, Invariants
from support.mini_engine import MiniEngine
from support.mini_hosts import Stage

STACKS = ("test/dev", "test/moved")


class ModelState(RuleBasedStateMachine):
    """The host, the service and the program of a model, without its rules."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = self.open()
        self.service = self.stage.service
        self.engine = MiniEngine(self.stage, STACKS[0])
        self.foreign = ForeignObjects(self.service)
        self.checks = Invariants(self.service, self.engine, self.foreign)
        self.edited = EditedProgram()
        self.pinned = False
        """The last run created objects that are not in the state; the next run must use the same program."""
        self.dirty = False
        """The state may be out of date until the next refresh."""
        self.confused = False
        """Answers may be stale, or writes may come late, until the faults are removed."""
        self.has_outage = False
        """Calls may get an outage's answers until the faults are removed."""
        self._counter = 0

    def open(self) -> Stage:
        """The host and service to use."""
        raise NotImplementedError

    def _pick(self, data: st.DataObject) -> Ref:
        return data.draw(st.sampled_from([resource.ref for resource in self.edited.program]))

    def _would_contend_for_its_alias(self, ref: Ref, name: str) -> bool:
        """True if the resource would get the object of a removed one, while its own still has the declared alias.

        The engine looks for a name before it looks for what the name was, and deletes last: no author can have that.
        """
        resource = self.edited.declared[ref]
        known = {entry.key for entry in self.engine.live}
        return "alias" in resource.arguments and replace(resource.key, name=name) in known

    def _pick_existing(self, data: st.DataObject) -> Entry | None:
        there = [entry for kind in ORDER for entry in self._existing(kind)]
        return data.draw(st.sampled_from(there)) if there else None

    def _existing(self, kind: str) -> list[Entry]:
        """Entries of the state whose object exists."""
        ids = self._existing_ids(kind)
        return [entry for entry in self.engine.live if entry.key.kind == kind and entry.id in ids]

    def _remove_by_hand(self, kind: str, identifier: str) -> None:
        """Delete an object and everything in it; abilities of a skillset would stay, unreadable (b.11: abilities)."""
        for ability in self.service.records("skillset_ability"):
            if ability["skillsetId"] == identifier:
                self.service.remove("skillset_ability", str(ability["id"]))
        self.service.remove(kind, identifier)

    def _existing_ids(self, kind: str) -> set[str]:
        return {str(record["id"]) for record in self.service.records(kind)}

    def _forced_tenants(self) -> set[str]:
        """Tenants with ``forceDestroy``."""
        return {entry.id for entry in self.engine.state if entry.outputs.get("forceDestroy") is True}

    def _scope(self, data: st.DataObject, ref: Ref) -> dict[str, Argument] | None:
        """The location arguments of the resource; None if a parent is missing."""
        tenants = [each.ref for each in self.edited.of_kinds("partner_user")]
        if ref.kind == "partner_user":
            return {}
        if ref.kind in {"partner_user_context", "partner_user_token"}:
            return {"userId": data.draw(st.sampled_from(tenants))} if tenants else None
        if ref.kind == "skillset_ability":
            skillsets = self.edited.of_kinds("skillset")
            if not skillsets:
                return None
            skillset = data.draw(st.sampled_from(skillsets))
            return {"skillsetId": skillset.ref, **_given(runAs=skillset.arguments.get("runAs"))}
        before = self.edited.declared.get(ref)
        where = before.arguments.get("runAs") if before else data.draw(st.sampled_from([None, *tenants]))
        return _given(runAs=where)

    def _links(self, data: st.DataObject, kind: str, scope: Mapping[str, Argument]) -> dict[str, Argument]:
        """Sometimes a link to an object of the same account, otherwise none."""
        target, name = {"bot": ("dataset", "datasetId"), "partner_user_context": ("bot", "botId")}.get(kind, ("", ""))
        place = scope.get("runAs", scope.get("userId"))
        near = [each.ref for each in self.edited.of_kinds(target) if each.arguments.get("runAs") == place]
        return _given(**{name: data.draw(st.sampled_from([None, *near]))}) if target else {}

    def _new_word(self) -> str:
        """An alias that was never used before."""
        self._counter += 1
        return f"alias-{self._counter}"


def _given(**arguments: Argument) -> dict[str, Argument]:
    return {name: value for name, value in arguments.items() if value is not None}
