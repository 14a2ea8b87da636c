"""``create_session``: a short-lived key with which an application acts as a partner user. docs/api/api.md b.4."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

import pulumi

from pulumi_chatbotkit.catalog.kinds.objects import SESSION_CONFIG
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.lookups.arguments import ids_of
from pulumi_chatbotkit.lookups.connection import connected
from pulumi_chatbotkit.lookups.outputs import deferred_act
from pulumi_chatbotkit.lookups.results import epoch_ms
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser

_NAME = "create_session"
_DEFAULT_S = 900


@dataclass(frozen=True)
class SessionResult:
    """A session of a partner user. It expires, and cannot be looked up, changed or ended."""

    id: str
    token: str = field(repr=False)
    """The key. Keep it secret."""
    expires_at: int | None
    """When it ends, in milliseconds since 1970."""


def create_session(
    user: str, duration_in_seconds: int = _DEFAULT_S, config: Mapping[str, object] | None = None
) -> SessionResult:
    """Create a session of a partner user. Previews create one too; ``create_session_output`` only does in an update.

    Args:
        user: Id of the partner user.
        duration_in_seconds: How long it lasts, more than 0.
        config: What it may do: ``allowedRoutes`` (list of globs), ``contactId``, ``namespace``.

    Raises:
        pulumi.RunError: an argument cannot be used, or the service refused.

    Source: docs/api/api.md b.4.
    """
    place = ids_of(_NAME, {"userId": ("user", user)})
    body: JsonObject = {"durationInSeconds": _seconds(duration_in_seconds)}
    if config is not None:
        body["config"] = _config(config)
    with connected(_NAME) as connection:
        path = ("partner", "user", str(place["userId"]), "session", "create")
        answer = connection.runtime.run(connection.runtime.client.post(path, body))
        if not isinstance(answer.get("token"), str):
            message = f"{_NAME}: the service answered without a token at {connection.base_url}"
            raise pulumi.RunError(message)
    return SessionResult(str(answer.get("id")), cast("str", answer["token"]), epoch_ms(answer.get("expiresAt")))


def create_session_output(
    user: pulumi.Input[str] | PartnerUser,
    duration_in_seconds: pulumi.Input[int] = _DEFAULT_S,
    config: pulumi.Input[Mapping[str, object]] | None = None,
) -> pulumi.Output[SessionResult]:
    """``create_session`` for arguments that are outputs. The result is secret. A preview creates no session."""
    session = deferred_act(create_session, user=user, duration_in_seconds=duration_in_seconds, config=config)
    return pulumi.Output.secret(session)


def _config(config: Mapping[str, object]) -> JsonObject:
    """``config`` without entries that are None; ``pulumi.RunError`` if the rest breaks the rules."""
    given = {key: cast("JsonValue", value) for key, value in config.items() if value is not None}
    faults = [f"{'.'.join(map(str, ('config', *path)))} {reason}" for path, reason in SESSION_CONFIG.problems(given)]
    if faults:
        message = f"{_NAME}: {'; '.join(faults)}"
        raise pulumi.RunError(message)
    return given


def _seconds(value: object) -> int:
    """``value`` as a whole number; a number that went through an Output may be a float."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value > 0 and float(value).is_integer():
        return int(value)
    message = f"{_NAME}: duration_in_seconds is {value!r:.60}, but must be a whole number of at least 1"
    raise pulumi.RunError(message)
