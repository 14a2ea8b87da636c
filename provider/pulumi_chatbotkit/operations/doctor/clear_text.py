"""Keys in clear text in the settings of a project, whoever may read the files: they are meant to be committed."""

import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.credential_forms import CREDENTIALS, credential_in, credentials_in, shown_path
from pulumi_chatbotkit.hosts.configuration import NAMESPACE
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath, as_object, dotted
from pulumi_chatbotkit.operations.doctor.file_texts import NotRead, read_settings, text_of
from pulumi_chatbotkit.operations.doctor.report import Line, not_checked, problem
from pulumi_chatbotkit.operations.doctor.secrets import settings_files

CLEAR_TEXT: Final = "clear text"
_CONFIG: Final = "config"
_TOKEN: Final = f"{NAMESPACE}:token"
_OF_PROJECT: Final = ("Pulumi.yaml", "Pulumi.yml")
_DECLARED: Final = ("value", "default")
"""Where a project's file has the value of a setting, if it says more about it."""


def files_with_settings(project: Path) -> list[Path]:
    """The project's file, which may have settings for all stacks, and those of stacks."""
    return [*(file for name in _OF_PROJECT if (file := project / name).is_file()), *settings_files(project)]


def look_at_clear_text(project: Path) -> Iterator[Line]:
    """What looks like a credential in them; where one cannot be read, in its text."""
    for file in files_with_settings(project):
        try:
            settings = read_settings(file)
        except NotRead as error:
            yield from _in_text(file)
            yield not_checked(CLEAR_TEXT, f"{file.name} {error}, so its settings were not looked at", "mend that file")
        else:
            yield from (_line(file, path, what) for path, what in _clear_keys(settings))


def _in_text(file: Path) -> Iterator[Line]:
    try:
        what = credential_in(text_of(file), CREDENTIALS)
    except NotRead:
        return  # the line of the caller says so
    if what is not None:
        found = f"{file.name} has what looks like {what}, not encrypted"
        yield problem(CLEAR_TEXT, found, "make a new one, take this one out, and mend that file")


def _clear_keys(settings: JsonObject) -> Iterator[tuple[KeyPath, str]]:
    """Path, and what is there."""
    token = (_CONFIG, _TOKEN)
    has_token = _is_given((as_object(settings.get(_CONFIG)) or {}).get(_TOKEN))
    if has_token:
        yield token, "is a key that is not encrypted"
    for found in credentials_in(settings, CREDENTIALS):
        if not (has_token and found.path[:2] == token):
            where = "has a name that" if found.is_key else "has what"
            yield found.path, f"{where} looks like {found.what}, not encrypted"


def _is_given(value: JsonValue) -> bool:
    declared = as_object(value) or {}
    return any(isinstance(each, str) and each for each in (value, *map(declared.get, _DECLARED)))


def _line(file: Path, path: KeyPath, what: str) -> Line:
    shown = shown_path(path, CREDENTIALS)
    if len(path) < 2 or path[0] != _CONFIG:
        return problem(CLEAR_TEXT, f"{file.name}: {dotted(shown)} {what}", f"make a new one, and take it out of {file}")
    key, *inner = shown[1:]
    name = shlex.quote(str(key))
    if file.name in _OF_PROJECT:
        step = f"take it out of {file.name}, make a new one, then: pulumi config set --secret {name} --stack NAME"
    else:
        named = f"--path {shlex.quote(_pulumi_path(str(key), inner))}" if inner else name
        stack = shlex.quote(file.stem.removeprefix("Pulumi."))
        step = f"make a new key, then: pulumi config set --secret {named} --stack {stack}"
    return problem(CLEAR_TEXT, f"{file.name}: {dotted(shown[1:])} {what}", step)


def _pulumi_path(key: str, inner: list[str | int]) -> str:
    """``fleet:settings["their key"][0]``, as ``pulumi config set --path`` reads it."""
    return key + "".join(f"[{json.dumps(each, ensure_ascii=False)}]" for each in inner)
