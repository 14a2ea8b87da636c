"""Decides if a throttled request was refused by a limit of its scope alone, or by a limit of the whole account. Pure.

A limit of the whole account refuses now this scope and now that. A limit of one scope refuses that scope again and
again while the others get through. So a refusal is attributed to the scope alone if other scopes got through, and
either this one was refused twice in a row or no other scope was refused. The service keeps counters per account
(docs/api/api.md a.8, rate limits); a proxy or a plan may differ.
"""

from dataclasses import dataclass, field

_REMEMBERED_S = 5.0


@dataclass
class ScopeHistory:
    """When requests of one scope were accepted and refused. ``refusals_in_row`` counts since the last acceptance."""

    accepted_s: float = float("-inf")
    refused_s: float = float("-inf")
    row_began_s: float = float("-inf")
    refusals_in_row: int = 0


@dataclass
class ThrottleAttribution:
    """Recent acceptances and refusals, per scope."""

    _scopes: dict[str | None, ScopeHistory] = field(default_factory=dict[str | None, ScopeHistory])

    def accepted(self, scope: str | None, now_s: float) -> None:
        """Record that a request of ``scope`` was accepted."""
        history = self._scopes.setdefault(scope, ScopeHistory())
        history.accepted_s, history.refusals_in_row = now_s, 0

    def refused(self, scope: str | None, now_s: float, *, sent_s: float) -> None:
        """Record a refusal. It adds to the row only if the request started after the refusal before it."""
        history = self._scopes.setdefault(scope, ScopeHistory())
        if history.refusals_in_row == 0:
            history.row_began_s = now_s
        if history.refusals_in_row == 0 or sent_s >= history.refused_s:
            history.refusals_in_row += 1
            history.refused_s = now_s

    def is_scope_limit(self, scope: str | None, now_s: float) -> bool:
        """True if the refusals of ``scope`` come from a limit of that scope alone."""
        recently_s = now_s - _REMEMBERED_S
        own = self._scopes[scope]
        if own.refusals_in_row > 1:
            return self.others_accepted(scope, since_s=own.row_began_s)
        return self.others_accepted(scope, since_s=recently_s) and not any(
            other.refused_s >= recently_s and other.refusals_in_row < 2 for other in self._others(scope)
        )

    def others_accepted(self, scope: str | None, *, since_s: float) -> bool:
        """True if a request of another scope was accepted since ``since_s``."""
        return any(other.accepted_s >= since_s for other in self._others(scope))

    def _others(self, scope: str | None) -> list[ScopeHistory]:
        return [history for other, history in self._scopes.items() if other != scope]
