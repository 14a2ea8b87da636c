"""Runs of the engine in the model of a stack's history, and what must hold after each of them, failed or not."""

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager

from pulumi_chatbotkit.reconcile.marker import marker_from_input, marker_from_meta
from support.audit import Audit, Place
from support.edited_program import ORDER
from support.engine_state import Crashed, Entry, Failed, Options
from support.model_state import STACKS, ModelState

_GUARDED = re.compile(r"\((\w+)\) was not deleted\. It still has")
"""How a guard names the partner user whose deletion it refuses."""

_TAKEN = re.compile(r"(\w+) was not (?:updated|deleted): it carries the marker of (?:stack (\S+)|another state)")
"""How a run names an object that another stack, or another state of this one, has."""

_TO_BE_CHOSEN = re.compile(r"objects carry the marker of this resource \(\S+\): ([\w, ]+?)(?: and \d+ more)?\. Which")
"""How an adoption names the objects between which it cannot choose."""

_TO_BE_SEARCHED = re.compile(r"(?:Look|stay) in (\w+) (?:for objects|in no state)")
"""How a run names a partner user in which Pulumi has forgotten something."""


class ModelRuns(ModelState):
    """How the rules of the model run the engine."""

    def __init__(self) -> None:
        super().__init__()
        self.audit = Audit(self.service, self.engine)
        self.last_error = ""
        """Why the last run that failed did so."""
        self.was_killed = False
        """A run was killed, and no ``up`` has finished since: each run follows a ``recover``."""
        self._to_be_searched: set[Place] = set()
        """Partner users in which Pulumi has forgotten something, as runs have said."""

    def run_up(self, options: Options) -> bool:
        """Run ``up``; returns True if it succeeded. A run of targets proves nothing of the others."""
        forced = self._forces_replacements(options)
        if not self._succeeds(lambda: self.engine.up(self.edited.guarded, options)):
            if forced:
                self._remove_unknown()
            return False
        if options.targets is not None:
            self.pinned = bool(self.checks.unknown_to_the_state(set(STACKS)))
            self.dirty = True
            return True
        self._search_what_was_named()
        unknown = self.checks.unknown_to_the_state(set(STACKS))
        untold = unknown if options.refresh else unknown - self.checks.successors(set(STACKS))
        assert self.confused or not untold, f"duplicates that nobody was told of: {untold}"
        self.pinned = bool(unknown)
        self.was_killed = False
        self.edited.forget_old_names()
        self.dirty = (self.dirty and not options.refresh) or self.confused
        if not self.dirty:
            self.checks.assert_settled(self.edited.guarded, set(STACKS))
        return True

    def run_destroy(self, options: Options) -> bool:
        """Run ``destroy``; returns True if it succeeded."""
        return self._succeeds(lambda: self.engine.destroy(options))

    def _succeeds(self, run: Callable[[], None]) -> bool:
        """Run, and audit what happened; returns False if the run failed or was killed."""
        may_go = self._forced_tenants()
        self.audit.begin()
        if self.was_killed:
            self.stage.recover(self.engine.stack)
        failure: Failed | Crashed | None = None
        try:
            with self._forgiving_lost_abilities():
                run()
        except (Failed, Crashed) as error:
            failure = error
        self.foreign.forget(may_go - self._existing_ids("partner_user"))
        said = self.stage.said()
        self.audit.assert_nothing_lost(said)
        self._remove_what_was_reported(said)
        if failure is not None:
            self._after_failure(failure)
        return failure is None

    def _forces_replacements(self, options: Options) -> bool:
        """True if the run replaces objects although nothing differs: the next run may not want to replace them."""
        triggers = {resource.key: resource.trigger for resource in self.edited.program}
        forced = any(
            entry.tainted or entry.to_create or entry.trigger != triggers.get(entry.key, entry.trigger)
            for entry in self.engine.live
        )
        return bool(options.replace) or forced

    def _remove_unknown(self) -> None:
        """Remove what a killed run left and no later run looks for, as a person with an inventory would."""
        self._remove(self.checks.unknown_to_the_state(set(STACKS)))
        self.pinned = self._renamed()

    def _remove_what_was_reported(self, said: str) -> None:
        """Do what the operator is told: remove the objects of no state that the run named."""
        unknown = self.checks.unknown_to_the_state(set(STACKS))
        self._remove({place for place in unknown if f"orphans delete {place[0]} {place[1]}" in said})
        self._to_be_searched |= {("partner_user", identifier) for identifier in _TO_BE_SEARCHED.findall(said)}

    def _search_what_was_named(self) -> None:
        """Look into the partner users that failed runs have named, once a run has taken back what is declared."""
        owners = self.audit.objects()
        unknown = self.checks.unknown_to_the_state(set(STACKS))
        self._remove({place for place in unknown if owners[place] in self._to_be_searched})
        self._to_be_searched.clear()

    def _remove(self, places: set[Place]) -> None:
        """Remove objects by hand; a partner user takes its contents with it."""
        for kind, identifier in sorted(places):
            if self.service.record(kind, identifier) is not None:
                self._remove_by_hand(kind, identifier)
        self.foreign.forget({identifier for _kind, identifier in places})

    @contextmanager
    def _forgiving_lost_abilities(self) -> Generator[None]:
        """Remove orphaned abilities that no route reaches, if they were left because a skillset is in the state twice.

        The engine deletes an ability before the entry of its skillset. A skillset that was adopted while it was to be
        deleted has a second entry and is deleted with that one, and its abilities stay, hidden (b.11: abilities).
        """
        ids = [entry.id for entry in self.engine.state if entry.key.kind == "skillset"]
        below = {
            str(ability["id"])
            for ability in self.service.records("skillset_ability")
            if ids.count(str(ability["skillsetId"])) > 1
        }
        try:
            yield
        finally:
            for ability in self.service.records("skillset_ability"):
                if ability["id"] in below and ability["skillsetId"] is None:
                    self.service.remove("skillset_ability", str(ability["id"]))

    def _renamed(self) -> bool:
        """True if markers of the state still have the stack's old name."""
        return any(_stack_of(entry) not in {None, self.engine.stack} for entry in self.engine.live)

    def _after_failure(self, error: Failed | Crashed) -> None:
        self.last_error = str(error)
        self.was_killed = self.was_killed or isinstance(error, Crashed)
        self.dirty = True
        self.pinned = self._renamed() or bool(self.checks.unknown_to_the_state(set(STACKS)))
        for names in _TO_BE_CHOSEN.findall(str(error)):
            self._choose(names.split(", "))
        refused = set(_GUARDED.findall(str(error)))
        if refused:
            self._clear_out(refused)
        self._forget_taken(str(error))

    def _forget_taken(self, error: str) -> None:
        """Forget what the run says another state has, and delete it by hand.

        A late update may bring back the old name of a renamed stack, or a lost state's identity: nobody has them now.
        """
        taken = {identifier for identifier, stack in _TAKEN.findall(error) if stack in {*STACKS, ""}}
        theirs = {(entry.key.kind, entry.id) for entry in self.engine.state if entry.id in taken}
        self._remove({place for place in theirs if place[0] in ORDER})
        self.engine.state = tuple(entry for entry in self.engine.state if entry.id not in taken)

    def _choose(self, candidates: list[str]) -> None:
        """Delete all but the one that the state has something in, or the first; as the error asks a person to."""
        places = [entry.outputs.get(name) for entry in self.engine.state for name in ("runAs", "userId")]
        kept = next((each for each in candidates if each in places), candidates[0])
        others = set(candidates) - {kept}
        self._remove({place for place in self.checks.unknown_to_the_state(set(STACKS)) if place[1] in others})

    def _clear_out(self, tenants: set[str]) -> None:
        """Delete what the delete guard protects in tenants: objects of others, and own ones that lost their marker."""
        to_delete = [entry for entry in self.engine.state if entry.key.kind == "partner_user" and entry.id in tenants]
        inhabitants = [
            (kind, str(record["id"]), tenant)
            for tenant in to_delete
            for kind in ORDER[1:]
            for record in self.service.records(kind, account=tenant.id)
            if (marker := marker_from_meta(record.get("meta"))) is None or marker.stack != _stack_of(tenant)
        ]
        assert inhabitants, "the guard refused for nothing"
        self._remove({(kind, identifier) for kind, identifier, _tenant in inhabitants})
        self.foreign.forget({tenant.id for _kind, _id, tenant in inhabitants})


def _stack_of(entry: Entry) -> str | None:
    marker = marker_from_input(entry.outputs.get("marker"))
    return marker.stack if marker else None
