"""What encrypts the stack's secrets, and whether this shell can decrypt them."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pulumi_chatbotkit.operations.doctor.file_texts import NotRead, read_settings
from pulumi_chatbotkit.operations.doctor.report import Line, not_checked, ok, problem, warning
from pulumi_chatbotkit.operations.doctor.urls import without_password
from pulumi_chatbotkit.private_files import write_private
from pulumi_chatbotkit.pulumi_cli import PulumiCliError
from pulumi_chatbotkit.pulumi_cli.environment import PASSPHRASE_FILE_VARIABLE, PASSPHRASE_VARIABLES
from pulumi_chatbotkit.pulumi_cli.stack_commands import StackCommands

PASSPHRASE: Final = "passphrase"  # noqa: S105 - the name of a check
_IN_SHELL: Final = PASSPHRASE_VARIABLES[0]
_SET_IT: Final = f"set {_IN_SHELL} or {PASSPHRASE_FILE_VARIABLE} to the passphrase that the stack was made with"
_ENTER: Final = 'eval "$(pulumi-chatbotkit engine env)"'
_NOT_YET: Final = "not needed yet: no passphrase encrypts the stack's settings"
_PROBE: Final = "pulumi-chatbotkit:doctor"
_WRONG: Final = "incorrect passphrase"


def settings_files(project: Path) -> list[Path]:
    """The files with the settings of stacks, ``Pulumi.<stack>.yaml``."""
    return sorted(each for each in project.glob("Pulumi.*.y*ml") if each.suffix in (".yaml", ".yml"))


def stack_file(project: Path, stack: str) -> Path | None:
    """The one of this stack, if there is one."""
    wanted = f"Pulumi.{stack.rpartition('/')[2]}"
    return next((each for each in settings_files(project) if each.stem == wanted), None)


def look_at_secrets(commands: StackCommands) -> Iterator[Line]:
    """The stack's secrets provider; of a passphrase, whether it is the right one."""
    file = stack_file(commands.project, str(commands.stack))
    if file is None:
        yield ok(PASSPHRASE, _NOT_YET)
        return
    try:
        settings = read_settings(file)
    except NotRead as error:
        yield not_checked(PASSPHRASE, f"{file.name} {error}", "mend that file")
        return
    provider = settings.get("secretsprovider")
    if isinstance(provider, str) and provider != PASSPHRASE:
        yield ok(
            PASSPHRASE, f"not needed: {without_password(provider)} encrypts the stack's secrets (it was not asked)"
        )
    elif "encryptionsalt" not in settings:
        yield ok(PASSPHRASE, _NOT_YET)
    else:
        yield _passphrase(commands, file)


def _passphrase(commands: StackCommands, file: Path) -> Line:
    source, missing = passphrase_source(commands.environment)
    if missing is not None:
        return missing
    try:
        _try_passphrase(commands, file)
    except PulumiCliError as error:
        if _WRONG in str(error):
            return problem(PASSPHRASE, f"that of {source} is not the one of {file.name}", _SET_IT)
        return not_checked(PASSPHRASE, str(error))
    except OSError as error:
        return not_checked(PASSPHRASE, f"no file for the test can be made: {error}")
    found = f"that of {source} is the one of {file.name}"
    if not any(name in os.environ for name in PASSPHRASE_VARIABLES):
        return warning(PASSPHRASE, f"{found}; this shell has none, so `pulumi` itself does not find it", _ENTER)
    return ok(PASSPHRASE, found)


def passphrase_source(environment: Mapping[str, str]) -> tuple[str, Line | None]:
    """The variable that has the passphrase, as Pulumi looks for it; or what is wrong."""
    if _IN_SHELL in environment:  # even if it is empty, as Pulumi does
        return _IN_SHELL, None
    named = environment.get(PASSPHRASE_FILE_VARIABLE)
    if named:
        where = f"{PASSPHRASE_FILE_VARIABLE} ({named})"
        if not os.access(named, os.R_OK):
            return where, problem(PASSPHRASE, f"the file of {where} cannot be read", f"put it back, or {_SET_IT}")
        return where, None
    return "", problem(PASSPHRASE, "this shell has none", _SET_IT)


def _try_passphrase(commands: StackCommands, file: Path) -> None:
    """Encrypt something with the stack's salt, in a copy of its file: the one command that looks at the passphrase even
    if there is nothing to decrypt."""
    with TemporaryDirectory(prefix="pulumi-chatbotkit-doctor-") as folder:
        copy = Path(folder) / file.name
        write_private(copy, file.read_bytes())
        commands.run("config", "set", "--secret", "--config-file", str(copy), _PROBE, "x")
