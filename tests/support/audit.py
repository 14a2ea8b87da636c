"""What no run may do, whether it succeeds, fails or is killed: lose something that is alive."""

from dataclasses import dataclass, field

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.emulator import Emulator
from support.edited_program import ORDER
from support.engine_state import Entry
from support.mini_engine import MiniEngine

Place = tuple[str, str]
"""Kind and id of an object."""


@dataclass
class Audit:
    """Compares service and state before and after a run with what the engine asked for and was told."""

    service: Emulator
    engine: MiniEngine
    writes_late: bool = False
    """Deletes may take effect in a later run than the one that asked for them."""
    _asked: set[Place] = field(default_factory=set[Place])
    _before: dict[Place, Place | None] = field(default_factory=dict[Place, Place | None])
    _entries: tuple[Entry, ...] = ()

    def begin(self) -> None:
        """Remember what there is before a run."""
        self._before = self.objects()
        self._entries = self.engine.state

    def assert_nothing_lost(self, said: str) -> None:
        """Assert it of the run that has ended, which told its user ``said``."""
        self._asked = (self._asked if self.writes_late else set()) | self.engine.asked
        now = self.objects()
        self._assert_deleted_on_request(set(self._before) - set(now), said)
        self._assert_deletions_happened(set(now))
        self._assert_state_forgot_nothing(set(now))

    def _assert_deleted_on_request(self, gone: set[Place], said: str) -> None:
        """Every object that is gone was to be deleted, or was in something that was.

        Except for duplicates that one create made, if the run names them; but never a credential.
        """
        unasked = {place for place in gone if place not in self._asked and self._before[place] not in self._asked}
        unasked = {place for place in unasked if KINDS[place[0]].create_only_outputs or place[1] not in said}
        assert not unasked, f"deleted although Pulumi did not ask for it: {unasked}"

    def _assert_deletions_happened(self, existing: set[Place]) -> None:
        """What Pulumi was told is deleted is gone, unless another entry of the state has it."""
        if not self.writes_late:
            alive = (self.engine.deleted & existing) - self._in_state()
            assert not alive, f"Pulumi was told that these are deleted, and they are alive in no state: {alive}"

    def _assert_state_forgot_nothing(self, existing: set[Place]) -> None:
        """What the state had and what exists is still in the state.

        Except for the contents of a partner user: Pulumi forgets them, before it asks for the deletion of that.
        """
        had = {(entry.key.kind, entry.id) for entry in self._entries} - self.engine.spared
        alive = (had & existing) - self._in_state() - self._asked
        assert not alive, f"alive, and forgotten by the state: {alive}"

    def _in_state(self) -> set[Place]:
        return {(entry.key.kind, entry.id) for entry in self.engine.state}

    def objects(self) -> dict[Place, Place | None]:
        """Each object, and the partner user or skillset that it is in."""
        found: dict[Place, Place | None] = {
            (kind, str(record["id"])): None for kind in ORDER for record in self.service.records(kind)
        }
        for user in self.service.records("partner_user"):
            owner = "partner_user", str(user["id"])
            for kind in ORDER[1:]:
                found |= {(kind, str(record["id"])): owner for record in self.service.records(kind, account=owner[1])}
        for ability in self.service.records("skillset_ability"):
            place = "skillset_ability", str(ability["id"])
            if found[place] is None and ability["skillsetId"] is not None:
                found[place] = "skillset", str(ability["skillsetId"])
        return found
