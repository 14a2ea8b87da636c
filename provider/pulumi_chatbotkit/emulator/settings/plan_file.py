"""Reads a plan from a YAML or JSON file, without aliases. One error names every wrong key."""

import json
from pathlib import Path
from typing import Final

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from pulumi_chatbotkit.emulator.errors import PlanError
from pulumi_chatbotkit.emulator.settings.plan import Plan
from pulumi_chatbotkit.people_files import FileRefused, read_regular_file
from pulumi_chatbotkit.yaml_bounds import YamlBounds, YamlRefused, check_yaml

_PLAN: Final = TypeAdapter(Plan)
_LARGEST_BYTES: Final = 1_000_000
_BOUNDS: Final = YamlBounds(depth=20, values=10_000, aliases=False)
_LONGEST_SHOWN: Final = 100
"""Characters of a wrong value."""


def read_plan(path: Path) -> Plan:
    """The plan in the file ``path``.

    Raises:
        PlanError: the file cannot be read, is not YAML, or has an unknown key or a wrong value.
    """
    try:
        return _PLAN.validate_python(_document(path))
    except ValidationError as error:
        raise PlanError(path, "; ".join(_error_text(one) for one in error.errors())) from error


def _document(path: Path) -> object:
    text = _text(path)
    try:
        check_yaml(text, _BOUNDS)
        document: object = yaml.safe_load(text)
    except YamlRefused as error:
        raise PlanError(path, f"{error}, in line {error.line}") from error
    except yaml.MarkedYAMLError as error:
        raise PlanError(path, f"is no YAML{_place(error, text)}: {error.problem}") from error
    except yaml.YAMLError as error:
        raise PlanError(path, f"is no YAML: {error}") from error
    if document is None:
        raise PlanError(path, "is empty: write {} for a plan without limits")
    return document


def _text(path: Path) -> str:
    try:
        return read_regular_file(path, _LARGEST_BYTES).decode("utf-8-sig")
    except FileRefused as error:
        raise PlanError(path, str(error)) from error
    except OSError as error:
        raise PlanError(path, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise PlanError(path, "is not UTF-8: save the file in that encoding") from error


def _place(error: yaml.MarkedYAMLError, text: str) -> str:
    if error.problem_mark is None:
        return ""
    # libyaml puts the end of a text without a last line end into the line after it.
    line = min(error.problem_mark.line, text.count("\n")) + 1
    return f" in line {line}"


def _error_text(error: ErrorDetails) -> str:
    """``quotas.bot is -1: Input should be greater than or equal to 0``."""
    # For an error in a key, as opposed to its value, Pydantic ends the location with "[key]".
    about_key = "[key]" in error["loc"] or error["type"] == "unexpected_keyword_argument"
    key = ".".join(str(part) for part in error["loc"] if part != "[key]") or "the plan"
    shown = "" if about_key else f" is {_shown(error['input'])}"
    message = "a plan has no such key" if error["type"] == "unexpected_keyword_argument" else error["msg"]
    return f"{key}{shown}: {message}"


def _shown(value: object) -> str:
    try:
        text = json.dumps(value, default=str)
    except (TypeError, ValueError):  # YAML has keys that JSON has not
        text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
