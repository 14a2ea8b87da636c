"""The acting account of a call: the key's account, or the sub-account in a run-as header.

Source: docs/api/api.md a.2 (authentication), a.3 (run-as), b.4 (session).
"""

from dataclasses import dataclass

from pulumi_chatbotkit.emulator.actions.route_patterns import allows
from pulumi_chatbotkit.emulator.contract import SESSION_KIND
from pulumi_chatbotkit.emulator.contract.refusals import NOT_AUTHENTICATED, NOT_AUTHORIZED, Refusal
from pulumi_chatbotkit.emulator.messages.call import Call
from pulumi_chatbotkit.emulator.storage.records import Records
from pulumi_chatbotkit.emulator.storage.rows import KeyOwner, Record
from pulumi_chatbotkit.emulator.storage.user_lookup import UserLookup
from pulumi_chatbotkit.json_values import JsonObject, as_object


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts. ``namespace``: of the session whose key was sent; "" for other keys."""

    account: str
    namespace: str = ""


def actor_of(call: Call, records: Records, users: UserLookup, now_ms: int) -> Actor:
    """The account that acts.

    Raises:
        Refusal: NOT_AUTHENTICATED for an unknown key, an expired session, a session that does not allow the path, and a
            run-as target that is not a sub-account of the key's account; NOT_AUTHORIZED for a POST without a key,
            which the service treats as a browser's.
    """
    owner = _key_owner(call, records)
    account = owner.account
    session = _session(owner, records)
    if session is not None:
        _check_not_expired(session, now_ms)
        _check_allowed(session, call.sent_path)
        # Session tokens ignore both run-as headers.
        return Actor(account=account, namespace=_namespace(session))
    if call.run_as_id is not None:
        account = _own_user(users.with_id(records, call.run_as_id), account)
    elif call.run_as_email is not None:
        account = _own_user(users.with_email(records, account, call.run_as_email), account)
    return Actor(account=account)


def _key_owner(call: Call, records: Records) -> KeyOwner:
    header = call.headers.get("authorization")
    if header is None:
        raise Refusal(NOT_AUTHENTICATED if call.method == "GET" else NOT_AUTHORIZED)
    # The scheme is ignored: Token and Bearer are both in use.
    _, _, key = header.partition(" ")
    owner = records.key_owner(key) if key else None
    if owner is None:
        raise Refusal(NOT_AUTHENTICATED)
    return owner


def _session(owner: KeyOwner, records: Records) -> Record | None:
    return None if owner.record is None else records.get(SESSION_KIND, owner.record)


def _check_not_expired(session: Record, now_ms: int) -> None:
    expires_at = session.document.get("expiresAt")
    if not isinstance(expires_at, int) or expires_at <= now_ms:
        raise Refusal(NOT_AUTHENTICATED)


def _check_allowed(session: Record, path: str) -> None:
    """A session without patterns allows every path. A path that is not allowed looks like an unknown key."""
    routes = _config(session).get("allowedRoutes")
    if isinstance(routes, list) and not allows([str(route) for route in routes], path):
        raise Refusal(NOT_AUTHENTICATED)


def _namespace(session: Record) -> str:
    namespace = _config(session).get("namespace")
    return namespace if isinstance(namespace, str) else ""


def _config(session: Record) -> JsonObject:
    return as_object(session.document.get("config")) or {}


def _own_user(user: Record | None, account: str) -> str:
    if user is None or user.account != account:
        raise Refusal(NOT_AUTHENTICATED)
    return user.id
