"""The back end, and the stack on it."""

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast
from urllib.parse import unquote

from pulumi_chatbotkit.first_few import first_few
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.doctor.report import Line, not_checked, ok, problem, warning
from pulumi_chatbotkit.operations.doctor.stack_access import Access
from pulumi_chatbotkit.operations.doctor.urls import without_password
from pulumi_chatbotkit.operations.stack_reading import listed_stacks
from pulumi_chatbotkit.pulumi_cli import PulumiCliError
from pulumi_chatbotkit.pulumi_cli.environment import BACKEND_VARIABLE, DIRECTORY_VARIABLE
from pulumi_chatbotkit.pulumi_cli.stack_commands import StackCommands

BACKEND: Final = "back end"
STACK: Final = "stack"
_MAKE_STACK: Final = "pulumi stack init NAME"
_NO_BACKEND: Final = "the back end was not reached"


@dataclass(frozen=True)
class OnBackend:
    """A back end that was reached, and a stack that is there."""

    url: str
    commands: StackCommands
    """For that stack, by its name."""
    is_updating: bool
    """As the back end tells; a file back end does not."""

    @property
    def stack(self) -> str:
        """Its name."""
        return str(self.commands.stack)


def look_at_backend(access: Access) -> tuple[OnBackend | None, list[Line]]:
    """The stack on its back end, if both are there."""
    environment = access.commands.environment
    configured = environment.get(BACKEND_VARIABLE, "")
    folder = _folder(configured)
    if folder is not None and not (folder / ".pulumi").is_dir():
        return None, _unused(configured, folder, is_ours=DIRECTORY_VARIABLE in environment)
    try:
        url = str(cast("JsonObject", json.loads(access.commands.run_without_stack("whoami", "--json")))["url"])
        listed = listed_stacks(access.commands)
    except (PulumiCliError, ValueError, KeyError, TypeError) as error:
        found = f"{without_password(configured)} does not answer: {error}"
        next_step = f"check {BACKEND_VARIABLE}, the network and the credentials, then run `pulumi whoami --verbose`"
        return None, [problem(BACKEND, found, next_step), not_checked(STACK, _NO_BACKEND)]
    stack, line = _stack(access.commands, url, listed)
    return stack, [_backend(url), line]


def _folder(url: str) -> Path | None:
    """The folder of a file back end; None for others."""
    scheme, _, place = url.partition("://")
    return Path(unquote(place)).expanduser() if scheme == "file" else None


def _unused(url: str, folder: Path, *, is_ours: bool) -> list[Line]:
    nothing = not_checked(STACK, "there is no stack yet", _MAKE_STACK)
    if is_ours:
        engine_env = 'eval "$(pulumi-chatbotkit engine env)"'
        return [warning(BACKEND, f"{url}: nothing was ever stored there", engine_env), nothing]
    if folder.is_dir():
        return [warning(BACKEND, f"{url}: nothing was ever stored there", _MAKE_STACK), nothing]
    next_step = f"make the folder, or set {BACKEND_VARIABLE} to the right one"
    return [problem(BACKEND, f"{url}: there is no such folder", next_step), not_checked(STACK, _NO_BACKEND)]


def _backend(url: str) -> Line:
    folder, shown = _folder(url), without_password(url)
    if folder is not None and not os.access(folder / ".pulumi", os.W_OK):
        return problem(BACKEND, f"{shown} can be read and not written", f"chmod -R u+w {folder}, as its owner")
    return ok(BACKEND, f"{shown} can be read{'' if folder is None else ' and written'}")


def _stack(commands: StackCommands, url: str, listed: list[JsonObject]) -> tuple[OnBackend | None, Line]:
    names = [str(each["name"]) for each in listed]
    some = f"there are: {first_few(names)}" if names else "there is none"
    wanted = commands.stack
    if wanted is None:
        selected = next((each for each in listed if each.get("current") is True), None)
    else:
        selected = next((each for each in listed if _same(str(each["name"]), wanted)), None)
    if selected is None and wanted is None:
        next_step = "pulumi stack select NAME, or --stack NAME" if names else _MAKE_STACK
        return None, not_checked(STACK, f"no stack is selected; {some}", next_step)
    if selected is None:
        return None, problem(STACK, f"{wanted} is not there; {some}", f"pulumi stack init {wanted}, or another --stack")
    name = wanted or str(selected["name"])
    count = selected.get("resourceCount")
    size = f", {count:,} resources" if isinstance(count, int) else ""
    found = ok(STACK, f"{name}{'' if wanted else ' (selected)'}{size}")
    return OnBackend(url, replace(commands, stack=name), selected.get("updateInProgress") is True), found


def _same(listed: str, wanted: str) -> bool:
    """``dev`` and ``organization/fleet/dev`` name one stack of a project."""
    return listed == wanted or listed.rpartition("/")[2] == wanted.rpartition("/")[2]
