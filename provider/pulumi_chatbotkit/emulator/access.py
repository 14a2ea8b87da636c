"""Who acts: the account of the key, or the sub-account that a run-as header selects.

Source: docs/api/api.md a.2, a.3.
"""

from .calls import Call
from .contract import SESSION_KIND
from .lookups import UserLookup
from .refusals import NOT_AUTHENTICATED, NOT_AUTHORIZED, Refusal
from .store import KeyHolder, Record, Records


def acting_account(call: Call, records: Records, users: UserLookup, now_ms: int) -> str:
    """The id of the account that acts.

    Raises:
        Refusal: NOT_AUTHENTICATED for a key nobody has, for a session that is over, and for a run-as target that is not
            the key's own sub-account; NOT_AUTHORIZED for a POST without any key, which the service takes for a
            browser's.
    """
    holder = _holder(call, records)
    account = holder.account
    session = _session(holder, records)
    if session is not None:
        _check_not_over(session, now_ms)
        # Session tokens ignore both run-as headers.
        return account
    if call.run_as_id is not None:
        return _own_child(users.with_id(records, call.run_as_id), account)
    if call.run_as_email is not None:
        return _own_child(users.with_email(records, account, call.run_as_email), account)
    return account


def _holder(call: Call, records: Records) -> KeyHolder:
    header = call.headers.get("authorization")
    if header is None:
        raise Refusal(NOT_AUTHENTICATED if call.method == "GET" else NOT_AUTHORIZED)
    # The scheme's word is ignored: Token and Bearer are both in use.
    _, _, key = header.partition(" ")
    holder = records.holder_of(key) if key else None
    if holder is None:
        raise Refusal(NOT_AUTHENTICATED)
    return holder


def _session(holder: KeyHolder, records: Records) -> Record | None:
    return None if holder.record is None else records.get(SESSION_KIND, holder.record)


def _check_not_over(session: Record, now_ms: int) -> None:
    expires_at = session.document.get("expiresAt")
    if not isinstance(expires_at, int) or expires_at <= now_ms:
        raise Refusal(NOT_AUTHENTICATED)


def _own_child(child: Record | None, account: str) -> str:
    if child is None or child.account != account:
        raise Refusal(NOT_AUTHENTICATED)
    return child.id
