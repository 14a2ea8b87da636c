"""What is in a tenant, counted by kind: what would be lost with it, and what of that the stack does not manage."""

from collections import Counter
from dataclasses import dataclass, field

from pulumi_chatbotkit.operations.account_contents import Found, Visitor
from pulumi_chatbotkit.reconcile.marker import Marker, is_marked_for_stack


@dataclass
class Inventory:
    """Counts what is found, and passes it on. A ``Visitor``."""

    own: Marker | None
    """A marker of the stack."""
    next: Visitor | None = None
    counts: Counter[str] = field(default_factory=Counter[str])
    """By the name of the kind, or what the API calls it."""
    others: Counter[str] = field(default_factory=Counter[str])
    """Of these, what does not carry the stack's marker and makes the delete guard refuse."""

    async def found(self, each: Found) -> None:
        """Count it."""
        if self.next is not None:
            await self.next.found(each)
        self.counts[each.what] += 1
        if each.is_root and not is_marked_for_stack(each.record.get("meta"), self.own):
            self.others[each.what] += 1
