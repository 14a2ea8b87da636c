"""What the model of a stack's history draws from: faults, field values, crashes."""

from collections.abc import Mapping

from hypothesis import strategies as st

from pulumi_chatbotkit.emulator import (
    AnotherRecord,
    EmptyList,
    FaultAction,
    GarbageBody,
    Reset,
    ResetAfterWrite,
    StaleRead,
    Status,
    TimeoutAfterWrite,
    TimeoutBeforeWrite,
    TooManyRequests,
    TruncatedBody,
    WrongBody,
)
from pulumi_chatbotkit.json_values import JsonObject
from support.engine_state import Argument, Crash

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

NOT_FOUND = Status(status=404, code="NOT_FOUND", message="Not found")

QUICK_OUTAGES: tuple[FaultAction, ...] = (
    NOT_FOUND,
    Status(status=401, code="NOT_AUTHENTICATED"),
)
"""Outages that the provider neither retries nor has to search after."""

OUTAGES: tuple[FaultAction, ...] = (
    *QUICK_OUTAGES,
    Status(status=503, code="SERVICE_UNAVAILABLE"),
    WrongBody(body={}, written=False),
    WrongBody(body={"status": "ok"}, written=False),
    AnotherRecord(written=False),
)
"""What a whole service, or one of several servers, may answer for a while."""

STALE_LISTS: tuple[FaultAction, ...] = (StaleRead(), StaleRead(writes=1), StaleRead(writes=3), EmptyList())
"""Lists that show less, or more, than there is."""

WINDOWS: st.SearchStrategy[Mapping[str, int | float | str]] = st.sampled_from(
    (
        {"until": "*/list"},
        {"since": "*/list"},
        {"since": "*/delete", "last": 4},
        {"since": "*/create", "nth": 2, "last": 5},
        {"last": 3},
        {"last": 12},
        {"nth": 4, "last": 20},
        {"every": 2},
        {"every": 3, "nth": 2},
        *({"probability": 0.5, "seed": seed} for seed in range(1, 5)),
    )
)
"""When an outage begins and ends, and which calls meet it."""

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
