"""Who acts: the account of the key, or the sub-account that a run-as header selects.

Source: docs/api/api.md a.2, a.3.
"""

from .addresses import parent_of
from .calls import Call
from .contract import ACCOUNT_KIND
from .refusals import NOT_AUTHENTICATED, NOT_AUTHORIZED, Refusal
from .store import Records


def acting_account(call: Call, records: Records) -> str:
    """The id of the account that acts.

    Raises:
        Refusal: NOT_AUTHENTICATED for a key nobody has, and for a run-as target that is not the key's own sub-account;
            NOT_AUTHORIZED for a POST without any key, which the service takes for a browser's.
    """
    account = _account_of_key(call, records)
    if call.run_as_id is not None:
        return _own_child(records, call.run_as_id, account)
    if call.run_as_email is not None:
        child = records.with_value(ACCOUNT_KIND, "email", account, call.run_as_email)
        return _own_child(records, "" if child is None else child.id, account)
    return account


def _account_of_key(call: Call, records: Records) -> str:
    header = call.headers.get("authorization")
    if header is None:
        raise Refusal(NOT_AUTHENTICATED if call.method == "GET" else NOT_AUTHORIZED)
    # The scheme's word is ignored: Token and Bearer are both in use.
    _, _, key = header.partition(" ")
    account = records.account_of_key(key) if key else None
    if account is None:
        raise Refusal(NOT_AUTHENTICATED)
    return account


def _own_child(records: Records, child: str, account: str) -> str:
    if parent_of(records, child) != account:
        raise Refusal(NOT_AUTHENTICATED)
    return child
