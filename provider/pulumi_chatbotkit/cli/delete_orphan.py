"""``orphans delete``: deletes one object that carries a marker of ours and is in no state, as runs name them.

It is for objects that a run has named: nothing is searched for, and nothing without a marker is deleted.
"""

import sys
from dataclasses import dataclass
from typing import Annotated

import typer

from pulumi_chatbotkit.api import ChatBotKitError
from pulumi_chatbotkit.catalog import OBJECT_KINDS
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind
from pulumi_chatbotkit.cli.failure import failed
from pulumi_chatbotkit.cli.moments import age
from pulumi_chatbotkit.emulator import EmulatorFileError
from pulumi_chatbotkit.hosts.configuration import NAMESPACE, Misconfigured, read_configuration
from pulumi_chatbotkit.hosts.runtime import Runtime
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.lookups.results import epoch_ms
from pulumi_chatbotkit.printable import printable
from pulumi_chatbotkit.reconcile import MARKER, Marker, State
from pulumi_chatbotkit.reconcile.located_client import LocatedClient
from pulumi_chatbotkit.reconcile.location import location_of
from pulumi_chatbotkit.reconcile.marker import marker_from_meta
from pulumi_chatbotkit.reconcile.read import read_record
from pulumi_chatbotkit.suggestions import closest


class _Refused(Exception):
    """The object is not deleted; the message is for the user."""


@dataclass(frozen=True)
class _Orphan:
    kind: Kind
    id: str
    place: State
    """The ids in its path and of its account, by state key."""
    record: JsonObject
    marker: Marker

    def __str__(self) -> str:
        # repr, because a name may hold what a terminal obeys.
        made = age(epoch_ms(self.record.get("createdAt")))
        return (
            f"{self.kind.class_name} {self.record.get('name')!r}, id {self.id}, made {made}, "
            f"marked by resource {self.marker.name!r} of stack {self.marker.stack!r}"
        )


def delete(
    kind: Annotated[str, typer.Argument(help="Kind of the object, e.g. partner_user_token.")],
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Its id.")],
    user: Annotated[
        str | None, typer.Option(help="Id of the partner user that it belongs to (tokens, contexts).")
    ] = None,
    run_as: Annotated[str | None, typer.Option(help="Id of the partner user in whose account it is.")] = None,
    parent: Annotated[str | None, typer.Option(help="Id of what it is part of: a dataset, a skillset.")] = None,
    endpoint: Annotated[
        str | None, typer.Option(help="URL of the service; else CHATBOTKIT_ENDPOINT, else the hosted service.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete one object that carries a marker of this package. The API key comes from CHATBOTKIT_API_TOKEN."""
    runtime: Runtime | None = None
    try:
        found_kind = _kind(kind)
        place = _place(found_kind, user=user, run_as=run_as, parent=parent)
        runtime = Runtime(read_configuration({} if endpoint is None else {f"{NAMESPACE}:endpoint": endpoint}))
        orphan = runtime.run(_read(runtime, found_kind, identifier, place))
        typer.echo(printable(f"{orphan}, at {runtime.settings.endpoint}"))
        _confirm(identifier, yes=yes)
        state: State = {**place, MARKER: orphan.marker.as_input()}
        runtime.run(runtime.provider(found_kind).delete(identifier, state))
        typer.echo(printable(f"{found_kind.class_name} {identifier} was deleted"))
    except (_Refused, ChatBotKitError, EmulatorFileError) as error:
        raise failed(f"{error}{_hint(error)}") from None
    finally:
        if runtime is not None:
            runtime.close()


def _hint(error: Exception) -> str:
    """What to do if the key is in Pulumi's configuration, where programs find it."""
    if not isinstance(error, Misconfigured) or all(not each.key.endswith(":token") for each in error.problems):
        return ""
    key = f"{NAMESPACE}:token"
    return (
        ". This command does not read Pulumi's configuration: if the key is there, write "
        f'CHATBOTKIT_API_TOKEN="$(pulumi config get {key})" before it'
    )


def _kind(name: str) -> Kind:
    names = {**{kind.class_name: kind for kind in OBJECT_KINDS.values()}, **OBJECT_KINDS}
    if name in names:
        return names[name]
    near = closest(name, tuple(OBJECT_KINDS))
    message = f"there is no kind {name!r}{f'; did you mean {near}?' if near else ''}"
    raise _Refused(message)


def _place(kind: Kind, *, user: str | None, run_as: str | None, parent: str | None) -> State:
    """The ids in the object's path and of its account, from the options."""
    given = {RUN_AS: run_as}
    options = {RUN_AS: "--run-as"}
    for owner in kind.parents:
        is_user = owner.kind == "partner_user"
        given[owner.field] = user if is_user else parent
        options[owner.field] = "--user" if is_user else "--parent"
    missing = [options[key] for key in kind.location_keys if key != RUN_AS and not given[key]]
    if missing:
        message = f"{kind.class_name}: {' and '.join(missing)} is missing, the id of what the object belongs to"
        raise _Refused(message)
    used = {options[key] for key in kind.location_keys}
    values = {"--user": user, "--run-as": run_as, "--parent": parent}
    surplus = [option for option, value in values.items() if value and option not in used]
    if surplus:
        message = f"{kind.class_name}: {' and '.join(surplus)} says nothing of an object of this kind; it takes "
        raise _Refused(message + (", ".join(sorted(used)) or "none of these options"))
    return {key: given[key] for key in kind.location_keys if given[key]}


async def _read(runtime: Runtime, kind: Kind, identifier: str, place: State) -> _Orphan:
    there = LocatedClient(runtime.client, location_of(kind, place))
    record = await read_record(there, identifier)
    if record is None:
        message = f"there is no {kind.class_name} {identifier} there: it is gone, or in another account"
        raise _Refused(message)
    marker = marker_from_meta(record.get("meta"))
    if marker is None:
        message = (
            f"{kind.class_name} {record.get('name')!r}, id {identifier}, carries no marker of this package, so it is "
            "nobody's orphan: if it has to go, delete it in the console"
        )
        raise _Refused(message)
    return _Orphan(kind, identifier, place, record, marker)


def _confirm(identifier: str, *, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        message = "nothing was deleted: nobody can be asked here; add --yes"
        raise _Refused(message)
    typed = typer.prompt("Nothing brings it back. Type its id to delete it", default="", show_default=False)
    if typed.strip() != identifier:
        message = "nothing was deleted: that is not the id"
        raise _Refused(message)
