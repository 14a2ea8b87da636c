"""What off-boarding a tenant means: what the tenants file, the stack's state and the service say of it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.api import Client
from pulumi_chatbotkit.first_few import first_few
from pulumi_chatbotkit.inputs.tenant_layout import FORMERLY
from pulumi_chatbotkit.inputs.tenants.reading import read_tenants_text
from pulumi_chatbotkit.inputs.tenants.removal import EditRefused, row_of, without_tenant
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.operations.account_contents import Failure, visit_account
from pulumi_chatbotkit.operations.account_reading import partner_user
from pulumi_chatbotkit.operations.file_changes import TextFile
from pulumi_chatbotkit.operations.labels import all_counted
from pulumi_chatbotkit.operations.offboard.archive import new_archive
from pulumi_chatbotkit.operations.offboard.inventory import Inventory
from pulumi_chatbotkit.operations.tenants_in_state import TenantInState, tenants_in
from pulumi_chatbotkit.pulumi_cli.stack_state import StackState
from pulumi_chatbotkit.suggestions import did_you_mean

_AGAIN: Final = "run `pulumi up`, and then this command again"


class OffboardRefused(Exception):
    """The tenant cannot be off-boarded; the message says why, and what to do."""


@dataclass(frozen=True)
class Leaving:
    """A tenant that is to leave."""

    key: str
    stack: str
    file: Path
    state: TenantInState | None
    """None if the stack has no such tenant."""
    new_text: str | None
    """The tenants file without it; None if the file cannot be changed."""
    by_hand: str = ""
    """Why the file cannot be changed, and what to do instead."""
    is_again: bool = False
    """True if this command is to be run again then; False if nothing declares the tenant any more."""


@dataclass(frozen=True)
class Contents:
    """What the service has of it."""

    user: str
    is_gone: bool = False
    """True if the partner user is not there: deleted, or of another account."""
    counts: Counter[str] = field(default_factory=Counter[str])
    """By kind."""
    others: Counter[str] = field(default_factory=Counter[str])
    """What of that the stack does not manage."""
    failures: tuple[Failure, ...] = ()
    archived_contents: int | None = None
    """Files whose content is in the archive; None without an archive."""


def leaving(key: str, file: TextFile | None, path: Path, state: StackState) -> Leaving:
    """What is known of a tenant without asking the service.

    Args:
        key: The tenant.
        file: The tenants file; None if there is none.
        path: Its path.
        state: The stack's state.

    Raises:
        TenantsFileError: the file cannot be used.
        OffboardRefused: neither file nor state has the tenant, or it is renamed by the next run.
    """
    in_file = {} if file is None else {spec.key: spec for spec in read_tenants_text(path, file.text).tenants}
    in_state = tenants_in(state)
    here = in_state.get(key)
    if key not in in_file and here is None:
        known = [*dict.fromkeys([*in_file, *in_state])]
        hint = did_you_mean(key, known) if known else "; there are no tenants"
        message = f"neither {path} nor the stack {state.stack} has a tenant {key!r}{hint}"
        raise OffboardRefused(message)
    if key in in_file and here is None:
        _refuse_pending_rename(key, in_file[key].values.get(FORMERLY), in_state, state.stack)
    if file is None or key not in in_file:
        why = (
            f"{key!r} is not in {path}, but in the state of the stack {state.stack}: either the program declares it, "
            "or its entry has been removed already. Remove it from the program, if it is there"
        )
        return Leaving(key, state.stack, path, here, None, why)
    try:
        return Leaving(key, state.stack, path, here, without_tenant(path, file.text, key))
    except EditRefused as error:
        is_again = row_of(in_file[key]) is None
        return Leaving(key, state.stack, path, here, None, str(error), is_again)


def _refuse_pending_rename(key: str, formerly: JsonValue, in_state: Collection[str], stack: str) -> None:
    earlier = formerly if isinstance(formerly, list) else [formerly]
    for each in earlier:
        if each in in_state:
            message = f"{key!r} is still {each!r} in the stack {stack}: {_AGAIN}"
            raise OffboardRefused(message)


async def read_contents(
    client: Client, tenant: TenantInState, folder: Path | None, about: JsonObject, without: Sequence[str] = ()
) -> Contents:
    """Count what is in a tenant, and archive it if a folder is given.

    Args:
        folder: A folder that is made, or empty.
        about: What the manifest says of the tenant.
        without: What is not read, of ``READABLE``.

    Raises:
        ChatBotKitError: it is not known whether the partner user exists.
        OffboardRefused: there is nothing to archive.
        OSError: the archive cannot be written.
    """
    if tenant.user is None:
        if folder is not None:
            raise OffboardRefused(f"there is nothing to archive: {tenant.key!r} has no partner user in the state")
        return Contents("")
    identifier = tenant.user.id
    record = await partner_user(client, identifier)
    if record is None:
        if folder is not None:
            message = (
                f"there is nothing to archive: the service has no partner user {identifier}. It was deleted there, or "
                "the key is another account's. Without --archive, the tenant is removed from the file"
            )
            raise OffboardRefused(message)
        return Contents(identifier, is_gone=True)
    archive = None if folder is None else new_archive(folder, client, identifier)
    inventory = Inventory(tenant.marker, archive)
    try:
        failures = await visit_account(client, record, inventory, without)
    finally:
        if archive is not None:
            archive.close()
    failures += [] if archive is None else archive.failures
    if archive is not None and not failures:
        archive.finish({**about, "partnerUser": identifier, "leftOut": [*without]})
    return Contents(
        identifier,
        counts=inventory.counts,
        others=inventory.others,
        failures=tuple(failures),
        archived_contents=None if archive is None else archive.contents,
    )


def blocks(tenant: TenantInState, contents: Contents) -> list[str]:
    """Why `pulumi up` would refuse to delete the tenant, and what to do about each reason."""
    found: list[str] = []
    if tenant.protected:
        found.append(
            f"Pulumi protects {first_few(tenant.protected)}: write `protect: false` in the entry of "
            f"{tenant.key!r} (or in the program, if it is there), {_AGAIN}"
        )
    if contents.others and not tenant.is_forced and not tenant.is_retained:
        found.append(
            f"it holds what the stack does not manage ({all_counted(contents.others)}), so its deletion would be "
            f"refused: write `forceDestroy: true` in the entry of {tenant.key!r} to lose that, or `onDelete: retain` "
            f"to leave the tenant in ChatBotKit, {_AGAIN}"
        )
    return found
