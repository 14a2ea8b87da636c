"""What adoption by a tenants file would change, beside the markers: compares without changing anything."""

from collections.abc import AsyncGenerator, Collection, Iterable
from dataclasses import dataclass
from typing import cast

from pulumi_chatbotkit.api import Client
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.inputs.tenants import TenantSpec
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.account_reading import Account, partner_users, read_account
from pulumi_chatbotkit.operations.export.declared_objects import DeclaredObject, declared_objects
from pulumi_chatbotkit.reconcile import Inputs, KindProvider, Reconciler, RunHistory, Secret, StackSettings
from pulumi_chatbotkit.reconcile.takeover import Origin, takeover


@dataclass(frozen=True)
class Finding:
    """What `pulumi up` would do to one object beyond writing its marker. Fields have their Python names."""

    name: str
    """Of the resource: ``acme.support``."""
    kind: Kind
    id: str | None
    made: bool = False
    """True if it has nothing to adopt, so that a new object is made."""
    missing: bool = False
    """True if the object to adopt is not in the account."""
    changed: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    """What would be emptied; adoption is refused."""
    erased: tuple[str, ...] = ()
    """What no answer shows and an update would erase; adoption is refused."""
    unseen: tuple[str, ...] = ()
    """What no answer shows and is set to what is declared, as the file says so."""

    @property
    def is_harmless(self) -> bool:
        """True if nothing that can be seen would change."""
        return not (self.made or self.missing or self.changed or self.cleared or self.erased)


async def check_export(
    client: Client, tenants: Iterable[TenantSpec], without: Collection[str] = ()
) -> AsyncGenerator[Finding]:
    """For each object of the tenants that adoption would do more to than mark it, what it would do.

    Reads one account after the other, as an export does.

    Args:
        client: The client of the parent account.
        tenants: The tenants of the file.
        without: Names of kinds that are not looked at.

    Raises:
        ChatBotKitError: an account could not be read.
    """
    users = {str(user.get("id")): user for user in await partner_users(client)}
    for spec in tenants:
        declared = [each for each in declared_objects(spec) if each.kind.name not in without]
        user = users.get(str(declared[0].adopts))
        account = None if user is None else await read_account(client, user, without)
        for each in declared:
            finding = _finding(each, account)
            if finding is not None:
                yield finding


def _finding(declared: DeclaredObject, account: Account | None) -> Finding | None:
    if declared.id is None:
        return Finding(declared.name, declared.kind, None, made=True)
    record = None if account is None else _record(declared, account)
    if record is None:
        return Finding(declared.name, declared.kind, declared.id, missing=True)
    if declared.kind.attached is not None:
        return None  # it is attached again, which has no further effect
    found = takeover(declared.kind, _desired(declared), record, Origin.ELSEWHERE, declared.implied)
    finding = Finding(
        declared.name,
        declared.kind,
        declared.id,
        changed=found.changed,
        cleared=found.cleared,
        erased=found.erased,
        unseen=found.overwritten,
    )
    return None if finding.is_harmless and not finding.unseen else finding


def _record(declared: DeclaredObject, account: Account) -> JsonObject | None:
    """What the account has under the object's id."""
    if declared.id == account.id:
        return account.user
    same = (each for each in account.all() if each.section.kind.name == declared.kind.name)
    return next((each.record for each in same if each.id == declared.id), None)


def _desired(declared: DeclaredObject) -> JsonObject:
    """The inputs as an adoption gets them: checked, with what is declared although it is the default."""
    provider = KindProvider(declared.kind, RunHistory(), _no_reconciler, StackSettings())
    checked = provider.check(cast("Inputs", declared.inputs)).inputs
    clear = {name: value.value if isinstance(value, Secret) else value for name, value in checked.items()}
    return {**declared.inputs, **cast("JsonObject", clear)}


def _no_reconciler() -> Reconciler:
    message = "a check makes no calls"
    raise AssertionError(message)
