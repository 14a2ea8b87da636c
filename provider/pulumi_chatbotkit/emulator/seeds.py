"""Data sets to begin with: a name becomes tenants, tenants become records. The data itself is in ``seed_data``.

Records are made as the API makes them: ids, times and derived values come from the emulator's clock and randomness.
"""

import re
from collections.abc import Iterable
from typing import Final

from .addresses import find
from .changes import Changes, Owner
from .contract import ACCOUNT_KIND, KINDS, Kind
from .errors import SeedError
from .seed_data import DEMO, Entry, SeedTenant, fleet
from .store import Record, Records
from .values import required_on_create

_FLEET: Final = re.compile(r"fleet:([1-9][0-9]{0,5})")


def data_set_of(name: str) -> Iterable[SeedTenant]:
    """The tenants of ``empty``, ``demo`` or ``fleet:N``, N from 1 to 999,999.

    Raises:
        SeedError
    """
    found = _FLEET.fullmatch(name)
    if found is not None:
        return fleet(int(found[1]))
    if name not in {"empty", "demo"}:
        raise SeedError(f'there is no data set "{name}"; there are empty, demo and fleet:N with N from 1 to 999,999')
    return DEMO if name == "demo" else ()


def plant(tenants: Iterable[SeedTenant], records: Records, changes: Changes, account: str) -> None:
    """Make the tenants, each with what it owns, as partner users of ``account``, inside the caller's transaction."""
    for tenant in tenants:
        user = _made(changes, Entry(ACCOUNT_KIND, tenant.user), Owner(account=account, parent=None))
        for entry in tenant.entries:
            _made(changes, entry, _owner(records, entry, user))


def _made(changes: Changes, entry: Entry, owner: Owner) -> Record:
    kind = KINDS[entry.kind]
    accepted = changes.accepted(kind.fields, entry.body, owner.account, required_on_create(kind.fields))
    return changes.create(kind, accepted, owner)


def _owner(records: Records, entry: Entry, user: Record) -> Owner:
    above = _above(KINDS[entry.kind])
    if above is None:
        return Owner(account=user.id, parent=None)
    parent = user if above.is_account else find(records, above, entry.below, user.id)
    return Owner(account=user.id, parent=parent.id)


def _above(kind: Kind) -> Kind | None:
    return None if kind.parent is None else KINDS[kind.parent.kind]
