"""What the model of a stack's history draws from: faults, field values, crashes."""

from collections.abc import Mapping

from hypothesis import strategies as st

from pulumi_chatbotkit.emulator import (
    FaultAction,
    GarbageBody,
    Reset,
    ResetAfterWrite,
    Status,
    TimeoutAfterWrite,
    TimeoutBeforeWrite,
    TooManyRequests,
    TruncatedBody,
)
from pulumi_chatbotkit.json_values import JsonObject
from support.mini_engine import Argument, Crash

QUICK_FAULTS: tuple[FaultAction, ...] = (
    GarbageBody(),
    Status(status=403, code="NOT_AUTHORIZED"),
)
"""Faults that the provider does not retry."""

FAULTS: tuple[FaultAction, ...] = (
    *QUICK_FAULTS,
    ResetAfterWrite(),
    TruncatedBody(),
    TooManyRequests(),
    Reset(),
    TimeoutBeforeWrite(),
    TimeoutAfterWrite(),
    Status(status=401, code="NOT_AUTHENTICATED"),
    Status(status=429, code="LIMITS_REACHED", message="You have exceeded your allocated limits: database/bot"),
    Status(status=500),
    Status(status=503, code="SERVICE_UNAVAILABLE"),
    Status(status=404, body="<html>no such page</html>"),
    Status(status=502, body="<html>bad gateway</html>"),
)

TEXT = st.sampled_from(("a", "b", "é\n"))
METAS: tuple[JsonObject, ...] = ({}, {"team": "x"}, {"team": "y", "deep": {"k": [1]}})
META: st.SearchStrategy[Argument] = st.sampled_from(METAS)
COMMON: Mapping[str, st.SearchStrategy[Argument]] = {"name": TEXT, "description": TEXT, "meta": META}
FIELDS: Mapping[str, Mapping[str, st.SearchStrategy[Argument]]] = {
    "partner_user": {**COMMON, "limits": st.just({"database": {"records": 5}}), "forceDestroy": st.booleans()},
    "dataset": {**COMMON, "visibility": st.sampled_from(("public", "protected"))},
    "secret": {**COMMON, "value": TEXT},
    "skillset": COMMON,
    "skillset_ability": {**COMMON, "instruction": TEXT},
    "bot": {**COMMON, "backstory": TEXT, "model": st.sampled_from(("gpt-4o", "claude")), "privacy": st.booleans()},
    "partner_user_context": {**COMMON, "payload": st.just({"a": 1})},
    "partner_user_token": {**COMMON, "rotateWhen": TEXT},
}
ALIASED = ("partner_user", "dataset", "secret", "skillset", "skillset_ability", "bot")
MOVABLE = ("dataset", "secret", "skillset", "bot")
CRASHES = st.builds(Crash, at=st.integers(1, 12), done=st.booleans(), lost=st.none() | st.integers(0, 3))
