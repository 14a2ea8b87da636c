"""All checks, in the order in which a run needs what they look at."""

import asyncio
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.api import ConfigurationError, base_url_for
from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.hosts.configuration import TOKEN_VARIABLES, Misconfigured, ServiceSettings, read_configuration
from pulumi_chatbotkit.hosts.recorded_service import EMBEDDED, ENDPOINT_VARIABLES, configured_endpoint
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.masking import Secrets
from pulumi_chatbotkit.operations.doctor import installation, key, reaching
from pulumi_chatbotkit.operations.doctor.backend import OnBackend, look_at_backend
from pulumi_chatbotkit.operations.doctor.leftovers import LEFTOVERS, look_at_files, look_at_locks, look_at_pending
from pulumi_chatbotkit.operations.doctor.open_files import FILES, look_at_open_files
from pulumi_chatbotkit.operations.doctor.report import DoctorReport, Line, not_checked, ok, problem
from pulumi_chatbotkit.operations.doctor.secrets import look_at_secrets
from pulumi_chatbotkit.operations.doctor.stack_access import Access, access_to
from pulumi_chatbotkit.operations.doctor.urls import without_passwords
from pulumi_chatbotkit.operations.environment_secrets import environment_credentials
from pulumi_chatbotkit.operations.progress import Progress, say_nothing
from pulumi_chatbotkit.operations.stack_service import plain_configuration, service_of
from pulumi_chatbotkit.pulumi_cli import PulumiCliError
from pulumi_chatbotkit.pulumi_cli.environment import (
    PASSPHRASE_FILE_VARIABLE,
    PASSPHRASE_VARIABLES,
    is_project,
    local_directory,
)
from pulumi_chatbotkit.pulumi_cli.stack_state import stack_state
from pulumi_chatbotkit.reconcile.provider_keys import SERVICE

PROJECT: Final = "project"
SETTINGS: Final = "settings"
_AT_ONCE: Final = 2
"""Commands of Pulumi at a time; each takes a processor for a second."""
_TOKEN: Final = "chatbotkit:token"  # noqa: S105 - the name of a key
_ENDPOINT: Final = "chatbotkit:endpoint"


@dataclass
class _Findings:
    """What is known so far."""

    lines: list[Line] = field(default_factory=list[Line])
    settings: ServiceSettings | None = None
    """None if they cannot be read, or not all of them."""
    endpoint: str = ""
    key_source: str = TOKEN_VARIABLES[0]
    why_no_key: str = "the settings of the stack could not be read"
    partner_users: list[str] = field(default_factory=list[str])
    """Ids of those that the state has."""
    services: list[JsonValue] = field(default_factory=list[JsonValue])
    """Where its objects live."""
    project: str | None = None
    stack: str | None = None


def diagnose(stack: str | None, folder: Path, progress: Progress = say_nothing) -> DoctorReport:
    """The report. Never fails: what cannot be checked is a line.

    Args:
        stack: The stack; the selected one if None.
        folder: Where the program is looked for, upwards.
        progress: Called after each group of checks.
    """
    found = _Findings()
    directory = local_directory(folder)
    groups: tuple[tuple[str, Callable[[], Iterable[Line]]], ...] = (
        ("python", installation.packages),
        (PROJECT, lambda: _project(found, stack, directory)),
        (reaching.ENDPOINT, lambda: _service(found)),
        (LEFTOVERS, lambda: look_at_files(directory.parent)),
        (FILES, lambda: look_at_open_files(directory.parent, _passphrase_files())),
    )
    for done, (name, group) in enumerate(groups, 1):
        try:
            found.lines += group()
        except (OSError, ValueError, RecursionError) as error:
            found.lines.append(not_checked(name, str(error)))
        progress(done, len(groups))
    mask = _mask(found.settings)
    lines = tuple(
        replace(line, found=without_passwords(mask(line.found)), next_step=mask(line.next_step)) for line in found.lines
    )
    return DoctorReport(lines, found.project, found.stack)


def _project(found: _Findings, stack: str | None, directory: Path) -> Iterator[Line]:
    """CLI, project, back end, stack, passphrase, settings, state and locks."""
    cli, line = installation.cli(os.environ)
    yield line
    if cli is None:
        yield not_checked(PROJECT, "that takes the Pulumi CLI")
        _without_stack(found, directory)
        return
    try:
        with access_to(cli, directory, stack, os.environ) as access:
            found.project = access.project
            yield ok(PROJECT, f"{access.project} in {directory.parent}")
            on_backend, lines = look_at_backend(access)
            yield from lines
            if on_backend is None:
                _without_stack(found, directory)
            else:
                found.stack = on_backend.stack
                yield from _of_stack(found, access, on_backend)
    except (PulumiCliError, OSError) as error:
        yield not_checked(PROJECT, str(error))
        _without_stack(found, directory)


