"""Whom a refusal concerns: one account's scope alone, or everyone. Pure.

A limit of the account refuses now this scope and now that; one of a scope refuses that scope again and again while the
others get through. So a scope is singled out when others got through, and either it was refused twice in a row or
nobody else was refused. A service keeps counters per account (docs/api/api.md a.8), a proxy or a plan may differ.
"""

from dataclasses import dataclass, field

_REMEMBERED_S = 5.0


@dataclass
class _Testimony:
    accepted_s: float = float("-inf")
    refused_s: float = float("-inf")
    row_began_s: float = float("-inf")
    refusals_in_row: int = 0


@dataclass
class Witnesses:
    """What became of each scope's requests lately."""

    _scopes: dict[str | None, _Testimony] = field(default_factory=dict[str | None, _Testimony])

    def accepted(self, scope: str | None, now_s: float) -> None:
        """A request of ``scope`` got through."""
        seen = self._scopes.setdefault(scope, _Testimony())
        seen.accepted_s, seen.refusals_in_row = now_s, 0

    def refused(self, scope: str | None, now_s: float, *, sent_s: float) -> None:
        """One was refused. A row counts only requests that started after the refusal before."""
        seen = self._scopes.setdefault(scope, _Testimony())
        if seen.refusals_in_row == 0:
            seen.row_began_s = now_s
        if seen.refusals_in_row == 0 or sent_s >= seen.refused_s:
            seen.refusals_in_row += 1
            seen.refused_s = now_s

    def singled_out(self, scope: str | None, now_s: float) -> bool:
        """Whether the refusals of ``scope`` concern nobody else."""
        recently_s = now_s - _REMEMBERED_S
        own = self._scopes[scope]
        if own.refusals_in_row > 1:
            return self.others_accepted(scope, since_s=own.row_began_s)
        return self.others_accepted(scope, since_s=recently_s) and not any(
            seen.refused_s >= recently_s and seen.refusals_in_row < 2 for seen in self._others(scope)
        )

    def others_accepted(self, scope: str | None, *, since_s: float) -> bool:
        """Whether another scope got through since then."""
        return any(seen.accepted_s >= since_s for seen in self._others(scope))

    def _others(self, scope: str | None) -> list[_Testimony]:
        return [seen for other, seen in self._scopes.items() if other != scope]
