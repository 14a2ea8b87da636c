"""Creates the records of a data set, which ``seed_data`` holds.

Records are created as the API creates them: ids, times and computed values come from the emulator's clock and
randomness.
"""

import re
from collections.abc import Iterable
from typing import Final

from pulumi_chatbotkit.emulator.actions.addresses import find
from pulumi_chatbotkit.emulator.actions.changes import Changes, Owner
from pulumi_chatbotkit.emulator.contract import ACCOUNT_KIND, KINDS
from pulumi_chatbotkit.emulator.errors import SeedError
from pulumi_chatbotkit.emulator.messages.validation import required_on_create
from pulumi_chatbotkit.emulator.state.seed_data import DEMO, Entry, SeedTenant, fleet
from pulumi_chatbotkit.emulator.storage.records import Records
from pulumi_chatbotkit.emulator.storage.rows import Record

_FLEET: Final = re.compile(r"fleet:([1-9][0-9]{0,5})")


def tenants_of_data_set(name: str) -> Iterable[SeedTenant]:
    """The tenants of ``empty``, ``demo`` or ``fleet:N`` with N from 1 to 999,999.

    Raises:
        SeedError
    """
    found = _FLEET.fullmatch(name)
    if found is not None:
        return fleet(int(found[1]))
    if name not in {"empty", "demo"}:
        raise SeedError(f'there is no data set "{name}"; there are empty, demo and fleet:N with N from 1 to 999,999')
    return DEMO if name == "demo" else ()


def create_tenants(tenants: Iterable[SeedTenant], records: Records, changes: Changes, account: str) -> None:
    """Create the tenants and their records as partner users of ``account``, in the caller's transaction."""
    for tenant in tenants:
        user = _create(changes, Entry(ACCOUNT_KIND, tenant.user), Owner(account=account, parent=None))
        for entry in tenant.entries:
            _create(changes, entry, _owner(records, entry, user))


def _create(changes: Changes, entry: Entry, owner: Owner) -> Record:
    kind = KINDS[entry.kind]
    values = changes.validated_body(kind.fields, entry.body, owner.account, required_on_create(kind.fields))
    return changes.create(kind, values, owner)


def _owner(records: Records, entry: Entry, user: Record) -> Owner:
    declared = KINDS[entry.kind].parent
    if declared is None:
        return Owner(account=user.id, parent=None)
    parent_kind = KINDS[declared.kind]
    parent = user if parent_kind.is_account else find(records, parent_kind, entry.parent, user.id)
    return Owner(account=user.id, parent=parent.id)