def _of_stack(found: _Findings, access: Access, on_backend: OnBackend) -> Iterator[Line]:
    """What takes further commands of Pulumi; they run two at a time."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        secrets = pool.submit(lambda: [*look_at_secrets(on_backend.commands)])
        settings = pool.submit(_read_settings, found, on_backend)
        exported = pool.submit(_exported, on_backend)
        yield from secrets.result()
        yield from settings.result()
        state, why = exported.result()
    yield look_at_pending(state, on_backend, why)
    if state is not None:
        ours = [each for each in stack_state(StringIO(state)).resources if each.is_ours]
        found.partner_users = [each.id for each in ours if each.class_name == PARTNER_USER.class_name]
        found.services = [each.outputs.values.get(SERVICE) for each in ours]
    yield from look_at_locks(on_backend, access.project)


def _exported(on_backend: OnBackend) -> tuple[str | None, str]:
    """The state as Pulumi exports it; or why not."""
    try:
        text = on_backend.commands.run("stack", "export")
        stack_state(StringIO(text))
    except PulumiCliError as error:
        return None, str(error)
    return text, ""


def _read_settings(found: _Findings, on_backend: OnBackend) -> list[Line]:
    """The settings as a run would read them, with the key that it would use."""
    try:
        plain = plain_configuration(on_backend.commands)
    except (PulumiCliError, ValueError, RecursionError) as error:
        found.why_no_key = "the settings of the stack cannot be read"
        return [not_checked(SETTINGS, f"they cannot be read: {error}")]
    endpoint = plain.get(_ENDPOINT)
    found.endpoint = configured_endpoint(endpoint if isinstance(endpoint, str) else None)
    if _TOKEN in plain:
        found.key_source = f"{_TOKEN} of stack {on_backend.stack}"
    else:
        found.key_source = _variable_of_key()
    try:
        found.settings = service_of(on_backend.commands, as_a_run=True)
    except Misconfigured as error:
        found.why_no_key = "the settings cannot be used"
        return [problem(SETTINGS, f"{each.key} {each.reason}", _set(each.key)) for each in error.problems]
    except PulumiCliError as error:
        found.why_no_key = "the stack's settings cannot be decrypted"
        return [not_checked(SETTINGS, f"they cannot be decrypted: {error}", "see passphrase")]
    return [ok(SETTINGS, "those of the stack can be used")]


def _without_stack(found: _Findings, directory: Path) -> None:
    """Use the settings of the environment; what is wrong with them is the key's line.

    In a project, the endpoint must be there: the key of the environment may be for another service than the default.
    """
    if is_project(directory.parent) and not any(map(os.environ.get, ENDPOINT_VARIABLES)):
        return
    found.endpoint = configured_endpoint(None)
    found.key_source = _variable_of_key()
    try:
        found.settings = read_configuration({})
    except Misconfigured as error:
        found.why_no_key = str(error)


def _variable_of_key() -> str:
    return next((name for name in TOKEN_VARIABLES if os.environ.get(name)), TOKEN_VARIABLES[0])


def _set(name: str) -> str:
    return f"pulumi config set {'--secret ' if name == _TOKEN else ''}{name} VALUE, or pulumi config rm {name}"


def _service(found: _Findings) -> list[Line]:
    if found.endpoint == EMBEDDED:
        return _embedded(found.settings)
    everything = (reaching.ENDPOINT, reaching.CLOCK, *key.CHECKS)
    if not found.endpoint:
        return [not_checked(each, found.why_no_key) for each in everything]
    try:
        base_url = base_url_for(found.endpoint)
    except ConfigurationError as error:
        rest = [not_checked(each, "there is no endpoint to ask") for each in everything[1:]]
        return [problem(reaching.ENDPOINT, str(error), f"pulumi config set {_ENDPOINT} URL"), *rest]
    return [*_lives_here(found), *asyncio.run(_ask(found, base_url))]


async def _ask(found: _Findings, base_url: str) -> list[Line]:
    reached = await reaching.reach(base_url)
    if not reached.is_reached:
        rest = [not_checked(each, "the endpoint was not reached") for each in (reaching.CLOCK, *key.CHECKS)]
        return [*reached.lines, *rest]
    if found.settings is None:
        return [*reached.lines, *(not_checked(each, found.why_no_key, _no_key(each)) for each in key.CHECKS)]
    lines = await key.look_at_key(found.settings, found.key_source, found.partner_users, reached.limits)
    return [*reached.lines, *lines]


def _no_key(check: str) -> str:
    return f"export {TOKEN_VARIABLES[0]}=..., or run this in the folder of the program" if check == key.KEY else ""


def _embedded(settings: ServiceSettings | None) -> list[Line]:
    """The emulator in this process: it is not started, because that makes its file."""
    file = None if settings is None else settings.embedded_database
    what = "the embedded emulator: no network, no key"
    if file is None or not file.exists():
        return [ok(reaching.ENDPOINT, f"{what}; the first run makes its file")]
    if not os.access(file, os.R_OK | os.W_OK):
        return [problem(reaching.ENDPOINT, f"{what}; its file {file} cannot be written", f"chmod u+rw {file}")]
    return [ok(reaching.ENDPOINT, f"{what}; its file is {file}")]


def _lives_here(found: _Findings) -> Iterator[Line]:
    """Whether the objects of the state live at the configured service: a run refuses another one."""
    known = found.settings.stack_settings if found.settings is not None else None
    elsewhere = next((each for each in found.services if known is not None and not known.knows(each)), None)
    if elsewhere is not None:
        what = f"is {found.endpoint}, but the objects of the state live at {elsewhere}"
        next_step = f"set it back, or if that service has moved: pulumi config set chatbotkit:movedFrom {elsewhere}"
        yield problem(reaching.ENDPOINT, f"{_ENDPOINT} {what}", next_step)


def _passphrase_files() -> list[Path]:
    named = os.environ.get(PASSPHRASE_FILE_VARIABLE)
    return [Path(named)] if named else []


def _mask(settings: ServiceSettings | None) -> Callable[[str], str]:
    """Masks the credentials of this shell and of the stack, should a message repeat them: Pulumi's quote addresses."""
    secrets = Secrets()
    hidden = [os.environ.get(name, "") for name in (*TOKEN_VARIABLES, PASSPHRASE_VARIABLES[0])]
    hidden += environment_credentials(os.environ)
    if settings is not None and settings.embedded_database is None:
        hidden.append(settings.client.token)
    for each in hidden:
        secrets.add(each)
    return lambda text: secrets.mask(text, "[secret]")
